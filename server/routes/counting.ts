import type { Namespace } from '../domain/document/kinds.ts'
import { isReading, isRobot, referrerPolicyOf, wayOf } from '../http/visits.ts'
import type { PublishedPage } from '../store/pageTypes.ts'
import { loadPage } from './loading.ts'
import { chosenPlace } from './place.ts'
import type { Route, Visit } from './route.ts'

/** The addresses whose readings are counted, and what they show. */
const COUNTED: Readonly<Record<string, Namespace>> = {
  '/fiches/:slug': 'fiche',
  '/thematiques/:slug': 'theme',
  '/territoires/:slug': 'territory',
}

/**
 * Counts the answer to this visit once it has left, if it is a page that somebody reads: kept pages, 304 included. The
 * address of an answered page is its present one, for another spelling was redirected.
 */
export function countReading(visit: Visit, path: string): void {
  const { context, request, response, view } = visit
  const namespace = COUNTED[path]
  if (namespace === undefined) return
  const { method, headers } = request
  const slug = String(request.params.slug)
  response.on('finish', () => {
    if (!isReading({ method, headers, status: response.statusCode }) || asksWhere(visit)) return
    context.visits.count({ day: view.today, namespace, slug, way: wayOf(headers, view.origin) })
  })
}

/**
 * What a page's links say of it. A page with a form lets the browser name its origin, which older ones are judged by; one
 * whose address holds a token names nothing more.
 */
export function sayReferrer({ response, right, visitor }: Visit, path: string): void {
  const policy = referrerPolicyOf(path) ?? policyOfForms(right, visitor !== undefined)
  if (policy !== undefined) response.set('Referrer-Policy', policy)
}

function policyOfForms(right: Visit['right'], isSignedIn: boolean): string | undefined {
  if (right === 'door') return 'strict-origin'
  return isSignedIn ? 'same-origin' : undefined
}

/** True where the answer was « which of these places? », whatever page was asked for. */
function asksWhere(visit: Visit): boolean {
  return visit.request.originalUrl.includes('?') && chosenPlace(visit).kind === 'unclear'
}

export const countingRoutes: Route[] = [
  {
    method: 'POST',
    path: '/fiches/:slug/impression',
    right: 'read',
    kept: false,
    form: false,
    handle: countPrint,
  },
]

/** A reader has no form and no account: it is enough that one of the guide's own pages asks, as for every sending. */
async function countPrint(visit: Visit): Promise<void> {
  const { context, request, response, view } = visit
  const { slug }: PublishedPage = await loadPage(visit, 'fiche')
  if (!isRobot(request.headers)) {
    context.visits.count({ day: view.today, namespace: 'fiche', slug, way: 'print' })
  }
  response.set('Cache-Control', 'no-store').status(204).end()
}
