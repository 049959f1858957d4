import { diffLines, diffWordsWithSpace } from 'diff'
import { NBSP } from '../text/typography.ts'
import { type DocumentComparison, type FieldChange, riskOf, type WordChange } from './comparison.ts'
import type { Document } from './document/document.ts'
import { fieldsInWords, type TitleOf } from './document/wording.ts'

/**
 * Edits beyond which two texts have nothing in common that is worth showing by words; then by lines, then whole. It
 * also bounds the time: two unrelated texts of 64 KB would take seconds.
 */
const WORD_EDITS = 600
const LINE_EDITS = 1_000

/**
 * What changed between two versions of a document, field by field in words of the trade, then the body. Without a
 * version before, all is added.
 */
export function compareDocuments(
  before: Document | undefined,
  after: Document,
  titleOf: TitleOf,
): DocumentComparison {
  return {
    fields: compareFields(before, after, titleOf),
    body: compareTexts(before?.body ?? '', after.body),
  }
}

function compareFields(before: Document | undefined, after: Document, titleOf: TitleOf): FieldChange[] {
  const fields = before === undefined ? [] : fieldsInWords(before, titleOf)
  const old = new Map(fields.map((field) => [field.key, field]))
  const changes: FieldChange[] = []
  for (const { key, label, values } of fieldsInWords(after, titleOf)) {
    const previous = old.get(key)?.values ?? []
    old.delete(key)
    if (previous.join('\n') !== values.join('\n')) changes.push(change(key, label, previous, values))
  }
  return [...changes, ...[...old.values()].map(({ key, label, values }) => change(key, label, values, []))]
}

function change(key: string, label: string, before: string[], after: string[]): FieldChange {
  const words = (values: string[]) => (values.length === 0 ? 'non renseigné' : values.join(', '))
  const says = `${label}${NBSP}: ${words(before)} → ${words(after)}`
  return { key, label, before, after, says, risk: riskOf(key) }
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
