import { describe, expect, test } from 'vitest'
import type { Document } from '../../server/domain/document/document.ts'
import { checkTree, type FormerSlugEntry, type TreeDocument } from '../../server/domain/treeCheck.ts'

const LINES: Record<string, number> = { titre: 3, parent: 5, corps: 20, 'contacts[0]': 8 }

function file(kind: Document['kind'], slug: string, fields: object = {}, body = ''): TreeDocument {
  return {
    path: `${kind}/${slug}.md`,
    slug,
    document: { kind, fields: { titre: `Titre de ${kind} ${slug}`, ...fields }, body } as unknown as Document,
    lineOf: (key) => LINES[key] ?? 1,
  }
}

const CAF = file('institution', 'caf')
const NUMBER = file('contact', 'numero-vert')
const HOUSING = file('theme', 'logement')
const ARTOIS = file('territory', 'artois')
const HELP = file('help', 'contribuer')
const RIGHT = [CAF, NUMBER, HOUSING, ARTOIS, HELP]

const check = (extra: TreeDocument[], formerSlugs: FormerSlugEntry[] = []) =>
  checkTree({
    documents: [...RIGHT, ...extra],
    formerSlugs,
    communes: new Set(['62041']),
    departements: new Set(['62']),
  })
const former = (slug: string, target: string, namespace: FormerSlugEntry['namespace'] = 'fiche') => ({
  namespace,
  slug,
  target,
})

test('a tree whose references all lead somewhere has no problem', () => {
  const site = file(
    'site',
    'caf-arras',
    {
      responsable: 'caf',
      contacts: ['numero-vert'],
      thematiques: ['logement'],
      territoires: ['artois', '62041', '59350'],
      voir_aussi: ['caf', 'ancienne-caf'],
      commune: '62041',
    },
    '[[caf]] [[thematiques/logement]] [[territoires/artois]] [[aide/contribuer]]\n\n::: territoire artois\nIci.\n:::',
  )
  expect(check([site], [former('ancienne-caf', 'caf')])).toEqual([])
})

describe('a reference that leads nowhere is told at its key and line', () => {
  test.each([
    ['to nothing known', { contacts: ['zzzzzz'] }, '', 8, 'contacts[0] : « zzzzzz » n’existe pas.'],
    [
      'to a slug mistyped',
      { contacts: ['numero-ver'] },
      '',
      8,
      'contacts[0] : « numero-ver » n’existe pas. Vouliez-vous dire « numero-vert » ?',
    ],
    [
      'to another nature',
      { contacts: ['caf'] },
      '',
      8,
      'contacts[0] : « caf » est de nature « institution », or « contact » est attendu.',
    ],
    [
      'to another nature, by a former slug',
      { contacts: ['ancienne-caf'] },
      '',
      8,
      'contacts[0] : « ancienne-caf » est de nature « institution », or « contact » est attendu.',
    ],
    ['to a theme that is a fiche', { thematiques: ['caf'] }, '', 1, 'thematiques[0] : « caf » n’existe pas.'],
    [
      'to a territory',
      { territoires: ['artoi'] },
      '',
      1,
      'territoires[0] : « artoi » n’existe pas. Vouliez-vous dire « artois » ?',
    ],
    [
      'to a commune that the département does not have',
      { commune: '62999' },
      '',
      1,
      'commune : aucune commune n’a le code INSEE « 62999 ».',
    ],
    ['in the body', {}, 'Voir [[cav]].', 20, 'corps : « cav » n’existe pas. Vouliez-vous dire « caf » ?'],
    ['to a help page', {}, '[[aide/caf]]', 20, 'corps : « caf » n’existe pas.'],
    ['of a block', {}, '::: territoire lens\nIci.\n:::', 20, 'corps : « lens » n’existe pas.'],
  ])('%s', (_what, fields, body, line, message) => {
    expect(check([file('site', 'x', fields, body)], [former('ancienne-caf', 'caf')])).toEqual([
      { path: 'site/x.md', line, message },
    ])
  })
})

describe('what two documents cannot share', () => {
  test('a title, among fiches, whatever its case and accents', () => {
    const [one, two] = [
      file('site', 'a', { titre: 'Été solidaire' }),
      file('scheme', 'b', { titre: 'ETE solidaire' }),
    ]
    expect(check([one, two])).toEqual([
      { path: 'scheme/b.md', line: 3, message: 'titre : déjà celui de site/a.md.' },
    ])
  })

  test('a title, between a fiche and a theme, they can', () => {
    expect(
      check([file('site', 'a', { titre: 'Se loger' }), file('theme', 'b', { titre: 'Se loger' })]),
    ).toEqual([])
  })

  test('a slug, among fiches of any nature', () => {
    expect(check([file('site', 'caf')])).toEqual([
      { path: 'site/caf.md', line: 1, message: '« caf » : déjà l’identifiant de institution/caf.md.' },
    ])
  })

  test('a slug, between a fiche and a theme, they can', () => {
    expect(check([file('theme', 'caf')])).toEqual([])
  })
})

describe('themes have two levels', () => {
  const DEEP = 'parent : les thématiques ont deux niveaux au plus.'
  test.each([
    ['a child', [file('theme', 'a', { parent: 'logement' })], []],
    [
      'a grandchild',
      [file('theme', 'a', { parent: 'logement' }), file('theme', 'b', { parent: 'a' })],
      ['theme/b.md'],
    ],
    ['its own parent', [file('theme', 'a', { parent: 'a' })], ['theme/a.md']],
    [
      'two that are each other’s',
      [file('theme', 'a', { parent: 'b' }), file('theme', 'b', { parent: 'a' })],
      ['theme/a.md', 'theme/b.md'],
    ],
  ])('%s', (_what, themes, paths) => {
    expect(check(themes)).toEqual(paths.map((path) => ({ path, line: 5, message: DEEP })))
  })
})

describe('a former slug', () => {
  test.each([
    [
      'that a page has today',
      [former('caf', 'numero-vert')],
      'caf : cet ancien identifiant est celui d’une page d’aujourd’hui.',
    ],
    [
      'given twice',
      [former('vieux', 'caf'), former('vieux', 'numero-vert')],
      'vieux : cet ancien identifiant mène à deux pages.',
    ],
    [
      'that leads nowhere',
      [former('vieux', 'numero-ver')],
      'vieux : « numero-ver » n’existe pas. Vouliez-vous dire « numero-vert » ?',
    ],
    ['that leads to another space', [former('vieux', 'caf', 'theme')], 'vieux : « caf » n’existe pas.'],
    [
      'that leads to a former slug',
      [former('vieux', 'caf'), former('tres-vieux', 'vieux')],
      'tres-vieux : « vieux » n’existe pas. Vouliez-vous dire « vieux » ?',
    ],
  ])('%s is refused', (_what, formerSlugs, message) => {
    expect(check([], formerSlugs)).toEqual([{ path: 'redirections.yaml', line: 1, message }])
  })

  test('may be that of a page of another space', () => {
    expect(check([], [former('caf', 'logement', 'theme')])).toEqual([])
  })
})

test('problems come by path, then by line', () => {
  const [b, a] = [file('site', 'b', { contacts: ['x1'] }, '[[x2]]'), file('site', 'a', {}, '[[x3]]')]
  expect(check([b, a]).map(({ path, line }) => [path, line])).toEqual([
    ['site/a.md', 20],
    ['site/b.md', 8],
    ['site/b.md', 20],
  ])
})
