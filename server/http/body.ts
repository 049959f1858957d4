import express, { type RequestHandler } from 'express'
import { HttpError } from './errors.ts'

/** Bytes of a whole request body: French text is three times longer once it is URL-encoded. */
export const BODY_BYTES = 512 * 1_024

/** Reads forms, and refuses what is not one: a compressed body (415), another type (415), too long a body (413). */
export function readForms(): RequestHandler[] {
  return [
    refuseOtherBodies,
    express.urlencoded({ extended: false, inflate: false, limit: BODY_BYTES, parameterLimit: 1_000 }),
  ]
}

const refuseOtherBodies: RequestHandler = (request, _response, next) => {
  const { headers } = request
  const hasBody = headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0
  if (!hasBody) return next()
  // Refused before a byte is read; the connection is closed so that the rest is never sent.
  if (Number(headers['content-length'] ?? 0) > BODY_BYTES) throw new HttpError(413, { Connection: 'close' })
  if ((headers['content-encoding'] ?? 'identity') !== 'identity')
    throw new HttpError(415, { Connection: 'close' })
  if (!request.is('application/x-www-form-urlencoded')) throw new HttpError(415, { Connection: 'close' })
  next()
}
