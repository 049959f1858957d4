import { listPages } from '../store/pages.ts'
import { helpListPage, helpPage } from '../viewmodels/help.ts'
import { DUTY_PAGES } from '../viewmodels/links.ts'
import { loadNamed, loadPage, Moved } from './loading.ts'
import type { Route, Visit } from './route.ts'

export const helpRoutes: Route[] = [
  {
    method: 'GET',
    path: '/aide',
    right: 'read',
    samples: ['/aide'],
    handle: async (visit) => {
      const pages = await listPages(visit.context.database.read, 'help')
      visit.render('help/list', helpListPage(pages, visit.view))
    },
  },
  {
    method: 'GET',
    path: '/aide/:slug',
    right: 'read',
    samples: ['/aide/{aide}'],
    handle: async (visit) => {
      const { slug } = visit.request.params
      if (DUTY_PAGES.includes(String(slug))) throw new Moved(`/${slug}`)
      await showHelp(visit)
    },
  },
  ...DUTY_PAGES.map(
    (slug): Route => ({
      method: 'GET',
      path: `/${slug}`,
      right: 'read',
      samples: [`/${slug}`],
      handle: async (visit) => {
        visit.request.params.slug = slug
        await showHelp(visit)
      },
    }),
  ),
]

async function showHelp(visit: Visit): Promise<void> {
  const page = await loadPage(visit, 'help')
  visit.render('help/show', helpPage({ page, named: await loadNamed(visit, page) }, visit.view))
}
