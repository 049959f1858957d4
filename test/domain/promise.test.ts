import { describe, expect, test } from 'vitest'
import { type Decision, measureDelay, workingDayAfter } from '../../server/domain/promise.ts'

describe('the promised day', () => {
  test.each([
    ['a Monday, the days of the same week', '2026-11-23', 4, '2026-11-27'],
    ['a Friday, over the weekend', '2026-11-27', 1, '2026-11-30'],
    ['a Saturday, the Monday', '2026-11-28', 1, '2026-11-30'],
    ['a Sunday, the Monday', '2026-11-29', 1, '2026-11-30'],
    ['three working days over a weekend', '2026-11-26', 3, '2026-12-01'],
    ['two weeks', '2026-11-23', 10, '2026-12-07'],
    ['1 May, a Friday, and its weekend', '2026-04-30', 1, '2026-05-04'],
    ['8 May, a Friday, and its weekend', '2026-05-07', 1, '2026-05-11'],
    ['Easter Monday', '2026-04-03', 1, '2026-04-07'],
    ['Ascension', '2026-05-13', 1, '2026-05-15'],
    ['Whit Monday', '2026-05-22', 1, '2026-05-26'],
    ['14 July', '2026-07-13', 1, '2026-07-15'],
    ['Christmas, a Friday, and its weekend', '2026-12-24', 1, '2026-12-28'],
    ['26 December is worked where it is no weekend', '2028-12-25', 1, '2028-12-26'],
    ['the first of January', '2026-12-31', 1, '2027-01-04'],
    ['11 November', '2026-11-10', 1, '2026-11-12'],
    ['Good Friday is worked in the Pas-de-Calais', '2026-04-02', 1, '2026-04-03'],
    ['29 February', '2028-02-28', 1, '2028-02-29'],
    ['no day at all: the same day, worked or not', '2026-11-28', 0, '2026-11-28'],
    ['clocks that change move no day', '2026-10-23', 1, '2026-10-26'],
  ])('%s', (_, day, count, promised) => {
    expect(workingDayAfter(day, count)).toBe(promised)
  })
})

describe('how the promise was kept', () => {
  const sent = '2026-11-23T09:00:00.000Z'
  const decided = (decidedAt: string | null, promisedOn: string | null = '2026-11-26'): Decision => ({
    submittedAt: sent,
    decidedAt,
    promisedOn,
  })

  test('nothing is said where nothing was decided', () => {
    expect(measureDelay([])).toBeUndefined()
    expect(measureDelay([decided(null), { ...decided(sent), submittedAt: null }])).toBeUndefined()
  })

  test('the median is in days, half of the decisions were shorter, one decimal', () => {
    const days = (count: number) => decided(new Date(Date.parse(sent) + count * 86_400_000).toISOString())
    expect(measureDelay([days(9), days(0.51), days(2)])).toMatchObject({ decided: 3, medianDays: 2 })
    expect(measureDelay([days(4), days(0.26)])).toMatchObject({ decided: 2, medianDays: 0.3 })
    // As numbers, not as words: 10 comes after 9.
    expect(measureDelay([days(10), days(9), days(1)])).toMatchObject({ medianDays: 9 })
  })

  test.each<[string, Decision, number]>([
    ['before the day', decided('2026-11-24T12:00:00.000Z'), 1],
    ['on the day itself, late in the evening', decided('2026-11-26T22:59:00.000Z'), 1],
    ['after midnight in France, still the day in UTC', decided('2026-11-26T23:01:00.000Z'), 0],
    ['the day after', decided('2026-11-27T12:00:00.000Z'), 0],
    ['where no day was promised', decided('2027-11-27T12:00:00.000Z', null), 1],
  ])('%s', (_, decision, onTime) => {
    expect(measureDelay([decision])).toMatchObject({ decided: 1, onTime })
  })
})
