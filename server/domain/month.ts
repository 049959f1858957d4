/** A month of the guide, written YYYY-MM. */

/** True for a month that the calendar knows, of this century. */
export function isMonth(text: string): boolean {
  return /^20\d{2}-(?:0[1-9]|1[0-2])$/.test(text)
}

export function monthOf(day: string): string {
  return day.slice(0, 7)
}

/** The last `count` months, this one included, oldest first. */
export function monthsUntil(month: string, count: number): string[] {
  const [year = 0, number = 1] = month.split('-').map(Number)
  return Array.from({ length: count }, (_, at) => {
    const months = year * 12 + number - 1 - (count - 1 - at)
    return `${Math.floor(months / 12)}-${String((months % 12) + 1).padStart(2, '0')}`
  })
}

/** Every month from one to another, both included, oldest first; none when they are the wrong way round. */
export function monthsBetween(from: string, to: string): string[] {
  const [fromYear = 0, fromMonth = 1] = from.split('-').map(Number)
  const [toYear = 0, toMonth = 1] = to.split('-').map(Number)
  return monthsUntil(to, Math.max(0, (toYear - fromYear) * 12 + toMonth - fromMonth + 1))
}
