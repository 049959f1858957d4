import { distanceTo } from '../domain/directory.ts'
import { KINDS } from '../domain/document/kinds.ts'
import type { FicheFacts } from '../domain/facts.ts'
import { findPlaces, type Place, placeText } from '../domain/geography.ts'
import { parsePhone, phoneCost } from '../domain/phone.ts'
import { type PhoneAnswer, phoneOf } from '../domain/phoneAnswer.ts'
import { HttpError } from '../http/errors.ts'
import { numberParameter, parameter } from '../http/query.ts'
import { originOf } from '../http/urls.ts'
import { listFiches, listPages } from '../store/pages.ts'
import type { FicheCard, PublishedPage } from '../store/pageTypes.ts'
import { sortKey } from '../text/fold.ts'
import type { ViewContext } from '../viewmodels/context.ts'
import { urlOf } from '../viewmodels/links.ts'
import { openingView, stateOf } from '../viewmodels/opening.ts'
import { natureParameter } from './fiches.ts'
import { loadPage } from './loading.ts'
import { chosenPlace } from './place.ts'
import { reservedRows, withReserved } from './reserved.ts'
import type { Route, Visit } from './route.ts'
import { rowsOf } from './search.ts'
import { publishedSource } from './source.ts'

export const apiRoutes: Route[] = [
  {
    method: 'GET',
    path: '/api/v1/fiches',
    right: 'read',
    samples: [
      '/api/v1/fiches',
      '/api/v1/fiches?limite=2',
      '/api/v1/fiches?nature=contact',
      '/api/v1/fiches?theme={theme}',
      '/api/v1/fiches?territoire={territoire}',
    ],
    handle: sendList,
  },
  {
    method: 'GET',
    path: '/api/v1/fiches/:slug',
    right: 'read',
    samples: ['/api/v1/fiches/{fiche}'],
    handle: sendFiche,
  },
  {
    method: 'GET',
    path: '/api/v1/lieux',
    right: 'read',
    samples: ['/api/v1/lieux?q={mot}'],
    handle: sendPlaces,
  },
  {
    method: 'GET',
    path: '/api/v1/recherche',
    right: 'read',
    samples: ['/api/v1/recherche?q={mot}', '/api/v1/recherche?q={mot}&ou={commune}'],
    handle: sendResults,
  },
  {
    method: 'GET',
    path: '/api/v1/suggestions',
    right: 'read',
    samples: ['/api/v1/suggestions?q={mot}', '/api/v1/suggestions?q={mot}&ou={commune}'],
    handle: sendSuggestions,
  },
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
  const cards = await listFiches(context.database.read, visit.sight, {
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
      ...markOf(card),
    })),
    suivant: cards.length > limit && last !== undefined ? writeCursor(last) : null,
  })
}

async function withChildren({ context }: Visit, theme: string): Promise<string[]> {
  const themes = await listPages(context.database.read, 'theme')
  return [theme, ...themes.filter(({ fields }) => fields.parent === theme).map(({ slug }) => slug)]
}

async function sendFiche(visit: Visit): Promise<void> {
  const { context, directory, request } = visit
  const page: PublishedPage = await loadPage(visit, 'fiche')
  const { document } = await publishedSource(visit, page)
  const place = placeFor(visit)
  const facts = directory.find(page.slug)
  sendJson(visit, {
    slug: page.slug,
    url: originOf(context.config, request) + urlOf(page),
    version: page.revision,
    publiee_le: page.publishedAt,
    verifie_le: null,
    ...markOf(page),
    ...document?.fields,
    // The number to give, in place of the front matter's own line.
    telephone: phoneJson(facts && phoneOf(facts, place, directory)),
    ouverture: facts === undefined ? null : openingJson(facts, { ...visit.view, place }),
    corps: document?.body ?? '',
  })
}

/** What is kept for professionals says so; what is for everybody has no such key. */
function markOf({ reserved }: { reserved: boolean }): { reserve?: true } {
  return reserved ? { reserve: true } : {}
}

function sendJson({ response }: Visit, body: object): void {
  response.set('X-Robots-Tag', 'noindex').json(body)
}

/** `ou` is a code, a slug, or words that mean one place only; anything else is refused rather than guessed. */
function placeFor(visit: Visit): Place | undefined {
  const chosen = chosenPlace(visit)
  if (chosen.kind === 'nowhere') return undefined
  if (chosen.kind === 'place') return chosen.place
  const only = chosen.kind === 'moved' ? chosen.place : undefined
  if (only === undefined) throw new HttpError(422)
  return only
}

async function sendResults(visit: Visit): Promise<void> {
  const { context, directory, request, view } = visit
  const question = parameter(request, 'q') ?? ''
  const limit = numberParameter(request, 'limite', { min: 1, max: 100 }) ?? DEFAULT_LIMIT
  const from = numberParameter(request, 'apres', { min: 1, max: 100_000 }) ?? 0
  const theme = parameter(request, 'theme')
  const themes = theme === undefined ? undefined : new Set(await withChildren(visit, theme))
  const audience = parameter(request, 'public')
  const place = placeFor(visit)
  const kind = natureParameter(visit)
  const answer = context.index.ask(question, { place })
  const reserved = await reservedRows(visit, question, { place }, answer)
  const hits = withReserved(rowsOf(answer, visit), reserved)
    .filter(({ facts }) => kind === undefined || facts.kind === kind)
    .filter(({ facts }) => themes === undefined || facts.themes.some((each) => themes.has(each)))
    .filter(({ facts }) => audience === undefined || facts.audiences.includes(audience))
  const origin = originOf(context.config, request)
  const shown = hits.slice(from, from + limit).map(({ facts, score }) => {
    const distance = place === undefined ? undefined : distanceTo(facts, place, directory)
    return {
      slug: facts.slug,
      nature: KINDS[facts.kind].nature,
      titre: facts.title,
      resume: facts.summary,
      url: origin + urlOf(facts),
      ...markOf(facts),
      commune: facts.commune === undefined ? null : (view.communeName(facts.commune) ?? null),
      distance_km: distance === undefined ? null : Math.round(distance.km * 10) / 10,
      telephone: phoneJson(phoneOf(facts, place, directory)),
      ouverture: openingJson(facts, { ...view, place }),
      verifie_le: null,
      score: Math.round(score * 1_000) / 1_000,
    }
  })
  const next = from + limit
  sendJson(visit, {
    question,
    total: hits.length,
    resultats: shown,
    suivant: next < hits.length ? String(next) : null,
  })
}

const SUGGESTIONS = 8

/** What stands under the field while it is typed: the last word is the beginning of one. */
async function sendSuggestions(visit: Visit): Promise<void> {
  const { context, request, view } = visit
  const question = parameter(request, 'q') ?? ''
  const given = placeFor(visit)
  const answer = context.index.ask(question, { place: given, typing: true })
  const { place, corrected, placeRead } = answer.question
  const reserved = await reservedRows(visit, question, { place: given, typing: true }, answer)
  const first = rowsOf({ hits: answer.hits.slice(0, SUGGESTIONS) }, visit)
  const shown = withReserved(first, reserved).slice(0, SUGGESTIONS)
  sendJson(visit, {
    suggestions: shown.map(({ facts }) => suggestionJson(facts, { ...view, place })),
    total: answer.hits.length + reserved.length,
    compris: { corrige: corrected ?? null, lieu: placeRead ? (place?.name ?? null) : null },
  })
}

/** Open or not: the place itself, or who answers the number that is shown. */
function suggestionJson(facts: FicheFacts, view: ViewContext) {
  const { directory, place } = view
  const answer = phoneOf(facts, place, directory)
  const open = facts.hours === undefined && facts.kind !== 'site' ? (answer?.holder ?? facts) : facts
  return {
    slug: facts.slug,
    nature: KINDS[facts.kind].nature,
    titre: facts.title,
    resume: facts.summary,
    ...markOf(facts),
    commune: facts.commune === undefined ? null : (view.communeName(facts.commune) ?? null),
    telephone: phoneJson(answer),
    ouverture:
      open.hours === undefined || (open.kind !== 'site' && open.phone === undefined)
        ? null
        : openingJson(open, view),
    verifie_le: null,
    source: facts.sourceYear ?? null,
  }
}

/** A number as machines dial it, as people read it, and whose it is. */
function phoneJson(answer: PhoneAnswer | undefined) {
  const phone = answer === undefined ? undefined : parsePhone(answer.phone)
  if (answer === undefined || !phone?.ok) return null
  const international = /^tel:(\+\d+)$/.exec(phone.href)?.[1]
  return {
    affiche: phone.shown,
    e164: international ?? null,
    court: international === undefined ? phone.digits : null,
    libelle: answer.holder.title,
    gratuit: phoneCost(phone.digits) === 'gratuit',
    ...markOf(answer.holder),
  }
}

function openingJson(facts: FicheFacts, view: ViewContext) {
  const state = stateOf(facts, view)
  const { words, doubt } = openingView(facts, view)
  return {
    etat: state.etat,
    jusqua: 'jusqua' in state ? (state.jusqua?.toISOString() ?? null) : null,
    rouvre: 'rouvre' in state ? (state.rouvre?.toISOString() ?? null) : null,
    phrase: doubt === undefined ? words : `${words} (${doubt})`,
  }
}

/** Places that what was typed may mean, for « Où ? ». */
function sendPlaces(visit: Visit): void {
  const { directory, request } = visit
  const text = parameter(request, 'q', 80) ?? ''
  const places = findPlaces(directory.geography, text, PLACES)
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
