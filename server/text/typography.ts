/** The non-breaking space of French typography. */
export const NBSP = '\u00a0'

/** Spaces that French typography forbids to break: before « : ; ! ? » and inside quotation marks. */
export function withFrenchSpaces(text: string): string {
  return text.replace(/ ([:;!?»])/g, `${NBSP}$1`).replace(/« /g, `«${NBSP}`)
}

/** « un », « un et deux », « un, deux et trois ». */
export function joinWords(words: readonly string[]): string {
  const last = words.at(-1) ?? ''
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} et ${last}`
}

/** « 1 fiche », « 12 fiches », « 1 204 fiches ». In French zero is singular. */
export function counted(count: number, singular: string, plural: string): string {
  const figures = String(count).replace(/\B(?=(?:\d{3})+$)/g, NBSP)
  return `${figures}${NBSP}${count < 2 ? singular : plural}`
}

export function withCapital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
