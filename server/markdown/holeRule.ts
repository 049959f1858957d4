import type { MarkdownIt } from 'markdown-it'
import { isSlug } from '../text/slug.ts'
import { holeFor } from './holes.ts'

/** `[[target]]` or `[[target|words]]`. Lengths are bounded so that a run of brackets costs nothing. */
const LINK = /\[\[([a-z0-9/-]{1,100})(?:\|([^[\]|\n]{1,200}))?\]\]/y

const FOLDERS = new Set(['thematiques', 'territoires', 'aide'])

/** A fiche is named by its slug alone; themes, territories and help pages by their folder and slug. */
function isTarget(text: string): boolean {
  const parts = text.split('/')
  const slug = parts.pop() ?? ''
  if (!isSlug(slug)) return false
  return parts.length === 0 || (parts.length === 1 && FOLDERS.has(parts[0] ?? ''))
}

/** Links between fiches become tokens of their own; whatever is not a well-formed one stays the text it was. */
export function addHoles(md: MarkdownIt): void {
  md.inline.ruler.before('link', 'hole', (state, silent) => {
    // A link cannot stand inside another one: HTML has no such thing.
    if (state.linkLevel > 0) return false
    LINK.lastIndex = state.pos
    const [source = '', target = '', words] = LINK.exec(state.src) ?? []
    if (!isTarget(target) || state.pos + source.length > state.posMax) return false
    if (!silent) {
      const token = state.push('hole', '', 0)
      token.meta = { target }
      token.content = words?.trim() ?? ''
    }
    state.pos += source.length
    return true
  })
  md.renderer.rules.hole = (tokens, index) => {
    const token = tokens[index]
    return holeFor(String(token?.meta?.target), token?.content || undefined)
  }
}
