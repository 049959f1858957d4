/**
 * A document as a form holds it, one text an input, and back. Input names follow the keys: `titre`, `age.min`,
 * `fermetures.0.du`, `contacts.0`, `publics.jeunes` for a box that is ticked; `corps.0.texte` is a block of the body.
 */
import type { Document } from '../document/document.ts'
import type { FieldType, Keys } from '../document/fieldTypes.ts'
import { type FicheKind, type FieldsByKind, KEYS_BY_KIND } from '../document/keys.ts'
import { typedBody } from './body.ts'
import type { EditingGuide } from './guide.ts'
import { typedHours } from './hours.ts'

/** What stands in the inputs, by input name; exactly what is kept as a draft. */
export type Typed = Readonly<Record<string, string>>

/** `field` is the name of an input, or of a group of them: where the summary of faults leads. */
export interface FieldProblem {
  field: string
  message: string
}

export interface TypedReading {
  /** The document that may be saved; nothing where there is a problem. */
  document: Document | undefined
  problems: FieldProblem[]
  /** What could be read all the same, for a preview; nothing where a source text cannot be read at all. */
  partial: Document | undefined
}

export interface ReadOptions {
  /** What the form does not show, and every other key in a quick edit, come from it. */
  base: Document | undefined
  guide: EditingGuide
  /** The keys of a quick edit. */
  only?: readonly string[]
}

/** Keys that the form does not show: they stay as they are. */
const KEPT = new Set(['nature', 'archive', 'verification'])

/** Keys of rows that nobody types, by their path without rows: they follow their row unseen. */
export const UNSEEN: ReadonlySet<string> = new Set(['sources.faits'])

/** True for a key that the form of a kind shows. */
export function isShown(kind: FicheKind, key: string): boolean {
  return Object.hasOwn(KEYS_BY_KIND[kind], key) && !KEPT.has(key)
}

export function typedOf(document: Document, guide: EditingGuide): Record<string, string> {
  const typed: Record<string, string> = {}
  writeGroup(document.fields, KEYS_BY_KIND[document.kind], '', guide, typed)
  return { ...typed, ...typedBody(document.body, guide) }
}

/** The form of a new fiche, with what is copied from the one it is created from. */
export function emptyTyped<K extends FicheKind>(
  kind: K,
  prefilled: Partial<FieldsByKind[K]>,
  guide: EditingGuide,
): Record<string, string> {
  return typedOf({ kind, fields: prefilled, body: '' } as unknown as Document, guide)
}

/** Of what a request brought, the inputs of this form; `only` names the keys of a quick edit. */
export function keepTyped(kind: FicheKind, fields: Typed, only?: readonly string[]): Record<string, string> {
  const isOurs = (key: string) =>
    only === undefined
      ? isShown(kind, key) || key === 'corps' || key === 'mode' || key === 'source'
      : only.includes(key)
  return Object.fromEntries(Object.entries(fields).filter(([name]) => isOurs(name.split('.', 1)[0] ?? '')))
}

/** How a list stands in a form: boxes to tick, a text of one line each, or rows. */
export function listForm({ of }: Extract<FieldType, { type: 'list' }>): 'boxes' | 'lines' | 'rows' {
  if (of.type === 'choice') return 'boxes'
  return of.type === 'group' || of.type === 'reference' ? 'rows' : 'lines'
}

/** The rows of a list that stand in the form, blank ones included: 0 to the last. */
export function rowsOf(name: string, typed: Typed): number[] {
  const last = Object.keys(typed).reduce((most, key) => {
    const row = key.startsWith(`${name}.`) ? Number.parseInt(key.slice(name.length + 1), 10) : -1
    return Number.isInteger(row) && row < MOST_ROWS ? Math.max(most, row) : most
  }, -1)
  return Array.from({ length: last + 1 }, (_, row) => row)
}

/** More than any list of a document may hold. */
const MOST_ROWS = 250

type Values = Record<string, unknown>

function writeGroup(
  values: object,
  keys: Keys,
  prefix: string,
  guide: EditingGuide,
  typed: Record<string, string>,
): void {
  for (const [name, { type }] of Object.entries(keys)) {
    const value = (values as Values)[name]
    const isKept = prefix === '' && KEPT.has(name)
    if (value !== undefined && !isKept) write(value, type, prefix + name, guide, typed)
  }
}

function write(
  value: unknown,
  type: FieldType,
  name: string,
  guide: EditingGuide,
  typed: Record<string, string>,
): void {
  switch (type.type) {
    case 'list':
      writeList(value as unknown[], type, name, guide, typed)
      break
    case 'group':
      writeGroup(value as object, type.keys, `${name}.`, guide, typed)
      break
    case 'hours':
      Object.assign(typed, typedHours(name, String(value)))
      break
    case 'boolean':
      typed[name] = value === true ? 'oui' : 'non'
      break
    case 'reference':
      typed[name] = guide.labelOf(type.to, String(value))
      break
    case 'commune':
      typed[name] = guide.labelOf('commune', String(value))
      break
    default:
      typed[name] = String(value)
  }
}

function writeList(
  values: unknown[],
  type: Extract<FieldType, { type: 'list' }>,
  name: string,
  guide: EditingGuide,
  typed: Record<string, string>,
): void {
  const form = listForm(type)
  if (form === 'lines') typed[name] = values.join('\n')
  else if (form === 'rows')
    for (const [row, value] of values.entries()) write(value, type.of, `${name}.${row}`, guide, typed)
  else if (type.of.type === 'choice') {
    const order = Object.keys(type.of.values)
    const ranks = values.map((value) => order.indexOf(String(value)))
    const isInOrder = ranks.every((rank, index) => index === 0 || rank > (ranks[index - 1] ?? 0))
    // A box holds its rank where the document has another order than the form.
    for (const [index, value] of values.entries())
      typed[`${name}.${value}`] = isInOrder ? 'oui' : String(index + 1)
  }
}
