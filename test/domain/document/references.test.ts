import { describe, expect, test } from 'vitest'
import type { Document } from '../../../server/domain/document/document.ts'
import { isCommuneCode, namespaceOf, referencesOf } from '../../../server/domain/document/references.ts'

const of = (kind: Document['kind'], fields: object, body = '') =>
  referencesOf({ kind, fields, body } as unknown as Document)

describe('every place that names another document is a reference', () => {
  test('in front matter: alone, in lists, in groups of lists, communes too, in the declared order', () => {
    expect(
      of('contact', {
        relais: 'r',
        absences: [
          { du: '2026-01-01', au: '2026-01-02' },
          { du: '2026-02-01', au: '2026-02-02', relais: 'x' },
        ],
        couvre: [{ thematiques: ['t'], territoires: ['62041'] }],
        archive: { le: '2026-01-01', motif: 'm', remplacee_par: 'n' },
        responsable: 'i',
        thematiques: ['t', 'u'],
        lieu: 's',
        voir_aussi: ['v'],
      }),
    ).toEqual([
      { key: 'thematiques[0]', to: 'theme', slug: 't' },
      { key: 'thematiques[1]', to: 'theme', slug: 'u' },
      { key: 'responsable', to: 'institution', slug: 'i' },
      { key: 'lieu', to: 'site', slug: 's' },
      { key: 'absences[1].relais', to: 'contact', slug: 'x' },
      { key: 'relais', to: 'contact', slug: 'r' },
      { key: 'couvre[0].thematiques[0]', to: 'theme', slug: 't' },
      { key: 'couvre[0].territoires[0]', to: 'place', slug: '62041' },
      { key: 'voir_aussi[0]', to: 'fiche', slug: 'v' },
      { key: 'archive.remplacee_par', to: 'fiche', slug: 'n' },
    ])
  })

  test('the communes of a territory and of a place', () => {
    expect(of('territory', { communes: ['62041'], compose_de: ['artois'] })).toEqual([
      { key: 'communes[0]', to: 'place', slug: '62041' },
      { key: 'compose_de[0]', to: 'place', slug: 'artois' },
    ])
    expect(of('site', { commune: '62041' })).toEqual([{ key: 'commune', to: 'place', slug: '62041' }])
  })

  test.each([
    ['a fiche', 'Voir [[caf]].', [{ key: 'corps', to: 'fiche', slug: 'caf' }]],
    ['with words', '[[caf|la CAF]]', [{ key: 'corps', to: 'fiche', slug: 'caf' }]],
    ['a theme', '[[thematiques/logement|se loger]]', [{ key: 'corps', to: 'theme', slug: 'logement' }]],
    ['a territory', '[[territoires/artois]]', [{ key: 'corps', to: 'place', slug: 'artois' }]],
    ['a help page', '[[aide/contribuer]]', [{ key: 'corps', to: 'help', slug: 'contribuer' }]],
    [
      'two on a line',
      '[[a]] et [[b]]',
      [
        { key: 'corps', to: 'fiche', slug: 'a' },
        { key: 'corps', to: 'fiche', slug: 'b' },
      ],
    ],
    [
      'a block of a territory',
      '::: territoire lens\nIci.\n:::',
      [{ key: 'corps', to: 'place', slug: 'lens' }],
    ],
    [
      'a block, then a link in it',
      '::: territoire lens\n[[caf]]\n:::',
      [
        { key: 'corps', to: 'place', slug: 'lens' },
        { key: 'corps', to: 'fiche', slug: 'caf' },
      ],
    ],
    ['brackets that are no link', '[[CAF]] [[fiches/caf]] [[caf|]] [[caf\n]] [caf](/caf)', []],
  ])('in the body: %s', (_what, body, references) => {
    expect(of('help', {}, body)).toEqual(references)
  })
})

test.each([
  ['62041', true],
  ['02100', true],
  ['2A004', true],
  ['2B033', true],
  ['artois', false],
  ['6204', false],
  ['620411', false],
  ['2C004', false],
  ['2a004', false],
])('%s is the code of a commune: %s', (place, isCode) => {
  expect(isCommuneCode(place)).toBe(isCode)
})

test('the four natures of fiche share one space of addresses', () => {
  expect(
    (['fiche', 'institution', 'scheme', 'site', 'contact', 'theme', 'place', 'help'] as const).map(
      namespaceOf,
    ),
  ).toEqual(['fiche', 'fiche', 'fiche', 'fiche', 'fiche', 'theme', 'territory', 'help'])
})
