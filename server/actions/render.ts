import { parseDocument } from '../domain/document/parse.ts'
import type { RenderedSegment, Renderer } from '../markdown/rendered.ts'
import { addChange } from '../store/changes.ts'
import type { Database } from '../store/database.ts'
import { findRendered, pagesToRender, saveRendered } from '../store/rendered.ts'

/**
 * Renders the published texts whose HTML is missing or was made by an older renderer. Each is a change, so that pages
 * kept in memory and the index follow. Answers how many.
 */
export async function renderMissing(database: Database, renderer: Renderer, now: Date): Promise<number> {
  const pages = await pagesToRender(database.read)
  let made = 0
  for (const { documentId, revision, sha256, source } of pages) {
    const document = parseDocument(source).document
    const outcome = document && (await renderer.render(document.body))
    if (!outcome?.ok) continue
    await database.write(async (tx) => {
      await saveRendered(tx, sha256, outcome.segments)
      await addChange(tx, { documentId, event: 'rendering', revision, at: now.toISOString() })
    })
    made += 1
  }
  return made
}

/** True where the text is refused however often it is asked for. */
export function isTooMuch({ reason }: { reason: string }): boolean {
  return reason === 'tooComplex' || reason === 'tooLarge'
}

export type HtmlOutcome = { ok: true; segments: RenderedSegment[] } | { ok: false; passing: boolean }

/**
 * The HTML of a version, made and kept when this renderer has not yet. `passing` says that asking again later may
 * succeed: the renderer was busy, not the text too complex.
 */
export async function htmlOf(
  database: Database,
  renderer: Renderer,
  { sha256, body }: { sha256: string; body: string },
): Promise<HtmlOutcome> {
  const kept = await findRendered(database.read, sha256)
  if (kept !== undefined) return { ok: true, segments: kept }
  const outcome = await renderer.render(body)
  if (!outcome.ok) return { ok: false, passing: !isTooMuch(outcome) }
  await database.write((tx) => saveRendered(tx, sha256, outcome.segments))
  return outcome
}
