import { sql } from 'kysely'
import type { Reader, Writer } from './database.ts'
import { holdPerson } from './people.ts'

export interface Session {
  /** SHA-256 of the cookie's value: who reads the database cannot sign in with it. */
  hash: string
  personId: number
  /** True once the second factor was given. */
  secondFactor: boolean
  /** « Firefox sous Windows »: what lets people recognise their own. */
  browser: string
  createdAt: string
  seenAt: string
}

interface Row extends Omit<Session, 'secondFactor'> {
  secondFactor: number
}

const SESSION = sql`hash, person_id AS "personId", second_factor AS "secondFactor", browser,
  created_at AS "createdAt", seen_at AS "seenAt"`

const sessionOf = (row: Row): Session => ({ ...row, secondFactor: row.secondFactor === 1 })

export async function addSession(tx: Writer, session: Session): Promise<void> {
  await sql`
    INSERT INTO sessions (hash, person_id, second_factor, browser, created_at, seen_at)
    VALUES (${session.hash}, ${session.personId}, ${session.secondFactor ? 1 : 0}, ${session.browser},
      ${session.createdAt}, ${session.seenAt})`.execute(tx)
}

export async function findSession(db: Reader, hash: string): Promise<Session | undefined> {
  const { rows } = await sql<Row>`SELECT ${SESSION} FROM sessions WHERE hash = ${hash}`.execute(db)
  return rows[0] === undefined ? undefined : sessionOf(rows[0])
}

/** The newest first. */
export async function sessionsOf(db: Reader, personId: number): Promise<Session[]> {
  const { rows } = await sql<Row>`
    SELECT ${SESSION} FROM sessions WHERE person_id = ${personId} ORDER BY seen_at DESC, hash`.execute(db)
  return rows.map(sessionOf)
}

export async function touchSession(tx: Writer, hash: string, at: string): Promise<void> {
  await sql`UPDATE sessions SET seen_at = ${at} WHERE hash = ${hash} AND seen_at < ${at}`.execute(tx)
}

/** Only a person's own: the number that is given proves nothing. */
export async function closeSession(tx: Writer, personId: number, hash: string): Promise<boolean> {
  const { numAffectedRows } = await sql`
    DELETE FROM sessions WHERE hash = ${hash} AND person_id = ${personId}`.execute(tx)
  return numAffectedRows === 1n
}

/** All of a person's, but one; those too that another transaction is about to open. */
export async function closeSessions(tx: Writer, personId: number, exceptHash = ''): Promise<void> {
  await holdPerson(tx, personId)
  await sql`DELETE FROM sessions WHERE person_id = ${personId} AND hash <> ${exceptHash}`.execute(tx)
}

/** Those that were not seen since, and those that began before. */
export async function closeOldSessions(
  tx: Writer,
  limits: { seenBefore: string; createdBefore: string },
): Promise<void> {
  await sql`
    DELETE FROM sessions WHERE seen_at < ${limits.seenBefore} OR created_at < ${limits.createdBefore}`.execute(
    tx,
  )
}
