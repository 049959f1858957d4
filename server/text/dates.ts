import { NBSP } from './typography.ts'

const MONTHS = [
  'janvier',
  'février',
  'mars',
  'avril',
  'mai',
  'juin',
  'juillet',
  'août',
  'septembre',
  'octobre',
  'novembre',
  'décembre',
]

const WEEKDAYS = ['dimanche', 'lundi', 'mardi', 'mercredi', 'jeudi', 'vendredi', 'samedi']

/** A day (YYYY-MM-DD), a month (YYYY-MM) or a year in words: « 1er janvier 2027 », « octobre 2017 », « 2017 ». */
export function dateInWords(date: string): string {
  const [year = '', month, day] = date.split('-')
  if (month === undefined) return year
  const name = MONTHS[Number(month) - 1] ?? ''
  return day === undefined ? `${name} ${year}` : `${dayOfMonth(day)}${NBSP}${name} ${year}`
}

/** « vendredi 25 décembre 2026 ». */
export function dayWithWeekday(day: string): string {
  return `${WEEKDAYS[new Date(`${day}T00:00:00Z`).getUTCDay()]} ${dateInWords(day)}`
}

/** « le vendredi 25 décembre 2026 », « du 24 au 31 décembre 2026 » or « du 24 décembre 2026 au 2 janvier 2027 ». */
export function periodInWords(from: string, to: string): string {
  if (from === to) return `le ${dayWithWeekday(from)}`
  const isSameMonth = from.slice(0, 7) === to.slice(0, 7)
  return `du ${isSameMonth ? dayOfMonth(from.slice(8)) : dateInWords(from)} au ${dateInWords(to)}`
}

/** Number of days from one day to another, negative when the second comes first. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000)
}

/** The year that a partial date names. */
export function yearOf(date: string): string {
  return date.slice(0, 4)
}

function dayOfMonth(day: string): string {
  return day === '01' ? '1er' : String(Number(day))
}
