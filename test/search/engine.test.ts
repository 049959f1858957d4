import { describe, expect, test } from 'vitest'
import type { Commune } from '../../server/domain/commune.ts'
import type { FicheFacts } from '../../server/domain/facts.ts'
import { createGeography } from '../../server/domain/geography.ts'
import { createEngine, type Engine } from '../../server/search/engine.ts'
import type { SearchDocument } from '../../server/search/entry.ts'
import { createThesaurus } from '../../server/search/thesaurus.ts'

const commune = (
  code: string,
  nom: string,
  postcode: string,
  population: number,
  more = {},
): [string, Commune] => [
  code,
  { code, nom, codesPostaux: [postcode], population, latitude: 50.4, longitude: 2.8, ...more } as Commune,
]
const COMMUNES = new Map([
  commune('62498', 'Lens', '62300', 31_000),
  commune('62041', 'Arras', '62000', 41_000, { latitude: 50.29, longitude: 2.78 }),
  commune('62160', 'Boulogne-sur-Mer', '62200', 40_000, { latitude: 50.72, longitude: 1.61 }),
  commune('62427', 'Hénin-Beaumont', '62110', 26_000),
  commune('62428', 'Hénin-sur-Cojeul', '62128', 500),
  commune('62765', 'Saint-Omer', '62500', 14_000, { latitude: 50.75, longitude: 2.25 }),
  commune('62014', 'Aire-sur-la-Lys', '62120', 9_900),
  commune('62501', 'Sainte-Zoé', '62998', 1_000),
  commune('62502', 'Sainte-Zoé', '62999', 900),
])
const GEOGRAPHY = createGeography(COMMUNES, [
  {
    slug: 'pas-de-calais',
    title: 'Pas-de-Calais',
    otherNames: [],
    type: 'departement',
    extent: 'connue',
    communes: [],
    madeOf: [],
  },
  {
    slug: 'lens-lievin',
    title: 'Lens-Liévin',
    otherNames: ['CALL'],
    type: 'epci',
    extent: 'connue',
    communes: ['62498'],
    madeOf: [],
  },
  {
    slug: 'audomarois',
    title: 'Audomarois',
    otherNames: [],
    type: 'territoire-de-solidarite',
    extent: 'connue',
    communes: ['62765'],
    madeOf: [],
  },
])

interface Given extends Partial<Omit<SearchDocument, 'id' | 'slug'>> {
  facts?: Partial<FicheFacts>
}

/** An engine over these fiches, by slug; they serve the whole département unless they say otherwise. */
function engineOf(
  given: Record<string, Given>,
  entries: Parameters<typeof createThesaurus>[0] = [],
  beside?: Engine,
) {
  const facts = new Map<number, FicheFacts>()
  const engine = createEngine({
    geography: () => GEOGRAPHY,
    factsOf: (id) => facts.get(id),
    year: () => 2026,
    beside: beside && (() => beside.reading),
  })
  const slugs = Object.keys(given)
  slugs.forEach((slug, at) => {
    const { facts: own, ...document } = given[slug] as Given
    facts.set(at + 1, {
      id: at + 1,
      kind: 'scheme',
      slug,
      status: 'en-service',
      themes: [],
      territories: ['pas-de-calais'],
      audiences: [],
      coverage: [],
      ...own,
    } as unknown as FicheFacts)
    engine.put({
      id: at + 1,
      slug,
      title: slug,
      acronym: undefined,
      names: [],
      summary: '',
      body: '',
      phones: [],
      ...document,
    })
  })
  engine.setThesaurus(createThesaurus(entries))
  const found = (text: string, asked = {}) => engine.ask(text, asked).hits.map(({ id }) => slugs[id - 1])
  return { engine, found, read: (text: string, asked = {}) => engine.ask(text, asked).question }
}

describe('words are met whatever their form', () => {
  const { found } = engineOf({
    impayes: { title: 'Loyers impayés' },
    mds: { title: 'Maison du Département Solidarité', acronym: 'MDS' },
    autre: { title: 'Transport' },
  })
  test.each([
    ['loyer impayé', 'impayes'],
    ['LOYERS IMPAYES', 'impayes'],
    ['loyer impayée', 'impayes'],
    ['l’impayé de loyer', 'impayes'],
    ['M.D.S.', 'mds'],
    ['mds', 'mds'],
    ['maisons départementales solidarités', 'mds'],
  ])('« %s »', (question, slug) => expect(found(question)[0]).toBe(slug))
})

describe('a small index beside a larger one', () => {
  const WORDS = {
    loyer: { title: 'Dette de loyer', body: 'Un juriste répond.' },
    bureau: { title: 'Bureau d’aide', body: 'À Lens, sur rendez-vous.' },
  }
  const CONTACT = { title: 'Ligne du référent', body: 'Un juriste zébulonique répond.' }
  const { engine: large } = engineOf(WORDS)
  const { engine: small, found, read } = engineOf({ contact: CONTACT }, [], large)
  const together = engineOf({ ...WORDS, contact: CONTACT }).engine

  test('gives the score that its text would have among the others', () => {
    for (const question of ['zébulonique', 'référent', 'ligne juriste', 'juriste']) {
      const [hit] = small.ask(question).hits
      const among = together.ask(question).hits.find(({ id }) => id === 3)
      expect(hit?.score, question).toBeCloseTo(among?.score ?? 0, 9)
    }
  })

  test('corrects no word that the other knows, and reads the same places', () => {
    expect(read('bureau').corrected).toBeUndefined()
    expect(read('ligne lens').place?.name).toBe('Lens')
    expect(read('zebuloniqe').corrected).toBe('zebulonique')
  })

  test('finds what it holds alone, and the other hears nothing of it', () => {
    expect(found('bureau')).toEqual([])
    expect(large.ask('zébulonique').hits).toEqual([])
    expect(large.ask('zebuloniqe').question.corrected).toBeUndefined()
  })
})

describe('what carries no weight', () => {
  const { found, read } = engineOf({ loyer: { title: 'Loyer' }, dame: { title: 'Une dame' } })
  test('polite words and small words are left out', () => {
    expect(
      read('bonjour je cherche pour une dame qui ne paie plus son loyer').words.map(({ word }) => word),
    ).toEqual(['paie', 'loyer'])
  })
  test('unless nothing else is asked', () => expect(found('une dame')[0]).toBe('dame'))
  test.each([['?!'], ['   '], ['🏠'], ['" NEAR( col: * -'], ['\u0000']])(
    '%j finds nothing and breaks nothing',
    (text) => {
      expect(found(text)).toEqual([])
    },
  )
  test.each([['a'.repeat(10_000)], ['loyer '.repeat(1_000)], ['<b>loyer</b>'], ['لوير'], ['лоуер']])(
    'a strange question is answered (%#)',
    (text) => expect(Array.isArray(found(text))).toBe(true),
  )
})

describe('where a word stands decides', () => {
  const { found } = engineOf({
    corps: { title: 'Un', body: 'ruche' },
    resume: { title: 'Deux', summary: 'ruche' },
    usuel: { title: 'Trois', names: ['ruche'] },
    titre: { title: 'Ruche' },
  })
  test('title, everyday word, summary or body', () => {
    expect(found('ruche').slice(0, 2)).toEqual(['titre', 'usuel'])
    expect(found('ruche')[2]).toBe('resume')
  })
  test('all the words count more than one word said often', () => {
    const both = engineOf({
      souvent: { title: 'Aide', body: 'facture facture facture facture' },
      tout: { title: 'Une fiche', body: 'facture eau' },
    })
    expect(both.found('facture eau')[0]).toBe('tout')
  })
  test('the exact title and the acronym come first', () => {
    const exact = engineOf({
      long: { title: 'Carte grise, carte d’identité, permis, passeport', body: 'carte grise carte grise' },
      court: { title: 'Carte grise' },
      rsa: { title: 'Revenu', acronym: 'RSA' },
      cite: { title: 'Le RSA et vous, RSA', body: 'RSA RSA' },
    })
    expect(exact.found('carte grise')[0]).toBe('court')
    expect(exact.found('rsa')[0]).toBe('rsa')
  })
})

describe('numbers', () => {
  const { found } = engineOf({
    gps: { title: 'GPS administration', phones: ['03 21 21 62 16'] },
    violences: { title: 'Violences', phones: ['39 19'] },
    autre: { title: 'Postes 03 21', body: '216 216' },
  })
  test.each([
    ['03 21 21 62 16'],
    ['0321216216'],
    ['03.21.21.62.16'],
    ['+33 3 21 21 62 16'],
    ['03 21 216 216'],
    ['le 03 21 21 62 16 ?'],
  ])('« %s » finds its owner', (question) => expect(found(question)[0]).toBe('gps'))
  test.each([['3919'], ['39 19']])('« %s » too', (question) => expect(found(question)[0]).toBe('violences'))
  test('a number being typed too', () => expect(found('03 21 21 6', { typing: true })[0]).toBe('gps'))
})

describe('places', () => {
  const { found, read } = engineOf({
    caf: { title: 'Caisse', acronym: 'CAF', summary: 'allocations' },
    'caf-boulogne': {
      title: 'Accueil de la CAF à Boulogne-sur-Mer',
      facts: { kind: 'site', position: { latitude: 50.72, longitude: 1.61, approximate: false } },
    },
    'caf-saint-omer': {
      title: 'Accueil de la CAF à Saint-Omer',
      facts: { kind: 'site', position: { latitude: 50.75, longitude: 2.25, approximate: false } },
    },
    covoiturage: { title: 'Aire de covoiturage', body: 'une aire pour se garer' },
    ailleurs: { title: 'Permanence audomaroise CAF', facts: { territories: ['audomarois'] } },
    ici: { title: 'Permanence CAF de la CALL', facts: { territories: ['lens-lievin'] } },
  })
  test.each([
    ['caf Lens', '62498'],
    ['caf st omer', '62765'],
    ['caf boulogne sur mer', '62160'],
    ['caf Boulogne', '62160'],
    ['caf henin', '62427'],
    ['caf 62300', '62498'],
    ['caf call', 'lens-lievin'],
    ['habite à aire', '62014'],
  ])('« %s » is at %s', (question, ou) => expect(read(question).place?.ou).toBe(ou))

  test('among namesakes the most peopled wins, unless the guide has a place in the other', () => {
    const lieu = { title: 'Permanence', facts: { kind: 'site' as const, commune: '62502' } }
    expect(engineOf({}).read('caf sainte zoé').place?.ou).toBe('62501')
    expect(engineOf({ lieu }).read('caf sainte zoé').place?.ou).toBe('62502')
  })

  test('a common noun stays a word', () => {
    expect(read('aire de covoiturage').place).toBeUndefined()
    expect(found('aire de covoiturage')[0]).toBe('covoiturage')
  })
  test('what stands there comes first, what serves elsewhere sinks and does not vanish', () => {
    expect(found('caf boulogne')[0]).toBe('caf-boulogne')
    expect(found('ouverture caf st omer')[0]).toBe('caf-saint-omer')
    const order = found('permanence caf', {
      place: { kind: 'commune', ou: '62498', name: 'Lens', commune: COMMUNES.get('62498') },
    })
    expect(order[0]).toBe('ici')
    expect(order).toContain('ailleurs')
  })
  test('« Où ? » given apart wins', () => {
    const place = { kind: 'commune', ou: '62041', name: 'Arras', commune: COMMUNES.get('62041') }
    expect(read('caf lens', { place }).place?.ou).toBe('62041')
  })
})

describe('ages', () => {
  const { found, read } = engineOf({
    natation: { title: 'Cours de natation', facts: { ages: { min: 6, max: 12 } } },
    adultes: { title: 'Natation pour tous', facts: { ages: { min: 18 } } },
  })
  test.each([
    ['natation 8 ans', 'natation'],
    ['natation pour un homme de 40 ans', 'adultes'],
  ])('« %s »', (question, slug) => expect(found(question)[0]).toBe(slug))
  test.each([['CDD de 4 mois'], ['depuis 3 mois'], ['retard de 2 mois']])(
    '« %s » is a length of time',
    (text) => {
      expect(read(text).age).toBeUndefined()
    },
  )
  test('« bébé de 3 mois » is an age', () => expect(read('bebe de 3 mois').age).toBe(0))
})

describe('slips', () => {
  const { found, read } = engineOf({
    caf: { title: 'Allocations familiales' },
    mobile: { title: 'Permanence mobile', names: ['pims'] },
  })
  test.each([
    ['allocations familliales', 'allocations familiales'],
    ['permanance', 'permanence'],
    ['alocation', 'allocations'],
  ])('« %s » is read « %s »', (typed, corrected) => {
    expect(read(typed).corrected).toBe(corrected)
    expect(found(typed)).toHaveLength(1)
  })
  test('one noted among the everyday words of one text hides none of the others', () => {
    const texts = ['a', 'b', 'c', 'd'].map((slug) => [slug, { title: 'Aide', summary: 'gérer le budget' }])
    const { found, read } = engineOf({
      ...Object.fromEntries(texts),
      atelier: { title: 'Atelier', names: ['budjet'] },
    })
    expect(read('budjet').corrected).toBe('budget')
    expect(found('budjet')).toHaveLength(5)
    expect(found('budjet', { literal: true })).toEqual(['atelier'])
  })
  test('a word that the guide knows is never corrected', () => expect(read('pims').corrected).toBeUndefined())
  test('nor the word being typed, nor words taken as they are', () => {
    expect(read('permanance', { typing: true }).corrected).toBeUndefined()
    expect(read('permanance', { literal: true }).corrected).toBeUndefined()
    expect(found('permanance', { literal: true })).toEqual([])
  })
  test('a nearer word that is published later is proposed from then on', () => {
    const { engine, read: readAgain } = engineOf({ first: { title: 'Permanente' } })
    expect(readAgain('permanance').corrected).toBe('permanente')
    engine.put({
      id: 2,
      slug: 'second',
      title: 'Permanence',
      acronym: undefined,
      names: [],
      summary: '',
      body: '',
      phones: [],
    })
    expect(readAgain('permanance').corrected).toBe('permanence')
  })
  test('a word being typed is the beginning of one', () => {
    expect(found('perm', { typing: true })).toEqual(['mobile'])
    expect(found('perm')).toEqual([])
  })
})

describe('the thesaurus', () => {
  const { found, engine } = engineOf(
    {
      expulsion: { title: 'Procédure d’expulsion' },
      dehors: { title: 'Sports dehors', summary: 'en plein air' },
      nommee: { title: 'Conseil' },
    },
    [
      {
        entrees: [
          { terme: 'procédure d’expulsion', mots: ['mis à la porte', 'viré de chez moi'] },
          { terme: 'conseil juridique', fiche: 'nommee', mots: ['papier bleu', 'huissier'] },
        ],
      },
    ],
  )
  test.each([
    ['mis à la porte', 'expulsion'],
    ['il est viré de chez lui', 'expulsion'],
    ['j’ai reçu un papier bleu', 'nommee'],
    ['huissier', 'nommee'],
  ])('« %s » leads to the trade’s word', (question, slug) => expect(found(question)[0]).toBe(slug))
  test('the words typed weigh more', () => expect(found('sports dehors')[0]).toBe('dehors'))
  test('and an explanation names it', () => {
    const { parts } = engine.explain('huissier', 3)
    expect(parts.map(({ what }) => what)).toContain('thésaurus : conseil juridique')
  })
})

describe('an acronym is no word', () => {
  const { found } = engineOf(
    {
      pass: { title: 'Permanence d’accès aux soins', acronym: 'PASS' },
      cite: { title: 'Hôpital', body: 'La PASS de l’hôpital.' },
      visite: { title: 'Une sage-femme passe chez vous' },
      abri: { title: 'Urgence' },
    },
    [
      {
        entrees: [
          { terme: 'permanence d’accès aux soins', sigle: 'PASS', fiche: 'pass' },
          { terme: 'urgence', fiche: 'abri', mots: ['à la rue'] },
        ],
      },
    ],
  )
  test('that sounds the same', () => {
    expect(found('qu’une sage-femme passe')).toEqual(['visite'])
    expect(found('pass')[0]).toBe('pass')
    expect(found('PASS hôpital')).toEqual(expect.arrayContaining(['pass', 'cite']))
  })
  test('a phrase of small words is said whole or not at all', () => {
    expect(found('il est à la rue')).toEqual(['abri'])
    expect(found('quel collège pour ma rue')).toEqual([])
  })
})

test('each factor has a name; the explanation comes to the score', () => {
  const { engine } = engineOf({
    ancien: { title: 'Loyer', facts: { status: 'termine', sourceYear: 2017 } },
    present: { title: 'Loyer', facts: { sourceYear: 2026 } },
  })
  const place = {
    kind: 'commune' as const,
    ou: '62498',
    name: 'Lens',
    commune: COMMUNES.get('62498') as Commune,
  }
  const { hits } = engine.ask('loyer', { place })
  expect(hits.map(({ id }) => id)).toEqual([2, 1])
  const told = engine.explain('loyer', 1, { place })
  expect(told.factors.map(({ name }) => name)).toEqual(['mots', 'lieu', 'statut', 'fraîcheur'])
  expect(told.score).toBeCloseTo(hits[1]?.score ?? 0, 9)
})

test('what is put again or removed leaves nothing behind, however often', () => {
  const { engine } = engineOf({ a: { title: 'Loyer', names: ['dette'], phones: ['3919'] } })
  for (let time = 0; time < 300; time++) {
    engine.put({
      id: 9,
      slug: 'b',
      title: `Essai ${time}`,
      acronym: 'ESS',
      names: ['ruche'],
      summary: '',
      body: '',
      phones: ['115'],
    })
  }
  expect(engine.size()).toBe(2)
  expect(engine.ask('essai').hits).toHaveLength(1)
  engine.remove(9)
  engine.remove(9)
  for (const question of ['essai', 'ruche', 'ess', '115']) expect(engine.ask(question).hits).toEqual([])
  expect(engine.ask('loyer').hits).toHaveLength(1)
})
