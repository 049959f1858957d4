import type { Request } from 'express'
import type { Config } from '../config.ts'

/** The origin of absolute links: the configured one, never what a request claims when it is configured. */
export function originOf({ publicUrl }: Config, request: Request): string {
  return publicUrl?.origin ?? `${request.protocol}://${request.headers.host ?? 'localhost'}`
}
