import { describe, expect, test } from 'vitest'
import { openingView, stateOf, weekOf } from '../../server/viewmodels/opening.ts'
import { context } from './guide.ts'

const NBSP = '\u00a0'

/** Tuesday 24 November 2026, 11 h 24 in Paris. */
const facts = {
  hours: 'Mo-Fr 08:30-12:30,13:30-17:30' as string | undefined,
  hoursNote: undefined as string | undefined,
  closures: [] as { du: string; au: string; motif?: string }[],
  walkIn: undefined as boolean | undefined,
  byAppointment: undefined as boolean | undefined,
  sourceYear: 2026 as number | undefined,
}

describe('open or not, as a reader sees it', () => {
  test('recent hours are said as they are', () => {
    expect(openingView(facts, context)).toMatchObject({
      etat: 'ouvert',
      tone: 'ok',
      doubt: undefined,
      words: `Ouvert, ferme à 12${NBSP}h${NBSP}30, rouvre à 13${NBSP}h${NBSP}30`,
    })
  })

  test('old hours, or hours of no known age, are never shown as surely open', () => {
    expect(openingView({ ...facts, sourceYear: 2017 }, context)).toMatchObject({
      tone: 'doubt',
      doubt: 'horaires de 2017, à vérifier',
    })
    expect(openingView({ ...facts, sourceYear: undefined }, context)).toMatchObject({
      tone: 'doubt',
      doubt: 'horaires non datés, à vérifier',
    })
  })

  test('a closure today is closed, whatever the hours', () => {
    const closures = [{ du: '2026-11-24', au: '2026-11-24', motif: 'Inventaire' }]
    expect(stateOf({ ...facts, closures }, context)).toMatchObject({ etat: 'ferme', motif: 'Inventaire' })
  })

  test('a place that receives by appointment only is not « ouvert »', () => {
    expect(openingView({ ...facts, byAppointment: true }, context)).toMatchObject({
      etat: 'rdv',
      tone: 'rdv',
    })
    expect(openingView({ ...facts, byAppointment: true, walkIn: true }, context).etat).toBe('ouvert')
  })

  test('no hours are unknown hours; a note stands in for them; nothing is left for the script to compute', () => {
    const none = { ...facts, hours: undefined }
    expect(openingView(none, context)).toMatchObject({
      etat: 'inconnu',
      words: 'Horaires non renseignés',
      rule: undefined,
    })
    const noted = openingView({ ...none, hoursNote: 'Une demi-journée par semaine' }, context)
    expect(noted).toMatchObject({ etat: 'inconnu', words: 'Une demi-journée par semaine' })
    expect(weekOf(none, context)).toEqual([])
  })

  test('the script gets the hours, the closures and the doubt', () => {
    const rule = openingView({ ...facts, sourceYear: 2017 }, context).rule
    expect(JSON.parse(String(rule))).toEqual({ hours: facts.hours, closures: [], rdv: false, doubt: true })
  })

  test('the week has today in it, once', () => {
    const week = weekOf(facts, context)
    expect(week).toHaveLength(7)
    expect(week.filter(({ today }) => today).map(({ label }) => label)).toEqual(['Mardi'])
  })
})
