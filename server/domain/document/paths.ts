import type { FieldType, Keys } from './fieldTypes.ts'

/** Values by key, whatever the kind of the document. A path is a key, and an inner key where the value is a group. */
export type Fields = Record<string, unknown>

export function typeAt(keys: Keys, [key = '', ...inner]: string[]): FieldType | undefined {
  const type = keys[key]?.type
  return inner.length === 0 || type?.type !== 'group' ? type : typeAt(type.keys, inner)
}

export function valueAt(fields: Fields, [key = '', ...inner]: string[]): unknown {
  const value = fields[key]
  return inner.length === 0 || value === undefined ? value : valueAt(value as Fields, inner)
}

/** Keys in the order in which they are written. */
export function inOrder(values: Fields, keys: Keys): Fields {
  return Object.fromEntries(
    Object.entries(keys).flatMap(([key, { type }]) => {
      const value = values[key]
      if (value === undefined) return []
      return [[key, type.type === 'group' ? inOrder(value as Fields, type.keys) : value]]
    }),
  )
}

/** Writes or, for no value, takes away; a group that has nothing left goes. */
export function write(fields: Fields, [key = '', ...inner]: string[], value: unknown): void {
  if (inner.length > 0) {
    const group = (fields[key] ?? {}) as Fields
    write(group, inner, value)
    fields[key] = Object.keys(group).length === 0 ? undefined : group
  } else if (value === undefined) delete fields[key]
  else fields[key] = value
}
