import { parisDay } from '../domain/day.ts'
import type { FicheCard } from '../store/pageTypes.ts'
import { dateInWords } from '../text/dates.ts'
import { counted, NBSP, withFrenchSpaces } from '../text/typography.ts'
import { type CardView, cardView } from './card.ts'
import type { ViewContext } from './context.ts'
import { type Page, pageOf } from './page.ts'
import { type ThemeBranch, type ThemeTile, themeTile } from './theme.ts'

export interface LatestChange {
  card: FicheCard
  /** Why its last version was written, when the store says so. */
  summary?: string | undefined
}

export interface ChangeView {
  card: CardView
  summary: string | undefined
  date: string
}

export interface HomePage extends Page {
  heading: string
  count: string
  themes: ThemeTile[]
  latest: ChangeView[]
}

export interface HomeInput {
  /** Number of fiches that anybody may read. */
  total: number
  themes: readonly ThemeBranch[]
  latest: readonly LatestChange[]
}

export function homePage({ total, themes, latest }: HomeInput, context: ViewContext): HomePage {
  const { brand } = context
  return {
    ...pageOf(
      {
        title: `Le guide des solidarités ${brand.territory}`,
        description: `Le guide des solidarités ${brand.territory} : aides, lieux d’accueil et contacts directs, sans compte.`,
        canonicalPath: '/',
        home: true,
      },
      context,
    ),
    heading: `Que cherchez-vous${NBSP}?`,
    count: counted(total, 'fiche', 'fiches'),
    themes: themes.map(themeTile),
    latest: latest.map(({ card, summary }) => ({
      card: cardView(card, context),
      // A first version changes nothing: why it was written tells the reader nothing.
      summary: summary === undefined || card.revision === 1 ? undefined : withFrenchSpaces(summary),
      date: dateInWords(parisDay(new Date(card.publishedAt))),
    })),
  }
}
