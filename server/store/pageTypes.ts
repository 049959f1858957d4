/** What the store hands out of the published guide. Rows are already cut to what their reader may see. */
import type { FicheKind, FieldsByKind, Kind } from '../domain/document/keys.ts'
import type { STATUSES } from '../domain/document/vocabulary.ts'
import type { RenderedSegment } from '../markdown/rendered.ts'

/**
 * Who is asking: `reader` is anybody; `professional` is a signed-in person, who also sees the contacts kept for
 * professionals.
 */
export type Sight = 'reader' | 'professional'

export type Status = keyof typeof STATUSES

/** One published document as a list shows it. */
export interface Card<K extends Kind = Kind> {
  id: number
  kind: K
  slug: string
  title: string
  acronym?: string
  summary?: string
  status: Status
  archived: boolean
  /** Kept for professionals: whoever reads it is signed in. */
  reserved: boolean
  /** INSEE code, for a site or an institution that says where it stands. */
  commune?: string
  /** As it is read aloud: « 0 805 29 62 62 ». */
  phone?: string
  /** Number of the published revision. */
  revision: number
  /** UTC instant, ISO 8601, of that revision. */
  publishedAt: string
}

export type FicheCard = Card<FicheKind>

/** One published document, whole. The HTML of its segments still has its link holes (markdown/holes.ts). */
export interface PublishedPage<K extends Kind = Kind> extends Card<K> {
  fields: FieldsByKind[K]
  segments: RenderedSegment[]
}

/** A document that a page names, under the name it was called by: `caf-pas-de-calais`, `thematiques/logement`, `territoires/arras`. */
export type Named = ReadonlyMap<string, Card>

/** A fiche that points to the one being read, by this key of its front matter. */
export interface Backlink {
  key: string
  card: FicheCard
}

export interface RevisionRow {
  n: number
  sha256: string
  /** UTC instant, ISO 8601. */
  createdAt: string
  /** As the journal names them: « Import », « compte 12 », « compte 12, compte 15 ». */
  author: string
  /** Who agreed to it; nothing for an import. */
  approver: string | null
  summary: string
  origin: 'import' | 'edition'
  redacted: boolean
}

export interface RevisionText extends RevisionRow {
  source: string
}
