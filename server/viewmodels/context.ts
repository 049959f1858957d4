import type { Brand } from '../config.ts'

/** What every builder receives besides what the store gave. No builder reads a clock, a file or a database. */
export interface ViewContext {
  brand: Brand
  /** Scheme and host of absolute addresses: `https://guide.exemple.fr`. */
  origin: string
  /** The day it is in France, YYYY-MM-DD. */
  today: string
  /** Name of a commune by its INSEE code. */
  communeName: (insee: string) => string | undefined
  /** OSM opening hours said in French, one line for each group of days. */
  hoursInWords: (hours: string) => string[]
}
