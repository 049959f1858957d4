/** What people do to their own account. What would let somebody else in asks for the password again. */
import { newRecoveryCodes } from '../auth/recoveryCodes.ts'
import { hashOf } from '../auth/tokens.ts'
import { verifyTotp } from '../auth/totp.ts'
import { writeGrant } from '../domain/permission.ts'
import { addressLetter, noticeLetter } from '../mail/letters.ts'
import type { Database, Writer } from '../store/database.ts'
import { cancelLinks, findLink, type OneTimeLink, takeLink } from '../store/links.ts'
import { forgetRecipient } from '../store/outbox.ts'
import {
  emailKey,
  erasePerson,
  findPerson,
  grantsByPerson,
  grantsOf,
  hasSecondFactor,
  holderOf,
  type Person,
  replaceRecoveryCodes,
  revokeGrant,
  secretsOf,
  setEmail,
  setName,
  setPassword,
  setTotp,
  takeTotpStep,
} from '../store/people.ts'
import { journalAbout } from '../store/records.ts'
import { closeSession, closeSessions, sessionsOf } from '../store/sessions.ts'
import { newLink, type Sender } from './invite.ts'
import { actorOf, isLastAdministrator, journal, LAST_ADMINISTRATOR, type Outcome } from './people.ts'
import { post } from './post.ts'
import { type Doorkeeper, type Origin, openWholeSession, takeCode, WRONG_CODE_ACTION } from './signIn.ts'
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
  if (!(await hasher.verify(stored?.password, shown.password))) return { kind: 'wrong', what: 'password' }
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
      await own(tx, person, WRONG_CODE_ACTION, now)
      return { kind: 'wrong', what: 'code' }
    }
    await forgiveAttempt(tx, taken.attempt)
    return { kind: 'right' }
  })
}

/** Who acts on the own account, from which session. */
export interface Owner {
  person: Person
  sessionHash: string
}

export function rename(database: Database, { person }: Owner, name: string, now: Date): Promise<void> {
  return database.write(async (tx) => {
    await setName(tx, person.id, name)
    await own(tx, person, 'nom changé', now)
  })
}

/** Every other session closes: whoever had the former password is out. */
export function changePassword(
  database: Database,
  { person, sessionHash }: Owner,
  passwordHash: string,
  { guide }: Sender,
  now: Date,
): Promise<void> {
  return database.write(async (tx) => {
    await setPassword(tx, person.id, passwordHash)
    await closeSessions(tx, person.id, sessionHash)
    await cancelLinks(tx, person.id, ['password', 'email'], now.toISOString())
    await tell(tx, person, 'Votre mot de passe vient d’être changé depuis votre compte.', guide, now)
    await own(tx, person, 'mot de passe changé', now)
  })
}

/** The new address must show that it receives mail; until then the former one stays. */
export function askForAddress(
  database: Database,
  { person }: Owner,
  email: string,
  { guide, origin }: Sender,
  now: Date,
): Promise<void> {
  return database.write(async (tx) => {
    const token = await newLink(tx, 'email', person.id, { email: emailKey(email) }, now)
    const url = `${origin}/compte/adresse/${token}`
    await post(tx, email, addressLetter({ name: person.name, guide, url }), now)
    await own(tx, person, 'changement d’adresse demandé', now)
  })
}

export interface AddressOpening {
  link: OneTimeLink
  person: Person
  email: string
}

export async function addressOpening(
  database: Database,
  token: string,
  now: Date,
): Promise<AddressOpening | undefined> {
  const link = await findLink(database.read, hashOf(token), ['email'], now.toISOString())
  const person = link?.personId == null ? undefined : await findPerson(database.read, link.personId)
  const email = link?.details.email
  if (link === undefined || person === undefined || person.disabledAt !== null || email === undefined)
    return undefined
  return { link, person, email }
}

export function confirmAddress(
  database: Database,
  { link, person, email }: AddressOpening,
  { guide }: Sender,
  now: Date,
): Promise<Outcome<void>> {
  return database.write<Outcome<void>>(async (tx) => {
    const holder = await holderOf(tx, email, now.toISOString())
    if (holder !== undefined && holder.id !== person.id)
      return { ok: false, message: 'Un autre compte a déjà cette adresse.' }
    if (!(await takeLink(tx, link.hash, now.toISOString())))
      return { ok: false, message: 'Ce lien a servi entre-temps.' }
    await setEmail(tx, person.id, email)
    await cancelLinks(tx, person.id, ['password', 'invitation'], now.toISOString())
    await tell(tx, person, 'L’adresse de votre compte vient d’être remplacée par une autre.', guide, now)
    await own(tx, person, 'adresse changée', now)
    return { ok: true, value: undefined }
  })
}

export type Installed = { ok: true; token: string; recoveryCodes: string[] } | { ok: false }

/** A second factor from a whole session. The session is replaced by one that has shown it, and the others close. */
export function installFactor(
  database: Database,
  { person }: Owner,
  { secret, code }: { secret: string; code: string },
  { guide, origin }: { guide: string; origin: Origin },
  now: Date,
): Promise<Installed> {
  return database.write<Installed>(async (tx) => {
    const step = verifyTotp(secret, code, now, 0)
    if (step === undefined) return { ok: false }
    const codes = newRecoveryCodes()
    await setTotp(
      tx,
      person.id,
      secret,
      codes.map(({ hash }) => hash),
    )
    await takeTotpStep(tx, person.id, step)
    await closeSessions(tx, person.id)
    await cancelLinks(tx, person.id, ['invitation'], now.toISOString())
    await tell(tx, person, 'Un second facteur vient d’être installé sur votre compte.', guide, now)
    await own(tx, person, 'second facteur installé', now)
    const token = await openWholeSession(tx, person, true, origin, now)
    return { ok: true, token, recoveryCodes: codes.map(({ code: each }) => each) }
  })
}

/** The other sessions close: whoever removed it without being the owner is seen, and whoever else was in is out. */
export function removeFactor(
  database: Database,
  { person, sessionHash }: Owner,
  { guide }: Sender,
  now: Date,
): Promise<void> {
  return database.write(async (tx) => {
    await setTotp(tx, person.id, undefined, [])
    await closeSessions(tx, person.id, sessionHash)
    await tell(tx, person, 'Le second facteur de votre compte vient d’être retiré.', guide, now)
    await own(tx, person, 'second facteur retiré', now)
  })
}

/** New recovery codes; the former ones open nothing any more. */
export function renewCodes(
  database: Database,
  { person }: Owner,
  { guide }: Sender,
  now: Date,
): Promise<string[]> {
  return database.write(async (tx) => {
    const codes = newRecoveryCodes()
    await replaceRecoveryCodes(
      tx,
      person.id,
      codes.map(({ hash }) => hash),
    )
    await tell(
      tx,
      person,
      'De nouveaux codes de secours viennent d’être faits ; les anciens ne servent plus.',
      guide,
      now,
    )
    await own(tx, person, 'codes de secours renouvelés', now)
    return codes.map(({ code }) => code)
  })
}

/** One of the own sessions; false for any other. */
export function closeOwnSession(
  database: Database,
  { person }: Owner,
  hash: string,
  now: Date,
): Promise<boolean> {
  return database.write(async (tx) => {
    if (!(await closeSession(tx, person.id, hash))) return false
    await own(tx, person, 'session fermée', now)
    return true
  })
}

export function closeOtherSessions(
  database: Database,
  { person, sessionHash }: Owner,
  now: Date,
): Promise<void> {
  return database.write(async (tx) => {
    await closeSessions(tx, person.id, sessionHash)
    await own(tx, person, 'autres sessions fermées', now)
  })
}

/** Everything that the guide holds of somebody, for that person: no secret, no hash. */
export async function ownData(database: Database, id: number): Promise<object> {
  const { read } = database
  const [person, grants, sessions, factor, lines] = await Promise.all([
    findPerson(read, id),
    grantsByPerson(read, [id]),
    sessionsOf(read, id),
    hasSecondFactor(read, id),
    journalAbout(read, id),
  ])
  return {
    compte: id,
    nom: person?.name,
    adresse: person?.email,
    libelle_public: person?.label,
    cree_le: person?.createdAt,
    derniere_connexion: person?.lastSignInAt,
    second_facteur: factor,
    habilitations: (grants.get(id) ?? []).map((grant) => ({
      habilitation: writeGrant(grant),
      donnee_le: grant.grantedAt,
      retiree_le: grant.revokedAt,
    })),
    sessions: sessions.map(({ browser, createdAt, seenAt }) => ({
      navigateur: browser,
      ouverte_le: createdAt,
      vue_le: seenAt,
    })),
    journal: lines.map(({ at, actor, action, details }) => ({
      le: at,
      par: actor,
      acte: action,
      ...details,
    })),
  }
}

/** The row stays, as a pseudonym, so that history is whole; all that says who it was goes. */
export function eraseAccount(database: Database, { person }: Owner, now: Date): Promise<Outcome<void>> {
  const at = now.toISOString()
  return database.write<Outcome<void>>(async (tx) => {
    if (await isLastAdministrator(tx, person.id, at)) return { ok: false, message: LAST_ADMINISTRATOR }
    for (const { id } of await grantsOf(tx, person.id)) await revokeGrant(tx, id, person.id, at)
    await closeSessions(tx, person.id)
    await cancelLinks(tx, person.id, ['invitation', 'password', 'email'], at)
    if (person.email !== null) await forgetRecipient(tx, person.email)
    await erasePerson(tx, person.id, at)
    await own(tx, person, 'compte effacé', now)
    return { ok: true, value: undefined }
  })
}

function own(tx: Writer, person: Person, action: string, now: Date): Promise<void> {
  return journal(tx, actorOf(person), action, now.toISOString(), { compte: person.id })
}

function tell(tx: Writer, { name, email }: Person, what: string, guide: string, now: Date): Promise<void> {
  return post(tx, email, noticeLetter({ name, guide, what }), now)
}
