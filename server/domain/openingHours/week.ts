import type { Calendar } from './calendar.ts'
import { DAYS, hour } from './describe.ts'
import { publicHoliday } from './holidays.ts'
import { parisMinutes } from './paris.ts'
import type { HoursRule } from './rules.ts'
import { type Closure, closureOn, ownSlots, type Slot } from './slots.ts'
import { rulesOf } from './state.ts'

export interface WeekDay {
  /** YYYY-MM-DD. */
  day: string
  /** « Lundi ». */
  label: string
  today: boolean
  /** « 8 h 30 à 12 h 30, 13 h 30 à 17 h », « Fermé », « Sur rendez-vous », « Horaires à vérifier ». */
  slots: string
  /** A public holiday, or why it is closed that day. */
  note?: string
}

const NBSP = '\u00a0'
const DAY = 1_440
const TO_CHECK = 'Horaires à vérifier'

/**
 * The seven days, Monday to Sunday in Paris, of the week of an instant, with the closures and holidays of that very week. A
 * night is on the line of the day when it begins.
 */
export function weekTable(
  hours: string | readonly HoursRule[],
  closures: readonly Closure[],
  instant: Date,
  calendar: Calendar,
): WeekDay[] {
  const today = Math.floor(parisMinutes(instant.getTime()) / DAY)
  const monday = today - ((today + 3) % 7)
  const rules = rulesOf(hours)
  return DAYS.map((name, index) => {
    const date = new Date((monday + index) * DAY * 60_000)
    const day = date.toISOString().slice(0, 10)
    const closure = closureOn(closures, day)
    const isKnown = closure !== undefined || (rules !== undefined && rules.length > 0)
    const slots = isKnown ? ownSlots({ rules: rules ?? [], closures, calendar }, monday + index) : undefined
    const note = noteOf(date, closure, slots)
    return {
      day,
      label: name.charAt(0).toUpperCase() + name.slice(1),
      today: monday + index === today,
      slots: slots === undefined ? TO_CHECK : slotsInWords(slots),
      ...(note !== undefined && { note }),
    }
  })
}

function noteOf(date: Date, closure: Closure | undefined, slots: Slot[] | undefined): string | undefined {
  if (closure !== undefined)
    return closure.motif === undefined
      ? 'Fermeture exceptionnelle'
      : `Fermeture exceptionnelle${NBSP}: ${closure.motif}`
  const holiday = publicHoliday(date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate())
  if (holiday !== undefined) return `Jour férié${NBSP}: ${holiday}`
  const [only, second] = slots ?? []
  return second === undefined && (only?.state === 'closed' || isWhole(only)) ? wordsOf(only) : undefined
}

/** The words of a rule, but for those that the line itself says. */
function wordsOf(slot: Slot | undefined): string | undefined {
  const motif = slot?.motif
  return motif === undefined || motif === TO_CHECK || /^sur (?:rendez-vous|rdv)$/i.test(motif)
    ? undefined
    : motif
}

function slotsInWords(slots: readonly Slot[]): string {
  const told = slots.filter(({ state }) => state !== 'closed')
  if (told.length === 0) return 'Fermé'
  if (told.every(({ motif, state }) => state === 'unknown' && isDoubt(motif))) return TO_CHECK
  return told.map(slotInWords).join(', ')
}

/** A doubt on the whole day: its hours would be read as true. */
function isDoubt(motif: string | undefined): boolean {
  return motif === undefined || /horaires à vérifier$/i.test(motif)
}

function slotInWords(slot: Slot): string {
  const { from, to, state, opens, motif } = slot
  if (opens === true) return `à partir de ${hour(from)}`
  if (isWhole(slot) && state !== 'open') return state === 'rdv' ? 'Sur rendez-vous' : TO_CHECK
  const times = isWhole(slot)
    ? `24${NBSP}h sur${NBSP}24`
    : `${hour(from)} à ${hour(to)}${to > DAY ? ' le lendemain' : ''}`
  if (state === 'open') return times
  if (state === 'rdv') return `${times} sur rendez-vous`
  return `${times} (${isDoubt(motif) ? 'à vérifier' : motif})`
}

function isWhole(slot: Slot | undefined): boolean {
  return slot?.from === 0 && slot.to === DAY
}
