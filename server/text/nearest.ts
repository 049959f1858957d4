import { fold } from './fold.ts'

/**
 * Edit distance between two words, a swap of two neighbours counting as one (optimal string alignment).
 * Stops at `limit`: the answer is then `limit + 1`.
 */
export function editDistance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1
  let beforeLast: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1
      let best = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + cost)
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
      if (swapped) best = Math.min(best, (beforeLast[j - 2] ?? 0) + 1)
      row.push(best)
    }
    if (Math.min(...row) > limit) return limit + 1
    beforeLast = last
    last = row
  }
  return Math.min(last[b.length] ?? 0, limit + 1)
}

/** The known words that a mistyped one may have meant, nearest first; empty when none is near enough to be worth a question. */
export function nearest(word: string, known: Iterable<string>, count = 1): string[] {
  const wanted = fold(word).slice(0, 80)
  const limit = wanted.length < 5 ? 1 : wanted.length < 10 ? 2 : 3
  return [...known]
    .map((candidate) => ({ candidate, distance: editDistance(wanted, fold(candidate), limit) }))
    .filter(({ distance }) => distance <= limit)
    .sort((a, b) => a.distance - b.distance || (a.candidate < b.candidate ? -1 : 1))
    .slice(0, count)
    .map(({ candidate }) => candidate)
}
