import { describe, expect, test } from 'vitest'
import { parseOpeningHours } from '../../../server/domain/openingHours/parse.ts'
import type { HoursRule } from '../../../server/domain/openingHours/rules.ts'

const RULE: HoursRule = {
  joined: 'replaces',
  dates: [],
  weeks: [],
  weekdays: [],
  publicHoliday: false,
  schoolHoliday: false,
  holidayAndWeekday: false,
  times: [],
  state: 'open',
}

const rules = (text: string) => {
  const reading = parseOpeningHours(text)
  return reading.ok ? reading.rules : reading.message
}
const canonical = (text: string) => {
  const reading = parseOpeningHours(text)
  return reading.ok ? reading.canonical : reading.message
}
const day = (from: number, to = from, nth: number[] = []) => ({ from, to, nth })
const time = (from: number, to?: number) =>
  to === undefined ? { from: from * 60 } : { from: from * 60, to: to * 60 }

describe('a timetable is read into rules', () => {
  test.each([
    ['24/7', [{}]],
    ['Mo-Fr 08:30-16:30', [{ weekdays: [day(0, 4)], times: [time(8.5, 16.5)] }]],
    ['Mo-Fr 08:00-12:00,13:30-17:30', [{ weekdays: [day(0, 4)], times: [time(8, 12), time(13.5, 17.5)] }]],
    [
      'Mo,We-Fr 09:00-12:00; Sa 14:00-17:00',
      [
        { weekdays: [day(0), day(2, 4)], times: [time(9, 12)] },
        { weekdays: [day(5)], times: [time(14, 17)] },
      ],
    ],
    ['Sa-Mo off', [{ weekdays: [day(5, 0)], state: 'closed' }]],
    // 115 at night: open until the next morning.
    ['Mo-Su 20:00-08:00', [{ weekdays: [day(0, 6)], times: [time(20, 32)] }]],
    ['Mo-Su 20:00-32:00', [{ weekdays: [day(0, 6)], times: [time(20, 32)] }]],
    [
      'Sa 12:00-24:00; Su 00:00-24:00; Mo 00:00-08:00',
      [
        { weekdays: [day(5)], times: [time(12, 24)] },
        { weekdays: [day(6)], times: [time(0, 24)] },
        { weekdays: [day(0)], times: [time(0, 8)] },
      ],
    ],
    [
      'Mo-Su 20:00-08:00, Sa 12:00-24:00, Su 00:00-24:00',
      [
        { weekdays: [day(0, 6)], times: [time(20, 32)] },
        { joined: 'adds', weekdays: [day(5)], times: [time(12, 24)] },
        { joined: 'adds', weekdays: [day(6)], times: [time(0, 24)] },
      ],
    ],
    ['Sa 12:00-32:00', [{ weekdays: [day(5)], times: [time(12, 32)] }]],
    ['Fr 18:00+', [{ weekdays: [day(4)], times: [time(18)] }]],
    ['Tu[1] 14:00-16:00', [{ weekdays: [day(1, 1, [1])], times: [time(14, 16)] }]],
    [
      'Tu[1,3],Fr[-1] 14:00-16:00',
      [{ weekdays: [day(1, 1, [1, 3]), day(4, 4, [-1])], times: [time(14, 16)] }],
    ],
    [
      'week 01-53/2 Fr 09:00-12:00',
      [{ weeks: [{ from: 1, to: 53, step: 2 }], weekdays: [day(4)], times: [time(9, 12)] }],
    ],
    [
      'week 02-52/2 Fr 09:00-12:00',
      [{ weeks: [{ from: 2, to: 52, step: 2 }], weekdays: [day(4)], times: [time(9, 12)] }],
    ],
    [
      'week 10,20-22 Mo',
      [
        {
          weeks: [
            { from: 10, to: 10, step: 1 },
            { from: 20, to: 22, step: 1 },
          ],
          weekdays: [day(0)],
        },
      ],
    ],
    ['PH off', [{ publicHoliday: true, state: 'closed' }]],
    ['Su,PH 10:00-12:00', [{ weekdays: [day(6)], publicHoliday: true, times: [time(10, 12)] }]],
    ['PH,SH off', [{ publicHoliday: true, schoolHoliday: true, state: 'closed' }]],
    [
      'SH Mo-Fr 10:00-12:00',
      [{ weekdays: [day(0, 4)], schoolHoliday: true, holidayAndWeekday: true, times: [time(10, 12)] }],
    ],
    ['Jul-Aug off', [{ dates: [{ from: { month: 7 }, to: { month: 8 } }], state: 'closed' }]],
    [
      'Jan,Mar Mo',
      [
        {
          dates: [
            { from: { month: 1 }, to: { month: 1 } },
            { from: { month: 3 }, to: { month: 3 } },
          ],
          weekdays: [day(0)],
        },
      ],
    ],
    [
      'Dec 24 off',
      [{ dates: [{ from: { month: 12, day: 24 }, to: { month: 12, day: 24 } }], state: 'closed' }],
    ],
    [
      'Dec 24,25 off',
      [
        {
          dates: [24, 25].map((d) => ({ from: { month: 12, day: d }, to: { month: 12, day: d } })),
          state: 'closed',
        },
      ],
    ],
    [
      '2026 Dec 24,31 off',
      [
        {
          dates: [24, 31].map((d) => ({
            from: { year: 2026, month: 12, day: d },
            to: { year: 2026, month: 12, day: d },
          })),
          state: 'closed',
        },
      ],
    ],
    [
      'Dec 20,24-26 off',
      [
        {
          dates: [
            { from: { month: 12, day: 20 }, to: { month: 12, day: 20 } },
            { from: { month: 12, day: 24 }, to: { month: 12, day: 26 } },
          ],
          state: 'closed',
        },
      ],
    ],
    [
      'Dec 24-Jan 02 off',
      [{ dates: [{ from: { month: 12, day: 24 }, to: { month: 1, day: 2 } }], state: 'closed' }],
    ],
    [
      '2026 Dec 24-26 off',
      [
        {
          dates: [{ from: { year: 2026, month: 12, day: 24 }, to: { year: 2026, month: 12, day: 26 } }],
          state: 'closed',
        },
      ],
    ],
    [
      '2026 Dec 24-2027 Jan 02 off',
      [
        {
          dates: [{ from: { year: 2026, month: 12, day: 24 }, to: { year: 2027, month: 1, day: 2 } }],
          state: 'closed',
        },
      ],
    ],
    [
      '2026 Jan-Mar Mo',
      [{ dates: [{ from: { year: 2026, month: 1 }, to: { year: 2026, month: 3 } }], weekdays: [day(0)] }],
    ],
    ['2026-2028 Mo', [{ dates: [{ from: { year: 2026 }, to: { year: 2028 } }], weekdays: [day(0)] }]],
    ['"sur rendez-vous"', [{ state: 'unknown', comment: 'sur rendez-vous' }]],
    ['Mo-Fr "sur rendez-vous"', [{ weekdays: [day(0, 4)], state: 'unknown', comment: 'sur rendez-vous' }]],
    [
      'Mo 08:00-12:00 "sur rendez-vous"',
      [{ weekdays: [day(0)], times: [time(8, 12)], comment: 'sur rendez-vous' }],
    ],
    ['Mo open "sur rendez-vous"', [{ weekdays: [day(0)], comment: 'sur rendez-vous' }]],
    ['24/7 "gratuit"', [{ comment: 'gratuit' }]],
    ['Mo unknown', [{ weekdays: [day(0)], state: 'unknown' }]],
    ['Mo closed "travaux"', [{ weekdays: [day(0)], state: 'closed', comment: 'travaux' }]],
    [
      'Mo 08:00-12:00 || "appeler"',
      [
        { weekdays: [day(0)], times: [time(8, 12)] },
        { joined: 'fallback', state: 'unknown', comment: 'appeler' },
      ],
    ],
    [
      'Mo 08:00-12:00 "a; b, Tu || c" , Tu off',
      [
        { weekdays: [day(0)], times: [time(8, 12)], comment: 'a; b, Tu || c' },
        { joined: 'adds', weekdays: [day(1)], state: 'closed' },
      ],
    ],
    [
      'Mo 08:00-12:00,Dec 24 off',
      [
        { weekdays: [day(0)], times: [time(8, 12)] },
        {
          joined: 'adds',
          dates: [{ from: { month: 12, day: 24 }, to: { month: 12, day: 24 } }],
          state: 'closed',
        },
      ],
    ],
    ['24/7, PH off', [{}, { joined: 'adds', publicHoliday: true, state: 'closed' }]],
    ['off', [{ state: 'closed' }]],
    ['week 01-24/7 "voir"', [{ weeks: [{ from: 1, to: 24, step: 7 }], state: 'unknown', comment: 'voir' }]],
  ] as [string, Partial<HoursRule>[]][])('%s', (text, expected) => {
    expect(rules(text)).toEqual(expected.map((rule) => ({ ...RULE, ...rule })))
  })
})

describe('a timetable is written in one form', () => {
  test.each([
    ['Mo-Fr 8:30-12:00', 'Mo-Fr 08:30-12:00'],
    ['Mo - Fr 08:30 - 12:00 , 13:30 - 17:00', 'Mo-Fr 08:30-12:00,13:30-17:00'],
    ['Mo–Fr 08:30—12:00', 'Mo-Fr 08:30-12:00'],
    ['Mo-Fr:  08:30-12:00 ;Sa off', 'Mo-Fr 08:30-12:00; Sa off'],
    ['Mo-Fr\u00a008:30-12:00;', 'Mo-Fr 08:30-12:00'],
    [' ; Mo 08:00-12:00; ; Tu off ; ', 'Mo 08:00-12:00; Tu off'],
    ['Mo 08:00-12:00 open', 'Mo 08:00-12:00'],
    ['Mo closed', 'Mo off'],
    ['Mo-Mo 08:00-12:00', 'Mo 08:00-12:00'],
    ['Su,PH off', 'PH,Su off'],
    ['Mo-Fr SH 10:00-12:00', 'SH Mo-Fr 10:00-12:00'],
    ['Mo 20:00-32:00', 'Mo 20:00-08:00'],
    ['Mo 08:00-34:00', 'Mo 08:00-34:00'],
    ['Mo 00:00-24:00', 'Mo 00:00-24:00'],
    ['week 1-53/2 Fr', 'week 01-53/2 Fr'],
    ['week 7-7 Fr', 'week 07 Fr'],
    ['week 1-9/1 Fr', 'week 01-09 Fr'],
    ['Jan 5-9 off', 'Jan 05-Jan 09 off'],
    ['2026 Dec 24-26 off', '2026 Dec 24-2026 Dec 26 off'],
    ['2026 Jan-2026 Mar off', '2026 Jan-Mar off'],
    ['2026-2026 off', '2026 off'],
    ['Dec 24: 10:00-12:00', 'Dec 24 10:00-12:00'],
    ['24/7 open', '24/7'],
    ['24/7 off', 'off'],
    ['Mo  "  sur rendez-vous " ', 'Mo "sur rendez-vous"'],
    ['Mo 08:00-12:00||"appeler"', 'Mo 08:00-12:00 || "appeler"'],
  ])('« %s » becomes « %s », which reads the same', (text, written) => {
    expect(canonical(text)).toBe(written)
    expect(canonical(written)).toBe(written)
    expect(rules(written)).toEqual(rules(text))
  })
})

describe('what cannot be read is refused with the part at fault', () => {
  const EXAMPLE = 'Exemple : Mo-Fr 08:30-12:00,13:30-17:00.'
  test.each([
    ['', 'Horaires vides.'],
    [' ; ; ', 'Horaires vides.'],
    ['Mo-Fr 8h-12h', `Horaires illisibles près de « Mo-Fr 8h-12h ». ${EXAMPLE}`],
    ['lundi au vendredi', `Horaires illisibles près de « lundi au vendredi ». ${EXAMPLE}`],
    ['mo-fr 08:00-12:00', `Horaires illisibles près de « mo-fr ». ${EXAMPLE}`],
    ['Mo 08:00', 'Heure illisible : « 08:00 ». Écrivez par exemple 08:30-12:00.'],
    ['Mo 08:00-12:00,13h', 'Heure illisible : « 13h ». Écrivez par exemple 08:30-12:00.'],
    ['Mo 08:00-12:60', '« 08:00-12:60 » : cette heure n’existe pas.'],
    ['Mo 25:00-26:00', '« 25:00-26:00 » : cette heure n’existe pas.'],
    ['Mo 24:00-02:00', '« 24:00-02:00 » : cette heure n’existe pas.'],
    ['Mo 08:00-49:00', '« 08:00-49:00 » : cette heure n’existe pas.'],
    ['Mo 08:00-08:00', '« 08:00-08:00 » commence et finit à la même heure.'],
    ['Mo 08:00-12:00+', '« 08:00-12:00+ » : écrivez l’heure de fin, ou « + » à sa place.'],
    ['Lu-Ve 08:00-12:00', `Horaires illisibles près de « Lu-Ve ». ${EXAMPLE}`],
    ['Mo-Ve 08:00-12:00', 'Jour illisible : « Mo-Ve ». Les jours s’écrivent Mo Tu We Th Fr Sa Su.'],
    ['Mo[6] 08:00-12:00', 'Jour illisible : « Mo[6] ». Les jours s’écrivent Mo Tu We Th Fr Sa Su.'],
    [
      'Mo-Fr[1] 08:00-12:00',
      'Jour illisible : « Mo-Fr[1] ». Un rang dans le mois vaut pour un seul jour, Mo[1].',
    ],
    ['Mo Tu 08:00-12:00', 'Horaires illisibles : séparez les jours par des virgules.'],
    ['PH SH 08:00-12:00', 'Horaires illisibles : séparez les jours par des virgules.'],
    ['SH,Mo Fr 08:00-12:00', 'Horaires illisibles : séparez les jours par des virgules.'],
    ['Mo Tu We off', 'Horaires illisibles : séparez les jours par des virgules.'],
    ['week Mo', 'Semaines illisibles : « week  ». Écrivez par exemple week 01-53/2.'],
    ['week 00 Mo', 'Semaines illisibles : « week 00 ». Écrivez par exemple week 01-53/2.'],
    ['week 1-54 Mo', 'Semaines illisibles : « week 1-54 ». Écrivez par exemple week 01-53/2.'],
    ['week 52-2 Mo', 'Semaines illisibles : « week 52-2 ». Écrivez par exemple week 01-53/2.'],
    ['week 1-53/0 Mo', 'Semaines illisibles : « week 1-53/0 ». Écrivez par exemple week 01-53/2.'],
    ['week 1-53/27 Mo', 'Semaines illisibles : « week 1-53/27 ». Écrivez par exemple week 01-53/2.'],
    ['Feb 30 off', '« Feb 30 » : ce jour n’existe pas.'],
    ['Jan 00 off', '« Jan 00 » : ce jour n’existe pas.'],
    ...[
      'Jan 05-Feb off',
      'Jan-Feb 05 off',
      'Dec 24-2027 Jan 02 off',
      '2026 Dec 24-Jan 02 off',
      '2026 Nov-2027 Feb off',
      '2027-2026 off',
      '2026-2027 Jan off',
    ].map((text) => [
      text,
      `« ${text.replace(' off', '')} » : écrivez les deux dates en entier, par exemple 2026 Dec 24-2027 Jan 02.`,
    ]),
    ['2026,Jan 05 off', 'Horaires illisibles : séparez les années des autres dates par « ; ».'],
    ['24 Dec off', `Horaires illisibles près de « 24 Dec ». ${EXAMPLE}`],
    ['sunrise-sunset', `Horaires illisibles près de « sunrise-sunset ». ${EXAMPLE}`],
    ['easter off', `Horaires illisibles près de « easter ». ${EXAMPLE}`],
    ['24/7, 08:00-12:00', `Horaires illisibles près de « 24/7 ». ${EXAMPLE}`],
    ['Mo "sur rendez-vous', 'Il manque un guillemet fermant dans les horaires.'],
    ['Mo ""', 'Un commentaire entre guillemets est vide dans les horaires.'],
    ['Mo "a" "b"', undefined],
    ['open', 'Horaires illisibles : « open ».'],
    [`Mo ${'08:00-12:00,'.repeat(90)}`, 'Horaires trop longs : 1000 signes au plus.'],
    // 980 signs as typed, more once each hour takes its zero.
    ['Mo 1:00-2:00;'.repeat(75), 'Horaires trop longs : 1000 signes au plus.'],
  ] as [string, string | undefined][])('« %.60s »', (text, message) => {
    const reading = parseOpeningHours(text)
    expect(reading).toEqual({ ok: false, message: message ?? expect.stringMatching(/illisible/) })
  })
})
