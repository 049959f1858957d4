import type { Document } from '../domain/document/document.ts'
import { formatDocument } from '../domain/document/format.ts'
import { parseDocument } from '../domain/document/parse.ts'
import { referencesOf } from '../domain/document/references.ts'
import { withoutHidden } from '../domain/document/withoutHidden.ts'
import type { Card, Named, RevisionText } from '../store/pageTypes.ts'
import { revisionText } from '../store/revisions.ts'
import { isVisibleIn, loadNames, namesInFields } from './loading.ts'
import { NotFound } from './refusals.ts'
import type { Visit } from './route.ts'

/** A version as this reader may read it: what names a fiche kept from the reader is taken out of the text. */
export interface ReadableVersion {
  revision: RevisionText
  /** Absent when the text cannot be read any more. */
  document: Document | undefined
  source: string
  named: Named
}

export async function publishedSource(visit: Visit, page: Card): Promise<ReadableVersion> {
  return readableVersion(visit, page.id, page.revision)
}

export async function readableVersion(visit: Visit, documentId: number, n: number): Promise<ReadableVersion> {
  const revision = await revisionText(visit.context.database.read, visit.sight, documentId, n)
  if (revision === undefined) throw new NotFound()
  const { document } = parseDocument(revision.source)
  // A text that cannot be read cannot be cleaned either: nothing of it is shown.
  if (document === undefined) return { revision, document, source: '', named: new Map() }
  const named = await loadNames(visit, namesInFields(document))
  const isVisible = isVisibleIn(named)
  const hides = referencesOf(document).some(({ to, slug }) => isFiche(to) && !isVisible(slug))
  if (!hides) return { revision, document, source: revision.source, named }
  const readable = withoutHidden(document, isVisible)
  return { revision, document: readable, source: formatDocument(readable), named }
}

function isFiche(to: string): boolean {
  return to !== 'theme' && to !== 'place' && to !== 'help'
}
