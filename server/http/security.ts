import type { RequestHandler } from 'express'
import helmet from 'helmet'
import type { Config } from '../config.ts'
import { HttpError } from './errors.ts'

const SELF = ["'self'"]

/** Headers of every answer: nothing comes from elsewhere, nothing runs that the guide did not send. */
export function securityHeaders({ publicUrl }: Config): RequestHandler {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: SELF,
        styleSrc: SELF,
        imgSrc: ["'self'", 'data:'],
        fontSrc: SELF,
        connectSrc: SELF,
        manifestSrc: SELF,
        workerSrc: SELF,
        formAction: SELF,
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
      },
    },
    // Which fiche an agent reads is nobody else's business, not even by the link she follows.
    referrerPolicy: { policy: 'no-referrer' },
    strictTransportSecurity:
      publicUrl?.protocol === 'https:' ? { maxAge: 31_536_000, includeSubDomains: false } : false,
    xFrameOptions: { action: 'deny' },
    xPoweredBy: false,
  })
}

/** A host name or an address, and a port: what can stand in an address without changing its meaning. */
const HOST = /^(?:[\w.-]{1,253}|\[[0-9a-f:.]{2,45}\])(?::\d{1,5})?$/i

/** A request is for a path of the guide, on a host that reads as one. */
export const requirePath: RequestHandler = (request, _response, next) => {
  const { host } = request.headers
  const isPath = request.url.startsWith('/') && !request.url.startsWith('//')
  if (!isPath || (host !== undefined && !HOST.test(host))) throw new HttpError(400)
  next()
}

const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/

/** Where the public address is known, no other name is answered, so that no link can be made to point elsewhere. */
export function requireHost({ publicUrl }: Config): RequestHandler {
  return (request, _response, next) => {
    if (publicUrl === undefined) return next()
    const host = request.headers.host ?? ''
    const name = URL.canParse(`http://${host}`) ? new URL(`http://${host}`).hostname : ''
    if (host.toLowerCase() === publicUrl.host || LOOPBACK.test(name)) return next()
    throw new HttpError(421)
  }
}
