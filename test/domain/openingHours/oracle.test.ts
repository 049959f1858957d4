import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Calendar } from '../../../server/domain/openingHours/calendar.ts'
import { factsOf, matchesDay } from '../../../server/domain/openingHours/matching.ts'
import { parisMinutes } from '../../../server/domain/openingHours/paris.ts'
import type { HoursRule } from '../../../server/domain/openingHours/rules.ts'
import { openingState, rulesOf } from '../../../server/domain/openingHours/state.ts'
import { arbitraryInstant, arbitraryText } from './arbitraryWeeks.ts'

/** What opening_hours.js holds for the Hauts-de-France: it starts on Sundays, and throws from 2027 on. */
const ITS_CALENDAR: Calendar = {
  schoolHolidays: [
    { from: '2025-12-21', to: '2026-01-04' },
    { from: '2026-02-15', to: '2026-03-01' },
    { from: '2026-04-12', to: '2026-04-26' },
    { from: '2026-07-05', to: '2026-08-31' },
    { from: '2026-10-18', to: '2026-11-01' },
    { from: '2026-12-20', to: '2026-12-31' },
  ],
  knownFrom: '2025-12-21',
  knownUntil: '2026-12-31',
}

const TEXTS = 2_000
const INSTANTS = 8

function answersOf(cases: [string, number[]][]): string[] {
  const output = execFileSync(process.execPath, [join(import.meta.dirname, 'oracle.mjs')], {
    input: JSON.stringify(cases),
    env: { ...process.env, TZ: 'Europe/Paris' },
    maxBuffer: 100_000_000,
  })
  return JSON.parse(output.toString()) as string[]
}

/** It keeps the end, after midnight, of a night that another rule takes from the day when it begins; to us there is no such night. */
function isAfterLostNight(rules: readonly HoursRule[], instant: number): boolean {
  const eve = factsOf(Math.floor(parisMinutes(instant) / 1_440) - 1, ITS_CALENDAR)
  const matching = rules.filter((rule) => matchesDay(rule, eve, eve.school === true))
  const isNight = ({ times }: HoursRule) => times.some(({ from, to }) => (to ?? from + 600) > 1_440)
  return matching.some(isNight) && matching.length > 1
}

/** It looks for the eve 24 hours before: two days before, in the first hour after the day of 23 hours. No answer is its own there. */
function itsEveIsWrong(instant: number): boolean {
  const dayOf = (moment: number) => Math.floor(parisMinutes(moment) / 1_440)
  return dayOf(instant) - dayOf(instant - 86_400_000) !== 1
}

/** To it, « || a, b » are two rules that hold only where nothing else does; to us `,` begins an ordinary one. */
function addsAfterFallback(rules: readonly HoursRule[]): boolean {
  return rules.some(({ joined }, index) => joined === 'adds' && rules[index - 1]?.joined === 'fallback')
}

test('opening_hours.js agrees on 10,000 pairs, but where the guide prefers not to know', {
  timeout: 120_000,
}, () => {
  const cases = fc.sample(
    fc.tuple(arbitraryText, fc.array(arbitraryInstant, { minLength: INSTANTS, maxLength: INSTANTS })),
    { numRuns: TEXTS, seed: Number(process.env.HOURS_SEED ?? 62) },
  )
  const answers = answersOf(cases)
  const counts: Record<string, number> = {}
  const unexplained: string[] = []
  for (const [index, [text, instants]] of cases.entries()) {
    for (const [at, instant] of instants.entries()) {
      const its = itsEveIsWrong(instant) ? 'x' : (answers[index]?.[at] ?? 'x')
      const { etat } = openingState(text, [], new Date(instant), ITS_CALENDAR)
      const pair = `${etat} / ${its}`
      counts[pair] = (counts[pair] ?? 0) + 1
      const isSame = ['ouvert / o', 'ferme / c', 'inconnu / u', 'rdv / u'].includes(pair)
      // « rdv » for a rule with the word « open », or open without end, and a comment that asks for an appointment.
      const isStricter = etat === 'inconnu' || (etat === 'rdv' && its !== 'c')
      // « 22:35-07:01,22:38+ »: which of two spans of one rule holds.
      const isOpenEnd = ['rdv / c', 'ouvert / u'].includes(pair) && /\d\+/.test(text)
      const rules = rulesOf(text) ?? []
      const isItsOwn = pair !== 'ouvert / c' && (isAfterLostNight(rules, instant) || addsAfterFallback(rules))
      if (its !== 'x' && !isSame && !isStricter && !isOpenEnd && !isItsOwn)
        unexplained.push(`${pair} : ${text} @ ${new Date(instant).toISOString()}`)
    }
  }
  const compared = Object.entries(counts).filter(([pair]) => !pair.endsWith('x'))
  const total = compared.reduce((sum, [, count]) => sum + count, 0)
  if (process.env.HOURS_FIGURES !== undefined) console.log(total, counts)
  expect(unexplained).toEqual([])
  expect(counts['ouvert / c'] ?? 0).toBe(0)
  expect(total).toBeGreaterThan(10_000)
  // It would be easy to agree by never knowing anything.
  expect(counts['inconnu / o'] ?? 0).toBeLessThan((counts['ouvert / o'] ?? 0) / 2)
})
