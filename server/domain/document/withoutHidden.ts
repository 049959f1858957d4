import type { Document } from './document.ts'
import type { FieldType, Keys } from './fieldTypes.ts'
import { KEYS_BY_KIND } from './keys.ts'
import { namespaceOf } from './references.ts'

/**
 * The same document without what names a fiche that its reader may not see: a slug can itself be a name. A reference
 * goes, a group that needed it goes with it, a link in the body leaves its words.
 */
export function withoutHidden(document: Document, isVisible: (slug: string) => boolean): Document {
  const fields = keepGroup(document.fields, KEYS_BY_KIND[document.kind], isVisible) ?? {}
  const body = document.body.replace(FICHE_LINK, (link, slug: string, words?: string) =>
    isVisible(slug) ? link : (words ?? 'fiche indisponible'),
  )
  return { ...document, fields, body } as Document
}

const FICHE_LINK = /\[\[([a-z0-9-]{1,80})(?:\|([^[\]|\n]{1,200}))?\]\]/g

function keep(value: unknown, type: FieldType, isVisible: (slug: string) => boolean): unknown {
  if (value === undefined) return undefined
  if (type.type === 'reference') {
    return namespaceOf(type.to) !== 'fiche' || isVisible(String(value)) ? value : undefined
  }
  if (type.type === 'group') return keepGroup(value as object, type.keys, isVisible)
  if (type.type !== 'list') return value
  const items = (value as unknown[])
    .map((item) => keep(item, type.of, isVisible))
    .filter((item) => item !== undefined)
  return items.length === 0 ? undefined : items
}

function keepGroup(values: object, keys: Keys, isVisible: (slug: string) => boolean): object | undefined {
  const given = values as Record<string, unknown>
  const kept: Record<string, unknown> = {}
  for (const [name, { type, required }] of Object.entries(keys)) {
    const value = keep(given[name], type, isVisible)
    if (value !== undefined) kept[name] = value
    else if (required && given[name] !== undefined) return undefined
  }
  return Object.keys(kept).length === 0 ? undefined : kept
}
