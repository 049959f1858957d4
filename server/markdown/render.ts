import type { Token } from 'markdown-it'
import { cutSegments, type SourceSegment } from '../domain/document/segments.ts'
import { clean } from '../text/fold.ts'
import { CAPS, isTooLarge, refusal } from './caps.ts'
import { createAnchors, prepareHeadings } from './headings.ts'
import { createParser } from './parser.ts'
import { plainText } from './plainText.ts'
import type { RenderedSegment, RenderOutcome } from './rendered.ts'
import type { Sanitise } from './sanitise.ts'

const parser = createParser()

interface ParsedSegment {
  source: SourceSegment
  tokens: Token[]
}

/**
 * The only road from Markdown to HTML. It runs in the render worker (renderWorker.ts), never in the web server's own
 * thread: hostile texts make it slow. Segments are rendered and sanitised one by one and know nothing of each other,
 * but for their anchors, which are unique in the whole body.
 */
export function renderBody(body: string, sanitise: Sanitise): RenderOutcome {
  if (isTooLarge(body)) return refusal('tooLarge')
  const parsed = parseSegments(body)
  if (parsed === undefined) return refusal('tooComplex')
  const anchorFor = createAnchors()
  const unsafe = parsed.map(({ source, tokens }) => {
    const headings = prepareHeadings(tokens, anchorFor)
    const html = parser.renderer.render(tokens, parser.options, {})
    return { ...withoutMarkdown(source), html, headings, text: plainText(tokens) }
  })
  if (totalBytes(unsafe) > CAPS.htmlBytes) return refusal('tooComplex')
  return { ok: true, segments: unsafe.map((segment) => ({ ...segment, html: sanitise(segment.html) })) }
}

/** The tokens of each segment, or nothing as soon as the body has more of them than it may. */
function parseSegments(body: string): ParsedSegment[] | undefined {
  const parsed: ParsedSegment[] = []
  let tokenCount = 0
  for (const source of cutSegments(clean(body)).segments) {
    const tokens = parser.parse(source.markdown, {})
    tokenCount += countTokens(tokens)
    if (tokenCount > CAPS.tokens) return undefined
    parsed.push({ source, tokens })
  }
  return parsed
}

function countTokens(tokens: Token[]): number {
  return tokens.reduce((count, token) => count + 1 + countTokens(token.children ?? []), 0)
}

function withoutMarkdown({ kind, territory }: SourceSegment): Pick<RenderedSegment, 'kind' | 'territory'> {
  return territory === undefined ? { kind } : { kind, territory }
}

function totalBytes(segments: RenderedSegment[]): number {
  return segments.reduce((total, { html }) => total + Buffer.byteLength(html, 'utf8'), 0)
}
