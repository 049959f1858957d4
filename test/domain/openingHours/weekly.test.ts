import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { NO_CALENDAR } from '../../../server/domain/openingHours/calendar.ts'
import { formatHours } from '../../../server/domain/openingHours/format.ts'
import type { HoursRule } from '../../../server/domain/openingHours/rules.ts'
import { weekTable } from '../../../server/domain/openingHours/week.ts'
import { dayInWords, readWeek, writeWeek } from '../../../server/domain/openingHours/weekly.ts'
import { arbitraryTimetable } from './arbitraryHours.ts'

describe('a week is written', () => {
  test.each([
    ['Mo-Fr 08:00-12:00', 'Mo-Fr 08:00-12:00'],
    ['Mo 08:00-12:00; Tu 08:00-12:00', 'Mo-Tu 08:00-12:00'],
    ['Mo-Fr 08:00-12:00; We off', 'Mo-Tu,Th-Fr 08:00-12:00; We off'],
    ['Mo-Fr 08:00-12:00, We 14:00-16:00', 'Mo-Tu,Th-Fr 08:00-12:00; We 08:00-12:00, We 14:00-16:00'],
    ['Mo-Fr 08:00-12:00; Fr 09:00-11:00; PH off', 'Mo-Th 08:00-12:00; Fr 09:00-11:00; PH off'],
    ['24/7', 'Mo-Su 00:00-24:00'],
    ['PH off', 'PH off'],
  ])('%s as %s', (text, written) => {
    const week = readWeek(text)
    expect(week && writeWeek(week)).toBe(written)
  })

  test('not when nothing is left of it', () => {
    expect(writeWeek({ days: [[], [], [], [], [], [], []], exceptions: [] })).toBeUndefined()
  })
})

test.each([
  ['an unreadable text', 'tous les matins'],
  ['an exception that a later rule undoes', 'PH off; Mo 08:00-12:00'],
  ['every day after some days', 'Mo 08:00-12:00; 09:00-10:00'],
  ['what holds where nothing else does, before a day', 'Mo 08:00-12:00 || Tu[1] off; We off'],
])('%s is no week', (_what, text) => {
  expect(readWeek(text)).toBeUndefined()
})

test('the days in words', () => {
  const week = readWeek('Mo-Tu 08:00-12:00, Tu 14:00-16:00; We off "marché"; Th "sur rendez-vous"')
  expect(week?.days.map((rules) => dayInWords(rules).replaceAll('\u00a0', ' '))).toEqual([
    '8 h à 12 h',
    '8 h à 12 h, 14 h à 16 h',
    'fermé (marché)',
    'sur rendez-vous',
    'fermé',
    'fermé',
    'fermé',
  ])
})

/** Most timetables of the guide: weekdays only. */
const plain = arbitraryTimetable.map((rules) =>
  rules.map(
    (rule): HoursRule => ({
      ...rule,
      joined: rule.joined === 'fallback' ? 'replaces' : rule.joined,
      dates: [],
      weeks: [],
      weekdays: rule.weekdays.map((range) => ({ ...range, nth: [] })),
      publicHoliday: false,
      schoolHoliday: false,
      holidayAndWeekday: false,
    }),
  ),
)

test.each([
  ['weekdays only', plain],
  ['any timetable', arbitraryTimetable],
])('a week that is read and written opens at the same hours: %s', (_what, timetables) => {
  const monday = new Date('2026-11-23T12:00:00Z')
  fc.assert(
    fc.property(timetables, (rules) => {
      const text = formatHours(rules)
      const week = readWeek(text)
      const written = week && writeWeek(week)
      if (written === undefined) return
      const slots = (hours: string) => weekTable(hours, [], monday, NO_CALENDAR).map((day) => day.slots)
      expect(slots(written)).toEqual(slots(text))
    }),
    { numRuns: 500 },
  )
})
