import type { Kind } from '../domain/document/keys.ts'
import { KINDS } from '../domain/document/kinds.ts'

/** A kind of fiche is always an icon and a word; the colour, by its French name, only repeats them. */
export interface KindView {
  nature: string
  label: string
  icon: string
}

const ICONS: Record<Kind, string> = {
  institution: 'building-2',
  scheme: 'life-buoy',
  site: 'map-pin',
  contact: 'phone',
  theme: 'tag',
  territory: 'map',
  help: 'circle-question-mark',
  thesaurus: 'book-open',
}

export function kindView(kind: Kind): KindView {
  return { nature: KINDS[kind].nature, label: KINDS[kind].label, icon: ICONS[kind] }
}
