import type { Token } from 'markdown-it'
import { slugify } from '../text/slug.ts'
import { inlineText } from './plainText.ts'
import type { Heading } from './rendered.ts'

/** The longest anchor after its prefix: the sanitiser refuses a longer one. */
const LONGEST = 80

/** Gives anchors that are unique in a whole body: `s-horaires`, then `s-horaires-2`. One for each body. */
export function createAnchors(): (text: string) => string {
  const taken = new Set<string>()
  const lastNumber = new Map<string, number>()
  return (text) => {
    const slug = slugify(text) || 'partie'
    let number = lastNumber.get(slug) ?? 1
    let anchor = number === 1 ? slug : numbered(slug, number)
    while (taken.has(anchor)) {
      number += 1
      anchor = numbered(slug, number)
    }
    lastNumber.set(slug, number)
    taken.add(anchor)
    return `s-${anchor}`
  }
}

function numbered(slug: string, number: number): string {
  const suffix = `-${number}`
  return slug.slice(0, LONGEST - suffix.length) + suffix
}

/**
 * Writes levels and anchors into the heading tokens of a segment, and lists the headings that have words. The page's
 * title is its only h1, so `#` and `##` both give an h2.
 */
export function prepareHeadings(tokens: Token[], anchorFor: (text: string) => string): Heading[] {
  const headings: Heading[] = []
  tokens.forEach((token, index) => {
    if (token.tag === 'h1') token.tag = 'h2'
    if (token.type !== 'heading_open') return
    const text = inlineText(tokens[index + 1]?.children ?? [])
    const id = anchorFor(text)
    token.attrSet('id', id)
    if (text !== '') headings.push({ level: Number(token.tag.slice(1)), id, text })
  })
  return headings
}
