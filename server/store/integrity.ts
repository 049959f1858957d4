import SqliteDatabase from 'better-sqlite3'
import { sql } from 'kysely'
import { MIGRATIONS } from '../../migrations/index.ts'
import { SQLITE } from '../../migrations/migration.ts'
import type { Database, Reader } from './database.ts'

/** What the engine itself finds wrong with its file and its foreign keys; empty when all is well. */
export async function engineProblems({ engine, read }: Database): Promise<string[]> {
  if (engine === 'postgres') return []
  const integrity = await sql<{ integrity_check: string }>`PRAGMA integrity_check`.execute(read)
  const keys = await sql<{ table: string; rowid: number; parent: string }>`PRAGMA foreign_key_check`.execute(
    read,
  )
  return [
    ...integrity.rows.map((row) => row.integrity_check).filter((line) => line !== 'ok'),
    ...(await schemaFaults(read)),
    ...keys.rows.map(({ table, rowid, parent }) => `${table}, ligne ${rowid} : ${parent} absent`),
  ]
}

/** Tables, indexes, views and triggers that are not what the migrations made. */
async function schemaFaults(read: Reader): Promise<string[]> {
  const model = new SqliteDatabase(':memory:')
  for (const migration of MIGRATIONS)
    for (const statement of migration.statements(SQLITE)) model.exec(statement)
  const list =
    "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name <> 'schema_migrations' AND name NOT LIKE 'sqlite_%'"
  const wanted = new Map(
    (model.prepare(list).all() as { name: string; sql: string }[]).map((row) => [row.name, row.sql]),
  )
  model.close()
  const { rows } = await sql<{ name: string; sql: string }>`${sql.raw(list)}`.execute(read)
  const found = new Map(rows.map((row) => [row.name, row.sql]))
  const names = [...new Set([...wanted.keys(), ...found.keys()])]
  return names
    .filter((name) => wanted.get(name) !== found.get(name))
    .map((name) => `${name} n’est pas ce que le programme a fait`)
}

export interface StoredText {
  documentId: number
  namespace: string
  slug: string
  n: number
  source: string
  sha256: string
  visibility: string
  kind: string
  isPublished: boolean
}

/** Every text of the guide, one at a time, to be hashed again. */
export async function* allTexts(read: Reader): AsyncGenerator<StoredText> {
  const { rows: keys } = await sql<{ id: number; n: number }>`
    SELECT document_id AS id, n FROM revisions ORDER BY document_id, n`.execute(read)
  for (const { id, n } of keys) {
    const { rows } = await sql<Omit<StoredText, 'isPublished'> & { revision: number }>`
      SELECT r.document_id AS "documentId", d.namespace, d.slug, r.n, r.source, r.sha256, r.visibility, d.kind, d.revision
      FROM revisions r JOIN documents d ON d.id = r.document_id
      WHERE r.document_id = ${id} AND r.n = ${n}`.execute(read)
    for (const { revision, ...row } of rows) yield { ...row, isPublished: row.n === revision }
  }
}

export interface Gap {
  slug: string
  message: string
}

/** Documents whose numbers do not follow: revisions must be 1, 2, 3… up to the published one. */
export async function numberingGaps(read: Reader): Promise<Gap[]> {
  const { rows } = await sql<{ slug: string; revision: number; count: number; last: number | null }>`
    SELECT d.slug, d.revision, COUNT(r.n) AS count, MAX(r.n) AS last
    FROM documents d LEFT JOIN revisions r ON r.document_id = d.id
    GROUP BY d.id, d.slug, d.revision HAVING COUNT(r.n) <> d.revision OR MAX(r.n) <> d.revision`.execute(read)
  return rows.map(({ slug, revision, count }) => ({
    slug,
    message: `version publiée ${revision}, ${count} versions gardées`,
  }))
}

/** Slugs of the published texts that have no HTML of the present renderer. */
export async function missingHtml(read: Reader, renderer: string): Promise<string[]> {
  const { rows } = await sql<{ slug: string }>`
    SELECT d.slug FROM documents d JOIN revisions r ON r.document_id = d.id AND r.n = d.revision
    LEFT JOIN rendered h ON h.sha256 = r.sha256 AND h.renderer = ${renderer}
    WHERE h.sha256 IS NULL ORDER BY d.slug`.execute(read)
  return rows.map(({ slug }) => slug)
}

/** True when the last numbered change is the counter's. */
export async function changesFollow(read: Reader): Promise<boolean> {
  const { rows } = await sql<{ counter: number; last: number; count: number }>`
    SELECT (SELECT number FROM change_counter WHERE id = 1) AS counter,
      COALESCE((SELECT MAX(number) FROM changes), 0) AS last, (SELECT COUNT(*) FROM changes) AS count`.execute(
    read,
  )
  const row = rows[0]
  return row !== undefined && row.counter === row.last && row.counter === row.count
}
