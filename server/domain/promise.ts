/** The day by which a review is promised, and how promises were kept. Pure. */
import { parisDay } from './day.ts'
import { publicHoliday } from './openingHours/holidays.ts'

const DAY_MS = 86_400_000

/** The local day that comes so many working days later: neither Saturday, nor Sunday, nor a public holiday. */
export function workingDayAfter(day: string, count: number): string {
  let left = count
  let instant = Date.parse(day)
  while (left > 0) {
    instant += DAY_MS
    if (isWorkingDay(new Date(instant))) left -= 1
  }
  return new Date(instant).toISOString().slice(0, 10)
}

function isWorkingDay(date: Date): boolean {
  const weekday = date.getUTCDay()
  const holiday = publicHoliday(date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate())
  return weekday !== 0 && weekday !== 6 && holiday === undefined
}

export interface Decision {
  /** UTC instants. */
  submittedAt: string | null
  decidedAt: string | null
  /** Local day. */
  promisedOn: string | null
}

export interface MeasuredDelay {
  decided: number
  onTime: number
  /** Days between sending and decision, half of them shorter. */
  medianDays: number
}

/** How the promise was kept over these decisions; nothing where there is none. */
export function measureDelay(decisions: readonly Decision[]): MeasuredDelay | undefined {
  const days: number[] = []
  let onTime = 0
  for (const { submittedAt, decidedAt, promisedOn } of decisions) {
    if (submittedAt === null || decidedAt === null) continue
    days.push((Date.parse(decidedAt) - Date.parse(submittedAt)) / DAY_MS)
    if (promisedOn === null || parisDay(new Date(decidedAt)) <= promisedOn) onTime += 1
  }
  days.sort((a, b) => a - b)
  const median = days[Math.floor((days.length - 1) / 2)]
  return median === undefined
    ? undefined
    : { decided: days.length, onTime, medianDays: Math.round(median * 10) / 10 }
}
