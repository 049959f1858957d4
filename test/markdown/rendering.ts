import { fillHoles } from '../../server/markdown/holes.ts'
import { renderBody } from '../../server/markdown/render.ts'
import type { RenderedSegment } from '../../server/markdown/rendered.ts'
import { loadSanitiser } from '../../server/markdown/sanitise.ts'

export const sanitise = await loadSanitiser()

/** The segments of a text that must be accepted. */
export function segmentsOf(body: string): RenderedSegment[] {
  const outcome = renderBody(body, sanitise)
  if (!outcome.ok) throw new Error(`refusé : ${outcome.reason}`)
  return outcome.segments
}

/** The HTML of a text, its segments one after the other, without the line feeds at its end. */
export function htmlOf(body: string): string {
  return segmentsOf(body)
    .map(({ html }) => html)
    .join('')
    .trimEnd()
}

/** The text in the page, as a reader sees it. */
export function shownBy(html: string): string {
  return fillHoles(html, () => undefined)
    .replace(/<[^>]*>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
}

/** The addresses that the HTML links to. */
export function addressesIn(html: string): string[] {
  return Array.from(html.matchAll(/ href="([^"]*)"/g), ([, address = '']) => address.replaceAll('&amp;', '&'))
}
