import type { Distance } from '../domain/directory.ts'
import type { Explanation } from '../search/engine.ts'
import type { Question } from '../search/question.ts'
import type { FicheCard } from '../store/pageTypes.ts'
import { fold } from '../text/fold.ts'
import type { Piece } from '../text/marks.ts'
import { counted, NBSP } from '../text/typography.ts'
import { type CardView, cardView, keptCardView, listOf } from './card.ts'
import type { ViewContext } from './context.ts'
import { type WhyView, whyView } from './explanation.ts'
import { distanceInWords } from './orientation.ts'
import { type Page, pageOf } from './page.ts'
import {
  type AddressOf,
  addressesOf,
  type Filters,
  filtersOf,
  OPEN,
  type ResultsChoice,
} from './resultFilters.ts'
import { type ThemeBranch, type ThemeTile, themeTile } from './theme.ts'

/** A card and what the question adds to it. */
export interface ResultCard {
  card: CardView
  slug: string
  /** « Pourquoi à cette place », for who asked and may know. */
  why: WhyView | undefined
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

export interface ResultsPage extends Page, Filters {
  /** `none` when nothing was asked, `empty` when nothing was found. */
  state: 'none' | 'empty' | 'found'
  urgent: boolean
  heading: string
  question: string
  understood: Understood | undefined
  cards: ResultCard[]
  /** The contacts kept for professionals that answer; nothing for a reader. */
  reserved: ReservedAnswers | undefined
  /** Leads to the same page with, or without, why each fiche stands where it stands. */
  explaining: { label: string; url: string } | undefined
  phonesUnknown: string | undefined
  /** True when a theme or an audience is chosen: its filters stay in view. */
  opened: boolean
  /** « 3 réponses sans ces filtres », where filters leave nothing. */
  unfiltered: { label: string; url: string } | undefined
  pager: { words: string; previous: string | undefined; next: string | undefined } | undefined
  /** Themes, where there is no answer to show. */
  themes: ThemeTile[]
}

export interface ReservedAnswers {
  heading: string
  first: ResultCard[]
  /** « Voir les 5 contacts réservés », and those that are not among the first. */
  more: { label: string; cards: ResultCard[] } | undefined
}

export interface ResultsInput {
  /** The words as they were typed; empty when nothing was asked. */
  question: string
  understood: Question
  /** Cuts a text around the words that answer the question. */
  mark: (text: string) => Piece[]
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
  /** The contacts kept for professionals that answer and pass the filters, best first. */
  reserved: readonly FicheCard[]
  /** Whether the visitor may ask why, and the answer for a fiche where it was asked. */
  mayExplain: boolean
  explain: ((id: number) => Explanation) | undefined
}

export function resultsPage(input: ResultsInput, context: ViewContext): ResultsPage {
  const { cards, choice, pages, themes, total, unfiltered } = input
  const question = input.question.trim()
  const plainUrl = addressesOf(question, choice, input.understood, context)
  const url: AddressOf = input.explain === undefined ? plainUrl : (change) => plainUrl(change) + EXPLAINED
  const isFound = total > 0 || input.reserved.length > 0
  const state = question === '' ? 'none' : isFound ? 'found' : 'empty'
  const list = listOf(cards.map((card) => keptCardView(card, context)))
  const heading = headingOf(state, input, context)
  return {
    ...pageOf(
      {
        title: heading,
        description: 'Chercher dans le guide des solidarités.',
        canonicalPath: state === 'none' ? '/recherche' : plainUrl({}),
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
    cards: list.cards.map((card, at) => resultCard(card, cards[at], input, context)),
    reserved: reservedAnswers(input, context),
    explaining: input.mayExplain && state === 'found' ? explainingLink(input, plainUrl) : undefined,
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

function headingOf(
  state: ResultsPage['state'],
  { question, reserved, total }: ResultsInput,
  { place }: ViewContext,
): string {
  if (state === 'none') return 'Chercher dans le guide'
  const quoted = `«${NBSP}${question.trim()}${NBSP}»`
  const where = place === undefined ? '' : `, ${place.name}`
  if (state === 'empty') return `Aucune réponse pour ${quoted}${where}`
  if (total === 0) return `${counted(reserved.length, ...RESERVED_CONTACTS)} pour ${quoted}${where}`
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
  const kept = question.split(/\s+/).filter((word) => {
    const parts = fold(word).match(/[a-z0-9]+/g) ?? []
    return !parts.some((part) => words.includes(part))
  })
  return kept.join(' ').replace(/\s+(?:à|a|de|d|sur|en)$/i, '')
}

/** Verification comes with a later step: until then a fiche has the age of its source. */
function verificationOf(slug: string, { directory }: ViewContext): string {
  const year = directory.find(slug)?.sourceYear
  return `Jamais vérifiée, ${year === undefined ? 'source non datée' : `source de ${year}`}`
}

function resultCard(
  card: CardView,
  fiche: FicheCard | undefined,
  { explain, mark, near }: ResultsInput,
  context: ViewContext,
): ResultCard {
  const slug = fiche?.slug ?? ''
  const distance = near.get(slug)
  return {
    card,
    slug,
    why: explain && fiche && whyView(explain(fiche.id), context),
    verification: verificationOf(slug, context),
    titlePieces: mark(card.title),
    summaryPieces: mark(card.summary ?? ''),
    distance: distance === undefined ? undefined : distanceInWords(distance),
  }
}

/** Contacts shown above the answers; the others unfold. */
const RESERVED_SHOWN = 3
const RESERVED_CONTACTS = ['contact réservé', 'contacts réservés'] as const

function reservedAnswers(input: ResultsInput, context: ViewContext): ReservedAnswers | undefined {
  const { reserved } = input
  if (reserved.length === 0) return undefined
  const cards = reserved.map((card) => resultCard(cardView(card, context), card, input, context))
  const rest = cards.slice(RESERVED_SHOWN)
  return {
    heading: 'Contacts réservés aux professionnels',
    first: cards.slice(0, RESERVED_SHOWN),
    more:
      rest.length === 0
        ? undefined
        : { label: `Voir les ${counted(cards.length, ...RESERVED_CONTACTS)}`, cards: rest },
  }
}

/** What an address ends with where the ranks are explained. */
const EXPLAINED = '&expliquer=1'

function explainingLink({ choice, explain }: ResultsInput, url: AddressOf): ResultsPage['explaining'] {
  const here = url({ page: choice.page })
  return explain === undefined
    ? { label: 'Expliquer le classement', url: here + EXPLAINED }
    : { label: 'Ne plus expliquer le classement', url: here }
}

function pagerOf(page: number, pages: number, url: AddressOf): ResultsPage['pager'] {
  if (pages <= 1) return undefined
  return {
    words: `Page ${page} sur ${pages}`,
    previous: page > 1 ? url({ page: page - 1 }) : undefined,
    next: page < pages ? url({ page: page + 1 }) : undefined,
  }
}
