import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import SqliteDatabase from 'better-sqlite3'
import {
  CompiledQuery,
  type DatabaseConnection,
  Kysely,
  PostgresDialect,
  SqliteDialect,
  SqliteDriver,
  type Transaction,
} from 'kysely'
import pg from 'pg'

// The guide writes its SQL as text; Kysely brings the two engines, parameters and transactions.
type Schema = Record<string, never>
export type Reader = Kysely<Schema>
export type Writer = Transaction<Schema>

export interface Database {
  engine: 'sqlite' | 'postgres'
  /** For reading outside a write transaction. */
  read: Reader
  /** One write transaction. Nothing but SQL may be awaited inside. May run `work` again if the database was busy. */
  write: <T>(work: (tx: Writer) => Promise<T>) => Promise<T>
  /** The SQLite file, for what only a file has: copies, integrity. */
  file?: string
  close: () => Promise<void>
}

export interface DatabaseOptions {
  /** Folder of the SQLite file. */
  dataDir: string
  /** `postgres://…`; without it, SQLite. */
  url?: string | undefined
}

const FILE_NAME = 'wikisol.sqlite'

/** The driver's own waiting stops the event loop: it is kept short, and waiting is done here, asynchronously. */
const BUSY_TIMEOUT_MS = 100
const BUSY_PATIENCE_MS = 5_000

/** SQLite opens a write transaction at its first write, too late to wait for another writer: IMMEDIATE opens it at once. */
class ImmediateSqliteDriver extends SqliteDriver {
  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('begin immediate'))
  }
}

class ImmediateSqliteDialect extends SqliteDialect {
  readonly #database: Preparing
  constructor(database: Preparing) {
    super({ database })
    this.#database = database
  }
  override createDriver(): SqliteDriver {
    return new ImmediateSqliteDriver({ database: this.#database })
  }
}

type Preparing = Pick<SqliteDatabase.Database, 'prepare' | 'close'>

/** Texts of SQL that are kept prepared: a few hundred exist, lists of values of each length apart. */
const PREPARED = 500

/**
 * Kysely prepares each statement anew, which costs more than running it (12 % of a page's time against 3: measured).
 * SQLite prepares a kept one again by itself when the schema changes.
 */
function keepingPrepared(database: SqliteDatabase.Database): Preparing {
  const kept = new Map<string, SqliteDatabase.Statement>()
  const prepare = (source: string) => {
    const found = kept.get(source)
    if (found !== undefined) return found
    const statement = database.prepare(source)
    if (kept.size >= PREPARED) kept.clear()
    kept.set(source, statement)
    return statement
  }
  return { prepare: prepare as SqliteDatabase.Database['prepare'], close: () => database.close() }
}

/** Opens the database that the configuration names. The engine is chosen here and nowhere else. */
export function openDatabase(options: DatabaseOptions): Database {
  return options.url === undefined ? openSqlite(options.dataDir) : openPostgres(options.url)
}

/** What every connection is told; better-sqlite3 would set synchronous to NORMAL, which loses acknowledged writes. */
export const PRAGMAS = [
  'journal_mode = WAL',
  'synchronous = FULL',
  'foreign_keys = ON',
  'secure_delete = ON',
  // Without it INSERT OR REPLACE would go past the triggers that keep tables append-only.
  'recursive_triggers = ON',
  `busy_timeout = ${BUSY_TIMEOUT_MS}`,
] as const

function openSqlite(dataDir: string): Database {
  mkdirSync(dataDir, { recursive: true })
  const file = join(dataDir, FILE_NAME)
  const writer = connect(file)
  // A second connection, so that reading never waits for a transaction in progress.
  const reader = connect(file)
  reader.pragma('query_only = ON')
  const write = new Kysely<Schema>({ dialect: new ImmediateSqliteDialect(keepingPrepared(writer)) })
  const read = new Kysely<Schema>({ dialect: new SqliteDialect({ database: keepingPrepared(reader) }) })
  return {
    engine: 'sqlite',
    file,
    read,
    write: (work) => whenNotBusy(() => write.transaction().execute(work)),
    close: async () => {
      await read.destroy()
      await write.destroy()
      // Kysely closes only what it has used.
      for (const connection of [reader, writer]) if (connection.open) connection.close()
    },
  }
}

function connect(file: string): SqliteDatabase.Database {
  const database = new SqliteDatabase(file, { timeout: BUSY_TIMEOUT_MS })
  try {
    for (const pragma of PRAGMAS) database.pragma(pragma)
    return database
  } catch (error) {
    database.close()
    throw error
  }
}

async function whenNotBusy<T>(attempt: () => Promise<T>): Promise<T> {
  const giveUp = performance.now() + BUSY_PATIENCE_MS
  for (;;) {
    try {
      return await attempt()
    } catch (error) {
      if (!isBusy(error) || performance.now() > giveUp) throw error
      await pause(20 + Math.random() * 60)
    }
  }
}

/** Another writer holds what this one needs, or PostgreSQL undid this one for another's sake: try again. */
function isBusy(error: unknown): boolean {
  return (
    error instanceof Error && 'code' in error && /^(?:SQLITE_BUSY|40001$|40P01$)/.test(String(error.code))
  )
}

const INT8 = 20

function openPostgres(url: string): Database {
  const pool = new pg.Pool({
    connectionString: url,
    max: 10,
    connectionTimeoutMillis: BUSY_PATIENCE_MS,
    types: {
      // Our numbers stay far under 2^53, and SQLite gives numbers.
      getTypeParser: (oid: number, format?: 'text' | 'binary') =>
        oid === INT8 ? Number : pg.types.getTypeParser(oid, format as 'text'),
    },
  })
  // An idle connection that the server closes is not a fault of ours: the pool opens another.
  pool.on('error', () => undefined)
  const kysely = new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) })
  return {
    engine: 'postgres',
    read: kysely,
    write: (work) => whenNotBusy(() => kysely.transaction().execute(work)),
    close: () => kysely.destroy(),
  }
}

/** True when a SQLite file already stands there, so that a copy is worth making before it changes. */
export function sqliteFileExists(dataDir: string): boolean {
  return existsSync(join(dataDir, FILE_NAME))
}
