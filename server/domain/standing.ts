/** In whose scope a document stands, as its text and the guide say. Pure. */
import type { Directory } from './directory.ts'
import type { Document } from './document/document.ts'
import { isCommuneCode } from './document/references.ts'
import { territoriesOf } from './geography.ts'
import type { Standing } from './permission.ts'

type Known = Pick<Directory, 'find' | 'themes' | 'geography'>

interface AnyFields {
  responsable?: string
  thematiques?: readonly string[]
  territoires?: readonly string[]
}

/**
 * An institution answers for itself, and so do those above it; any other fiche stands with its `responsable`. A theme
 * counts with the one above it, a commune with the territories that are known to hold it.
 */
export function standingOf({ slug, document }: { slug: string; document: Document }, known: Known): Standing {
  const { responsable, thematiques = [], territoires = [] } = document.fields as AnyFields
  const own = document.kind === 'institution' ? [slug] : []
  return {
    institutions: distinct([...own, ...(responsable === undefined ? [] : withParents(responsable, known))]),
    themes: distinct(thematiques.flatMap((theme) => withParentTheme(theme, known))),
    territories: distinct(territoires.flatMap((place) => [place, ...holding(place, known)])),
  }
}

function withParentTheme(theme: string, { themes }: Pick<Directory, 'themes'>): string[] {
  const parent = themes.get(theme)?.parent
  return parent === undefined ? [theme] : [theme, parent]
}

/** The institution and those that answer for it; a circle ends where it began. */
function withParents(slug: string, { find }: Pick<Directory, 'find'>): string[] {
  const line: string[] = []
  let next: string | undefined = slug
  while (next !== undefined) {
    const facts = find(next)
    const present: string = facts?.slug ?? next
    if (line.includes(present)) break
    line.push(present)
    next = facts?.owner
  }
  return line
}

function holding(place: string, { geography }: Pick<Directory, 'geography'>): string[] {
  return isCommuneCode(place) ? territoriesOf(geography, place).map(({ slug }) => slug) : []
}

function distinct(items: readonly string[]): string[] {
  return [...new Set(items)]
}
