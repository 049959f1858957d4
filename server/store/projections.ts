import { type RawBuilder, sql } from 'kysely'
import type { Projection } from '../domain/projection.ts'
import type { Reader, Writer } from './database.ts'

type Cell = string | number | null

/** The tables that hold one row per item of a projection, and how an item becomes a row and a row an item again. */
const PARTS = {
  names: part('page_names', ['role', 'name', 'folded'], (p) =>
    p.names.map((n) => [n.role, n.name, n.folded]),
  ),
  themes: part('page_themes', ['theme'], (p) => p.themes.map((theme) => [theme])),
  territories: part('page_territories', ['territory'], (p) => p.territories.map((territory) => [territory])),
  audiences: part('page_audiences', ['audience'], (p) => p.audiences.map((audience) => [audience])),
  links: part('page_links', ['key', 'namespace', 'slug'], (p) =>
    p.links.map((l) => [l.key, l.namespace, l.slug]),
  ),
  lines: part('page_lines', ['medium', 'value', 'digits'], (p) =>
    p.lines.map((l) => [l.medium, l.value, l.digits ?? null]),
  ),
  coverage: part('page_coverage', ['theme', 'territory'], (p) =>
    p.coverage.map((c) => [c.theme ?? null, c.territory ?? null]),
  ),
  hours: part('page_hours', ['key', 'hours'], (p) => p.hours.map((h) => [h.key, h.hours])),
  closures: part('page_closures', ['key', 'first_day', 'last_day', 'reason'], (p) =>
    p.closures.map((c) => [c.key, c.firstDay, c.lastDay, c.reason ?? null]),
  ),
}

interface Part {
  table: RawBuilder<unknown>
  columns: RawBuilder<unknown>
  rowsOf: (projection: Projection) => Cell[][]
}

function part(table: string, columns: string[], rowsOf: Part['rowsOf']): Part {
  return { table: sql.table(table), columns: sql.join(columns.map((column) => sql.ref(column))), rowsOf }
}

/** Replaces everything the database keeps beside a document. `sha256` is the source's. */
export async function saveProjection(
  tx: Writer,
  id: number,
  sha256: string,
  projection: Projection,
): Promise<void> {
  const { identity } = projection
  await sql`DELETE FROM pages WHERE document_id = ${id}`.execute(tx)
  await sql`
    INSERT INTO pages (document_id, title, sort_key, acronym, summary, status, archived, visibility, owner, commune,
      phone, fields, sha256)
    VALUES (${id}, ${identity.title}, ${identity.sortKey}, ${identity.acronym ?? null}, ${identity.summary ?? null},
      ${identity.status}, ${identity.archived ? 1 : 0}, ${identity.visibility}, ${identity.owner ?? null},
      ${identity.commune ?? null}, ${identity.phone ?? null}, ${JSON.stringify(identity.fields)}, ${sha256})`.execute(
    tx,
  )
  for (const { table, columns, rowsOf } of Object.values(PARTS)) {
    await sql`DELETE FROM ${table} WHERE document_id = ${id}`.execute(tx)
    const rows = rowsOf(projection).map((cells, position) => sql`(${sql.join([id, position, ...cells])})`)
    if (rows.length > 0) {
      await sql`INSERT INTO ${table} (document_id, position, ${columns}) VALUES ${sql.join(rows)}`.execute(tx)
    }
  }
}

/** Everything kept beside a document, as comparable text: what `verify` holds against a projection made anew. */
export async function storedProjection(db: Reader, id: number): Promise<string> {
  const pages = await sql<Record<string, Cell>>`
    SELECT title, sort_key, acronym, summary, status, archived, visibility, owner, commune, phone, fields, sha256
    FROM pages WHERE document_id = ${id}`.execute(db)
  const parts: Record<string, Cell[][]> = {}
  for (const [name, { table, columns }] of Object.entries(PARTS)) {
    const { rows } = await sql<Record<string, Cell>>`
      SELECT ${columns} FROM ${table} WHERE document_id = ${id} ORDER BY position`.execute(db)
    parts[name] = rows.map((row) => Object.values(row))
  }
  return JSON.stringify([pages.rows.map((row) => Object.values(row)), parts])
}

/** The same text for a projection that was just made. */
export function comparableProjection(projection: Projection, sha256: string): string {
  const { identity } = projection
  const page: Cell[] = [
    ...[
      identity.title,
      identity.sortKey,
      identity.acronym ?? null,
      identity.summary ?? null,
      identity.status,
    ],
    ...[identity.archived ? 1 : 0, identity.visibility, identity.owner ?? null, identity.commune ?? null],
    ...[identity.phone ?? null, JSON.stringify(identity.fields), sha256],
  ]
  const parts = Object.fromEntries(
    Object.entries(PARTS).map(([name, { rowsOf }]) => [name, rowsOf(projection)]),
  )
  return JSON.stringify([[page], parts])
}
