import { describe, expect, test } from 'vitest'
import type { Document } from '../../server/domain/document/document.ts'
import type { FicheKind } from '../../server/domain/document/keys.ts'
import { parseDocument } from '../../server/domain/document/parse.ts'
import { type FicheFacts, factsOf } from '../../server/domain/facts.ts'
import { type Warning, warningsFor } from '../../server/domain/warnings.ts'

const COMMUNES = new Map([['62041', { code: '62041', nom: 'Arras', codesPostaux: ['62000'] }]])

function document(nature: 'contact' | 'lieu', fields: string, body = ''): Document {
  const common = `nature: ${nature}
titre: Accueil
resume: Reçoit et oriente.
thematiques:
  - logement
territoires:
  - "62041"
responsable: ccas`
  const own = nature === 'contact' ? 'fonction: Accueil\ninstitution: ccas' : 'commune: "62041"'
  const read = parseDocument(`---\n${common}\n${own}\n${fields}\n---\n\n${body}\n`)
  if (read.document === undefined || read.problems.length > 0) throw new Error(JSON.stringify(read.problems))
  return read.document
}

const contact = (fields = '', body = '') => document('contact', fields, body)
const site = (fields = '', body = '') => document('lieu', fields, body)

/** What the guide knows of a published fiche. */
function published(slug: string, { kind, fields }: Document): FicheFacts {
  return factsOf({ id: slug.length, kind: kind as FicheKind, slug, fields: fields as never }, COMMUNES)
}

const warnings = (
  before: Document | undefined,
  after: Document,
  guide: readonly FicheFacts[] = [],
): Warning[] => warningsFor({ slug: 'cette-fiche', before, after }, guide)

const PHONE = 'telephone: 03 21 21 62 62'
const OTHER_PHONE = 'telephone: 03 21 50 50 50'

describe('a new number', () => {
  const other = published('autre', contact(PHONE))
  const samePhone: Warning = { kind: 'samePhone', fiches: ['autre'] }

  test('that is another fiche’s is told', () => {
    expect(warnings(contact(OTHER_PHONE), contact(PHONE), [other])).toEqual([samePhone])
    expect(warnings(undefined, contact(PHONE), [other])).toEqual([samePhone])
  })

  test('is compared by its figures, its extension apart', () => {
    const same = published('autre', {
      ...contact(),
      fields: { ...contact().fields, telephone: '+33 321216262' },
    } as Document)
    expect(warnings(undefined, contact(`${PHONE} poste 12`), [same])).toEqual([samePhone])
  })

  test('that is the fiche’s own, unchanged, or nobody’s else is not told', () => {
    expect(warnings(undefined, contact(PHONE), [published('cette-fiche', contact(PHONE))])).toEqual([])
    expect(warnings(contact(PHONE), contact(PHONE), [other])).toEqual([])
    expect(warnings(undefined, contact('telephone: 03 21 21 62 63'), [other])).toEqual([])
    expect(warnings(undefined, contact(), [published('autre', contact())])).toEqual([])
  })
})

describe('a number that goes', () => {
  const others = [published('un', contact(PHONE)), published('deux', site(PHONE))]

  test('and still stands on other fiches is told with each of them', () => {
    const oldPhone: Warning = { kind: 'oldPhone', fiches: ['un', 'deux'] }
    expect(warnings(contact(PHONE), contact(OTHER_PHONE), others)).toEqual([oldPhone])
    expect(warnings(contact(PHONE), contact(), others)).toEqual([oldPhone])
  })

  test('and stood there alone is not told', () => {
    expect(warnings(contact('telephone: 03 21 21 62 63'), contact(OTHER_PHONE), others)).toEqual([])
    expect(
      warnings(contact(OTHER_PHONE), contact(PHONE), [published('cette-fiche', contact(OTHER_PHONE))]),
    ).toEqual([])
  })
})

describe('new hours', () => {
  const HERE = 'adresse: 12 rue des Lilas\ncode_postal: "62000"'
  const hours = (days: string) => `${HERE}\nhoraires: ${days} 09:00-12:00`
  const neighbour = published('voisin', site(hours('Mo-Fr')))
  const otherHours: Warning = { kind: 'otherHours', fiches: ['voisin'] }

  test('that another place of the same address does not have are told', () => {
    expect(warnings(site(hours('Mo-Fr')), site(hours('Mo-Th')), [neighbour])).toEqual([otherHours])
    expect(warnings(undefined, site(hours('Mo-Th')), [neighbour])).toEqual([otherHours])
  })

  test('the same address is one whatever its capitals, accents, commas and postcode', () => {
    for (const address of ['12, Rue des Lilas', '12 rue des LILAS', '12 rue dès lilas']) {
      const after = site(`adresse: ${address}\nhoraires: Mo-Th 09:00-12:00`)
      expect(warnings(undefined, after, [neighbour]), address).toEqual([otherHours])
    }
  })

  test.each([
    ['equal hours', site(hours('Mo-Fr')), neighbour],
    ['another street', site(hours('Mo-Th').replace('12 rue', '14 rue')), neighbour],
    ['the beginning of another street', site(hours('Mo-Th').replace(' des Lilas', ' des')), neighbour],
    ['a place without hours', site(hours('Mo-Th')), published('voisin', site(HERE))],
    [
      'no address',
      site('horaires: Mo-Th 09:00-12:00'),
      published('voisin', site('horaires: Mo-Fr 09:00-12:00')),
    ],
    ['no hours any more', site(HERE), neighbour],
    ['itself', site(hours('Mo-Th')), published('cette-fiche', site(hours('Mo-Fr')))],
  ])('%s: nothing is told', (_, after, other) => {
    expect(warnings(undefined, after, [other])).toEqual([])
  })

  test('hours that are not changed are not told, nor a street of the same name elsewhere', () => {
    expect(warnings(site(hours('Mo-Th')), site(hours('Mo-Th')), [neighbour])).toEqual([])
    const elsewhere = published('ailleurs', site(hours('Mo-Fr')))
    expect(warnings(undefined, site(hours('Mo-Th')), [{ ...elsewhere, commune: '62498' }])).toEqual([])
    expect(warnings(undefined, site(hours('Mo-Th')), [{ ...elsewhere, kind: 'contact' }])).toEqual([])
  })
})

describe('somebody’s own data', () => {
  const whats = (before: Document | undefined, after: Document) =>
    warnings(before, after).map((warning) => (warning.kind === 'personal' ? warning.what : warning.kind))

  test.each<[string, Document | undefined, Document, string[]]>([
    ['a name', undefined, contact('personne: Camille Martin'), ['personne']],
    ['another name', contact('personne: Camille Martin'), contact('personne: Jean Petit'), ['personne']],
    ['the same name', contact('personne: Camille Martin'), contact('personne: Camille Martin'), []],
    ['a name that goes', contact('personne: Camille Martin'), contact(), []],
    ['a mobile number in its field', undefined, contact('telephone: 06 12 34 56 78'), ['mobile']],
    ['a mobile number in the body', contact(), contact('', 'Appelez le 07.12.34.56.78.'), ['mobile']],
    ['a mobile number with its prefix', contact(), contact('', 'Appelez le +33 6 12 34 56 78.'), ['mobile']],
    ['a mobile number without spaces', contact(), contact('', '0612345678'), ['mobile']],
    ['another mobile number', contact('', '06 12 34 56 78'), contact('', '06 12 34 56 79'), ['mobile']],
    ['the same mobile number', contact('', '06 12 34 56 78'), contact('', 'Le 06 12 34 56 78.'), []],
    ['a number that goes', contact('', '06 12 34 56 78'), contact(), []],
    ['a landline', undefined, contact('telephone: 03 21 21 62 62'), []],
    ['a number that is no phone: a SIRET', contact(), contact('', 'SIRET 20306123456789'), []],
    ['a free number', contact(), contact('', 'Le 0 806 00 06 06.'), []],
    ['an address of a person', contact(), contact('courriel: camille.martin@ccas.fr'), ['courriel']],
    ['an address with an initial', contact(), contact('', 'Écrire à c.martin@ccas.fr.'), ['courriel']],
    ['an address in capitals', contact(), contact('', 'Écrire à Camille.MARTIN@CCAS.fr.'), ['courriel']],
    ['an address of a service', contact(), contact('courriel: accueil@ccas.fr'), []],
    ['the same address', contact('', 'c.martin@ccas.fr'), contact('', 'Écrire à c.martin@ccas.fr'), []],
    [
      'all of them',
      undefined,
      contact('personne: Camille Martin\ntelephone: 06 12 34 56 78\ncourriel: camille.martin@ccas.fr'),
      ['personne', 'mobile', 'courriel'],
    ],
  ])('%s', (_, before, after, expected) => {
    expect(whats(before, after)).toEqual(expected)
  })
})
