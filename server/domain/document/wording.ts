import { dateInWords, periodInWords } from '../../text/dates.ts'
import { describeHours } from '../openingHours/describe.ts'
import type { Document } from './document.ts'
import type { FieldType, Keys, ReferenceTarget } from './fieldTypes.ts'
import { KEYS_BY_KIND } from './keys.ts'
import { keyLabel } from './labels.ts'

export interface FieldInWords {
  key: string
  label: string
  /** One line a value. */
  values: string[]
}

/** The title to read in place of a slug or an INSEE code. */
export type TitleOf = (to: ReferenceTarget, slug: string) => string

/** The front matter of a document as a person reads it: French labels, titles, hours in sentences. */
export function fieldsInWords(document: Document, titleOf: TitleOf): FieldInWords[] {
  const values = document.fields as Record<string, unknown>
  return Object.entries(KEYS_BY_KIND[document.kind] as Keys).flatMap(([key, { type }]) =>
    values[key] === undefined || key === 'nature'
      ? []
      : [{ key, label: keyLabel(key), values: valueInWords(values[key], type, titleOf) }],
  )
}

/** One line a value. */
export function valueInWords(value: unknown, type: FieldType, titleOf: TitleOf): string[] {
  switch (type.type) {
    case 'list':
      return (value as unknown[]).map((item) => valueInWords(item, type.of, titleOf).join(', '))
    case 'group':
      return [groupInWords(value as Record<string, unknown>, type.keys, titleOf)]
    case 'choice':
      return [type.values[String(value)] ?? String(value)]
    case 'boolean':
      return [value === true ? 'oui' : 'non']
    case 'hours':
      return describeHours(String(value))
    case 'reference':
      return [titleOf(type.to, String(value))]
    case 'date':
    case 'partial-date':
      return [dateInWords(String(value))]
    case 'commune':
      return [titleOf('place', String(value))]
    case 'text':
      return String(value).split('\n').filter(Boolean)
    default:
      return [String(value)]
  }
}

function groupInWords(values: Record<string, unknown>, keys: Keys, titleOf: TitleOf): string {
  const { du, au, ...others } = values
  const isPeriod = du !== undefined && au !== undefined
  const told = isPeriod ? others : values
  const lines = Object.entries(keys)
    .filter(([key]) => told[key] !== undefined)
    .map(([key, { type }]) => `${keyLabel(key)} ${valueInWords(told[key], type, titleOf).join(', ')}`)
  return [...(isPeriod ? [periodInWords(String(du), String(au))] : []), ...lines].join(' · ')
}
