import { sql } from 'kysely'
import type { Namespace } from '../domain/document/kinds.ts'
import type { Reader, Writer } from './database.ts'
import type { Sight } from './pageTypes.ts'
import { viewOf } from './sight.ts'

export interface Redirection {
  namespace: Namespace
  /** The former slug; it is never given to another document. */
  slug: string
  /** The present slug of the document. */
  target: string
}

/** Where a former slug leads, if this reader may see it. */
export async function findRedirection(
  db: Reader,
  sight: Sight,
  namespace: Namespace,
  slug: string,
): Promise<string | undefined> {
  const { rows } = await sql<{ slug: string }>`
    SELECT p.slug FROM redirections r JOIN ${viewOf(sight)} p ON p.document_id = r.document_id
    WHERE r.namespace = ${namespace} AND r.slug = ${slug}`.execute(db)
  return rows[0]?.slug
}

/** All of them, whoever may see their targets: for the operator's commands only. */
export async function allRedirections(db: Reader): Promise<Redirection[]> {
  const { rows } = await sql<Redirection>`
    SELECT r.namespace, r.slug, d.slug AS target FROM redirections r JOIN documents d ON d.id = r.document_id
    ORDER BY r.namespace, r.slug`.execute(db)
  return rows
}

/** Keeps a former slug; false when it is a document's present slug or already leads elsewhere. */
export async function addRedirection(
  tx: Writer,
  row: { namespace: Namespace; slug: string; documentId: number },
  at: string,
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    INSERT INTO redirections (namespace, slug, document_id, created_at)
    SELECT ${row.namespace}, ${row.slug}, ${row.documentId}, ${at}
    WHERE NOT EXISTS (SELECT 1 FROM documents WHERE namespace = ${row.namespace} AND slug = ${row.slug})
    ON CONFLICT (namespace, slug) DO NOTHING`.execute(tx)
  return numAffectedRows === 1n
}
