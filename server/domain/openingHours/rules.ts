/**
 * Opening hours as OpenStreetMap writes them (the `opening_hours` key), read into rules. The guide keeps the text; the
 * rules are what computes and describes it.
 */

/** 0 is Monday, 6 is Sunday. */
export type Weekday = 0 | 1 | 2 | 3 | 4 | 5 | 6

export interface WeekdayRange {
  from: Weekday
  to: Weekday
  /** « Tu[1] » the first Tuesday of the month, « Fr[-1] » the last Friday; empty for every one. */
  nth: number[]
}

/** A day of the year or, without a day, a whole month; with a year it happens once. */
export interface DatePoint {
  year?: number
  /** 1 to 12; absent for a whole year. */
  month?: number
  /** 1 to 31; absent for a whole month. */
  day?: number
}

export interface DateRange {
  from: DatePoint
  to: DatePoint
}

export interface WeekRange {
  from: number
  to: number
  /** Every how many weeks: 2 for one week in two. */
  step: number
}

/** Minutes from midnight; `to` beyond 1440 runs into the next day, and is absent when only the opening is known. */
export interface TimeSpan {
  from: number
  to?: number
}

export interface HoursRule {
  /** `;` replaces what earlier rules say of the day, `,` adds to it, `||` holds where nothing else does. */
  joined: 'replaces' | 'adds' | 'fallback'
  dates: DateRange[]
  weeks: WeekRange[]
  weekdays: WeekdayRange[]
  publicHoliday: boolean
  schoolHoliday: boolean
  /** « SH Mo-Fr »: the weekdays narrow the school holidays instead of being added to them. */
  holidayAndWeekday: boolean
  /** Empty for the whole day. */
  times: TimeSpan[]
  state: 'open' | 'closed' | 'unknown'
  /** The words in quotes: « sur rendez-vous ». */
  comment?: string
}
