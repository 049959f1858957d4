import type { Application } from 'express'
import type { Context } from '../context.ts'
import { HttpError } from '../http/errors.ts'
import { apiRoutes } from './api.ts'
import { countingRoutes, countReading } from './counting.ts'
import { ficheRoutes } from './fiches.ts'
import { glossaryRoutes } from './glossary.ts'
import { healthRoutes } from './health.ts'
import { helpRoutes } from './help.ts'
import { homeRoutes } from './home.ts'
import { createKeptPages } from './keptPages.ts'
import { Moved } from './loading.ts'
import { inPlace } from './place.ts'
import { type Route, visitOf } from './route.ts'
import { searchRoutes } from './search.ts'
import { sitemapRoutes } from './sitemap.ts'
import { statisticsRoutes } from './statistics.ts'
import { territoryRoutes } from './territories.ts'
import { themeRoutes } from './themes.ts'
import { versionRoutes } from './versions.ts'

/** Every address of the guide. */
export const ROUTES: readonly Route[] = [
  ...homeRoutes,
  ...searchRoutes,
  ...ficheRoutes,
  ...countingRoutes,
  ...versionRoutes,
  ...themeRoutes,
  ...territoryRoutes,
  ...helpRoutes,
  ...glossaryRoutes,
  ...sitemapRoutes,
  ...statisticsRoutes,
  ...apiRoutes,
  ...healthRoutes,
]

/** Mounts the table: a known address answers any other method 405, and says which ones it takes. */
export function mountRoutes(app: Application, context: Context): void {
  const pages = createKeptPages()
  for (const path of new Set(ROUTES.map((route) => route.path))) {
    const own = ROUTES.filter((route) => route.path === path)
    const isApi = path.startsWith('/api/')
    const methods = own.flatMap(({ method }) => (method === 'GET' ? ['GET', 'HEAD'] : [method]))
    const allowed = [...methods, 'OPTIONS'].join(', ')
    const place = app.route(path)
    if (isApi) {
      place.all((_request, response, next) => {
        response.set({ 'Access-Control-Allow-Origin': '*', 'Cross-Origin-Resource-Policy': 'cross-origin' })
        next()
      })
    }
    for (const { method, handle, kept } of own) {
      place[method === 'GET' ? 'get' : 'post'](async (request, response) => {
        try {
          const visit = visitOf(context, request, response)
          countReading(visit, path)
          await (kept === false ? handle(visit) : pages.answer(visit, isApi ? handle : inPlace(handle)))
        } catch (error) {
          if (!(error instanceof Moved)) throw error
          response.redirect(301, error.location)
        }
      })
    }
    place.options((_request, response) => {
      response
        .set({ Allow: allowed, ...(isApi ? { 'Access-Control-Allow-Methods': allowed } : {}) })
        .sendStatus(204)
    })
    place.all(() => {
      throw new HttpError(405, { Allow: allowed })
    })
  }
}
