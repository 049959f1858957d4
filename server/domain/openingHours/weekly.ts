import { describeTimes } from './describe.ts'
import { formatHours } from './format.ts'
import { isEveryDay } from './matching.ts'
import { parseOpeningHours } from './parse.ts'
import type { HoursRule, Weekday, WeekdayRange } from './rules.ts'
import { isSpecial, isWholeOff } from './slots.ts'

/** A timetable weekday by weekday, for those that can be told so: what holds every week, then the exceptions. */
export interface WeeklyHours {
  /** Monday first, seven of them: the rules of the day, each for that day alone; none where no rule names it. */
  days: HoursRule[][]
  /** Public holidays, dates, weeks, first Tuesdays… in their order. */
  exceptions: HoursRule[]
}

const WEEK: readonly Weekday[] = [0, 1, 2, 3, 4, 5, 6]

/** Nothing for a text that cannot be read, or where an ordinary rule comes after an exception and so undoes it. */
export function readWeek(text: string): WeeklyHours | undefined {
  const reading = parseOpeningHours(text)
  if (!reading.ok) return undefined
  const first = reading.rules.findIndex((rule) => !isOrdinary(rule))
  const end = first === -1 ? reading.rules.length : first
  const [ordinary, exceptions] = [reading.rules.slice(0, end), reading.rules.slice(end)]
  // Readers differ on a rule without days after others.
  if (exceptions.some(isOrdinary) || ordinary.slice(1).some(isEveryDay)) return undefined
  const days: HoursRule[][] = WEEK.map(() => [])
  for (const rule of ordinary) {
    const wipes = isWholeOff(rule) || (rule.joined === 'replaces' && rule.state !== 'closed')
    for (const day of WEEK.filter((each) => holdsOn(rule, each))) {
      const earlier = wipes ? [] : (days[day] ?? [])
      days[day] = [
        ...earlier,
        { ...alwaysOpen(rule), joined: joinedAt(earlier.length), weekdays: [range(day, day)] },
      ]
    }
  }
  return { days, exceptions }
}

/** The text that `readWeek` reads as this very week, or nothing when the syntax has none. */
export function writeWeek(week: WeeklyHours): string | undefined {
  const groups = new Map<string, { days: Weekday[]; rules: HoursRule[] }>()
  for (const day of WEEK) {
    const rules = week.days[day] ?? []
    const key = JSON.stringify(rules.map(({ weekdays: _weekdays, ...rule }) => rule))
    const group = groups.get(key)
    if (group === undefined) groups.set(key, { days: [day], rules })
    else group.days.push(day)
  }
  const ordinary = [...groups.values()].flatMap(({ days, rules }) =>
    rules.map((rule) => ({ ...rule, weekdays: rangesOf(days) })),
  )
  const text = formatHours([...ordinary, ...week.exceptions])
  return JSON.stringify(readWeek(text)) === JSON.stringify(week) ? text : undefined
}

/** « 8 h à 12 h et 14 h à 17 h », « fermé » for a day without rules. */
export function dayInWords(rules: readonly HoursRule[]): string {
  return rules.length === 0 ? 'fermé' : rules.map(describeTimes).join(', ')
}

/** True for « PH off »: a rule of the public holidays and of nothing else. */
export function isOfPublicHolidays(rule: HoursRule): boolean {
  const others = rule.dates.length + rule.weeks.length + rule.weekdays.length
  return rule.publicHoliday && !rule.schoolHoliday && others === 0 && rule.joined !== 'fallback'
}

function isOrdinary(rule: HoursRule): boolean {
  const isRanked = rule.weekdays.some(({ nth }) => nth.length > 0)
  return !isSpecial(rule) && rule.weeks.length === 0 && !isRanked && rule.joined !== 'fallback'
}

function holdsOn({ weekdays }: HoursRule, day: Weekday): boolean {
  return weekdays.length === 0 || weekdays.some(({ from, to }) => (day - from + 7) % 7 <= (to - from + 7) % 7)
}

/** « 24/7 » says its hours; a day without hours, « Mo », is a doubt. */
function alwaysOpen(rule: HoursRule): HoursRule {
  const isAlways = isEveryDay(rule) && rule.times.length === 0 && rule.state === 'open'
  return isAlways ? { ...rule, times: [{ from: 0, to: 1_440 }] } : rule
}

function joinedAt(index: number): HoursRule['joined'] {
  return index === 0 ? 'replaces' : 'adds'
}

function range(from: Weekday, to: Weekday): WeekdayRange {
  return { from, to, nth: [] }
}

function rangesOf(days: readonly Weekday[]): WeekdayRange[] {
  const ranges: WeekdayRange[] = []
  for (const day of days) {
    const last = ranges.at(-1)
    if (last !== undefined && last.to === day - 1) last.to = day
    else ranges.push(range(day, day))
  }
  return ranges
}
