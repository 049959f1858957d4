import { parisDay } from '../domain/day.ts'
import type { RenderedSegment } from '../markdown/rendered.ts'
import type { FicheCard, Named, RevisionText } from '../store/pageTypes.ts'
import { dateInWords } from '../text/dates.ts'
import { withFrenchSpaces } from '../text/typography.ts'
import { type BodyView, bodyView } from './body.ts'
import type { ViewContext } from './context.ts'
import { ficheTrail } from './history.ts'
import { historyUrl, type Link, urlOf, versionUrl } from './links.ts'
import { type Page, pageOf } from './page.ts'
import { reservedMark } from './reserved.ts'

export interface FieldText {
  label: string
  values: string[]
}

export interface VersionPage extends Page {
  trail: Link[]
  heading: string
  /** « Réservé aux professionnels ». */
  reserved: string | undefined
  banner: string
  isPublished: boolean
  publishedUrl: string
  historyUrl: string
  author: string
  summary: string
  fields: FieldText[]
  body: BodyView
  source: string
}

export interface VersionInput {
  /** The fiche as it is published now. */
  card: FicheCard
  revision: RevisionText
  /** The fields of that version in words, as the comparison says them; old keys included. */
  fields: readonly FieldText[]
  /** Its body; empty when its HTML is not at hand, the source text being there anyway. */
  segments: readonly RenderedSegment[]
  named: Named
}

export function versionPage(
  { card, revision, fields, segments, named }: VersionInput,
  context: ViewContext,
): VersionPage {
  const date = dateInWords(parisDay(new Date(revision.createdAt)))
  const isPublished = revision.n === card.revision
  return {
    ...pageOf(
      {
        title: `Version ${revision.n} : ${card.title}`,
        description: `La version ${revision.n} de la fiche ${card.title}, du ${date}.`,
        canonicalPath: versionUrl(card, revision.n),
        noindex: true,
      },
      context,
    ),
    trail: [...ficheTrail(card), { label: 'Historique', url: historyUrl(card) }],
    heading: withFrenchSpaces(card.title),
    reserved: reservedMark(card),
    banner: `Version ${revision.n} du ${date}, ${isPublished ? 'c’est' : 'ce n’est pas'} la version publiée`,
    isPublished,
    publishedUrl: urlOf(card),
    historyUrl: historyUrl(card),
    author: revision.author,
    summary: withFrenchSpaces(revision.summary),
    fields: fields.map(({ label, values }) => ({ label, values: values.map(withFrenchSpaces) })),
    body: bodyView(segments, named, context),
    source: revision.source,
  }
}
