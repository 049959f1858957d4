import { type RawBuilder, sql } from 'kysely'
import type { Kind } from '../domain/document/keys.ts'
import type { Namespace } from '../domain/document/kinds.ts'
import { monthOf } from '../domain/month.ts'
import type { Reader, Writer } from './database.ts'
import { viewOf } from './sight.ts'

/** What led a reader to the page, or that it was printed. A print is no further reading: totals leave it out. */
export type Way = 'search' | 'theme' | 'territory' | 'link' | 'print'

/** How often a page was read in this way on this day. The page goes by its address, as it was asked for. */
export interface VisitCount {
  /** Local day in France, YYYY-MM-DD. */
  day: string
  namespace: Namespace
  slug: string
  way: Way
  count: number
}

/** Rows in one statement: four parameters each, far from what either engine takes. */
const ROWS = 500

/**
 * Adds counts to those already there, whichever process wrote them: by day, and by month for the reports. A page renamed
 * since it was read is found by its former slug. Rows go in the order of the key, so that two processes never wait for
 * each other in a circle.
 */
export async function addVisits(tx: Writer, visits: readonly VisitCount[]): Promise<void> {
  const known = await withIds(tx, visits)
  for (const rows of batches(known, ({ day }) => day)) {
    await sql`
      INSERT INTO consultations (document_id, day, way, count) VALUES ${rows}
      ON CONFLICT (day, document_id, way) DO UPDATE SET count = consultations.count + excluded.count`.execute(
      tx,
    )
  }
  for (const rows of batches(known, ({ day }) => monthOf(day))) {
    await sql`
      INSERT INTO monthly_consultations (document_id, month, way, count) VALUES ${rows}
      ON CONFLICT (month, document_id, way)
      DO UPDATE SET count = monthly_consultations.count + excluded.count`.execute(tx)
  }
}

interface CountById extends Pick<VisitCount, 'day' | 'way' | 'count'> {
  id: number
}

/** Rows of document, time, way and count, one a key: two slugs may call one document, and a month has many days. */
function batches(counts: readonly CountById[], timeOf: (count: CountById) => string): RawBuilder<unknown>[] {
  const sums = new Map<string, CountById & { time: string }>()
  for (const each of counts) {
    const time = timeOf(each)
    const key = `${time} ${String(each.id).padStart(12, '0')} ${each.way}`
    const known = sums.get(key)
    if (known === undefined) sums.set(key, { ...each, time })
    else known.count += each.count
  }
  const rows = [...sums].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row)
  return Array.from({ length: Math.ceil(rows.length / ROWS) }, (_, at) =>
    sql.join(
      rows
        .slice(at * ROWS, (at + 1) * ROWS)
        .map(({ id, time, way, count }) => sql`(${id}, ${time}, ${way}, ${count})`),
    ),
  )
}

/** The counts of documents that there are, by their ids. */
async function withIds(tx: Writer, visits: readonly VisitCount[]): Promise<CountById[]> {
  const ids = new Map<Namespace, Map<string, number>>()
  for (const namespace of new Set(visits.map((visit) => visit.namespace))) {
    const slugs = visits.filter((visit) => visit.namespace === namespace).map(({ slug }) => slug)
    ids.set(namespace, await idsOf(tx, namespace, [...new Set(slugs)]))
  }
  return visits.flatMap(({ day, namespace, slug, way, count }) => {
    const id = ids.get(namespace)?.get(slug)
    return id === undefined ? [] : [{ id, day, way, count }]
  })
}

async function idsOf(tx: Writer, namespace: Namespace, slugs: string[]): Promise<Map<string, number>> {
  const ids = new Map<string, number>()
  for (let from = 0; from < slugs.length; from += ROWS) {
    const some = sql.join(slugs.slice(from, from + ROWS))
    const { rows } = await sql<{ slug: string; id: number }>`
      SELECT slug, document_id AS id FROM redirections WHERE namespace = ${namespace} AND slug IN (${some})
      UNION ALL
      SELECT slug, id FROM documents WHERE namespace = ${namespace} AND slug IN (${some})`.execute(tx)
    for (const { slug, id } of rows) ids.set(slug, id)
  }
  return ids
}

/** How many times a page was read between two local days, both included; prints apart. */
export async function consultationsOf(
  db: Reader,
  documentId: number,
  from: string,
  to: string,
): Promise<number> {
  const { rows } = await sql<{ total: number | string | null }>`
    SELECT SUM(count) AS total FROM consultations
    WHERE document_id = ${documentId} AND day BETWEEN ${from} AND ${to} AND way <> 'print'`.execute(db)
  return Number(rows[0]?.total ?? 0)
}

/** The same for several pages at once, from a local day on. */
export async function readsSince(
  db: Reader,
  documentIds: readonly number[],
  from: string,
): Promise<Map<number, number>> {
  if (documentIds.length === 0) return new Map()
  const { rows } = await sql<{ id: number; total: number | string }>`
    SELECT document_id AS id, SUM(count) AS total FROM consultations
    WHERE document_id IN (${sql.join([...documentIds])}) AND day >= ${from} AND way <> 'print'
    GROUP BY document_id`.execute(db)
  return new Map(rows.map(({ id, total }) => [id, Number(total)]))
}

/** Months (YYYY-MM), both included. */
export interface Period {
  from: string
  to: string
}

/** What was read: every reading below holds only pages that anybody may read today. */
export interface PageVisits {
  id: number
  kind: Kind
  slug: string
  title: string
  /** Slug of who answers for it, as its text names it. */
  owner: string | null
  way: Way
  total: number
}

export async function visitsByPage(db: Reader, { from, to }: Period): Promise<PageVisits[]> {
  const { rows } = await sql<PageVisits>`
    SELECT p.document_id AS id, p.kind, p.slug, p.title, p.owner, c.way, c.total
    FROM (
      SELECT document_id, way, SUM(count) AS total FROM monthly_consultations
      WHERE month BETWEEN ${from} AND ${to} GROUP BY document_id, way
    ) c JOIN ${viewOf('reader')} p ON p.document_id = c.document_id
    ORDER BY p.sort_key, p.document_id, c.way`.execute(db)
  return rows.map((row) => ({ ...row, total: Number(row.total) }))
}

export interface MonthVisits extends PageVisits {
  /** YYYY-MM. */
  month: string
}

/** The same, month by month. */
export async function visitsByMonthAndPage(db: Reader, { from, to }: Period): Promise<MonthVisits[]> {
  const { rows } = await sql<MonthVisits>`
    SELECT c.month, p.document_id AS id, p.kind, p.slug, p.title, p.owner, c.way, c.count AS total
    FROM monthly_consultations c JOIN ${viewOf('reader')} p ON p.document_id = c.document_id
    WHERE c.month BETWEEN ${from} AND ${to}
    ORDER BY c.month, p.sort_key, p.document_id, c.way`.execute(db)
  return rows
}

/** Pages read in each month; a month without any is absent. */
export async function visitsByMonth(db: Reader, { from, to }: Period): Promise<Map<string, number>> {
  const { rows } = await sql<{ month: string; total: number | string }>`
    SELECT c.month, SUM(c.count) AS total
    FROM monthly_consultations c JOIN ${viewOf('reader')} p ON p.document_id = c.document_id
    WHERE c.month BETWEEN ${from} AND ${to} AND c.way <> 'print'
    GROUP BY c.month`.execute(db)
  return new Map(rows.map(({ month, total }) => [month, Number(total)]))
}

/** Themes and territories of the fiches read in the period, as their texts name them. */
export async function subjectsOfVisited(
  db: Reader,
  { from, to }: Period,
): Promise<{ themes: Map<number, string[]>; territories: Map<number, string[]> }> {
  const visited = sql`SELECT document_id FROM monthly_consultations WHERE month BETWEEN ${from} AND ${to}`
  const themes = await sql<{ id: number; name: string }>`
    SELECT t.document_id AS id, t.theme AS name FROM page_themes t
    WHERE t.document_id IN (${visited}) ORDER BY t.document_id, t.position`.execute(db)
  const territories = await sql<{ id: number; name: string }>`
    SELECT t.document_id AS id, t.territory AS name FROM page_territories t
    WHERE t.document_id IN (${visited}) ORDER BY t.document_id, t.position`.execute(db)
  return { themes: listsById(themes.rows), territories: listsById(territories.rows) }
}

function listsById(rows: readonly { id: number; name: string }[]): Map<number, string[]> {
  const lists = new Map<number, string[]>()
  for (const { id, name } of rows) {
    const list = lists.get(id)
    if (list === undefined) lists.set(id, [name])
    else list.push(name)
  }
  return lists
}

const SINCE = 'consultations.depuis'

/** Keeps the day on which counting began, once and for all. */
export async function keepCountingSince(tx: Writer, day: string): Promise<void> {
  await sql`INSERT INTO settings (name, value) VALUES (${SINCE}, ${day}) ON CONFLICT (name) DO NOTHING`.execute(
    tx,
  )
}

/** The day on which counting began; nothing while no server has counted. */
export async function countingSince(db: Reader): Promise<string | undefined> {
  const { rows } = await sql<{ value: string }>`SELECT value FROM settings WHERE name = ${SINCE}`.execute(db)
  return rows[0]?.value
}
