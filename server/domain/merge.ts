import { joinWords, NBSP } from '../text/typography.ts'
import type { Document } from './document/document.ts'
import type { Keys } from './document/fieldTypes.ts'
import { formatDocument } from './document/format.ts'
import { isSameValue } from './document/identity.ts'
import { KEYS_BY_KIND } from './document/keys.ts'
import { keyLabel } from './document/labels.ts'
import { joinParagraphs, type Paragraph } from './document/paragraphs.ts'
import { isTooLong } from './document/parse.ts'
import { type Fields, inOrder, typeAt, valueAt, write } from './document/paths.ts'
import { checkRules, KEYS_TOGETHER } from './document/rules.ts'
import { type TitleOf, valueInWords } from './document/wording.ts'
import { type BodyPart, mergeBodies } from './mergeBody.ts'
import { mergeValue } from './mergeValue.ts'
import type { Versions } from './versions.ts'

/** A place that both sides changed in different ways, for a person to settle. */
export interface Conflict {
  /** The same each time the same versions are merged. */
  id: string
  /** Key of the front matter, `corps` for the body, empty for the document as a whole. */
  key: string
  label: string
  /** One line a value, or a paragraph; empty where there is nothing. */
  base: string[]
  theirs: string[]
  mine: string[]
}

export interface Merge {
  /** Where there is a conflict, it holds theirs. */
  document: Document
  conflicts: Conflict[]
  /** Labels of what they changed and nobody has to settle; both sides may have added to the same list. */
  fromTheirs: string[]
  fromMine: string[]
}

/** `both` is for paragraphs: the published ones, then the author's. Elsewhere it means what is published. */
export type Choice = keyof Versions<unknown> | 'both'

/** Keys, or one inner key of a group, that are settled together. */
interface Place {
  id: string
  key: string
  paths: string[][]
}

interface Plan {
  kind: Document['kind']
  fields: Fields
  places: Place[]
  body: BodyPart[]
}

const WHOLE = 'fiche'
const BODY_LABEL = 'Texte'

/**
 * Three-way merge: fields, then paragraphs of the body. What one side alone changed is kept; what both changed in two
 * ways is a conflict, and so is what no rule lets stand together. The document is as valid as the three versions are.
 */
export function mergeDocuments(versions: Versions<Document>, titleOf: TitleOf): Merge {
  const plan = planOf(versions)
  if (plan === undefined) {
    const texts = inEach(versions, (document) => formatDocument(document).trimEnd().split('\n'))
    const conflict = { id: WHOLE, key: '', label: 'Toute la fiche', ...texts }
    return { document: versions.theirs, conflicts: [conflict], fromTheirs: [], fromMine: [] }
  }
  const changed = (side: 'theirs' | 'mine', other: 'theirs' | 'mine') => labelsOf(versions, plan, side, other)
  return {
    document: build(versions, plan, {}),
    conflicts: [
      ...plan.places.map((place) => conflictOf(place, versions, titleOf)),
      ...contestedIn(plan.body).map(([id, texts]) => ({
        id,
        key: 'corps',
        label: BODY_LABEL,
        ...inEach(texts, (paragraphs) => paragraphs.map(({ text }) => text)),
      })),
    ],
    fromTheirs: changed('theirs', 'mine'),
    fromMine: changed('mine', 'theirs'),
  }
}

/**
 * The merged document once somebody has chosen, by the id of each conflict; theirs where they have not. Choices may
 * combine what no rule lets stand together: the caller parses the result as it does any text that is sent.
 */
export function settleConflicts(
  versions: Versions<Document>,
  choices: Readonly<Record<string, Choice>>,
): Document {
  const plan = planOf(versions)
  return plan === undefined ? versions[oneOf(choices[WHOLE])] : build(versions, plan, choices)
}

/** Nothing when only one whole document can be chosen: natures differ, or all that both wrote is too long. */
function planOf(versions: Versions<Document>): Plan | undefined {
  const { base, theirs, mine } = versions
  if (isSameValue(mine, base) || isSameValue(mine, theirs)) return planOfOne(theirs)
  if (isSameValue(theirs, base)) return planOfOne(mine)
  if (theirs.kind !== mine.kind || base.kind !== mine.kind) return undefined
  const plan: Plan = {
    kind: mine.kind,
    fields: {},
    places: [],
    body: mergeBodies({ base: base.body, theirs: theirs.body, mine: mine.body }),
  }
  for (const [key, { type }] of Object.entries(KEYS_BY_KIND[mine.kind] as Keys)) {
    const { value, asked } = mergeValue(
      type,
      inEach(versions, ({ fields }) => (fields as Fields)[key]),
    )
    if (value !== undefined) plan.fields[key] = value
    for (const path of asked.map((inner) => [key, ...inner])) {
      plan.places.push({ id: path.join('.'), key, paths: [path] })
    }
  }
  askTogether(plan, versions)
  return isTooLong(formatDocument(build(versions, plan, {}))) ? undefined : plan
}

function planOfOne({ kind, fields, body }: Document): Plan {
  return { kind, fields: fields as Fields, places: [], body: [{ settled: [{ gap: 0, text: body }] }] }
}

/**
 * Two sides that keep the rules may break one together, and half of one address with half of another is none: keys that
 * make sense together only are then one place.
 */
function askTogether(plan: Plan, versions: Versions<Document>): void {
  for (const keys of KEYS_TOGETHER)
    if (plan.places.some(({ key }) => keys.includes(key))) ask(keys, plan, versions)
  const known = [versions.theirs, versions.mine].flatMap(checkRules).map(({ message }) => message)
  for (const { key, message } of checkRules(build(versions, plan, {}))) {
    if (known.includes(message)) continue
    const root = key.replace(/[.[].*$/s, '')
    ask(KEYS_TOGETHER.find((keys) => keys.includes(root)) ?? [root], plan, versions)
  }
}

function ask(keys: readonly string[], plan: Plan, { base, theirs, mine }: Versions<Document>): void {
  const [old, their, my] = [base, theirs, mine].map(({ fields }) => fields as Fields) as [
    Fields,
    Fields,
    Fields,
  ]
  const changed = keys.filter((key) => !isSameValue(old[key], their[key]) || !isSameValue(old[key], my[key]))
  for (const key of changed) write(plan.fields, [key], their[key])
  const others = plan.places.filter(({ key }) => !keys.includes(key))
  const [id = ''] = changed
  plan.places = [...others, { id, key: id, paths: changed.map((key) => [key]) }]
}

function build(
  versions: Versions<Document>,
  { kind, fields, places, body }: Plan,
  choices: Readonly<Record<string, Choice>>,
): Document {
  const settled = structuredClone(fields)
  for (const { id, paths } of places) {
    const chosen = versions[oneOf(choices[id])].fields as Fields
    for (const path of paths) write(settled, path, valueAt(chosen, path))
  }
  let contested = 0
  const paragraphs = body.flatMap((part) =>
    'settled' in part ? part.settled : chosenOf(part.contested, choices[bodyId(++contested)]),
  )
  const ordered = inOrder(settled, KEYS_BY_KIND[kind])
  return { kind, fields: ordered, body: joinParagraphs(paragraphs) } as unknown as Document
}

function oneOf(choice: Choice | undefined): keyof Versions<unknown> {
  return choice === undefined || choice === 'both' ? 'theirs' : choice
}

function chosenOf(contested: Versions<Paragraph[]>, choice: Choice | undefined): Paragraph[] {
  return choice === 'both' ? [...contested.theirs, ...contested.mine] : contested[oneOf(choice)]
}

function contestedIn(body: readonly BodyPart[]): [string, Versions<Paragraph[]>][] {
  return body
    .flatMap((part) => ('contested' in part ? [part.contested] : []))
    .map((contested, index) => [bodyId(index + 1), contested])
}

function bodyId(number: number): string {
  return `corps-${number}`
}

function conflictOf({ id, key, paths }: Place, versions: Versions<Document>, titleOf: TitleOf): Conflict {
  const keys = KEYS_BY_KIND[versions.mine.kind] as Keys
  const words = (fields: Fields, path: string[]) => {
    const [value, type] = [valueAt(fields, path), typeAt(keys, path)]
    return value === undefined || type === undefined ? [] : valueInWords(value, type, titleOf)
  }
  const lines = ({ fields }: Document) =>
    paths.flatMap((path) => {
      const told = words(fields as Fields, path)
      return paths.length === 1 ? told : told.map((line) => `${labelOf(path)}${NBSP}: ${line}`)
    })
  return { id, key, label: joinWords(paths.map(labelOf)), ...inEach(versions, lines) }
}

/** What one side changed and is kept without asking, in the order of the keys. */
function labelsOf(
  { base, ...sides }: Versions<Document>,
  { places, body }: Plan,
  side: 'theirs' | 'mine',
  other: 'theirs' | 'mine',
): string[] {
  const [old, own, others] = [base, sides[side], sides[other]].map(({ fields }) => fields as Fields) as [
    Fields,
    Fields,
    Fields,
  ]
  const labels = Object.keys(KEYS_BY_KIND[sides[side].kind])
    .filter((key) => !isSameValue(own[key], old[key]) && !isSameValue(own[key], others[key]))
    .filter((key) => !places.some(({ paths }) => paths.some(([asked]) => asked === key)))
    .map(keyLabel)
  const isBodyKept = sides[side].body !== base.body && sides[side].body !== sides[other].body
  return isBodyKept && contestedIn(body).length === 0 ? [...labels, BODY_LABEL] : labels
}

function inEach<T, U>({ base, theirs, mine }: Versions<T>, make: (version: T) => U): Versions<U> {
  return { base: make(base), theirs: make(theirs), mine: make(mine) }
}

function labelOf(path: string[]): string {
  return path.map(keyLabel).join(', ')
}
