import { describe, expect, it } from 'vitest'
import { readHours, readTime, timeText, typedHours, weekOf } from '../../../server/domain/editing/hours.ts'

const read = (typed: Record<string, string>, before?: string) => readHours('h', typed, before)
const day = (code: string, ...spans: [string, string][]) => ({
  [`h.${code}.ouvert`]: 'oui',
  ...Object.fromEntries(
    spans.flatMap(([from, to], index) => [
      [`h.${code}.${index}.de`, from],
      [`h.${code}.${index}.a`, to],
    ]),
  ),
})

describe('an hour', () => {
  it.each([
    ['8', 480],
    ['8h', 480],
    ['8h30', 510],
    ['8 h 30', 510],
    ['8\u00a0h\u00a030', 510],
    ['08:30', 510],
    ['8.30', 510],
    ['8 heures', 480],
    ['midi', 720],
    ['Minuit', 1_440],
    ['24 h', 1_440],
    ['0 h', 0],
    ['8 h 60', undefined],
    ['25', undefined],
    ['8 h 3', undefined],
    ['huit', undefined],
    ['-1', undefined],
    ['', undefined],
  ])('« %s » is read as %s minutes', (text, minutes) => expect(readTime(text)).toBe(minutes))

  it.each([
    [0, '0 h'],
    [510, '8 h 30'],
    [545, '9 h 05'],
    [1_440, '24 h'],
    [1_920, '8 h'],
  ])('%s minutes stand in the field as « %s »', (minutes, text) => expect(timeText(minutes)).toBe(text))
})

describe('a week', () => {
  it.each([
    ['one day', day('lu', ['8h30', '12']), 'Mo 08:30-12:00'],
    ['two spans', day('lu', ['8h30', '12'], ['13:30', '17']), 'Mo 08:30-12:00,13:30-17:00'],
    ['spans in any order', day('lu', ['14', '17'], ['8', '12']), 'Mo 08:00-12:00,14:00-17:00'],
    ['days alike', { ...day('lu', ['9', '12']), ...day('ma', ['9', '12']) }, 'Mo-Tu 09:00-12:00'],
    [
      'days alike apart',
      { ...day('lu', ['9', '12']), ...day('ma', ['9', '12']), ...day('je', ['9', '12']) },
      'Mo,Tu,Th 09:00-12:00',
    ],
    [
      'two groups',
      { ...day('ve', ['9', '11']), ...day('sa', ['9', '12']) },
      'Fr 09:00-11:00; Sa 09:00-12:00',
    ],
    ['until midnight', day('di', ['20', 'minuit']), 'Su 20:00-24:00'],
    ['until midnight, said 0 h', day('di', ['20', '0h']), 'Su 20:00-24:00'],
    ['from midnight', day('di', ['minuit', '6h']), 'Su 00:00-06:00'],
    ['a night, said so', { ...day('ve', ['20', '8']), 'h.ve.0.lendemain': 'oui' }, 'Fr 20:00-08:00'],
    [
      'a night before a day',
      { ...day('ve', ['20', '4']), 'h.ve.0.lendemain': 'oui', ...day('sa', ['10', '12']) },
      'Fr 20:00-04:00, Sa 10:00-12:00',
    ],
    ['closed on holidays', { ...day('lu', ['9', '12']), 'h.feries': 'ferme' }, 'Mo 09:00-12:00; PH off'],
    [
      'open on holidays',
      { ...day('lu', ['9', '12']), 'h.feries': 'ouvert', 'h.feries.0.de': '10', 'h.feries.0.a': '11' },
      'Mo 09:00-12:00; PH 10:00-11:00',
    ],
    ['always', { 'h.toujours': 'oui' }, '24/7'],
    ['the syntax itself', { 'h.osm': 'mo-fr' }, undefined],
    ['the syntax itself, tidied', { 'h.osm': 'Mo-Fr 8:00-12:00' }, 'Mo-Fr 08:00-12:00'],
    ['nothing', {}, undefined],
    ['a blank form', { 'h.lu.0.de': ' ', 'h.osm': '', 'h.feries': '' }, undefined],
  ])('%s', (_, typed, hours) => expect(read(typed).hours).toBe(hours))

  it.each([
    [
      'the closing first',
      day('me', ['13 h 30', '12 h 30']),
      'h.me.0.a',
      'La fermeture (12 h 30) vient avant l’ouverture (13 h 30).',
    ],
    ['the same hour', day('me', ['9', '9']), 'h.me.0.a', 'L’ouverture et la fermeture sont à la même heure.'],
    ['no closing', day('me', ['9', '']), 'h.me.0.a', 'Indiquez l’heure de fermeture.'],
    ['no opening', day('me', ['', '9']), 'h.me.0.de', 'Indiquez l’heure d’ouverture.'],
    ['no hour at all', { 'h.me.ouvert': 'oui' }, 'h.me.0.de', 'Indiquez les heures, ou décochez « Ouvert ».'],
    [
      'what is no hour',
      day('me', ['tôt', '9']),
      'h.me.0.de',
      'Heure illisible : « tôt ». Écrivez par exemple 8 h 30.',
    ],
    [
      'an overlap',
      day('me', ['9', '12'], ['11', '14']),
      'h.me.1.de',
      'Ces heures en chevauchent d’autres du même jour.',
    ],
    [
      'hours of a day that is not ticked',
      { 'h.me.0.de': '9', 'h.me.0.a': '12' },
      'h.me.ouvert',
      'Cochez « Ouvert », ou videz les heures.',
    ],
    [
      'holidays open without hours',
      { 'h.feries': 'ouvert' },
      'h.feries.0.de',
      'Indiquez les heures des jours fériés.',
    ],
    [
      'hours of holidays that are not open',
      { 'h.feries': '', 'h.feries.0.de': '9', 'h.feries.0.a': '12' },
      'h.feries',
      'Choisissez « Ouvert », ou videz les heures des jours fériés.',
    ],
    [
      'always, and not',
      { 'h.toujours': 'oui', ...day('lu', ['9', '12']) },
      'h.toujours',
      'Ouvert 24 h sur 24 : décochez cette case, ou videz les heures de la semaine.',
    ],
    [
      'the week and the syntax',
      { 'h.osm': 'Mo off', ...day('lu', ['9', '12']) },
      'h.osm',
      'Les horaires sont écrits deux fois, dans la semaine et dans cette ligne : videz l’une des deux.',
    ],
  ])('refuses %s, and says where', (_, typed, field, message) =>
    expect(read(typed).problems).toEqual([{ field, message }]),
  )

  it('keeps the other days where one is wrong', () => {
    expect(read({ ...day('lu', ['9', '12']), ...day('ma', ['12', '9']) }).hours).toBe('Mo 09:00-12:00')
  })

  it('closes a day by unticking it, its hours of before still there', () => {
    const { 'h.me.ouvert': _, ...typed } = typedHours('h', 'Mo,We 09:00-12:00')
    expect(read(typed, 'Mo,We 09:00-12:00')).toEqual({ hours: 'Mo 09:00-12:00', problems: [] })
    // Without hours of before, they may be what somebody just typed.
    expect(read(typed).problems.map(({ field }) => field)).toEqual(['h.me.ouvert'])
  })

  it.each([
    'Mo-Fr 08:30-12:00,13:30-17:00; PH off',
    'Mo-Tu,Th 09:00-12:00',
    'Mo 09:00-12:00; Mo 10:00-11:00',
    'Fr 20:00-04:00, Sa 10:00-12:00',
    'Mo-Su 00:00-24:00',
    'Mo-Fr 09:00-12:00; Sa off',
    '24/7',
    'PH off',
  ])('says « %s », and gives it back to the letter', (hours) => {
    expect(weekOf(hours)).toBeDefined()
    expect(read(typedHours('h', hours))).toEqual({ hours, problems: [] })
  })

  it.each([
    ...['Mo-Fr 18:00+', 'Tu[1] 09:00-12:00', 'Jul-Aug Mo-Fr 09:00-12:00', 'week 01-53/2 Mo 09:00-12:00'],
    ...['Mo 09:00-12:00 "sur rendez-vous"', 'SH Mo 09:00-12:00', 'Mo-Su 20:00-08:00, Sa 12:00-24:00'],
    ...['PH off; Mo 09:00-12:00', 'Mo-Fr', 'Mo 09:00-12:00 || "sur rendez-vous"', 'n’importe quoi'],
  ])('cannot say « %s », which stays in its own line', (hours) => {
    expect(typedHours('h', hours)).toEqual({ 'h.osm': hours })
  })
})
