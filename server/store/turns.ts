import { sql } from 'kysely'
import type { Writer } from './database.ts'

/**
 * Waits until no other transaction holds the turn of this name, and holds it until the end of this one. On PostgreSQL two
 * transactions at once do not see each other's rows: what is counted before it is changed (failures, administrators) needs
 * it. On SQLite there is one writer at a time anyway.
 */
export async function takeTurn(tx: Writer, name: string, at: string): Promise<void> {
  await sql`
    INSERT INTO turns (name, at) VALUES (${name}, ${at})
    ON CONFLICT (name) DO UPDATE SET at = excluded.at`.execute(tx)
}

export async function forgetTurns(tx: Writer, before: string): Promise<void> {
  await sql`DELETE FROM turns WHERE at < ${before}`.execute(tx)
}
