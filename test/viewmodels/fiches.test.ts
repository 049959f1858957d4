import { describe, expect, it } from 'vitest'
import { contactPage } from '../../server/viewmodels/contact.ts'
import { institutionPage } from '../../server/viewmodels/institution.ts'
import { ageInWords, answeringContact, schemePage } from '../../server/viewmodels/scheme.ts'
import { closuresFrom, sitePage } from '../../server/viewmodels/site.ts'
import {
  backlink,
  body,
  contactFiche,
  context,
  institutionFiche,
  line,
  mute,
  NBSP,
  named,
  SOURCE,
  scheme,
  schemeFiche,
  site,
  siteFiche,
} from './guide.ts'

const nothing = { named: new Map(), backlinks: [] }

describe('a dispositif', () => {
  it('says of each fact that it is not known', () => {
    const { brief } = schemePage({ page: schemeFiche(), ...nothing }, context)
    const unknowns = Object.fromEntries(brief.map(({ label, unknown }) => [label, unknown]))
    expect(unknowns).toEqual({
      'Pour qui': 'Non renseigné, à compléter',
      Conditions: 'Non renseignées, à compléter',
      'Pièces à apporter': 'Non renseignées, à compléter',
      Démarche: 'Non renseignée, à compléter',
      'Qui peut demander': 'Non renseigné, à compléter',
      Coût: 'Non renseigné, à compléter',
      Délai: 'Non renseigné, à compléter',
      'Porté par': undefined,
    })
  })

  it('puts the first contact that has a number on its plate, and says whose line it is', () => {
    const input = { page: schemeFiche({ contacts: ['referent', 'numero-vert'] }), named, backlinks: [] }
    const { plate, contacts } = schemePage(input, context)
    expect(plate).toMatchObject({ heading: 'Contact direct', empty: false, hours: undefined })
    expect(plate.phone?.copy).toBe('0 805 29 62 62')
    expect(plate.owner).toEqual({ label: 'Numéro vert', url: '/fiches/numero-vert' })
    expect(contacts.heading).toBe('Autres contacts directs')
    expect(contacts.cards.map(({ title }) => title)).toEqual(['Référent logement'])
    expect(answeringContact(input)).toBe('numero-vert')
  })

  it('shows the hours of that contact only when they are those of the same contact', () => {
    const input = { page: schemeFiche({ contacts: ['numero-vert'] }), named, backlinks: [] }
    const answering = contactFiche({ joignable: 'Mo-Fr 08:30-16:30' })
    expect(schemePage({ ...input, answering }, context).plate.hours?.lines).toHaveLength(1)
    const other = { ...answering, slug: 'un-autre' }
    expect(schemePage({ ...input, answering: other }, context).plate.hours).toBeUndefined()
  })

  it('falls back on the institution, under its name', () => {
    const { plate } = schemePage({ page: schemeFiche(), named, backlinks: [] }, context)
    expect(plate).toMatchObject({ heading: 'Ligne générale de l’institution', phoneUnknown: undefined })
    expect(plate.owner?.label).toBe('Caisse d’allocations familiales')
  })

  it('says that no phone is known, and invents none', () => {
    const { plate } = schemePage({ page: schemeFiche(), ...nothing }, context)
    expect(plate).toMatchObject({
      phone: undefined,
      phoneUnknown: 'Téléphone non renseigné, à compléter',
      empty: true,
    })
  })

  it('is announced in the year of its source when it was only foreseen', () => {
    const foreseen = (sources: (typeof SOURCE)[]) =>
      schemePage({ page: schemeFiche({ sources }, { status: 'prevu' }), ...nothing }, context).notice
    expect(foreseen([SOURCE, { ...SOURCE, date: '2016-05' }])).toBe('Annoncé en 2017, à vérifier')
    expect(foreseen([])).toBe('Annoncé, à vérifier')
    expect(schemePage({ page: schemeFiche(), ...nothing }, context).notice).toBeUndefined()
  })

  it.each([
    [{ min: 16, max: 30 }, `De 16 à 30${NBSP}ans`],
    [{ min: 60 }, `À partir de 60${NBSP}ans`],
    [{ max: 25 }, `Jusqu’à 25${NBSP}ans`],
    [undefined, undefined],
  ])('reads the age %j', (age, words) => expect(ageInWords(age)).toBe(words))
})

describe('a name that the reader may not see', () => {
  it('leaves neither title nor slug', () => {
    const page = schemeFiche(
      { responsable: 'institution-cachee', voir_aussi: ['fiche-cachee'] },
      { segments: body },
    )
    const model = schemePage({ page, named, backlinks: [] }, context)
    const text = JSON.stringify(model)
    expect(text).not.toMatch(/cachee/)
    expect(text).toContain('fiche indisponible')
    expect(model.seeAlso).toEqual([])
  })

  it('holds for what a contact covers', () => {
    const page = contactFiche({
      couvre: [{ thematiques: ['theme-cache'], territoires: ['62498', 'lieu-cache', '99999'] }],
    })
    const { coverage } = contactPage({ page, named, backlinks: [] }, context)
    expect(coverage[0]?.themes).toEqual([{ label: 'fiche indisponible', url: undefined }])
    expect(coverage[0]?.territories.map(({ label }) => label)).toEqual([
      'Lens',
      'fiche indisponible',
      'fiche indisponible',
    ])
  })
})

describe('the text of a fiche', () => {
  it('labels its blocks and fills its links', () => {
    const model = schemePage({ page: schemeFiche({}, { segments: body }), named, backlinks: [] }, context)
    expect(model.body.segments.map(({ label }) => label)).toEqual([
      undefined,
      'Dans l’arrondissement de Lens',
      'Attention',
      'Astuce',
    ])
    expect(model.body.segments[0]?.html.stored).toContain(
      '<a href="/fiches/caf">Caisse d’allocations familiales</a>',
    )
  })

  it('has a table of contents from four headings on', () => {
    const contents = (segments: typeof body) =>
      schemePage({ page: schemeFiche({}, { segments }), named, backlinks: [] }, context).body.contents.length
    expect(contents(body)).toBe(4)
    expect(contents(body.slice(1))).toBe(0)
  })
})

describe('a lieu', () => {
  it('says that hours and address are not known', () => {
    const { plate, access } = sitePage({ page: siteFiche(), named, backlinks: [] }, context)
    expect(plate.hours?.unknown).toBe('Non renseignés, à compléter')
    expect(access.map(({ unknown }) => unknown)).toEqual([
      'Non renseignée, à compléter',
      'Non renseigné, à compléter',
      'Non renseignée, à compléter',
    ])
  })

  it('keeps the town when only the street is unknown', () => {
    const page = siteFiche({ commune: '62041', code_postal: '62000' })
    const [address] = sitePage({ page, named, backlinks: [] }, context).access
    expect(address).toMatchObject({ lines: ['62000 Arras'], unknown: 'Non renseignée, à compléter' })
  })

  it('says its hours in words, never whether it is open', () => {
    const page = siteFiche({ horaires: 'Mo-Fr 08:30-16:30', horaires_note: 'Sauf jours de marché' })
    const model = sitePage({ page, named, backlinks: [] }, context)
    expect(model.plate.hours).toMatchObject({
      lines: ['Lundi au vendredi : 8 h 30 à 16 h 30'],
      unknown: undefined,
    })
    expect(model.plate.empty).toBe(false)
    expect(JSON.stringify(model)).not.toMatch(/Ouvert/)
  })

  it('shows the closures that are not over, the next first, and tells the near from the far', () => {
    const closures = closuresFrom(
      [
        { du: '2027-08-01', au: '2027-08-15' },
        { du: '2026-11-01', au: '2026-11-23' },
        { du: '2026-11-20', au: '2026-11-24', motif: 'Travaux' },
      ],
      context.today,
    )
    expect(closures).toEqual([
      { text: `Fermé du 20 au 24${NBSP}novembre 2026 (Travaux)`, near: true },
      { text: `Fermé du 1er au 15${NBSP}août 2027`, near: false },
    ])
  })
})

describe('an institution', () => {
  it('lists its places, schemes and contacts, each once', () => {
    const links = ['gestionnaire', 'responsable'].map((key) => backlink(key, site))
    const backlinks = [
      ...links,
      backlink('porteurs', scheme),
      backlink('institution', line),
      backlink('institution', mute),
    ]
    const { sections, contacts, plate } = institutionPage(
      { page: institutionFiche(), named, backlinks },
      context,
    )
    expect(sections.map(({ heading, cards }) => [heading, cards.length])).toEqual([
      ['Lieux d’accueil', 1],
      ['Dispositifs portés', 1],
    ])
    expect(plate.owner?.label).toBe('Numéro vert')
    expect(contacts.cards.map(({ title }) => title)).toEqual(['Référent logement'])
  })

  it('says so when nothing is known of them', () => {
    const { sections } = institutionPage({ page: institutionFiche(), named, backlinks: [] }, context)
    expect(sections.map(({ unknown }) => unknown)).toEqual([
      'Non renseignés, à compléter',
      'Non renseignés, à compléter',
    ])
  })
})

describe('a contact', () => {
  it('is kept from search engines only when it names a person', () => {
    const noindex = (personne?: string) =>
      contactPage(
        { page: contactFiche(personne === undefined ? {} : { personne }), named, backlinks: [] },
        context,
      ).noindex
    expect(noindex('Jeanne Dupont')).toBe(true)
    expect(noindex()).toBe(false)
  })

  it('says who answers during an absence, and forgets past ones', () => {
    const absences = [
      { du: '2026-01-01', au: '2026-01-31' },
      { du: '2026-11-20', au: '2026-12-01', relais: 'referent' },
    ]
    const model = contactPage({ page: contactFiche({ absences }), named, backlinks: [] }, context)
    expect(model.absences).toEqual([
      {
        text: `Absence du 20${NBSP}novembre 2026 au 1er${NBSP}décembre 2026`,
        stand: { label: 'Référent logement', url: '/fiches/referent' },
      },
    ])
  })
})

describe('the foot of a fiche', () => {
  it('gives version, day in France and source', () => {
    const { foot } = schemePage({ page: schemeFiche({ sources: [SOURCE] }), ...nothing }, context)
    expect(foot).toMatchObject({
      // 23:30 UTC on the 20th is the 21st in France.
      version: `Version 2, publiée le 21${NBSP}novembre 2026`,
      verification: 'Jamais vérifiée',
      age: 'd’après une source de 2017',
      sources: [{ text: 'Schéma départemental, 2017, sous-action 3.1', url: undefined }],
      historyUrl: '/fiches/expulsion/historique',
      sourceTextUrl: '/fiches/expulsion.md',
    })
  })

  it('says that the source is not known', () => {
    const { foot } = schemePage({ page: schemeFiche(), ...nothing }, context)
    expect(foot.sourceUnknown).toBe('Source non renseignée, à compléter')
  })

  it('tells an archived fiche and what replaces it', () => {
    const archive = { le: '2026-01-01', motif: 'Déménagement.', remplacee_par: 'caf-arras' }
    const model = schemePage({ page: schemeFiche({ archive }), named, backlinks: [] }, context)
    expect(model.archive).toEqual({
      text: `Archivée le 1er${NBSP}janvier 2026${NBSP}: Déménagement.`,
      replacement: { label: 'Accueil de la CAF à Arras', url: '/fiches/caf-arras' },
    })
  })
})
