import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import {
  calendarFrom,
  isSchoolHoliday,
  NO_CALENDAR,
  type SchoolHoliday,
} from '../../../server/domain/openingHours/calendar.ts'

describe('a calendar of school holidays', () => {
  const calendar = calendarFrom([
    { nom: 'Noël', du: '2026-12-19', au: '2027-01-03' },
    { nom: 'Toussaint', du: '2026-10-17', au: '2026-11-01' },
    { nom: 'Hiver', du: '2027-02-20' },
  ])

  test.each([
    ['2026-10-16', undefined],
    ['2026-10-17', true],
    ['2026-11-01', true],
    ['2026-11-02', false],
    ['2027-01-03', true],
    ['2027-02-19', false],
    // A period without end is not known.
    ['2027-02-20', undefined],
    ['2031-01-01', undefined],
  ])('on %s : %s', (day, expected) => expect(isSchoolHoliday(calendar, day)).toBe(expected))

  test('that lacks a row is known up to the gap only', () => {
    const gap = calendarFrom([
      { du: '2026-10-17', au: '2026-11-01' },
      { du: '2027-02-20', au: '2027-03-07' },
    ])
    expect(isSchoolHoliday(gap, '2026-12-25')).toBeUndefined()
    expect(isSchoolHoliday(gap, '2027-02-21')).toBeUndefined()
  })

  test.each([[[]], [[{ du: '2026-02-30', au: '2026-03-01' }]], [[{ du: '2026-03-02', au: '2026-03-01' }]]])(
    '%j is not known at all',
    (periods) => expect(calendarFrom(periods)).toEqual(NO_CALENDAR),
  )
})

test('the table of the guide is read whole, and says its source', () => {
  const table = parse(readFileSync('content/calendrier/vacances-scolaires.yaml', 'utf8')) as {
    source: string
    periodes: SchoolHoliday[]
  }
  const calendar = calendarFrom(table.periodes)
  expect(table.source).toContain('education.gouv.fr')
  expect(calendar.schoolHolidays).toHaveLength(table.periodes.filter(({ au }) => au !== undefined).length)
  expect(isSchoolHoliday(calendar, '2026-12-25')).toBe(true)
  expect(isSchoolHoliday(calendar, '2027-03-08')).toBe(false)
})
