const INSTANT = new Intl.DateTimeFormat('fr-FR', {
  timeZone: 'Europe/Paris',
  dateStyle: 'long',
  timeStyle: 'short',
})

/** « 24 novembre 2026 à 11:24 », the time it was in France. */
export function instantInWords(instant: string): string {
  return INSTANT.format(new Date(instant))
}
