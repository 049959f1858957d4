import { parseOpeningHours } from './parse.ts'
import type { DatePoint, DateRange, HoursRule, TimeSpan, WeekdayRange, WeekRange } from './rules.ts'

export const DAYS = ['lundi', 'mardi', 'mercredi', 'jeudi', 'vendredi', 'samedi', 'dimanche']
export const MONTHS = [
  ...['janvier', 'février', 'mars', 'avril', 'mai', 'juin'],
  ...['juillet', 'août', 'septembre', 'octobre', 'novembre', 'décembre'],
]
const NBSP = '\u00a0'

/** A timetable in French, one line a rule; a text that cannot be read is shown as it is, never dropped. */
export function describeHours(text: string): string[] {
  const reading = parseOpeningHours(text)
  return reading.ok ? reading.rules.map(describeRule) : [text]
}

export function describeRule(rule: HoursRule): string {
  const when = [
    describeDays(rule),
    rule.weeks.map(describeWeek).join(', '),
    rule.dates.map(describeDates).join(', '),
  ]
    .filter(Boolean)
    .join(', ')
  const what = describeTimes(rule)
  if (when === '') return capital(rule.joined === 'fallback' ? `sinon : ${what}` : what)
  return `${capital(when)}${NBSP}: ${what}`
}

/** What a rule says of its days: « 8 h à 12 h et 14 h à 17 h », « fermé », « fermé de 12 h à 14 h ». */
export function describeTimes(rule: HoursRule): string {
  const comment = rule.comment ?? ''
  if (rule.state === 'closed') {
    const times = joinWith(rule.times.map(describeTime), 'et').replace(/^(?=\d)(?!24 h)/, 'de ')
    return ['fermé', times, comment && `(${comment})`].filter(Boolean).join(' ')
  }
  const always =
    rule.dates.length + rule.weeks.length + rule.weekdays.length === 0 &&
    !rule.publicHoliday &&
    !rule.schoolHoliday
  const whole = always ? '24 h sur 24, 7 jours sur 7' : '24 h sur 24'
  if (rule.times.length === 0)
    return rule.state === 'unknown'
      ? comment || 'horaires à vérifier'
      : [whole, comment].filter(Boolean).join(', ')
  const times = joinWith(rule.times.map(describeTime), 'et')
  return [times, rule.state === 'unknown' && comment === '' ? 'à vérifier' : comment]
    .filter(Boolean)
    .join(', ')
}

function describeTime({ from, to }: TimeSpan): string {
  if (to === undefined) return `à partir de ${hour(from)}`
  if (from === 0 && to === 1_440) return '24 h sur 24'
  return `${hour(from)} à ${hour(to)}${to > 1_440 ? ' le lendemain' : ''}`
}

/** 510 → « 8 h 30 », 1440 → « minuit ». */
export function hour(minutes: number): string {
  const inDay = minutes % 1_440
  if (inDay === 0) return minutes === 0 ? `0${NBSP}h` : 'minuit'
  const rest = inDay % 60
  return `${Math.floor(inDay / 60)}${NBSP}h${rest === 0 ? '' : `${NBSP}${String(rest).padStart(2, '0')}`}`
}

function describeDays(rule: HoursRule): string {
  const weekdays = joinWith(rule.weekdays.map(describeWeekdays), 'et')
  const holidays = [
    ...(rule.schoolHoliday ? ['vacances scolaires'] : []),
    ...(rule.publicHoliday ? ['jours fériés'] : []),
  ]
  if (rule.holidayAndWeekday) return [...holidays, weekdays].filter(Boolean).join(', ')
  return joinWith([...(weekdays === '' ? [] : [weekdays]), ...holidays], 'et')
}

function describeWeekdays({ from, to, nth }: WeekdayRange): string {
  const first = DAYS[from] ?? ''
  if (nth.length > 0) return `${joinWith(nth.map(ordinal), 'et')} ${first} du mois`
  if (from === to) return first
  if (from === 0 && to === 6) return 'tous les jours'
  return (to - from + 7) % 7 === 1 ? `${first} et ${DAYS[to]}` : `${first} au ${DAYS[to]}`
}

function ordinal(nth: number): string {
  if (nth === -1) return 'dernier'
  if (nth < 0) return nth === -2 ? 'avant-dernier' : `${-nth}e dernier`
  return nth === 1 ? '1er' : `${nth}e`
}

function describeWeek({ from, to, step }: WeekRange): string {
  if (step === 2 && from <= 2 && to >= 52) return from % 2 === 0 ? 'semaines paires' : 'semaines impaires'
  if (from === to) return `semaine ${from}`
  return `semaines ${from} à ${to}${step > 1 ? `, une sur ${step}` : ''}`
}

function describeDates({ from, to }: DateRange): string {
  const same = from.year === to.year && from.month === to.month && from.day === to.day
  if (same) return from.day === undefined ? point(from) : `le ${point(from)}`
  return from.day === undefined && to.day === undefined
    ? `${preposition(from)}${point(from)} à ${point(to)}`
    : `du ${point(from)} au ${point(to)}`
}

function preposition({ month }: DatePoint): string {
  if (month === undefined) return 'de '
  return /^[aâeéiou]/.test(MONTHS[month - 1] ?? '') ? 'd’' : 'de '
}

function point({ year, month, day }: DatePoint): string {
  const monthName = month === undefined ? '' : (MONTHS[month - 1] ?? '')
  const dayName = day === undefined ? '' : day === 1 ? '1er' : String(day)
  return [dayName, monthName, year].filter(Boolean).join(' ')
}

function joinWith(items: string[], word: string): string {
  if (items.length < 2) return items[0] ?? ''
  return `${items.slice(0, -1).join(', ')} ${word} ${items.at(-1)}`
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
