import { hour } from '../domain/openingHours/describe.ts'
import { parisMinutes } from '../domain/openingHours/paris.ts'

const DAY = new Intl.DateTimeFormat('fr-FR', { timeZone: 'Europe/Paris', dateStyle: 'long' })

/** « 24 novembre 2026 à 11 h 24 », the time it was in France. */
export function instantInWords(instant: string): string {
  const at = new Date(instant)
  return `${DAY.format(at)} à ${timeInWords(at)}`
}

/** « 10 h 21 », the time it was in France. */
export function timeInWords(instant: Date): string {
  return hour(parisMinutes(instant.getTime()) % 1_440)
}
