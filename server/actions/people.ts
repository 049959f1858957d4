/** What changes an account: each act in one transaction, with its line in the journal. Passwords come here hashed. */
import type { Grant } from '../domain/permission.ts'
import { isAdministrator, writeGrant } from '../domain/permission.ts'
import type { Database, Writer } from '../store/database.ts'
import { cancelLinks, type LinkKind } from '../store/links.ts'
import {
  addGrant,
  addPerson,
  administrators,
  findPersonByEmail,
  grantsOf,
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

export async function createPerson(
  database: Database,
  person: NewPerson,
  by: Actor,
  now: Date,
): Promise<Outcome<number>> {
  const at = now.toISOString()
  return database.write(async (tx) => {
    if ((await findPersonByEmail(tx, person.email)) !== undefined)
      return refuse('Un compte a déjà cette adresse.')
    const id = await addPerson(tx, { ...person, createdBy: by.id }, at)
    if (person.passwordHash !== undefined) await setPassword(tx, id, person.passwordHash)
    if (person.totp !== undefined) await setTotp(tx, id, person.totp.secret, person.totp.recoveryHashes)
    await journal(tx, by, 'compte créé', at, { compte: id })
    for (const grant of person.grants) await give(tx, id, grant, by, at)
    return { ok: true, value: id }
  })
}

export function giveGrant(database: Database, id: number, grant: Grant, by: Actor, now: Date): Promise<void> {
  return database.write((tx) => give(tx, id, grant, by, now.toISOString()))
}

export async function give(tx: Writer, id: number, grant: Grant, by: Actor, at: string): Promise<void> {
  const held = (await grantsOf(tx, id)).map(writeGrant)
  if (held.includes(writeGrant(grant))) return
  await addGrant(tx, id, grant, by.id, at)
  // What a session may do has changed: the person signs in again.
  await closeSessions(tx, id)
  await journal(tx, by, 'habilitation donnée', at, { compte: id, habilitation: writeGrant(grant) })
}

/** A13: the last administrator cannot be lost, whatever the way. */
export function takeGrantBack(
  database: Database,
  id: number,
  grant: Grant,
  by: Actor,
  now: Date,
): Promise<Outcome<void>> {
  const at = now.toISOString()
  return database.write(async (tx) => {
    const held = (await grantsOf(tx, id)).find((each) => writeGrant(each) === writeGrant(grant))
    if (held === undefined) return refuse('Ce compte n’a pas cette habilitation.')
    if (isAdministrator([held]) && (await isLastAdministrator(tx, id, at))) return refuse(LAST_ADMINISTRATOR)
    await revokeGrant(tx, held.id, by.id, at)
    await closeSessions(tx, id)
    await journal(tx, by, 'habilitation retirée', at, { compte: id, habilitation: writeGrant(grant) })
    return done
  })
}

/** A disabled account signs in no more, and its open sessions end at once. */
export function disablePerson(database: Database, id: number, by: Actor, now: Date): Promise<Outcome<void>> {
  const at = now.toISOString()
  return database.write(async (tx) => {
    if (await isLastAdministrator(tx, id, at)) return refuse(LAST_ADMINISTRATOR)
    await setDisabled(tx, id, at)
    await closeSessions(tx, id)
    await cancelLinks(tx, id, PERSONAL_LINKS, at)
    await journal(tx, by, 'compte désactivé', at, { compte: id })
    return done
  })
}

export function enablePerson(database: Database, id: number, by: Actor, now: Date): Promise<void> {
  const at = now.toISOString()
  return database.write(async (tx) => {
    await setDisabled(tx, id, undefined)
    await journal(tx, by, 'compte réactivé', at, { compte: id })
  })
}

/** A lost authenticator: the second factor is off until the person enrols again. */
export function resetTotp(database: Database, id: number, by: Actor, now: Date): Promise<void> {
  const at = now.toISOString()
  return database.write(async (tx) => {
    await setTotp(tx, id, undefined, [])
    await closeSessions(tx, id)
    await journal(tx, by, 'second facteur réinitialisé', at, { compte: id })
  })
}

const PERSONAL_LINKS: readonly LinkKind[] = ['invitation', 'password', 'email']

/** Asked in turn: two administrators who leave at the same moment cannot both believe that the other stays. */
export async function isLastAdministrator(tx: Writer, id: number, at: string): Promise<boolean> {
  await takeTurn(tx, 'administrators', at)
  const all = await administrators(tx)
  return all.length === 1 && all[0] === id
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

const done: Outcome<void> = { ok: true, value: undefined }

function refuse(message: string): { ok: false; message: string } {
  return { ok: false, message }
}

/** How a person is named in the journal: by number, for names and addresses may be erased. */
export function actorOf({ id }: Pick<Person, 'id'>): Actor {
  return { id, name: `compte ${id}` }
}
