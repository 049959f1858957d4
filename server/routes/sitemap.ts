import { originOf } from '../http/urls.ts'
import { indexablePages, listFiches, listPages } from '../store/pages.ts'
import { urlOf } from '../viewmodels/links.ts'
import { sitemapPage } from '../viewmodels/sitemap.ts'
import { countByKind } from './fiches.ts'
import type { Route, Visit } from './route.ts'
import { territoryEntries } from './territories.ts'
import { themeBranches } from './themes.ts'

export const sitemapRoutes: Route[] = [
  { method: 'GET', path: '/plan-du-site', right: 'read', samples: ['/plan-du-site'], handle: showSitemap },
  { method: 'GET', path: '/sitemap.xml', right: 'read', samples: ['/sitemap.xml'], handle: sendSitemap },
  { method: 'GET', path: '/robots.txt', right: 'read', samples: ['/robots.txt'], handle: sendRobots },
]

async function showSitemap(visit: Visit): Promise<void> {
  const { read } = visit.context.database
  const model = sitemapPage(
    {
      counts: countByKind(await listFiches(read, visit.sight)),
      themes: await themeBranches(visit),
      territories: await territoryEntries(visit),
      help: await listPages(read, 'help'),
    },
    visit.view,
  )
  visit.render('sitemap', model)
}

async function sendSitemap({ context, request, response }: Visit): Promise<void> {
  const origin = originOf(context.config, request)
  const pages = await indexablePages(context.database.read)
  const entries = [
    ...['/', '/thematiques', '/territoires', '/fiches', '/glossaire', '/aide'].map(
      (path) => `<url><loc>${xml(origin + path)}</loc></url>`,
    ),
    ...pages.map(
      (page) =>
        `<url><loc>${xml(origin + urlOf(page))}</loc><lastmod>${page.publishedAt.slice(0, 10)}</lastmod></url>`,
    ),
  ]
  const head =
    '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
  response.type('application/xml').send(`${head}\n${entries.join('\n')}\n</urlset>\n`)
}

function xml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
}

function sendRobots({ context, request, response }: Visit): void {
  const origin = originOf(context.config, request)
  response.type('text/plain').send(`User-agent: *\nDisallow: /recherche\nSitemap: ${origin}/sitemap.xml\n`)
}
