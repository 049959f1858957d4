import { sql } from 'kysely'
import type { Reader, Writer } from './database.ts'

export interface ImportRow {
  /** The revision that the last import of this document made. */
  revision: number
  /** SHA-256 of the canonical text that was imported. */
  sha256: string
}

export async function lastImport(db: Reader, documentId: number): Promise<ImportRow | undefined> {
  const { rows } = await sql<ImportRow>`
    SELECT revision, sha256 FROM imports WHERE document_id = ${documentId}`.execute(db)
  return rows[0]
}

export async function saveImport(tx: Writer, documentId: number, row: ImportRow, at: string): Promise<void> {
  await sql`
    INSERT INTO imports (document_id, revision, sha256, imported_at)
    VALUES (${documentId}, ${row.revision}, ${row.sha256}, ${at})
    ON CONFLICT (document_id) DO UPDATE
      SET revision = excluded.revision, sha256 = excluded.sha256, imported_at = excluded.imported_at`.execute(
    tx,
  )
}
