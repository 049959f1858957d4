/**
 * Paris time as one count of minutes: those that its clocks and calendar would show since 1 January 1970 at midnight. A
 * day is the number of its midnight divided by 1,440, whatever the length of the day.
 */

const HOUR = 3_600_000
const MINUTE = 60_000

/** Kept: building one costs more than everything else here. */
const PARIS_HOUR = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/Paris',
  hour: '2-digit',
  hourCycle: 'h23',
})

/** What the clocks of Paris show at an instant. */
export function parisMinutes(instant: number): number {
  return Math.floor(instant / MINUTE) + hoursAhead(instant) * 60
}

/**
 * The instant when the clocks of Paris show these minutes: the first of two when the hour comes twice, and the change
 * itself for the hour that the change skips.
 */
export function instantOf(minutes: number): Date {
  const wall = minutes * MINUTE
  for (const ahead of [2, 1]) {
    const instant = wall - ahead * HOUR
    if (hoursAhead(instant) === ahead) return new Date(instant)
  }
  return new Date(Math.floor(wall / HOUR) * HOUR - HOUR)
}

/** True for the day whose hour from 2 to 3 comes twice. */
export function hasHourTwice(day: number): boolean {
  const midnight = day * 24 * HOUR
  return hoursAhead(midnight) > hoursAhead(midnight + 12 * HOUR)
}

/** Paris has been one or two hours ahead of universal time since 1976. */
function hoursAhead(instant: number): number {
  const hour = Number(PARIS_HOUR.format(instant))
  return (hour - new Date(instant).getUTCHours() + 24) % 24
}
