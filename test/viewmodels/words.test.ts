import { describe, expect, it } from 'vitest'
import { dateInWords, daysBetween, dayWithWeekday, periodInWords } from '../../server/text/dates.ts'
import { inPlace } from '../../server/text/places.ts'
import { counted, joinWords, withFrenchSpaces } from '../../server/text/typography.ts'
import { phoneView } from '../../server/viewmodels/phone.ts'
import { unknown, unknownNamed } from '../../server/viewmodels/unknown.ts'
import { NBSP } from './guide.ts'

describe('dates in French', () => {
  it.each([
    ['2017', '2017'],
    ['2017-10', 'octobre 2017'],
    ['2017-10-20', `20${NBSP}octobre 2017`],
    ['2027-01-01', `1er${NBSP}janvier 2027`],
    ['2026-08-09', `9${NBSP}août 2026`],
  ])('%s is read %s', (date, words) => expect(dateInWords(date)).toBe(words))

  it('names the day of the week', () =>
    expect(dayWithWeekday('2026-12-25')).toBe(`vendredi 25${NBSP}décembre 2026`))

  it('says one day or a period', () => {
    expect(periodInWords('2026-12-25', '2026-12-25')).toBe(`le vendredi 25${NBSP}décembre 2026`)
    expect(periodInWords('2026-12-24', '2026-12-31')).toBe(`du 24 au 31${NBSP}décembre 2026`)
    expect(periodInWords('2026-12-01', '2026-12-31')).toBe(`du 1er au 31${NBSP}décembre 2026`)
    expect(periodInWords('2026-12-24', '2027-01-02')).toBe(
      `du 24${NBSP}décembre 2026 au 2${NBSP}janvier 2027`,
    )
  })

  it('counts days over a change of hour', () => expect(daysBetween('2026-10-24', '2026-10-26')).toBe(2))
})

describe('French typography', () => {
  it('never lets a line begin with a high sign', () => {
    expect(withFrenchSpaces('« Où ? » : ici ; là !')).toBe(
      `«${NBSP}Où${NBSP}?${NBSP}»${NBSP}: ici${NBSP}; là${NBSP}!`,
    )
  })

  it('counts as French does: zero is singular', () => {
    expect(counted(0, 'fiche', 'fiches')).toBe(`0${NBSP}fiche`)
    expect(counted(1, 'fiche', 'fiches')).toBe(`1${NBSP}fiche`)
    expect(counted(1204, 'fiche', 'fiches')).toBe(`1${NBSP}204${NBSP}fiches`)
  })

  it('joins words', () => {
    expect(joinWords([])).toBe('')
    expect(joinWords(['a'])).toBe('a')
    expect(joinWords(['a', 'b', 'c'])).toBe('a, b et c')
  })
})

describe('a place in a sentence', () => {
  it.each([
    ['Lens-Hénin', 'À Lens-Hénin'],
    ['Calais', 'À Calais'],
    ['Calaisis', 'Dans le Calaisis'],
    ['Arrageois', 'Dans l’Arrageois'],
    ['Arrondissement d’Arras', 'Dans l’arrondissement d’Arras'],
    ['Communauté urbaine d’Arras', 'Dans la communauté urbaine d’Arras'],
    ['Bassin minier', 'Dans le bassin minier'],
    ['Le Touquet', 'Au Touquet'],
    ['Les Attaques', 'Aux Attaques'],
    ['Pas-de-Calais', 'Dans le Pas-de-Calais'],
  ])('%s gives %s', (name, words) => expect(inPlace(name)).toBe(words))
})

describe('what is not known', () => {
  it('agrees with its noun', () => {
    expect(unknown('téléphone')).toBe('Non renseigné, à compléter')
    expect(unknown('adresse')).toBe('Non renseignée, à compléter')
    expect(unknown('horaires')).toBe('Non renseignés, à compléter')
    expect(unknown('pièces')).toBe('Non renseignées, à compléter')
    expect(unknownNamed('horaires')).toBe('Horaires non renseignés, à compléter')
  })
})

describe('a phone', () => {
  it.each([
    ['03 21 21 62 62', 'tel:+33321216262'],
    ['0 805 29 62 62', 'tel:+33805296262'],
    ['39 19', 'tel:3919'],
    ['115', 'tel:115'],
    ['116 006', 'tel:116006'],
    ['03 21 21 62 62 poste 12', 'tel:+33321216262'],
    ['+32 2 123 45 67', 'tel:+3221234567'],
  ])('%s dials %s', (shown, href) => expect(phoneView(shown).href).toBe(href))

  it('is never broken over two lines, and is copied with plain spaces', () => {
    expect(phoneView('39 19')).toMatchObject({ text: `39${NBSP}19`, copy: '39 19' })
  })
})
