import type { Distance } from '../domain/directory.ts'
import type { Question } from '../search/question.ts'
import type { FicheCard } from '../store/pageTypes.ts'
import { fold } from '../text/fold.ts'
import type { Piece } from '../text/marks.ts'
import { counted, NBSP } from '../text/typography.ts'
import { type CardView, keptCardView, listOf } from './card.ts'
import type { ViewContext } from './context.ts'
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
  phonesUnknown: string | undefined
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
}

export function resultsPage(input: ResultsInput, context: ViewContext): ResultsPage {
  const { cards, choice, pages, themes, total, unfiltered } = input
  const question = input.question.trim()
  const url = addressesOf(question, choice, input.understood, context)
  const state = question === '' ? 'none' : total === 0 ? 'empty' : 'found'
  const list = listOf(cards.map((card) => keptCardView(card, context)))
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
  slug: string,
  { mark, near }: ResultsInput,
  context: ViewContext,
): ResultCard {
  const distance = near.get(slug)
  return {
    card,
    slug,
    verification: verificationOf(slug, context),
    titlePieces: mark(card.title),
    summaryPieces: mark(card.summary ?? ''),
    distance: distance === undefined ? undefined : distanceInWords(distance),
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
