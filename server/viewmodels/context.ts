import type { Brand } from '../config.ts'
import type { Directory } from '../domain/directory.ts'
import type { Place } from '../domain/geography.ts'
import type { Calendar } from '../domain/openingHours/calendar.ts'
import type { Role } from '../domain/permission.ts'

/** What every builder receives besides what the store gave. No builder reads a clock, a file or a database. */
export interface ViewContext {
  /** Who is signed in; nothing for a reader. */
  account: { name: string; roles: readonly Role[]; signOutKey: string } | undefined
  brand: Brand
  /** Without a server of mail, messages wait for somebody to pass them on. */
  sendsMail: boolean
  /** Scheme and host of absolute addresses: `https://guide.exemple.fr`. */
  origin: string
  /** The day it is in France, YYYY-MM-DD. */
  today: string
  now: Date
  /** School holidays, as far as they are known. */
  calendar: Calendar
  /** Name of a commune by its INSEE code. */
  communeName: (insee: string) => string | undefined
  /** OSM opening hours said in French, one line for each group of days. */
  hoursInWords: (hours: string) => string[]
  /** What is known of every fiche and place. */
  directory: Directory
  /** What the reader chose in « Où ? ». */
  place: Place | undefined
  /** Written in the header's field: the place, or what was typed and not understood. */
  placeText: string
  /** A fiche that nobody has approved yet, looked at by who may; nothing for what is published. */
  preview: { backUrl: string } | undefined
}
