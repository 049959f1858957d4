import { type RawBuilder, sql } from 'kysely'
import type { Database, Reader, Writer } from './database.ts'

type Engine = Database['engine']

export interface Table {
  name: string
  /** In the order of the schema. */
  columns: string[]
  /** The primary key: what orders the rows, alike on both engines. */
  key: string[]
  /** The column that the database numbers, where its counter must be told of rows that came with their number. */
  numbered: string | undefined
}

/** The schema's own: `migrate` writes it, and a copy never does. */
const LEDGER = 'schema_migrations'

interface ColumnRow {
  table: string
  column: string
  /** Place in the primary key from 1; 0 outside it. */
  place: number
  numbered: number
}

interface Link {
  child: string
  parent: string
}

/**
 * Every table of the guide, read from the schema itself so that a new migration cannot be forgotten, each after those
 * that its foreign keys name. The ledger of migrations is not one of them.
 */
export async function tablesOf(db: Reader, engine: Engine): Promise<Table[]> {
  const { rows } = await (engine === 'sqlite' ? SQLITE_COLUMNS : POSTGRES_COLUMNS).execute(db)
  const links = await (engine === 'sqlite' ? SQLITE_LINKS : POSTGRES_LINKS).execute(db)
  const tables = new Map<string, Table>()
  for (const { table } of rows) {
    if (table === LEDGER || tables.has(table)) continue
    const own = rows.filter((row) => row.table === table)
    const keyed = own.filter(({ place }) => place > 0).toSorted((a, b) => a.place - b.place)
    tables.set(table, {
      name: table,
      columns: own.map(({ column }) => column),
      key: (keyed.length > 0 ? keyed : own).map(({ column }) => column),
      numbered: own.find(({ numbered }) => numbered === 1)?.column,
    })
  }
  return parentsFirst(tables, links.rows)
}

function parentsFirst(tables: Map<string, Table>, links: Link[]): Table[] {
  const ordered: Table[] = []
  const waiting = new Map([...tables].toSorted(([a], [b]) => (a < b ? -1 : 1)))
  while (waiting.size > 0) {
    // A table that names itself is filled in the order of its key: a row comes after the one it names.
    const isFree = (name: string) =>
      !links.some(({ child, parent }) => child === name && parent !== name && waiting.has(parent))
    const next = [...waiting.values()].find(({ name }) => isFree(name))
    if (next === undefined)
      throw new Error(`The foreign keys of ${[...waiting.keys()].join(', ')} form a circle`)
    ordered.push(next)
    waiting.delete(next.name)
  }
  return ordered
}

const SQLITE_COLUMNS = sql<ColumnRow>`
  SELECT m.name AS "table", c.name AS "column", c.pk AS place, 0 AS numbered
  FROM sqlite_schema m JOIN pragma_table_info(m.name) c
  WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite!_%' ESCAPE '!' ORDER BY m.name, c.cid`

const SQLITE_LINKS = sql<Link>`
  SELECT m.name AS child, f."table" AS parent
  FROM sqlite_schema m JOIN pragma_foreign_key_list(m.name) f WHERE m.type = 'table'`

const POSTGRES_COLUMNS = sql<ColumnRow>`
  SELECT c.relname::text AS "table", a.attname::text AS "column",
    COALESCE(array_position(i.indkey::smallint[], a.attnum) + 1, 0) AS place,
    CASE WHEN a.attidentity <> '' THEN 1 ELSE 0 END AS numbered
  FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
  LEFT JOIN pg_index i ON i.indrelid = c.oid AND i.indisprimary
  WHERE c.relkind = 'r' AND c.relnamespace = current_schema()::regnamespace AND a.attgenerated = ''
  ORDER BY c.relname, a.attnum`

const POSTGRES_LINKS = sql<Link>`
  SELECT c.relname::text AS child, p.relname::text AS parent FROM pg_constraint k
  JOIN pg_class c ON c.oid = k.conrelid JOIN pg_class p ON p.oid = k.confrelid
  WHERE k.contype = 'f' AND k.connamespace = current_schema()::regnamespace`

export interface SchemaStep {
  number: number
  name: string
}

/** The migrations that made this schema; nothing when it has no ledger, and so is not the guide's. */
export async function schemaSteps(db: Reader, engine: Engine): Promise<SchemaStep[] | undefined> {
  const ledger =
    engine === 'sqlite'
      ? sql`SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ${LEDGER}`
      : sql`SELECT 1 FROM pg_tables WHERE schemaname = current_schema() AND tablename = ${LEDGER}`
  if ((await ledger.execute(db)).rows.length === 0) return undefined
  const steps = sql<SchemaStep>`SELECT number, name FROM schema_migrations ORDER BY number`
  return (await steps.execute(db)).rows
}

/** Every row of a table in the order of its key. */
export function allRows({ name, columns, key }: Table): RawBuilder<Record<string, Cell>> {
  return sql`SELECT ${refs(columns)} FROM ${sql.table(name)} ORDER BY ${refs(key)}`
}

export type Cell = string | number | null | Uint8Array

/** Fewer parameters than either engine takes in one statement. */
const PARAMETERS = 30_000
const ROWS = 500

/** Adds rows as they are, their own numbers included. */
export async function insertRows(tx: Writer, { name, columns }: Table, rows: Cell[][]): Promise<void> {
  const size = Math.max(1, Math.min(ROWS, Math.floor(PARAMETERS / columns.length)))
  for (let from = 0; from < rows.length; from += size) {
    const values = rows.slice(from, from + size).map((row) => sql`(${sql.join(row)})`)
    await sql`INSERT INTO ${sql.table(name)} (${refs(columns)}) VALUES ${sql.join(values)}`.execute(tx)
  }
}

/** Takes away the rows that migrations themselves bring: the copy brings its own. */
export async function emptyTables(tx: Writer, tables: readonly Table[]): Promise<void> {
  for (const { name } of tables.toReversed()) await sql`DELETE FROM ${sql.table(name)}`.execute(tx)
}

/** After rows that came with their number, the next one gets the number that follows. SQLite does it by itself. */
export async function continueNumbering(tx: Writer, tables: readonly Table[]): Promise<void> {
  for (const { name, numbered } of tables) {
    if (numbered === undefined) continue
    const column = sql.ref(numbered)
    await sql`
      SELECT setval(pg_get_serial_sequence(quote_ident(${name}), ${numbered}), COALESCE(MAX(${column}), 1),
        MAX(${column}) IS NOT NULL) FROM ${sql.table(name)}`.execute(tx)
  }
}

/** Removes everything the guide made in a PostgreSQL schema, whoever owns the schema; extensions stay. */
export async function dropSchema(tx: Writer): Promise<void> {
  const notOfExtension = (catalog: string) => sql`NOT EXISTS (
    SELECT 1 FROM pg_depend d WHERE d.classid = ${catalog}::regclass AND d.objid = o.oid AND d.deptype = 'e')`
  const { rows } = await sql<{ statement: string }>`
    SELECT statement FROM (
      SELECT format('DROP %s IF EXISTS %I CASCADE', CASE o.relkind WHEN 'v' THEN 'VIEW' ELSE 'TABLE' END, o.relname)
        AS statement, CASE o.relkind WHEN 'v' THEN 1 ELSE 2 END AS turn
      FROM pg_class o WHERE o.relnamespace = current_schema()::regnamespace AND o.relkind IN ('v', 'r', 'p')
        AND ${notOfExtension('pg_class')}
      UNION ALL
      SELECT format('DROP ROUTINE IF EXISTS %s CASCADE', o.oid::regprocedure), 3 FROM pg_proc o
      WHERE o.pronamespace = current_schema()::regnamespace AND ${notOfExtension('pg_proc')}
    ) AS made ORDER BY turn, statement`.execute(tx)
  for (const { statement } of rows) await sql.raw(statement).execute(tx)
}

function refs(columns: readonly string[]): RawBuilder<unknown> {
  return sql.join(columns.map((column) => sql.ref(column)))
}
