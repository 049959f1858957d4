/** The journal, read by the administrator: the newest line first. */
import { sql } from 'kysely'
import type { Kind } from '../domain/document/keys.ts'
import { KINDS } from '../domain/document/kinds.ts'
import type { Reader } from './database.ts'
import type { AuditLine } from './records.ts'

export interface JournalLine extends Pick<AuditLine, 'at' | 'actor' | 'action' | 'details'> {
  id: number
  /** The account that it was done to. */
  personId: number | null
  document: { kind: Kind; slug: string } | undefined
}

export interface JournalFilter {
  /** Accounts that acted or were acted on, and names of those who act without one. */
  people?: { ids: readonly number[]; name: string } | undefined
  /** Slug of a document. */
  slug?: string | undefined
  action?: string | undefined
  /** Only lines older than this one. */
  before?: number | undefined
}

interface Row extends Omit<JournalLine, 'document' | 'details'> {
  kind: Kind | null
  slug: string | null
  details: string
}

const NAMESPACES = [...new Set(Object.values(KINDS).map(({ namespace }) => namespace))]

export async function readJournal(db: Reader, filter: JournalFilter, limit: number): Promise<JournalLine[]> {
  const { people, slug, action, before } = filter
  const { rows } = await sql<Row>`
    SELECT a.id, a.at, a.actor, a.action, a.details, a.person_id AS "personId", d.kind, d.slug
    FROM audit a LEFT JOIN documents d ON d.id = a.document_id
    WHERE ${before === undefined ? sql`1 = 1` : sql`a.id < ${before}`}
      AND ${people === undefined ? sql`1 = 1` : concerns(people)}
      AND ${slug === undefined ? sql`1 = 1` : isAbout(slug)}
      AND ${action === undefined ? sql`1 = 1` : sql`a.action = ${action}`}
    ORDER BY a.id DESC LIMIT ${limit}`.execute(db)
  return rows.map(({ kind, slug: of, details, ...line }) => ({
    ...line,
    details: JSON.parse(details) as AuditLine['details'],
    document: kind === null || of === null ? undefined : { kind, slug: of },
  }))
}

/** Each half has its index; an OR of the two would read the whole journal. */
function concerns({ ids, name }: NonNullable<JournalFilter['people']>) {
  const actors = [...ids.map((id) => `compte ${id}`), name]
  const done =
    ids.length === 0 ? sql`` : sql`UNION SELECT id FROM audit WHERE person_id IN (${sql.join([...ids])})`
  return sql`a.id IN (SELECT id FROM audit WHERE actor IN (${sql.join(actors)}) ${done})`
}

function isAbout(slug: string) {
  return sql`a.document_id IN (
    SELECT id FROM documents WHERE namespace IN (${sql.join(NAMESPACES)}) AND slug = ${slug})`
}

/** Every act that the journal knows, each looked up from the one before it: the journal itself is not read. */
export async function journalActions(db: Reader): Promise<string[]> {
  const { rows } = await sql<{ action: string }>`
    WITH RECURSIVE acts (action) AS (
      SELECT MIN(action) FROM audit
      UNION ALL
      SELECT (SELECT MIN(action) FROM audit WHERE action > acts.action) FROM acts WHERE acts.action IS NOT NULL
    )
    SELECT action FROM acts WHERE action IS NOT NULL`.execute(db)
  return rows.map(({ action }) => action)
}
