import { KINDS } from '../domain/document/kinds.ts'
import { findPlaces, placeText } from '../domain/geography.ts'
import { HttpError } from '../http/errors.ts'
import { numberParameter, parameter } from '../http/query.ts'
import { originOf } from '../http/urls.ts'
import { listFiches, listPages } from '../store/pages.ts'
import type { FicheCard, PublishedPage } from '../store/pageTypes.ts'
import { sortKey } from '../text/fold.ts'
import { urlOf } from '../viewmodels/links.ts'
import { natureParameter } from './fiches.ts'
import { loadPage, SIGHT } from './loading.ts'
import type { Route, Visit } from './route.ts'
import { publishedSource } from './source.ts'

export const apiRoutes: Route[] = [
  { method: 'GET', path: '/api/v1/fiches', handle: sendList },
  { method: 'GET', path: '/api/v1/fiches/:slug', handle: sendFiche },
  { method: 'GET', path: '/api/v1/lieux', handle: sendPlaces },
]

const DEFAULT_LIMIT = 20
const PLACES = 8

async function sendList(visit: Visit): Promise<void> {
  const { context, request } = visit
  const limit = numberParameter(request, 'limite', { min: 1, max: 100 }) ?? DEFAULT_LIMIT
  const theme = parameter(request, 'theme')
  const territory = parameter(request, 'territoire')
  const kind = natureParameter(visit)
  const after = readCursor(parameter(request, 'apres', 500))
  const cards = await listFiches(context.database.read, SIGHT, {
    ...(kind === undefined ? {} : { kind }),
    ...(theme === undefined ? {} : { themes: await withChildren(visit, theme) }),
    ...(territory === undefined ? {} : { territory }),
    ...(after === undefined ? {} : { after }),
    limit: limit + 1,
  })
  const given = cards.slice(0, limit)
  const last = given.at(-1)
  const origin = originOf(context.config, request)
  sendJson(visit, {
    fiches: given.map((card) => ({
      slug: card.slug,
      nature: KINDS[card.kind].nature,
      titre: card.title,
      resume: card.summary ?? null,
      url: origin + urlOf(card),
    })),
    suivant: cards.length > limit && last !== undefined ? writeCursor(last) : null,
  })
}

async function withChildren({ context }: Visit, theme: string): Promise<string[]> {
  const themes = await listPages(context.database.read, 'theme')
  return [theme, ...themes.filter(({ fields }) => fields.parent === theme).map(({ slug }) => slug)]
}

async function sendFiche(visit: Visit): Promise<void> {
  const { context, request } = visit
  const page: PublishedPage = await loadPage(visit, 'fiche')
  const { document } = await publishedSource(visit, page)
  sendJson(visit, {
    slug: page.slug,
    url: originOf(context.config, request) + urlOf(page),
    version: page.revision,
    publiee_le: page.publishedAt,
    ...document?.fields,
    corps: document?.body ?? '',
  })
}

function sendJson({ response }: Visit, body: object): void {
  response.set({ 'Cache-Control': 'no-cache', 'X-Robots-Tag': 'noindex' }).json(body)
}

/** Places that what was typed may mean, for « Où ? ». */
function sendPlaces(visit: Visit): void {
  const { context, request } = visit
  const text = parameter(request, 'q', 80) ?? ''
  const places = findPlaces(context.directory.geography, text, PLACES)
  sendJson(visit, { lieux: places.map((place) => ({ ou: place.ou, texte: placeText(place) })) })
}

/** A cursor is the sorting key and id of the last fiche given: it stays right when fiches come and go. */
function writeCursor(card: FicheCard): string {
  return Buffer.from(JSON.stringify([sortKey(card.title), card.id])).toString('base64url')
}

function readCursor(text: string | undefined): { sortKey: string; id: number } | undefined {
  if (text === undefined) return undefined
  try {
    const [key, id] = JSON.parse(Buffer.from(text, 'base64url').toString('utf8')) as unknown[]
    if (typeof key === 'string' && key === sortKey(key) && Number.isSafeInteger(id))
      return { sortKey: key, id: Number(id) }
  } catch (error) {
    if (!(error instanceof SyntaxError) && !(error instanceof TypeError)) throw error
  }
  throw new HttpError(422)
}
