import type { Calendar } from './calendar.ts'
import { instantOf, parisMinutes } from './paris.ts'
import type { HoursRule } from './rules.ts'
import { type Closure, closureOn, type Slot, slotsOfDay, type Timetable, UNSURE } from './slots.ts'

export type OpeningState =
  | {
      etat: 'ouvert'
      /** End of what is surely open; absent when it is open for more than a week: 24/7. */
      jusqua?: Date
      /** The next opening of the same day, after a break. */
      rouvre?: Date
      /** What comes at `jusqua` when it is no closing. */
      ensuite?: 'inconnu' | 'rdv'
    }
  | { etat: 'ferme'; rouvre?: Date; motif?: string }
  | { etat: 'rdv'; jusqua?: Date; motif?: string }
  /** Without motif when there are no hours at all. */
  | { etat: 'inconnu'; motif?: string }

export interface StateOptions {
  /** The place receives by appointment only: its open hours are answered as `rdv`. */
  surRendezVous?: boolean
}

const DAY = 1_440
/** How far a reopening is looked for. */
const LONGEST_CLOSING_DAYS = 400
/** A place open for longer has no closing time worth saying. */
const LONGEST_OPENING_DAYS = 8

/**
 * `openingState` for a timetable that was read before: the browser gets the rules with the page and needs no reader. No rule
 * for a place that gives no hours, undefined for hours that cannot be read.
 */
export function stateOfRules(
  rules: readonly HoursRule[] | undefined,
  closures: readonly Closure[],
  instant: Date,
  calendar: Calendar,
  options: StateOptions = {},
): OpeningState {
  const now = parisMinutes(instant.getTime())
  if (rules === undefined || rules.length === 0) return stateWithoutRules(rules, closures, now, options)
  const table = { rules, closures, calendar }
  const slot = slotsFrom(table, now, 0).find(({ to }) => to > now)
  switch (slot?.state) {
    case 'open':
      return openState(table, now, options)
    case 'closed': {
      const next = nextOtherThan(table, now, ['closed', 'rdv'], LONGEST_CLOSING_DAYS)
      const opens = next?.state === 'open' || next?.opens === true
      return {
        etat: 'ferme',
        ...(opens && { rouvre: instantOf(next.from) }),
        ...(slot.motif !== undefined && { motif: slot.motif }),
      }
    }
    case 'rdv': {
      const next = nextOtherThan(table, now, ['rdv'], LONGEST_OPENING_DAYS)
      return {
        etat: 'rdv',
        ...(next && { jusqua: instantOf(next.from) }),
        ...(slot.motif !== undefined && { motif: slot.motif }),
      }
    }
    default:
      return { etat: 'inconnu', motif: slot?.motif ?? UNSURE }
  }
}

function stateWithoutRules(
  rules: readonly HoursRule[] | undefined,
  closures: readonly Closure[],
  now: number,
  { surRendezVous }: StateOptions,
): OpeningState {
  const today = new Date(Math.floor(now / DAY) * DAY * 60_000).toISOString().slice(0, 10)
  const closure = closureOn(closures, today)
  if (closure !== undefined)
    return { etat: 'ferme', ...(closure.motif !== undefined && { motif: closure.motif }) }
  if (surRendezVous === true) return { etat: 'rdv' }
  return rules === undefined ? { etat: 'inconnu', motif: UNSURE } : { etat: 'inconnu' }
}

function openState(table: Timetable, now: number, { surRendezVous }: StateOptions): OpeningState {
  const next = nextOtherThan(table, now, ['open'], LONGEST_OPENING_DAYS)
  const end = next && { jusqua: instantOf(next.from) }
  if (surRendezVous === true) return { etat: 'rdv', ...end }
  if (next?.state === 'rdv') return { etat: 'ouvert', ...end, ensuite: 'rdv' }
  if (next?.state === 'unknown') return { etat: 'ouvert', ...end, ensuite: 'inconnu' }
  if (next === undefined) return { etat: 'ouvert' }
  const after = nextOtherThan(table, next.from, ['closed'], 1)
  const isToday = after !== undefined && Math.floor(after.from / DAY) === Math.floor(now / DAY)
  const opens = after?.state === 'open' || after?.opens === true
  return { etat: 'ouvert', ...end, ...(isToday && opens && { rouvre: instantOf(after.from) }) }
}

/** The first slot after a moment whose state is none of these. */
function nextOtherThan(
  table: Timetable,
  now: number,
  states: readonly Slot['state'][],
  days: number,
): Slot | undefined {
  for (let ahead = 0; ahead <= days; ahead++) {
    const found = slotsFrom(table, now, ahead).find(({ to, state }) => to > now && !states.includes(state))
    if (found !== undefined) return found
  }
  return undefined
}

/** The slots of the day of a moment, or of a day after it, in the minutes of `parisMinutes`. */
function slotsFrom(table: Timetable, now: number, ahead: number): Slot[] {
  const day = Math.floor(now / DAY) + ahead
  return (
    slotsOfDay(table, day)
      .map((slot) => ({ ...slot, from: slot.from + day * DAY, to: slot.to + day * DAY }))
      // The night when the hour from 2 to 3 does not exist, nor does what it alone holds.
      .filter(({ from, to }) => instantOf(from) < instantOf(to))
  )
}
