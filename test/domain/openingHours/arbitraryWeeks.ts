import fc from 'fast-check'
import { formatHours } from '../../../server/domain/openingHours/format.ts'
import type { HoursRule } from '../../../server/domain/openingHours/rules.ts'
import { arbitraryTimetable } from './arbitraryHours.ts'

/** Timetables as social services write them: ordinary weeks with their exceptions. */
const ordinary = fc
  .record({
    base: fc.constantFrom(
      'Mo-Fr 08:30-12:00,13:30-17:00',
      'Mo,We-Fr 09:00-12:00; Tu 10:00-12:00; Sa 14:00-17:00',
      'Mo-Su 20:00-08:00',
      'Sa 12:00-24:00; Su 00:00-24:00; Mo 00:00-08:00',
      '24/7',
      'Mo-Fr 20:00-08:00; Sa 10:00-12:00',
      'Mo-Sa 09:00-19:00, Fr 20:00-02:30',
      'Su-Th 22:00-30:00',
      'Mo-Fr 09:00-12:00, We 14:00-18:00',
      'PH,Su 10:00-12:00',
      'PH Mo-Fr 10:00-12:00; Mo-Fr 08:00-12:00',
      'Tu[1] 14:00-16:00; Th[-1] 09:00-12:00',
      'week 01-53/2 Mo-We 09:00-12:00; week 02-53/2 Th 13:00-17:00',
      'Apr-Sep Mo-Fr 08:00-18:00; Oct-Mar Mo-Fr 09:00-17:00',
      'Fr 18:00+',
      '01:00-02:30,03:00-05:00',
      'Mo-Fr 08:00-12:00; We 08:00-12:00 "sur rendez-vous"',
    ),
    also: fc.subarray([
      ...['; PH off', ', PH off', '; SH off', '; SH Mo-Fr 10:00-11:00', '; Aug off', '; Dec 24-Jan 02 off'],
      ...['; Jul 14 10:00-12:00', '; Mo 10:00-11:00 off', '; Sa off', '; PH 10:00-12:00', ', Su 09:00-12:00'],
      ...[' || "sur rendez-vous"', ' || Mo-Sa 08:00-20:00', '; Feb 29 06:00-23:00'],
    ]),
  })
  .map(({ base, also }) => base + also.join(''))

/** What opening_hours.js reads as the syntax says: no year beside other dates, no list of both holidays before weekdays. */
const isPlain = ({ dates, publicHoliday, schoolHoliday, holidayAndWeekday }: HoursRule) =>
  (dates.length < 2 || dates.every(({ from }) => from.year === undefined)) &&
  !(publicHoliday && schoolHoliday && holidayAndWeekday)

export const arbitraryText = fc.oneof(
  { weight: 2, arbitrary: ordinary },
  {
    weight: 1,
    arbitrary: arbitraryTimetable
      .filter((rules) => rules.every(isPlain))
      .map(formatHours)
      .filter((text) => text.length <= 1_000 && !text.includes('-24/7')),
  },
)

const special = [
  ...['2026-03-29', '2026-10-25', '2027-03-28', '2027-10-31', '2028-03-26', '2030-10-27', '2028-02-29'],
  ...['2026-01-01', '2026-12-31', '2027-01-01', '2026-04-06', '2026-05-14', '2026-05-25', '2026-07-14'],
  ...['2026-12-25', '2027-11-11', '2028-06-05', '2029-05-10', '2030-04-22', '2026-12-26', '2030-12-31'],
]

const minute = fc.oneof(
  fc.integer({ min: 0, max: 1_439 }),
  fc.constantFrom(0, 30, 60, 90, 120, 150, 179, 480, 510, 719, 720, 810, 1_020, 1_199, 1_200, 1_439),
)

/** An instant of 2026-2030, every other one on a holiday, at a change of hour or at New Year. */
export const arbitraryInstant = fc
  .tuple(
    fc.oneof(
      fc.constantFrom(...special),
      fc
        .integer({ min: 0, max: 1_825 })
        .map((days) => new Date(Date.UTC(2026, 0, 1 + days)).toISOString().slice(0, 10)),
    ),
    minute,
  )
  // Near enough to local time: what matters is that all hours come.
  .map(([day, minutes]) => Date.parse(`${day}T00:00:00+01:00`) + minutes * 60_000)
