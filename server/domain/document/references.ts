import type { Document } from './document.ts'
import type { FieldType, Keys, ReferenceTarget } from './fieldTypes.ts'
import { KEYS_BY_KIND } from './keys.ts'
import type { Namespace } from './kinds.ts'
import { cutSegments } from './segments.ts'

/** A place in a document that names another document. */
export interface Reference {
  /** Path of the key, `contacts[0]`; `corps` for the body. */
  key: string
  to: ReferenceTarget | 'help'
  slug: string
}

const NAMESPACES: Record<Reference['to'], Namespace> = {
  fiche: 'fiche',
  institution: 'fiche',
  scheme: 'fiche',
  site: 'fiche',
  contact: 'fiche',
  theme: 'theme',
  place: 'territory',
  help: 'help',
}

export function namespaceOf(to: Reference['to']): Namespace {
  return NAMESPACES[to]
}

/** True for a place that is a commune: an INSEE code, not a territory's slug. */
export function isCommuneCode(place: string): boolean {
  return /^(?:\d{2}|2[AB])\d{3}$/.test(place)
}

/** Every reference of a document, in order of appearance: front matter first, then the body. */
export function referencesOf(document: Document): Reference[] {
  const found: Reference[] = []
  collectGroup(document.fields, KEYS_BY_KIND[document.kind], '', found)
  for (const { territory } of cutSegments(document.body).segments) {
    if (territory !== undefined) found.push({ key: 'corps', to: 'place', slug: territory })
  }
  return [...found, ...bodyLinks(document.body)]
}

function collectGroup(values: object, keys: Keys, path: string, found: Reference[]): void {
  for (const [name, { type }] of Object.entries(keys)) {
    collect((values as Record<string, unknown>)[name], type, path === '' ? name : `${path}.${name}`, found)
  }
}

function collect(value: unknown, type: FieldType, key: string, found: Reference[]): void {
  if (value === undefined) return
  if (type.type === 'reference') found.push({ key, to: type.to, slug: String(value) })
  else if (type.type === 'commune') found.push({ key, to: 'place', slug: String(value) })
  else if (type.type === 'group') collectGroup(value as object, type.keys, key, found)
  else if (type.type === 'list') {
    for (const [index, item] of (value as unknown[]).entries())
      collect(item, type.of, `${key}[${index}]`, found)
  }
}

const BODY_LINK = /\[\[(?:(thematiques|territoires|aide)\/)?([a-z0-9-]{1,80})(?:\|[^[\]|\n]{1,200})?\]\]/g
const FOLDERS: Record<string, Reference['to']> = { thematiques: 'theme', territoires: 'place', aide: 'help' }

function bodyLinks(body: string): Reference[] {
  return Array.from(body.matchAll(BODY_LINK), ([, folder = '', slug = '']) => ({
    key: 'corps',
    to: FOLDERS[folder] ?? 'fiche',
    slug,
  }))
}
