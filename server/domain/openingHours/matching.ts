import { type Calendar, isSchoolHoliday } from './calendar.ts'
import { publicHoliday } from './holidays.ts'
import type { DatePoint, DateRange, HoursRule, Weekday, WeekdayRange, WeekRange } from './rules.ts'

/** What the selectors of a rule ask of a day. */
export interface DayFacts {
  /** Days since 1 January 1970. */
  number: number
  iso: string
  year: number
  month: number
  day: number
  weekday: Weekday
  /** Name of the public holiday. */
  holiday: string | undefined
  /** Undefined beyond the table of school holidays. */
  school: boolean | undefined
}

const DAY = 86_400_000

export function factsOf(number: number, calendar: Calendar): DayFacts {
  const date = new Date(number * DAY)
  const [year, month, day] = [date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()]
  const iso = date.toISOString().slice(0, 10)
  return {
    number,
    iso,
    year,
    month,
    day,
    // 1 January 1970 was a Thursday.
    weekday: ((((number + 3) % 7) + 7) % 7) as Weekday,
    holiday: publicHoliday(year, month, day),
    school: isSchoolHoliday(calendar, iso),
  }
}

/** Whether a rule speaks of a day; `school` stands for what may not be known. */
export function matchesDay(rule: HoursRule, facts: DayFacts, school: boolean): boolean {
  if (rule.dates.length > 0 && !rule.dates.some((range) => isInDates(range, facts))) return false
  if (rule.weeks.length > 0 && !isInWeeks(rule.weeks, facts)) return false
  const hasHoliday = rule.publicHoliday || rule.schoolHoliday
  if (rule.weekdays.length === 0 && !hasHoliday) return true
  const isHoliday = (rule.publicHoliday && facts.holiday !== undefined) || (rule.schoolHoliday && school)
  const isWeekday = rule.weekdays.some((range) => isInWeekdays(range, facts))
  return rule.holidayAndWeekday ? isHoliday && isWeekday : isHoliday || isWeekday
}

/** True when a rule names this one day: « Dec 25 », « 2026 Dec 25 ». */
export function namesTheDay(rule: HoursRule, facts: DayFacts): boolean {
  return rule.dates.some(
    ({ from, to }) =>
      from.day !== undefined &&
      from.day === to.day &&
      from.month === to.month &&
      isInDates({ from, to }, facts),
  )
}

/** True for a rule without any selector of days. */
export function isEveryDay(rule: HoursRule): boolean {
  const selectors = rule.dates.length + rule.weeks.length + rule.weekdays.length
  return selectors === 0 && !rule.publicHoliday && !rule.schoolHoliday
}

function isInDates({ from, to }: DateRange, facts: DayFacts): boolean {
  const order = ({ year, month, day }: DatePoint) =>
    (year === undefined ? 0 : year * 10_000) + (month ?? 0) * 100 + (day ?? 0)
  const { year, month, day } = facts
  const now = order({
    ...(from.year !== undefined && { year }),
    ...(from.month !== undefined && { month }),
    ...(from.day !== undefined && { day }),
  })
  const [first, last] = [order(from), order(to)]
  return first <= last ? now >= first && now <= last : now >= first || now <= last
}

function isInWeeks(ranges: readonly WeekRange[], { number, weekday }: DayFacts): boolean {
  // A week belongs to the year of its Thursday (ISO 8601).
  const thursday = number - weekday + 3
  const newYear = Date.UTC(new Date(thursday * DAY).getUTCFullYear(), 0, 1) / DAY
  const week = 1 + Math.floor((thursday - newYear) / 7)
  return ranges.some(({ from, to, step }) => week >= from && week <= to && (week - from) % step === 0)
}

function isInWeekdays({ from, to, nth }: WeekdayRange, { weekday, year, month, day }: DayFacts): boolean {
  if ((weekday - from + 7) % 7 > (to - from + 7) % 7) return false
  if (nth.length === 0) return true
  const length = new Date(Date.UTC(year, month, 0)).getUTCDate()
  return nth.includes(Math.ceil(day / 7)) || nth.includes(-Math.ceil((length - day + 1) / 7))
}
