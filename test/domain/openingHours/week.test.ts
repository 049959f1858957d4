import { expect, test } from 'vitest'
import { NO_CALENDAR } from '../../../server/domain/openingHours/calendar.ts'
import type { Closure } from '../../../server/domain/openingHours/slots.ts'
import { weekTable } from '../../../server/domain/openingHours/week.ts'

const CHRISTMAS = new Date('2026-12-23T10:00:00Z')

/** One line a day, non-breaking spaces written « _ ». */
function lines(hours: string, closures: Closure[] = [], instant = CHRISTMAS): string[] {
  return weekTable(hours, closures, instant, NO_CALENDAR).map(({ day, label, today, slots, note }) =>
    `${day.slice(8)} ${label}${today ? '*' : ''}: ${slots}${note === undefined ? '' : ` [${note}]`}`.replaceAll(
      '\u00a0',
      '_',
    ),
  )
}

test('the week of Christmas 2026, with its holiday and a closure', () => {
  const hours =
    'Mo-Fr 08:30-12:30,13:30-17:00; We 14:00-16:00 "sur rendez-vous"; Sa 20:00-04:00; Su 18:00+; PH off'
  expect(lines(hours, [{ du: '2026-12-24', au: '2026-12-24', motif: 'inventaire' }])).toEqual([
    '21 Lundi: 8_h_30 à 12_h_30, 13_h_30 à 17_h',
    '22 Mardi: 8_h_30 à 12_h_30, 13_h_30 à 17_h',
    '23 Mercredi*: 14_h à 16_h sur rendez-vous',
    '24 Jeudi: Fermé [Fermeture exceptionnelle_: inventaire]',
    '25 Vendredi: Fermé [Jour férié_: Noël]',
    '26 Samedi: 20_h à 4_h le lendemain',
    '27 Dimanche: à partir de 18_h',
  ])
})

test.each([
  ['24/7', '24_h sur_24', '24_h sur_24 [Jour férié_: Noël]'],
  ['"sur rendez-vous"', 'Sur rendez-vous', 'Sur rendez-vous [Jour férié_: Noël]'],
  ['Mo-Fr 09:00-12:00', '9_h à 12_h', 'Horaires à vérifier [Jour férié_: Noël]'],
  ['Mo-Su', 'Horaires à vérifier', 'Horaires à vérifier [Jour férié_: Noël]'],
  ['Mo-Fr 09:00-12:00 "sauf pluie"', '9_h à 12_h (sauf pluie)', 'Horaires à vérifier [Jour férié_: Noël]'],
  ['Mo-Fr 09:00-12:00; SH off', 'Horaires à vérifier', 'Horaires à vérifier [Jour férié_: Noël]'],
  ['off "travaux"', 'Fermé [travaux]', 'Fermé [Jour férié_: Noël]'],
  ['illisible', 'Horaires à vérifier', 'Horaires à vérifier [Jour férié_: Noël]'],
])('« %s » on a Thursday : %s; on Christmas : %s', (hours, thursday, christmas) => {
  const [, , , fourth, fifth] = lines(hours)
  expect(fourth).toBe(`24 Jeudi: ${thursday}`)
  expect(fifth).toBe(`25 Vendredi: ${christmas}`)
})

test('the week and today are those of Paris', () => {
  // Sunday 23:30 in UTC is Monday in Paris.
  const [monday] = lines('24/7', [], new Date('2026-12-27T23:30:00Z'))
  expect(monday).toBe('28 Lundi*: 24_h sur_24')
})
