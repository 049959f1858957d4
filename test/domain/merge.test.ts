import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Document } from '../../server/domain/document/document.ts'
import type { FieldType, Keys } from '../../server/domain/document/fieldTypes.ts'
import { KEYS_BY_KIND, type Kind } from '../../server/domain/document/keys.ts'
import { ALL_KINDS } from '../../server/domain/document/kinds.ts'
import { KEYS_TOGETHER } from '../../server/domain/document/rules.ts'
import { type Choice, mergeDocuments, settleConflicts } from '../../server/domain/merge.ts'
import { problemsOf, validDocument } from './document/validDocument.ts'

type Fields = Record<string, unknown>
const titleOf = (_to: string, slug: string) => `« ${slug} »`
const fieldsOf = (document: Document) => document.fields as Fields
const doc = (kind: Kind, fields: object, body = '') => ({ kind, fields, body }) as unknown as Document
const merge = (base: Document, theirs: Document, mine: Document) =>
  mergeDocuments({ base, theirs, mine }, titleOf)

const PERIOD = (du: string, au: string, motif?: string) => ({ du, au, ...(motif && { motif }) })

describe('what each side alone changed is kept', () => {
  test.each([
    [
      'two fields',
      'site',
      { sigle: 'A' },
      { sigle: 'B' },
      { sigle: 'A', telephone: '115' },
      { sigle: 'B', telephone: '115' },
    ],
    ['the same change', 'site', { sigle: 'A' }, { sigle: 'B' }, { sigle: 'B' }, { sigle: 'B' }],
    ['a field that went', 'site', { sigle: 'A', telephone: '115' }, { telephone: '115' }, { sigle: 'A' }, {}],
    [
      'items added to a list',
      'site',
      { mots_usuels: ['a'] },
      { mots_usuels: ['a', 'b'] },
      { mots_usuels: ['c', 'a'] },
      { mots_usuels: ['c', 'a', 'b'] },
    ],
    [
      'items added at the same place',
      'site',
      { mots_usuels: ['a'] },
      { mots_usuels: ['a', 'b'] },
      { mots_usuels: ['a', 'c'] },
      { mots_usuels: ['a', 'b', 'c'] },
    ],
    ['two first lists', 'scheme', {}, { contacts: ['x'] }, { contacts: ['y'] }, { contacts: ['y', 'x'] }],
    [
      'an item that both added',
      'site',
      { mots_usuels: ['a'] },
      { mots_usuels: ['a', 'b'] },
      { mots_usuels: ['a', 'b', 'c'] },
      { mots_usuels: ['a', 'b', 'c'] },
    ],
    [
      'items that went',
      'site',
      { mots_usuels: ['a', 'b', 'c'] },
      { mots_usuels: ['b', 'c'] },
      { mots_usuels: ['a', 'b'] },
      { mots_usuels: ['b'] },
    ],
    [
      'an item that both took away',
      'site',
      { langues: ['fr', 'en', 'de'] },
      { langues: ['fr', 'de'] },
      { langues: ['fr'] },
      { langues: ['fr'] },
    ],
    [
      'closures',
      'site',
      { fermetures: [PERIOD('2026-07-01', '2026-07-02')] },
      { fermetures: [PERIOD('2026-07-01', '2026-07-02'), PERIOD('2026-12-24', '2026-12-31')] },
      { fermetures: [PERIOD('2026-07-01', '2026-07-02', 'Travaux'), PERIOD('2026-11-11', '2026-11-11')] },
      {
        fermetures: [
          PERIOD('2026-07-01', '2026-07-02', 'Travaux'),
          PERIOD('2026-12-24', '2026-12-31'),
          PERIOD('2026-11-11', '2026-11-11'),
        ],
      },
    ],
    [
      'keys of a group',
      'scheme',
      { age: { min: 16, max: 25 } },
      { age: { min: 18, max: 25 } },
      { age: { min: 16, max: 30 } },
      { age: { min: 18, max: 30 } },
    ],
    [
      'a list in a group',
      'site',
      { transport: { arret: 'Gare', lignes: ['1'] } },
      { transport: { arret: 'Gare', lignes: ['1', '2'] } },
      { transport: { arret: 'Mairie', lignes: ['3', '1'] } },
      { transport: { arret: 'Mairie', lignes: ['3', '1', '2'] } },
    ],
    [
      'weekdays of the hours',
      'site',
      { horaires: 'Mo-Fr 08:00-12:00; PH off' },
      { horaires: 'Mo-Th 08:00-12:00; Fr 08:00-11:00; PH off' },
      { horaires: 'Mo-Fr 08:00-12:00, We 14:00-17:00' },
      { horaires: 'Mo-Tu,Th 08:00-12:00; We 08:00-12:00, We 14:00-17:00; Fr 08:00-11:00' },
    ],
    [
      'exceptions of the hours',
      'contact',
      { joignable: 'Mo-Fr 08:00-12:00' },
      { joignable: 'Mo-Fr 08:00-12:00; Aug off' },
      { joignable: 'Mo-Th 08:00-12:00' },
      { joignable: 'Mo-Th 08:00-12:00; Aug off' },
    ],
    [
      'themes after the main one',
      'scheme',
      { thematiques: ['a'] },
      { thematiques: ['a', 'b'] },
      { thematiques: ['a', 'c'] },
      { thematiques: ['a', 'b', 'c'] },
    ],
    [
      'another main theme',
      'scheme',
      { thematiques: ['a'] },
      { thematiques: ['b', 'a'] },
      { thematiques: ['a', 'c'] },
      { thematiques: ['b', 'a', 'c'] },
    ],
  ] as [string, Kind, object, object, object, object][])('%s', (_what, kind, base, theirs, mine, merged) => {
    const { document, conflicts } = merge(doc(kind, base), doc(kind, theirs), doc(kind, mine))
    expect(conflicts).toEqual([])
    expect(document.fields).toEqual(merged)
  })

  test('and said, side by side', () => {
    const { fromTheirs, fromMine } = merge(
      doc('site', { sigle: 'A', mots_usuels: ['a'] }, 'Un.'),
      doc('site', { sigle: 'B', mots_usuels: ['a', 'b'], statut: 'suspendu' }, 'Un.'),
      doc('site', { sigle: 'A', mots_usuels: ['c', 'a'], telephone: '115', statut: 'suspendu' }, 'Deux.'),
    )
    expect(fromTheirs).toEqual(['Sigle', 'Mots usuels'])
    expect(fromMine).toEqual(['Mots usuels', 'Téléphone', 'Texte'])
  })
})

describe('what both sides changed in two ways is asked', () => {
  test.each([
    [
      'a value',
      'site',
      { telephone: '115' },
      { telephone: '119' },
      { telephone: '15' },
      'telephone',
      'Téléphone',
      [['115'], ['119'], ['15']],
    ],
    [
      'a value that one took away',
      'site',
      { telephone: '115' },
      {},
      { telephone: '15' },
      'telephone',
      'Téléphone',
      [['115'], [], ['15']],
    ],
    [
      'a first value',
      'site',
      {},
      { telephone: '119' },
      { telephone: '15' },
      'telephone',
      'Téléphone',
      [[], ['119'], ['15']],
    ],
    [
      'an order',
      'site',
      { langues: ['fr', 'en'] },
      { langues: ['en', 'fr'] },
      { langues: ['fr', 'en', 'de'] },
      'langues',
      'Langues parlées',
      [
        ['français', 'anglais'],
        ['anglais', 'français'],
        ['français', 'anglais', 'allemand'],
      ],
    ],
    [
      'a list that one took away',
      'site',
      { langues: ['fr'] },
      {},
      { langues: ['fr', 'de'] },
      'langues',
      'Langues parlées',
      [['français'], [], ['français', 'allemand']],
    ],
    [
      'a list of which nothing is left',
      'site',
      { langues: ['fr', 'de'] },
      { langues: ['fr'] },
      { langues: ['de'] },
      'langues',
      'Langues parlées',
      [['français', 'allemand'], ['français'], ['allemand']],
    ],
    [
      'an item in two wordings',
      'site',
      { mots_usuels: ['a'] },
      { mots_usuels: ['a', 'CLLAJ'] },
      { mots_usuels: ['a', 'Cllaj'] },
      'mots_usuels',
      'Mots usuels',
      [['a'], ['a', 'CLLAJ'], ['a', 'Cllaj']],
    ],
    [
      'an item changed in two ways',
      'scheme',
      { pieces: ['a', 'b'] },
      { pieces: ['a1', 'b'] },
      { pieces: ['a2', 'b'] },
      'pieces',
      'Pièces à apporter',
      [
        ['a', 'b'],
        ['a1', 'b'],
        ['a2', 'b'],
      ],
    ],
    [
      'an item that one changed and one took away',
      'scheme',
      { pieces: ['a', 'b'] },
      { pieces: ['a1', 'b'] },
      { pieces: ['b'] },
      'pieces',
      'Pièces à apporter',
      [['a', 'b'], ['a1', 'b'], ['b']],
    ],
    [
      'a closure with two reasons',
      'site',
      {},
      { fermetures: [PERIOD('2026-12-24', '2026-12-31', 'Noël')] },
      { fermetures: [PERIOD('2026-12-24', '2026-12-31', 'Travaux')] },
      'fermetures',
      'Fermetures exceptionnelles',
      [[], ['du 24 au 31 décembre 2026 · motif Noël'], ['du 24 au 31 décembre 2026 · motif Travaux']],
    ],
    [
      'two main themes',
      'scheme',
      { thematiques: ['a'] },
      { thematiques: ['b', 'a'] },
      { thematiques: ['c', 'a'] },
      'thematiques',
      'Thématiques',
      [['« a »'], ['« b »', '« a »'], ['« c »', '« a »']],
    ],
    [
      'a key of a group',
      'scheme',
      { age: { min: 16 } },
      { age: { min: 18 } },
      { age: { min: 17, max: 25 } },
      'age.min',
      'Âge, à partir de',
      [['16'], ['18'], ['17']],
    ],
    [
      'a weekday',
      'site',
      { horaires: 'Mo 08:00-12:00' },
      { horaires: 'Mo 09:00-12:00' },
      { horaires: 'Mo 10:00-12:00' },
      'horaires',
      'Horaires',
      [['Lundi : 8 h à 12 h'], ['Lundi : 9 h à 12 h'], ['Lundi : 10 h à 12 h']],
    ],
    [
      'hours that are no week',
      'site',
      { horaires: 'Aug off; Mo 08:00-12:00' },
      { horaires: 'Mo 08:00-12:00' },
      { horaires: 'Aug off; Tu 08:00-12:00' },
      'horaires',
      'Horaires',
      [
        ['Août : fermé', 'Lundi : 8 h à 12 h'],
        ['Lundi : 8 h à 12 h'],
        ['Août : fermé', 'Mardi : 8 h à 12 h'],
      ],
    ],
    [
      'hours of which nothing is left',
      'site',
      { horaires: 'Mo,Tu 08:00-12:00' },
      { horaires: 'Mo 08:00-12:00' },
      { horaires: 'Tu 08:00-12:00' },
      'horaires',
      'Horaires',
      [['Lundi et mardi : 8 h à 12 h'], ['Lundi : 8 h à 12 h'], ['Mardi : 8 h à 12 h']],
    ],
  ] as [string, Kind, object, object, object, string, string, string[][]][])(
    '%s',
    (_what, kind, base, theirs, mine, id, label, texts) => {
      const versions = { base: doc(kind, base), theirs: doc(kind, theirs), mine: doc(kind, mine) }
      const { document, conflicts } = mergeDocuments(versions, titleOf)
      const plain = (lines: string[]) => lines.map((line) => line.replaceAll('\u00a0', ' '))
      expect(
        conflicts.map((conflict) => [
          conflict.id,
          conflict.label,
          [plain(conflict.base), plain(conflict.theirs), plain(conflict.mine)],
        ]),
      ).toEqual([[id, label, texts]])
      const key = id.split('.')[0] ?? ''
      if (!id.includes('.')) {
        expect(fieldsOf(document)[key]).toEqual((theirs as Fields)[key])
        for (const choice of ['base', 'theirs', 'mine'] as const)
          expect(settleConflicts(versions, { [id]: choice }).fields).toEqual(versions[choice].fields)
      }
    },
  )

  test('the other keys of a group stay as they were merged, whatever is chosen', () => {
    const versions = {
      base: doc('scheme', { age: { min: 16 } }),
      theirs: doc('scheme', { age: { min: 18 } }),
      mine: doc('scheme', { age: { min: 17, max: 25 } }),
    }
    const ageWith = (choices: Record<string, Choice>) => fieldsOf(settleConflicts(versions, choices)).age
    expect(ageWith({})).toEqual({ min: 18, max: 25 })
    expect(JSON.stringify(ageWith({ 'age.min': 'mine' }))).toBe('{"min":17,"max":25}')
    expect(ageWith({ 'age.min': 'base', sigle: 'mine' })).toEqual({ min: 16, max: 25 })
  })

  test('from two natures, the fiche as a whole', () => {
    const versions = {
      base: doc('site', { titre: 'A' }),
      theirs: doc('site', { titre: 'B' }),
      mine: doc('contact', { titre: 'A' }),
    }
    const { document, conflicts } = mergeDocuments(versions, titleOf)
    expect(document).toEqual(versions.theirs)
    expect(conflicts).toEqual([
      {
        id: 'fiche',
        key: '',
        label: 'Toute la fiche',
        base: ['---', 'titre: A', '---'],
        theirs: ['---', 'titre: B', '---'],
        mine: ['---', 'titre: A', '---'],
      },
    ])
    expect(settleConflicts(versions, { fiche: 'mine' })).toEqual(versions.mine)
    expect(settleConflicts({ ...versions, theirs: versions.base }, {})).toEqual(versions.mine)
  })

  test('what is too long together', () => {
    const long = (letter: string) => `${letter} `.repeat(20_000).trim()
    const versions = {
      base: doc('help', {}, 'Un.'),
      theirs: doc('help', {}, `${long('a')}\n\nUn.`),
      mine: doc('help', {}, `Un.\n\n${long('b')}`),
    }
    expect(mergeDocuments(versions, titleOf).conflicts.map(({ id }) => id)).toEqual(['fiche'])
    expect(settleConflicts(versions, { fiche: 'mine' })).toEqual(versions.mine)
  })
})

describe('two changes that keep the rules and break one together are asked', () => {
  const city = { titre: 'Lieu', commune: '62041' }
  test.each([
    [
      'ages that cross',
      'scheme',
      { age: { min: 16, max: 60 } },
      { age: { min: 50, max: 60 } },
      { age: { min: 16, max: 20 } },
      'age',
      'Âge',
    ],
    [
      'all publics and one',
      'site',
      {},
      { publics: ['tous-publics'] },
      { publics: ['jeunes'] },
      'publics',
      'Publics',
    ],
    [
      'an address whose commune went',
      'site',
      city,
      { titre: 'Lieu' },
      { ...city, adresse: '1 rue A' },
      'adresse',
      'Adresse et Commune',
    ],
    [
      'one coordinate each',
      'site',
      { latitude: 50, longitude: 2 },
      {},
      { latitude: 51, longitude: 2 },
      'latitude',
      'Latitude et Longitude',
    ],
    [
      'communes of an unknown extent',
      'territory',
      { etendue: 'connue' },
      { etendue: 'inconnue' },
      { etendue: 'connue', communes: ['62041'] },
      'etendue',
      'Étendue et Communes',
    ],
    [
      'a night that the next day cuts',
      'site',
      { horaires: 'Mo 08:00-12:00' },
      { horaires: 'Mo 08:00-12:00; Fr 20:00-04:00' },
      { horaires: 'Mo 08:00-12:00; Sa 10:00-12:00' },
      'horaires',
      'Horaires',
    ],
  ] as [string, Kind, object, object, object, string, string][])(
    '%s',
    (_what, kind, base, theirs, mine, id, label) => {
      const versions = { base: doc(kind, base), theirs: doc(kind, theirs), mine: doc(kind, mine) }
      const { document, conflicts } = mergeDocuments(versions, titleOf)
      expect(conflicts.map((conflict) => [conflict.id, conflict.label])).toEqual([[id, label]])
      expect(document.fields).toEqual(theirs)
      expect(settleConflicts(versions, { [id]: 'mine' }).fields).toEqual(mine)
    },
  )

  test('a rule that one side already broke is not asked again', () => {
    const broken = { publics: ['tous-publics', 'jeunes'] }
    const { conflicts } = merge(
      doc('site', broken),
      doc('site', { ...broken, sigle: 'A' }),
      doc('site', { ...broken, telephone: '115' }),
    )
    expect(conflicts).toEqual([])
  })
})

/** A document of the kind of `into`, with some of its keys as another has them. */
function withKeys(into: Document, from: Document, keys: readonly string[]): Document {
  const fields = Object.fromEntries(
    Object.keys(KEYS_BY_KIND[into.kind]).flatMap((key) => {
      const value = fieldsOf(keys.includes(key) ? from : into)[key]
      return value === undefined ? [] : [[key, value]]
    }),
  )
  return { ...into, fields } as unknown as Document
}

interface Edit {
  base: Document
  theirs: Document
  mine: Document
  theirKeys: string[]
  myKeys: string[]
}

/** Two edits of one document: some keys taken from two others, and the body of one in half of the cases. */
function concurrentEdits(kind: Kind): fc.Arbitrary<Edit> {
  const keys = Object.keys(KEYS_BY_KIND[kind]).filter((key) => key !== 'nature')
  const some = fc.subarray(keys, { maxLength: Math.min(4, keys.length) })
  return fc
    .tuple(
      validDocument(kind),
      validDocument(kind),
      validDocument(kind),
      some,
      some,
      fc.boolean(),
      fc.boolean(),
    )
    .map(([base, x, y, theirKeys, myKeys, theirBody, myBody]) => {
      const bodies = [theirBody ? x.body : base.body, myBody ? y.body : base.body]
      const [theirs, mine] = [withKeys(base, x, theirKeys), withKeys(base, y, myKeys)]
      return {
        base,
        theirs: { ...theirs, body: bodies[0] } as Document,
        mine: { ...mine, body: bodies[1] } as Document,
        theirKeys,
        myKeys,
      }
    })
    .filter(({ theirs, mine }) => problemsOf(theirs).length === 0 && problemsOf(mine).length === 0)
}

const isScalar = ({ type }: FieldType) => !['list', 'group', 'hours'].includes(type)

describe.each(ALL_KINDS)('1,000 concurrent edits of all kinds, here %s', (kind) => {
  const keys = KEYS_BY_KIND[kind] as Keys
  const same = isDeepStrictEqual

  test('lose nothing: what one side wrote is in the result or in a question', () => {
    fc.assert(
      fc.property(concurrentEdits(kind), ({ base, theirs, mine }) => {
        const { document, conflicts } = merge(base, theirs, mine)
        expect(problemsOf(document)).toEqual([])
        const asked = new Set(conflicts.flatMap(({ id, key, label }) => [key, id, label]))
        const isAsked = (key: string) =>
          conflicts.some(({ key: asking }) => asking === key) || asked.has('fiche')
        for (const [key, { type }] of Object.entries(keys)) {
          const [old, their, my, merged] = [base, theirs, mine, document].map((d) => fieldsOf(d)[key])
          const isSame = same(their, my)
          if (same(my, old) || isSame) {
            if (!isAskedTogether(key, isAsked)) expect(merged).toEqual(their)
          } else if (same(their, old)) {
            if (!isAskedTogether(key, isAsked)) expect(merged).toEqual(my)
          } else if (isScalar(type)) {
            expect(isAskedTogether(key, isAsked)).toBe(true)
            expect(merged).toEqual(their)
          } else if (type.type === 'list' && !isAskedTogether(key, isAsked)) {
            const list = (value: unknown) => (value ?? []) as unknown[]
            const has = (items: unknown, item: unknown) => list(items).some((each) => same(each, item))
            for (const item of [...list(their), ...list(my)]) {
              const isKept = has(their, item) && has(my, item)
              expect(has(merged, item)).toBe(isKept || !has(old, item))
            }
          }
        }
      }),
      { numRuns: 125 },
    )
  })

  test('of different fields merge alone, and hold both', () => {
    fc.assert(
      fc.property(concurrentEdits(kind), ({ base, theirs, mine, theirKeys, myKeys }) => {
        const onlyMine = withKeys(
          base,
          mine,
          myKeys.filter((key) => !theirKeys.includes(key)),
        )
        const both = {
          ...withKeys(
            theirs,
            onlyMine,
            myKeys.filter((key) => !theirKeys.includes(key)),
          ),
        }
        fc.pre(problemsOf(onlyMine).length === 0)
        const { document, conflicts } = merge(base, theirs, onlyMine)
        if (problemsOf(both).length === 0) {
          expect(conflicts).toEqual([])
          expect(document).toEqual(both)
        } else expect(conflicts.length).toBeGreaterThan(0)
      }),
      { numRuns: 60 },
    )
  })

  test('one of which changes nothing give the other', () => {
    fc.assert(
      fc.property(validDocument(kind), validDocument(kind), (base, x) => {
        const kept = (document: Document) => ({ document, conflicts: [] })
        expect(merge(base, x, base)).toMatchObject(kept(x))
        expect(merge(base, base, x)).toMatchObject(kept(x))
        expect(merge(base, x, x)).toMatchObject(kept(x))
        expect(JSON.stringify(merge(base, base, x).document.fields)).toBe(JSON.stringify(x.fields))
      }),
      { numRuns: 30 },
    )
  })

  test('are the side that is chosen everywhere, where both changed', () => {
    fc.assert(
      fc.property(concurrentEdits(kind), fc.constantFrom('base', 'theirs', 'mine'), (versions, choice) => {
        const { conflicts } = mergeDocuments(versions, titleOf)
        const choices = Object.fromEntries(conflicts.map(({ id }) => [id, choice]))
        const settled = settleConflicts(versions, choices)
        for (const { id } of conflicts)
          if (id in keys) expect(fieldsOf(settled)[id]).toEqual(fieldsOf(versions[choice])[id])
        expect(settleConflicts(versions, {})).toEqual(mergeDocuments(versions, titleOf).document)
      }),
      { numRuns: 25 },
    )
  })
})

/** Some keys are asked for together: the address with its commune. */
function isAskedTogether(key: string, isAsked: (key: string) => boolean): boolean {
  return [key, ...(KEYS_TOGETHER.find((keys) => keys.includes(key)) ?? [])].some(isAsked)
}
