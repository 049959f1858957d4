import { diffArrays } from 'diff'
import { type Paragraph, paragraphsOf } from './document/paragraphs.ts'
import type { Versions } from './versions.ts'

/** A run of paragraphs that is settled, or a place that both sides changed. */
export type BodyPart = { settled: Paragraph[] } | { contested: Versions<Paragraph[]> }

/** Paragraphs of the base from `from` up to `to` that a side replaced; `growth` is how many more it has there. */
interface Hunk {
  side: 'theirs' | 'mine'
  from: number
  to: number
  growth: number
}

interface Zone {
  from: number
  to: number
  growth: { theirs: number; mine: number }
  sides: Set<Hunk['side']>
}

/** Edits beyond which two bodies have no paragraphs in common that are worth pairing; it also bounds the time. */
const PARAGRAPH_EDITS = 250

/**
 * Three-way merge of bodies by paragraph. Changes of different paragraphs are kept, even of neighbours; two changes of
 * the same one, or two additions in the same place, are contested.
 */
export function mergeBodies(bodies: Versions<string>): BodyPart[] {
  const [base, theirs, mine] = [bodies.base, bodies.theirs, bodies.mine].map(paragraphsOf) as [
    Paragraph[],
    Paragraph[],
    Paragraph[],
  ]
  const parts: BodyPart[] = []
  const shift = { theirs: 0, mine: 0 }
  let at = 0
  const keepUntil = (end: number) => {
    const settled = base.slice(at, end).map(({ text, gap }, index) => {
      const theirGap = theirs[at + index + shift.theirs]?.gap ?? gap
      return { text, gap: theirGap === gap ? (mine[at + index + shift.mine]?.gap ?? gap) : theirGap }
    })
    if (settled.length > 0) parts.push({ settled })
  }
  for (const { from, to, growth, sides } of zonesOf([
    ...hunksOf(base, theirs, 'theirs'),
    ...hunksOf(base, mine, 'mine'),
  ])) {
    keepUntil(from)
    const versions = {
      base: base.slice(from, to),
      theirs: theirs.slice(from + shift.theirs, to + shift.theirs + growth.theirs),
      mine: mine.slice(from + shift.mine, to + shift.mine + growth.mine),
    }
    if (sides.size > 1 && !isSameText(versions.theirs, versions.mine)) parts.push({ contested: versions })
    else parts.push({ settled: sides.has('theirs') ? versions.theirs : versions.mine })
    shift.theirs += growth.theirs
    shift.mine += growth.mine
    at = to
  }
  keepUntil(base.length)
  return parts
}

function hunksOf(base: readonly Paragraph[], other: readonly Paragraph[], side: Hunk['side']): Hunk[] {
  const texts = [base, other].map((paragraphs) => paragraphs.map(({ text }) => text)) as [string[], string[]]
  const changes = diffArrays(...texts, { maxEditLength: PARAGRAPH_EDITS })
  if (changes === undefined) return [allBetweenEnds(...texts, side)]
  const hunks: Hunk[] = []
  let at = 0
  let open: Hunk | undefined
  for (const { added, removed, count } of changes) {
    if (!added && !removed) {
      at += count
      open = undefined
      continue
    }
    if (open === undefined) {
      open = { side, from: at, to: at, growth: 0 }
      hunks.push(open)
    }
    if (removed) {
      at += count
      open.to = at
    }
    open.growth += added ? count : -count
  }
  return hunks
}

function allBetweenEnds(base: readonly string[], other: readonly string[], side: Hunk['side']): Hunk {
  const shorter = Math.min(base.length, other.length)
  let start = 0
  while (start < shorter && base[start] === other[start]) start++
  let end = 0
  while (end < shorter - start && base.at(-1 - end) === other.at(-1 - end)) end++
  return { side, from: start, to: base.length - end, growth: other.length - base.length }
}

/** The hunks of both sides, those that meet taken together. Neighbours do not meet; two additions in one place do. */
function zonesOf(hunks: Hunk[]): Zone[] {
  const zones: Zone[] = []
  for (const { side, from, to, growth } of hunks.sort((a, b) => a.from - b.from || a.to - b.to)) {
    let zone = zones.at(-1)
    const meets =
      zone !== undefined &&
      ((from < zone.to && zone.from < to) || (from === to && from === zone.from && to === zone.to))
    if (zone === undefined || !meets) {
      zone = { from, to, growth: { theirs: 0, mine: 0 }, sides: new Set() }
      zones.push(zone)
    }
    zone.to = Math.max(zone.to, to)
    zone.growth[side] += growth
    zone.sides.add(side)
  }
  return zones
}

function isSameText(a: readonly Paragraph[], b: readonly Paragraph[]): boolean {
  return a.length === b.length && a.every(({ text }, index) => text === b[index]?.text)
}
