import { expect, test } from 'vitest'
import { filter } from '../../server/search/facets.ts'

const ROWS = [
  { nature: 'lieu', themes: ['logement', 'budget'], open: true },
  { nature: 'lieu', themes: ['logement'], open: false },
  { nature: 'contact', themes: ['budget'], open: true },
]
const counted = (nature?: string, theme?: string, open?: string) => {
  const { rows, counts } = filter(ROWS, [
    { name: 'nature', chosen: nature, valuesOf: (row) => [row.nature] },
    { name: 'theme', chosen: theme, valuesOf: (row) => row.themes },
    { name: 'open', chosen: open, valuesOf: (row) => (row.open ? ['1'] : []) },
  ])
  return [rows.length, Object.fromEntries([...counts].map(([name, of]) => [name, Object.fromEntries(of)]))]
}

test.each([
  [
    'without filter',
    [],
    3,
    { nature: { lieu: 2, contact: 1 }, theme: { logement: 2, budget: 2 }, open: { 1: 2 } },
  ],
  [
    'one filter leaves the counts of its own dimension',
    ['lieu'],
    2,
    { nature: { lieu: 2, contact: 1 }, theme: { logement: 2, budget: 1 }, open: { 1: 1 } },
  ],
  [
    'two filters',
    ['lieu', 'budget'],
    1,
    { nature: { lieu: 1, contact: 1 }, theme: { logement: 2, budget: 1 }, open: { 1: 1 } },
  ],
  ['none left', ['contact', 'logement'], 0, { nature: { lieu: 2 }, theme: { budget: 1 }, open: {} }],
])('%s', (_what, chosen, left, counts) => {
  expect(counted(...chosen)).toEqual([left, counts])
})
