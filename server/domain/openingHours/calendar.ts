import { isCalendarDay } from '../day.ts'

/** School holidays, as far as they are published. Days are local ones, YYYY-MM-DD, bounds included. */
export interface Calendar {
  schoolHolidays: readonly { from: string; to: string }[]
  /** Outside these days nobody knows whether there is school. */
  knownFrom: string
  knownUntil: string
}

/** A row of content/calendrier/vacances-scolaires.yaml: the first day without school and the last; no `au` while the end is not published. */
export interface SchoolHoliday {
  nom?: string
  du: string
  au?: string
}

/** A calendar that knows no school day at all: every question about school holidays is left open. */
export const NO_CALENDAR: Calendar = { schoolHolidays: [], knownFrom: '9999-12-31', knownUntil: '0000-01-01' }

/** The longest time at school between two holidays is about 11 weeks: beyond, a row of the table is missing. */
const LONGEST_TERM_DAYS = 90

/**
 * The calendar of a table of periods, in any order. It is known from the first period to the last, and only to the day
 * before a period without end or to the last period before a gap too long to be a term. A table with an unreadable date
 * is not known at all: to take the day for a school day could say « ouvert » wrongly.
 */
export function calendarFrom(periods: readonly SchoolHoliday[]): Calendar {
  if (periods.length === 0 || !periods.every(isReadable)) return NO_CALENDAR
  const sorted = periods.toSorted((a, b) => a.du.localeCompare(b.du))
  const schoolHolidays: { from: string; to: string }[] = []
  const knownFrom = sorted[0]?.du ?? NO_CALENDAR.knownFrom
  let knownUntil = ''
  for (const { du, au } of sorted) {
    if (knownUntil !== '' && daysAfter(knownUntil, du) > LONGEST_TERM_DAYS) break
    if (au === undefined) return { schoolHolidays, knownFrom, knownUntil: dayBefore(du) }
    schoolHolidays.push({ from: du, to: au })
    if (au > knownUntil) knownUntil = au
  }
  return { schoolHolidays, knownFrom, knownUntil }
}

/** Whether a day is one of the school holidays; undefined where the calendar does not know. */
export function isSchoolHoliday(calendar: Calendar, day: string): boolean | undefined {
  if (!(day >= calendar.knownFrom && day <= calendar.knownUntil)) return undefined
  return calendar.schoolHolidays.some(({ from, to }) => day >= from && day <= to)
}

function isReadable({ du, au }: SchoolHoliday): boolean {
  return isCalendarDay(du) && (au === undefined || (isCalendarDay(au) && au >= du))
}

function daysAfter(first: string, second: string): number {
  return (Date.parse(second) - Date.parse(first)) / 86_400_000
}

function dayBefore(day: string): string {
  return new Date(Date.parse(day) - 86_400_000).toISOString().slice(0, 10)
}
