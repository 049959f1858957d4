import { reservedLast } from '../domain/directory.ts'
import type { FicheKind, FieldsByKind } from '../domain/document/keys.ts'
import { acronymsIn, type GlossaryEntry } from '../domain/glossary.ts'
import type { Backlink, Card, FicheCard, Named, PublishedPage } from '../store/pageTypes.ts'
import { dateInWords } from '../text/dates.ts'
import { withFrenchSpaces } from '../text/typography.ts'
import { type BodyView, bodyView } from './body.ts'
import type { BriefRow } from './brief.ts'
import { acronymBeside, type CardList, type CardView, cardList, cardViews } from './card.ts'
import type { ViewContext } from './context.ts'
import { type Foot, footOf, newestDate } from './foot.ts'
import { type KindView, kindView } from './kind.ts'
import { type Link, urlOf } from './links.ts'
import { cardsOf, distinct, ficheLink, placeLink, themeLink } from './names.ts'
import { type Page, pageOf } from './page.ts'
import type { Plate } from './plate.ts'
import { reservedMark } from './reserved.ts'
import { statusNotice } from './status.ts'

export interface FicheInput<K extends FicheKind> {
  page: PublishedPage<K>
  /** Every document that the fiche names, under the name it is called by. */
  named: Named
  /** The fiches that name this one. */
  backlinks: readonly Backlink[]
}

export interface ArchiveNotice {
  text: string
  replacement: Link | undefined
}

/** A titled list of fiches; `unknown` stands in for an empty one that should not be. */
export interface CardSection extends CardList {
  id: string
  heading: string
  unknown: string | undefined
}

export interface LinkedPage {
  label: string
  url: string
}

/** What the four natures of fiche have in common. */
export interface FichePage extends Page {
  slug: string
  kind: KindView
  trail: Link[]
  heading: string
  acronym: string | undefined
  summary: string
  /** « loyer impayé, dette de loyer » */
  alsoSaid: string | undefined
  /** The commune where a lieu or an institution stands. */
  where: string | undefined
  served: Link[]
  /** « Réservé aux professionnels ». */
  reserved: string | undefined
  notice: string | undefined
  archive: ArchiveNotice | undefined
  plate: Plate
  brief: BriefRow[]
  contacts: CardSection
  bodyHeading: string
  body: BodyView
  sections: CardSection[]
  /** Less the fiches that the page shows already. */
  seeAlso: CardView[]
  links: LinkedPage[]
  /** What the acronyms of this page stand for, its own apart: for those who cannot point at a word. */
  acronyms: Pick<GlossaryEntry, 'acronym' | 'meaning'>[]
  foot: Foot
  /** Where a text that nobody has approved yet came from. */
  preview: { backUrl: string } | undefined
}

/** What each nature adds to the common part. */
export interface FicheParts {
  plate: Plate
  brief: BriefRow[]
  contacts: CardSection
  bodyHeading: string
  sections: CardSection[]
  noindex?: boolean
}

/** Longest list of everyday words that still helps to recognise a fiche. */
const WORDS_SHOWN = 10

export function fichePage<K extends FicheKind>(
  { page, named }: FicheInput<K>,
  parts: FicheParts,
  context: ViewContext,
): FichePage {
  const fields: FieldsByKind[FicheKind] = page.fields
  const { noindex = false, ...rest } = parts
  const shown = [parts.contacts, ...parts.sections].flatMap(({ cards }) => cards)
  const listed = new Set([...shown.map(({ url }) => url), parts.plate.owner?.url])
  return {
    ...pageOf(
      {
        title: page.title,
        description: fields.resume,
        canonicalPath: urlOf(page),
        noindex: noindex || context.preview !== undefined,
        quickExit: fields.thematiques.some((theme) => context.directory.quickExitThemes.has(theme)),
      },
      context,
    ),
    ...rest,
    slug: page.slug,
    kind: kindView(page.kind),
    trail: trailOf(fields.thematiques, named),
    heading: withFrenchSpaces(page.title),
    acronym: acronymBeside(page),
    summary: withFrenchSpaces(fields.resume),
    alsoSaid: alsoSaid(fields),
    where: page.commune === undefined ? undefined : context.communeName(page.commune),
    served: fields.territoires.map((place) => placeLink(place, named, context)),
    reserved: reservedMark(page),
    notice: statusNotice(page.status, newestDate(fields.sources)),
    archive: archiveNotice(fields.archive, named),
    body: bodyView(page.segments, named, context),
    seeAlso: cardViews(cardsOf(fields.voir_aussi, named), context).filter(({ url }) => !listed.has(url)),
    links: (fields.liens ?? []).map(({ url, libelle }) => ({ label: withFrenchSpaces(libelle), url })),
    acronyms: acronymsOf(page, parts.brief, context),
    foot: footOf(page, fields.sources, context),
    preview: context.preview,
  }
}

function acronymsOf(
  { acronym, fields, segments }: PublishedPage<FicheKind>,
  brief: readonly BriefRow[],
  { directory }: ViewContext,
): FichePage['acronyms'] {
  const read = [
    fields.titre,
    fields.resume,
    ...brief.flatMap(({ lines, items }) => [...lines, ...items]),
    ...segments.map(({ text }) => text),
  ].join('\n')
  return acronymsIn(read, directory.glossary).filter((entry) => entry.acronym !== acronym)
}

function trailOf(themes: readonly string[], named: Named): Link[] {
  const [first] = themes
  const home = { label: 'Accueil', url: '/' }
  const theme = first === undefined ? undefined : themeLink(first, named)
  return theme?.url === undefined ? [home, { label: 'Toutes les fiches', url: '/fiches' }] : [home, theme]
}

function alsoSaid({ autres_noms = [], mots_usuels = [] }: FieldsByKind[FicheKind]): string | undefined {
  const words = [...new Set([...autres_noms, ...mots_usuels])].slice(0, WORDS_SHOWN)
  return words.length === 0 ? undefined : words.join(', ')
}

function archiveNotice(archive: FieldsByKind[FicheKind]['archive'], named: Named): ArchiveNotice | undefined {
  if (archive === undefined) return undefined
  const reason = archive.motif.replace(/[.\s]+$/, '')
  return {
    text: withFrenchSpaces(`Archivée le ${dateInWords(archive.le)} : ${reason}.`),
    replacement: archive.remplacee_par === undefined ? undefined : ficheLink(archive.remplacee_par, named),
  }
}

export function section(
  id: string,
  heading: string,
  cards: readonly Card[],
  context: ViewContext,
): CardSection {
  return { id, heading, ...cardList(distinct(cards), context), unknown: undefined }
}

/** The fiches of one kind that name this one by one of these keys, each once. */
export function namedBy(
  backlinks: readonly Backlink[],
  kind: FicheKind,
  keys: readonly string[],
): FicheCard[] {
  const matching = backlinks.filter(({ key, card }) => card.kind === kind && keys.includes(key))
  return distinct(matching.map(({ card }) => card))
}

/** The direct contacts of a fiche: those it lists, in its order, then those that belong to it; those for professionals last. */
export function contactsOf(
  listed: readonly string[] | undefined,
  named: Named,
  backlinks: readonly Backlink[],
  keys: readonly string[],
): Card[] {
  const inOrder = cardsOf(listed, named).filter(({ kind }) => kind === 'contact')
  return reservedLast(distinct([...inOrder, ...namedBy(backlinks, 'contact', keys)]))
}

/** The list of direct contacts beside a plate that already shows one of them. */
export function contactSection(
  contacts: readonly Card[],
  shown: Card | undefined,
  context: ViewContext,
): CardSection {
  const others = contacts.filter(({ slug }) => slug !== shown?.slug)
  const heading = others.length < contacts.length ? 'Autres contacts directs' : 'Contacts directs'
  return section('contacts', heading, others, context)
}
