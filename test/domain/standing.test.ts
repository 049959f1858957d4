import { describe, expect, test } from 'vitest'
import type { Commune } from '../../server/domain/commune.ts'
import type { Document } from '../../server/domain/document/document.ts'
import type { FicheFacts } from '../../server/domain/facts.ts'
import { createGeography, type TerritoryFacts } from '../../server/domain/geography.ts'
import { standingOf } from '../../server/domain/standing.ts'

const territory = (
  slug: string,
  type: TerritoryFacts['type'],
  communes: readonly string[],
  extent: TerritoryFacts['extent'] = 'connue',
): TerritoryFacts => ({ slug, title: slug, otherNames: [], type, extent, communes, madeOf: [] })

const ARRAS = '62041'
const LENS = '62498'
const commune = (code: string): [string, Commune] => [code, { code, nom: code, codesPostaux: [] }]

const geography = createGeography(new Map([commune(ARRAS), commune(LENS)]), [
  territory('cu-arras', 'epci', [ARRAS]),
  territory('pas-de-calais', 'departement', []),
  territory('bassin', 'autre-perimetre', [ARRAS], 'inconnue'),
])

/** Institution and the one above; `anneau-a` and `anneau-b` answer for each other. */
const OWNERS: Record<string, string | undefined> = {
  ville: undefined,
  ccas: 'ville',
  epicerie: 'ccas',
  'anneau-a': 'anneau-b',
  'anneau-b': 'anneau-a',
  seule: 'seule',
}
/** Former slugs, as the directory understands them. */
const FORMER: Record<string, string> = { 'ancien-ccas': 'ccas', 'ancienne-ville': 'ville' }

const known = {
  geography,
  themes: new Map([
    ['logement', { slug: 'logement', title: 'Logement', parent: undefined }],
    ['expulsions', { slug: 'expulsions', title: 'Expulsions', parent: 'logement' }],
  ]),
  find: (given: string) => {
    const slug = FORMER[given] ?? given
    return slug in OWNERS ? ({ slug, owner: OWNERS[slug] } as FicheFacts) : undefined
  },
}

const standing = (
  fields: { responsable?: string; thematiques?: string[]; territoires?: string[] },
  { kind = 'contact' as Document['kind'], slug = 'fiche' } = {},
) => standingOf({ slug, document: { kind, fields, body: '' } as unknown as Document }, known)

describe('institutions', () => {
  test.each<[string, string | undefined, string[]]>([
    ['its own', 'ville', ['ville']],
    ['its own and the one above', 'ccas', ['ccas', 'ville']],
    ['every one above', 'epicerie', ['epicerie', 'ccas', 'ville']],
    ['the present one of a former slug', 'ancien-ccas', ['ccas', 'ville']],
    ['a circle ends where it began', 'anneau-a', ['anneau-a', 'anneau-b']],
    ['one that names itself, once', 'seule', ['seule']],
    ['one that the guide does not know stands alone', 'inconnue', ['inconnue']],
    ['none where none answers', undefined, []],
  ])('a fiche stands with %s', (_, responsable, institutions) => {
    expect(standing(responsable === undefined ? {} : { responsable }).institutions).toEqual(institutions)
  })

  test.each<[string, string, string | undefined, string[]]>([
    ['answers for itself', 'ville', undefined, ['ville']],
    ['and so do those above it', 'epicerie', 'ccas', ['epicerie', 'ccas', 'ville']],
    ['by a former slug too', 'ccas', 'ancienne-ville', ['ccas', 'ville']],
    ['once, where it stands in a circle', 'anneau-a', 'anneau-b', ['anneau-a', 'anneau-b']],
    ['once, where it names itself', 'seule', 'seule', ['seule']],
  ])('an institution %s', (_, slug, responsable, institutions) => {
    const fields = responsable === undefined ? {} : { responsable }
    expect(standing(fields, { kind: 'institution', slug }).institutions).toEqual(institutions)
  })

  test('a fiche that is no institution never answers for itself', () => {
    for (const kind of ['scheme', 'site', 'contact'] as const)
      expect(standing({ responsable: 'ville' }, { kind, slug: 'ccas' }).institutions).toEqual(['ville'])
  })
})

test('a theme counts with the one above it, each once', () => {
  expect(standing({ thematiques: ['expulsions', 'logement'] }).themes).toEqual(['expulsions', 'logement'])
  expect(standing({ thematiques: ['logement'] }).themes).toEqual(['logement'])
  expect(standing({ thematiques: ['inconnu'] }).themes).toEqual(['inconnu'])
  expect(standing({}).themes).toEqual([])
})

describe('territories', () => {
  test('a commune counts with every territory that is known to hold it', () => {
    expect(standing({ territoires: [ARRAS] }).territories).toEqual([ARRAS, 'cu-arras', 'pas-de-calais'])
    expect(standing({ territoires: [LENS] }).territories).toEqual([LENS, 'pas-de-calais'])
    expect(standing({ territoires: [ARRAS, LENS] }).territories).toEqual([
      ARRAS,
      'cu-arras',
      'pas-de-calais',
      LENS,
    ])
  })

  test('a territory counts as it is named, and one whose communes nobody knows holds none', () => {
    expect(standing({ territoires: ['cu-arras'] }).territories).toEqual(['cu-arras'])
    expect(standing({ territoires: [ARRAS] }).territories).not.toContain('bassin')
    expect(standing({ territoires: ['bassin'] }).territories).toEqual(['bassin'])
  })
})
