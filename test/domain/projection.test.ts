import { describe, expect, test } from 'vitest'
import type { Document } from '../../server/domain/document/document.ts'
import { projectionOf, visibilityOf } from '../../server/domain/projection.ts'

const doc = (kind: Document['kind'], fields: object, body = ''): Document =>
  ({ kind, fields: { titre: 'Été solidaire', ...fields }, body }) as unknown as Document
const of = (kind: Document['kind'], fields: object, body = '') => projectionOf(doc(kind, fields, body))

test('a contact projects all that lists, joins and searches need', () => {
  const fields = {
    nature: 'contact',
    titre: 'L’Été solidaire',
    sigle: 'ÉS',
    autres_noms: ['Vacances'],
    mots_usuels: ['colo'],
    resume: 'On répond.',
    statut: 'prevu',
    thematiques: ['logement', 'sante'],
    territoires: ['artois', '62041'],
    publics: ['familles'],
    responsable: 'caf',
    telephone: '03 21 21 62 62 poste 12',
    courriel: 'a@b.fr',
    institution: 'caf',
    joignable: 'Mo 08:00-12:00',
    absences: [{ du: '2026-12-24', au: '2027-01-02', relais: 'autre' }],
    visibilite: 'professionnels',
    couvre: [
      { thematiques: ['logement'], territoires: ['artois', '62041'] },
      { thematiques: ['sante'] },
      { territoires: ['artois'] },
    ],
  }
  expect(of('contact', fields, '[[caf]] [[caf|la CAF]]')).toEqual({
    identity: {
      title: 'L’Été solidaire',
      sortKey: 'l ete solidaire',
      acronym: 'ÉS',
      summary: 'On répond.',
      status: 'prevu',
      archived: false,
      visibility: 'professionnels',
      owner: 'caf',
      phone: '03 21 21 62 62 poste 12',
      fields,
    },
    names: [
      { role: 'title', name: 'L’Été solidaire', folded: "l'ete solidaire" },
      { role: 'acronym', name: 'ÉS', folded: 'es' },
      { role: 'other', name: 'Vacances', folded: 'vacances' },
      { role: 'everyday', name: 'colo', folded: 'colo' },
    ],
    themes: ['logement', 'sante'],
    territories: ['artois', '62041'],
    audiences: ['familles'],
    links: [
      { key: 'thematiques', namespace: 'theme', slug: 'logement' },
      { key: 'thematiques', namespace: 'theme', slug: 'sante' },
      { key: 'territoires', namespace: 'territory', slug: 'artois' },
      { key: 'responsable', namespace: 'fiche', slug: 'caf' },
      { key: 'institution', namespace: 'fiche', slug: 'caf' },
      { key: 'absences.relais', namespace: 'fiche', slug: 'autre' },
      { key: 'couvre.thematiques', namespace: 'theme', slug: 'logement' },
      { key: 'couvre.territoires', namespace: 'territory', slug: 'artois' },
      { key: 'couvre.thematiques', namespace: 'theme', slug: 'sante' },
      { key: 'corps', namespace: 'fiche', slug: 'caf' },
    ],
    lines: [
      { medium: 'telephone', value: '03 21 21 62 62 poste 12', digits: '0321216262' },
      { medium: 'courriel', value: 'a@b.fr' },
    ],
    coverage: [
      { theme: 'logement', territory: 'artois' },
      { theme: 'logement', territory: '62041' },
      { theme: 'sante' },
      { territory: 'artois' },
    ],
    hours: [{ key: 'joignable', hours: 'Mo 08:00-12:00' }],
    closures: [{ key: 'absences', firstDay: '2026-12-24', lastDay: '2027-01-02' }],
  })
})

test('a place has its commune, its hours and its closures with their reason', () => {
  const { identity, hours, closures } = of('site', {
    commune: '62041',
    horaires: '24/7',
    fermetures: [
      { du: '2026-12-24', au: '2026-12-24', motif: 'Fête' },
      { du: '2027-01-01', au: '2027-01-01' },
    ],
  })
  expect(identity.commune).toBe('62041')
  expect(hours).toEqual([{ key: 'horaires', hours: '24/7' }])
  expect(closures).toEqual([
    { key: 'fermetures', firstDay: '2026-12-24', lastDay: '2026-12-24', reason: 'Fête' },
    { key: 'fermetures', firstDay: '2027-01-01', lastDay: '2027-01-01' },
  ])
})

describe('what a document does not say', () => {
  test('is absent, and its status is « en service »', () => {
    const projection = of('help', {})
    expect(projection).toEqual({
      identity: {
        title: 'Été solidaire',
        sortKey: 'ete solidaire',
        status: 'en-service',
        archived: false,
        visibility: 'tous',
        fields: { titre: 'Été solidaire' },
      },
      names: [{ role: 'title', name: 'Été solidaire', folded: 'ete solidaire' }],
      themes: [],
      territories: [],
      audiences: [],
      links: [],
      lines: [],
      coverage: [],
      hours: [],
      closures: [],
    })
    expect(Object.keys(projection.identity)).not.toContain('owner')
  })

  test.each([
    [{}, 'tous'],
    [{ visibilite: 'tous' }, 'tous'],
    [{ visibilite: 'professionnels' }, 'professionnels'],
  ])('%o is for %s', (fields, visibility) => {
    expect(visibilityOf(doc('contact', fields))).toBe(visibility)
  })
})

test('an archived page is marked so', () => {
  expect(of('scheme', { archive: { le: '2026-01-01', motif: 'Fini' } }).identity.archived).toBe(true)
})
