/** A piece of a text, and whether it is to be marked. */
export interface Piece {
  text: string
  marked: boolean
}

/** A word, and where it begins in its text. */
export interface PlacedWord {
  word: string
  at: number
}

export function wordsOf(text: string): PlacedWord[] {
  return Array.from(text.matchAll(/[\p{L}\p{N}]+/gu), ({ 0: word, index }) => ({ word, at: index }))
}

/** Cuts a text around some of its words, in their order: these are marked. Joined again, the pieces are the text. */
export function markWords(text: string, words: readonly PlacedWord[]): Piece[] {
  const pieces: Piece[] = []
  let from = 0
  for (const { word, at } of words) {
    if (at > from) pieces.push({ text: text.slice(from, at), marked: false })
    pieces.push({ text: word, marked: true })
    from = at + word.length
  }
  if (from < text.length) pieces.push({ text: text.slice(from), marked: false })
  return pieces
}
