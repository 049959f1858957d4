import { sql } from 'kysely'
import { RENDERER_VERSION, type RenderedSegment } from '../markdown/rendered.ts'
import type { Reader, Writer } from './database.ts'

/** Keeps the HTML of a source, under the source's SHA-256; a newer renderer's replaces an older one's. */
export async function saveRendered(tx: Writer, sha256: string, segments: RenderedSegment[]): Promise<void> {
  await sql`
    INSERT INTO rendered (sha256, renderer, segments)
    VALUES (${sha256}, ${RENDERER_VERSION}, ${JSON.stringify(segments)})
    ON CONFLICT (sha256) DO UPDATE SET renderer = excluded.renderer, segments = excluded.segments`.execute(tx)
}

/** Nothing when it was never made, or by another version of the renderer. */
export async function findRendered(db: Reader, sha256: string): Promise<RenderedSegment[] | undefined> {
  const { rows } = await sql<{ segments: string }>`
    SELECT segments FROM rendered WHERE sha256 = ${sha256} AND renderer = ${RENDERER_VERSION}`.execute(db)
  return rows[0] === undefined ? undefined : (JSON.parse(rows[0].segments) as RenderedSegment[])
}

export interface PageToRender {
  documentId: number
  revision: number
  sha256: string
  source: string
}

/** Published texts whose HTML is missing or was made by another version of the renderer. */
export async function pagesToRender(db: Reader): Promise<PageToRender[]> {
  const { rows } = await sql<PageToRender>`
    SELECT d.id AS "documentId", d.revision, r.sha256, r.source FROM documents d
    JOIN revisions r ON r.document_id = d.id AND r.n = d.revision
    LEFT JOIN rendered h ON h.sha256 = r.sha256 AND h.renderer = ${RENDERER_VERSION}
    WHERE h.sha256 IS NULL ORDER BY d.id`.execute(db)
  return rows
}
