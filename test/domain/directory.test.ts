import { describe, expect, test } from 'vitest'
import { readCommunes } from '../../server/content/communes.ts'
import { type Directory, distanceTo } from '../../server/domain/directory.ts'
import type { FicheKind, FieldsByKind } from '../../server/domain/document/keys.ts'
import { type FicheFacts, factsOf } from '../../server/domain/facts.ts'
import { createGeography, placeOf } from '../../server/domain/geography.ts'
import { orientationFor } from '../../server/domain/orientation.ts'
import { phoneOf } from '../../server/domain/phoneAnswer.ts'

const communes = readCommunes('content')
const [LENS, ARRAS, CALAIS] = ['62498', '62041', '62193']
const geography = createGeography(communes, [
  {
    slug: 'pas-de-calais',
    title: 'Pas-de-Calais',
    otherNames: [],
    type: 'departement',
    extent: 'connue',
    communes: [...communes.keys()],
    madeOf: [],
  },
  {
    slug: 'lensois',
    title: 'Lensois',
    otherNames: [],
    type: 'territoire-de-solidarite',
    extent: 'connue',
    communes: [LENS],
    madeOf: [],
  },
])

type Given = Partial<
  Record<keyof FieldsByKind['scheme'] | keyof FieldsByKind['site'] | keyof FieldsByKind['contact'], unknown>
>

let lastId = 0
function fiche(kind: FicheKind, slug: string, given: Given = {}): FicheFacts {
  lastId += 1
  const fields = {
    titre: slug,
    resume: slug,
    thematiques: ['logement'],
    territoires: ['pas-de-calais'],
    ...given,
  }
  return factsOf({ id: lastId, kind, slug, fields: fields as unknown as FieldsByKind[FicheKind] }, communes)
}

function directoryOf(...facts: FicheFacts[]): Directory {
  return {
    geography,
    quickExitThemes: new Set(),
    glossary: new Map(),
    themes: new Map(),
    find: (slug) => facts.find((each) => each.slug === slug),
    attachedTo: (slug) =>
      facts.filter((each) => [...each.institutions, each.site, each.owner].includes(slug)),
    all: () => facts,
    version: 0,
    followers: () => facts.filter(({ kind, coverage }) => kind === 'contact' && coverage.length > 0),
  }
}

const place = (code: string) => {
  const found = placeOf(geography, code)
  if (found === undefined) throw new Error(code)
  return found
}

describe('a contact kept for professionals', () => {
  const reserved = (slug: string, given: Given = {}) =>
    fiche('contact', slug, { telephone: '03 00 00 00 08', visibilite: 'professionnels', ...given })
  const via = (scheme: FicheFacts, ...others: FicheFacts[]) => {
    const answer = phoneOf(scheme, undefined, directoryOf(scheme, ...others))
    return answer && `${answer.holder.slug} ${answer.via}`
  }
  const owner = fiche('institution', 'ville', { telephone: '03 00 00 00 09' })

  test('comes after those that are for everybody, whatever the order of the fiche', () => {
    const open = fiche('contact', 'ouvert', { telephone: '03 00 00 00 07' })
    const scheme = fiche('scheme', 's', { contacts: ['cache', 'ouvert'], responsable: 'ville' })
    expect(via(scheme, reserved('cache'), open, owner)).toBe('ouvert contact')
    const steps = orientationFor(scheme, undefined, directoryOf(scheme, reserved('cache'), open, owner))
    expect(steps.map(({ facts }) => facts.slug)).toEqual(['ouvert', 'cache'])
  })

  test('comes after the own line, and before the general line of who answers for the fiche', () => {
    const desk = fiche('site', 'accueil', { telephone: '03 00 00 00 06', contacts: ['cache'] })
    expect(via(desk, reserved('cache'))).toBe('accueil own')
    expect(
      via(fiche('scheme', 's', { contacts: ['cache'], responsable: 'ville' }), reserved('cache'), owner),
    ).toBe('cache contact')
  })

  test('is not the only one to send to: who answers for the fiche stays', () => {
    const scheme = fiche('scheme', 's', { contacts: ['cache'], responsable: 'ville' })
    const steps = orientationFor(scheme, undefined, directoryOf(scheme, reserved('cache'), owner))
    expect(steps.map(({ facts }) => facts.slug)).toEqual(['cache', 'ville'])
  })
})

describe('the number to give', () => {
  const owner = fiche('institution', 'adil', { telephone: '03 00 00 00 01' })
  const lens = fiche('site', 'adil-lens', { telephone: '03 00 00 00 02', commune: LENS, responsable: 'adil' })
  const calais = fiche('site', 'adil-calais', {
    telephone: '03 00 00 00 03',
    commune: CALAIS,
    responsable: 'adil',
  })
  const lensOnly = fiche('contact', 'ligne-lens', {
    telephone: '03 00 00 00 04',
    couvre: [{ territoires: [LENS] }],
  })
  const other = fiche('contact', 'ligne-sante', {
    telephone: '03 00 00 00 05',
    couvre: [{ thematiques: ['sante'] }],
  })
  const silent = fiche('contact', 'sans-numero')
  const departement = fiche('institution', 'departement', { contacts: ['ligne-pour-tous'] })
  const everybodys = fiche('contact', 'ligne-pour-tous', { telephone: '03 00 00 00 09' })
  const scheme = (given: Given) => fiche('scheme', 'conseil', { responsable: 'adil', ...given })
  const known = directoryOf(owner, lens, calais, lensOnly, other, silent, departement, everybodys)

  test.each<[string, Given, string | undefined, string | undefined, string | undefined]>([
    [
      'a direct contact that covers the place',
      { contacts: ['ligne-lens'], lieux: ['adil-calais'] },
      LENS,
      '03 00 00 00 04',
      'contact',
    ],
    [
      'the nearest place where no contact covers it',
      { contacts: ['ligne-lens'], lieux: ['adil-lens', 'adil-calais'] },
      CALAIS,
      '03 00 00 00 03',
      'site',
    ],
    [
      'the nearest place, whatever its rank in the list',
      { lieux: ['adil-calais', 'adil-lens'] },
      ARRAS,
      '03 00 00 00 02',
      'site',
    ],
    ['no contact that follows other themes', { contacts: ['ligne-sante'] }, LENS, '03 00 00 00 01', 'owner'],
    [
      'no contact without a number',
      { contacts: ['sans-numero', 'ligne-lens'] },
      LENS,
      '03 00 00 00 04',
      'contact',
    ],
    [
      'no contact of one town where no place was chosen',
      { contacts: ['ligne-lens'] },
      undefined,
      '03 00 00 00 01',
      'owner',
    ],
    [
      'no place’s line where no place was chosen',
      { lieux: ['adil-lens'] },
      undefined,
      '03 00 00 00 01',
      'owner',
    ],
    [
      'the line that the responsible names for everybody, where it has none of its own',
      { responsable: 'departement' },
      undefined,
      '03 00 00 00 09',
      'owner',
    ],
    ['nothing where nobody has a number', { responsable: 'inconnue' }, LENS, undefined, undefined],
  ])('%s', (_name, given, ou, phone, via) => {
    const answer = phoneOf(scheme(given), ou === undefined ? undefined : place(ou), known)
    expect([answer?.phone, answer?.via]).toEqual([phone, via])
  })

  test('a place’s own line comes before its responsible’s, and says whose it is', () => {
    expect(phoneOf(lens, place(LENS), known)).toMatchObject({ via: 'own', holder: { slug: 'adil-lens' } })
    expect(phoneOf(fiche('site', 'muet', { responsable: 'adil' }), place(LENS), known)).toMatchObject({
      via: 'owner',
      holder: { slug: 'adil' },
    })
  })

  test('an institution’s own line comes before those of its services, and after the one it names', () => {
    const flood = fiche('contact', 'inondations', { telephone: '03 00 00 00 11', institution: 'ville' })
    const desk = fiche('contact', 'accueil', { telephone: '03 00 00 00 12' })
    const town = fiche('institution', 'ville', { telephone: '03 00 00 00 10' })
    const quiet = fiche('institution', 'ville', {})
    const named = fiche('institution', 'ville', { telephone: '03 00 00 00 10', contacts: ['accueil'] })
    expect(phoneOf(town, undefined, directoryOf(town, flood, desk))?.phone).toBe('03 00 00 00 10')
    expect(phoneOf(quiet, undefined, directoryOf(quiet, flood, desk))?.phone).toBe('03 00 00 00 11')
    expect(phoneOf(named, undefined, directoryOf(named, flood, desk))?.phone).toBe('03 00 00 00 12')
  })

  test('another town’s number is never lent', () => {
    const ccas = fiche('institution', 'ccas')
    const calaisDesk = fiche('site', 'ccas-calais', {
      telephone: '03 00 00 00 13',
      commune: CALAIS,
      territoires: [CALAIS],
      responsable: 'ccas',
    })
    const both = directoryOf(ccas, calaisDesk)
    expect(phoneOf(ccas, place(CALAIS), both)?.phone).toBe('03 00 00 00 13')
    expect(phoneOf(ccas, place(LENS), both)).toBeUndefined()
  })

  test('a contact gives its own line or none: never somebody else’s', () => {
    expect(phoneOf(fiche('contact', 'x', { responsable: 'adil' }), undefined, known)).toBeUndefined()
  })
})

describe('whom to send to', () => {
  const owner = fiche('institution', 'caf', { telephone: '32 30' })
  const arras = fiche('site', 'caf-arras', { commune: ARRAS, responsable: 'caf' })
  const lens = fiche('site', 'caf-lens', { commune: LENS, responsable: 'caf' })
  const calaisOnly = fiche('site', 'caf-calais', {
    commune: CALAIS,
    territoires: [CALAIS],
    responsable: 'caf',
  })
  const follower = fiche('contact', 'referente', {
    telephone: '03 00 00 00 06',
    couvre: [{ thematiques: ['logement'], territoires: ['lensois'] }],
  })
  const elsewhere = fiche('contact', 'referent-calais', {
    couvre: [{ thematiques: ['logement'], territoires: [CALAIS] }],
  })
  const direct = fiche('contact', 'ligne', { telephone: '03 00 00 00 07' })
  const known = directoryOf(owner, arras, lens, calaisOnly, follower, elsewhere, direct)
  const steps = (given: Given, ou: string | undefined) =>
    orientationFor(
      fiche('scheme', 's', { responsable: 'caf', ...given }),
      ou === undefined ? undefined : place(ou),
      known,
    ).map(({ facts, reason }) => `${facts.slug} ${reason.kind}`)

  test('its contacts, who follows its themes there, then the places where it is asked for, nearest first', () => {
    expect(steps({ contacts: ['ligne'], lieux: ['caf-arras', 'caf-lens', 'caf-calais'] }, LENS)).toEqual([
      'ligne contact',
      'referente follows',
      'caf-lens site',
      'caf-arras site',
    ])
  })

  test('without places of its own, those of who carries it', () => {
    expect(steps({ porteurs: ['caf'] }, ARRAS)).toEqual([
      'caf-arras carrier',
      'caf-lens carrier',
      'caf owner',
    ])
  })

  test('a museum of the same institution is no desk, nor is one too far; a social desk is one for anything', () => {
    const town = fiche('institution', 'ville')
    const held = { responsable: 'ville', commune: LENS }
    const museum = fiche('site', 'musee', { ...held, thematiques: ['culture'] })
    const office = fiche('site', 'bureau', { ...held, thematiques: ['expulsions'] })
    const desk = fiche('site', 'ccas', { ...held, thematiques: ['culture'], categorie: 'accueil-social' })
    const far = fiche('site', 'loin', { ...held, commune: CALAIS })
    const all: Directory = {
      ...directoryOf(town, museum, office, desk, far),
      themes: new Map([['expulsions', { slug: 'expulsions', title: 'Expulsions', parent: 'logement' }]]),
    }
    const found = orientationFor(fiche('scheme', 's', { responsable: 'ville' }), place(LENS), all)
    expect(found.map(({ facts }) => facts.slug)).toEqual(['bureau', 'ccas', 'ville'])
  })

  test('where no number was found, who answers for it', () => {
    expect(steps({ lieux: ['caf-calais'] }, CALAIS)).toEqual([
      'referent-calais follows',
      'caf-calais site',
      'caf owner',
    ])
  })

  test('nobody who is not known to serve the place', () => {
    expect(
      orientationFor(
        fiche('scheme', 's', { responsable: 'nulle', lieux: ['caf-calais'] }),
        place(ARRAS),
        known,
      ),
    ).toEqual([])
  })

  test('without a place, all that is known, in its own order', () => {
    expect(steps({ contacts: ['ligne'], lieux: ['caf-calais', 'caf-arras'] }, undefined)).toEqual([
      'ligne contact',
      'caf-calais site',
      'caf-arras site',
    ])
  })

  test('distances say whether they are approximate', () => {
    const [near] = orientationFor(fiche('scheme', 's', { lieux: ['caf-lens'] }), place(LENS), known)
    expect(near?.distance ?? near).toBeDefined()
    const exact = fiche('site', 'exact', { latitude: 50.43, longitude: 2.83, commune: LENS })
    expect(distanceTo(exact, place(LENS), known)).toMatchObject({ approximate: false })
    expect(distanceTo(fiche('site', 'nulle-part'), place(LENS), known)).toBeUndefined()
  })
})
