import type { Request, Response } from 'express'
import type { Config } from '../config.ts'

type Settings = Pick<Config, 'publicUrl'>

/**
 * The name of the session's cookie. Over https it begins with `__Host-`: no other host, not even a parent domain, can
 * plant one. A browser refuses such a cookie over plain http, where the plain name is used instead.
 */
export function sessionCookieName({ publicUrl }: Settings): string {
  return isSecure(publicUrl) ? '__Host-wikisol' : 'wikisol'
}

function isSecure(publicUrl: URL | undefined): boolean {
  return publicUrl?.protocol === 'https:'
}

const TOKEN = /^[\w-]{43}$/

/** The token that came with the request, if it reads as one; of two cookies of that name, neither. */
export function sessionToken(request: Request, config: Settings): string | undefined {
  const { cookie } = request.headers
  if (cookie === undefined) return undefined
  const name = `${sessionCookieName(config)}=`
  const values = cookie
    .split(';')
    .map((part) => part.trim())
    .filter((part) => part.startsWith(name))
    .map((part) => part.slice(name.length))
  const [token = ''] = values
  return values.length === 1 && TOKEN.test(token) ? token : undefined
}

/** Only who signs in gets it. It ends with the browser; the server ends it sooner. */
export function setSessionCookie(response: Response, config: Settings, token: string): void {
  response.cookie(sessionCookieName(config), token, cookieOptions(config))
}

export function clearSessionCookie(response: Response, config: Settings): void {
  response.clearCookie(sessionCookieName(config), cookieOptions(config))
}

function cookieOptions({ publicUrl }: Settings) {
  return { httpOnly: true, sameSite: 'lax', secure: isSecure(publicUrl), path: '/' } as const
}
