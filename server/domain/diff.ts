import type { DocumentComparison, FieldChange } from './comparison.ts'
import type { Document } from './document/document.ts'
import type { FieldType, Keys } from './document/fieldTypes.ts'
import { isSameValue } from './document/identity.ts'
import { KEYS_BY_KIND } from './document/keys.ts'
import { keyLabel } from './document/labels.ts'
import { type TitleOf, valueInWords } from './document/wording.ts'
import { hoursChanges } from './hoursChanges.ts'
import { itemChanges } from './itemChanges.ts'
import { fieldChange, sayValue } from './saying.ts'
import { compareTexts } from './textDiff.ts'

/**
 * What changed between two versions of a document, in words of the trade: field by field, hours weekday by weekday,
 * then the body. Without a version before, all is added. Two documents that differ always give a change.
 */
export function compareDocuments(
  before: Document | undefined,
  after: Document,
  titleOf: TitleOf,
): DocumentComparison {
  return { fields: compareFields(before, after, titleOf), body: compareTexts(before?.body ?? '', after.body) }
}

/** In the order of the present text; what went comes last. */
function compareFields(before: Document | undefined, after: Document, titleOf: TitleOf): FieldChange[] {
  const old = (before?.fields ?? {}) as Record<string, unknown>
  const present = after.fields as Record<string, unknown>
  const keys: Keys = { ...KEYS_BY_KIND[after.kind], ...(before && KEYS_BY_KIND[before.kind]) }
  const changed = Object.keys(keys).filter((key) => !isSameValue(old[key], present[key]))
  return [
    ...changed.filter((key) => present[key] !== undefined),
    ...changed.filter((key) => present[key] === undefined),
  ].flatMap((key) => {
    const type = (KEYS_BY_KIND[after.kind] as Keys)[key]?.type ?? keys[key]?.type
    // The nature of a new fiche is no change: it is told elsewhere.
    if (type === undefined || (key === 'nature' && before === undefined)) return []
    return changesOf(key, type, [old[key], present[key]], titleOf)
  })
}

function changesOf(
  key: string,
  type: FieldType,
  [before, after]: [unknown, unknown],
  titleOf: TitleOf,
): FieldChange[] {
  let parts: FieldChange[] = []
  if (type.type === 'hours' && before !== undefined && after !== undefined) {
    parts = hoursChanges(key, String(before), String(after))
  } else if (type.type === 'list' && type.of.type === 'group') {
    const list = (value: unknown) => (value ?? []) as readonly unknown[]
    parts = itemChanges({ key, of: type.of, before: list(before), after: list(after) }, titleOf)
  }
  if (parts.length > 0) return parts
  const words = (value: unknown) => (value === undefined ? [] : valueInWords(value, type, titleOf))
  const [was, is] = [words(before), words(after)]
  return [fieldChange(key, keyLabel(key), [was, is], sayValue(type, was, is))]
}
