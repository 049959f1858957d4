import type { ErrorRequestHandler, RequestHandler, Response } from 'express'
import type { Context } from '../context.ts'
import { HttpError, statusOf } from '../http/errors.ts'
import { requestId } from '../http/log.ts'
import { explainFault } from '../store/faults.ts'
import { cardsById } from '../store/pages.ts'
import type { Card } from '../store/pageTypes.ts'
import {
  failurePage,
  isRefusalStatus,
  notFoundPage,
  refusalPage,
  unavailablePage,
} from '../viewmodels/errors.ts'
import { NotFound } from './refusals.ts'
import { reservedRows, withReserved } from './reserved.ts'
import { type Visit, visitOf } from './route.ts'
import { NOBODY, type Who } from './visitor.ts'

export const refuseUnknownAddress: RequestHandler = () => {
  throw new NotFound()
}

/** Every failure ends here: a French page, or JSON under /api/. Only what is a bug is logged as one. */
export function answerErrors(context: Context): ErrorRequestHandler {
  return async (error: unknown, request, response, next) => {
    if (response.headersSent) return next(error)
    const visit = visitOf(context, request, response, { who: whoOf(response), right: 'read' })
    try {
      await answer(error, visit)
    } catch (second) {
      // The error page itself failed: words without a template.
      context.log.error({ id: requestId(response), error: describe(second) }, 'la page d’erreur a échoué')
      response
        .status(500)
        .type('text/plain')
        .send(`Une erreur est survenue (${requestId(response)}).`)
    }
  }
}

async function answer(error: unknown, visit: Visit): Promise<void> {
  const { context, response } = visit
  if (error instanceof HttpError) response.set(error.headers)
  const fault = explainFault(error)
  const status = fault === undefined ? (statusOf(error) ?? 500) : 503
  if (fault !== undefined) {
    response.set('Retry-After', '10')
    context.log.error({ id: requestId(response), error: describe(error) }, fault)
  } else if (status >= 500) {
    context.log.error({ id: requestId(response), error: describe(error) }, 'erreur imprévue')
  }
  response.status(status).set('Cache-Control', 'no-store')
  if (visit.request.path.startsWith('/api/'))
    response.json({ erreur: status, identifiant: requestId(response) })
  else await answerPage(status, visit)
}

async function answerPage(status: number, visit: Visit): Promise<void> {
  const { context, request, response, view } = visit
  const send = (html: string) => response.type('html').send(html)
  const { path } = request
  if (status === 404) {
    send(context.renderPage('errors/notFound', notFoundPage({ path, near: await nearPages(visit) }, view)))
  } else if (isRefusalStatus(status)) {
    send(context.renderPage('errors/refusal', refusalPage({ status, path }, view)))
  } else if (status === 503) {
    send(context.renderPage('errors/unavailable', unavailablePage(view)))
  } else if (status >= 500) {
    send(context.renderPage('errors/failure', failurePage({ requestId: requestId(response) }, view)))
  } else {
    send(context.renderPage('errors/refusal', refusalPage({ status: 400, path }, view)))
  }
}

/** Who asked, if the fault came after that was known. */
function whoOf(response: Response): Who {
  return (response.locals.who as Who | undefined) ?? NOBODY
}

const NEAR = 5

/** Addresses of accounts: their numbers and keys are words of no fiche. */
const PRIVATE = /^\/(administration|compte|connexion|invitation|mot-de-passe|propositions)\//

/** Fiches whose words are those of the address, among those that this visit may see: an unknown slug reveals nothing. */
async function nearPages(visit: Visit): Promise<Card[]> {
  const { context, request, sight } = visit
  if (PRIVATE.test(request.path)) return []
  const words =
    request.path
      .split('/')
      .at(-1)
      ?.replace(/[^\p{L}\p{N}]+/gu, ' ') ?? ''
  const answer = context.index.ask(words)
  const reserved = await reservedRows(visit, words, {}, answer)
  const found = reserved.map(({ facts, score }) => ({ id: facts.id, score }))
  const ids = withReserved(answer.hits, found)
    .slice(0, NEAR)
    .map(({ id }) => id)
  const cards = await cardsById(context.database.read, sight, ids)
  return ids.flatMap((id) => cards.get(id) ?? [])
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}
