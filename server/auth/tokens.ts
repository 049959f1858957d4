import { createHash, randomBytes } from 'node:crypto'

const HOUR = 3_600_000

/** How long a one-time link opens its door, in milliseconds. */
export const LINK_LIFETIME = {
  administrator: 24 * HOUR,
  invitation: 7 * 24 * HOUR,
  password: HOUR,
  email: 24 * HOUR,
} as const

export type LinkKind = keyof typeof LINK_LIFETIME

/** A secret that nobody can guess, for a session or a link: 256 bits, safe in an address. */
export function newToken(): string {
  return randomBytes(32).toString('base64url')
}

/** What is stored instead of a token. It needs no salt and no slow hash: there are too many tokens to try. */
export function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}

/** The instant from which a link made now no longer opens. */
export function linkExpiry(kind: LinkKind, now: Date): Date {
  return new Date(now.getTime() + LINK_LIFETIME[kind])
}
