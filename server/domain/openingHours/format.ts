import { MONTH_CODES, WEEKDAY_CODES } from './codes.ts'
import type { DatePoint, DateRange, HoursRule, TimeSpan, WeekdayRange, WeekRange } from './rules.ts'

const JOINS: Record<HoursRule['joined'], string> = { replaces: '; ', adds: ', ', fallback: ' || ' }

/** Writes rules in the one form that the guide stores. */
export function formatHours(rules: HoursRule[]): string {
  return rules.map((rule, index) => (index === 0 ? '' : JOINS[rule.joined]) + formatRule(rule)).join('')
}

function formatRule(rule: HoursRule): string {
  const holidays = [...(rule.publicHoliday ? ['PH'] : []), ...(rule.schoolHoliday ? ['SH'] : [])]
  const weekdays = rule.weekdays.map(formatWeekdays)
  const days = rule.holidayAndWeekday
    ? [holidays.join(','), weekdays.join(',')]
    : [[...holidays, ...weekdays].join(',')]
  const selectors = [
    rule.dates.map(formatDates).join(','),
    rule.weeks.length > 0 ? `week ${rule.weeks.map(formatWeeks).join(',')}` : '',
    ...days,
    rule.times.map(formatTime).join(','),
  ].filter(Boolean)
  const comment = rule.comment === undefined ? '' : `"${rule.comment}"`
  return [...selectors, formatState(rule, selectors.length === 0), comment].filter(Boolean).join(' ')
}

function formatState(rule: HoursRule, isBare: boolean): string {
  if (rule.state === 'closed') return 'off'
  if (rule.state === 'unknown') return rule.comment === undefined || rule.times.length > 0 ? 'unknown' : ''
  if (isBare) return '24/7'
  return rule.comment !== undefined && rule.times.length === 0 ? 'open' : ''
}

function formatWeekdays({ from, to, nth }: WeekdayRange): string {
  const days = from === to ? WEEKDAY_CODES[from] : `${WEEKDAY_CODES[from]}-${WEEKDAY_CODES[to]}`
  return nth.length > 0 ? `${days}[${nth.join(',')}]` : days
}

function formatWeeks({ from, to, step }: WeekRange): string {
  const range = from === to ? pad(from) : `${pad(from)}-${pad(to)}`
  return step > 1 ? `${range}/${step}` : range
}

function formatDates({ from, to }: DateRange): string {
  const start = formatPoint(from)
  const { year: _year, ...withoutYear } = to
  // Months of one year say it once: 2026 Jan-Mar.
  const isMonths = to.month !== undefined && to.day === undefined
  const end = formatPoint(isMonths && to.year === from.year ? withoutYear : to)
  return formatPoint(from) === formatPoint(to) ? start : `${start}-${end}`
}

function formatPoint({ year, month, day }: DatePoint): string {
  return [
    year,
    month === undefined ? undefined : MONTH_CODES[month - 1],
    day === undefined ? undefined : pad(day),
  ]
    .filter((part) => part !== undefined)
    .join(' ')
}

function formatTime({ from, to }: TimeSpan): string {
  if (to === undefined) return `${clock(from)}+`
  // A span over midnight is written as people say it: 20:00-08:00.
  return `${clock(from)}-${clock(to > 1_440 && to - 1_440 < from ? to - 1_440 : to)}`
}

function clock(minutes: number): string {
  return `${pad(Math.floor(minutes / 60))}:${pad(minutes % 60)}`
}

function pad(number: number): string {
  return String(number).padStart(2, '0')
}
