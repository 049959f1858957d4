/** Keys with what is counted under them; nothing is left of a key that counts nothing. */

export function count(counts: Map<string, number>, words: Iterable<string>, by: 1 | -1): void {
  for (const word of words) {
    const next = (counts.get(word) ?? 0) + by
    if (next > 0) counts.set(word, next)
    else counts.delete(word)
  }
}

/** Ids of documents under a key; an empty set leaves no key. */
export class IdsBy extends Map<string, Set<number>> {
  of(key: string): Set<number> {
    const present = this.get(key) ?? new Set()
    this.set(key, present)
    return present
  }
  forget(key: string, id: number): void {
    const present = this.get(key)
    present?.delete(id)
    if (present?.size === 0) this.delete(key)
  }
  startingWith(start: string): [string, Set<number>][] {
    return [...this].filter(([key]) => key.startsWith(start))
  }
}
