import { glossaryPage } from '../viewmodels/glossary.ts'
import { loadNames } from './loading.ts'
import type { Route } from './route.ts'

export const glossaryRoutes: Route[] = [
  {
    method: 'GET',
    path: '/glossaire',
    right: 'read',
    samples: ['/glossaire'],
    handle: async (visit) => {
      const slugs = [...visit.view.directory.glossary.values()].flatMap(({ fiche }) => fiche ?? [])
      const names = slugs.map((slug) => ({ namespace: 'fiche' as const, slug }))
      visit.render('glossary', glossaryPage(await loadNames(visit, names), visit.view))
    },
  },
]
