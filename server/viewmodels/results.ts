import type { FicheCard } from '../store/pageTypes.ts'
import { counted, NBSP, withFrenchSpaces } from '../text/typography.ts'
import { type CardView, cardList } from './card.ts'
import type { ViewContext } from './context.ts'
import { searchUrl } from './links.ts'
import { type Page, pageOf } from './page.ts'
import { type ThemeBranch, type ThemeTile, themeTile } from './theme.ts'

export interface ResultsPage extends Page {
  /** `none` when nothing was asked, `empty` when nothing was found. */
  state: 'none' | 'empty' | 'found'
  heading: string
  question: string
  cards: CardView[]
  phonesUnknown: string | undefined
  /** « Les 50 premières sont montrées. » */
  cut: string | undefined
  /** Themes, where there is no answer to show. */
  themes: ThemeTile[]
}

export interface ResultsInput {
  /** The words as they were typed; empty when nothing was asked. */
  question: string
  /** The fiches to show, best first. */
  cards: readonly FicheCard[]
  /** How many were found, those not shown included. */
  total: number
  themes: readonly ThemeBranch[]
}

export function resultsPage(
  { question, cards, total, themes }: ResultsInput,
  context: ViewContext,
): ResultsPage {
  const state = question.trim() === '' ? 'none' : cards.length === 0 ? 'empty' : 'found'
  const heading = headingOf(state, question.trim(), total)
  return {
    ...pageOf(
      {
        title: heading,
        description: 'Chercher dans le guide des solidarités.',
        canonicalPath: state === 'none' ? '/recherche' : searchUrl(question.trim()),
        noindex: true,
        question,
        emergencyAbove: state === 'empty',
      },
      context,
    ),
    state,
    heading,
    question,
    ...cardList(cards, context),
    cut: cards.length < total ? withFrenchSpaces(`Les ${cards.length} premières sont montrées.`) : undefined,
    themes: state === 'found' ? [] : themes.map(themeTile),
  }
}

function headingOf(state: ResultsPage['state'], question: string, total: number): string {
  const quoted = `«${NBSP}${question}${NBSP}»`
  if (state === 'none') return 'Chercher dans le guide'
  if (state === 'empty') return `Aucune réponse pour ${quoted}`
  return `${counted(total, 'réponse', 'réponses')} pour ${quoted}`
}
