import { expect, test } from 'vitest'
import { easterSunday, publicHoliday } from '../../../server/domain/openingHours/holidays.ts'

function holidaysOf(year: number): string[] {
  const days = Array.from({ length: 366 }, (_, index) => new Date(Date.UTC(year, 0, 1 + index)))
  return days
    .filter((day) => day.getUTCFullYear() === year)
    .filter((day) => publicHoliday(year, day.getUTCMonth() + 1, day.getUTCDate()) !== undefined)
    .map((day) => day.toISOString().slice(5, 10))
}

test('the eleven holidays of 2026 and 2027', () => {
  const spring = (...days: string[]) => ['01-01', ...days, '07-14', '08-15', '11-01', '11-11', '12-25']
  expect(holidaysOf(2026)).toEqual(spring('04-06', '05-01', '05-08', '05-14', '05-25'))
  expect(holidaysOf(2027)).toEqual(spring('03-29', '05-01', '05-06', '05-08', '05-17'))
})

test.each([
  [1990, '1990-04-15'],
  [2000, '2000-04-23'],
  [2008, '2008-03-23'],
  [2011, '2011-04-24'],
  [2024, '2024-03-31'],
  [2026, '2026-04-05'],
  [2028, '2028-04-16'],
  [2030, '2030-04-21'],
  [2038, '2038-04-25'],
  [2049, '2049-04-18'],
  [2076, '2076-04-19'],
  [2100, '2100-03-28'],
])('Easter of %d is on %s', (year, day) => {
  expect(new Date(easterSunday(year)).toISOString().slice(0, 10)).toBe(day)
})

test('every year from 1990 to 2100 has eleven, or ten when two of them meet', () => {
  for (let year = 1990; year <= 2100; year++) {
    expect(new Date(easterSunday(year)).getUTCDay()).toBe(0)
    // Ascension falls on 1 May (2008) or 8 May (1997, 2059, …).
    const meets = [39].some((after) => {
      const day = new Date(easterSunday(year) + after * 86_400_000).toISOString().slice(5, 10)
      return day === '05-01' || day === '05-08'
    })
    expect(holidaysOf(year), String(year)).toHaveLength(meets ? 10 : 11)
  }
})

test('Good Friday and 26 December, holidays of Alsace and Moselle, are none here', () => {
  expect(publicHoliday(2026, 4, 3)).toBeUndefined()
  expect(publicHoliday(2026, 12, 26)).toBeUndefined()
})
