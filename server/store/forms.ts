import { sql } from 'kysely'
import type { Reader, Writer } from './database.ts'

/** Where an earlier sending of this form led; nothing when it is the first. */
export async function sendingOf(db: Reader, key: string): Promise<string | undefined> {
  const { rows } = await sql<{ location: string }>`
    SELECT location FROM sendings WHERE key = ${key}`.execute(db)
  return rows[0]?.location
}

/**
 * Takes a sending for this transaction alone: whoever sends the same at the same moment waits here for its end. False when
 * it was acted on.
 */
export async function claimSending(tx: Writer, key: string, at: string): Promise<boolean> {
  const { numAffectedRows } = await sql`
    INSERT INTO sendings (key, location, at) VALUES (${key}, '', ${at}) ON CONFLICT (key) DO NOTHING`.execute(
    tx,
  )
  return numAffectedRows === 1n
}

/** Where a claimed sending leads, in the transaction of the act. */
export async function settleSending(tx: Writer, key: string, location: string): Promise<void> {
  await sql`UPDATE sendings SET location = ${location} WHERE key = ${key}`.execute(tx)
}

/** It was refused, so nothing was done: it may be sent again. */
export async function releaseSending(tx: Writer, key: string): Promise<void> {
  await sql`DELETE FROM sendings WHERE key = ${key}`.execute(tx)
}

/** A form that came after its session had ended: it waits for its author to sign in again. */
export interface KeptForm {
  /** Where it was sent, and the pattern of that route. */
  path: string
  pattern: string
  fields: Record<string, string>
}

/** One that is sent again takes the place of the first. */
export async function keepForm(tx: Writer, hash: string, form: KeptForm, at: string): Promise<void> {
  await sql`
    INSERT INTO kept_forms (hash, path, pattern, fields, at)
    VALUES (${hash}, ${form.path}, ${form.pattern}, ${JSON.stringify(form.fields)}, ${at})
    ON CONFLICT (hash) DO UPDATE SET path = excluded.path, fields = excluded.fields, at = excluded.at`.execute(
    tx,
  )
}

export async function keptForm(db: Reader, hash: string, since: string): Promise<KeptForm | undefined> {
  const { rows } = await sql<{ path: string; pattern: string; fields: string }>`
    SELECT path, pattern, fields FROM kept_forms WHERE hash = ${hash} AND at > ${since}`.execute(db)
  const row = rows[0]
  return row && { ...row, fields: JSON.parse(row.fields) as Record<string, string> }
}

/** Forgets sendings that no key is young enough to repeat, and forms that nobody came back for. */
export async function forgetForms(
  tx: Writer,
  limits: { sendingsBefore: string; formsBefore: string },
): Promise<void> {
  await sql`DELETE FROM sendings WHERE at < ${limits.sendingsBefore}`.execute(tx)
  await sql`DELETE FROM kept_forms WHERE at < ${limits.formsBefore}`.execute(tx)
}
