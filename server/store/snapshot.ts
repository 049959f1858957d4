import { createHash } from 'node:crypto'
import SqliteDatabase from 'better-sqlite3'
import { Kysely, SqliteDialect, sql } from 'kysely'
import { OperatorFault } from '../domain/fault.ts'
import type { Database, Reader } from './database.ts'
import { allRows, type Cell, type SchemaStep, schemaSteps, type Table, tablesOf } from './tables.ts'

/** A table is announced, then its rows come in batches, in the order of its key: alike from both engines. */
export type Part = { table: string; columns: string[] } | Cell[][]

/** The whole database as it was at one instant, however long reading it takes. */
export interface Snapshot {
  engine: Database['engine']
  migrations: SchemaStep[]
  tables: Table[]
  parts: () => AsyncGenerator<Part>
}

const BATCH = 200

/** Reads a database as of one instant while others write. */
export async function withSnapshot<T>(
  database: Pick<Database, 'engine' | 'file' | 'read'>,
  work: (snapshot: Snapshot) => Promise<T>,
): Promise<T> {
  if (database.file !== undefined) return withFileSnapshot(database.file, work)
  return database.read
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute(async (tx) => work(await snapshotOf(tx, 'postgres', (table) => cursorRows(tx, table))))
}

/** The same for a SQLite file that is not the configured database: a backup. */
export async function withFileSnapshot<T>(
  file: string,
  work: (snapshot: Snapshot, connection: SqliteDatabase.Database) => Promise<T>,
): Promise<T> {
  return withFileReader(file, async (reader, connection) => {
    // The first read fixes the instant; others may write meanwhile.
    connection.exec('BEGIN; SELECT COUNT(*) FROM sqlite_schema')
    const rowsOf = (table: Table) => fileRows(connection, reader, table)
    return work(await snapshotOf(reader, 'sqlite', rowsOf), connection)
  })
}

/** Opens a SQLite file for reading, without changing how it is kept as opening a database would. */
export async function withFileReader<T>(
  file: string,
  work: (reader: Reader, connection: SqliteDatabase.Database) => Promise<T>,
): Promise<T> {
  const connection = new SqliteDatabase(file, { readonly: true })
  try {
    return await work(new Kysely({ dialect: new SqliteDialect({ database: connection }) }), connection)
  } finally {
    connection.close()
  }
}

async function snapshotOf(
  reader: Reader,
  engine: Snapshot['engine'],
  rowsOf: (table: Table) => AsyncIterable<Cell[][]>,
): Promise<Snapshot> {
  const migrations = await schemaSteps(reader, engine)
  if (migrations === undefined) throw new OperatorFault('Cette base de données n’est pas celle d’un guide.')
  const tables = await tablesOf(reader, engine)
  return { engine, migrations, tables, parts: () => partsOf(tables, rowsOf) }
}

async function* partsOf(
  tables: readonly Table[],
  rowsOf: (table: Table) => AsyncIterable<Cell[][]>,
): AsyncGenerator<Part> {
  for (const table of tables) {
    yield { table: table.name, columns: table.columns }
    yield* rowsOf(table)
  }
}

async function* fileRows(
  connection: SqliteDatabase.Database,
  reader: Reader,
  table: Table,
): AsyncGenerator<Cell[][]> {
  const statement = connection.prepare<[], Cell[]>(allRows(table).compile(reader).sql).raw()
  let batch: Cell[][] = []
  for (const row of statement.iterate()) {
    batch.push(row)
    if (batch.length < BATCH) continue
    yield batch
    batch = []
  }
  if (batch.length > 0) yield batch
}

/** PostgreSQL keeps the place in a cursor: a table never stands in memory whole. To be asked inside a transaction. */
async function* cursorRows(tx: Reader, table: Table): AsyncGenerator<Cell[][]> {
  await sql`DECLARE copied NO SCROLL CURSOR FOR ${allRows(table)}`.execute(tx)
  for (;;) {
    const { rows } = await sql<Record<string, Cell>>`FETCH ${sql.lit(BATCH)} FROM copied`.execute(tx)
    if (rows.length > 0) yield rows.map((row) => table.columns.map((column) => row[column] ?? null))
    if (rows.length < BATCH) break
  }
  await sql`CLOSE copied`.execute(tx)
}

/** The same values inside an open PostgreSQL transaction, before it is committed. */
export async function sumInside(tx: Reader): Promise<Sum> {
  return sumOf(partsOf(await tablesOf(tx, 'postgres'), (table) => cursorRows(tx, table)))
}

export type Counts = Record<string, number>

/** How many rows of each table, and one SHA-256 of all their values: equal when two databases hold the same. */
export interface Sum {
  counts: Counts
  sha256: string
}

/** Counts the rows of each table as its parts go by, in order. */
export function rowCounter(): { counts: Counts; count: (part: Part) => void } {
  const counts: Counts = {}
  let table = ''
  const count = (part: Part) => {
    if (Array.isArray(part)) counts[table] = (counts[table] ?? 0) + part.length
    else {
      table = part.table
      counts[table] = 0
    }
  }
  return { counts, count }
}

/** Lets parts through and sums them; `sum` is right once they have all gone by. */
export function summing(parts: AsyncIterable<Part>): { parts: AsyncGenerator<Part>; sum: () => Sum } {
  const hash = createHash('sha256')
  const { counts, count } = rowCounter()
  async function* through(): AsyncGenerator<Part> {
    for await (const part of parts) {
      count(part)
      hash.update(linesOf(part))
      yield part
    }
  }
  return { parts: through(), sum: () => ({ counts, sha256: hash.copy().digest('hex') }) }
}

export async function sumOf(parts: AsyncIterable<Part>): Promise<Sum> {
  const summed = summing(parts)
  for await (const _ of summed.parts);
  return summed.sum()
}

/** A part as lines of JSON: the announcement an object, each row an array; bytes as `{"octets": base64}`. */
export function linesOf(part: Part): string {
  if (!Array.isArray(part)) return `${JSON.stringify(part)}\n`
  return part.map((row) => `${JSON.stringify(row.map(written))}\n`).join('')
}

function written(cell: Cell): unknown {
  if (cell instanceof Uint8Array) return { octets: Buffer.from(cell).toString('base64') }
  // A value that JSON would change in silence is a column that this copy does not know how to carry.
  const isPlain =
    cell === null || typeof cell === 'string' || (typeof cell === 'number' && Number.isFinite(cell))
  if (!isPlain) throw new Error(`A ${typeof cell} cannot be copied`)
  return cell
}
