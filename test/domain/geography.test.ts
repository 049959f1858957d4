import { beforeAll, describe, expect, test } from 'vitest'
import { readCommunes } from '../../server/content/communes.ts'
import { readContentTree } from '../../server/content/tree.ts'
import { parseDocument } from '../../server/domain/document/parse.ts'
import {
  createGeography,
  findPlaces,
  type Geography,
  kilometresBetween,
  placeOf,
  placeText,
  positionOf,
  serviceOf,
  type TerritoryFacts,
  territoriesOf,
} from '../../server/domain/geography.ts'

/** The real communes and the real territories of the guide. */
let geography: Geography
beforeAll(() => {
  const facts = readContentTree('content').files.flatMap(({ kind, slug, text }): TerritoryFacts[] => {
    const { document } = parseDocument(text)
    if (kind !== 'territory' || document?.kind !== 'territory') return []
    const { titre, autres_noms = [], type, etendue, communes = [], compose_de = [] } = document.fields
    return [
      { slug, title: titre, otherNames: autres_noms, type, extent: etendue, communes, madeOf: compose_de },
    ]
  })
  geography = createGeography(readCommunes('content'), facts)
})

test('every commune is in the département, in one arrondissement and in one intercommunality', () => {
  for (const code of geography.communes.keys()) {
    const types = territoriesOf(geography, code).map(({ type }) => type)
    expect(
      types.filter((type) => type === 'arrondissement'),
      code,
    ).toHaveLength(1)
    expect(
      types.filter((type) => type === 'epci'),
      code,
    ).toHaveLength(1)
    expect(types).toContain('departement')
  }
  expect([...geography.territories.values()].filter(({ type }) => type === 'epci')).toHaveLength(20)
  expect([...geography.territories.values()].filter(({ type }) => type === 'arrondissement')).toHaveLength(7)
  expect(geography.territories.get('pas-de-calais')?.communes.size).toBe(887)
})

test('every commune has a position, known for 390, and stands in the département', () => {
  const all = [...geography.communes.values()]
  for (const { nom, latitude = 0, longitude = 0 } of all) {
    expect(latitude, nom).toBeGreaterThan(50)
    expect(latitude, nom).toBeLessThan(51.05)
    expect(longitude, nom).toBeGreaterThan(1.5)
    expect(longitude, nom).toBeLessThan(3.2)
  }
  expect(all.filter(({ approximative }) => approximative !== true)).toHaveLength(390)
})

describe('« Où ? »', () => {
  test.each([
    ['Lens', ['62498']],
    ['lens', ['62498']],
    ['LENS (62300)', ['62498']],
    ['62498', ['62498']],
    ['62100', ['62193']],
    ['saint omer', ['62765']],
    ['St-Omer', ['62765']],
    ['henin beaumont', ['62427']],
    ['Hénin', ['62427', 'henin-carvin', 'lens-henin']],
    ['boulogne', ['62160', 'boulonnais']],
    ['touquet', ['62826']],
    ['Le Touquet-Paris-Plage', ['62826']],
    ['Berguette', ['62473']],
    ['lens-lievin', ['lens-lievin']],
    ['le 62', ['pas-de-calais']],
    ['ternois', ['ternois']],
    ['Nulle-Part', []],
    ['99999', []],
    ['x', []],
    ['', []],
  ])('%j means %j', (text, codes) => {
    expect(findPlaces(geography, text).map(({ ou }) => ou)).toEqual(expect.arrayContaining(codes))
    if (codes.length <= 1) expect(findPlaces(geography, text)).toHaveLength(codes.length)
  })

  test('a postcode of several communes offers them all, the most populous first', () => {
    const there = findPlaces(geography, '62217')
    expect(there.length).toBeGreaterThan(3)
    expect(there[0]?.name).toBe('Achicourt')
  })

  test('what stands in the field for any place leads back to that place', () => {
    for (const code of geography.communes.keys()) {
      const place = placeOf(geography, code)
      expect(place && findPlaces(geography, placeText(place)).map(({ ou }) => ou), code).toEqual([code])
    }
    for (const slug of geography.territories.keys()) {
      const place = placeOf(geography, slug)
      expect(place && findPlaces(geography, placeText(place)).map(({ ou }) => ou), slug).toContain(slug)
    }
  })
})

describe('who serves a place', () => {
  const service = (territories: string[], ou: string) => {
    const place = placeOf(geography, ou)
    return place && serviceOf(geography, territories, place)?.by
  }
  test.each([
    [['62498'], '62498', '62498'],
    [['62498'], '62041', undefined],
    [['pas-de-calais', 'lens-lievin', '62498'], '62498', '62498'],
    [['pas-de-calais', 'arrondissement-de-lens', 'lens-lievin'], '62498', 'lens-lievin'],
    [['national', 'pas-de-calais'], '62041', 'pas-de-calais'],
    [['lens-lievin'], '62041', undefined],
    [['lens-henin'], '62498', undefined],
    [['lens-henin'], 'lens-henin', 'lens-henin'],
    [['pas-de-calais'], 'lens-lievin', 'pas-de-calais'],
    [['62498'], 'lens-lievin', '62498'],
    [['lens-lievin'], 'arrondissement-de-lens', 'lens-lievin'],
    [['arrondissement-de-lens'], 'lens-henin', undefined],
    [['inconnu'], '62498', undefined],
    [[], '62498', undefined],
  ])('%j serves %s by %s', (territories, ou, by) => {
    expect(service(territories, ou)).toBe(by)
  })

  test('a territory whose communes nobody knows holds none, even when it names some', () => {
    const made = createGeography(geography.communes, [
      {
        slug: 'x',
        title: 'X',
        otherNames: [],
        type: 'territoire-de-solidarite',
        extent: 'inconnue',
        communes: ['62498'],
        madeOf: [],
      },
    ])
    expect(made.territories.get('x')?.communes.size).toBe(0)
  })

  test('territories that are made of each other end', () => {
    const facts = (slug: string, madeOf: string[]): TerritoryFacts => ({
      ...{ slug, title: slug, otherNames: [], type: 'autre-perimetre', extent: 'connue', communes: [] },
      madeOf,
    })
    const made = createGeography(geography.communes, [facts('a', ['b', '62498']), facts('b', ['a', '62041'])])
    expect([...(made.territories.get('a')?.communes ?? [])].sort()).toEqual(['62041', '62498'])
  })
})

test('kilometres are those of the map', () => {
  const at = (code: string) => {
    const place = placeOf(geography, code)
    const position = place && positionOf(geography, place)
    if (position === undefined) throw new Error(code)
    return position
  }
  expect(kilometresBetween(at('62498'), at('62041'))).toBeCloseTo(16.5, -1)
  expect(kilometresBetween(at('62193'), at('62160'))).toBeGreaterThan(25)
  expect(kilometresBetween(at('62193'), at('62160'))).toBeLessThan(35)
  expect(kilometresBetween(at('62041'), at('62041'))).toBe(0)
})
