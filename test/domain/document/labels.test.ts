import { expect, test } from 'vitest'
import type { FieldType, Keys } from '../../../server/domain/document/fieldTypes.ts'
import { KEYS_BY_KIND } from '../../../server/domain/document/keys.ts'
import { ITEM_LABELS, KEY_LABELS, keyLabel } from '../../../server/domain/document/labels.ts'

function namesIn(keys: Keys): string[] {
  return Object.entries(keys).flatMap(([name, { type }]) => [name, ...namesInType(type)])
}

function namesInType(type: FieldType): string[] {
  if (type.type === 'list') return namesInType(type.of)
  return type.type === 'group' ? namesIn(type.keys) : []
}

const names = [...new Set(Object.values(KEYS_BY_KIND).flatMap((keys) => namesIn(keys)))]

test('every key of every kind has a label, groups included, and every label is of a key', () => {
  expect(Object.keys(KEY_LABELS).sort()).toEqual(names.sort())
})

test('every list of groups names one of its items', () => {
  const lists = Object.values(KEYS_BY_KIND).flatMap((keys: Keys) =>
    Object.entries(keys).flatMap(([name, { type }]) =>
      type.type === 'list' && type.of.type === 'group' ? [name] : [],
    ),
  )
  expect(Object.keys(ITEM_LABELS).sort()).toEqual([...new Set(lists)].sort())
})

test('no label is empty', () => {
  expect(names.filter((name) => keyLabel(name).trim() === '')).toEqual([])
})

test('every key says in one French sentence what it is for', () => {
  const abouts = (keys: Keys): string[] =>
    Object.values(keys).flatMap(({ about, type }) => {
      const group = type.type === 'list' ? type.of : type
      return [about, ...(group.type === 'group' ? abouts(group.keys) : [])]
    })
  const faults = Object.values(KEYS_BY_KIND)
    .flatMap(abouts)
    .filter((about) => !/^[\p{Lu}«].*[.…]$/u.test(about))
  expect(faults).toEqual([])
})
