/** From what was typed in the form to a document, by the declaration of its keys; what is wrong is told by input. */
import { cleanLine } from '../../text/fold.ts'
import type { Document } from '../document/document.ts'
import type { FieldType, Keys } from '../document/fieldTypes.ts'
import { formatDocument } from '../document/format.ts'
import { type FicheKind, KEYS_BY_KIND } from '../document/keys.ts'
import { KINDS } from '../document/kinds.ts'
import { parseDocument } from '../document/parse.ts'
import { namespaceOf, referencesOf } from '../document/references.ts'
import { readScalar } from '../document/scalars.ts'
import { type BodyTyped, readBody } from './body.ts'
import type { EditingGuide, EditingTarget, ReferenceReading } from './guide.ts'
import { readHours } from './hours.ts'
import {
  type FieldProblem,
  isShown,
  listForm,
  type ReadOptions,
  rowsOf,
  type Typed,
  type TypedReading,
  typedOf,
  UNSEEN,
} from './typed.ts'

interface Reader {
  typed: Typed
  guide: EditingGuide
  /** What the base document names, by namespace: it stays, even where the guide does not know it. */
  named: ReadonlySet<string>
  base: Values
  problems: FieldProblem[]
  /** Path of a key in the document → name of its input. */
  inputs: Map<string, string>
}

type Values = Record<string, unknown>

export function readTyped(kind: FicheKind, typed: Typed, options: ReadOptions): TypedReading {
  const { base, guide, only } = options
  if (typed.mode === 'source') return readSource(kind, typed.source ?? '')
  const reader: Reader = {
    typed,
    guide,
    named: new Set(base === undefined ? [] : referencesOf(base).map(({ to, slug }) => inNamespace(to, slug))),
    base: (base?.fields ?? {}) as Values,
    problems: [],
    inputs: new Map(),
  }
  const fields: Values = { nature: KINDS[kind].nature }
  for (const [key, { type, required }] of Object.entries<Keys[string]>(KEYS_BY_KIND[kind])) {
    if (key === 'nature') continue
    const isTyped = isShown(kind, key) && (only === undefined || only.includes(key))
    const value = isTyped ? readKey(key, type, required === true, reader) : reader.base[key]
    if (value !== undefined) fields[key] = value
  }
  const body: BodyTyped =
    only === undefined
      ? readBody(typed, rowsOf('corps', typed), (text) => readReference('place', text, reader))
      : { body: base?.body ?? '', problems: [], fieldOf: () => 'corps.0.texte' }
  reader.problems.push(...body.problems)
  return checked({ kind, fields, body: body.body } as unknown as Document, body, reader)
}

/** The rules of documents hold here too: what was read is written and read again as any source. */
function checked(document: Document, { fieldOf }: BodyTyped, reader: Reader): TypedReading {
  const { problems, inputs } = reader
  const source = formatDocument(document)
  const parsed = parseDocument(source)
  const bodyLine = source.split('\n').length - document.body.split('\n').length
  const faulty = new Set(problems.map(({ field }) => field.split('.', 1)[0]))
  for (const { key, line, message } of parsed.problems) {
    // What is wrong with the whole is its length.
    const at = key === '' ? 1 : line - bodyLine + 1
    const field = key === 'corps' || key === '' ? fieldOf(at) : (inputs.get(key) ?? key)
    // A key that is wrong already is not told to be missing as well.
    if (key === 'corps' || !faulty.has(key.replace(/[.[].*$/s, '')))
      problems.push({ field, message: inFormWords(message) })
  }
  return {
    document: problems.length === 0 ? parsed.document : undefined,
    problems,
    partial: parsed.document,
  }
}

function readSource(kind: FicheKind, source: string): TypedReading {
  const { document, problems } = parseDocument(source)
  const told = problems.map(({ key, line, message }) => ({
    field: 'source',
    message: `Ligne ${line}${key === '' || key === 'corps' ? '' : `, « ${key} »`} : ${message}`,
  }))
  if (document !== undefined && document.kind !== kind) {
    told.unshift({
      field: 'source',
      message: `La nature d’une fiche ne change pas : « ${KINDS[kind].nature} ».`,
    })
    return { document: undefined, problems: told, partial: undefined }
  }
  return { document: told.length === 0 ? document : undefined, problems: told, partial: document }
}

/** Messages that speak of the source text, said of the form. */
const IN_FORM_WORDS: Readonly<Record<string, string>> = {
  'Une adresse demande la commune, par son code INSEE.': 'Une adresse demande aussi la commune.',
  '« tous-publics » se suffit à lui-même : retirez les autres publics, ou celui-ci.':
    '« Tous publics » se suffit à lui-même : décochez les autres, ou celui-ci.',
}

function inFormWords(message: string): string {
  return IN_FORM_WORDS[message] ?? message
}

/** What is said where a required key is empty; by the path of the key, without rows. */
const REQUIRED: Readonly<Record<string, string>> = {
  titre: 'Donnez un titre.',
  resume: 'Écrivez une ou deux phrases.',
  thematiques: 'Choisissez au moins une thématique.',
  territoires: 'Indiquez au moins un territoire ou une commune.',
  responsable: 'Indiquez l’institution qui répond de la fiche.',
  fonction: 'Indiquez la fonction.',
  'liens.url': 'Indiquez l’adresse de la page.',
  'liens.libelle': 'Dites ce qu’on y trouve.',
  'fermetures.du': 'Indiquez le premier jour.',
  'absences.du': 'Indiquez le premier jour.',
}

function readKey(key: string, type: FieldType, required: boolean, reader: Reader): unknown {
  const before = reader.problems.length
  const value = read(type, key, key, reader)
  if (value === undefined && required && reader.problems.length === before)
    report(reader, type.type === 'list' ? `${key}.0` : key, missing(key))
  return value
}

function missing(path: string): string {
  return REQUIRED[path.replace(/\[\d+\]/g, '')] ?? 'Ce champ est obligatoire.'
}

function report(reader: Reader, field: string, message: string): undefined {
  reader.problems.push({ field, message })
}

function read(type: FieldType, name: string, path: string, reader: Reader): unknown {
  reader.inputs.set(path, name)
  switch (type.type) {
    case 'list':
      return readList(type, name, path, reader)
    case 'group':
      return readGroup(type.keys, name, path, reader)
    case 'hours': {
      const before = reader.base[name]
      const { hours, problems } = readHours(
        name,
        reader.typed,
        typeof before === 'string' ? before : undefined,
      )
      reader.inputs.set(path, `${name}.osm`)
      reader.problems.push(...problems)
      return hours
    }
    default:
      return readText(reader.typed[name] ?? '', type, name, reader)
  }
}

function readList(
  type: Extract<FieldType, { type: 'list' }>,
  name: string,
  path: string,
  reader: Reader,
): unknown[] | undefined {
  const values: unknown[] = []
  const seen = new Set<string>()
  const add = (value: unknown) => {
    const identity = JSON.stringify(value)
    // What is chosen twice is chosen once.
    if (value !== undefined && !seen.has(identity)) values.push(value)
    seen.add(identity)
  }
  const form = listForm(type)
  if (form === 'boxes') for (const value of tickedBoxes(type.of, name, reader.typed)) add(value)
  else if (form === 'lines')
    for (const line of linesOf(name, reader.typed)) add(readText(line, type.of, name, reader))
  else
    for (const row of rowsOf(name, reader.typed))
      add(read(type.of, `${name}.${row}`, `${path}[${values.length}]`, reader))
  if (values.length > type.max)
    return report(reader, name, `Trop de valeurs : ${values.length}, ${type.max} au plus.`)
  return values.length === 0 ? undefined : values
}

/** In the order of the form, but for those that hold their rank. */
function tickedBoxes(of: FieldType, name: string, typed: Typed): string[] {
  const values = of.type === 'choice' ? Object.keys(of.values) : []
  const rank = (value: string) => Number.parseInt(typed[`${name}.${value}`] ?? '', 10) || values.length + 1
  return values.filter((value) => (typed[`${name}.${value}`] ?? '') !== '').sort((a, b) => rank(a) - rank(b))
}

/** The lines of a text, and the suggestions that were ticked below it. */
export function linesOf(name: string, typed: Typed): string[] {
  const suggested = Object.keys(typed).filter((key) => key.startsWith(`${name}.propose.`))
  const lines = [...(typed[name] ?? '').split(/\r\n|[\r\n]/), ...suggested.map((key) => typed[key] ?? '')]
  return lines.map(cleanLine).filter((line) => line !== '')
}

function readGroup(keys: Keys, name: string, path: string, reader: Reader): Values | undefined {
  if (!isFilled(name, reader.typed)) return undefined
  const values: Values = {}
  for (const [key, { type }] of Object.entries(keys)) {
    const value = read(type, `${name}.${key}`, `${path}.${key}`, reader)
    if (value !== undefined) values[key] = value
  }
  // A closure of one day needs no last day.
  if ('au' in keys && values.au === undefined && isBlank(`${name}.au`, reader.typed)) {
    const { du, au: _au, ...rest } = values
    if (du !== undefined) return { du, au: du, ...rest }
  }
  const required = Object.keys(keys).filter((key) => keys[key]?.required)
  for (const key of required)
    if (values[key] === undefined && isBlank(`${name}.${key}`, reader.typed))
      report(reader, `${name}.${key}`, missing(`${path}.${key}`))
  if (isForgotten(values, path, reader)) return undefined
  const isWhole = required.every((key) => values[key] !== undefined)
  return isWhole && Object.keys(values).length > 0 ? values : undefined
}

/** A row that was emptied, but for what nobody sees; the base document may hold such a row of its own. */
function isForgotten(values: Values, path: string, { base }: Reader): boolean {
  const [, list = ''] = /^(\w+)\[\d+\]$/.exec(path) ?? []
  if (!Object.keys(values).every((key) => UNSEEN.has(`${list}.${key}`))) return false
  const rows = Array.isArray(base[list]) ? base[list] : []
  return !rows.some((row) => JSON.stringify(row) === JSON.stringify(values))
}

function isBlank(name: string, typed: Typed): boolean {
  return (typed[name] ?? '').trim() === ''
}

function isFilled(name: string, typed: Typed): boolean {
  return Object.keys(typed).some((key) => key.startsWith(`${name}.`) && !isBlank(key, typed))
}

type ScalarType = Exclude<FieldType, { type: 'list' } | { type: 'group' } | { type: 'hours' }>

function readText(text: string, type: FieldType, name: string, reader: Reader): unknown {
  if (type.type === 'list' || type.type === 'group' || type.type === 'hours' || text.trim() === '')
    return undefined
  if (type.type === 'reference' || type.type === 'commune') {
    const read = readReference(type.type === 'commune' ? 'commune' : type.to, cleanLine(text), reader)
    return 'slug' in read ? read.slug : report(reader, name, read.message)
  }
  const read = readScalar(asTheGuideWrites(text, type), type)
  return 'message' in read ? report(reader, name, plainer(read.message, text, type)) : read.value
}

function readReference(to: EditingTarget, text: string, { guide, named }: Reader): ReferenceReading {
  return named.has(inNamespace(to === 'commune' ? 'place' : to, text)) ? { slug: text } : guide.read(to, text)
}

function inNamespace(to: Parameters<typeof namespaceOf>[0], slug: string): string {
  return `${namespaceOf(to)}/${slug}`
}

/** « 24/11/2026 » and « www.caf.fr » are how people write a date and an address. */
function asTheGuideWrites(text: string, { type }: ScalarType): string {
  const word = cleanLine(text)
  if (type === 'url') return /^www\.\S+$/i.test(word) ? `https://${word}` : text
  if (type === 'date' || type === 'partial-date') {
    const [, day = '', month = '', year = ''] = /^(?:(\d{1,2})\/)?(\d{1,2})\/(\d{4})$/.exec(word) ?? []
    const parts = [year, month, day].filter((part) => part !== '').map((part) => part.padStart(2, '0'))
    return year === '' ? text : parts.join('-')
  }
  return text
}

function plainer(message: string, text: string, { type }: ScalarType): string {
  const word = cleanLine(text)
  if (type === 'postcode' && /^\d+$/.test(word))
    return `${word.length} chiffre${word.length < 2 ? '' : 's'}, il en faut 5.`
  if (type === 'date') return `« ${word} » n’est pas un jour : écrivez par exemple 24/11/2026.`
  if (type === 'partial-date') return `« ${word} » n’est pas une date : écrivez 2017, 10/2017 ou 20/10/2017.`
  return message
}

/** The same text in the other way of writing it; the reading where a fault would be lost on the way. */
export function inOtherMode(
  kind: FicheKind,
  typed: Typed,
  options: ReadOptions,
): { typed: Record<string, string> } | { reading: TypedReading } {
  const reading = readTyped(kind, typed, options)
  if (reading.document === undefined) return { reading }
  return {
    typed:
      typed.mode === 'source'
        ? typedOf(reading.document, options.guide)
        : { mode: 'source', source: formatDocument(reading.document) },
  }
}
