import { countByTerritory, listFiches, listPages } from '../store/pages.ts'
import { type TerritoryEntry, territoryListPage, territoryPage } from '../viewmodels/territory.ts'
import { loadNamed, loadPage, SIGHT } from './loading.ts'
import type { Route, Visit } from './route.ts'

export const territoryRoutes: Route[] = [
  {
    method: 'GET',
    path: '/territoires',
    handle: async (visit) =>
      visit.render('territories/list', territoryListPage(await territoryEntries(visit), visit.view)),
  },
  { method: 'GET', path: '/territoires/:slug', handle: showTerritory },
]

export async function territoryEntries({ context }: Visit): Promise<TerritoryEntry[]> {
  const { read } = context.database
  const [territories, counts] = await Promise.all([
    listPages(read, 'territory'),
    countByTerritory(read, SIGHT),
  ])
  return territories.map((card) => ({ card, type: card.fields.type, count: counts.get(card.slug) ?? 0 }))
}

async function showTerritory(visit: Visit): Promise<void> {
  const territory = await loadPage(visit, 'territory')
  const [fiches, named] = await Promise.all([
    listFiches(visit.context.database.read, SIGHT, { territory: territory.slug }),
    loadNamed(visit, territory),
  ])
  visit.render('territories/show', territoryPage({ territory, fiches, named }, visit.view))
}
