import { randomUUID } from 'node:crypto'
import type { Request, RequestHandler, Response } from 'express'
import { type Logger, pino } from 'pino'
import type { Config } from '../config.ts'

export function createLog({ logLevel }: Pick<Config, 'logLevel'>): Logger {
  return pino({ level: logLevel, base: null, timestamp: pino.stdTimeFunctions.isoTime })
}

/** The id under which a request stands in the log; the 500 page shows it to whoever met the fault. */
export function requestId(response: Response): string {
  return String(response.locals.requestId)
}

/**
 * One line a request: method, the pattern of the route, status, time. Never the address nor the question: what people
 * look for may tell who they are.
 */
export function logRequests(log: Logger): RequestHandler {
  return (request, response, next) => {
    const started = performance.now()
    response.locals.requestId = randomUUID()
    response.on('finish', () => {
      log.info({
        id: requestId(response),
        method: request.method,
        route: routePattern(request),
        status: response.statusCode,
        ms: Math.round(performance.now() - started),
      })
    })
    next()
  }
}

function routePattern(request: Request): string {
  return typeof request.route?.path === 'string' ? request.route.path : '(aucune)'
}
