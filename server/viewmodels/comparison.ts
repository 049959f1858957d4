import type { DocumentComparison, FieldChange, WordChange } from '../domain/comparison.ts'
import { parisDay } from '../domain/day.ts'
import type { FicheCard, RevisionRow } from '../store/pageTypes.ts'
import { dateInWords } from '../text/dates.ts'
import { withFrenchSpaces } from '../text/typography.ts'
import type { ViewContext } from './context.ts'
import { type CompareForm, compareForm, ficheTrail } from './history.ts'
import { historyUrl, type Link, urlOf, versionUrl } from './links.ts'
import { type Page, pageOf } from './page.ts'
import { reservedMark } from './reserved.ts'

export interface ComparedVersion {
  label: string
  url: string
}

/** How the two bodies stand: one after the other, the default, or in two columns. */
export const LAYOUTS = ['colonnes'] as const
export type Layout = (typeof LAYOUTS)[number]

export interface LayoutLink extends Link {
  current: boolean
}

/** A passage of the two bodies, side by side. */
export interface SideBySide {
  before: WordChange[]
  after: WordChange[]
}

export interface ComparisonPage extends Page {
  trail: Link[]
  heading: string
  /** « Réservé aux professionnels ». */
  reserved: string | undefined
  from: ComparedVersion
  to: ComparedVersion
  same: boolean
  fields: FieldChange[]
  body: WordChange[]
  layouts: LayoutLink[]
  /** Empty when the bodies are shown one after the other. */
  sides: SideBySide[]
  compare: CompareForm | undefined
}

export interface ComparisonInput {
  card: FicheCard
  from: RevisionRow
  to: RevisionRow
  comparison: DocumentComparison
  /** Every version, for the form that compares two others. */
  revisions: readonly RevisionRow[]
  layout?: Layout | undefined
}

export function comparisonPage(input: ComparisonInput, context: ViewContext): ComparisonPage {
  const { card, from, to, comparison, revisions, layout } = input
  const url = `${urlOf(card)}/comparer?de=${from.n}&a=${to.n}`
  const words = `versions ${from.n} et ${to.n}`
  return {
    ...pageOf(
      {
        title: `Comparaison des ${words} : ${card.title}`,
        description: `Ce qui change entre les ${words} de la fiche ${card.title}.`,
        canonicalPath: url,
        noindex: true,
      },
      context,
    ),
    trail: [...ficheTrail(card), { label: 'Historique', url: historyUrl(card) }],
    heading: withFrenchSpaces(card.title),
    reserved: reservedMark(card),
    from: comparedVersion(card, from),
    to: comparedVersion(card, to),
    same: comparison.fields.length === 0 && comparison.body.length === 0,
    fields: comparison.fields,
    body: comparison.body,
    layouts: [
      { label: 'À la suite', url, current: layout === undefined },
      { label: 'Côte à côte', url: `${url}&vue=colonnes`, current: layout === 'colonnes' },
    ],
    sides: layout === 'colonnes' ? sideBySide(comparison.body) : [],
    compare: compareForm(
      card,
      revisions.toSorted((a, b) => b.n - a.n),
      from.n,
      to.n,
    ),
  }
}

function comparedVersion(card: FicheCard, revision: RevisionRow): ComparedVersion {
  const date = dateInWords(parisDay(new Date(revision.createdAt)))
  return { label: `version ${revision.n}, du ${date}`, url: versionUrl(card, revision.n) }
}

/** The changes of a body in two columns, a row for each run of paragraphs; a row ends where both columns end one. */
export function sideBySide(changes: readonly WordChange[]): SideBySide[] {
  const rows: SideBySide[] = []
  let row: SideBySide | undefined
  for (const { kind, text } of changes) {
    for (const piece of kind === 'same' ? text.split(/(?<=\n\n)(?!\n)/) : [text]) {
      if (row === undefined || endsBefore(kind, row)) {
        row = { before: [], after: [] }
        rows.push(row)
      }
      if (kind !== 'added') row.before.push({ kind, text: piece })
      if (kind !== 'removed') row.after.push({ kind, text: piece })
    }
  }
  return rows.map(({ before, after }) => ({ before: withoutEnd(before), after: withoutEnd(after) }))
}

/** The blank line after a paragraph, which the row itself shows. */
function withoutEnd(side: readonly WordChange[]): WordChange[] {
  const last = side.at(-1)
  return last?.kind === 'same' ? [...side.slice(0, -1), { ...last, text: last.text.trimEnd() }] : [...side]
}

/** What replaces a paragraph stays beside it: only common text parts two changes. */
function endsBefore(kind: WordChange['kind'], { before, after }: SideBySide): boolean {
  const ends = [before, after].map((side) => side.at(-1))
  return (
    ends.every((last) => last?.text.endsWith('\n\n') ?? true) &&
    (kind === 'same' || ends.every((last) => last?.kind === 'same'))
  )
}
