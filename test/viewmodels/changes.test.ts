import { expect, test } from 'vitest'
import { changesView } from '../../server/viewmodels/changes.ts'

test('values that do not change are folded where they would hide the one that does', () => {
  const words = (count: number) => Array.from({ length: count }, (_, index) => `mot ${index}`)
  const rowOf = (count: number) =>
    changesView({
      fields: [
        {
          key: 'mots_usuels',
          label: 'Mots usuels',
          before: words(count),
          after: [...words(count), 'zut'],
          says: '',
          risk: 'low',
        },
      ],
      body: [],
    }).fields[0]
  expect([rowOf(5)?.after.length, rowOf(5)?.foldedAfter]).toEqual([6, undefined])
  expect(rowOf(6)?.after.map(({ text }) => text)).toEqual(['zut'])
  expect(rowOf(6)?.foldedAfter).toEqual({ words: '6 sans changement', lines: words(6) })
  expect(rowOf(6)?.before).toEqual([])
})
