import { parseDocument } from '../domain/document/parse.ts'
import { projectionOf } from '../domain/projection.ts'
import type { Renderer } from '../markdown/rendered.ts'
import { addChange } from '../store/changes.ts'
import type { Database } from '../store/database.ts'
import { allDocuments, holdRevision } from '../store/documents.ts'
import { comparableProjection, saveProjection, storedProjection } from '../store/projections.ts'
import { addAudit } from '../store/records.ts'
import { saveRendered } from '../store/rendered.ts'
import { revisionText } from '../store/revisions.ts'

export interface RebuildReport {
  documents: number
  /** Slugs whose projection was not what their text says. */
  mended: string[]
  /** Slugs whose text cannot be read or rendered any more, and why. */
  failed: { slug: string; message: string }[]
}

/**
 * Makes every projection of every published text again, HTML included when `html` says so. Records (verifications,
 * journal, counters) are not touched.
 */
export async function rebuild(
  database: Database,
  renderer: Renderer,
  { now, html, onProgress }: { now: Date; html: boolean; onProgress?: (done: number, total: number) => void },
): Promise<RebuildReport> {
  const documents = await allDocuments(database.read)
  const report: RebuildReport = { documents: documents.length, mended: [], failed: [] }
  for (const [index, { id, slug, revision }] of documents.entries()) {
    const text = await revisionText(database.read, 'professional', id, revision)
    const document = text && parseDocument(text.source).document
    if (text === undefined || document === undefined) {
      report.failed.push({ slug, message: 'le texte publié est illisible' })
      continue
    }
    const projection = projectionOf(document)
    if ((await storedProjection(database.read, id)) !== comparableProjection(projection, text.sha256))
      report.mended.push(slug)
    const outcome = html ? await renderer.render(document.body) : undefined
    if (outcome?.ok === false) report.failed.push({ slug, message: outcome.message })
    await database.write(async (tx) => {
      // Somebody may have published since the list was read: then what they published stands, and is right.
      if (!(await holdRevision(tx, id, revision))) return
      await saveProjection(tx, id, text.sha256, projection)
      if (outcome?.ok) await saveRendered(tx, text.sha256, outcome.segments)
      await addChange(tx, { documentId: id, event: 'rebuild', revision, at: now.toISOString() })
    })
    onProgress?.(index + 1, documents.length)
  }
  const details = { documents: report.documents, mended: report.mended.length, failed: report.failed.length }
  await database.write((tx) =>
    addAudit(tx, { at: now.toISOString(), actor: 'exploitant', action: 'rebuild', details }),
  )
  return report
}
