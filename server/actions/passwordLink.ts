/** A forgotten password: a link by mail, and the new password that it opens. */
import type { PasswordHasher } from '../auth/passwords.ts'
import { hashOf, newToken } from '../auth/tokens.ts'
import { passwordLetter } from '../mail/letters.ts'
import { composeMessage } from '../mail/message.ts'
import type { Database, Writer } from '../store/database.ts'
import { addLink, cancelLinks, findLink, type OneTimeLink, takeLink } from '../store/links.ts'
import { addMessage, removeMessage } from '../store/outbox.ts'
import {
  emailKey,
  findPerson,
  findPersonByEmail,
  type Person,
  secretsOf,
  setPassword,
} from '../store/people.ts'
import { closeSessions } from '../store/sessions.ts'
import { newLink, type Sender, sendInvitation } from './invite.ts'
import { actorOf, journal } from './people.ts'
import { post, tell } from './post.ts'
import { type ThrottleLimits, takeAttempt, throttleKey } from './throttle.ts'

interface Desk {
  database: Database
  hasher: PasswordHasher
  secret: string
  limits: ThrottleLimits
  sender: Sender
}

/** Messages that one account may be sent in fifteen minutes, whoever asks. */
const MESSAGES = 3

export type AskedForLink = { ok: true } | { ok: false; retryAfterSeconds: number }

/**
 * Sends a link if an account has this address. The answer is the same if none has, and so is the time it takes: rows are
 * written in both cases, and the hash of a password hides what is left. Only an address that asks too often is told.
 */
export async function askForPassword(
  { database, hasher, secret, limits, sender }: Desk,
  { email, address }: { email: string; address: string },
  now: Date,
): Promise<AskedForLink> {
  const byAddress = await takeAttempt(
    database,
    [[throttleKey(secret, 'reset', '', address), limits.address]],
    now,
  )
  if (!byAddress.ok) return byAddress
  const byAccount = await takeAttempt(
    database,
    [[throttleKey(secret, 'reset', emailKey(email)), MESSAGES]],
    now,
  )
  const person = await findPersonByEmail(database.read, email)
  const stored = await secretsOf(database.read, person?.id ?? 0)
  await hasher.verify(undefined, '')
  await database.write((tx) => {
    if (!byAccount.ok || person === undefined || person.disabledAt !== null)
      return sendNothing(tx, email, sender, now)
    // Who never chose a password is still invited.
    return stored?.password == null
      ? sendInvitation(tx, person, { actor: actorOf(person), name: 'L’administration du guide' }, sender, now)
      : sendPasswordLink(tx, person, sender, now)
  })
  return { ok: true }
}

/** The same work as sending a link, for nobody: a link that opens nothing, and a message that is taken back. */
async function sendNothing(tx: Writer, email: string, { guide, origin }: Sender, now: Date): Promise<void> {
  const token = newToken()
  const at = now.toISOString()
  await cancelLinks(tx, 0, ['password'], at)
  await addLink(tx, {
    hash: hashOf(token),
    kind: 'password',
    personId: null,
    details: {},
    createdAt: at,
    expiresAt: at,
  })
  const url = `${origin}/mot-de-passe/${token}`
  const composed = composeMessage(email, passwordLetter({ name: email, guide, url }))
  if (composed.ok) await removeMessage(tx, await addMessage(tx, composed.message, now))
}

async function sendPasswordLink(
  tx: Writer,
  person: Person,
  { guide, origin }: Sender,
  now: Date,
): Promise<void> {
  const token = await newLink(tx, 'password', person.id, {}, now)
  const url = `${origin}/mot-de-passe/${token}`
  await post(tx, person.email, passwordLetter({ name: person.name, guide, url }), now)
  await journal(tx, actorOf(person), 'lien de mot de passe envoyé', now.toISOString(), { compte: person.id })
}

export interface PasswordOpening {
  link: OneTimeLink
  person: Person
}

/** Whose password a link opens. Looking changes nothing: mail scanners open links. */
export async function passwordOpening(
  database: Database,
  token: string,
  now: Date,
): Promise<PasswordOpening | undefined> {
  const link = await findLink(database.read, hashOf(token), ['password'], now.toISOString())
  const person = link?.personId == null ? undefined : await findPerson(database.read, link.personId)
  return link === undefined || person === undefined || person.disabledAt !== null
    ? undefined
    : { link, person }
}

/** The new password closes every session and every other link. Nobody is signed in by it: the second factor still counts. */
export function replacePassword(
  database: Database,
  { link, person }: PasswordOpening,
  passwordHash: string,
  { guide }: Sender,
  now: Date,
): Promise<{ ok: boolean }> {
  const at = now.toISOString()
  return database.write(async (tx) => {
    if (!(await takeLink(tx, link.hash, at))) return { ok: false }
    await setPassword(tx, person.id, passwordHash)
    await closeSessions(tx, person.id)
    await cancelLinks(tx, person.id, ['password', 'email'], at)
    const what = 'Votre mot de passe vient d’être remplacé par un lien reçu à cette adresse.'
    await tell(tx, person, what, guide, now)
    await journal(tx, actorOf(person), 'mot de passe remplacé par un lien', at, { compte: person.id })
    return { ok: true }
  })
}
