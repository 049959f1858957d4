import { periodInWords } from '../text/dates.ts'
import type { FieldChange } from './comparison.ts'
import type { FieldType } from './document/fieldTypes.ts'
import { isSameValue, itemIdentity } from './document/identity.ts'
import { ITEM_LABELS, keyLabel } from './document/labels.ts'
import { type TitleOf, valueInWords } from './document/wording.ts'
import { fieldChange, shorten } from './saying.ts'

/** Items that may change before the list is told as a whole. */
const MOST = 20

export interface ChangedList {
  key: string
  /** Type of one item. */
  of: FieldType
  before: readonly unknown[]
  after: readonly unknown[]
}

/**
 * A list of groups, told item by item: « Fermeture exceptionnelle : du 24 au 31 décembre 2026 ajoutée ». Empty for a
 * list that is better told whole: all of it came or went, or too much of it changed.
 */
export function itemChanges({ key, of, before, after }: ChangedList, titleOf: TitleOf): FieldChange[] {
  const [label, ending] = ITEM_LABELS[key] ?? [keyLabel(key), 'é']
  if (Math.min(before.length, after.length) === 0 && before.length + after.length > 1) return []
  const [old, present] = [new Set(before.map(written)), new Set(after.map(written))]
  const removed = before.filter((item) => !present.has(written(item)))
  const added = after.filter((item) => !old.has(written(item)))
  if (removed.length + added.length > MOST) return []

  const words = (item: unknown) => (item === undefined ? [] : valueInWords(item, of, titleOf))
  const one = (was: unknown, is: unknown, verb: string): FieldChange => {
    const name = nameOf(is ?? was) ?? words(is ?? was).join()
    return fieldChange(key, label, [words(was), words(is)], `${shorten(name)} ${verb}${ending}`)
  }
  const changes = added.map((item) => {
    const at = removed.findIndex((other) => isOfSameThing(other, item))
    if (at === -1) return one(undefined, item, 'ajout')
    const [was] = removed.splice(at, 1)
    return one(was, item, 'chang')
  })
  changes.push(...removed.map((item) => one(item, undefined, 'retir')))
  const kept = [
    before.filter((item) => present.has(written(item))),
    after.filter((item) => old.has(written(item))),
  ]
  if (!isSameValue(kept[0], kept[1])) {
    const lists: [string[], string[]] = [before.flatMap(words), after.flatMap(words)]
    changes.push(fieldChange(key, keyLabel(key), lists, 'ordre changé'))
  }
  return changes
}

/** The same closure, or a link of the same words to another address. */
function isOfSameThing(a: unknown, b: unknown): boolean {
  return itemIdentity(a) === itemIdentity(b) || (nameOf(a) !== undefined && nameOf(a) === nameOf(b))
}

function written(item: unknown): string {
  return JSON.stringify(item)
}

function nameOf(item: unknown): string | undefined {
  const { du, au, libelle, question, terme, document } = item as Record<string, string | undefined>
  return du !== undefined && au !== undefined
    ? periodInWords(du, au)
    : (libelle ?? question ?? terme ?? document)
}
