import { diffLines, diffWordsWithSpace } from 'diff'
import type { WordChange } from './comparison.ts'

/**
 * Edits beyond which two texts have nothing in common that is worth showing by words; then by lines, then whole. It
 * also bounds the time, which grows as their square: seconds without a bound for two unrelated texts of 64 KB, some
 * 30 ms with these (bench/compare.ts).
 */
const WORD_EDITS = 400
const LINE_EDITS = 500

/** Empty when the texts are the same. */
export function compareTexts(before: string, after: string): WordChange[] {
  if (before === after) return []
  const changes =
    diffWordsWithSpace(before, after, { maxEditLength: WORD_EDITS }) ??
    diffLines(before, after, { maxEditLength: LINE_EDITS })
  if (changes === undefined) {
    return [
      { kind: 'removed', text: before },
      { kind: 'added', text: after },
    ]
  }
  return changes.map(({ added, removed, value }) => ({
    kind: added ? 'added' : removed ? 'removed' : 'same',
    text: value,
  }))
}
