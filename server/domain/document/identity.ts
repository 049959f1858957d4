import { fold } from '../../text/fold.ts'

/** The keys that name an item of a list of groups: a link is its address, a closure its days. */
const NAMING: readonly (readonly string[])[] = [['du', 'au'], ['url'], ['question'], ['terme'], ['document']]

/** What two items of a list have in common when they speak of the same thing: « CLLAJ » and « Cllaj », a link reworded. */
export function itemIdentity(item: unknown): string {
  if (typeof item !== 'object' || item === null) return fold(String(item))
  const group = item as Record<string, unknown>
  const keys = NAMING.find((names) => names.every((name) => group[name] !== undefined))
  return keys === undefined ? JSON.stringify(item) : keys.map((name) => fold(String(group[name]))).join(' ')
}

/** True for two values of a key, or two absences, that are written alike. */
export function isSameValue(a: unknown, b: unknown): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b)
}
