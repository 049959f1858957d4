import { parisDay } from '../domain/day.ts'
import type { FicheKind, FieldsByKind } from '../domain/document/keys.ts'
import { isFicheKind } from '../domain/document/kinds.ts'
import { QUICK_EDITS } from '../domain/editing/quick.ts'
import { phoneOf } from '../domain/phoneAnswer.ts'
import type { Card } from '../store/pageTypes.ts'
import { dateInWords, yearOf } from '../text/dates.ts'
import { withFrenchSpaces } from '../text/typography.ts'
import type { ViewContext } from './context.ts'
import { historyUrl, urlOf } from './links.ts'
import { orientationText } from './orientation.ts'
import { type QrCode, qrCodeOf } from './qrCode.ts'
import { unknownNamed } from './unknown.ts'

export interface SourceView {
  text: string
  url: string | undefined
}

/** Where a fiche comes from, how old it is, and what can be done with it. */
export interface Foot {
  sources: SourceView[]
  sourceUnknown: string | undefined
  /** Verification comes with a later step: until then no fiche was ever verified. */
  verification: string
  /** « D’après une source de 2017 », beside the verification: a fact is never shown without its age. */
  age: string | undefined
  version: string
  historyUrl: string
  sourceTextUrl: string
  /** The address that « Copier le lien » completes with the host. */
  path: string
  /** On paper only. */
  qr: QrCode
  /** « Copier l’orientation »: name, number, address and hours for a message; nothing where nobody could be reached. */
  orientation: string | undefined
  /** Proposing a change; nothing while a proposal is looked at. */
  edit: EditLinks | undefined
}

export interface EditLinks {
  url: string
  /** What may be changed alone, for who is signed in: « Changer le téléphone ». */
  quick: { label: string; url: string }[]
  /** A new fiche with what this one has in common with it; for who is signed in. */
  newUrl: string | undefined
}

type Source = NonNullable<FieldsByKind[FicheKind]['sources']>[number]

export function footOf(card: Card, sources: readonly Source[] | undefined, context: ViewContext): Foot {
  const views = (sources ?? []).map(sourceView)
  return {
    sources: views,
    sourceUnknown: views.length === 0 ? unknownNamed('source') : undefined,
    verification: 'Jamais vérifiée',
    age: ageOf(newestDate(sources)),
    version: `Version ${card.revision}, publiée le ${dateInWords(parisDay(new Date(card.publishedAt)))}`,
    historyUrl: historyUrl(card),
    sourceTextUrl: `${urlOf(card)}.md`,
    path: urlOf(card),
    qr: qrCodeOf(context.origin + urlOf(card)),
    orientation: orientationFrom(card, context),
    edit: editLinks(card, context),
  }
}

function editLinks(card: Card, { account, preview }: ViewContext): EditLinks | undefined {
  if (preview !== undefined || !isFicheKind(card.kind)) return undefined
  const url = `${urlOf(card)}/modifier`
  const quick = account === undefined ? [] : QUICK_EDITS[card.kind]
  return {
    url,
    quick: quick.map(({ id, label }) => ({ label, url: `${url}?champ=${id}` })),
    newUrl: account === undefined ? undefined : `/fiches/nouvelle?depuis=${card.slug}`,
  }
}

/** The date of the newest source. */
export function newestDate(sources: readonly Source[] | undefined): string | undefined {
  return (sources ?? [])
    .flatMap(({ date }) => date ?? [])
    .toSorted()
    .at(-1)
}

function ageOf(date: string | undefined): string | undefined {
  return date === undefined ? undefined : `d’après une source de ${yearOf(date)}`
}

/** « Schéma départemental…, octobre 2017, sous-action 3.10.2 ». */
function sourceView({ document, url, date, section }: Source): SourceView {
  const parts = [document, date === undefined ? undefined : dateInWords(date), section]
  const text = parts.filter((part) => part !== undefined).join(', ')
  return { text: withFrenchSpaces(text === '' ? (url ?? unknownNamed('source')) : text), url }
}

function orientationFrom(card: Card, context: ViewContext): string | undefined {
  const facts = context.directory.find(card.slug)
  const answer = facts && phoneOf(facts, context.place, context.directory)
  if (facts === undefined || (answer === undefined && facts.address === undefined)) return undefined
  return orientationText(facts, answer, context)
}
