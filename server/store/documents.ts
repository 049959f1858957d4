import { sql } from 'kysely'
import type { Kind } from '../domain/document/keys.ts'
import type { Namespace } from '../domain/document/kinds.ts'
import type { Reader, Writer } from './database.ts'

export interface DocumentRow {
  id: number
  namespace: Namespace
  kind: Kind
  slug: string
  /** Number of the published revision. */
  revision: number
}

export async function findDocument(
  db: Reader,
  namespace: Namespace,
  slug: string,
): Promise<DocumentRow | undefined> {
  const { rows } = await sql<DocumentRow>`
    SELECT id, namespace, kind, slug, revision FROM documents
    WHERE namespace = ${namespace} AND slug = ${slug}`.execute(db)
  return rows[0]
}

export async function documentById(db: Reader, id: number): Promise<DocumentRow | undefined> {
  const { rows } = await sql<DocumentRow>`
    SELECT id, namespace, kind, slug, revision FROM documents WHERE id = ${id}`.execute(db)
  return rows[0]
}

/** Every document, whoever may see it: for the operator's commands only. */
export async function allDocuments(db: Reader): Promise<DocumentRow[]> {
  const { rows } = await sql<DocumentRow>`
    SELECT id, namespace, kind, slug, revision FROM documents ORDER BY namespace, kind, slug`.execute(db)
  return rows
}

/** Adds a document whose first revision comes in the same transaction; nothing when its slug is or was another's. */
export async function insertDocument(
  tx: Writer,
  row: { namespace: Namespace; kind: Kind; slug: string; createdAt: string },
): Promise<number | undefined> {
  const { rows } = await sql<{ id: number }>`
    INSERT INTO documents (namespace, kind, slug, revision, created_at)
    SELECT ${row.namespace}, ${row.kind}, ${row.slug}, 1, ${row.createdAt}
    WHERE NOT EXISTS (SELECT 1 FROM redirections WHERE namespace = ${row.namespace} AND slug = ${row.slug})
    ON CONFLICT (namespace, slug) DO NOTHING
    RETURNING id`.execute(tx)
  return rows[0]?.id
}

/** Moves a document from revision `base` to the next; false when somebody else published meanwhile. */
export async function advanceDocument(tx: Writer, id: number, base: number): Promise<boolean> {
  const { numAffectedRows } = await sql`
    UPDATE documents SET revision = ${base + 1} WHERE id = ${id} AND revision = ${base}`.execute(tx)
  return numAffectedRows === 1n
}

/** Holds a document at this revision until the transaction ends; false when it has another by now. */
export async function holdRevision(tx: Writer, id: number, revision: number): Promise<boolean> {
  const { numAffectedRows } = await sql`
    UPDATE documents SET revision = revision WHERE id = ${id} AND revision = ${revision}`.execute(tx)
  return numAffectedRows === 1n
}
