import type { Application, Response } from 'express'
import type { Context } from '../context.ts'
import { type Decision, decideEarly } from '../domain/access.ts'
import { HttpError } from '../http/errors.ts'
import { accountRoutes } from './account.ts'
import { apiRoutes } from './api.ts'
import { conflictRoutes } from './conflict.ts'
import { correctionRoutes } from './corrections.ts'
import { countingRoutes, countReading, sayReferrer } from './counting.ts'
import { editingRoutes } from './editing.ts'
import { ficheRoutes } from './fiches.ts'
import { acceptsKey, keepForSignIn, refuseResend, requireOwnOrigin } from './forms.ts'
import { glossaryRoutes } from './glossary.ts'
import { healthRoutes } from './health.ts'
import { helpRoutes } from './help.ts'
import { homeRoutes } from './home.ts'
import { journalRoutes } from './journal.ts'
import { createKeptPages, type KeptPages } from './keptPages.ts'
import { linkRoutes } from './links.ts'
import { Moved } from './loading.ts'
import { outboxRoutes } from './outbox.ts'
import { peopleRoutes } from './people.ts'
import { personRoutes } from './person.ts'
import { inPlace } from './place.ts'
import { previewRoutes } from './preview.ts'
import { proposalRoutes } from './proposals.ts'
import { queueRoutes } from './queue.ts'
import { AlreadySent, refuse, SignInNeeded } from './refusals.ts'
import { reviewRoutes } from './review.ts'
import { type Route, type Visit, visitOf } from './route.ts'
import { searchRoutes } from './search.ts'
import { secondFactorRoutes } from './secondFactor.ts'
import { signInRoutes } from './signIn.ts'
import { sitemapRoutes } from './sitemap.ts'
import { statisticsRoutes } from './statistics.ts'
import { territoryRoutes } from './territories.ts'
import { themeRoutes } from './themes.ts'
import { versionRoutes } from './versions.ts'
import { whoAsks } from './visitor.ts'

/** Every address of the guide. */
export const ROUTES: readonly Route[] = [
  ...homeRoutes,
  ...searchRoutes,
  ...editingRoutes,
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
  ...signInRoutes,
  ...linkRoutes,
  ...accountRoutes,
  ...secondFactorRoutes,
  ...peopleRoutes,
  ...personRoutes,
  ...journalRoutes,
  ...outboxRoutes,
  ...proposalRoutes,
  ...previewRoutes,
  ...conflictRoutes,
  ...queueRoutes,
  ...reviewRoutes,
  ...correctionRoutes,
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
    for (const route of own) {
      place[route.method === 'GET' ? 'get' : 'post'](async (request, response) => {
        const asks = whoAsks(context, request)
        // A reader waits for nothing.
        const who = asks instanceof Promise ? await asks : asks
        response.locals.who = who
        const visit = visitOf(context, request, response, {
          who,
          right: route.right,
          byText: route.byText === true,
        })
        if (isApi && visit.sight === 'reader') openToAll(response)
        try {
          // Nobody follows for professionals while none is there: what they know is brought up to date at each visit.
          if (visit.sight !== 'reader')
            await Promise.all([context.directory.catchUp(), visit.directory.catchUp()])
          await answer(route, visit, pages)
        } catch (error) {
          const location = locationOf(error)
          if (location === undefined) throw error
          response.redirect(error instanceof Moved ? 301 : 303, location)
        }
      })
    }
    place.options((_request, response) => {
      if (isApi) openToAll(response)
      response
        .set({ Allow: allowed, ...(isApi ? { 'Access-Control-Allow-Methods': allowed } : {}) })
        .sendStatus(204)
    })
    place.all(() => {
      throw new HttpError(405, { Allow: allowed })
    })
  }
}

/** What anybody may read by the API, a page of elsewhere may read too. */
function openToAll(response: Response): void {
  response.set({ 'Access-Control-Allow-Origin': '*', 'Cross-Origin-Resource-Policy': 'cross-origin' })
}

function locationOf(error: unknown): string | undefined {
  const leads = error instanceof Moved || error instanceof SignInNeeded || error instanceof AlreadySent
  return leads ? error.location : undefined
}

async function answer(route: Route, visit: Visit, pages: KeptPages): Promise<void> {
  const { method, path, handle, kept, form } = route
  sayReferrer(visit, path)
  if (method === 'POST') requireOwnOrigin(visit)
  const decision = decideEarly(visit.right, visit.visitor?.grants)
  if (decision !== 'allowed') return turnAway(visit, path, decision)
  if (method === 'GET') {
    countReading(visit, path)
    if (kept === false) return handle(visit)
    return pages.answer(visit, path.startsWith('/api/') ? handle : inPlace(handle))
  }
  if (form !== false) {
    if (!acceptsKey(visit, route)) return
    await refuseResend(visit)
  }
  return handle(visit)
}

/** The form of somebody who is signed out is kept before its author is asked to sign in. */
function turnAway(visit: Visit, path: string, decision: Exclude<Decision, 'allowed'>): Promise<never> {
  const { method, originalUrl } = visit.request
  if (method === 'POST' && decision === 'signIn')
    return keepForSignIn(visit, path, pageBefore(path, originalUrl))
  return refuse(decision, originalUrl)
}

/** The page that a form stands on: the nearest address above the one it is sent to that can be read. */
function pageBefore(pattern: string, address: string): string {
  const [path = ''] = address.split('?')
  const isReadable = (each: string) => ROUTES.some((route) => route.method === 'GET' && route.path === each)
  const depth = pattern.split('/').length
  const cut = (text: string, length: number) => text.split('/').slice(0, length).join('/')
  const length = Array.from({ length: depth }, (_, up) => depth - up).find((each) =>
    isReadable(cut(pattern, each)),
  )
  return length === undefined ? '/' : cut(path, length)
}
