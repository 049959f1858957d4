/** A local day of the guide, written YYYY-MM-DD, without hour nor zone. */

const DAY = /^(\d{4})-(\d{2})-(\d{2})$/

/** True for a day that the calendar knows: 2024-02-29 yes, 2026-02-29 no. */
export function isCalendarDay(text: string): boolean {
  const [, year, month, day] = DAY.exec(text) ?? []
  if (year === undefined || year < '1800') return false
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)))
  return date.toISOString().startsWith(text)
}

/** The day it is in France at an instant, whatever the machine's zone. */
export function parisDay(instant: Date): string {
  // Days begin on a minute: the same answer serves all its requests.
  const minute = Math.floor(instant.getTime() / 60_000)
  if (last?.minute !== minute) last = { minute, day: PARIS_DAY.format(instant) }
  return last.day
}

let last: { minute: number; day: string } | undefined

// The Swedish locale writes dates as YYYY-MM-DD.
const PARIS_DAY = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Paris', dateStyle: 'short' })
