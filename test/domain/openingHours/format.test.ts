import fc from 'fast-check'
import { expect, test } from 'vitest'
import { formatHours } from '../../../server/domain/openingHours/format.ts'
import { parseOpeningHours } from '../../../server/domain/openingHours/parse.ts'
import type { HoursRule } from '../../../server/domain/openingHours/rules.ts'
import { arbitraryTimetable } from './arbitraryHours.ts'

const LONGEST = 1_000

/** Some of the syntax that the reference reader takes in some places only: years beside months, ranks in a month. */
const isKnownToReader = ({ dates, weekdays }: HoursRule) =>
  (dates.every(({ from }) => from.year === undefined) ||
    dates.every(
      ({ from }) => from.year !== undefined && (from.month === undefined || from.day !== undefined),
    )) &&
  (dates.length === 0 || weekdays.every(({ nth }) => nth.length < 2))

test('any rules are read back equal from what they are written as', () => {
  fc.assert(
    fc.property(arbitraryTimetable, (rules) => {
      const text = formatHours(rules)
      fc.pre(text.length <= LONGEST)
      expect(parseOpeningHours(text)).toEqual({ ok: true, rules, canonical: text })
    }),
    { numRuns: 3_000 },
  )
})

test('what opening_hours.js, the reference reader, is given is always valid to it', async () => {
  // It reads the zone once, when it is loaded.
  process.env.TZ = 'Europe/Paris'
  const { default: OpeningHours } = await import('opening_hours')
  const arras = { lat: 50.29, lon: 2.78, address: { country_code: 'fr', state: 'Hauts-de-France' } }
  fc.assert(
    fc.property(arbitraryTimetable, (rules) => {
      fc.pre(rules.every(isKnownToReader))
      // It evaluates when it reads, and knows no school holiday from 2027 on: those are public ones here.
      const known = rules.map((rule) => ({
        ...rule,
        schoolHoliday: false,
        publicHoliday: rule.publicHoliday || rule.schoolHoliday,
      }))
      const text = formatHours(known)
      // « week 01-24/7 » holds its word for « always ».
      fc.pre(!text.includes('-24/7'))
      expect(() => new OpeningHours(text, arras)).not.toThrow()
    }),
    // The same sample each time: what that reader leaves out is not all known to us.
    { numRuns: 1_000, seed: 62 },
  )
})
