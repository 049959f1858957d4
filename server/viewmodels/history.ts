import { parisDay } from '../domain/day.ts'
import type { Card, FicheCard, RevisionRow } from '../store/pageTypes.ts'
import { dateInWords } from '../text/dates.ts'
import { counted, withFrenchSpaces } from '../text/typography.ts'
import type { ViewContext } from './context.ts'
import { historyUrl, type Link, linkTo, urlOf, versionUrl } from './links.ts'
import { type Page, pageOf } from './page.ts'
import { reservedMark } from './reserved.ts'

export interface VersionRow {
  n: number
  label: string
  date: string
  author: string
  /** Who agreed; nothing for an import. */
  approver: string | undefined
  /** Opens a proposal with this text; nothing for the one that is published, or that cannot be read. */
  restoreUrl: string | undefined
  summary: string
  url: string | undefined
  current: boolean
  /** Why the text cannot be read any more. */
  redacted: string | undefined
}

export interface CompareForm {
  action: string
  from: VersionChoice[]
  to: VersionChoice[]
}

export interface VersionChoice {
  value: number
  label: string
  selected: boolean
}

export interface HistoryPage extends Page {
  trail: Link[]
  heading: string
  /** « Réservé aux professionnels ». */
  reserved: string | undefined
  count: string
  versions: VersionRow[]
  /** Absent while there is only one version to read. */
  compare: CompareForm | undefined
  /** « Pages liées ». */
  linked: Link[]
}

export interface HistoryInput {
  card: FicheCard
  revisions: readonly RevisionRow[]
  /** How who wrote and who approved are named to this reader. */
  sign: (signature: string) => string
  /** The fiches that name this one. */
  linked: readonly Card[]
}

export function historyPage(
  { card, revisions, sign, linked }: HistoryInput,
  context: ViewContext,
): HistoryPage {
  const ordered = revisions.toSorted((a, b) => b.n - a.n)
  return {
    ...pageOf(
      {
        title: `Historique : ${card.title}`,
        description: `Les versions de la fiche ${card.title}.`,
        canonicalPath: historyUrl(card),
        noindex: true,
      },
      context,
    ),
    trail: ficheTrail(card),
    heading: withFrenchSpaces(card.title),
    reserved: reservedMark(card),
    count: counted(ordered.length, 'version', 'versions'),
    versions: ordered.map((revision) => versionRow(revision, card, sign)),
    linked: linked.map(linkTo),
    compare: compareForm(card, ordered, ordered[1]?.n, ordered[0]?.n),
  }
}

export function ficheTrail(card: FicheCard): Link[] {
  return [
    { label: 'Accueil', url: '/' },
    { label: 'Toutes les fiches', url: '/fiches' },
    { ...linkTo(card), label: withFrenchSpaces(card.title) },
  ]
}

export function versionRow(
  revision: RevisionRow,
  card: FicheCard,
  sign: (signature: string) => string,
): VersionRow {
  const isCurrent = revision.n === card.revision
  return {
    n: revision.n,
    label: `Version ${revision.n}`,
    date: dateInWords(parisDay(new Date(revision.createdAt))),
    author: sign(revision.author),
    approver: revision.approver === null ? undefined : sign(revision.approver),
    restoreUrl: isCurrent || revision.redacted ? undefined : `${urlOf(card)}/modifier?version=${revision.n}`,
    summary: withFrenchSpaces(revision.summary),
    url: revision.redacted ? undefined : versionUrl(card, revision.n),
    current: isCurrent,
    redacted: revision.redacted ? 'Texte retiré' : undefined,
  }
}

/** A form to compare any two versions that can still be read, with these two chosen. */
export function compareForm(
  card: FicheCard,
  revisions: readonly RevisionRow[],
  from: number | undefined,
  to: number | undefined,
): CompareForm | undefined {
  const readable = revisions.filter(({ redacted }) => !redacted)
  if (readable.length < 2) return undefined
  const choices = (chosen: number | undefined) =>
    readable.map((revision) => ({
      value: revision.n,
      label: `${revision.n}, du ${dateInWords(parisDay(new Date(revision.createdAt)))}`,
      selected: revision.n === chosen,
    }))
  return { action: `${urlOf(card)}/comparer`, from: choices(from), to: choices(to) }
}
