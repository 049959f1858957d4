import type { FieldType } from './document/fieldTypes.ts'
import { isSameValue, itemIdentity } from './document/identity.ts'
import { readWeek, type WeeklyHours, writeWeek } from './openingHours/weekly.ts'
import type { Versions } from './versions.ts'

export interface MergedValue {
  /** Where both sides changed the same thing, theirs. */
  value: unknown
  /** What somebody must settle: inner keys of a group, or the empty path for the value as a whole. */
  asked: string[][]
}

/** Three-way merge of the value of a key: lists item by item, hours by weekday, groups by inner key. */
export function mergeValue(type: FieldType, versions: Versions<unknown>): MergedValue {
  const { base, theirs, mine } = versions
  if (isSameValue(theirs, mine) || isSameValue(mine, base)) return { value: theirs, asked: [] }
  if (isSameValue(theirs, base)) return { value: mine, asked: [] }
  // One took away what the other changed.
  if (theirs !== undefined && mine !== undefined) {
    if (type.type === 'group') return mergeGroups(type, versions as Versions<Group>)
    const value =
      type.type === 'list'
        ? mergeLists(type, versions as Versions<unknown[]>)
        : type.type === 'hours'
          ? mergeHours(versions as Versions<string>)
          : undefined
    if (value !== undefined) return { value, asked: [] }
  }
  return { value: theirs, asked: [[]] }
}

type Group = Record<string, unknown>

function mergeGroups(
  type: Extract<FieldType, { type: 'group' }>,
  { base, theirs, mine }: Versions<Group>,
): MergedValue {
  const value: Group = {}
  const asked: string[][] = []
  for (const [key, { type: inner }] of Object.entries(type.keys)) {
    const merged = mergeValue(inner, { base: base?.[key], theirs: theirs[key], mine: mine[key] })
    if (merged.value !== undefined) value[key] = merged.value
    asked.push(...merged.asked.map((path) => [key, ...path]))
  }
  return { value: Object.keys(value).length === 0 ? undefined : value, asked }
}

/**
 * What each side added and took away, when they did not touch the same item. Nothing when somebody must choose: an item
 * changed in two ways, added in two wordings, an order changed, nothing or too much left.
 */
function mergeLists(
  { of, max }: Extract<FieldType, { type: 'list' }>,
  { base = [], theirs, mine }: Versions<unknown[]>,
): unknown[] | undefined {
  const [old, their, my] = [base, theirs, mine].map((items) => new Set(items.map(written))) as [
    Set<string>,
    Set<string>,
    Set<string>,
  ]
  const without = (items: unknown[], known: Set<string>) => items.filter((item) => !known.has(written(item)))
  const hasOtherOrder = (items: unknown[], all: Set<string>) =>
    !isSameValue(
      items.filter((item) => old.has(written(item))),
      base.filter((item) => all.has(written(item))),
    )
  if (hasOtherOrder(theirs, their) || hasOtherOrder(mine, my)) return undefined

  const theirNew = without(theirs, old)
  const myNew = without(without(mine, old), their)
  const bothTookAway = without(base, new Set([...their, ...my])).length > 0
  if (bothTookAway && (myNew.length > 0 || without(theirNew, my).length > 0)) return undefined
  const theirNames = new Set(without(theirNew, my).map(itemIdentity))
  if (myNew.some((item) => theirNames.has(itemIdentity(item)))) return undefined

  const merged = theirs.filter((item) => my.has(written(item)) || !old.has(written(item)))
  for (const item of myNew) merged.splice(placeFor(item, mine, merged, theirNew), 0, item)
  // The main theme comes first: two other ones are a choice to make.
  const isRanked = of.type === 'reference' && of.to === 'theme'
  const first = mergeValue(of, { base: base[0], theirs: theirs[0], mine: mine[0] })
  if (isRanked && (first.asked.length > 0 || !isSameValue(first.value, merged[0]))) return undefined
  return merged.length === 0 || merged.length > max ? undefined : merged
}

/** After the item that it follows in my list, and after what they added there; first where it follows none. */
function placeFor(item: unknown, mine: unknown[], merged: unknown[], theirNew: unknown[]): number {
  const places = new Map(merged.map((each, index) => [written(each), index]))
  const previous = mine.slice(0, mine.indexOf(item)).findLast((each) => places.has(written(each)))
  if (previous === undefined) return 0
  let place = (places.get(written(previous)) ?? -1) + 1
  while (place < merged.length && theirNew.includes(merged[place])) place++
  return place
}

function written(item: unknown): string {
  return JSON.stringify(item)
}

/** Each weekday as the side that changed it has it; nothing when both changed the same one, or no text says the result. */
function mergeHours(versions: Versions<string | undefined>): string | undefined {
  const [base, theirs, mine] = [versions.base, versions.theirs, versions.mine].map((text) =>
    text === undefined ? undefined : readWeek(text),
  )
  if (base === undefined || theirs === undefined || mine === undefined) return undefined
  const days: WeeklyHours['days'] = []
  for (const [day, rules] of base.days.entries()) {
    const merged = mergeRules({ base: rules, theirs: theirs.days[day] ?? [], mine: mine.days[day] ?? [] })
    if (merged === undefined) return undefined
    days.push(merged)
  }
  const exceptions = mergeRules({ base: base.exceptions, theirs: theirs.exceptions, mine: mine.exceptions })
  return exceptions === undefined ? undefined : writeWeek({ days, exceptions })
}

function mergeRules<T>({ base, theirs, mine }: Versions<T>): T | undefined {
  if (isSameValue(theirs, mine) || isSameValue(mine, base)) return theirs
  return isSameValue(theirs, base) ? mine : undefined
}
