import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isSensitive, KEYS_BY_RISK, riskOf, type WordChange } from '../../server/domain/comparison.ts'
import { compareDocuments } from '../../server/domain/diff.ts'
import type { Document } from '../../server/domain/document/document.ts'
import { KEYS_BY_KIND } from '../../server/domain/document/keys.ts'
import { ALL_KINDS } from '../../server/domain/document/kinds.ts'
import { arbitraryDocument } from './document/arbitraryDocument.ts'

const titleOf = (_to: string, slug: string) => (slug.startsWith('x') ? 'Titre' : `« ${slug} »`)
const site = (fields: object, body = ''): Document =>
  ({ kind: 'site', fields: { nature: 'lieu', ...fields }, body }) as unknown as Document
const fieldsOf = (before: object, after: object) =>
  compareDocuments(site(before), site(after), titleOf).fields
const bodyOf = (before: string, after: string) =>
  compareDocuments(site({}, before), site({}, after), titleOf).body

const fieldOf = ({ fields }: Document, key: string) => (fields as Record<string, unknown>)[key]
const LONG = (end: string) =>
  `Habiter le département depuis un an au moins et ne pas recevoir d’autre aide ; avoir ${end}.`
const phones = (cases: [string, string, string][]) =>
  cases.map(([before, after, says]) => [
    `${before}, then ${after}`,
    { telephone: before },
    { telephone: after },
    [`Téléphone : ${says}`],
  ])

/** What each change says, with plain spaces. */
function sayings(before: object, after: object): string[] {
  const [old, present] = [before, after].map((document) => ({ body: '', ...document }) as Document)
  return compareDocuments(old, present as Document, titleOf).fields.map(({ says }) =>
    says.replaceAll('\u00a0', ' '),
  )
}

/** The text that the changes lead to, or from. */
const side = (changes: WordChange[], without: WordChange['kind']) =>
  changes
    .filter(({ kind }) => kind !== without)
    .map(({ text }) => text)
    .join('')

describe('a change says itself in words of the trade', () => {
  test.each([
    ['a value that came', {}, { gestionnaire: 'caf' }, ['Gestionnaire : non renseigné → « caf »']],
    ['a value that went', { gestionnaire: 'caf' }, {}, ['Gestionnaire : « caf » → non renseigné']],
    [
      'one more of the same title',
      { operateurs_presents: ['x1'] },
      { operateurs_presents: ['x1', 'x2'] },
      ['Institutions présentes : Titre ajouté'],
    ],
    ['a truth', { sans_rendez_vous: true }, { sans_rendez_vous: false }, ['Sans rendez-vous : oui → non']],
    ['a choice', {}, { statut: 'suspendu' }, ['Statut : non renseigné → Suspendu']],
    ['two titles alike', { gestionnaire: 'x1' }, { gestionnaire: 'x2' }, ['Gestionnaire : autre fiche']],
    ...phones([
      ['03 21 21 62 62', '03 21 21 62 63', 'un chiffre changé'],
      ['03 21 21 62 62', '03 21 21 72 63', 'deux chiffres changés'],
      ['03 21 21 62 63', '03 21 21 62 36', 'deux chiffres intervertis'],
      ['03 21 21 62 62', '03 27 29 72 62', 'trois chiffres changés'],
      ['03 21 21 62 62', '03 27 29 72 63', 'autre numéro'],
      ['03 21 21 62 62', '39 19', 'autre numéro'],
      ['115', '119', 'un chiffre changé'],
      ['39 19', '39 60', 'deux chiffres changés'],
      ['15', '18', 'un chiffre changé'],
      ['03 21 21 62 62', '03 21 21 62 62 poste 12', '03 21 21 62 62 → 03 21 21 62 62 poste 12'],
    ]),
    [
      'an item that came',
      { autres_noms: ['ML'] },
      { autres_noms: ['ML', 'CLLAJ'] },
      ['Autres noms : CLLAJ ajouté'],
    ],
    ['a first item', {}, { autres_noms: ['CLLAJ'] }, ['Autres noms : CLLAJ ajouté']],
    ['a last item', { autres_noms: ['CLLAJ'] }, {}, ['Autres noms : CLLAJ retiré']],
    ['a whole list', {}, { pieces: ['RIB', 'Carte'] }, ['Pièces à apporter : non renseigné → liste ajoutée']],
    ['a list that went', { pieces: ['RIB', 'Carte'] }, {}, ['Pièces à apporter : liste retirée']],
    [
      'items that came and went',
      { langues: ['fr', 'en', 'de'] },
      { langues: ['fr', 'es', 'it'] },
      ['Langues parlées : espagnol et italien ajoutés, anglais et allemand retirés'],
    ],
    [
      'an order, and an item',
      { langues: ['fr', 'en'] },
      { langues: ['en', 'fr', 'de'] },
      ['Langues parlées : allemand ajouté, ordre changé'],
    ],
    ['many items', { pieces: ['0'] }, { pieces: [...'01234'] }, ['Pièces à apporter : 4 ajoutés']],
    ['a short line', { sigle: 'ML' }, { sigle: 'CLLAJ' }, ['Sigle : ML → CLLAJ']],
    ['a first text', {}, { conditions: 'Avoir 16 ans.' }, ['Conditions : non renseigné → texte ajouté']],
    ['a text that went', { conditions: 'Avoir 16 ans.' }, {}, ['Conditions : texte retiré']],
    [
      'a passage of a long text',
      { conditions: LONG('16 ans') },
      { conditions: LONG('18 ans') },
      ['Conditions : « 16 » → « 18 »'],
    ],
    [
      'words that came',
      { conditions: LONG('16 ans') },
      { conditions: LONG('16 ans révolus') },
      ['Conditions : « révolus » ajouté'],
    ],
    [
      'words that went',
      { conditions: LONG('16 ans révolus') },
      { conditions: LONG('16 ans') },
      ['Conditions : « révolus » retiré'],
    ],
    [
      'blank lines',
      { conditions: LONG('a\nb') },
      { conditions: LONG('a\n\nb') },
      ['Conditions : écrit autrement'],
    ],
    [
      'two passages',
      { conditions: LONG('16 ans') },
      { conditions: `${LONG('18 ans')} Et.` },
      ['Conditions : « 16 ans » → « 18 ans. Et »'],
    ],
    [
      'passages far apart',
      { conditions: LONG('16 ans') },
      { conditions: LONG('18 ans').replace('Habiter', 'Vivre dans') },
      ['Conditions : texte changé'],
    ],
    [
      'a closure that came',
      { fermetures: [{ du: '2026-07-01', au: '2026-07-02' }] },
      {
        fermetures: [
          { du: '2026-07-01', au: '2026-07-02' },
          { du: '2026-12-24', au: '2026-12-31' },
        ],
      },
      ['Fermeture exceptionnelle : du 24 au 31 décembre 2026 ajoutée'],
    ],
    [
      'a closure whose reason changed, another that went',
      {
        fermetures: [
          { du: '2026-07-01', au: '2026-07-02' },
          { du: '2026-08-01', au: '2026-08-01' },
        ],
      },
      { fermetures: [{ du: '2026-07-01', au: '2026-07-02', motif: 'Travaux' }] },
      [
        'Fermeture exceptionnelle : du 1er au 2 juillet 2026 changée',
        'Fermeture exceptionnelle : le samedi 1er août 2026 retirée',
      ],
    ],
    [
      'links in another order',
      {
        liens: [
          { url: 'https://a.fr', libelle: 'A' },
          { url: 'https://b.fr', libelle: 'B' },
        ],
      },
      {
        liens: [
          { url: 'https://b.fr', libelle: 'B' },
          { url: 'https://a.fr', libelle: 'Aa' },
        ],
      },
      ['Lien utile : Aa changé'],
    ],
    [
      'a link to another address',
      { liens: [{ url: 'https://a.fr', libelle: 'A' }] },
      { liens: [{ url: 'https://b.fr', libelle: 'A' }] },
      ['Lien utile : A changé'],
    ],
    [
      'a line cut in the middle of a sign',
      {},
      { sigle: `${'a'.repeat(59)}👩👩` },
      [`Sigle : non renseigné → ${'a'.repeat(59)}…`],
    ],
    [
      'links in another order only',
      {
        liens: [
          { url: 'https://a.fr', libelle: 'A' },
          { url: 'https://b.fr', libelle: 'B' },
        ],
      },
      {
        liens: [
          { url: 'https://b.fr', libelle: 'B' },
          { url: 'https://a.fr', libelle: 'A' },
        ],
      },
      ['Liens utiles : ordre changé'],
    ],
    [
      'a group',
      { transport: { arret: 'Gare' } },
      { transport: { arret: 'Mairie' } },
      ['Transport : arrêt Gare → arrêt Mairie'],
    ],
    ['nothing', { telephone: '115', langues: ['fr'] }, { telephone: '115', langues: ['fr'] }, []],
  ] as [string, object, object, string[]][])('%s', (_what, before, after, says) => {
    const kind =
      'conditions' in before || 'conditions' in after || 'pieces' in after || 'pieces' in before
        ? 'scheme'
        : 'site'
    expect(sayings({ kind, fields: before }, { kind, fields: after })).toEqual(says)
  })

  test.each([
    ['Mo-We 14:00-17:00', 'Mo-Tu 14:00-17:00', ['Mercredi : 14 h à 17 h → fermé']],
    ['Mo-We 14:00-17:00', 'Mo-Tu 14:00-17:00; We off', ['Mercredi : 14 h à 17 h → fermé']],
    ['Mo 08:00-12:00', 'Mo 08:00-12:00, Mo 14:00-16:00', ['Lundi : 8 h à 12 h → 8 h à 12 h, 14 h à 16 h']],
    [
      'Mo-Fr 08:00-12:00',
      'Mo-Th 08:00-12:00; Fr 09:00-12:00 "sur rendez-vous"',
      ['Vendredi : 8 h à 12 h → 9 h à 12 h, sur rendez-vous'],
    ],
    [
      'Mo-Fr 08:00-18:00',
      'Mo-Fr 08:00-18:00; Fr 12:00-14:00 off',
      ['Vendredi : 8 h à 18 h → 8 h à 18 h, fermé de 12 h à 14 h'],
    ],
    ['Sa 24/7', 'Sa,Su 10:00-12:00', ['Horaires : Sa 24/7 → Samedi et dimanche : 10 h à 12 h']],
    ['Mo 08:00-12:00', 'Mo 08:00-12:00; PH off', ['Jours fériés : non renseigné → fermé']],
    ['Mo 08:00-12:00; PH off', 'Mo 08:00-12:00; PH 10:00-12:00', ['Jours fériés : fermé → 10 h à 12 h']],
    [
      'Mo 08:00-12:00',
      'Mo 08:00-12:00; Tu[1] 14:00-16:00',
      ['Horaires : 1er mardi du mois : 14 h à 16 h ajouté'],
    ],
    [
      'Mo 08:00-12:00; Aug off',
      'Mo 09:00-12:00; Jul off',
      ['Lundi : 8 h à 12 h → 9 h à 12 h', 'Horaires : Juillet : fermé ajouté, Août : fermé retiré'],
    ],
    ['Mo 08:00-12:00; Aug off; Jul off', 'Mo 08:00-12:00; Jul off; Aug off', ['Horaires : ordre changé']],
    [
      'Mo-Tu 08:00-12:00',
      'Mo 08:00-12:00; Tu 08:00-12:00',
      ['Horaires : Lundi et mardi : 8 h à 12 h → Lundi : 8 h à 12 h, Mardi : 8 h à 12 h'],
    ],
    [
      'Aug off; Mo 08:00-12:00',
      'Mo 08:00-12:00',
      ['Horaires : Août : fermé, Lundi : 8 h à 12 h → Lundi : 8 h à 12 h'],
    ],
    ['Mo 08:00-12:00', undefined, ['Horaires : horaires retirés']],
    [undefined, 'Mo 08:00-12:00', ['Horaires : non renseigné → horaires ajoutés']],
  ])('hours: %s, then %s', (before, after, says) => {
    const site = (horaires: string | undefined) => ({
      kind: 'site' as const,
      fields: horaires === undefined ? {} : { horaires },
    })
    expect(sayings(site(before), site(after))).toEqual(says)
  })

  test('the hours of a contact say so', () => {
    const contact = (joignable: string) => ({ kind: 'contact' as const, fields: { joignable } })
    expect(sayings(contact('Mo,We 14:00-17:00; PH off'), contact('Mo 14:00-17:00'))).toEqual([
      'Joignable, mercredi : 14 h à 17 h → fermé',
      'Joignable, jours fériés : fermé → non renseigné',
    ])
  })
})

describe('fields are compared in words', () => {
  test.each([
    [
      { telephone: '115' },
      { telephone: '39 19' },
      { label: 'Téléphone', before: ['115'], after: ['39 19'], risk: 'high' },
    ],
    [{}, { langues: ['fr'] }, { label: 'Langues parlées', before: [], after: ['français'], risk: 'low' }],
    [{ lieu: 'caf' }, {}, { label: 'Lieu', before: ['« caf »'], after: [], risk: 'medium' }],
    [
      { joignable: 'We 08:00-12:00' },
      { joignable: 'We off' },
      { label: 'Joignable, mercredi', before: ['8\u00a0h à 12\u00a0h'], after: ['fermé'], risk: 'high' },
    ],
  ])('%j, then %j', (before, after, change) => {
    const document = (fields: object) => ({ kind: 'contact', fields, body: '' }) as unknown as Document
    const { fields } = compareDocuments(document(before), document(after), titleOf)
    expect(fields).toEqual([expect.objectContaining(change)])
  })

  test('in the order of the present text, what went coming last', () => {
    const changes = fieldsOf({ titre: 'A', sigle: 'B' }, { titre: 'C', telephone: '115', courriel: 'a@b.fr' })
    expect(changes.map(({ key }) => key)).toEqual(['titre', 'telephone', 'courriel', 'sigle'])
  })

  test('from one nature to another', () => {
    const scheme = {
      kind: 'scheme',
      fields: { nature: 'dispositif', frais: 'gratuit' },
      body: '',
    } as unknown as Document
    expect(
      compareDocuments(site({ telephone: '115' }), scheme, titleOf).fields.map(({ key }) => key),
    ).toEqual(['nature', 'frais', 'telephone'])
  })

  test('all of a new fiche is added', () => {
    const { fields, body } = compareDocuments(
      undefined,
      site({ titre: 'CAF', telephone: '115' }, 'Un.'),
      titleOf,
    )
    expect(fields.map(({ key, before }) => [key, before])).toEqual([
      ['titre', []],
      ['telephone', []],
    ])
    expect(body).toEqual([{ kind: 'added', text: 'Un.' }])
  })

  test.each(ALL_KINDS)('two different documents of kind %s always differ in something', (kind) => {
    fc.assert(
      fc.property(arbitraryDocument(kind), arbitraryDocument(kind), fc.nat(), (a, b, bits) => {
        // Some keys of one, the others of the other: most differ in a few keys only.
        const keys = Object.keys(KEYS_BY_KIND[kind])
        const mixed = keys.flatMap((key, at) => {
          const from = (bits >> (at % 31)) & 1 ? a : b
          const value = (from.fields as Record<string, unknown>)[key]
          return value === undefined ? [] : [[key, value]]
        })
        const c = { ...a, fields: Object.fromEntries(mixed) } as Document
        for (const [before, after] of [
          [a, b],
          [a, c],
          [c, b],
        ] as [Document, Document][]) {
          const { fields, body } = compareDocuments(before, after, titleOf)
          const changed = keys.filter((key) => !isDeepStrictEqual(fieldOf(before, key), fieldOf(after, key)))
          expect(new Set(fields.map(({ key }) => key))).toEqual(new Set(changed))
          expect(body.length > 0).toBe(before.body !== after.body)
          for (const { says } of fields) expect(says).not.toMatch(/\n|undefined/)
        }
      }),
      { numRuns: 60 },
    )
  })
})

describe('the risk of a change', () => {
  const keys = [...new Set(ALL_KINDS.flatMap((kind) => Object.keys(KEYS_BY_KIND[kind]))), 'corps']

  test('is declared for every key, and for nothing else', () => {
    expect(Object.values(KEYS_BY_RISK).flat().sort()).toEqual(keys.sort())
  })

  test.each([
    ['telephone', 'high', true],
    ['horaires', 'high', true],
    ['fermetures', 'high', true],
    ['visibilite', 'high', true],
    ['conditions', 'medium', true],
    ['responsable', 'high', true],
    ['statut', 'high', true],
    ['pieces', 'medium', false],
    ['corps', 'medium', false],
    ['resume', 'low', false],
    ['voir_aussi', 'low', false],
  ])('of %s is %s', (key, risk, sensitive) => {
    expect([riskOf(key), isSensitive(key)]).toEqual([risk, sensitive])
  })
})

describe('bodies are compared by words', () => {
  test.each([
    ['equal bodies have no change', 'Un deux.', 'Un deux.', []],
    [
      'a word',
      'Un deux trois.',
      'Un dix trois.',
      [
        { kind: 'same', text: 'Un ' },
        { kind: 'removed', text: 'deux' },
        { kind: 'added', text: 'dix' },
        { kind: 'same', text: ' trois.' },
      ],
    ],
    [
      'a word with its accents is one',
      'à l’été',
      'à l’hiver',
      [
        { kind: 'same', text: 'à l’' },
        { kind: 'removed', text: 'été' },
        { kind: 'added', text: 'hiver' },
      ],
    ],
    ['from nothing', '', 'Un.', [{ kind: 'added', text: 'Un.' }]],
    ['to nothing', 'Un.', '', [{ kind: 'removed', text: 'Un.' }]],
    [
      'a line feed',
      'a b',
      'a\nb',
      [
        { kind: 'same', text: 'a' },
        { kind: 'removed', text: ' ' },
        { kind: 'added', text: '\n' },
        { kind: 'same', text: 'b' },
      ],
    ],
  ] as [string, string, string, WordChange[]][])('%s', (_what, before, after, changes) => {
    expect(bodyOf(before, after)).toEqual(changes)
  })

  test('two hundred words changed here and there are still compared by words', () => {
    const words = Array.from({ length: 1_000 }, (_, i) => `mot${i}`)
    const changes = bodyOf(
      words.join(' '),
      words.map((word, i) => (i % 5 === 0 ? `autre${i}` : word)).join(' '),
    )
    expect(changes.filter(({ kind }) => kind === 'removed')).toHaveLength(200)
    expect(changes.filter(({ kind }) => kind === 'added')[1]).toEqual({ kind: 'added', text: 'autre5' })
  })

  test('markup stays text', () => {
    const changes = bodyOf('<b>a</b>', '<i>a</i>')
    expect(side(changes, 'removed')).toBe('<i>a</i>')
    expect(side(changes, 'added')).toBe('<b>a</b>')
  })
})

/** A text of 64 KB made of words that no other seed makes, a line each `width` words. */
function longText(seed: number, width: number): string {
  const words: string[] = []
  for (let i = 0, size = 0; size < 64 * 1_024 - 20; i++) {
    const word = `${((i + 1) * 7_919 * seed).toString(36)}${seed}`
    words.push(word + ((i + 1) % width === 0 ? '\n' : ' '))
    size += word.length + 1
  }
  return words.join('')
}

describe('D06 two texts of 64 KB', () => {
  test.each([
    ['of short lines', 1],
    ['of lines', 8],
    ['of one line', 1e9],
  ])('%s without a word in common are shown whole, one after the other', (_what, width) => {
    const [before, after] = [longText(3, width), longText(5, width)]
    expect(bodyOf(before, after)).toEqual([
      { kind: 'removed', text: before },
      { kind: 'added', text: after },
    ])
  })

  test('that share most lines, but too many words differ, are compared by lines', () => {
    const before = longText(3, 8)
    const after = before
      .split('\n')
      .map((line, i) => (i % 5 === 0 ? `${i} autre ligne, dix fois, a b c d e f` : line))
      .join('\n')
    const changes = bodyOf(before, after)
    expect(side(changes, 'added')).toBe(before)
    expect(side(changes, 'removed')).toBe(after)
    expect(changes.filter(({ kind }) => kind === 'same').length).toBeGreaterThan(10)
    for (const { kind, text } of changes.slice(0, -1)) if (kind === 'same') expect(text).toMatch(/\n$/)
  })

  test('that differ by a word are compared by words', () => {
    const before = longText(3, 8)
    expect(bodyOf(before, `${before}fin`).filter(({ kind }) => kind !== 'same')).toEqual([
      { kind: 'added', text: 'fin' },
    ])
  })
})
