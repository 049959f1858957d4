/** The fields of the form of a fiche, made from the declaration of its keys. */
import type { FieldType, Keys } from '../domain/document/fieldTypes.ts'
import type { FicheKind } from '../domain/document/keys.ts'
import type { EditingGuide, EditingTarget } from '../domain/editing/guide.ts'
import { linesOf } from '../domain/editing/read.ts'
import { listForm, rowsOf, type Typed, UNSEEN } from '../domain/editing/typed.ts'
import { withFrenchSpaces } from '../text/typography.ts'
import { CREATED, DEFAULT_CHOICES, fieldWords, ROWS } from './editingWords.ts'
import { type Choice, choicesOf } from './form.ts'

interface Named {
  /** Its name in the form, and its id. */
  name: string
  label: string
  hint: string | undefined
  problem: string | undefined
  /** Ids of what a screen reader reads with the field. */
  describedBy: string
  /** Its place on a wide screen: beside another, or a line of its own. */
  size: 'half' | 'wide'
}

export interface TextEdit extends Named {
  kind: 'text'
  type: 'text' | 'date' | 'email' | 'tel' | 'url'
  inputmode: 'text' | 'numeric' | 'decimal' | 'tel' | 'email' | 'url'
  value: string
  required: boolean
  /** The label is for screen readers: the list says what its rows are. */
  quiet: boolean
  /** What it names, where it suggests; the list of the page is `liste-…`. */
  suggests: EditingTarget | undefined
}

export interface AreaEdit extends Named {
  kind: 'area'
  value: string
  rows: number
  required: boolean
  /** Markdown: a script may add a small toolbar. */
  markdown: boolean
  /** Lines to add by ticking them. */
  suggestions: { name: string; value: string }[]
}

export interface SelectEdit extends Named {
  kind: 'select'
  choices: Choice[]
}

export interface BoxesEdit extends Named {
  kind: 'boxes'
  boxes: { name: string; label: string; value: string; checked: boolean }[]
  /** Many, none of them ticked, and seldom needed. */
  folded: boolean
}

export interface RowEdit {
  label: string
  name: string
  fields: FieldEdit[]
  hidden: { name: string; value: string }[]
  /** Several fields to fill, all empty: folded until they are wanted. */
  folded: boolean
  /** It is what the form is for: unfolded. */
  open: boolean
}

export interface RowsEdit extends Named {
  kind: 'rows'
  rows: RowEdit[]
  /** The button that asks for one more row, and the one that creates a fiche to name. */
  add: { act: string; label: string }
  create: { act: string; label: string } | undefined
  /** The buttons stand below the rows; a folded row holds its own. */
  adds: boolean
}

export interface GroupEdit extends Named {
  kind: 'group'
  fields: FieldEdit[]
}

export type FieldEdit = TextEdit | AreaEdit | SelectEdit | BoxesEdit | RowsEdit | GroupEdit

/** What the fields are made from. */
export interface FormState {
  kind: FicheKind
  /** A few fields only. */
  isQuick: boolean
  typed: Typed
  guide: EditingGuide
  /** The first problem of each field. */
  problems: ReadonlyMap<string, string>
  /** Everyday words to offer. */
  words: readonly string[]
  /** Targets whose lists the page needs; filled on the way. */
  targets: Set<EditingTarget>
}

export function namedEdit(
  name: string,
  { label, hint }: { label: string; hint?: string | undefined },
  state: Pick<FormState, 'problems'>,
  size: Named['size'] = 'wide',
): Named {
  const problem = state.problems.get(name)
  return {
    name,
    label: withFrenchSpaces(label),
    hint: hint === undefined ? undefined : withFrenchSpaces(hint),
    problem: problem === undefined ? undefined : withFrenchSpaces(problem),
    describedBy: [
      ...(hint === undefined ? [] : [`${name}-aide`]),
      ...(problem === undefined ? [] : [`${name}-faute`]),
    ].join(' '),
    size,
  }
}

/** `path` is the key without rows: `fermetures.du`. */
export function fieldEdit(
  type: FieldType,
  name: string,
  path: string,
  required: boolean,
  state: FormState,
): FieldEdit {
  const words = fieldWords(state.kind, path)
  const value = state.typed[name] ?? ''
  switch (type.type) {
    case 'list':
      return listEdit(type, name, path, required, state)
    case 'group':
      return {
        ...namedEdit(name, words, state),
        kind: 'group',
        fields: groupEdits(type.keys, name, path, state),
      }
    case 'choice':
    case 'boolean':
      return {
        ...namedEdit(name, words, state, 'half'),
        kind: 'select',
        choices: choicesOf(choicePairs(type, path, value), value),
      }
    case 'text':
      return areaEdit(namedEdit(name, words, state), value, words.rows ?? 3, required)
    case 'line':
      if (words.rows !== undefined)
        return areaEdit(namedEdit(name, words, state), value, words.rows, required)
      return textEdit(type, name, words, required, state)
    default:
      return textEdit(type, name, words, required, state)
  }
}

export function areaEdit(named: Named, value: string, rows: number, required: boolean): AreaEdit {
  return { ...named, kind: 'area', value, rows, required, markdown: false, suggestions: [] }
}

const INPUTS: Partial<Record<FieldType['type'], Pick<TextEdit, 'type' | 'inputmode'>>> = {
  phone: { type: 'tel', inputmode: 'tel' },
  email: { type: 'email', inputmode: 'email' },
  url: { type: 'url', inputmode: 'url' },
  date: { type: 'date', inputmode: 'text' },
  postcode: { type: 'text', inputmode: 'numeric' },
  number: { type: 'text', inputmode: 'decimal' },
}
/** A line of their own, on any screen. */
const WIDE = new Set<FieldType['type']>(['url', 'reference'])
const HALF = new Set(['sigle', 'personne', 'delai', 'sources.section', 'transport.arret'])

export function textEdit(
  type: FieldType,
  name: string,
  words: { label: string; hint?: string | undefined },
  required: boolean,
  state: FormState,
  quiet = false,
): TextEdit {
  const suggests = type.type === 'reference' ? type.to : type.type === 'commune' ? 'commune' : undefined
  if (suggests !== undefined) state.targets.add(suggests)
  const path = name.replace(/\.\d+(?=\.|$)/g, '')
  const isWide = WIDE.has(type.type) || (type.type === 'line' && !HALF.has(path))
  const value = state.typed[name] ?? ''
  const input = INPUTS[type.type] ?? { type: 'text', inputmode: 'text' }
  return {
    ...namedEdit(name, words, state, isWide ? 'wide' : 'half'),
    kind: 'text',
    // A field of dates shows nothing of what is no date.
    ...(input.type === 'date' && !/^(?:\d{4}-\d\d-\d\d)?$/.test(value)
      ? { type: 'text', inputmode: 'text' }
      : input),
    value,
    required,
    quiet,
    suggests,
  }
}

function choicePairs(
  type: Extract<FieldType, { type: 'choice' } | { type: 'boolean' }>,
  path: string,
  value: string,
): (readonly [string, string])[] {
  if (type.type === 'boolean')
    return [
      ['', 'Non renseigné'],
      ['oui', 'Oui'],
      ['non', 'Non'],
    ]
  const usual = DEFAULT_CHOICES[path]
  const pairs = Object.entries(type.values)
  if (usual === undefined) return [['', 'Non renseigné'], ...pairs]
  // Saying nothing is saying the usual: one choice stands for both.
  return pairs.map(([each, label]) => [each === usual && value !== usual ? '' : each, label] as const)
}

function groupEdits(keys: Keys, name: string, path: string, state: FormState): FieldEdit[] {
  return Object.entries(keys).flatMap(([key, { type, required }]) =>
    UNSEEN.has(`${path}.${key}`)
      ? []
      : [fieldEdit(type, `${name}.${key}`, `${path}.${key}`, required === true && key !== 'au', state)],
  )
}

function listEdit(
  type: Extract<FieldType, { type: 'list' }>,
  name: string,
  path: string,
  required: boolean,
  state: FormState,
): FieldEdit {
  const words = fieldWords(state.kind, path)
  const { typed } = state
  const form = listForm(type)
  if (form === 'lines') return linesEdit(name, path, state)
  if (form === 'rows') return rowsEdit(type.of, name, path, required, state)
  const values = type.of.type === 'choice' ? Object.entries(type.of.values) : []
  const boxes = values.map(([value, label]) => {
    const ticked = typed[`${name}.${value}`] ?? ''
    return { name: `${name}.${value}`, label, value: ticked || 'oui', checked: ticked !== '' }
  })
  const folded = path === 'langues' && !boxes.some(({ checked }) => checked)
  return { ...namedEdit(name, words, state), kind: 'boxes', boxes, folded }
}

function linesEdit(name: string, path: string, state: FormState): AreaEdit {
  const words = fieldWords(state.kind, path)
  const ticked = Object.keys(state.typed).some((key) => key.startsWith(`${name}.propose.`))
  const lines = linesOf(name, state.typed)
  const area = areaEdit(
    namedEdit(name, words, state),
    ticked ? lines.join('\n') : (state.typed[name] ?? ''),
    Math.min(words.rows ?? 3, 12),
    false,
  )
  const offered = path === 'mots_usuels' ? state.words.filter((word) => !lines.includes(word)) : []
  return {
    ...area,
    rows: Math.max(area.rows, Math.min(lines.length + 1, 12)),
    suggestions: offered.map((value, index) => ({ name: `${name}.propose.${index}`, value })),
  }
}

/** The rows that stand in the form: those that are filled, some more to fill, and those that were asked for. */
export function shownRows(name: string, typed: Typed, spare: number): number[] {
  const present = rowsOf(name, typed)
  const last = present.findLastIndex((row) => isFilled(`${name}.${row}`, typed))
  return Array.from({ length: Math.max(present.length, last + 1 + spare) }, (_, row) => row)
}

function isFilled(row: string, typed: Typed): boolean {
  return Object.entries(typed).some(
    ([key, value]) => value.trim() !== '' && (key === row || key.startsWith(`${row}.`)),
  )
}

function rowsEdit(of: FieldType, name: string, path: string, required: boolean, state: FormState): RowsEdit {
  const { row: noun, add, spare = 1, remove } = ROWS[path] ?? { row: '', add: 'Ajouter une ligne' }
  const rows = shownRows(name, state.typed, spare)
  const areEmpty = !rows.some((row) => isFilled(`${name}.${row}`, state.typed))
  const { label, hint = areEmpty ? undefined : remove } = fieldWords(state.kind, path)
  return {
    ...namedEdit(name, { label: required ? `${label} (obligatoire)` : label, hint }, state),
    kind: 'rows',
    rows: rows.map((row) => {
      const inner = `${name}.${row}`
      const shown = { label: `${noun} ${row + 1}`, name: inner, hidden: [], folded: false, open: false }
      if (of.type !== 'group') return { ...shown, fields: [textEdit(of, inner, shown, false, state, true)] }
      const unseen = Object.keys(of.keys).filter((key) => UNSEEN.has(`${path}.${key}`))
      return {
        ...shown,
        fields: groupEdits(of.keys, inner, path, state),
        hidden: unseen.map((key) => ({
          name: `${inner}.${key}`,
          value: state.typed[`${inner}.${key}`] ?? '',
        })),
        folded: row === rows.length - 1 && !isFilled(inner, state.typed),
        open: state.isQuick && row === 0,
      }
    }),
    add: { act: `ligne:${name}`, label: add },
    create: CREATED[path],
    adds: of.type !== 'group',
  }
}
