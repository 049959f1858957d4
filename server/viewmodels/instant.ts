import { hour } from '../domain/openingHours/describe.ts'
import { parisMinutes } from '../domain/openingHours/paris.ts'

const INSTANT = new Intl.DateTimeFormat('fr-FR', {
  timeZone: 'Europe/Paris',
  dateStyle: 'long',
  timeStyle: 'short',
})

/** « 24 novembre 2026 à 11:24 », the time it was in France. */
export function instantInWords(instant: string): string {
  return INSTANT.format(new Date(instant))
}

/** « 10 h 21 », the time it was in France. */
export function timeInWords(instant: Date): string {
  return hour(parisMinutes(instant.getTime()) % 1_440)
}
