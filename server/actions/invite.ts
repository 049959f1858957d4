/** One-time links that open an account: made here, sent by mail, used once. */
import { newRecoveryCodes } from '../auth/recoveryCodes.ts'
import { hashOf, type LinkKind, linkExpiry, newToken } from '../auth/tokens.ts'
import { newTotpSecret, verifyTotp } from '../auth/totp.ts'
import { needsSecondFactor, type SecondFactorPolicy } from '../domain/permission.ts'
import { enrolLetter, invitationLetter } from '../mail/letters.ts'
import type { Database, Writer } from '../store/database.ts'
import {
  addLink,
  cancelAdministratorLinks,
  cancelLinks,
  findLink,
  type OneTimeLink,
  recentLink,
  takeLink,
  updateLink,
} from '../store/links.ts'
import {
  addPerson,
  findPerson,
  findPersonByEmail,
  grantsOf,
  holderOf,
  type Person,
  setName,
  setPassword,
  setTotp,
  takeTotpStep,
} from '../store/people.ts'
import { closeSessions } from '../store/sessions.ts'
import { type Actor, actorOf, give, journal } from './people.ts'
import { post } from './post.ts'
import { type Origin, openWholeSession } from './signIn.ts'

/** What a message needs to know of the guide: its name, and the origin of its links. */
export interface Sender {
  guide: string
  origin: string
}

/** A new link of a kind makes the former ones worthless. Only its hash is stored; the token goes into one message. */
export async function newLink(
  tx: Writer,
  kind: LinkKind,
  personId: number | null,
  details: Record<string, string>,
  now: Date,
): Promise<string> {
  const token = newToken()
  const at = now.toISOString()
  if (personId === null) await cancelAdministratorLinks(tx, at)
  else await cancelLinks(tx, personId, [kind], at)
  await addLink(tx, {
    hash: hashOf(token),
    kind,
    personId,
    details,
    createdAt: at,
    expiresAt: linkExpiry(kind, now).toISOString(),
  })
  return token
}

/** Invites somebody whose account was just made, or again. */
export async function sendInvitation(
  tx: Writer,
  person: Pick<Person, 'id' | 'name' | 'email'>,
  by: { actor: Actor; name: string },
  sender: Sender,
  now: Date,
): Promise<void> {
  const token = await newLink(tx, 'invitation', person.id, {}, now)
  const { guide, origin } = sender
  const url = `${origin}/invitation/${token}`
  await post(tx, person.email, invitationLetter({ name: person.name, guide, url, by: by.name }), now)
  await journal(tx, by.actor, 'invitation envoyée', now.toISOString(), { compte: person.id })
}

const AGAIN_MS = 10 * 60_000

/** A second factor is due and there is none: a link by mail sets it up. Asked again within minutes, the first one serves. */
export function enrolByMail(database: Database, person: Person, sender: Sender, now: Date): Promise<void> {
  const since = new Date(now.getTime() - AGAIN_MS).toISOString()
  return database.write(async (tx) => {
    if (await recentLink(tx, person.id, 'invitation', since, now.toISOString())) return
    await sendFactorLink(tx, person, actorOf(person), sender, now)
  })
}

/** The link that sets up a second factor, and nothing else: the password is asked for afterwards, as always. */
export async function sendFactorLink(
  tx: Writer,
  person: Pick<Person, 'id' | 'name' | 'email'>,
  by: Actor,
  { guide, origin }: Sender,
  now: Date,
): Promise<void> {
  const token = await newLink(tx, 'invitation', person.id, { secret: newTotpSecret() }, now)
  const url = `${origin}/invitation/${token}`
  await post(tx, person.email, enrolLetter({ name: person.name, guide, url }), now)
  await journal(tx, by, 'lien du second facteur envoyé', now.toISOString(), { compte: person.id })
}

/** What a link opens, and which step comes next. Looking changes nothing. */
export type Opening =
  | { step: 'password'; link: OneTimeLink; person: Person | undefined }
  | { step: 'factor'; link: OneTimeLink; person: Person | undefined; secret: string; email: string }

export async function openingOf(database: Database, token: string, now: Date): Promise<Opening | undefined> {
  const link = await findLink(
    database.read,
    hashOf(token),
    ['invitation', 'administrator'],
    now.toISOString(),
  )
  if (link === undefined) return undefined
  const person = link.personId === null ? undefined : await findPerson(database.read, link.personId)
  if (link.personId !== null && (person === undefined || person.disabledAt !== null)) return undefined
  const { secret, email } = link.details
  if (secret !== undefined)
    return { step: 'factor', link, person, secret, email: person?.email ?? email ?? '' }
  if (person === undefined) return { step: 'password', link, person }
  return { step: 'password', link, person }
}

export interface Chosen {
  name: string
  email: string
  passwordHash: string
}

/**
 * What came of a step: the next one, or recovery codes that are shown once and a session. Who had a password already gets
 * no session by a link: it is asked for.
 */
export type Opened =
  | { ok: true; next: 'factor' }
  | { ok: true; next: 'in'; token: string | undefined; recoveryCodes: string[] }
  | { ok: false; problems: Record<string, string> }

/** Step one. Without a second factor to set up it is the last one; otherwise nothing takes effect yet. */
export function choosePassword(
  { database, policy }: { database: Database; policy: SecondFactorPolicy },
  { link, person }: Opening,
  chosen: Chosen,
  origin: Origin,
  now: Date,
): Promise<Opened> {
  return database.write(async (tx) => {
    if (person === undefined && (await findPersonByEmail(tx, chosen.email)) !== undefined)
      return { ok: false, problems: { adresse: 'Un compte a déjà cette adresse.' } }
    const grants = person === undefined ? undefined : await grantsOf(tx, person.id)
    if (grants === undefined || needsSecondFactor(grants, policy)) {
      const details = { ...chosen, secret: newTotpSecret() }
      return (await updateLink(tx, link.hash, details, now.toISOString()))
        ? { ok: true, next: 'factor' }
        : DEAD
    }
    if (!(await takeLink(tx, link.hash, now.toISOString()))) return DEAD
    return finish(tx, person as Person, chosen, undefined, origin, now)
  })
}

const DEAD: Opened = {
  ok: false,
  problems: { code: 'Ce lien a servi entre-temps. Connectez-vous, ou demandez-en un nouveau.' },
}

/** Step two: the code shows that the application holds the secret. The account opens with it. */
export function confirmFactor(
  database: Database,
  { link, person, secret }: Extract<Opening, { step: 'factor' }>,
  code: string,
  origin: Origin,
  now: Date,
): Promise<Opened> {
  return database.write(async (tx) => {
    const step = verifyTotp(secret, code, now, 0)
    if (step === undefined)
      return {
        ok: false,
        problems: {
          code: 'Ce code n’est pas juste. Vérifiez l’heure de votre téléphone et tapez le suivant.',
        },
      }
    if (!(await takeLink(tx, link.hash, now.toISOString()))) return DEAD
    const { name, email, passwordHash } = link.details
    const chosen =
      passwordHash === undefined ? undefined : { name: name ?? '', email: email ?? '', passwordHash }
    const owner = person ?? (await createAdministrator(tx, chosen as Chosen, now))
    if (owner === undefined) return { ok: false, problems: { code: 'Un compte a déjà cette adresse.' } }
    return finish(tx, owner, chosen, { secret, step }, origin, now)
  })
}

async function createAdministrator(
  tx: Writer,
  { name, email }: Chosen,
  now: Date,
): Promise<Person | undefined> {
  if ((await holderOf(tx, email, now.toISOString())) !== undefined) return undefined
  const at = now.toISOString()
  const id = await addPerson(tx, { name, email, createdBy: undefined }, at)
  const byLink: Actor = { id: undefined, name: 'lien d’administration' }
  await journal(tx, byLink, 'compte créé', at, { compte: id })
  await give(tx, id, { role: 'administrator', scope: 'everywhere', target: '' }, byLink, at)
  return findPerson(tx, id)
}

async function finish(
  tx: Writer,
  person: Person,
  chosen: Chosen | undefined,
  factor: { secret: string; step: number } | undefined,
  origin: Origin,
  now: Date,
): Promise<Opened> {
  const codes = factor === undefined ? [] : newRecoveryCodes()
  if (chosen !== undefined) {
    await setName(tx, person.id, chosen.name)
    await setPassword(tx, person.id, chosen.passwordHash)
  }
  if (factor !== undefined) {
    await setTotp(
      tx,
      person.id,
      factor.secret,
      codes.map(({ hash }) => hash),
    )
    await takeTotpStep(tx, person.id, factor.step)
  }
  await closeSessions(tx, person.id)
  const what = chosen === undefined ? 'second facteur installé' : 'compte ouvert'
  await journal(tx, actorOf(person), what, now.toISOString(), { compte: person.id })
  const token =
    chosen === undefined ? undefined : await openWholeSession(tx, person, factor !== undefined, origin, now)
  return { ok: true, next: 'in', token, recoveryCodes: codes.map(({ code }) => code) }
}

/** The link that makes an administrator, for the operator of the machine: printed, never mailed nor logged. */
export function issueAdministratorLink(
  database: Database,
  by: Actor,
  origin: string,
  now: Date,
): Promise<string> {
  return database.write(async (tx) => {
    const token = await newLink(tx, 'administrator', null, {}, now)
    await journal(tx, by, 'lien d’administration émis', now.toISOString(), {})
    return `${origin}/invitation/${token}`
  })
}
