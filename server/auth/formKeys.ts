import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { hashOf } from './tokens.ts'

const HOUR = 3_600_000

/** A page left open for a working day can still be sent. */
const LIFETIME = 12 * HOUR

/** Clocks of two servers differ a little: a key may come from a near future. */
const CLOCK_DIFFERENCE = 300_000

/** `stale`: ours, but too old. `forged`: made by somebody else, or for another form or session. */
export type FormKeyCheck = 'ok' | 'missing' | 'stale' | 'forged'

export interface FormKeys {
  /**
   * A key for one form: `route` is the pattern that it is sent to, `session` the session's hash, empty for nobody, `owner`
   * the number of its account.
   */
  make(route: string, session: string, owner?: number): string
  check(key: unknown, route: string, session: string): FormKeyCheck
  /** By what a form that waits is found again: the same however often it is sent. To be asked of a key that was checked. */
  waitingToken(key: string): string
}

const FORM_KEY = /^([\w-]{22})\.(\d{1,16})\.(\d{1,15})\.([\w-]{43})$/

/** As the owner of a key: nobody is signed in. */
const NOBODY = 0

/**
 * Keys that show that a form was written by the guide, for whom and when, without anything stored: `random.time.owner.HMAC`.
 * A key may be sent again (`keyId` tells the second time from the first).
 */
export function createFormKeys(secret: string | Uint8Array, now: () => Date): FormKeys {
  const sign = (...parts: string[]) =>
    createHmac('sha256', secret).update(JSON.stringify(parts)).digest('base64url')

  function make(route: string, session: string, owner = NOBODY): string {
    const random = randomBytes(16).toString('base64url')
    const time = String(now().getTime())
    return `${random}.${time}.${owner}.${sign(random, time, String(owner), route, session)}`
  }

  function check(key: unknown, route: string, session: string): FormKeyCheck {
    if (key === undefined || key === '') return 'missing'
    const parts = typeof key === 'string' ? FORM_KEY.exec(key) : null
    if (parts === null) return 'forged'
    const [, random = '', time = '', owner = '', signature = ''] = parts
    if (!isSame(signature, sign(random, time, owner, route, session))) return 'forged'
    const age = now().getTime() - Number(time)
    return age > LIFETIME || age < -CLOCK_DIFFERENCE ? 'stale' : 'ok'
  }

  return { make, check, waitingToken: (key) => sign('waiting', keyId(key)) }
}

/** The texts are compared, not the bytes they stand for: several texts decode to the same bytes. */
function isSame(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)]
  return a.length === b.length && timingSafeEqual(a, b)
}

/** What tells one sending of a form from a resend; to be asked of a key that was checked. */
export function keyId(key: string): string {
  return key.slice(0, key.indexOf('.'))
}

/** The number of the account that it was made for; to be asked of a key that was checked. */
export function keyOwner(key: string): number {
  return Number(key.split('.')[2])
}

/** Under what the form of an owner waits: with the token alone nobody else finds it. */
export function waitingHash(token: string, owner: number): string {
  return hashOf(`${token} ${owner}`)
}
