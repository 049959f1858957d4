/** What a table says of a word that came with a request; nothing for a word that is none of its own, `constructor` included. */
export function wordIn<T>(table: Readonly<Record<string, T>>, word: string | undefined): T | undefined {
  return word !== undefined && Object.hasOwn(table, word) ? table[word] : undefined
}
