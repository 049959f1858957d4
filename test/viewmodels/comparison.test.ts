import { expect, test } from 'vitest'
import type { WordChange } from '../../server/domain/comparison.ts'
import { sideBySide } from '../../server/viewmodels/comparison.ts'

/** « =same », « -removed », « +added »; « ¶ » ends a paragraph. */
const KINDS = { '=': 'same', '-': 'removed', '+': 'added' } as const
const changes = (written: string[]): WordChange[] =>
  written.map((item) => ({
    kind: KINDS[item[0] as keyof typeof KINDS],
    text: item.slice(1).replaceAll('¶', '\n\n'),
  }))
const written = (side: WordChange[]) => side.map(({ text }) => text.replaceAll('\n\n', '¶')).join('|')

test.each([
  ['nothing', [], []],
  [
    'a word in a paragraph',
    ['=Un ', '-a', '+b', '=.¶Deux.'],
    [
      ['Un |a|.', 'Un |b|.'],
      ['Deux.', 'Deux.'],
    ],
  ],
  [
    'a paragraph that went',
    ['=Un.¶', '-Deux.¶', '=Trois.'],
    [
      ['Un.', 'Un.'],
      ['Deux.¶', ''],
      ['Trois.', 'Trois.'],
    ],
  ],
  [
    'a paragraph that came',
    ['=Un.¶', '+Deux.¶', '=Trois.'],
    [
      ['Un.', 'Un.'],
      ['', 'Deux.¶'],
      ['Trois.', 'Trois.'],
    ],
  ],
  [
    'a paragraph for another',
    ['=Un.¶', '-A.¶', '+B.¶', '=Trois.'],
    [
      ['Un.', 'Un.'],
      ['A.¶', 'B.¶'],
      ['Trois.', 'Trois.'],
    ],
  ],
  ['two whole texts', ['-A.¶B.', '+C.'], [['A.¶B.', 'C.']]],
] as [string, string[], [string, string][]][])('side by side: %s', (_what, body, rows) => {
  expect(sideBySide(changes(body)).map(({ before, after }) => [written(before), written(after)])).toEqual(
    rows,
  )
})
