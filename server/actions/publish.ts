import { createHash } from 'node:crypto'
import type { Document, Problem } from '../domain/document/document.ts'
import { formatDocument } from '../domain/document/format.ts'
import type { Kind } from '../domain/document/keys.ts'
import { KINDS } from '../domain/document/kinds.ts'
import { parseDocument } from '../domain/document/parse.ts'
import { projectionOf, visibilityOf } from '../domain/projection.ts'
import type { RenderedSegment, Renderer } from '../markdown/rendered.ts'
import { addChange } from '../store/changes.ts'
import type { Database, Writer } from '../store/database.ts'
import { advanceDocument, findDocument, insertDocument } from '../store/documents.ts'
import { saveProjection } from '../store/projections.ts'
import { addAudit } from '../store/records.ts'
import { saveRendered } from '../store/rendered.ts'
import { insertRevision } from '../store/revisions.ts'
import { isReservedSlug, isSlug } from '../text/slug.ts'

export interface Publication {
  kind: Kind
  slug: string
  /** As typed: it is stored in canonical form. */
  source: string
  author: string
  /** Why: one line for the history. */
  summary: string
  origin: 'import' | 'edition'
  /** Who agreed, and to which proposal; nothing for an import. */
  approver?: string
  /** Who publishes, in the journal; the author where it says nothing. */
  actor?: string
  proposalId?: number
  /** The revision the text was written from; 0 for a new document. */
  base: number
}

export type Published =
  | { ok: true; documentId: number; revision: number; sha256: string; change: number }
  | { ok: false; problems: Problem[] }
  /** Somebody published meanwhile, or the slug is or was another document's. */
  | { ok: false; conflict: true }

/** What publishing needs, made before any transaction: nothing but SQL is awaited inside one. */
export interface Prepared {
  document: Document
  source: string
  sha256: string
  segments: RenderedSegment[]
}

export type Preparation = { ok: true; prepared: Prepared } | { ok: false; problems: Problem[] }

/** Reads, checks, canonicalises and renders a text. */
export async function prepare(renderer: Renderer, kind: Kind, text: string): Promise<Preparation> {
  const { document, problems } = parseDocument(text)
  if (document === undefined || problems.length > 0) return { ok: false, problems }
  if (document.kind !== kind) {
    const message = `La nature « ${KINDS[document.kind].nature} » ne convient pas ici : « ${KINDS[kind].nature} » est attendue.`
    return { ok: false, problems: [{ key: 'nature', line: 2, message }] }
  }
  const outcome = await renderer.render(document.body)
  if (!outcome.ok) return { ok: false, problems: [{ key: 'corps', line: 1, message: outcome.message }] }
  const links = [...new Set(outcome.segments.flatMap(strayLinks))]
  if (links.length > 0)
    return { ok: false, problems: links.map((message) => ({ key: 'corps', line: 1, message })) }
  const source = formatDocument(document)
  return { ok: true, prepared: { document, source, sha256: sha256Of(source), segments: outcome.segments } }
}

/**
 * A fiche must be named by `[[slug]]` alone, read as a link: written otherwise, the slug of a contact that its reader may
 * not see would stand in the page, where nothing takes it out.
 */
function strayLinks({ html, text }: RenderedSegment): string[] {
  const typed = Array.from(html.matchAll(/ href="([^"]*)"/g), ([, href = '']) =>
    href.replaceAll('&amp;', '&'),
  ).filter(isFicheAddress)
  const unread = text.match(/\[\[[a-z0-9][a-z0-9-]*/g) ?? []
  return [
    ...typed.map(
      (href) =>
        `Le lien « ${href} » mène à une fiche : écrivez son identifiant entre deux crochets, « [[…]] ».`,
    ),
    ...unread.map(
      (link) =>
        `« ${link} » n’est pas lu comme un lien : ni code, ni barre oblique inverse devant, et 200 signes de mots au plus.`,
    ),
  ]
}

const GUIDE = 'http://guide.invalid'

function isFicheAddress(href: string): boolean {
  if (!URL.canParse(href, GUIDE)) return false
  const url = new URL(href, GUIDE)
  return url.origin === GUIDE && /^\/+fiches\//i.test(decodePath(url.pathname))
}

function decodePath(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}

export function sha256Of(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

/**
 * Publishes a text: revision, HTML, projections, journal and change in one transaction. Whoever serves readers then
 * lets the search index catch up with the change.
 */
export async function publish(
  database: Database,
  renderer: Renderer,
  publication: Publication,
  now: Date,
): Promise<Published> {
  const prepared = await prepare(renderer, publication.kind, publication.source)
  if (!prepared.ok) return prepared
  return database.write((tx) => publishPrepared(tx, publication, prepared.prepared, now))
}

/** The same inside a transaction that does more than publish. */
export async function publishPrepared(
  tx: Writer,
  publication: Publication,
  { document, source, sha256, segments }: Prepared,
  now: Date,
): Promise<Published> {
  const at = now.toISOString()
  const documentId = await claimDocument(tx, publication, at)
  if (documentId === undefined) return { ok: false, conflict: true }
  const { author, summary, origin, base, approver, proposalId } = publication
  const n = base + 1
  const visibility = visibilityOf(document)
  await insertRevision(tx, {
    documentId,
    n,
    source,
    sha256,
    visibility,
    author,
    summary,
    origin,
    createdAt: at,
    approver,
    proposalId,
  })
  await saveRendered(tx, sha256, segments)
  await saveProjection(tx, documentId, sha256, projectionOf(document))
  await addAudit(tx, {
    at,
    actor: publication.actor ?? author,
    action: 'publication',
    documentId,
    details: { revision: n, origin },
  })
  const change = await addChange(tx, { documentId, event: 'publication', revision: n, at })
  return { ok: true, documentId, revision: n, sha256, change }
}

async function claimDocument(
  tx: Writer,
  { kind, slug, base }: Publication,
  at: string,
): Promise<number | undefined> {
  const { namespace } = KINDS[kind]
  if (base === 0) {
    if (!isSlug(slug) || isReservedSlug(slug)) return undefined
    return insertDocument(tx, { namespace, kind, slug, createdAt: at })
  }
  const found = await findDocument(tx, namespace, slug)
  if (found === undefined || found.kind !== kind) return undefined
  return (await advanceDocument(tx, found.id, base)) ? found.id : undefined
}
