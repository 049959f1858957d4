import { fillHoles } from '../markdown/holes.ts'
import type { Heading, RenderedSegment } from '../markdown/rendered.ts'
import type { Named } from '../store/pageTypes.ts'
import { inPlace } from '../text/places.ts'
import type { ViewContext } from './context.ts'
import { urlOf } from './links.ts'
import { placeLink } from './names.ts'

/** HTML that came out of the sanitiser when its text was saved: the only text that a template may print unescaped. */
export interface StoredHtml {
  readonly stored: string
}

export interface SegmentView {
  kind: RenderedSegment['kind']
  /** « Dans l’arrondissement de Lens », « Attention », « Astuce »; nothing over the common text. */
  label: string | undefined
  icon: string | undefined
  html: StoredHtml
}

export interface BodyView {
  segments: SegmentView[]
  /** The table of contents, where there is enough to need one. */
  contents: Heading[]
}

/** From this number of headings on, a table of contents spares more reading than it costs. */
const HEADINGS_FOR_CONTENTS = 4

export function bodyView(segments: readonly RenderedSegment[], named: Named, context: ViewContext): BodyView {
  const headings = segments.flatMap((segment) => segment.headings)
  const expand = firstOnly((acronym) => context.directory.glossary.get(acronym)?.meaning)
  return {
    segments: segments.map((segment) => segmentView(segment, named, expand, context)),
    contents: headings.length < HEADINGS_FOR_CONTENTS ? [] : headings,
  }
}

/** What an acronym stands for is told once in a text. */
function firstOnly(expand: (acronym: string) => string | undefined): typeof expand {
  const told = new Set<string>()
  return (acronym) => {
    if (told.has(acronym)) return undefined
    told.add(acronym)
    return expand(acronym)
  }
}

function segmentView(
  segment: RenderedSegment,
  named: Named,
  expand: (acronym: string) => string | undefined,
  context: ViewContext,
): SegmentView {
  const linkOf = (target: string) => {
    const card = named.get(target)
    return card === undefined ? undefined : { url: urlOf(card), title: card.title }
  }
  const stored = fillHoles(segment.html, linkOf, expand)
  return { kind: segment.kind, ...labelOf(segment, named, context), html: { stored } }
}

function labelOf(
  { kind, territory }: RenderedSegment,
  named: Named,
  context: ViewContext,
): Pick<SegmentView, 'label' | 'icon'> {
  if (kind === 'warning') return { label: 'Attention', icon: 'triangle-alert' }
  if (kind === 'tip') return { label: 'Astuce', icon: 'lightbulb' }
  if (kind === 'common' || territory === undefined) return { label: undefined, icon: undefined }
  return { label: inPlace(placeLink(territory, named, context).label), icon: 'map-pin' }
}
