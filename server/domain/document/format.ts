import { stringify } from 'yaml'
import type { Document } from './document.ts'
import type { FieldType, Keys } from './fieldTypes.ts'
import { KEYS_BY_KIND } from './keys.ts'

/**
 * Writes a document in its canonical form: keys in the declared order, absent when empty, one quoting style, LF. What
 * is stored is always this form, so that export → import → export changes no byte.
 */
export function formatDocument(document: Document): string {
  const front = stringify(writeGroup(document.fields, KEYS_BY_KIND[document.kind]), {
    // The compatible core schema quotes what another YAML reader would take for a number, a date or a boolean.
    schema: 'core',
    compat: 'yaml-1.1',
    version: '1.2',
    lineWidth: 0,
    aliasDuplicateObjects: false,
    indentSeq: true,
    singleQuote: false,
    blockQuote: 'literal',
  })
  return document.body === '' ? `---\n${front}---\n` : `---\n${front}---\n\n${document.body}\n`
}

/** `source` in canonical form. */
function writeGroup(values: object, keys: Keys): Record<string, unknown> {
  const given = values as Record<string, unknown>
  return Object.fromEntries(
    Object.entries(keys).flatMap(([name, { type }]) =>
      given[name] === undefined ? [] : [[name, writeValue(given[name], type)]],
    ),
  )
}

function writeValue(value: unknown, type: FieldType): unknown {
  if (type.type === 'list') return (value as unknown[]).map((item) => writeValue(item, type.of))
  if (type.type === 'group') return writeGroup(value as object, type.keys)
  return type.type === 'boolean' ? (value === true ? 'oui' : 'non') : value
}
