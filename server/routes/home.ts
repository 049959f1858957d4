import { countFiches, latestFiches } from '../store/pages.ts'
import { revisionsOf } from '../store/revisions.ts'
import { homePage } from '../viewmodels/home.ts'
import type { Route } from './route.ts'
import { themeBranches } from './themes.ts'

const LATEST = 6

export const homeRoutes: Route[] = [
  {
    method: 'GET',
    path: '/',
    right: 'read',
    samples: ['/', '/?ou={commune}'],
    handle: async (visit) => {
      const { context, render, view } = visit
      const { read } = context.database
      const cards = await latestFiches(read, visit.sight, LATEST)
      const latest = await Promise.all(
        cards.map(async (card) => ({
          card,
          summary: (await revisionsOf(read, visit.sight, card.id))[0]?.summary,
        })),
      )
      render(
        'home',
        homePage(
          { total: await countFiches(read, visit.sight), themes: await themeBranches(visit), latest },
          view,
        ),
      )
    },
  },
]
