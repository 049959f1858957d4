import { parameter } from '../http/query.ts'
import { cardsById } from '../store/pages.ts'
import type { FicheCard } from '../store/pageTypes.ts'
import { resultsPage } from '../viewmodels/results.ts'
import { natureParameter } from './fiches.ts'
import { SIGHT } from './loading.ts'
import type { Route } from './route.ts'
import { themeBranches } from './themes.ts'

const SHOWN = 50

export const searchRoutes: Route[] = [
  {
    method: 'GET',
    path: '/recherche',
    handle: async (visit) => {
      const { context, request, view, render } = visit
      const question = parameter(request, 'q') ?? ''
      const hits = context.index.search(question, natureParameter(visit))
      const cards = await cardsById(
        context.database.read,
        SIGHT,
        hits.slice(0, SHOWN).map(({ id }) => id),
      )
      const shown = hits.flatMap(({ id }) => (cards.get(id) as FicheCard | undefined) ?? []).slice(0, SHOWN)
      const themes = shown.length > 0 ? [] : await themeBranches(visit)
      render('results', resultsPage({ question, cards: shown, total: hits.length, themes }, view))
    },
  },
]
