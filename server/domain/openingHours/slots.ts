import type { Calendar } from './calendar.ts'
import { type DayFacts, factsOf, isEveryDay, matchesDay, namesTheDay } from './matching.ts'
import { hasHourTwice } from './paris.ts'
import type { HoursRule, TimeSpan } from './rules.ts'

export interface Closure {
  du: string
  au: string
  motif?: string
}

export interface Timetable {
  rules: readonly HoursRule[]
  closures: readonly Closure[]
  calendar: Calendar
}

/** Minutes from the midnight of a day; after 1,440 it is the next day, and the slot still belongs to this one. */
export interface Slot {
  from: number
  to: number
  state: 'open' | 'closed' | 'unknown' | 'rdv'
  /** Why it is closed or unknown, or how to come. */
  motif?: string
  /** Unknown for how long, but open at its start: « 18:00+ ». */
  opens?: true
  /** The rule that says it, -1 for a closure or for nobody. */
  rule: number
  /** It began the day before. */
  spilt?: true
}

export const UNSURE = 'Horaires à vérifier'
const UNSURE_HOLIDAY = 'Jour férié\u00a0: horaires à vérifier'
const UNSURE_SCHOOL = 'Vacances scolaires\u00a0: horaires à vérifier'
const UNSURE_END = 'Heure de fermeture à vérifier'

const DAY = 1_440

/**
 * The whole of a day, slot after slot from 0 to 1,440, without hole.
 *
 * The rules apply in their order. One joined by `;` first wipes what earlier ones say of the day if it has days and is not a
 * closing between two hours (« Mo 10:00-11:00 off » takes out that hour only); `,` adds; `||` fills what is left. A span over
 * midnight belongs to the day when it begins.
 *
 * Where a writer may have meant something else than the letter of the syntax, or readers of it differ, the slot is `unknown`:
 * - a public holiday that no rule with PH or with that very date speaks of (but for « 24/7 »), or that a later rule opens
 *   again: « PH off; Mo-Fr 08:00-12:00 », and in the same way « Aug off; Mo-Fr 08:00-12:00 »;
 * - the end of a night that a rule or a closure of the next day cuts: « Fr 20:00-04:00; Sa 10:00-12:00 » on Saturday at 3;
 * - earlier rules before a rule without days: « Mo-Fr 08:00-12:00; 14:00-15:00 »;
 * - `||` over an explicit `off`; days without hours (« Mo-Fr », which OSM reads as 24 hours); hours with a comment whose
 *   meaning is not known; after the start of « 18:00+ »; school holidays that the calendar does not know yet.
 */
export function slotsOfDay(table: Timetable, day: number): Slot[] {
  const today = factsOf(day, table.calendar)
  const eve = spills(table.rules) ? factsOf(day - 1, table.calendar) : undefined
  const readings: Slot[][] = []
  for (const school of schoolReadings(table, today))
    for (const before of eve === undefined ? [false] : schoolReadings(table, eve)) {
      const spilt = eve === undefined ? [] : nextMorning(paintDay(table, eve, [], before))
      readings.push(filled(paintDay(table, today, spilt, school), DAY))
    }
  return joined(readings.reduce(inCommon).flatMap((slot) => withoutHourTwice(slot, day)))
}

/** What begins on a day, to be shown on its line of a week: up to 2,880, without what began the day before. */
export function ownSlots(table: Timetable, day: number): Slot[] {
  const today = factsOf(day, table.calendar)
  const readings = schoolReadings(table, today).map((school) =>
    filled(paintDay(table, today, [], school), 2 * DAY),
  )
  return joined(readings.reduce(inCommon)).filter(({ from, state }) => from < DAY || state !== 'closed')
}

/** The closure that covers a day. */
export function closureOn(closures: readonly Closure[], day: string): Closure | undefined {
  // A last day before the first is a mistake: the first day at least is closed.
  return closures.find(({ du, au }) => day === du || (day > du && day <= au))
}

/** Both answers where they matter and are not known. */
function schoolReadings({ rules }: Timetable, { school }: DayFacts): boolean[] {
  if (!rules.some(({ schoolHoliday }) => schoolHoliday)) return [false]
  return school === undefined ? [true, false] : [school]
}

function spills(rules: readonly HoursRule[]): boolean {
  return rules.some(({ times }) => times.some((span) => endOf(span) > DAY))
}

/** An opening without end is doubtful till midnight, and for ten hours in the evening. */
function endOf({ from, to }: TimeSpan): number {
  return to ?? Math.max(DAY, from + 600)
}

function nextMorning(slots: readonly Slot[]): Slot[] {
  return slots
    .filter(({ to }) => to > DAY)
    .map((slot) => ({ ...slot, from: Math.max(slot.from, DAY) - DAY, to: slot.to - DAY, spilt: true }))
}

/** The slots that rules and closures put on a day, with holes, over the end of what began the day before. */
function paintDay(table: Timetable, facts: DayFacts, spilt: readonly Slot[], school: boolean): Slot[] {
  const { rules, closures } = table
  let slots: Slot[] = []
  const applied: HoursRule[] = []
  for (const [index, rule] of rules.entries()) {
    if (matchesDay(rule, facts, school)) {
      slots = wipedFor(rule, slots)
      const doubt = doubtOf(rule, applied, facts)
      for (const span of rule.times.length === 0 ? [{ from: 0, to: DAY }] : rule.times)
        slots = painted(slots, slotOf(rule, index, span, doubt), rule.joined === 'fallback' ? filling : over)
      applied.push(rule)
    }
    for (const slot of spilt) if (slot.rule === index) slots = painted(slots, slot, spilling)
  }
  const closure = closureOn(closures, facts.iso)
  if (closure === undefined) return slots
  const off: Slot = { from: 0, to: DAY, state: 'closed', rule: -1 }
  if (closure.motif !== undefined) off.motif = closure.motif
  return painted(slots.filter(isSpilt).map(unsure), off, over)
}

/** What stays of a day when another rule speaks of it. */
function wipedFor(rule: HoursRule, slots: readonly Slot[]): Slot[] {
  const isWholeOff = rule.state === 'closed' && rule.times.length === 0
  const replaces = isWholeOff || (rule.joined === 'replaces' && rule.state !== 'closed')
  if (!replaces || rule.joined === 'fallback') return [...slots]
  // Readers differ on a rule without days after others.
  if (isEveryDay(rule) && !isWholeOff) return slots.map(unsure)
  return slots.filter(isSpilt).map(unsure)
}

function isSpilt({ spilt }: Slot): boolean {
  return spilt === true
}

function unsure(slot: Slot): Slot {
  const { opens: _opens, ...rest } = slot
  return slot.state === 'closed' ? slot : { ...rest, state: 'unknown', motif: slot.motif ?? UNSURE }
}

function slotOf(rule: HoursRule, index: number, span: TimeSpan, doubt: string | undefined): Slot {
  const slot: Slot = { from: span.from, to: endOf(span), rule: index, ...said(rule) }
  if (slot.state === 'closed') return slot
  if (doubt !== undefined) return { ...slot, state: 'unknown', motif: doubt }
  if (span.to === undefined && slot.state === 'open')
    return { ...slot, state: 'unknown', motif: UNSURE_END, opens: true }
  return slot
}

/** A comment that changes nothing to the hours. */
const HARMLESS = /^(?:(?:accueil|permanence|acces|entree) )?(?:sans (?:rendez[- ]vous|rdv)|libre|gratuite?)$/
const APPOINTMENT = /\b(?:rendez[- ]vous|rdv)\b/
const NO_APPOINTMENT = /\b(?:sans|sauf|hors)\b/

/** What a rule says of its hours. OSM reads a comment as a doubt; an appointment and a few plain words are none. */
function said({ state, comment, ...rule }: HoursRule): Pick<Slot, 'state' | 'motif'> {
  const motif = comment === undefined ? {} : { motif: comment }
  if (state === 'closed') return { state, ...motif }
  const words = (comment ?? '').normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
  if (APPOINTMENT.test(words) && !NO_APPOINTMENT.test(words)) return { state: 'rdv', ...motif }
  const hasHours = rule.times.length > 0 || isEveryDay({ state, ...rule })
  const isSure = state === 'open' && hasHours && (words === '' || HARMLESS.test(words))
  return isSure ? { state: 'open' } : { state: 'unknown', motif: comment ?? UNSURE }
}

/** Why the hours that a rule gives for a day may not be meant for it. */
function doubtOf(rule: HoursRule, applied: readonly HoursRule[], facts: DayFacts): string | undefined {
  if (namesTheDay(rule, facts)) return undefined
  if (facts.holiday !== undefined && !rule.publicHoliday) {
    const isAlways = isEveryDay(rule) && rule.times.every(({ from, to }) => from === 0 && to === DAY)
    if (!isAlways || applied.some(({ publicHoliday }) => publicHoliday)) return UNSURE_HOLIDAY
  }
  return !isSpecial(rule) && applied.some((earlier) => isWholeOff(earlier) && isSpecial(earlier))
    ? UNSURE
    : undefined
}

/** A rule for some dates or holidays, not for every week. */
export function isSpecial({ dates, publicHoliday, schoolHoliday }: HoursRule): boolean {
  return dates.length > 0 || publicHoliday || schoolHoliday
}

export function isWholeOff({ state, times }: HoursRule): boolean {
  return state === 'closed' && times.length === 0
}

type Mix = (under: Slot | undefined, slot: Slot) => Slot

const over: Mix = (under, slot) =>
  under !== undefined && isSpilt(under) && slot.state === 'closed' ? unsure(under) : slot

const filling: Mix = (under, slot) => {
  if (under === undefined) return slot
  return under.state === 'closed' ? unsure(slot) : under
}

const spilling: Mix = (under, slot) =>
  under === undefined || under.state === slot.state ? slot : { ...slot, state: 'unknown', motif: UNSURE }

/** Puts a slot on others, piece by piece. */
function painted(slots: readonly Slot[], slot: Slot, mix: Mix): Slot[] {
  const result: Slot[] = []
  let at = slot.from
  for (const under of slots) {
    if (under.to <= slot.from || under.from >= slot.to) {
      if (under.from >= slot.to && at < slot.to) at = push(result, mix(undefined, slot), at, slot.to)
      result.push(under)
      continue
    }
    push(result, under, under.from, slot.from)
    push(result, mix(undefined, slot), at, under.from)
    at = push(result, mix(under, slot), Math.max(at, under.from), Math.min(under.to, slot.to))
    if (under.to > slot.to) push(result, under, slot.to, under.to)
  }
  push(result, mix(undefined, slot), at, slot.to)
  return result
}

function push(slots: Slot[], { opens, ...slot }: Slot, from: number, to: number): number {
  // Only the start of « 18:00+ » is sure.
  if (from < to) slots.push({ ...slot, from, to, ...(opens && from === slot.from && { opens }) })
  return Math.max(from, to)
}

/** Without holes from 0 to an end, cut there. */
function filled(slots: readonly Slot[], end: number): Slot[] {
  const result: Slot[] = []
  let at = 0
  for (const slot of slots) {
    if (slot.from >= end) break
    push(result, { from: at, to: slot.from, state: 'closed', rule: -1 }, at, slot.from)
    at = push(result, slot, slot.from, Math.min(slot.to, end))
  }
  push(result, { from: at, to: end, state: 'closed', rule: -1 }, at, end)
  return result
}

/** What two readings of a day agree on. */
function inCommon(first: Slot[], second: Slot[]): Slot[] {
  return first.flatMap((slot) =>
    second
      .filter(({ from, to }) => from < slot.to && to > slot.from)
      .map((other) => {
        const [from, to] = [Math.max(slot.from, other.from), Math.min(slot.to, other.to)]
        if (slot.state === other.state) return { ...slot, from, to }
        return { from, to, rule: -1, state: 'unknown', motif: UNSURE_SCHOOL } satisfies Slot
      }),
  )
}

/** Consecutive slots that say the same, in one. */
function joined(slots: readonly Slot[]): Slot[] {
  const result: Slot[] = []
  for (const slot of slots) {
    const last = result.at(-1)
    if (last !== undefined && last.state === slot.state && last.motif === slot.motif && slot.opens !== true)
      last.to = slot.to
    else result.push({ ...slot })
  }
  return result
}

/** The night when the hour from 2 to 3 comes twice, nobody knows at which of the two a slot begins or ends. */
function withoutHourTwice(slot: Slot, day: number): Slot[] {
  const [two, three] = [120, 180]
  const changes = (minutes: number) => minutes > two && minutes < three
  if (!(changes(slot.from) || changes(slot.to)) || !hasHourTwice(day)) return [slot]
  const pieces: Slot[] = []
  push(pieces, slot, slot.from, Math.min(slot.to, two))
  push(
    pieces,
    { from: 0, to: 0, state: 'unknown', motif: UNSURE, rule: -1 },
    Math.max(slot.from, two),
    Math.min(slot.to, three),
  )
  push(pieces, slot, Math.max(slot.from, three), slot.to)
  return pieces
}
