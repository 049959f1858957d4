import { createHash } from 'node:crypto'
import { join } from 'node:path'
import SqliteDatabase from 'better-sqlite3'
import { sql } from 'kysely'
import { MIGRATIONS } from '../../migrations/index.ts'
import { type Dialect, type Migration, POSTGRES, SQLITE } from '../../migrations/migration.ts'
import { OperatorFault } from '../domain/fault.ts'
import type { Database, Writer } from './database.ts'

interface Applied {
  number: number
  sha256: string
}

const LEDGER = `CREATE TABLE IF NOT EXISTS schema_migrations (
  number INTEGER NOT NULL PRIMARY KEY, name TEXT NOT NULL, sha256 TEXT NOT NULL, applied_at TEXT NOT NULL)`

/** Any number, the same in every process: two servers that start together migrate one after the other. */
const LOCK = 620_062

/**
 * Brings the schema to this program's version, each migration in one transaction on both engines: a statement that
 * fails leaves schema and data as they were. Answers the names of what was applied.
 */
export async function migrate(
  database: Database,
  now: Date,
  migrations: readonly Migration[] = MIGRATIONS,
): Promise<string[]> {
  const dialect = database.engine === 'sqlite' ? SQLITE : POSTGRES
  refuseForeignHistory(await appliedMigrations(database), migrations, dialect)
  const names: string[] = []
  for (const migration of migrations) {
    const applied = await database.write((tx) => applyOne(tx, migration, dialect, now))
    if (applied) names.push(`${migration.number} ${migration.name}`)
  }
  return names
}

/** The migrations that this program knows and the database has not had. */
export async function pendingMigrations(database: Database): Promise<Migration[]> {
  const applied = new Set((await appliedMigrations(database)).map(({ number }) => number))
  return MIGRATIONS.filter(({ number }) => !applied.has(number))
}

/** Refuses a schema that this program would misread. */
export async function requireCurrentSchema(database: Database): Promise<void> {
  refuseForeignHistory(
    await appliedMigrations(database),
    MIGRATIONS,
    database.engine === 'sqlite' ? SQLITE : POSTGRES,
  )
  if ((await pendingMigrations(database)).length > 0) {
    throw new OperatorFault('La base de données n’est pas à jour : lancez « npm run wikisol -- migrate ».')
  }
}

async function applyOne(tx: Writer, migration: Migration, dialect: Dialect, now: Date): Promise<boolean> {
  if (dialect.engine === 'postgres') await sql`SELECT pg_advisory_xact_lock(${LOCK})`.execute(tx)
  await sql.raw(LEDGER).execute(tx)
  const done = await sql<{ number: number }>`
    SELECT number FROM schema_migrations WHERE number = ${migration.number}`.execute(tx)
  if (done.rows.length > 0) return false
  for (const statement of migration.statements(dialect)) await sql.raw(statement).execute(tx)
  await sql`INSERT INTO schema_migrations (number, name, sha256, applied_at)
    VALUES (${migration.number}, ${migration.name}, ${hashOf(migration, dialect)}, ${now.toISOString()})`.execute(
    tx,
  )
  return true
}

async function appliedMigrations({ engine, read }: Pick<Database, 'engine' | 'read'>): Promise<Applied[]> {
  const { rows: found } =
    engine === 'sqlite'
      ? await sql`SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'schema_migrations'`.execute(
          read,
        )
      : await sql`SELECT 1 WHERE to_regclass('schema_migrations') IS NOT NULL`.execute(read)
  if (found.length === 0) return []
  const { rows } = await sql<Applied>`SELECT number, sha256 FROM schema_migrations ORDER BY number`.execute(
    read,
  )
  return rows
}

function refuseForeignHistory(applied: Applied[], migrations: readonly Migration[], dialect: Dialect): void {
  for (const { number, sha256 } of applied) {
    const known = migrations.find((migration) => migration.number === number)
    if (known === undefined) {
      throw new OperatorFault(
        `La base de données vient d’une version plus récente du guide (migration ${number}) : mettez le programme à jour.`,
      )
    }
    if (sha256 !== hashOf(known, dialect)) {
      throw new OperatorFault(`La migration ${number} de la base de données n’est pas celle de ce programme.`)
    }
  }
}

function hashOf(migration: Migration, dialect: Dialect): string {
  return createHash('sha256').update(migration.statements(dialect).join(';\n')).digest('hex')
}

/** Copies a SQLite file beside itself before its schema changes; answers the copy's path. */
export async function copyBeforeMigrating(file: string, dataDir: string, now: Date): Promise<string> {
  const copy = join(dataDir, `avant-migration-${now.toISOString().replaceAll(/[:.]/g, '-')}.sqlite`)
  const source = new SqliteDatabase(file, { readonly: true })
  try {
    await source.backup(copy)
  } finally {
    source.close()
  }
  return copy
}
