/**
 * Opening hours as a week to fill in: two spans a day, public holidays, « 24 h sur 24 ». What the week cannot say is kept
 * in the opening_hours syntax, in a field of its own.
 */
import { cleanLine } from '../../text/fold.ts'
import { checkHours } from '../openingHours/check.ts'
import { formatHours } from '../openingHours/format.ts'
import { parseOpeningHours } from '../openingHours/parse.ts'
import type { HoursRule, TimeSpan, Weekday, WeekdayRange } from '../openingHours/rules.ts'
import type { FieldProblem, Typed } from './typed.ts'

export const GRID_DAYS = [
  ...([
    ['lu', 'Lundi'],
    ['ma', 'Mardi'],
    ['me', 'Mercredi'],
    ['je', 'Jeudi'],
  ] as const),
  ...([
    ['ve', 'Vendredi'],
    ['sa', 'Samedi'],
    ['di', 'Dimanche'],
  ] as const),
]

/** Spans that each day shows before any is added. */
export const SPANS = 2
const DAY = 1_440

/** Sorted, apart from each other, the last one at most running into the next day. */
type Spans = readonly Required<TimeSpan>[]

interface Week {
  always: boolean
  days: readonly Spans[]
  /** Nothing where public holidays are not spoken of; no span where they are closed. */
  holidays: Spans | undefined
}

/** « 8h30 », « 8 h 30 », « 08:30 », « 8 », « midi » → minutes from midnight, 1440 at most. */
export function readTime(text: string): number | undefined {
  const word = text.trim().toLowerCase()
  if (word === 'midi') return 720
  if (word === 'minuit') return DAY
  const [, hours, minutes = '0'] = /^(\d{1,2})(?:\s*(?:heures?|h|:|\.)\s*(\d{2})?)?$/.exec(word) ?? []
  if (hours === undefined) return undefined
  const total = Number(hours) * 60 + Number(minutes)
  return Number(minutes) > 59 || total > DAY ? undefined : total
}

/** 510 → « 8 h 30 », as it stands in a field. */
export function timeText(minutes: number): string {
  const inDay = minutes > DAY ? minutes - DAY : minutes
  const rest = inDay % 60
  return `${Math.floor(inDay / 60)} h${rest === 0 ? '' : ` ${String(rest).padStart(2, '0')}`}`
}

export function typedHours(name: string, hours: string): Record<string, string> {
  const week = weekOf(hours)
  if (week === undefined) return { [`${name}.osm`]: hours }
  const typed: Record<string, string> = {}
  // The same week may be written in several ways: left as it is, it keeps its own.
  if (hoursOf(week) !== hours) typed[`${name}.ecriture`] = hours
  if (week.always) typed[`${name}.toujours`] = 'oui'
  GRID_DAYS.forEach(([day], index) => {
    const spans = week.days[index] ?? []
    if (spans.length > 0) typed[`${name}.${day}.ouvert`] = 'oui'
    Object.assign(typed, typedSpans(`${name}.${day}`, spans))
  })
  if (week.holidays !== undefined) {
    typed[`${name}.feries`] = week.holidays.length === 0 ? 'ferme' : 'ouvert'
    Object.assign(typed, typedSpans(`${name}.feries`, week.holidays))
  }
  return typed
}

function typedSpans(name: string, spans: Spans): Record<string, string> {
  return Object.fromEntries(
    spans.flatMap(({ from, to }, index) => [
      [`${name}.${index}.de`, timeText(from)],
      [`${name}.${index}.a`, timeText(to)],
      ...(to > DAY ? [[`${name}.${index}.lendemain`, 'oui']] : []),
    ]),
  )
}

export interface HoursTyped {
  /** What can be read, days with a fault left out; nothing where nothing is said. */
  hours: string | undefined
  problems: FieldProblem[]
}

/** `before`: the hours as published, to know a day that is closed by unticking it. */
export function readHours(name: string, typed: Typed, before: string | undefined): HoursTyped {
  const problems: FieldProblem[] = []
  const osm = cleanLine(typed[`${name}.osm`] ?? '')
  const written = typed[`${name}.ecriture`] ?? ''
  const former = weekOf(written === '' ? (before ?? '') : written)
  const days = GRID_DAYS.map(([day], index) =>
    readDay(`${name}.${day}`, typed, former?.days[index] ?? [], problems),
  )
  const week = {
    always: typed[`${name}.toujours`] === 'oui',
    days,
    holidays: readHolidays(`${name}.feries`, typed, problems),
  }
  const isFilled = week.always || days.some((spans) => spans.length > 0) || problems.length > 0
  if (osm !== '') {
    if (!isFilled && week.holidays === undefined) return readOsm(name, osm)
    const message =
      'Les horaires sont écrits deux fois, dans la semaine et dans cette ligne : videz l’une des deux.'
    return { hours: undefined, problems: [{ field: `${name}.osm`, message }] }
  }
  if (week.always && days.some((spans) => spans.length > 0)) {
    const message = 'Ouvert 24 h sur 24 : décochez cette case, ou videz les heures de la semaine.'
    problems.push({ field: `${name}.toujours`, message })
  }
  const sameWeek = former !== undefined && written !== '' && hoursOf(former) === hoursOf(week)
  return { hours: problems.length === 0 && sameWeek ? written : hoursOf(week), problems }
}

function readOsm(name: string, osm: string): HoursTyped {
  const reading = parseOpeningHours(osm)
  if (reading.ok) return { hours: reading.canonical, problems: [] }
  return { hours: undefined, problems: [{ field: `${name}.osm`, message: reading.message }] }
}

function readDay(name: string, typed: Typed, former: Spans, problems: FieldProblem[]): Spans {
  const found: FieldProblem[] = []
  const spans = readSpans(name, typed, found)
  const isOpen = typed[`${name}.ouvert`] === 'oui'
  const hasHours = spans.length > 0 || found.length > 0
  if (!isOpen && hasHours && !isSame(spans, former)) {
    problems.push({ field: `${name}.ouvert`, message: 'Cochez « Ouvert », ou videz les heures.' })
  }
  if (!isOpen) return []
  if (!hasHours)
    found.push({ field: `${name}.0.de`, message: 'Indiquez les heures, ou décochez « Ouvert ».' })
  problems.push(...found)
  return found.length > 0 ? [] : spans
}

function readHolidays(name: string, typed: Typed, problems: FieldProblem[]): Spans | undefined {
  const state = typed[name] ?? ''
  const found: FieldProblem[] = []
  const spans = readSpans(name, typed, found)
  if (state === 'ouvert') {
    if (spans.length + found.length === 0)
      found.push({ field: `${name}.0.de`, message: 'Indiquez les heures des jours fériés.' })
    problems.push(...found)
    return found.length > 0 ? undefined : spans
  }
  if (state !== 'ferme' && spans.length + found.length > 0)
    problems.push({ field: name, message: 'Choisissez « Ouvert », ou videz les heures des jours fériés.' })
  return state === 'ferme' ? [] : undefined
}

/** How many spans of a day stand in the form. */
export function spanCount(name: string, typed: Typed): number {
  const given = Object.keys(typed).flatMap((key) =>
    key.startsWith(`${name}.`) ? [Number.parseInt(key.slice(name.length + 1), 10)] : [],
  )
  return Math.max(SPANS, ...given.filter(Number.isInteger).map((index) => index + 1))
}

function readSpans(name: string, typed: Typed, problems: FieldProblem[]): Spans {
  const spans: (Required<TimeSpan> & { field: string })[] = []
  for (let index = 0; index < Math.min(spanCount(name, typed), 12); index += 1) {
    const span = readSpan(`${name}.${index}`, typed, problems)
    if (span !== undefined) spans.push({ ...span, field: `${name}.${index}.de` })
  }
  spans.sort((a, b) => a.from - b.from)
  spans.forEach(({ from, field }, index) => {
    const previous = spans[index - 1]
    if (previous !== undefined && from < previous.to)
      problems.push({ field, message: 'Ces heures en chevauchent d’autres du même jour.' })
  })
  return spans.map(({ from, to }) => ({ from, to }))
}

function readSpan(name: string, typed: Typed, problems: FieldProblem[]): Required<TimeSpan> | undefined {
  const texts = [cleanLine(typed[`${name}.de`] ?? ''), cleanLine(typed[`${name}.a`] ?? '')] as const
  if (texts.every((text) => text === '')) return undefined
  const report = (end: 'de' | 'a', message: string) => {
    problems.push({ field: `${name}.${end}`, message })
    return undefined
  }
  if (texts[0] === '') return report('de', 'Indiquez l’heure d’ouverture.')
  if (texts[1] === '') return report('a', 'Indiquez l’heure de fermeture.')
  const from = texts[0].toLowerCase() === 'minuit' ? 0 : readTime(texts[0])
  const to = readTime(texts[1])
  const unreadable = (text: string) =>
    `Heure illisible : « ${text.slice(0, 40)} ». Écrivez par exemple 8 h 30.`
  if (from === undefined || from === DAY) return report('de', unreadable(texts[0]))
  if (to === undefined) return report('a', unreadable(texts[1]))
  if (to > from) return { from, to }
  if (to === 0) return { from, to: DAY }
  if (to === from) return report('a', 'L’ouverture et la fermeture sont à la même heure.')
  if (typed[`${name}.lendemain`] === 'oui') return { from, to: to + DAY }
  return report('a', `La fermeture (${timeText(to)}) vient avant l’ouverture (${timeText(from)}).`)
}

function isSame(a: Spans, b: Spans): boolean {
  return a.length === b.length && a.every(({ from, to }, at) => b[at]?.from === from && b[at]?.to === to)
}

/** The week that a timetable says; nothing where it says more than a week can hold. */
export function weekOf(hours: string): Week | undefined {
  const reading = parseOpeningHours(hours)
  if (!reading.ok) return undefined
  const { rules } = reading
  const [first] = rules
  const nothing: Spans[] = GRID_DAYS.map(() => [])
  if (rules.length === 1 && first !== undefined && formatHours([first]) === '24/7')
    return { always: true, days: nothing, holidays: undefined }
  const days = nothing
  let holidays: Spans | undefined
  for (const rule of rules) {
    // Days that come after the rule for public holidays would hold on them too.
    if (!isPlain(rule) || (holidays !== undefined && rule.weekdays.length > 0)) return undefined
    const said = (before: Spans): Spans =>
      rule.joined === 'adds' ? [...before, ...spansOf(rule)] : spansOf(rule)
    for (const day of weekdaysOf(rule)) days[day] = said(days[day] ?? [])
    if (rule.publicHoliday) holidays = said(holidays ?? [])
  }
  const all = [...days, holidays ?? []]
  return all.every(isOrdered) ? { always: false, days, holidays } : undefined
}

/** A rule of weekdays or public holidays, with whole hours or closed all day. */
function isPlain(rule: HoursRule): boolean {
  const { dates, weeks, weekdays, times, state } = rule
  return (
    dates.length + weeks.length === 0 &&
    (weekdays.length > 0 || rule.publicHoliday) &&
    weekdays.every(({ nth }) => nth.length === 0) &&
    !(rule.schoolHoliday || rule.holidayAndWeekday || rule.joined === 'fallback') &&
    rule.comment === undefined &&
    (state === 'closed'
      ? times.length === 0 && rule.joined === 'replaces'
      : state === 'open' && times.length > 0) &&
    times.every(({ from, to }) => to !== undefined && (to <= DAY || to - DAY < from))
  )
}

function spansOf({ times }: HoursRule): Spans {
  return times.map(({ from, to = DAY }) => ({ from, to }))
}

function isOrdered(spans: Spans): boolean {
  return spans.every(({ from }, index) => index === 0 || from >= (spans[index - 1]?.to ?? 0))
}

function weekdaysOf({ weekdays }: HoursRule): Weekday[] {
  const days: Weekday[] = [0, 1, 2, 3, 4, 5, 6]
  return days.filter((day) => weekdays.some(({ from, to }) => (day - from + 7) % 7 <= (to - from + 7) % 7))
}

/** The week in the opening_hours syntax: days with the same hours together, public holidays last. */
function hoursOf({ always, days, holidays }: Week): string | undefined {
  const rule = (weekdays: WeekdayRange[], times: Spans): HoursRule => ({
    joined: 'replaces',
    dates: [],
    weeks: [],
    weekdays,
    publicHoliday: weekdays.length === 0,
    schoolHoliday: false,
    holidayAndWeekday: false,
    times: [...times],
    state: times.length === 0 ? 'closed' : 'open',
  })
  const groups = new Map<string, Weekday[]>()
  days.forEach((spans, index) => {
    const key = JSON.stringify(spans)
    if (spans.length > 0) groups.set(key, [...(groups.get(key) ?? []), index as Weekday])
  })
  const rules = [
    ...[...groups].map(([key, group]) => rule(rangesOf(group), JSON.parse(key))),
    ...(holidays === undefined ? [] : [rule([], holidays)]),
  ]
  if (always) return '24/7'
  return rules.length === 0 ? undefined : mended(rules)
}

/** « Mo-Fr », « Sa-Su », « Mo,We-Fr »: two days in a row are a range only by themselves, as they are said. */
function rangesOf(days: readonly Weekday[]): WeekdayRange[] {
  const ranges: WeekdayRange[] = []
  for (const day of days) {
    const last = ranges.at(-1)
    if (last !== undefined && last.to === day - 1) last.to = day
    else ranges.push({ from: day, to: day, nth: [] })
  }
  if (ranges.length === 1) return ranges
  return ranges.flatMap(({ from, to, nth }) =>
    to === from + 1 ? [from, to].map((day) => ({ from: day, to: day, nth })) : [{ from, to, nth }],
  )
}

/** A night that the next day would cut is joined by a comma. */
function mended(rules: HoursRule[]): string {
  const written = checkHours(rules)[0]?.mend ?? formatHours(rules)
  const reading = parseOpeningHours(written)
  return reading.ok ? reading.canonical : written
}
