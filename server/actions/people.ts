/** What changes an account: each act in one transaction, with its line in the journal. Passwords come here hashed. */
import type { Grant } from '../domain/permission.ts'
import { isAdministrator, writeGrant } from '../domain/permission.ts'
import type { Database, Writer } from '../store/database.ts'
import { cancelLinks, type LinkKind } from '../store/links.ts'
import {
  addGrant,
  addPerson,
  administrators,
  grantsOf,
  holderOf,
  holdPerson,
  type Person,
  revokeGrant,
  setDisabled,
  setPassword,
  setTotp,
} from '../store/people.ts'
import { addAudit } from '../store/records.ts'
import { closeSessions } from '../store/sessions.ts'
import { takeTurn } from '../store/turns.ts'

/** Who acts: an account, or the operator at the machine. */
export interface Actor {
  id: number | undefined
  /** As the journal writes it. */
  name: string
}

export const OPERATOR: Actor = { id: undefined, name: 'exploitant' }

export type Outcome<T> = { ok: true; value: T } | { ok: false; message: string }

export const ADDRESS_TAKEN = 'Un compte a déjà cette adresse.'

export const LAST_ADMINISTRATOR =
  'C’est le dernier compte d’administration : donnez d’abord ce rôle à quelqu’un d’autre.'

export interface NewPerson {
  email: string
  name: string
  label?: string | undefined
  grants: readonly Grant[]
  passwordHash?: string | undefined
  totp?: { secret: string; recoveryHashes: readonly string[] } | undefined
}

export function createPerson(
  database: Database,
  person: NewPerson,
  by: Actor,
  now: Date,
): Promise<Outcome<number>> {
  return database.write((tx) => create(tx, person, by, now.toISOString()))
}

export async function create(tx: Writer, person: NewPerson, by: Actor, at: string): Promise<Outcome<number>> {
  if ((await holderOf(tx, person.email, at)) !== undefined) return refuse(ADDRESS_TAKEN)
  const id = await addPerson(tx, { ...person, createdBy: by.id }, at)
  if (person.passwordHash !== undefined) await setPassword(tx, id, person.passwordHash)
  if (person.totp !== undefined) await setTotp(tx, id, person.totp.secret, person.totp.recoveryHashes)
  await journal(tx, by, 'compte créé', at, { compte: id })
  for (const grant of person.grants) await give(tx, id, grant, by, at)
  return { ok: true, value: id }
}

export function giveGrant(database: Database, id: number, grant: Grant, by: Actor, now: Date): Promise<void> {
  return database.write((tx) => give(tx, id, grant, by, now.toISOString()))
}

export async function give(tx: Writer, id: number, grant: Grant, by: Actor, at: string): Promise<void> {
  await holdPerson(tx, id)
  const held = (await grantsOf(tx, id)).map(writeGrant)
  if (held.includes(writeGrant(grant))) return
  await addGrant(tx, id, grant, by.id, at)
  // What a session may do has changed: the person signs in again.
  await closeSessions(tx, id)
  await journal(tx, by, 'habilitation donnée', at, { compte: id, habilitation: writeGrant(grant) })
}

export function takeGrantBack(
  database: Database,
  id: number,
  grant: Grant,
  by: Actor,
  now: Date,
): Promise<Outcome<void>> {
  return database.write((tx) => takeBack(tx, id, grant, by, now.toISOString()))
}

/** A13: the last administrator cannot be lost, whatever the way. */
export async function takeBack(
  tx: Writer,
  id: number,
  grant: Grant,
  by: Actor,
  at: string,
): Promise<Outcome<void>> {
  await holdPerson(tx, id)
  const held = (await grantsOf(tx, id)).find((each) => writeGrant(each) === writeGrant(grant))
  if (held === undefined) return refuse('Ce compte n’a pas cette habilitation.')
  if (isAdministrator([held]) && (await isLastAdministrator(tx, id, at))) return refuse(LAST_ADMINISTRATOR)
  await revokeGrant(tx, held.id, by.id, at)
  await closeSessions(tx, id)
  await journal(tx, by, 'habilitation retirée', at, { compte: id, habilitation: writeGrant(grant) })
  return done
}

export function disablePerson(database: Database, id: number, by: Actor, now: Date): Promise<Outcome<void>> {
  return database.write((tx) => disable(tx, id, by, now.toISOString()))
}

/** A disabled account signs in no more, and its open sessions end at once. */
export async function disable(tx: Writer, id: number, by: Actor, at: string): Promise<Outcome<void>> {
  if (await isLastAdministrator(tx, id, at)) return refuse(LAST_ADMINISTRATOR)
  await setDisabled(tx, id, at)
  await closeSessions(tx, id)
  await cancelLinks(tx, id, PERSONAL_LINKS, at)
  await journal(tx, by, 'compte désactivé', at, { compte: id })
  return done
}

export function enablePerson(database: Database, id: number, by: Actor, now: Date): Promise<void> {
  return database.write((tx) => enable(tx, id, by, now.toISOString()))
}

export async function enable(tx: Writer, id: number, by: Actor, at: string): Promise<void> {
  await setDisabled(tx, id, undefined)
  await journal(tx, by, 'compte réactivé', at, { compte: id })
}

export function resetTotp(database: Database, id: number, by: Actor, now: Date): Promise<void> {
  return database.write((tx) => dropFactor(tx, id, by, now.toISOString()))
}

/** A lost authenticator: the second factor is off until the person enrols again. */
export async function dropFactor(tx: Writer, id: number, by: Actor, at: string): Promise<void> {
  await setTotp(tx, id, undefined, [])
  await closeSessions(tx, id)
  await journal(tx, by, 'second facteur réinitialisé', at, { compte: id })
}

const PERSONAL_LINKS: readonly LinkKind[] = ['invitation', 'password', 'email']

/**
 * Asked in turn: two administrators who leave at the same moment cannot both believe that the other stays. Who was invited
 * and never came is nobody to leave the guide to.
 */
export async function isLastAdministrator(tx: Writer, id: number, at: string): Promise<boolean> {
  await takeTurn(tx, 'administrators', at)
  if (!(await administrators(tx)).includes(id)) return false
  return (await administrators(tx, { opened: true })).every((other) => other === id)
}

export function journal(
  tx: Writer,
  { name }: Actor,
  action: string,
  at: string,
  { compte: personId, ...details }: Record<string, string | number> & { compte?: number },
): Promise<void> {
  return addAudit(tx, { at, actor: name, action, details, ...(personId === undefined ? {} : { personId }) })
}

export const done: Outcome<void> = { ok: true, value: undefined }

export function refuse(message: string): { ok: false; message: string } {
  return { ok: false, message }
}

/** How a person is named in the journal: by number, for names and addresses may be erased. */
export function actorOf({ id }: Pick<Person, 'id'>): Actor {
  return { id, name: `compte ${id}` }
}

/** A line of the journal for what somebody does to the own account. */
export function journalOwn(tx: Writer, person: Pick<Person, 'id'>, action: string, now: Date): Promise<void> {
  return journal(tx, actorOf(person), action, now.toISOString(), { compte: person.id })
}
