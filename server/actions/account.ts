import { hashOf } from '../auth/tokens.ts'
import { writeGrant } from '../domain/permission.ts'
import { PROPOSAL_STATES } from '../domain/proposal.ts'
import { addressLetter } from '../mail/letters.ts'
import type { Database } from '../store/database.ts'
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
  revokeGrant,
  setEmail,
  setName,
  setPassword,
} from '../store/people.ts'
import { changesOfAll, eventsBy, forgetUnsent, proposalsOf } from '../store/proposals.ts'
import { journalAbout } from '../store/records.ts'
import { closeSession, closeSessions, sessionsOf } from '../store/sessions.ts'
import { newLink, type Sender } from './invite.ts'
import { isLastAdministrator, journalOwn, LAST_ADMINISTRATOR, type Outcome } from './people.ts'
import { post, tell } from './post.ts'

/** Who acts on the own account, from which session. */
export interface Owner {
  person: Person
  sessionHash: string
}

export function rename(database: Database, { person }: Owner, name: string, now: Date): Promise<void> {
  return database.write(async (tx) => {
    await setName(tx, person.id, name)
    await journalOwn(tx, person, 'nom changé', now)
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
    await journalOwn(tx, person, 'mot de passe changé', now)
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
    await journalOwn(tx, person, 'changement d’adresse demandé', now)
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
    await journalOwn(tx, person, 'adresse changée', now)
    return { ok: true, value: undefined }
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
    await journalOwn(tx, person, 'session fermée', now)
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
    await journalOwn(tx, person, 'autres sessions fermées', now)
  })
}

/** Everything that the guide holds of somebody, for that person: no secret, no hash. */
export async function ownData(database: Database, id: number): Promise<object> {
  const { read } = database
  const [person, grants, sessions, factor, lines, proposals, words] = await Promise.all([
    findPerson(read, id),
    grantsByPerson(read, [id]),
    sessionsOf(read, id),
    hasSecondFactor(read, id),
    journalAbout(read, id),
    proposalsOf(read, id),
    eventsBy(read, id),
  ])
  const changes = await changesOfAll(
    read,
    proposals.map((proposal) => proposal.id),
  )
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
    propositions: proposals.map((proposal) => ({
      numero: proposal.id,
      etat: PROPOSAL_STATES[proposal.state],
      resume: proposal.summary,
      message: proposal.message,
      commencee_le: proposal.createdAt,
      envoyee_le: proposal.submittedAt,
      textes: (changes.get(proposal.id) ?? []).map(({ slug, source, typed }) => ({
        fiche: slug,
        envoye: source,
        non_envoye: typed,
      })),
    })),
    paroles: words.map(({ at, kind, proposalId, words: said }) => ({
      le: at,
      proposition: proposalId,
      acte: kind,
      texte: said,
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
    await forgetUnsent(tx, person.id)
    await erasePerson(tx, person.id, at)
    await journalOwn(tx, person, 'compte effacé', now)
    return { ok: true, value: undefined }
  })
}
