import { describe, expect, test } from 'vitest'
import { monthsBetween, monthsUntil } from '../../server/domain/month.ts'
import type { PageVisits } from '../../server/store/consultations.ts'
import { barChart, columnChart, figures, share } from '../../server/viewmodels/chart.ts'
import { csvOf } from '../../server/viewmodels/csv.ts'
import { type StatisticsInput, statisticsPage } from '../../server/viewmodels/statistics.ts'
import { statisticsFile } from '../../server/viewmodels/statisticsFile.ts'
import { caf, card, context, housing, line, NBSP, named, scheme } from './guide.ts'

const visit = (
  page: typeof scheme | typeof caf | typeof line,
  total: number,
  more: Partial<PageVisits> = {},
) => ({ ...page, owner: page === caf ? null : 'caf', way: 'link', total, ...more }) as PageVisits

const input = (more: Partial<StatisticsInput> = {}): StatisticsInput => ({
  month: undefined,
  months: [
    { month: '2026-10', total: 0 },
    { month: '2026-11', total: 12 },
  ],
  since: '2026-10-01',
  visits: [],
  themesOf: new Map(),
  territoriesOf: new Map(),
  themes: [{ ...housing, fields: {} }],
  named,
  ...more,
})

const tableOf = (page: ReturnType<typeof statisticsPage>, id: string) =>
  page.sections
    .find((section) => section.id === id)
    ?.rows.map(({ label, cells }) => [label.label, ...cells].join(' ').replaceAll(NBSP, ' '))

describe('the page', () => {
  test('prints stand beside the total, not in it', () => {
    const page = statisticsPage(
      input({ visits: [visit(scheme, 10), visit(scheme, 4, { way: 'print' })] }),
      context,
    )
    expect(page.totals.map(({ label, value }) => `${value} ${label}`)).toEqual([
      '10 consultations',
      '1 fiche consultée',
      '4 impressions',
    ])
    expect(tableOf(page, 'voies')?.at(-1)).toBe('Lien, favori ou adresse 10 100 %')
  })

  test('a fiche of a theme and of one that it contains counts once for it', () => {
    const rent = { ...card('theme', 'loyer', 'Loyer'), fields: { parent: 'logement' } }
    const page = statisticsPage(
      input({
        visits: [visit(scheme, 10), { ...visit(scheme, 2), ...rent, owner: null, way: 'link', total: 2 }],
        themesOf: new Map([[scheme.id, ['loyer', 'logement']]]),
        themes: [{ ...housing, fields: {} }, rent],
      }),
      context,
    )
    expect(tableOf(page, 'thematiques')).toEqual(['Logement 12'])
  })

  test('an institution answers for its fiches and for itself; one that nobody may see is not named', () => {
    const page = statisticsPage(
      input({ visits: [visit(scheme, 3), visit(caf, 1), visit(line, 5, { owner: 'cachee' })] }),
      context,
    )
    expect(tableOf(page, 'institutions')).toEqual(['Caisse d’allocations familiales 4 44 %'])
    expect(tableOf(page, 'fiches')?.[0]).toBe('Numéro vert 5 56 %')
  })

  test('a long list is cut, and says so', () => {
    const visits = Array.from({ length: 25 }, (_, at) =>
      visit(card('scheme', `f${at}`, `Fiche ${at}`), 100 - at),
    )
    const page = statisticsPage(input({ visits }), context)
    const most = page.sections.find(({ id }) => id === 'fiches')
    expect(most?.rows).toHaveLength(20)
    expect(most?.note?.replaceAll(NBSP, ' ')).toBe('20 lignes sur 25 ; le reste est dans le fichier CSV.')
  })

  test('a month is named, its file offered, and the choice holds every month of counting', () => {
    const page = statisticsPage(input({ month: '2026-10' }), context)
    expect(page.period).toBe('En octobre 2026')
    expect(page.choices.map(({ value, selected }) => [value, selected])).toEqual([
      ['', false],
      ['2026-11', false],
      ['2026-10', true],
    ])
    expect(page.csv.map(({ url }) => url)).toEqual(['/statistiques.csv?periode=2026-10', '/statistiques.csv'])
  })
})

test('the drawings say their figures', () => {
  const bars = barChart('b', 'Titre', [
    { label: 'Un intitulé qui ne tient pas à côté de son nombre', value: 1_204 },
    { label: 'Court', value: 301 },
  ])
  expect(bars.bars.map(({ label, value, width }) => [label, value, width])).toEqual([
    ['Un intitulé qui ne tient pas…', `1${NBSP}204`, '100%'],
    ['Court', '301', '25%'],
  ])
  expect(bars.description).toContain('ne tient pas à côté de son nombre')
  const columns = columnChart('c', 'Titre', [
    { label: 'octobre 2026', short: 'oct', value: 0 },
    { label: 'novembre 2026', short: 'nov', value: 12_400 },
  ])
  expect(columns.columns.map(({ value, height, x, width }) => [value, height, x, width])).toEqual([
    ['0', 0, '7.5%', '35%'],
    ['12k', 150, '57.5%', '35%'],
  ])
})

test.each([
  [0, 0, '0 %'],
  [0, 5, '0 %'],
  [1, 1_000, '< 1 %'],
  [1, 3, '33 %'],
  [5, 5, '100 %'],
])('%i of %i is %s', (part, whole, expected) =>
  expect(share(part, whole).replaceAll(NBSP, ' ')).toBe(expected),
)

test('figures are grouped the French way', () => expect(figures(1_234_567)).toBe(`1${NBSP}234${NBSP}567`))

test.each([
  ['=1+1', "'=1+1"],
  ['+33 3', "'+33 3"],
  ['-2', "'-2"],
  ['@SUM(A1)', "'@SUM(A1)"],
  ['\t=1', "'\t=1"],
  [' =1', "' =1"],
  ['\r=1', '"\'\r=1"'],
  ['a;b', '"a;b"'],
  ['a "b"', '"a ""b"""'],
  ['a\nb', '"a\nb"'],
  ['=a;b', '"\'=a;b"'],
  ['Aide, simple', 'Aide, simple'],
])('%j is written %j', (cell, written) => expect(csvOf([[cell, 1]])).toBe(`\uFEFF${written};1\r\n`))

test('the file has one line a month and a page', () => {
  const visits = [
    { ...visit(scheme, 3), way: 'search' as const, month: '2026-10' },
    { ...visit(scheme, 2), way: 'print' as const, month: '2026-10' },
    { ...visit(scheme, 1), month: '2026-11', owner: 'cachee' },
  ]
  const text = statisticsFile(
    { visits, themesOf: new Map([[scheme.id, ['logement']]]), territoriesOf: new Map(), named },
    context,
  )
  expect(text.split('\r\n').slice(1, -1)).toEqual([
    '2026-10;dispositif;Loyer impayé;https://guide.exemple.fr/fiches/expulsion;Caisse d’allocations familiales;Logement;;3;3;0;0;0;2',
    '2026-11;dispositif;Loyer impayé;https://guide.exemple.fr/fiches/expulsion;;Logement;;1;0;0;0;1;0',
  ])
})

test('months follow each other over the end of the year', () => {
  expect(monthsUntil('2026-01', 3)).toEqual(['2025-11', '2025-12', '2026-01'])
  expect(monthsBetween('2025-11', '2026-02')).toEqual(['2025-11', '2025-12', '2026-01', '2026-02'])
  expect(monthsBetween('2026-02', '2026-01')).toEqual([])
})
