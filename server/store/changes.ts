import { sql } from 'kysely'
import type { Reader, Writer } from './database.ts'

export type ChangeEvent = 'publication' | 'rendering' | 'rebuild'

export interface Change {
  number: number
  documentId: number
  event: ChangeEvent
  revision: number
  at: string
}

/**
 * Numbers an event that changes what a reader sees. The counter's row stays locked until the transaction ends, so the
 * order of numbers is the order of commits and who follows by number misses nothing. To be called last in it.
 */
export async function addChange(tx: Writer, change: Omit<Change, 'number'>): Promise<number> {
  const { rows } = await sql<{ number: number }>`
    UPDATE change_counter SET number = number + 1 WHERE id = 1 RETURNING number`.execute(tx)
  const number = rows[0]?.number
  if (number === undefined) throw new Error('change_counter has no row')
  await sql`
    INSERT INTO changes (number, document_id, event, revision, at)
    VALUES (${number}, ${change.documentId}, ${change.event}, ${change.revision}, ${change.at})`.execute(tx)
  return number
}

export async function lastChange(db: Reader): Promise<number> {
  const { rows } = await sql<{ number: number }>`SELECT number FROM change_counter WHERE id = 1`.execute(db)
  return rows[0]?.number ?? 0
}

/** What happened after a number, oldest first. */
export async function changesAfter(db: Reader, number: number, limit = 1_000): Promise<Change[]> {
  const { rows } = await sql<Change>`
    SELECT number, document_id AS "documentId", event, revision, at FROM changes
    WHERE number > ${number} ORDER BY number LIMIT ${limit}`.execute(db)
  return rows
}
