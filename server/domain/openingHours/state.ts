import type { Calendar } from './calendar.ts'
import { parseOpeningHours } from './parse.ts'
import type { HoursRule } from './rules.ts'
import type { Closure } from './slots.ts'
import { type OpeningState, type StateOptions, stateOfRules } from './stateOfRules.ts'

export type { OpeningState }

/**
 * Whether a place is open at an instant, in Paris time whatever the zone of the machine. `hours` is a text of the
 * opening_hours syntax or its rules, `closures` are whole days. Anything uncertain is `inconnu`, never `ouvert`: see
 * `slotsOfDay` for what is taken as uncertain. `rouvre` is given when nothing uncertain stands before it.
 */
export function openingState(
  hours: string | readonly HoursRule[],
  closures: readonly Closure[],
  instant: Date,
  calendar: Calendar,
  options: StateOptions = {},
): OpeningState {
  return stateOfRules(rulesOf(hours), closures, instant, calendar, options)
}

/** The rules of a text, none for an empty one, undefined when it cannot be read. */
export function rulesOf(hours: string | readonly HoursRule[]): readonly HoursRule[] | undefined {
  if (typeof hours !== 'string') return hours
  if (hours.trim() === '') return []
  const reading = parseOpeningHours(hours)
  return reading.ok ? reading.rules : undefined
}
