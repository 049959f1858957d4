import { createHmac } from 'node:crypto'
import type { Database, Writer } from '../store/database.ts'
import { addFailure, failuresSince, forgetFailures, removeFailure } from '../store/failures.ts'
import { takeTurn } from '../store/turns.ts'

const WINDOW_MS = 15 * 60_000

/** How many failures in fifteen minutes; never a lock: who waits may try again. */
export interface ThrottleLimits {
  /** For one account from one address. */
  account: number
  /** For one address: whole administrations share one. */
  address: number
  /** Wrong codes of the second factor, for one account. */
  code: number
}

export type Taken = { ok: true; attempt: Attempt } | { ok: false; retryAfterSeconds: number }

/** An attempt counts as a failure from its beginning, so that many at once cannot slip through together. */
export interface Attempt {
  keys: readonly string[]
  ids: readonly number[]
}

export type Bound = readonly [key: string, limit: number]

/**
 * Takes an attempt against each bound, or says how long to wait. The widest comes first: an address that asked too often
 * leaves nothing behind, whatever names it goes on trying.
 */
export function takeAttempt(database: Database, bounds: readonly Bound[], now: Date): Promise<Taken> {
  const since = new Date(now.getTime() - WINDOW_MS).toISOString()
  return database.write(async (tx) => {
    for (const [key, limit] of bounds) {
      await takeTurn(tx, key, now.toISOString())
      const failures = await failuresSince(tx, key, since)
      const wait = failures.at(-limit)
      if (failures.length >= limit && wait !== undefined)
        return { ok: false, retryAfterSeconds: secondsUntil(wait, now) }
    }
    const ids: number[] = []
    for (const [key] of bounds) ids.push(await addFailure(tx, key, now.toISOString()))
    return { ok: true, attempt: { keys: bounds.map(([key]) => key), ids } }
  })
}

function secondsUntil(failure: string, now: Date): number {
  return Math.max(1, Math.ceil((Date.parse(failure) + WINDOW_MS - now.getTime()) / 1_000))
}

/** The attempt was right: what was mistyped for this account (the last bound) is forgotten, the address is not charged. */
export async function forgiveAttempt(tx: Writer, { keys, ids }: Attempt): Promise<void> {
  const account = keys.at(-1)
  if (account !== undefined) await forgetFailures(tx, account)
  await withdrawAttempt(tx, { keys, ids })
}

/** The attempt was not tried at all. */
export async function withdrawAttempt(tx: Writer, { ids }: Attempt): Promise<void> {
  for (const id of ids) await removeFailure(tx, id)
}

/** Keys under which failures are counted: neither an account nor an address can be read from one. */
export function throttleKey(
  secret: string,
  kind: 'account' | 'address' | 'code' | 'reset',
  ...parts: string[]
): string {
  return createHmac('sha256', secret)
    .update(JSON.stringify([kind, ...parts]))
    .digest('hex')
}
