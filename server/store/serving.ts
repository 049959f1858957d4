import { join } from 'node:path'
import SqliteDatabase from 'better-sqlite3'
import pg from 'pg'
import { OperatorFault } from '../domain/fault.ts'
import type { DatabaseOptions } from './database.ts'

/** Any number but the migrations' own: what a server holds while it serves. */
const SERVING_LOCK = 620_063

const LOCK_FILE = 'serveur.lock'

/**
 * Says that a server works on this database, until the answer is called. The lock is shared, since several servers may
 * serve one database, and it is the engine's: it goes with the process, however that ends.
 */
export async function markServing({ dataDir, url }: DatabaseOptions): Promise<() => Promise<void>> {
  if (url === undefined) {
    const lock = new SqliteDatabase(join(dataDir, LOCK_FILE))
    lock.exec('BEGIN; SELECT COUNT(*) FROM sqlite_master')
    return async () => void lock.close()
  }
  const client = new pg.Client(url)
  await client.connect()
  // A lost connection frees the lock, and the guide serves on: the pool reconnects for itself.
  client.on('error', () => undefined)
  await client.query('SELECT pg_advisory_lock_shared($1)', [SERVING_LOCK])
  return () => client.end()
}

/** True while a server works on this database. */
export async function isServed({ dataDir, url }: DatabaseOptions): Promise<boolean> {
  if (url === undefined) return isFileLocked(join(dataDir, LOCK_FILE))
  const client = new pg.Client(url)
  await client.connect()
  try {
    const { rows } = await client.query('SELECT pg_try_advisory_lock($1) AS free', [SERVING_LOCK])
    return rows[0]?.free !== true
  } finally {
    await client.end()
  }
}

/** A schema must not change under a server that works on it. */
export async function refuseIfServed(options: DatabaseOptions): Promise<void> {
  if (!(await isServed(options))) return
  throw new OperatorFault('Le guide tourne sur cette base : arrêtez-le avant de migrer.')
}

function isFileLocked(file: string): boolean {
  const lock = new SqliteDatabase(file, { timeout: 0 })
  try {
    lock.exec('BEGIN EXCLUSIVE; ROLLBACK')
    return false
  } catch (error) {
    if (String((error as { code?: string }).code).startsWith('SQLITE_BUSY')) return true
    throw error
  } finally {
    lock.close()
  }
}
