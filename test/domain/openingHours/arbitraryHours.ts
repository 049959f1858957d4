import fc from 'fast-check'
import type {
  DateRange,
  HoursRule,
  TimeSpan,
  WeekdayRange,
} from '../../../server/domain/openingHours/rules.ts'

/** Any timetable that the guide can write: what the syntax cannot say, or says in another way, is left out. */
export const arbitraryTimetable: fc.Arbitrary<HoursRule[]> = fc
  .array(arbitraryRule(), { minLength: 1, maxLength: 4 })
  .map((rules) =>
    rules.map((rule, index) => ({ ...rule, joined: joinedAfter(rules[index - 1], rule) }) as HoursRule),
  )

/** A comma joins two rules only after a time, a state or a comment, and before a day. */
function joinedAfter(previous: HoursRule | undefined, rule: HoursRule): HoursRule['joined'] {
  if (previous === undefined) return 'replaces'
  if (rule.joined !== 'adds') return rule.joined
  const endsClearly = previous.times.length > 0 || previous.state !== 'open' || previous.comment !== undefined
  const [date] = rule.dates
  const startsWithDay =
    date === undefined
      ? rule.weeks.length + rule.weekdays.length > 0 || rule.publicHoliday || rule.schoolHoliday
      : date.from.month !== undefined
  return endsClearly && startsWithDay ? 'adds' : 'replaces'
}

function arbitraryRule(): fc.Arbitrary<HoursRule> {
  return fc
    .record({
      joined: fc.constantFrom<HoursRule['joined']>('replaces', 'adds', 'fallback'),
      dates: fc
        .array(arbitraryDates(), { maxLength: 2 })
        // Years and other dates do not stand in one list.
        .filter((dates) => new Set(dates.map(({ from }) => from.month === undefined)).size < 2),
      weeks: fc.array(arbitraryWeeks(), { maxLength: 2 }),
      weekdays: fc.array(arbitraryWeekdays(), { maxLength: 3 }),
      publicHoliday: fc.boolean(),
      schoolHoliday: fc.boolean(),
      holidayAndWeekday: fc.boolean(),
      times: fc.array(arbitraryTime(), { maxLength: 3 }),
      state: fc.constantFrom<HoursRule['state']>('open', 'open', 'open', 'closed', 'unknown'),
      comment: fc.option(
        fc.constantFrom('sur rendez-vous', 'Mo; off, || 24/7', '08:00-12:00', 'été : fermé'),
        {
          nil: undefined,
          freq: 3,
        },
      ),
    })
    .map(({ comment, ...rule }) => ({
      ...rule,
      holidayAndWeekday:
        rule.holidayAndWeekday && rule.weekdays.length > 0 && (rule.publicHoliday || rule.schoolHoliday),
      ...(comment === undefined ? {} : { comment }),
    }))
}

function arbitraryTime(): fc.Arbitrary<TimeSpan> {
  const from = fc.integer({ min: 0, max: 1_439 })
  return fc.oneof(
    from.map((minute) => ({ from: minute })),
    // Up to 48:00, but for the length of exactly one day: 08:00-08:00 says nothing.
    fc
      .tuple(from, fc.integer({ min: 1, max: 2_880 }))
      .filter(([start, length]) => start + length <= 2_880 && length !== 1_440)
      .map(([start, length]) => ({ from: start, to: start + length })),
  )
}

function arbitraryWeekdays(): fc.Arbitrary<WeekdayRange> {
  const day = fc.integer({ min: 0, max: 6 }) as fc.Arbitrary<WeekdayRange['from']>
  const nth = fc.constantFrom(1, 2, 3, 4, 5, -1, -2)
  return fc.oneof(
    fc.record({ from: day, to: day, nth: fc.constant<number[]>([]) }),
    fc
      .tuple(day, fc.uniqueArray(nth, { minLength: 1, maxLength: 3 }))
      .map(([from, ranks]) => ({ from, to: from, nth: ranks })),
  )
}

function arbitraryWeeks() {
  return fc
    .tuple(fc.integer({ min: 1, max: 53 }), fc.integer({ min: 1, max: 53 }), fc.integer({ min: 1, max: 26 }))
    .map(([a, b, step]) => ({ from: Math.min(a, b), to: Math.max(a, b), step: a === b ? 1 : step }))
}

function arbitraryDates(): fc.Arbitrary<DateRange> {
  const year = fc.integer({ min: 2026, max: 2040 })
  const month = fc.integer({ min: 1, max: 12 })
  const day = fc.record({ month, day: fc.integer({ min: 1, max: 29 }) }).map(inFebruary)
  const ordered = (a: DateRange['from'], b: DateRange['from']): DateRange =>
    rank(a) <= rank(b) ? { from: a, to: b } : { from: b, to: a }
  return fc.oneof(
    fc.tuple(day, day).map(([from, to]) => ({ from, to })),
    fc.tuple(month, month).map(([from, to]) => ({ from: { month: from }, to: { month: to } })),
    fc.tuple(year, year).map(([a, b]) => ordered({ year: a }, { year: b })),
    fc.tuple(year, month, month).map(([y, a, b]) => ordered({ year: y, month: a }, { year: y, month: b })),
    fc.tuple(year, day, year, day).map(([y, a, z, b]) => ordered({ year: y, ...a }, { year: z, ...b })),
  )
}

function inFebruary({ month, day }: { month: number; day: number }) {
  return { month, day: month === 2 ? Math.min(day, 28) : day }
}

function rank({ year = 0, month = 0, day = 0 }: DateRange['from']): number {
  return year * 10_000 + month * 100 + day
}
