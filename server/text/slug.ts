import { fold } from './fold.ts'

/** A slug: lower case letters without accents and figures, joined by single hyphens, 80 characters at most. */
const SLUG = /^[a-z0-9]+(?:-[a-z0-9]+)*$/

/** Words that are addresses of the guide itself, so no document may take them. */
const RESERVED = new Set([
  'nouvelle',
  'nouveau',
  'modifier',
  'historique',
  'comparer',
  'versions',
  'recherche',
  'admin',
  'api',
])

export function isSlug(text: string): boolean {
  return text.length <= 80 && SLUG.test(text)
}

export function isReservedSlug(slug: string): boolean {
  return RESERVED.has(slug)
}

/** The slug nearest to a text: « Évaluation, 1er accueil » gives `evaluation-1er-accueil`; nothing usable gives an empty string. */
export function slugify(text: string): string {
  return fold(text)
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 80)
    .replace(/^-+|-+$/g, '')
}
