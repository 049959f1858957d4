/** The proof, asked for again inside a session, that it is its owner who acts. */
import { emailKey, type Person, secretsOf } from '../store/people.ts'
import { journalOwn } from './people.ts'
import { type Doorkeeper, type Origin, takeCode, verified, WRONG_CODE_ACTION } from './signIn.ts'
import { forgiveAttempt, takeAttempt, throttleKey } from './throttle.ts'

export type Confirmed =
  | { kind: 'right' }
  | { kind: 'wrong'; what: 'password' | 'code' }
  | { kind: 'throttled'; retryAfterSeconds: number }

/**
 * Shows again, from a session that is open, that it is really its owner who acts: the password, and the code of who has a
 * second factor. As many tries as for signing in.
 */
export async function confirmOwner(
  { database, hasher, secret, limits }: Doorkeeper,
  person: Person,
  shown: { password: string; code: string },
  { address }: Origin,
  now: Date,
): Promise<Confirmed> {
  const key = throttleKey(secret, 'account', emailKey(person.email ?? ''), address)
  const taken = await takeAttempt(database, [[key, limits.account]], now)
  if (!taken.ok) return { kind: 'throttled', retryAfterSeconds: taken.retryAfterSeconds }
  const stored = await secretsOf(database.read, person.id)
  const isRight = await verified(database, taken.attempt, () =>
    hasher.verify(stored?.password, shown.password),
  )
  if (!isRight) return { kind: 'wrong', what: 'password' }
  await database.write((tx) => forgiveAttempt(tx, taken.attempt))
  return stored?.totpSecret == null
    ? { kind: 'right' }
    : confirmCode({ database, secret, limits }, person, shown.code, now)
}

async function confirmCode(
  { database, secret, limits }: Pick<Doorkeeper, 'database' | 'secret' | 'limits'>,
  person: Person,
  code: string,
  now: Date,
): Promise<Confirmed> {
  const key = throttleKey(secret, 'code', String(person.id))
  const taken = await takeAttempt(database, [[key, limits.code]], now)
  if (!taken.ok) return { kind: 'throttled', retryAfterSeconds: taken.retryAfterSeconds }
  return database.write<Confirmed>(async (tx) => {
    if ((await takeCode(tx, person.id, code, now)) === undefined) {
      await journalOwn(tx, person, WRONG_CODE_ACTION, now)
      return { kind: 'wrong', what: 'code' }
    }
    await forgiveAttempt(tx, taken.attempt)
    return { kind: 'right' }
  })
}
