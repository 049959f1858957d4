import { describe, expect, test } from 'vitest'
import type { Document } from '../../../server/domain/document/document.ts'
import { checkRules } from '../../../server/domain/document/rules.ts'

const problemsOf = (kind: Document['kind'], fields: object) =>
  checkRules({ kind, fields: { titre: 'Accueil', ...fields }, body: '' } as unknown as Document)

const TITLE = { key: 'titre', message: 'Le titre ne finit pas par un point.' }
const AUDIENCES = {
  key: 'publics',
  message: '« tous-publics » se suffit à lui-même : retirez les autres publics, ou celui-ci.',
}
const CITY = { key: 'commune', message: 'Une adresse demande la commune, par son code INSEE.' }
const COORDINATES = { key: 'latitude', message: 'La latitude et la longitude vont ensemble.' }
const order = (key: string) => ({ key, message: 'Le dernier jour vient avant le premier.' })
const EXTENT = {
  key: 'etendue',
  message: 'Des communes sont données : l’étendue est « connue » ou « approximative ».',
}

describe('what a type alone cannot say is refused', () => {
  test.each([
    ['a title that ends with a point', 'help', { titre: 'Lire une fiche.' }, TITLE],
    [
      '« tous-publics » beside another audience',
      'scheme',
      { publics: ['familles', 'tous-publics'] },
      AUDIENCES,
    ],
    [
      'a lowest age above the highest',
      'scheme',
      { age: { min: 26, max: 16 } },
      { key: 'age', message: 'L’âge minimal dépasse l’âge maximal.' },
    ],
    ['a latitude alone', 'site', { latitude: 50 }, COORDINATES],
    ['a longitude alone', 'site', { longitude: 0 }, COORDINATES],
    [
      'a closure that ends before it starts',
      'site',
      {
        fermetures: [
          { du: '2026-01-01', au: '2026-01-02' },
          { du: '2026-12-24', au: '2026-12-23' },
        ],
      },
      order('fermetures[1].au'),
    ],
    [
      'an absence that ends before it starts',
      'contact',
      { absences: [{ du: '2027-01-01', au: '2026-12-31' }] },
      order('absences[0].au'),
    ],
    [
      'communes given, their extent unknown',
      'territory',
      { etendue: 'inconnue', communes: ['62041'] },
      EXTENT,
    ],
    [
      'territories given, their extent unknown',
      'territory',
      { etendue: 'inconnue', compose_de: ['artois'] },
      EXTENT,
    ],
    ['an address of a place without its commune', 'site', { adresse: '3 rue de la Paix' }, CITY],
    ['a postcode of an institution without its commune', 'institution', { code_postal: '62000' }, CITY],
  ] as [string, Document['kind'], object, object][])('%s', (_what, kind, fields, problem) => {
    expect(problemsOf(kind, fields)).toEqual([problem])
  })
})

describe('what is right passes', () => {
  test.each([
    ['a title that ends with an abbreviation', 'help', { titre: 'CCAS, CIAS, etc.' }],
    ['a title that ends with a question mark', 'help', { titre: 'Où aller ?' }],
    ['« tous-publics » alone', 'scheme', { publics: ['tous-publics'] }],
    ['equal ages', 'scheme', { age: { min: 16, max: 16 } }],
    ['one age', 'scheme', { age: { min: 60 } }],
    ['coordinates on the meridian', 'site', { latitude: 50, longitude: 0 }],
    ['a closure of one day', 'site', { fermetures: [{ du: '2026-12-24', au: '2026-12-24' }] }],
    ['a period whose first day could not be read', 'site', { fermetures: [{ au: '2026-12-24' }] }],
    ['an extent unknown without communes', 'territory', { etendue: 'inconnue' }],
    ['an extent known with communes', 'territory', { etendue: 'connue', communes: ['62041'] }],
    ['an address with its commune', 'site', { adresse: '3 rue de la Paix', commune: '62041' }],
    ['a document without title, from history', 'help', { titre: undefined }],
  ] as [string, Document['kind'], object][])('%s', (_what, kind, fields) => {
    expect(problemsOf(kind, fields)).toEqual([])
  })
})
