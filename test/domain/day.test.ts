import { describe, expect, test } from 'vitest'
import { isCalendarDay, parisDay } from '../../server/domain/day.ts'

test.each([
  ...[
    ['2026-11-24', true],
    ['2024-02-29', true],
    ['2000-02-29', true],
    ['1800-01-01', true],
    ['2026-12-31', true],
  ],
  ...[
    ['2026-02-29', false],
    ['1900-02-29', false],
    ['2026-04-31', false],
    ['2026-13-01', false],
    ['2026-00-10', false],
  ],
  ...[
    ['2026-01-00', false],
    ['2026-1-1', false],
    ['26-01-01', false],
    ['2026-01-01T00:00', false],
    ['', false],
  ],
  ...[
    ['1799-12-31', false],
    ['0000-01-01', false],
    ['24/11/2026', false],
    [' 2026-11-24', false],
    ['2026-11-24\n', false],
  ],
] as [string, boolean][])('« %s » is a day of the calendar: %s', (text, isDay) => {
  expect(isCalendarDay(text)).toBe(isDay)
})

describe('the day it is in France', () => {
  test.each([
    ['2026-11-24T22:59:59Z', '2026-11-24'],
    ['2026-11-24T23:00:00Z', '2026-11-25'],
    ['2026-07-14T21:59:59Z', '2026-07-14'],
    ['2026-07-14T22:00:00Z', '2026-07-15'],
    ['2026-12-31T23:00:00Z', '2027-01-01'],
    ['2026-03-29T00:59:59Z', '2026-03-29'],
    ['2026-03-28T23:00:00Z', '2026-03-29'],
    ['2026-10-25T22:59:59Z', '2026-10-25'],
    ['2026-10-25T23:00:00Z', '2026-10-26'],
    ['2026-10-24T22:00:00Z', '2026-10-25'],
  ])('at %s is %s', (instant, day) => {
    expect(parisDay(new Date(instant))).toBe(day)
  })
})
