import { describe, expect, test } from 'vitest'
import type { Document } from '../../server/domain/document/document.ts'
import { type KnownFiche, likelyDuplicates } from '../../server/domain/duplicates.ts'

const [ARRAS, LENS] = ['62041', '62498']

function reasonsFor(fields: object, known: Partial<KnownFiche>, kind: Document['kind'] = 'site'): string[] {
  const candidate = { kind, fields, body: '' } as unknown as Document
  const fiche: KnownFiche = { slug: 'connue', title: 'Autre chose', kind: 'site', ...known }
  return likelyDuplicates(candidate, [fiche]).flatMap(({ reasons }) => reasons)
}

describe('a title', () => {
  test.each([
    ['Centre d’information', "centre d'Information", ['title']],
    ['Centre d’information sur l’énergie', 'Centre information énergie', ['title']],
    ['Maison de l’habitat', 'MAISON DE L’HABITAT', ['title']],
    ['Mision locale', 'Mission locale', ['close-title']],
    ['Missions locales', 'Mission locale', ['close-title']],
    ['Locale mission', 'Mission locale', ['close-title']],
    ['Accompagnemnet des familles', 'Accompagnement des familles', ['close-title']],
    ['CCAS de Béthune', 'CCAS de Berck', []],
    ['CCAS de Lens', 'CCAS de Sens', []],
    ['CCAS d’Arras', 'CIAS d’Arras', []],
    ['CAF de Saint-Omer', 'CAF de Saint-Pol', []],
    ['Maison des adolescents', 'Maison des aidants', []],
    ['Numéro 3919', 'Numéro 3918', []],
    ['Pass 62', 'Pass 59', []],
    ['Mission locale', 'Mission locale de Lens', []],
    ['RSA', 'RSE', []],
  ])('« %s » when « %s » is known', (titre, title, reasons) => {
    expect(reasonsFor({ titre }, { title })).toEqual(reasons)
  })

  test.each([
    ['Mission locale', 'Mission locale d’Arras', ['close-title']],
    ['Restos du cœur de Bétune', 'Restos du Cœur de Béthune', ['close-title']],
    ['MDS d’Arras Nord', 'MDS d’Arras Sud', []],
    ['Accueil de jour', 'Mission locale', []],
  ])('in one commune, « %s » when « %s » is known', (titre, title, reasons) => {
    expect(reasonsFor({ titre, commune: ARRAS }, { title, commune: ARRAS })).toEqual(reasons)
  })

  test.each([
    [
      'in two communes is that of two places',
      { titre: 'France services', commune: ARRAS },
      { title: 'France services', commune: LENS },
      [],
    ],
    [
      'of another nature is another fiche',
      { titre: 'France services' },
      { title: 'France services', kind: 'scheme' as const },
      [],
    ],
    [
      'that is another name of a fiche',
      { titre: 'Pôle emploi' },
      { title: 'France Travail', otherNames: ['Pôle Emploi'] },
      ['title'],
    ],
    [
      'whose other name is a fiche',
      { titre: 'France Travail', autres_noms: ['Pôle emploi'] },
      { title: 'Pôle emploi' },
      ['title'],
    ],
    [
      'with the same former name only',
      { titre: 'Agence d’Arras', autres_noms: ['Pôle emploi'] },
      { title: 'Agence de Lens', otherNames: ['Pôle emploi'] },
      [],
    ],
    ['that is an acronym', { titre: 'MDPH' }, { title: 'Maison du handicap', acronym: 'MDPH' }, ['title']],
    [
      'with the same acronym only',
      { titre: 'CCAS d’Arras', sigle: 'CCAS' },
      { title: 'CCAS de Lens', acronym: 'CCAS' },
      [],
    ],
  ] as [string, object, Partial<KnownFiche>, string[]][])('%s', (_what, fields, known, reasons) => {
    expect(reasonsFor(fields, known)).toEqual(reasons)
  })
})

describe('a telephone number', () => {
  test.each([
    ['written in another way', '03.21.21.62.62', ['0321216262'], ['phone']],
    ['from abroad', '+33 3 21 21 62 62', ['0321000000', '0321216262'], ['phone']],
    ['with an extension', '03 21 21 62 62 poste 12', ['0321216262'], ['phone']],
    ['of one other digit', '03 21 21 62 63', ['0321216262'], []],
    ['that cannot be read', '12', ['12'], []],
  ])('%s', (_what, telephone, phoneDigits, reasons) => {
    expect(reasonsFor({ titre: 'A', telephone }, { phoneDigits })).toEqual(reasons)
    expect(reasonsFor({ titre: 'A', telephone }, { phoneDigits }, 'contact')).toEqual(reasons)
  })
})

describe('an address', () => {
  test.each([
    ['12 boulevard de la Liberté', '12, bd de la Liberte', ARRAS, ['address']],
    ['1 av. d’Arras', "1 Avenue d'Arras", ARRAS, ['address']],
    ['12 rue A', '14 rue A', ARRAS, []],
    ['12 rue A', '12 rue A', LENS, []],
  ])('« %s » when « %s » is known', (adresse, address, commune, reasons) => {
    expect(reasonsFor({ titre: 'A', adresse, commune: ARRAS }, { address, commune })).toEqual(reasons)
  })

  test('says nothing without a commune, nor when there is none', () => {
    expect(reasonsFor({ titre: 'A', adresse: '12 rue B' }, { address: '12 rue B' })).toEqual([])
    expect(reasonsFor({ titre: 'A', commune: ARRAS }, { commune: ARRAS })).toEqual([])
  })
})

test('the surest come first, each with all its reasons', () => {
  const candidate = {
    kind: 'site',
    fields: { titre: 'Mission locale', telephone: '03 21 21 62 62', adresse: '1 rue A', commune: ARRAS },
    body: '',
  } as unknown as Document
  const site = (slug: string, fiche: Partial<KnownFiche>): KnownFiche => ({
    slug,
    title: slug,
    kind: 'site',
    commune: ARRAS,
    ...fiche,
  })
  expect(
    likelyDuplicates(candidate, [
      site('voisin', { address: '1 rue A' }),
      site('presque', { title: 'Mision locale' }),
      site('rien', {}),
      site('elle', { title: 'Mission Locale', phoneDigits: ['0321216262'], address: '1 rue A' }),
      site('accueil', { phoneDigits: ['0321216262'] }),
    ]).map(({ slug, reasons }) => [slug, reasons.join()]),
  ).toEqual([
    ['elle', 'title,phone,address'],
    ['accueil', 'phone'],
    ['voisin', 'address'],
    ['presque', 'close-title'],
  ])
})
