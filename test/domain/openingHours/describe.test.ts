import { expect, test } from 'vitest'
import { describeHours } from '../../../server/domain/openingHours/describe.ts'

/** Non-breaking spaces are written « _ » here. */
const said = (text: string) => describeHours(text).map((line) => line.replaceAll('\u00a0', '_'))

test.each([
  ['24/7', ['24 h sur 24, 7 jours sur 7']],
  ['24/7 "gratuit"', ['24 h sur 24, 7 jours sur 7, gratuit']],
  ['Mo-Fr 08:30-16:30', ['Lundi au vendredi_: 8_h_30 à 16_h_30']],
  ['Mo-Fr 08:00-12:00,13:30-17:30', ['Lundi au vendredi_: 8_h à 12_h et 13_h_30 à 17_h_30']],
  ['Mo 08:00-10:00,11:00-12:00,14:05-17:00', ['Lundi_: 8_h à 10_h, 11_h à 12_h et 14_h_05 à 17_h']],
  [
    'Mo,We-Fr 09:00-12:00; Tu 10:00-12:00',
    ['Lundi et mercredi au vendredi_: 9_h à 12_h', 'Mardi_: 10_h à 12_h'],
  ],
  ['Mo,Tu,Sa 09:00-12:00', ['Lundi, mardi et samedi_: 9_h à 12_h']],
  ['Mo-Tu 09:00-12:00', ['Lundi et mardi_: 9_h à 12_h']],
  ['Su-Mo 09:00-12:00', ['Dimanche et lundi_: 9_h à 12_h']],
  ['Mo-Su 20:00-08:00', ['Tous les jours_: 20_h à 8_h le lendemain']],
  [
    'Sa 12:00-24:00, Su 00:00-24:00, Mo 00:00-08:00',
    ['Samedi_: 12_h à minuit', 'Dimanche_: 24 h sur 24', 'Lundi_: 0_h à 8_h'],
  ],
  ['Fr 18:00+', ['Vendredi_: à partir de 18_h']],
  ['Fr', ['Vendredi_: 24 h sur 24']],
  ['Tu[1] 14:00-16:00', ['1er mardi du mois_: 14_h à 16_h']],
  ['Tu[1,3] 14:00-16:00', ['1er et 3e mardi du mois_: 14_h à 16_h']],
  ['Fr[-1] 14:00-16:00', ['Dernier vendredi du mois_: 14_h à 16_h']],
  ['Fr[-2] 14:00-16:00', ['Avant-dernier vendredi du mois_: 14_h à 16_h']],
  ['week 01-53/2 Fr 09:00-12:00', ['Vendredi, semaines impaires_: 9_h à 12_h']],
  ['week 02-53/2 Fr 09:00-12:00', ['Vendredi, semaines paires_: 9_h à 12_h']],
  ['week 10-53/2 Fr 09:00-12:00', ['Vendredi, semaines 10 à 53, une sur 2_: 9_h à 12_h']],
  ['week 05 Fr 09:00-12:00', ['Vendredi, semaine 5_: 9_h à 12_h']],
  ['PH off', ['Jours fériés_: fermé']],
  ['Su,PH 10:00-12:00', ['Dimanche et jours fériés_: 10_h à 12_h']],
  ['SH Mo-Fr 10:00-12:00', ['Vacances scolaires, lundi au vendredi_: 10_h à 12_h']],
  ['SH,PH off', ['Vacances scolaires et jours fériés_: fermé']],
  [
    'We 12:00-14:00 off; Th 00:00-24:00 off "inventaire"',
    ['Mercredi_: fermé de 12_h à 14_h', 'Jeudi_: fermé 24 h sur 24 (inventaire)'],
  ],
  ['Jul off', ['Juillet_: fermé']],
  ['Jul-Aug off "au CCAS"', ['De juillet à août_: fermé (au CCAS)']],
  ['Apr-Sep Mo 09:00-12:00', ['Lundi, d’avril à septembre_: 9_h à 12_h']],
  ['Aug-Sep off', ['D’août à septembre_: fermé']],
  ['2026 off', ['2026_: fermé']],
  ['2026-2027 off', ['De 2026 à 2027_: fermé']],
  ['Dec 24 off', ['Le 24 décembre_: fermé']],
  ['2027 Jan 01 off', ['Le 1er janvier 2027_: fermé']],
  ['2026 Dec 24-2027 Jan 02 off', ['Du 24 décembre 2026 au 2 janvier 2027_: fermé']],
  ['"sur rendez-vous"', ['Sur rendez-vous']],
  ['Mo-Fr "sur rendez-vous"', ['Lundi au vendredi_: sur rendez-vous']],
  ['Mo 08:00-12:00 "sur rendez-vous"', ['Lundi_: 8_h à 12_h, sur rendez-vous']],
  ['Mo unknown', ['Lundi_: horaires à vérifier']],
  ['Mo 08:00-12:00 unknown', ['Lundi_: 8_h à 12_h, à vérifier']],
  ['Mo 08:00-12:00 || "appeler"', ['Lundi_: 8_h à 12_h', 'Sinon : appeler']],
  ['off', ['Fermé']],
  ['une demi-journée par semaine', ['une demi-journée par semaine']],
])('« %s » is said in French', (text, lines) => {
  expect(said(text)).toEqual(lines)
})
