import { describe, expect, test } from 'vitest'
import type { Commune } from '../../server/domain/commune.ts'
import type { FicheFacts } from '../../server/domain/facts.ts'
import { createGeography } from '../../server/domain/geography.ts'
import {
  allPerimeters,
  mayGiveHere,
  maySee,
  presentTarget,
  readPerimeter,
} from '../../server/domain/perimeter.ts'
import { type Grant, parseGrant } from '../../server/domain/permission.ts'

const grant = (text: string) => parseGrant(text) as Grant

const commune = (code: string, nom: string, codesPostaux: string[]): [string, Commune] => [
  code,
  { code, nom, codesPostaux } as Commune,
]
const COMMUNES = new Map([
  commune('62041', 'Arras', ['62000']),
  commune('62193', 'Calais', ['62100']),
  commune('62100', 'Beaurainville', ['62990']),
  commune('62498', 'Lens', ['62300']),
])
const geography = createGeography(COMMUNES, [
  {
    slug: 'arras',
    title: 'Arras',
    otherNames: [],
    type: 'arrondissement',
    extent: 'connue',
    communes: [],
    madeOf: [],
  },
])
const fiche = (id: number, slug: string, title: string, owner?: string) =>
  ({ id, slug, title, owner, kind: 'institution' }) as FicheFacts
const FICHES = [
  fiche(1, 'caf', 'Caisse d’allocations familiales'),
  fiche(2, 'caf-lens', 'Antenne de Lens', 'caf'),
  fiche(3, 'antenne-2', 'Antenne de Lens', 'departement'),
  { ...fiche(4, 'conseil', 'Conseil'), kind: 'scheme' } as FicheFacts,
]
const find = (slug: string) => FICHES.find((each) => each.slug === slug)
const perimeters = allPerimeters({
  all: () => FICHES,
  find,
  themes: new Map([['logement', { slug: 'logement', title: 'Logement', parent: undefined }]]),
  geography,
  acronymOf: (id) => ({ 1: 'CAF', 2: 'CAFL / ANTL' })[id],
})
const read = (text: string) => {
  const found = readPerimeter(perimeters, geography, text)
  return typeof found === 'string' ? found : `${found.scope}:${found.target}`
}

test('the list holds institutions, themes and territories, everything first, and no other fiche', () => {
  expect(perimeters.map(({ label }) => label)).toEqual([
    'Tout le guide',
    'Antenne de Lens, antenne-2 (institution)',
    'Antenne de Lens, caf-lens (institution)',
    'Caisse d’allocations familiales (institution)',
    'Logement (thématique)',
    'Arras (territoire)',
  ])
})

describe('what somebody types', () => {
  test.each([
    ['tout le guide', 'everywhere:'],
    ['Caisse d’allocations familiales (institution)', 'institution:caf'],
    ['caisse d allocations FAMILIALES', 'institution:caf'],
    ['CAF', 'institution:caf'],
    ['antl', 'institution:caf-lens'],
    ['CAFL / ANTL', 'institution:caf-lens'],
    ['caf-lens', 'institution:caf-lens'],
    ['Antenne de Lens, caf-lens (institution)', 'institution:caf-lens'],
    ['logement', 'theme:logement'],
    ['Arras (territoire)', 'territory:arras'],
    ['Lens', 'territory:62498'],
    ['Lens (62300)', 'territory:62498'],
    ['62300', 'territory:62498'],
    ['62498', 'territory:62498'],
  ])('« %s » is %s', (text, grantScope) => expect(read(text)).toBe(grantScope))

  test.each([
    ['62100', 'Calais (62100), Beaurainville (62990)'],
    ['Antenne de Lens', 'Antenne de Lens, antenne-2 (institution), Antenne de Lens, caf-lens (institution)'],
    ['Zébulon', 'ne connaît ni institution'],
    ['Zébulon 62300', 'ne connaît ni institution'],
    ['Conseil', 'ne connaît ni institution'],
  ])('« %s » is no single one: %s', (text, words) => expect(read(text)).toContain(words))
})

describe('the target of a grant, as the guide knows it today', () => {
  const directory = {
    // As the guide's own directory does: a former slug finds the present fiche.
    find: (slug: string) => find(slug === 'ancienne-caf' ? 'caf' : slug),
    themes: new Map([['logement', { slug: 'logement', title: 'Logement', parent: undefined }]]),
    geography,
  }
  test.each([
    ['contributor:everywhere', ''],
    ['contributor:institution:caf', 'caf'],
    ['contributor:institution:ancienne-caf', 'caf'],
    ['contributor:institution:conseil', undefined],
    ['contributor:institution:inconnue', undefined],
    ['contributor:theme:logement', 'logement'],
    ['contributor:theme:inconnu', undefined],
    ['contributor:territory:62498', '62498'],
    ['contributor:territory:arras', 'arras'],
    ['contributor:territory:nulle-part', undefined],
  ])('%s is %j', (text, target) => {
    expect(presentTarget(grant(text), directory)).toBe(target)
  })
})

describe('whose it is', () => {
  const caf = [grant('moderator:institution:caf')]

  test('a moderator gives inside the own institution and those it answers for', () => {
    const given = (target: string) => mayGiveHere(caf, grant(`contributor:institution:${target}`), { find })
    expect(['caf', 'caf-lens', 'antenne-2', 'inconnue'].map(given)).toEqual([true, true, false, false])
  })

  test('a moderator sees the contributors of that scope, an administrator everybody', () => {
    const sees = (own: readonly Grant[], ...theirs: string[]) => maySee(own, theirs.map(grant), { find })
    expect(sees(caf, 'contributor:institution:caf-lens')).toBe(true)
    expect(sees(caf, 'contributor:theme:logement', 'contributor:institution:caf')).toBe(true)
    expect(sees(caf, 'moderator:institution:caf')).toBe(false)
    expect(sees(caf)).toBe(false)
    expect(sees([grant('contributor:institution:caf')], 'contributor:institution:caf')).toBe(false)
    expect(sees([grant('administrator')])).toBe(true)
  })
})
