import { diffLines, diffWordsWithSpace } from 'diff'
import type { DocumentComparison, FieldChange, WordChange } from './comparison.ts'
import type { Document } from './document/document.ts'
import { fieldsInWords, type TitleOf } from './document/wording.ts'

/**
 * Edits beyond which two texts have nothing in common that is worth showing by words; then by lines, then whole. It
 * also bounds the time: two unrelated texts of 64 KB would take seconds.
 */
const WORD_EDITS = 600
const LINE_EDITS = 1_000

/** What changed between two versions of a document, field by field in words of the trade, then the body. */
export function compareDocuments(before: Document, after: Document, titleOf: TitleOf): DocumentComparison {
  return { fields: compareFields(before, after, titleOf), body: compareTexts(before.body, after.body) }
}

function compareFields(before: Document, after: Document, titleOf: TitleOf): FieldChange[] {
  const old = new Map(fieldsInWords(before, titleOf).map((field) => [field.key, field]))
  const changes: FieldChange[] = []
  for (const { key, label, values } of fieldsInWords(after, titleOf)) {
    const previous = old.get(key)?.values ?? []
    old.delete(key)
    if (previous.join('\n') !== values.join('\n')) changes.push(changeOf(key, label, previous, values))
  }
  const removed = [...old.values()].map(({ key, label, values }) => changeOf(key, label, values, []))
  return [...changes, ...removed]
}

function changeOf(key: string, label: string, before: string[], after: string[]): FieldChange {
  const says = `${label} : ${before.join(', ')} → ${after.join(', ')}`
  return { key, label, before, after, says, risk: 'medium' }
}

function compareTexts(before: string, after: string): WordChange[] {
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
