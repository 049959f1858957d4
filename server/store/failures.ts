import { sql } from 'kysely'
import type { Reader, Writer } from './database.ts'

/** One failed attempt; the key is a hash of an account and an address, or of an address. Answers its number. */
export async function addFailure(tx: Writer, key: string, at: string): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    INSERT INTO sign_in_failures (key, at) VALUES (${key}, ${at}) RETURNING id`.execute(tx)
  const id = rows[0]?.id
  if (id === undefined) throw new Error('No id for a failure')
  return id
}

/** It was none after all. */
export async function removeFailure(tx: Writer, id: number): Promise<void> {
  await sql`DELETE FROM sign_in_failures WHERE id = ${id}`.execute(tx)
}

/** The instants of the failures since then, oldest first. */
export async function failuresSince(db: Reader, key: string, since: string): Promise<string[]> {
  const { rows } = await sql<{ at: string }>`
    SELECT at FROM sign_in_failures WHERE key = ${key} AND at > ${since} ORDER BY at, id`.execute(db)
  return rows.map(({ at }) => at)
}

/** Somebody who signed in is not throttled for what was mistyped before. */
export async function forgetFailures(tx: Writer, key: string): Promise<void> {
  await sql`DELETE FROM sign_in_failures WHERE key = ${key}`.execute(tx)
}

export async function forgetOldFailures(tx: Writer, before: string): Promise<void> {
  await sql`DELETE FROM sign_in_failures WHERE at <= ${before}`.execute(tx)
}
