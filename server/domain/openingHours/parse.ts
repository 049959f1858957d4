import { MONTH_CODES, WEEKDAY_CODES } from './codes.ts'
import { formatHours } from './format.ts'
import type { DatePoint, DateRange, HoursRule, TimeSpan, Weekday, WeekdayRange, WeekRange } from './rules.ts'

export type HoursReading =
  | { ok: true; rules: HoursRule[]; canonical: string }
  | { ok: false; message: string }

/** Longer texts are no timetable; the bound also keeps a hostile one cheap. */
const LONGEST = 1_000

const MONTH = MONTH_CODES.join('|')
const DAY_OF_YEAR = String.raw`(?:(\d{4}) ?)?(?:(${MONTH})(?: (\d{1,2}))?)?`
const DATE_RANGE = new RegExp(`^${DAY_OF_YEAR}(?:-${DAY_OF_YEAR})?$`)
const WEEKDAY = new RegExp(
  String.raw`^(${WEEKDAY_CODES.join('|')})(?:-(${WEEKDAY_CODES.join('|')}))?(?:\[(-?[1-5](?:,-?[1-5])*)\])?$`,
)
const WEEK = /^(\d{1,2})(?:-(\d{1,2})(?:\/(\d{1,2}))?)?$/
const TIME = /^(\d{1,2}):(\d{2})(?:-(\d{1,2}):(\d{2})(\+)?|(\+))$/

/** A comma that starts another rule: after a full time, a state or a comment, before a day, a month or a week. */
const NEW_RULE = new RegExp(
  String.raw`(\d{1,2}:\d{2}\+?|24/7|off|closed|open|unknown|^),(?=${WEEKDAY_CODES.join('|')}|PH|SH|week|(?:\d{4} )?(?:${MONTH}))`,
  'g',
)

class Unreadable extends Error {}

/** Reads a whole timetable. The message, in French, names the part that cannot be read. */
export function parseOpeningHours(text: string): HoursReading {
  const tooLong = { ok: false, message: `Horaires trop longs : ${LONGEST} signes au plus.` } as const
  if (text.length > LONGEST) return tooLong
  try {
    const rules = splitRules(text).map(({ joined, source }) => parseRule(joined, source))
    if (rules.length === 0) return { ok: false, message: 'Horaires vides.' }
    const canonical = formatHours(rules)
    if (canonical.length > LONGEST) return tooLong
    return { ok: true, rules, canonical }
  } catch (error) {
    if (error instanceof Unreadable) return { ok: false, message: error.message }
    throw error
  }
}

/** Removes what may be written in several ways: spaces, long dashes, the colon after a month. */
function tidy(text: string): string {
  return text
    .replace(/[\s\u00a0\u202f\ue001-\ue003]+/g, ' ')
    .replace(/[\u2010-\u2014]/g, '-')
    .replace(/ ?(,|;|\|\||-) ?/g, '$1')
    .replace(/([a-z\d]): /g, '$1 ')
}

function outsideQuotes(text: string, change: (part: string) => string): string {
  return text
    .split('"')
    .map((part, index) => (index % 2 === 0 ? change(part) : part))
    .join('"')
}

interface RuleSource {
  joined: HoursRule['joined']
  source: string
}

/**
 * `;` and `||` always part rules; a `,` does only where a full time stands before it and a day, month or week after:
 * « Mo 08:00-12:00, Tu 09:00-12:00 ».
 */
function splitRules(text: string): RuleSource[] {
  if ((text.match(/"/g) ?? []).length % 2 === 1)
    throw new Unreadable('Il manque un guillemet fermant dans les horaires.')
  const marked = outsideQuotes(text, (part) =>
    tidy(part).replaceAll('||', '\ue001').replaceAll(';', '\ue002').replace(NEW_RULE, '$1\ue003'),
  )
  const joins: Record<string, HoursRule['joined']> = {
    '\ue001': 'fallback',
    '\ue002': 'replaces',
    '\ue003': 'adds',
  }
  return marked
    .split(/(?=[\ue001-\ue003])/)
    .map((piece) => ({
      joined: joins[piece[0] ?? ''] ?? 'replaces',
      source: piece.replace(/^[\ue001-\ue003]/, '').trim(),
    }))
    .filter(({ source }) => source !== '')
}

function parseRule(joined: HoursRule['joined'], source: string): HoursRule {
  const rule: HoursRule = {
    joined,
    dates: [],
    weeks: [],
    weekdays: [],
    publicHoliday: false,
    schoolHoliday: false,
    holidayAndWeekday: false,
    times: [],
    state: 'open',
  }
  const rest = takeState(takeComment(source, rule), rule)
  if (rest === '24/7') return rule
  const words = rest.split(' ').filter(Boolean)
  const times = words.at(-1)
  if (times !== undefined && /^\d{1,2}:/.test(times)) {
    words.pop()
    rule.times = times.split(',').map(parseTime)
  }
  takeWeekdays(words, rule)
  takeWeeks(words, rule)
  if (words.length > 0) rule.dates = splitDates(words.join(' ')).map(parseDates)
  const years = rule.dates.filter(({ from }) => from.month === undefined)
  if (years.length > 0 && years.length < rule.dates.length)
    throw new Unreadable('Horaires illisibles : séparez les années des autres dates par « ; ».')
  refuseEmpty(rule, rest, source)
  return rule
}

function takeComment(source: string, rule: HoursRule): string {
  return source.replace(/"([^"]*)"/, (_quoted, comment: string) => {
    rule.comment = comment.trim()
    if (rule.comment === '')
      throw new Unreadable('Un commentaire entre guillemets est vide dans les horaires.')
    return ''
  })
}

/** A comment without a state says « unknown »: « Mo-Fr "sur rendez-vous" » does not say open. */
function takeState(source: string, rule: HoursRule): string {
  const [, rest = '', word] = /^(.*?)(?:(?:^| )(off|closed|open|unknown))?$/.exec(source.trim()) ?? []
  if (word === 'off' || word === 'closed') rule.state = 'closed'
  else if (word === 'unknown') rule.state = 'unknown'
  else if (word === undefined && rule.comment !== undefined && rest !== '24/7' && !/\d:\d\d/.test(rest))
    rule.state = 'unknown'
  return rest.trim()
}

function refuseEmpty(rule: HoursRule, rest: string, source: string): void {
  const saysSomething = rest !== '' || rule.comment !== undefined || rule.state !== 'open'
  if (!saysSomething) throw new Unreadable(`Horaires illisibles : « ${source} ».`)
}

function parseTime(text: string): TimeSpan {
  const [, fromHour, fromMinute, toHour, toMinute, openEnd, onlyOpening] = TIME.exec(text) ?? []
  if (fromHour === undefined)
    throw new Unreadable(`Heure illisible : « ${text} ». Écrivez par exemple 08:30-12:00.`)
  const from = minutes(fromHour, fromMinute, 24 * 60 - 1, text)
  if (onlyOpening !== undefined) return { from }
  if (openEnd !== undefined)
    throw new Unreadable(`« ${text} » : écrivez l’heure de fin, ou « + » à sa place.`)
  const to = minutes(toHour, toMinute, 48 * 60, text)
  if (to === from) throw new Unreadable(`« ${text} » commence et finit à la même heure.`)
  return { from, to: to < from ? to + 1_440 : to }
}

function minutes(hour: string | undefined, minute: string | undefined, latest: number, text: string): number {
  const total = Number(hour) * 60 + Number(minute)
  if (Number(minute) > 59 || total > latest) throw new Unreadable(`« ${text} » : cette heure n’existe pas.`)
  return total
}

/** « Mo-Fr », « Mo,We », « PH,Su », « SH Mo-Fr »: one or two words at the end of what is left. */
function takeWeekdays(words: string[], rule: HoursRule): void {
  const isDays = (word: string | undefined) =>
    word !== undefined && /^(?:Mo|Tu|We|Th|Fr|Sa|Su|PH|SH)/.test(word)
  const groups: string[][] = []
  while (isDays(words.at(-1))) groups.unshift(splitOutsideBrackets(words.pop() ?? ''))
  const isHoliday = (item: string) => item === 'PH' || item === 'SH'
  rule.holidayAndWeekday =
    groups.length === 2 &&
    groups.some((items) => items.every(isHoliday)) &&
    groups.some((items) => !items.some(isHoliday))
  if (groups.length > 1 && !rule.holidayAndWeekday)
    throw new Unreadable('Horaires illisibles : séparez les jours par des virgules.')
  for (const item of groups.flat()) {
    if (item === 'PH') rule.publicHoliday = true
    else if (item === 'SH') rule.schoolHoliday = true
    else rule.weekdays.push(parseWeekday(item))
  }
}

function splitOutsideBrackets(text: string): string[] {
  return text.match(/[^,[]+(?:\[[^\]]*\])?/g) ?? []
}

function parseWeekday(text: string): WeekdayRange {
  const [, from, to, nth] = WEEKDAY.exec(text) ?? []
  if (from === undefined)
    throw new Unreadable(`Jour illisible : « ${text} ». Les jours s’écrivent Mo Tu We Th Fr Sa Su.`)
  if (to !== undefined && nth !== undefined)
    throw new Unreadable(`Jour illisible : « ${text} ». Un rang dans le mois vaut pour un seul jour, Mo[1].`)
  const index = (code: string) => WEEKDAY_CODES.indexOf(code as (typeof WEEKDAY_CODES)[number]) as Weekday
  return { from: index(from), to: index(to ?? from), nth: nth?.split(',').map(Number) ?? [] }
}

function takeWeeks(words: string[], rule: HoursRule): void {
  const at = words.indexOf('week')
  if (at === -1) return
  const [, list = ''] = words.splice(at, 2)
  rule.weeks = list.split(',').map(parseWeek)
}

function parseWeek(text: string): WeekRange {
  const [, from, to, step] = WEEK.exec(text) ?? []
  const range = { from: Number(from), to: Number(to ?? from), step: Number(step ?? 1) }
  const isRight =
    from !== undefined &&
    range.from >= 1 &&
    range.to <= 53 &&
    range.from <= range.to &&
    range.step >= 1 &&
    range.step <= 26
  if (!isRight)
    throw new Unreadable(`Semaines illisibles : « week ${text} ». Écrivez par exemple week 01-53/2.`)
  return range
}

/** « Jan,Mar » is two ranges; « Dec 24,25 » repeats the month, and its year. */
function splitDates(text: string): string[] {
  let month = ''
  return text.split(',').map((item) => {
    if (/^\d{1,2}(?:-\d{1,2})?$/.test(item)) return `${month} ${item}`
    month = item.match(/(?:\d{4} )?[A-Z][a-z]{2}/g)?.at(-1) ?? ''
    return item
  })
}

function parseDates(text: string): DateRange {
  const sameMonth = text.replace(new RegExp(String.raw`((?:${MONTH})) (\d{1,2})-(\d{1,2})$`), '$1 $2-$1 $3')
  const [whole, ...parts] = DATE_RANGE.exec(sameMonth) ?? []
  const from = datePoint(parts.slice(0, 3))
  if (whole === undefined || whole === '' || from === undefined) {
    throw new Unreadable(`Horaires illisibles près de « ${text} ». Exemple : Mo-Fr 08:30-12:00,13:30-17:00.`)
  }
  const to = datesEnd(from, datePoint(parts.slice(3, 6)) ?? from)
  if (to === undefined)
    throw new Unreadable(
      `« ${text} » : écrivez les deux dates en entier, par exemple 2026 Dec 24-2027 Jan 02.`,
    )
  for (const { month, day } of [from, to]) {
    if (day !== undefined && (day < 1 || day > daysIn(month ?? 1)))
      throw new Unreadable(`« ${text} » : ce jour n’existe pas.`)
  }
  return { from, to }
}

/**
 * The last date of a range, with its year where the first has one; nothing for what the syntax cannot say: « Jan 05-Feb »,
 * « Dec 24-2027 Jan 02 », months of two years, years in the wrong order.
 */
function datesEnd(from: DatePoint, to: DatePoint): DatePoint | undefined {
  const isAlike = (key: 'month' | 'day') => (from[key] === undefined) === (to[key] === undefined)
  if (!isAlike('month') || !isAlike('day') || (from.year === undefined && to.year !== undefined))
    return undefined
  if (from.year === undefined) return to
  const end = { ...to, year: to.year ?? from.year }
  const isMonths = from.month !== undefined && from.day === undefined
  if (isMonths && end.year !== from.year) return undefined
  const order = (point: DatePoint) => (point.year ?? 0) * 10_000 + (point.month ?? 0) * 100 + (point.day ?? 0)
  return order(end) < order(from) ? undefined : end
}

function datePoint([year, month, day]: (string | undefined)[]): DatePoint | undefined {
  if (year === undefined && month === undefined) return undefined
  const point: DatePoint = {}
  if (year !== undefined) point.year = Number(year)
  if (month !== undefined) point.month = MONTH_CODES.indexOf(month as (typeof MONTH_CODES)[number]) + 1
  if (day !== undefined) point.day = Number(day)
  return point
}

function daysIn(month: number): number {
  return [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0
}
