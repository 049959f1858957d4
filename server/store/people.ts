import { sql } from 'kysely'
import type { Grant, Role, Scope } from '../domain/permission.ts'
import type { Reader, Writer } from './database.ts'
import { takeTurn } from './turns.ts'

export interface Person {
  id: number
  /** Nothing for somebody who was erased. */
  email: string | null
  name: string
  /** Public: « Référent WikiSol62, Direction de l’autonomie ». */
  label: string | null
  createdAt: string
  lastSignInAt: string | null
  disabledAt: string | null
  erasedAt: string | null
}

/** What signing in compares with. Never sent to a page. */
export interface Secrets {
  password: string | null
  totpSecret: string | null
  totpLastStep: number
}

export interface GivenGrant extends Grant {
  id: number
  grantedAt: string
  grantedBy: number | null
  revokedAt: string | null
  revokedBy: number | null
}

export const PERSON_COLUMNS = sql`id, email, name, label, created_at AS "createdAt", last_sign_in_at AS "lastSignInAt",
  disabled_at AS "disabledAt", erased_at AS "erasedAt"`

const GRANT = sql`id, person_id AS "personId", role, scope, target, granted_at AS "grantedAt",
  granted_by AS "grantedBy", revoked_at AS "revokedAt", revoked_by AS "revokedBy"`

/** An address in the form in which it is compared: two accounts cannot differ by capitals alone. */
export function emailKey(email: string): string {
  return email.trim().normalize('NFC').toLowerCase()
}

export async function addPerson(
  tx: Writer,
  person: { email: string; name: string; label?: string | undefined; createdBy: number | undefined },
  at: string,
): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    INSERT INTO people (email, name, label, created_at, created_by)
    VALUES (${emailKey(person.email)}, ${person.name}, ${person.label ?? null}, ${at}, ${person.createdBy ?? null})
    RETURNING id`.execute(tx)
  const id = rows[0]?.id
  if (id === undefined) throw new Error('No id for a new person')
  return id
}

/** Whose address this is, asked in turn: nobody else can take it until this transaction ends. */
export async function holderOf(tx: Writer, email: string, at: string): Promise<Person | undefined> {
  await takeTurn(tx, 'addresses', at)
  return findPersonByEmail(tx, email)
}

export async function findPerson(db: Reader, id: number): Promise<Person | undefined> {
  const { rows } = await sql<Person>`SELECT ${PERSON_COLUMNS} FROM people WHERE id = ${id}`.execute(db)
  return rows[0]
}

/**
 * Holds an account until the end of the transaction: what is read of it from here on, its sessions and grants included,
 * nobody else changes meanwhile. On SQLite there is one writer at a time anyway.
 */
export async function holdPerson(tx: Writer, id: number): Promise<void> {
  await sql`UPDATE people SET totp_last_step = totp_last_step WHERE id = ${id}`.execute(tx)
}

export async function findPersonByEmail(db: Reader, email: string): Promise<Person | undefined> {
  const { rows } = await sql<Person>`
    SELECT ${PERSON_COLUMNS} FROM people WHERE email = ${emailKey(email)}`.execute(db)
  return rows[0]
}

export async function secretsOf(db: Reader, id: number): Promise<Secrets | undefined> {
  const { rows } = await sql<Secrets>`
    SELECT password, totp_secret AS "totpSecret", totp_last_step AS "totpLastStep"
    FROM people WHERE id = ${id}`.execute(db)
  return rows[0]
}

export async function hasSecondFactor(db: Reader, id: number): Promise<boolean> {
  const { rows } = await sql<{ id: number }>`
    SELECT id FROM people WHERE id = ${id} AND totp_secret IS NOT NULL`.execute(db)
  return rows.length > 0
}

/** Everybody, in the order of names. */
export async function listPeople(db: Reader): Promise<Person[]> {
  const { rows } = await sql<Person>`SELECT ${PERSON_COLUMNS} FROM people ORDER BY name, id`.execute(db)
  return rows
}

export async function setPassword(tx: Writer, id: number, hash: string): Promise<void> {
  await sql`UPDATE people SET password = ${hash} WHERE id = ${id}`.execute(tx)
}

export async function setName(tx: Writer, id: number, name: string): Promise<void> {
  await sql`UPDATE people SET name = ${name} WHERE id = ${id}`.execute(tx)
}

/** What everybody may read of a référent; nothing takes it off. */
export async function setLabel(tx: Writer, id: number, label: string | undefined): Promise<void> {
  await sql`UPDATE people SET label = ${label ?? null} WHERE id = ${id}`.execute(tx)
}

export async function setEmail(tx: Writer, id: number, email: string): Promise<void> {
  await sql`UPDATE people SET email = ${emailKey(email)} WHERE id = ${id}`.execute(tx)
}

/** A new secret forgets the steps and recovery codes of the former one; without one the second factor is off. */
export async function setTotp(
  tx: Writer,
  id: number,
  secret: string | undefined,
  recoveryHashes: readonly string[],
): Promise<void> {
  await sql`UPDATE people SET totp_secret = ${secret ?? null}, totp_last_step = 0 WHERE id = ${id}`.execute(
    tx,
  )
  await replaceRecoveryCodes(tx, id, recoveryHashes)
}

export async function replaceRecoveryCodes(tx: Writer, id: number, hashes: readonly string[]): Promise<void> {
  await sql`DELETE FROM recovery_codes WHERE person_id = ${id}`.execute(tx)
  for (const hash of hashes)
    await sql`INSERT INTO recovery_codes (person_id, hash) VALUES (${id}, ${hash})`.execute(tx)
}

/** Takes a step of the second factor; false when it or a later one was taken already, by another request perhaps. */
export async function takeTotpStep(tx: Writer, id: number, step: number): Promise<boolean> {
  const { numAffectedRows } = await sql`
    UPDATE people SET totp_last_step = ${step} WHERE id = ${id} AND totp_last_step < ${step}`.execute(tx)
  return numAffectedRows === 1n
}

/** Takes a recovery code; false when it is none of this person's, or was taken. */
export async function takeRecoveryCode(tx: Writer, id: number, hash: string, at: string): Promise<boolean> {
  const { numAffectedRows } = await sql`
    UPDATE recovery_codes SET used_at = ${at}
    WHERE person_id = ${id} AND hash = ${hash} AND used_at IS NULL`.execute(tx)
  return numAffectedRows === 1n
}

/** Hashes of the codes that were not used. */
export async function recoveryHashesOf(db: Reader, id: number): Promise<string[]> {
  const { rows } = await sql<{ hash: string }>`
    SELECT hash FROM recovery_codes WHERE person_id = ${id} AND used_at IS NULL`.execute(db)
  return rows.map(({ hash }) => hash)
}

export async function recoveryCodesLeft(db: Reader, id: number): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    SELECT COUNT(*) AS count FROM recovery_codes WHERE person_id = ${id} AND used_at IS NULL`.execute(db)
  return rows[0]?.count ?? 0
}

export async function markSignIn(tx: Writer, id: number, at: string): Promise<void> {
  await sql`UPDATE people SET last_sign_in_at = ${at} WHERE id = ${id}`.execute(tx)
}

export async function setDisabled(tx: Writer, id: number, at: string | undefined): Promise<void> {
  await sql`UPDATE people SET disabled_at = ${at ?? null} WHERE id = ${id}`.execute(tx)
}

/** What is left of an erased person is what history names: a pseudonym. */
export async function erasePerson(tx: Writer, id: number, at: string): Promise<void> {
  await sql`
    UPDATE people SET email = NULL, name = ${`Personne ${id}`}, label = NULL, password = NULL, totp_secret = NULL,
      disabled_at = COALESCE(disabled_at, ${at}), erased_at = ${at}
    WHERE id = ${id}`.execute(tx)
  await sql`DELETE FROM recovery_codes WHERE person_id = ${id}`.execute(tx)
}

export async function addGrant(
  tx: Writer,
  personId: number,
  { role, scope, target }: Grant,
  by: number | undefined,
  at: string,
): Promise<void> {
  await sql`
    INSERT INTO grants (person_id, role, scope, target, granted_at, granted_by)
    VALUES (${personId}, ${role}, ${scope}, ${target}, ${at}, ${by ?? null})`.execute(tx)
}

/** False when it was revoked already. */
export async function revokeGrant(
  tx: Writer,
  grantId: number,
  by: number | undefined,
  at: string,
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    UPDATE grants SET revoked_at = ${at}, revoked_by = ${by ?? null}
    WHERE id = ${grantId} AND revoked_at IS NULL`.execute(tx)
  return numAffectedRows === 1n
}

interface GrantRow extends GivenGrant {
  personId: number
  role: Role
  scope: Scope
}

/** Every grant ever given, the oldest first, by person; the revoked ones say when. */
export async function grantsByPerson(
  db: Reader,
  ids?: readonly number[],
): Promise<Map<number, GivenGrant[]>> {
  if (ids?.length === 0) return new Map()
  const only = ids === undefined ? sql`` : sql`WHERE person_id IN (${sql.join([...ids])})`
  const { rows } = await sql<GrantRow>`SELECT ${GRANT} FROM grants ${only} ORDER BY id`.execute(db)
  const byPerson = new Map<number, GivenGrant[]>()
  for (const { personId, ...grant } of rows)
    byPerson.set(personId, [...(byPerson.get(personId) ?? []), grant])
  return byPerson
}

/** Those in force. */
export async function grantsOf(db: Reader, id: number): Promise<GivenGrant[]> {
  const given = (await grantsByPerson(db, [id])).get(id) ?? []
  return given.filter(({ revokedAt }) => revokedAt === null)
}

/**
 * Administrators whose account is open or invited; with `opened`, only those who chose a password. The last one cannot be
 * lost: to be read inside the transaction that would lose it.
 */
export async function administrators(db: Reader, { opened = false } = {}): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    SELECT DISTINCT p.id FROM people p JOIN grants g ON g.person_id = p.id
    WHERE g.role = 'administrator' AND g.revoked_at IS NULL AND p.disabled_at IS NULL AND p.erased_at IS NULL
      AND ${opened ? sql`p.password IS NOT NULL` : sql`1 = 1`}
    ORDER BY p.id`.execute(db)
  return rows.map(({ id }) => id)
}

export interface Moderator extends Pick<Person, 'id' | 'name' | 'email' | 'label'> {
  grants: Grant[]
}

/** Who may review something somewhere, with every grant they hold. */
export async function moderators(db: Reader): Promise<Moderator[]> {
  const { rows } = await sql<Pick<Moderator, 'id' | 'name' | 'email' | 'label'> & Grant>`
    SELECT p.id, p.name, p.email, p.label, g.role, g.scope, g.target FROM people p
    JOIN grants g ON g.person_id = p.id AND g.revoked_at IS NULL
    WHERE p.disabled_at IS NULL AND p.erased_at IS NULL AND EXISTS (
      SELECT 1 FROM grants m WHERE m.person_id = p.id AND m.revoked_at IS NULL AND m.role = 'moderator')
    ORDER BY p.id, g.id`.execute(db)
  const found = new Map<number, Moderator>()
  for (const { id, name, email, label, ...grant } of rows) {
    const known = found.get(id) ?? { id, name, email, label, grants: [] }
    known.grants.push(grant)
    found.set(id, known)
  }
  return [...found.values()]
}

export interface Signer extends Pick<Person, 'name' | 'label'> {
  /** Slug of the first institution that a grant names, in force or not. */
  institution: string | null
}

/** How those who wrote and agreed are named, erased accounts included: by number. */
export async function signersOf(db: Reader, ids: readonly number[]): Promise<Map<number, Signer>> {
  if (ids.length === 0) return new Map()
  const { rows } = await sql<Signer & { id: number }>`
    SELECT p.id, p.name, p.label, (
      SELECT g.target FROM grants g WHERE g.person_id = p.id AND g.scope = 'institution'
      ORDER BY CASE WHEN g.revoked_at IS NULL THEN 0 ELSE 1 END, g.id LIMIT 1
    ) AS institution
    FROM people p WHERE p.id IN (${sql.join([...new Set(ids)])})`.execute(db)
  return new Map(rows.map(({ id, ...signer }) => [id, signer]))
}
