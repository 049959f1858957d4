/** Signing in and out: what is compared, what is counted, and which session comes of it. */
import { describeBrowser } from '../auth/browser.ts'
import type { PasswordHasher } from '../auth/passwords.ts'
import { findRecoveryCode } from '../auth/recoveryCodes.ts'
import { hashOf, newToken } from '../auth/tokens.ts'
import { verifyTotp } from '../auth/totp.ts'
import { needsSecondFactor, type SecondFactorPolicy } from '../domain/permission.ts'
import type { Database, Writer } from '../store/database.ts'
import {
  emailKey,
  findPerson,
  findPersonByEmail,
  grantsOf,
  holdPerson,
  markSignIn,
  type Person,
  recoveryHashesOf,
  secretsOf,
  setPassword,
  takeRecoveryCode,
  takeTotpStep,
} from '../store/people.ts'
import { addSession, closeSession } from '../store/sessions.ts'
import { actorOf, journal } from './people.ts'
import {
  type Attempt,
  forgiveAttempt,
  type ThrottleLimits,
  takeAttempt,
  throttleKey,
  withdrawAttempt,
} from './throttle.ts'

export interface Doorkeeper {
  database: Database
  hasher: PasswordHasher
  secret: string
  limits: ThrottleLimits
  policy: SecondFactorPolicy
}

/** Where the request came from: its address for throttling only, its browser for the list of sessions. */
export interface Origin {
  address: string
  userAgent: string | undefined
}

export type SignedIn =
  /** The token of a whole session. */
  | { kind: 'in'; token: string }
  /** The password was right; the token opens the page of the second factor only. */
  | { kind: 'halfway'; token: string }
  /** A second factor is due and there is none yet: it is set up by a one-time link, never by a password alone. */
  | { kind: 'enrol'; person: Person }
  | { kind: 'wrong' }
  | { kind: 'throttled'; retryAfterSeconds: number }

/** An unknown, disabled or unfinished account answers like a wrong password, after the same work. */
export async function signIn(
  { database, hasher, secret, limits, policy }: Doorkeeper,
  { email, password }: { email: string; password: string },
  origin: Origin,
  now: Date,
): Promise<SignedIn> {
  const taken = await takeAttempt(
    database,
    [
      [throttleKey(secret, 'address', origin.address), limits.address],
      [throttleKey(secret, 'account', emailKey(email), origin.address), limits.account],
    ],
    now,
  )
  if (!taken.ok) return { kind: 'throttled', retryAfterSeconds: taken.retryAfterSeconds }
  const person = await findPersonByEmail(database.read, email)
  const stored = await secretsOf(database.read, person?.id ?? 0)
  const isRight = await verified(database, taken.attempt, () => hasher.verify(stored?.password, password))
  if (!isRight || person === undefined) return { kind: 'wrong' }
  const again = hasher.needsRehash(stored?.password ?? '') ? await hasher.hash(password) : undefined
  return database.write<SignedIn>(async (tx) => {
    await holdPerson(tx, person.id)
    const [present, secrets] = [await findPerson(tx, person.id), await secretsOf(tx, person.id)]
    // Comparing takes time: the account may have been closed or given another password meanwhile.
    if (present?.disabledAt !== null || secrets?.password !== stored?.password) return { kind: 'wrong' }
    const grants = await grantsOf(tx, person.id)
    await forgiveAttempt(tx, taken.attempt)
    if (again !== undefined) await setPassword(tx, person.id, again)
    if (secrets?.totpSecret != null)
      return { kind: 'halfway', token: await openSession(tx, person, false, origin, now) }
    if (needsSecondFactor(grants, policy)) return { kind: 'enrol', person }
    return { kind: 'in', token: await openWholeSession(tx, person, false, origin, now) }
  })
}

/** A server that is too busy to look charges nobody with a failure. */
export async function verified(
  database: Database,
  attempt: Attempt,
  verify: () => Promise<boolean>,
): Promise<boolean> {
  try {
    return await verify()
  } catch (error) {
    await database.write((tx) => withdrawAttempt(tx, attempt))
    throw error
  }
}

/** As the journal says it. */
export const WRONG_CODE_ACTION = 'code du second facteur refusé'

export type Coded =
  | { kind: 'in'; token: string; recoveryCode: boolean }
  | { kind: 'wrong' }
  | { kind: 'throttled'; retryAfterSeconds: number }

/** The second factor of a session that is halfway: a code of the application, or a recovery code. A code is good once. */
export async function giveCode(
  { database, secret, limits }: Doorkeeper,
  { person, halfwayHash, code }: { person: Person; halfwayHash: string; code: string },
  origin: Origin,
  now: Date,
): Promise<Coded> {
  const taken = await takeAttempt(
    database,
    [[throttleKey(secret, 'code', String(person.id)), limits.code]],
    now,
  )
  if (!taken.ok) return { kind: 'throttled', retryAfterSeconds: taken.retryAfterSeconds }
  return database.write<Coded>(async (tx) => {
    await holdPerson(tx, person.id)
    const used = await takeCode(tx, person.id, code, now)
    if (used === undefined) {
      await journal(tx, actorOf(person), WRONG_CODE_ACTION, now.toISOString(), {
        compte: person.id,
      })
      return { kind: 'wrong' }
    }
    // The halfway session ends here: of two sendings of it, one goes on.
    if (!(await closeSession(tx, person.id, halfwayHash))) return { kind: 'wrong' }
    await forgiveAttempt(tx, taken.attempt)
    const token = await openWholeSession(tx, person, true, origin, now)
    return { kind: 'in', token, recoveryCode: used === 'recovery' }
  })
}

/** A code of the application or a recovery code, used up by this; nothing when it is neither. */
export async function takeCode(
  tx: Writer,
  personId: number,
  code: string,
  now: Date,
): Promise<'totp' | 'recovery' | undefined> {
  const stored = await secretsOf(tx, personId)
  if (stored?.totpSecret == null) return undefined
  const step = verifyTotp(stored.totpSecret, code, now, stored.totpLastStep)
  if (step !== undefined) return (await takeTotpStep(tx, personId, step)) ? 'totp' : undefined
  const hash = findRecoveryCode(code, await recoveryHashesOf(tx, personId))
  if (hash === undefined) return undefined
  return (await takeRecoveryCode(tx, personId, hash, now.toISOString())) ? 'recovery' : undefined
}

/** A session for somebody who has shown all that is asked for. */
export async function openWholeSession(
  tx: Writer,
  person: Pick<Person, 'id'>,
  secondFactor: boolean,
  origin: Origin,
  now: Date,
): Promise<string> {
  const at = now.toISOString()
  await markSignIn(tx, person.id, at)
  await journal(tx, actorOf(person), 'connexion', at, { compte: person.id })
  return openSession(tx, person, secondFactor, origin, now)
}

async function openSession(
  tx: Writer,
  { id }: Pick<Person, 'id'>,
  secondFactor: boolean,
  { userAgent }: Origin,
  now: Date,
): Promise<string> {
  const token = newToken()
  const at = now.toISOString()
  await addSession(tx, {
    hash: hashOf(token),
    personId: id,
    secondFactor,
    browser: describeBrowser(userAgent),
    createdAt: at,
    seenAt: at,
  })
  return token
}

export async function signOut(
  database: Database,
  person: Pick<Person, 'id'>,
  hash: string,
  now: Date,
): Promise<void> {
  await database.write(async (tx) => {
    if (await closeSession(tx, person.id, hash))
      await journal(tx, actorOf(person), 'déconnexion', now.toISOString(), { compte: person.id })
  })
}
