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
  compare: CompareForm | undefined
}

export interface ComparisonInput {
  card: FicheCard
  from: RevisionRow
  to: RevisionRow
  comparison: DocumentComparison
  /** Every version, for the form that compares two others. */
  revisions: readonly RevisionRow[]
}

export function comparisonPage(input: ComparisonInput, context: ViewContext): ComparisonPage {
  const { card, from, to, comparison, revisions } = input
  const words = `versions ${from.n} et ${to.n}`
  return {
    ...pageOf(
      {
        title: `Comparaison des ${words} : ${card.title}`,
        description: `Ce qui change entre les ${words} de la fiche ${card.title}.`,
        canonicalPath: `${urlOf(card)}/comparer?de=${from.n}&a=${to.n}`,
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
