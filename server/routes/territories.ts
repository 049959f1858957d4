import { placeOf } from '../domain/geography.ts'
import { servicesOf } from '../domain/orientation.ts'
import { cardsById, listPages } from '../store/pages.ts'
import type { FicheCard } from '../store/pageTypes.ts'
import { type TerritoryEntry, territoryListPage, territoryPage } from '../viewmodels/territory.ts'
import { loadNames, loadPage, namesInFields, namesInSegments } from './loading.ts'
import type { Route, Visit } from './route.ts'

export const territoryRoutes: Route[] = [
  {
    method: 'GET',
    path: '/territoires',
    right: 'read',
    samples: ['/territoires'],
    handle: async (visit) =>
      visit.render('territories/list', territoryListPage(await territoryEntries(visit), visit.view)),
  },
  {
    method: 'GET',
    path: '/territoires/:slug',
    right: 'read',
    samples: ['/territoires/{territoire}'],
    handle: showTerritory,
  },
]

export async function territoryEntries({ context, directory }: Visit): Promise<TerritoryEntry[]> {
  const territories = await listPages(context.database.read, 'territory')
  return territories.map((card) => {
    const place = placeOf(directory.geography, card.slug)
    return {
      card,
      type: card.fields.type,
      count: place === undefined ? 0 : servicesOf(place, directory).here.length,
    }
  })
}

async function showTerritory(visit: Visit): Promise<void> {
  const territory = await loadPage(visit, 'territory')
  const { context, directory } = visit
  const place = placeOf(directory.geography, territory.slug)
  const { here, wider, hasSocialDesk } =
    place === undefined ? { here: [], wider: [], hasSocialDesk: false } : servicesOf(place, directory)
  const ids = here.map(({ id }) => id)
  const [cards, named] = await Promise.all([
    cardsById(context.database.read, visit.sight, ids),
    loadNames(visit, [
      ...namesInFields({ kind: 'territory', fields: territory.fields, body: '' }),
      ...namesInSegments(territory.segments),
      ...wider.map(({ by }) => ({ namespace: 'territory' as const, slug: by })),
    ]),
  ])
  const fiches = ids.flatMap((id) => (cards.get(id) as FicheCard | undefined) ?? [])
  const levels = wider.map(({ by, facts }) => ({ by, count: facts.length }))
  visit.render(
    'territories/show',
    territoryPage({ territory, fiches, levels, hasSocialDesk, named }, visit.view),
  )
}
