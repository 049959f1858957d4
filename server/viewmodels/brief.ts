import type { Link } from './links.ts'
import { type Noun, unknown } from './unknown.ts'

/** One word of « En bref » and its meaning: lines of text, a list, links, or the words that it is not known. */
export interface BriefRow {
  label: string
  lines: string[]
  items: string[]
  links: Link[]
  unknown: string | undefined
}

interface Meaning {
  text?: string | undefined
  lines?: readonly (string | undefined)[]
  items?: readonly string[] | undefined
  links?: readonly Link[]
}

/** A row that is always there: where nothing is known it says so. */
export function row(label: string, noun: Noun, meaning: Meaning): BriefRow {
  const filled = fill(label, meaning)
  return isEmpty(filled) ? { ...filled, unknown: unknown(noun) } : filled
}

/** A row that is there only when something is known. */
export function optionalRow(label: string, meaning: Meaning): BriefRow[] {
  const filled = fill(label, meaning)
  return isEmpty(filled) ? [] : [filled]
}

function fill(label: string, { text, lines = [], items = [], links = [] }: Meaning): BriefRow {
  const all = [text, ...lines].flatMap((part) => (part === undefined ? [] : part.split('\n')))
  return {
    label,
    lines: all.filter((part) => part !== ''),
    items: [...items],
    links: [...links],
    unknown: undefined,
  }
}

function isEmpty({ lines, items, links }: BriefRow): boolean {
  return lines.length === 0 && items.length === 0 && links.length === 0
}
