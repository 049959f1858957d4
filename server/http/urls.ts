import type { Request } from 'express'
import type { Config } from '../config.ts'

/**
 * The origin of links in messages: the configured one, or this very machine. Never what a request says of itself: a
 * forged host would send a person's secret link elsewhere.
 */
export function linkOrigin({ publicUrl, port }: Pick<Config, 'publicUrl' | 'port'>): string {
  return publicUrl?.origin ?? `http://localhost:${port}`
}

/** The origin of absolute links: the configured one, never what a request claims when it is configured. */
export function originOf({ publicUrl }: Config, request: Request): string {
  return publicUrl?.origin ?? `${request.protocol}://${request.headers.host ?? 'localhost'}`
}
