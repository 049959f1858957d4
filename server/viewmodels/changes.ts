/** What changes, for who must agree to it: fields line by line, the body by words, and all of it in one line. */
import type { DocumentComparison, FieldChange, Risk, WordChange } from '../domain/comparison.ts'
import { counted, withFrenchSpaces } from '../text/typography.ts'
import type { ComparedFiche } from './proposalState.ts'

export interface LineView {
  text: string
  /** False for a value that stands on both sides. */
  changed: boolean
}

/** Values that do not change, where they are many: « 20 sans changement ». */
export interface FoldedLines {
  words: string
  lines: string[]
}

export interface FieldRow {
  label: string
  sensitive: boolean
  before: LineView[]
  after: LineView[]
  foldedBefore: FoldedLines | undefined
  foldedAfter: FoldedLines | undefined
}

export interface ChangesView {
  /** A new fiche has no « Avant ». */
  isNew: boolean
  fields: FieldRow[]
  body: WordChange[]
  /** The same body on two sides, where that was asked for. */
  sides: { before: WordChange[]; after: WordChange[] } | undefined
}

interface ChangesOptions {
  isNew?: boolean
  inColumns?: boolean
  /** How many characters of unchanged text stand around a change. */
  around?: number
}

const AROUND = 400

const RISKS: readonly Risk[] = ['low', 'medium', 'high']

export function changesView(
  { fields, body }: DocumentComparison,
  { isNew = false, inColumns = false, around = AROUND }: ChangesOptions = {},
): ChangesView {
  const shown = abridged(body, around)
  const side = (kind: WordChange['kind']) => shown.filter((piece) => piece.kind !== kind)
  return {
    isNew,
    // The riskiest first: that is what must not be missed.
    fields: fields.toSorted((a, b) => RISKS.indexOf(b.risk) - RISKS.indexOf(a.risk)).map(fieldRow),
    body: shown,
    sides: inColumns && !isNew ? { before: side('added'), after: side('removed') } : undefined,
  }
}

function fieldRow({ label, risk, before, after }: FieldChange): FieldRow {
  const [old, next] = [foldedOf(linesOf(before, after)), foldedOf(linesOf(after, before))]
  return {
    label,
    sensitive: risk === 'high',
    before: old.shown,
    after: next.shown,
    foldedBefore: old.folded,
    foldedAfter: next.folded,
  }
}

/** Beyond that many, values that do not change hide the one that does. */
const SAME_SHOWN = 5

function foldedOf(lines: LineView[]): { shown: LineView[]; folded: FoldedLines | undefined } {
  const same = lines.filter(({ changed }) => !changed)
  if (same.length <= SAME_SHOWN) return { shown: lines, folded: undefined }
  return {
    shown: lines.filter(({ changed }) => changed),
    folded: { words: `${same.length} sans changement`, lines: same.map(({ text }) => text) },
  }
}

/** The values that are not on the other side; all of them where only their order changed. */
function linesOf(lines: readonly string[], others: readonly string[]): LineView[] {
  const onlyOrder = lines.length === others.length && lines.every((line) => others.includes(line))
  return lines.map((line) => ({ text: withFrenchSpaces(line), changed: onlyOrder || !others.includes(line) }))
}

/** What does not change is cut, so that no change is lost in a long text. */
function abridged(body: readonly WordChange[], around: number): WordChange[] {
  return body.map((piece, index) => {
    if (piece.kind !== 'same') return piece
    const head = index === 0 ? '' : piece.text.slice(0, around)
    const tail = index === body.length - 1 ? '' : piece.text.slice(-around)
    if (piece.text.length <= head.length + tail.length + 80) return piece
    return { kind: 'same', text: `${head.replace(/\S*$/, '')}[…]${tail.replace(/^\S*/, '')}` }
  })
}

/** The riskiest change in words, then how many others: « et 2 champs, 1 phrase ». */
export function changesInOneLine(fiches: readonly ComparedFiche[]): { first: string; rest: string } {
  const [riskiest, ...others] = fiches
    .flatMap(({ comparison }) => comparison.fields)
    .toSorted((a, b) => RISKS.indexOf(b.risk) - RISKS.indexOf(a.risk))
  const several = fiches.length > 1 ? [`sur ${counted(fiches.length, 'fiche', 'fiches')}`] : []
  const rest = (counts: string[]) => [...counts, ...several].join(', ')
  if (fiches.some(({ slug }) => slug === undefined))
    return { first: 'Nouvelle fiche', rest: rest(changeCounts(fiches)) }
  const sentences = sentencesOf(fiches)
  if (riskiest === undefined)
    return {
      first: withFrenchSpaces(`Texte : ${counted(sentences, 'phrase changée', 'phrases changées')}`),
      rest: rest([]),
    }
  const after = rest(counts(others.length, sentences))
  return { first: unbrokenNumbers(withFrenchSpaces(riskiest.says)), rest: after === '' ? '' : `et ${after}` }
}

/** « 03 21 24 72 70 » stays on one line. */
function unbrokenNumbers(text: string): string {
  return text.replace(/(?<=\d\d) (?=\d\d(?!\d))/g, '\u00A0')
}

/** « 3 champs », « 1 phrase »: what there is to read. */
export function changeCounts(fiches: readonly ComparedFiche[]): string[] {
  return counts(fiches.flatMap(({ comparison }) => comparison.fields).length, sentencesOf(fiches))
}

function counts(fields: number, sentences: number): string[] {
  return [
    ...(fields > 0 ? [counted(fields, 'champ', 'champs')] : []),
    ...(sentences > 0 ? [counted(sentences, 'phrase', 'phrases')] : []),
  ]
}

function sentencesOf(fiches: readonly ComparedFiche[]): number {
  return fiches.reduce((sum, { comparison }) => sum + changedSentences(comparison.body), 0)
}

/** Changes with no end of sentence between them are in one sentence. */
export function changedSentences(body: readonly WordChange[]): number {
  let count = 0
  let inSentence = false
  for (const { kind, text } of body) {
    if (kind !== 'same' && !inSentence) count += 1
    inSentence = kind === 'same' ? inSentence && !/[.!?\n]/.test(text) : true
  }
  return count
}

export function hasSensitive(fiches: readonly ComparedFiche[]): boolean {
  return fiches.some(({ comparison }) => comparison.fields.some(({ risk }) => risk === 'high'))
}
