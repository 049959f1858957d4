import { sql } from 'kysely'
import type { Reader, Writer } from './database.ts'

/** One line of the journal: who did what to which document. Never changed nor removed. */
export interface AuditLine {
  at: string
  actor: string
  action: string
  documentId?: number
  /** The account that it was done to. */
  personId?: number
  details: Record<string, string | number>
}

export async function addAudit(tx: Writer, line: AuditLine): Promise<void> {
  await sql`
    INSERT INTO audit (at, actor, action, document_id, person_id, details)
    VALUES (${line.at}, ${line.actor}, ${line.action}, ${line.documentId ?? null}, ${line.personId ?? null},
      ${JSON.stringify(line.details)})`.execute(tx)
}

/** What the journal holds of an account: what was done to it and by it, oldest first. */
export async function journalAbout(
  db: Reader,
  personId: number,
): Promise<Pick<AuditLine, 'at' | 'actor' | 'action' | 'details'>[]> {
  const { rows } = await sql<{ at: string; actor: string; action: string; details: string }>`
    SELECT at, actor, action, details FROM audit
    WHERE person_id = ${personId} OR actor = ${`compte ${personId}`} ORDER BY id`.execute(db)
  return rows.map((row) => ({ ...row, details: JSON.parse(row.details) as AuditLine['details'] }))
}

/** Forgets the lines of the journal written before then; the database itself refuses those of less than a year. */
export async function forgetOldAudit(tx: Writer, before: string): Promise<void> {
  await sql`DELETE FROM audit WHERE at < ${before}`.execute(tx)
}

export interface Verification {
  /** Local day, YYYY-MM-DD. */
  verifiedOn: string
  author: string
  revision: number
}

export async function lastVerification(db: Reader, documentId: number): Promise<Verification | undefined> {
  const { rows } = await sql<Verification>`
    SELECT verified_on AS "verifiedOn", author, revision FROM verifications
    WHERE document_id = ${documentId} ORDER BY verified_on DESC, id DESC LIMIT 1`.execute(db)
  return rows[0]
}

export async function readSetting(db: Reader, name: string): Promise<string | undefined> {
  const { rows } = await sql<{ value: string }>`SELECT value FROM settings WHERE name = ${name}`.execute(db)
  return rows[0]?.value
}

export async function writeSetting(tx: Writer, name: string, value: string): Promise<void> {
  await sql`
    INSERT INTO settings (name, value) VALUES (${name}, ${value})
    ON CONFLICT (name) DO UPDATE SET value = excluded.value`.execute(tx)
}
