import { formatHours } from './format.ts'
import { isEveryDay } from './matching.ts'
import type { HoursRule, Weekday } from './rules.ts'
import { isSpecial, isWholeOff } from './slots.ts'

export interface HoursProblem {
  message: string
  /** The whole timetable, mended, as the guide writes it. */
  mend: string
}

/**
 * What a timetable says by the letter and its writer surely did not mean: closings that a later rule opens again, and nights
 * that a rule of the next day cuts. (The state of such a place is `inconnu` at those hours: see `slotsOfDay`.)
 */
export function checkHours(rules: readonly HoursRule[]): HoursProblem[] {
  return [...reopenings(rules), ...cutNights(rules)]
}

function reopenings(rules: readonly HoursRule[]): HoursProblem[] {
  const undone = rules.filter((rule, index) =>
    rules.slice(index + 1).some((later) => opensAgain(rule, later)),
  )
  if (undone.length === 0) return []
  const written = undone.map((rule) => `« ${formatHours([{ ...rule, joined: 'replaces' }])} »`).join(', ')
  return [
    {
      message: `${written} doit venir après les horaires ordinaires : une règle placée plus loin ouvre de nouveau ces jours-là.`,
      mend: formatHours(withAtEnd(rules, undone)),
    },
  ]
}

/** « PH off; Mo-Fr 08:00-12:00 »: the second rule also holds on public holidays, and replaces the first. */
function opensAgain(off: HoursRule, later: HoursRule): boolean {
  if (!isWholeOff(off) || !isSpecial(off) || later.state === 'closed' || later.joined === 'fallback')
    return false
  if (!isSpecial(later)) return true
  // The dates of a season hold holidays too; a rule for one very day means it.
  return off.publicHoliday && !later.publicHoliday && !later.schoolHoliday && !later.dates.every(isOneDay)
}

function isOneDay({ from, to }: HoursRule['dates'][number]): boolean {
  return from.day !== undefined && from.day === to.day && from.month === to.month
}

/** These rules last, but before what holds only where nothing else does. */
function withAtEnd(rules: readonly HoursRule[], moved: readonly HoursRule[]): HoursRule[] {
  const others = rules.filter((rule) => !moved.includes(rule))
  const fallback = others.findIndex(({ joined }) => joined === 'fallback')
  const at = fallback === -1 ? others.length : fallback
  const last = moved.map((rule) => ({ ...rule, joined: 'replaces' as const }))
  const [first, ...rest] = [...others.slice(0, at), ...last, ...others.slice(at)]
  return first === undefined ? [] : [{ ...first, joined: 'replaces' }, ...rest]
}

/** « Fr 20:00-04:00; Sa 10:00-12:00 »: `;` wipes all that Saturday had, the end of Friday's night included; `,` adds. */
function cutNights(rules: readonly HoursRule[]): HoursProblem[] {
  const cutting = rules.filter((rule, index) => rules.slice(0, index).some((night) => cutsNight(night, rule)))
  if (cutting.length === 0) return []
  const mended = rules.map((rule) => (cutting.includes(rule) ? { ...rule, joined: 'adds' as const } : rule))
  return [
    {
      message:
        'Un horaire passe minuit et la règle du lendemain l’interrompt : séparez-les par une virgule, pas par « ; ».',
      mend: formatHours(mended),
    },
  ]
}

/** Rules of weekdays only, and of other days: a comma then changes nothing but the night. */
function cutsNight(night: HoursRule, later: HoursRule): boolean {
  const plain = [night, later].every(
    (rule) => !isSpecial(rule) && !isEveryDay(rule) && rule.weeks.length === 0 && rule.times.length > 0,
  )
  if (!plain || later.joined !== 'replaces' || later.state !== 'open' || night.state !== 'open') return false
  const days = weekdaysOf(night)
  const laterDays = weekdaysOf(later)
  const passesMidnight = night.times.some(({ to }) => to !== undefined && to > 1_440)
  return (
    passesMidnight &&
    !laterDays.some((day) => days.includes(day)) &&
    days.some((day) => laterDays.includes(((day + 1) % 7) as Weekday))
  )
}

function weekdaysOf({ weekdays }: HoursRule): Weekday[] {
  const days: Weekday[] = [0, 1, 2, 3, 4, 5, 6]
  return days.filter((day) => weekdays.some(({ from, to }) => (day - from + 7) % 7 <= (to - from + 7) % 7))
}
