import type { SegmentKind } from '../domain/document/segments.ts'

/** A heading of a segment, for the table of contents. */
export interface Heading {
  /** 2 to 6: the page's title is the only h1. */
  level: number
  /** The anchor, unique in the whole body: `s-` and a slug. */
  id: string
  text: string
}

export interface RenderedSegment {
  kind: SegmentKind
  /** Slug of the territory, for a territory segment only. */
  territory?: string
  /** Sanitised HTML, with holes for the links between fiches (see holes.ts). */
  html: string
  headings: Heading[]
  /** Plain text for search and excerpts, one block a line; a hole leaves only the words its author gave it. */
  text: string
}

export type RefusalReason = 'tooLarge' | 'tooComplex' | 'timeout' | 'busy' | 'failed'

/** `message` is in French and may be shown to the person who wrote the text. */
export interface RenderRefusal {
  ok: false
  reason: RefusalReason
  message: string
}

export type RenderOutcome = { ok: true; segments: RenderedSegment[] } | RenderRefusal

/** Stored beside the HTML; to be raised whenever the same text would give other HTML, so that it is made again. */
export const RENDERER_VERSION: string = '2'

export interface Renderer {
  /** Never rejects: whatever happens to the worker, the outcome says so. */
  render(body: string): Promise<RenderOutcome>
  close(): Promise<void>
}
