/**
 * The types a key of a document may have, and the TypeScript type of each. A document's keys are declared once, in
 * keys.ts; reading, writing, checking and the documentation all follow that declaration.
 */

/** What a slug may name: a fiche of any nature, one nature of fiche, a theme, or a place (territory or INSEE code). */
export type ReferenceTarget = 'fiche' | 'institution' | 'scheme' | 'site' | 'contact' | 'theme' | 'place'

export type FieldType =
  /** One line of text. */
  | { type: 'line'; min?: number; max: number }
  /** Several lines of plain text. */
  | { type: 'text'; max: number }
  /** One value of a closed list: value → French label. */
  | { type: 'choice'; values: Readonly<Record<string, string>> }
  | { type: 'reference'; to: ReferenceTarget }
  /** INSEE code of a commune, five characters. */
  | { type: 'commune' }
  | { type: 'postcode' }
  /** A French number as it is read aloud, short numbers and « poste 12 » included (domain/phone.ts). */
  | { type: 'phone' }
  | { type: 'email' }
  | { type: 'url' }
  /** OpenStreetMap opening_hours (domain/openingHours). */
  | { type: 'hours' }
  /** A day, YYYY-MM-DD. */
  | { type: 'date' }
  /** A year, a month or a day: 2017, 2017-10, 2017-10-20. */
  | { type: 'partial-date' }
  /** A slug that need not exist: icon names, ids of facts. */
  | { type: 'identifier' }
  | { type: 'number'; min: number; max: number; integer: boolean }
  /** Written « oui » or « non ». */
  | { type: 'boolean' }
  | { type: 'list'; of: FieldType; max: number }
  | { type: 'group'; keys: Keys }

export interface Key {
  type: FieldType
  required?: true
  /** One French sentence for the contributors' documentation. */
  about: string
  /** The counterpart in data·inclusion, `structure.x` or `service.x`. */
  inclusion?: string
}

export type Keys = Readonly<Record<string, Key>>

export type ValueOf<T> = T extends { type: 'list'; of: infer Item }
  ? ValueOf<Item>[]
  : T extends { type: 'group'; keys: infer K }
    ? FieldsOf<K>
    : T extends { type: 'choice'; values: infer Values }
      ? keyof Values & string
      : T extends { type: 'number' }
        ? number
        : T extends { type: 'boolean' }
          ? boolean
          : string

type RequiredNames<K> = { [P in keyof K]: K[P] extends { required: true } ? P : never }[keyof K]

export type FieldsOf<K> = {
  -readonly [P in RequiredNames<K>]: K[P] extends { type: infer T } ? ValueOf<T> : never
} & {
  -readonly [P in Exclude<keyof K, RequiredNames<K>>]?: K[P] extends { type: infer T } ? ValueOf<T> : never
}
