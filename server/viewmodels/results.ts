import type { Distance } from '../domain/directory.ts'
import { FICHE_KINDS, KINDS } from '../domain/document/kinds.ts'
import { AUDIENCES } from '../domain/document/vocabulary.ts'
import type { Question } from '../search/question.ts'
import type { FicheCard } from '../store/pageTypes.ts'
import { fold } from '../text/fold.ts'
import { markWords, type Piece } from '../text/marks.ts'
import { counted, NBSP, withFrenchSpaces } from '../text/typography.ts'
import { type CardView, cardList } from './card.ts'
import type { ViewContext } from './context.ts'
import { kindView } from './kind.ts'
import { distanceInWords } from './orientation.ts'
import { type Page, pageOf } from './page.ts'
import { type ThemeBranch, type ThemeTile, themeTile } from './theme.ts'

/** Value of a filter that is only on or off. */
export const FLAG = '1'

/** What the address asks for, besides the words and the place. */
export interface ResultsChoice {
  nature: string | undefined
  theme: string | undefined
  audience: string | undefined
  open: string | undefined
  walkIn: string | undefined
  order: 'distance' | undefined
  page: number
  /** No correction. */
  literal: boolean
}

export interface FilterView {
  label: string
  icon: string | undefined
  url: string
  count: number
  current: boolean
}

export interface ResultCard extends CardView {
  slug: string
  /** « Jamais vérifiée, source de 2017 ». */
  verification: string
  titlePieces: Piece[]
  summaryPieces: Piece[]
  /** « à 12 km », « à environ 10 km » from the place. */
  distance: string | undefined
}

export interface Understood {
  /** What was read in place of the words typed. */
  corrected: string | undefined
  literalUrl: string
  typed: string
  /** The place read in the question, and the same search without it. */
  place: string | undefined
  everywhereUrl: string
}

export interface ResultsPage extends Page {
  /** `none` when nothing was asked, `empty` when nothing was found. */
  state: 'none' | 'empty' | 'found'
  urgent: boolean
  heading: string
  question: string
  understood: Understood | undefined
  cards: ResultCard[]
  phonesUnknown: string | undefined
  natures: FilterView[]
  flags: FilterView[]
  themeFilters: FilterView[]
  audienceFilters: FilterView[]
  orders: FilterView[]
  /** True when a theme or an audience is chosen: its filters stay in view. */
  opened: boolean
  /** « 3 réponses sans ces filtres », where filters leave nothing. */
  unfiltered: { label: string; url: string } | undefined
  pager: { words: string; previous: string | undefined; next: string | undefined } | undefined
  /** Themes, where there is no answer to show. */
  themes: ThemeTile[]
}

export interface ResultsInput {
  /** The words as they were typed; empty when nothing was asked. */
  question: string
  understood: Question
  /** True for a word that answers the question, to be marked. */
  isMarked: (word: string) => boolean
  choice: ResultsChoice
  /** The fiches of this page, best first. */
  cards: readonly FicheCard[]
  /** How many pass the filters, those of other pages included. */
  total: number
  /** How many were found before the filters. */
  unfiltered: number
  counts: ReadonlyMap<string, ReadonlyMap<string, number>>
  themes: readonly ThemeBranch[]
  /** How far the fiches of this page are, by slug. */
  near: ReadonlyMap<string, Distance>
  pages: number
  /** True where the emergency numbers belong above the answers. */
  urgent: boolean
}

/** Filters shown at most: beyond, the rarest help nobody. */
const SHOWN = 8

export function resultsPage(input: ResultsInput, context: ViewContext): ResultsPage {
  const { cards, choice, pages, themes, total, unfiltered } = input
  const question = input.question.trim()
  const url = addressesOf(question, choice, input.understood, context)
  const state = question === '' ? 'none' : total === 0 ? 'empty' : 'found'
  const list = cardList(cards, context)
  const heading = headingOf(state, input, context)
  return {
    ...pageOf(
      {
        title: heading,
        description: 'Chercher dans le guide des solidarités.',
        canonicalPath: state === 'none' ? '/recherche' : url({}),
        noindex: true,
        question,
        emergencyAbove: state === 'empty' || input.urgent,
      },
      context,
    ),
    state,
    urgent: input.urgent,
    heading,
    question,
    understood: state === 'none' ? undefined : understoodOf(question, input.understood, url),
    cards: list.cards.map((card, at) => resultCard(card, cards[at]?.slug ?? '', input, context)),
    phonesUnknown: list.phonesUnknown,
    ...filtersOf(input, url, context),
    opened: choice.theme !== undefined || choice.audience !== undefined,
    unfiltered:
      total === 0 && unfiltered > 0
        ? {
            label: counted(unfiltered, 'réponse sans ces filtres', 'réponses sans ces filtres'),
            url: url(OPEN),
          }
        : undefined,
    pager: pagerOf(choice.page, pages, url),
    themes: state === 'found' ? [] : themes.map(themeTile),
  }
}

type Change = { [Key in keyof ResultsChoice]?: ResultsChoice[Key] | undefined }

/** Every filter taken off. */
const OPEN: Change = {
  nature: undefined,
  theme: undefined,
  audience: undefined,
  open: undefined,
  walkIn: undefined,
}

type AddressOf = (change: Change) => string

/** The address of this search with one thing changed; a change of filter starts at the first page again. */
function addressesOf(
  question: string,
  choice: ResultsChoice,
  understood: Question,
  { place }: ViewContext,
): AddressOf {
  // The words and the place are the same in some thirty addresses of a page.
  const start = `/recherche?${new URLSearchParams({ q: question })}`
  const where = understood.placeRead || place === undefined ? '' : `&ou=${encodeURIComponent(place.ou)}`
  return (change) => {
    const { page = 1, ...next } = { ...choice, page: 1, ...change }
    const pair = (name: string, value: string | undefined) =>
      value === undefined ? '' : `&${name}=${encodeURIComponent(value)}`
    return (
      start +
      where +
      pair('nature', next.nature) +
      pair('theme', next.theme) +
      pair('public', next.audience) +
      pair('ouvert', next.open) +
      pair('sansrdv', next.walkIn) +
      pair('tri', next.order) +
      pair('exact', next.literal ? FLAG : undefined) +
      pair('page', page > 1 ? String(page) : undefined)
    )
  }
}

function headingOf(
  state: ResultsPage['state'],
  { question, total }: ResultsInput,
  { place }: ViewContext,
): string {
  if (state === 'none') return 'Chercher dans le guide'
  const quoted = `«${NBSP}${question.trim()}${NBSP}»`
  const where = place === undefined ? '' : `, ${place.name}`
  if (state === 'empty') return `Aucune réponse pour ${quoted}${where}`
  return `${counted(total, 'réponse', 'réponses')} pour ${quoted}${where}`
}

function understoodOf(
  question: string,
  { corrected, place, placeRead, placeWords }: Question,
  url: AddressOf,
): Understood | undefined {
  if (corrected === undefined && !placeRead) return undefined
  return {
    corrected: corrected === undefined ? undefined : corrected,
    literalUrl: url({ literal: true }),
    typed: question,
    place: placeRead ? place?.name : undefined,
    everywhereUrl: `/recherche?${new URLSearchParams({ q: withoutWords(question, placeWords) })}`,
  }
}

/** The question without the words that named the place. */
function withoutWords(question: string, words: readonly string[]): string {
  const kept = question.split(/\s+/).filter((word) => !words.some((each) => fold(word).includes(each)))
  return kept.join(' ').replace(/\s+(?:à|a|de|d|sur|en)$/i, '')
}

/** Verification comes with a later step: until then a fiche has the age of its source. */
function verificationOf(slug: string, { directory }: ViewContext): string {
  const year = directory.find(slug)?.sourceYear
  return `Jamais vérifiée, ${year === undefined ? 'source non datée' : `source de ${year}`}`
}

function resultCard(
  card: CardView,
  slug: string,
  { isMarked, near }: ResultsInput,
  context: ViewContext,
): ResultCard {
  const distance = near.get(slug)
  return {
    ...card,
    slug,
    verification: verificationOf(slug, context),
    titlePieces: markWords(card.title, isMarked),
    summaryPieces: markWords(card.summary ?? '', isMarked),
    distance: distance === undefined ? undefined : distanceInWords(distance),
  }
}

/** A filter that may be shown: its value is known, its address is made only if it is. */
interface Choice {
  label: string
  icon?: string | undefined
  count: number
  current: boolean
  change: Change
  undo: Change
}

function filtersOf(
  { choice, counts, total, understood }: ResultsInput,
  url: AddressOf,
  { directory }: ViewContext,
): Pick<ResultsPage, 'natures' | 'flags' | 'themeFilters' | 'audienceFilters' | 'orders'> {
  const countOf = (name: string, value: string) => counts.get(name)?.get(value) ?? 0
  const shown = (choices: readonly Choice[]) =>
    choices
      .filter(({ count, current }) => count > 0 || current)
      .map(({ label, icon, count, current, change, undo }) => ({
        label: withFrenchSpaces(label),
        icon,
        count,
        current,
        url: url(current ? undo : change),
      }))
  const most = (choices: readonly Choice[]) =>
    shown(
      choices.toSorted((a, b) => Number(b.current) - Number(a.current) || b.count - a.count).slice(0, SHOWN),
    )
  const natures = FICHE_KINDS.map((kind): Choice => {
    const { nature, plural } = KINDS[kind]
    const current = choice.nature === nature
    const count = countOf('nature', nature)
    return {
      label: plural,
      icon: kindView(kind).icon,
      count,
      current,
      change: { nature },
      undo: { nature: undefined },
    }
  })
  const flags: Choice[] = [
    {
      label: 'Ouvert maintenant',
      icon: 'circle-check',
      count: countOf('ouvert', FLAG),
      current: choice.open === FLAG,
      change: { open: FLAG },
      undo: { open: undefined },
    },
    {
      label: 'Sans rendez-vous',
      icon: 'door-open',
      count: countOf('sansrdv', FLAG),
      current: choice.walkIn === FLAG,
      change: { walkIn: FLAG },
      undo: { walkIn: undefined },
    },
  ]
  // The themes of the first level, and the one that is chosen below them.
  const themes = directory.themes
    .filter(({ slug, parent }) => parent === undefined || slug === choice.theme)
    .map(
      ({ slug, title }): Choice => ({
        label: title,
        count: countOf('theme', slug),
        current: choice.theme === slug,
        change: { theme: slug },
        undo: { theme: undefined },
      }),
    )
  const audiences = Object.entries(AUDIENCES).map(
    ([audience, label]): Choice => ({
      label,
      count: countOf('public', audience),
      current: choice.audience === audience,
      change: { audience },
      undo: { audience: undefined },
    }),
  )
  const byDistance = choice.order === 'distance'
  const order = (label: string, current: boolean, change: Change): FilterView => ({
    label,
    icon: undefined,
    count: total,
    current,
    url: url(change),
  })
  return {
    natures: shown(natures),
    flags: shown(flags),
    themeFilters: most(themes),
    audienceFilters: most(audiences),
    orders:
      understood.place === undefined || total < 2
        ? []
        : [
            order('Pertinence', !byDistance, { order: undefined }),
            order('Distance', byDistance, { order: 'distance' }),
          ],
  }
}

function pagerOf(page: number, pages: number, url: AddressOf): ResultsPage['pager'] {
  if (pages <= 1) return undefined
  return {
    words: `Page ${page} sur ${pages}`,
    previous: page > 1 ? url({ page: page - 1 }) : undefined,
    next: page < pages ? url({ page: page + 1 }) : undefined,
  }
}
