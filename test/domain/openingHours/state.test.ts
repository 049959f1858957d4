import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'esbuild'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { calendarFrom, NO_CALENDAR } from '../../../server/domain/openingHours/calendar.ts'
import type { Closure } from '../../../server/domain/openingHours/slots.ts'
import { openingState } from '../../../server/domain/openingHours/state.ts'
import { stateInWords } from '../../../server/domain/openingHours/words.ts'
import { arbitraryInstant, arbitraryText } from './arbitraryWeeks.ts'

const LILLE = calendarFrom([
  { du: '2026-10-17', au: '2026-11-01' },
  { du: '2026-12-19', au: '2027-01-03' },
])

/** Local times of Paris with their offset left out: +01:00 in winter, +02:00 in summer. */
function at(local: string): Date {
  if (/[+Z]/.test(local)) return new Date(local)
  const isSummer = local >= '2026-03-29' && local < '2026-10-25'
  return new Date(`${local}:00${isSummer ? '+02:00' : '+01:00'}`)
}

/** The sentence, its non-breaking spaces written « _ ». */
function said(
  hours: string,
  local: string,
  closures: readonly Closure[] = [],
  surRendezVous = false,
): string {
  const instant = at(local)
  const state = openingState(hours, closures, instant, LILLE, { surRendezVous })
  return stateInWords(state, instant).replaceAll('\u00a0', '_')
}

const OFFICE = 'Mo-Fr 08:30-12:00,13:30-17:00; PH off'
const HOLIDAY = 'Jour férié_: horaires à vérifier'
const UNSURE = 'Horaires à vérifier'

describe('an ordinary week (25 November 2026 is a Wednesday)', () => {
  test.each([
    ['2026-11-25T08:29', 'Fermé, ouvre à 8_h_30'],
    ['2026-11-25T08:30', 'Ouvert, ferme à 12_h, rouvre à 13_h_30'],
    ['2026-11-25T11:59', 'Ouvert, ferme à 12_h, rouvre à 13_h_30'],
    ['2026-11-25T12:00', 'Fermé, ouvre à 13_h_30'],
    ['2026-11-25T16:59', 'Ouvert, ferme à 17_h'],
    ['2026-11-25T17:00', 'Fermé, ouvre demain à 8_h_30'],
    ['2026-11-27T17:00', 'Fermé, ouvre lundi à 8_h_30'],
    ['2026-12-24T18:00', 'Fermé, ouvre lundi à 8_h_30'],
    ['2026-12-25T10:00', 'Fermé, ouvre lundi à 8_h_30'],
  ])('at %s : %s', (local, words) => expect(said(OFFICE, local)).toBe(words))
})

describe('selectors', () => {
  test.each([
    ['24/7', '2026-12-25T03:00', 'Ouvert 24_h sur_24'],
    ['Mo-Su 20:00-08:00', '2026-11-25T22:00', 'Ouvert, ferme demain à 8_h'],
    ['Mo-Su 20:00-08:00', '2026-11-26T02:00', 'Ouvert, ferme à 8_h, rouvre à 20_h'],
    ['Sa 20:00-04:00', '2026-11-29T03:59', 'Ouvert, ferme à 4_h'],
    ['Sa 20:00-04:00', '2026-11-28T03:59', 'Fermé, ouvre à 20_h'],
    ['Sa 20:00-24:00', '2026-11-28T21:00', 'Ouvert, ferme à minuit'],
    ['Sa 12:00-24:00; Su 00:00-24:00; Mo 00:00-08:00', '2026-11-28T14:00', 'Ouvert, ferme lundi à 8_h'],
    ['Sa 12:00-24:00; Su 00:00-24:00', '2026-11-29T23:59', 'Ouvert, ferme à minuit'],
    ['Sa 12:00-24:00; Su 00:00-24:00', '2026-11-30T00:00', 'Fermé, ouvre samedi à 12_h'],
    ['Tu[1] 14:00-16:00', '2026-12-01T15:00', 'Ouvert, ferme à 16_h'],
    ['Tu[1] 14:00-16:00', '2026-12-08T15:00', 'Fermé, ouvre le 5_janvier à 14_h'],
    ['Mo[-1] 14:00-16:00', '2026-11-30T15:00', 'Ouvert, ferme à 16_h'],
    ['Mo[5] 14:00-16:00', '2026-11-30T15:00', 'Ouvert, ferme à 16_h'],
    ['week 02-53/2 We 14:00-16:00', '2026-11-25T15:00', 'Ouvert, ferme à 16_h'],
    ['week 01-53/2 We 14:00-16:00', '2026-11-25T15:00', 'Fermé, ouvre le 2_décembre à 14_h'],
    ['week 53 Th 14:00-16:00', '2026-12-31T15:00', 'Ouvert, ferme à 16_h'],
    ['Nov-Feb We 14:00-16:00', '2026-11-25T15:00', 'Ouvert, ferme à 16_h'],
    ['Dec 20-Jan 05 Mo 14:00-16:00', '2027-01-04T15:00', 'Ouvert, ferme à 16_h'],
    ['2027 Jan 05 14:00-16:00', '2026-11-25T15:00', 'Fermé, ouvre le 5_janvier à 14_h'],
    ['2027 Dec 01 14:00-16:00', '2026-11-25T15:00', 'Fermé, ouvre le 1er_décembre 2027 à 14_h'],
    ['2028 Jan 31 14:00-16:00', '2026-11-25T15:00', 'Fermé'],
    ['off', '2026-11-25T15:00', 'Fermé'],
  ])('%s at %s : %s', (hours, local, words) => expect(said(hours, local)).toBe(words))
})

describe('the order of rules', () => {
  test.each([
    ['Mo-Fr 08:00-18:00; We 14:00-16:00', '2026-11-25T09:00', 'Fermé, ouvre à 14_h'],
    ['Mo-Fr 08:00-12:00, We 14:00-16:00', '2026-11-25T09:00', 'Ouvert, ferme à 12_h, rouvre à 14_h'],
    ['Mo-Fr 08:00-18:00; We 12:00-14:00 off', '2026-11-25T11:00', 'Ouvert, ferme à 12_h, rouvre à 14_h'],
    ['Mo-Fr 08:00-18:00; We off', '2026-11-25T11:00', 'Fermé, ouvre demain à 8_h'],
    [
      'Mo-Fr 08:00-12:00 || "sur rendez-vous"',
      '2026-11-25T11:00',
      'Ouvert jusqu’à 12_h, puis sur rendez-vous',
    ],
    ['Mo-Fr 08:00-12:00 || "sur rendez-vous"', '2026-11-25T12:00', 'Sur rendez-vous'],
    [
      'Mo-Fr 08:00-12:00; We off || "sur rendez-vous"',
      '2026-11-25T12:00',
      'Horaires à vérifier_: sur rendez-vous',
    ],
    ['Mo-Su 20:00-08:00; Tu off', '2026-11-25T02:00', 'Fermé, ouvre à 20_h'],
    ['Fr 20:00-04:00, Sa 10:00-12:00', '2026-11-28T02:00', 'Ouvert, ferme à 4_h, rouvre à 10_h'],
    ['Fr 20:00-04:00; Sa 10:00-12:00', '2026-11-28T02:00', UNSURE],
    ['Fr 20:00-04:00; Sa 10:00-12:00', '2026-11-27T22:00', 'Ouvert jusqu’à minuit au moins'],
    ['Mo-Fr 08:00-12:00; 14:00-15:00', '2026-11-25T09:00', UNSURE],
    ['Nov off; Mo-Fr 08:00-12:00', '2026-11-25T09:00', UNSURE],
    ['off; We 08:00-12:00', '2026-11-25T09:00', 'Ouvert, ferme à 12_h'],
  ])('%s at %s : %s', (hours, local, words) => expect(said(hours, local)).toBe(words))
})

describe('public holidays', () => {
  test.each([
    ['Mo-Fr 08:00-12:00', '2026-12-25T09:00', HOLIDAY],
    ['Mo-Fr 08:00-12:00', '2026-12-25T13:00', 'Fermé, ouvre lundi à 8_h'],
    ['Mo-Fr 08:00-12:00', '2026-12-24T13:00', 'Fermé'],
    ['Mo-Su 08:00-20:00', '2026-12-25T09:00', HOLIDAY],
    ['08:00-20:00', '2026-12-25T09:00', HOLIDAY],
    ['PH off; Mo-Fr 08:00-12:00', '2026-12-25T09:00', HOLIDAY],
    ['PH off; 24/7', '2026-12-25T09:00', HOLIDAY],
    ['24/7; PH off', '2026-12-25T09:00', 'Fermé, ouvre à minuit'],
    ['Mo-Fr 08:00-12:00; PH 10:00-11:00', '2026-12-25T10:00', 'Ouvert, ferme à 11_h'],
    ['Mo-Fr,PH 08:00-12:00', '2026-12-25T10:00', 'Ouvert, ferme à 12_h'],
    ['Mo-Fr 08:00-12:00; Dec 25 10:00-12:00', '2026-12-25T10:00', 'Ouvert, ferme à 12_h'],
    ['Mo-Fr 08:00-12:00; PH off; Dec 25 10:00-12:00', '2026-12-25T10:00', 'Ouvert, ferme à 12_h'],
    ['Tu-Fr 08:00-12:00', '2026-04-06T09:00', 'Fermé, ouvre demain à 8_h'],
    ['Mo-Fr 08:00-12:00; PH off', '2026-05-14T09:00', 'Fermé, ouvre demain à 8_h'],
    // The night began before the holiday; the next one begins on it.
    ['Mo-Su 20:00-08:00', '2026-12-25T03:00', 'Ouvert, ferme à 8_h'],
    ['Mo-Su 20:00-08:00', '2026-12-26T03:00', HOLIDAY],
    ['Mo-Su 20:00-08:00; PH off', '2026-12-26T03:00', 'Fermé, ouvre à 20_h'],
    ['Mo-Su 20:00-08:00; PH off', '2026-12-25T03:00', UNSURE],
  ])('%s at %s : %s', (hours, local, words) => expect(said(hours, local)).toBe(words))
})

describe('school holidays, known until 3 January 2027', () => {
  const unknown = 'Vacances scolaires_: horaires à vérifier'
  test.each([
    ['Mo-Fr 09:00-12:00; SH off', '2026-11-25T10:00', 'Ouvert, ferme à 12_h'],
    ['Mo-Fr 09:00-12:00; SH off', '2026-12-21T10:00', 'Fermé'],
    ['Mo-Fr 09:00-12:00; SH off', '2027-01-04T10:00', unknown],
    ['Mo-Fr 09:00-12:00; SH off', '2027-01-04T13:00', 'Fermé'],
    ['Mo-Fr 09:00-12:00; SH Mo-Fr 09:00-12:00,14:00-16:00', '2027-01-04T10:00', 'Ouvert, ferme à 12_h'],
    ['Mo-Fr 09:00-12:00; SH Mo-Fr 09:00-12:00,14:00-16:00', '2027-01-04T15:00', unknown],
    ['SH Mo-Fr 10:00-12:00', '2026-12-21T10:00', 'Ouvert, ferme à 12_h'],
    ['SH Mo-Fr 10:00-12:00', '2026-12-20T10:00', 'Fermé, ouvre demain à 10_h'],
  ])('%s at %s : %s', (hours, local, words) => expect(said(hours, local)).toBe(words))
})

describe('what is said in words', () => {
  test.each([
    ['', '2026-11-25T10:00', 'Horaires non renseignés'],
    ['une demi-journée par semaine', '2026-11-25T10:00', UNSURE],
    ['"sur rendez-vous"', '2026-12-25T10:00', 'Sur rendez-vous'],
    ['Mo-Fr 09:00-12:00 "Sur RDV uniquement"', '2026-11-25T10:00', 'Sur rendez-vous'],
    ['Mo-Fr 09:00-12:00 "sans rendez-vous"', '2026-11-25T10:00', 'Ouvert, ferme à 12_h'],
    [
      'Mo-Fr 09:00-12:00 "avec ou sans rendez-vous"',
      '2026-11-25T10:00',
      'Horaires à vérifier_: avec ou sans rendez-vous',
    ],
    ['Mo-Fr 09:00-12:00 "sauf vacances"', '2026-11-25T10:00', 'Horaires à vérifier_: sauf vacances'],
    ['Mo-Fr 09:00-12:00 unknown', '2026-11-25T10:00', UNSURE],
    ['Mo-Fr', '2026-11-25T10:00', UNSURE],
    ['We 18:00+', '2026-11-25T17:00', 'Fermé, ouvre à 18_h'],
    ['We 18:00+', '2026-11-25T18:00', 'Heure de fermeture à vérifier'],
    ['We 18:00+', '2026-11-26T02:00', 'Heure de fermeture à vérifier'],
  ])('« %s » at %s : %s', (hours, local, words) => expect(said(hours, local)).toBe(words))

  test('a place that receives by appointment only is never « ouvert »', () => {
    expect(said(OFFICE, '2026-11-25T10:00', [], true)).toBe('Sur rendez-vous')
    expect(said(OFFICE, '2026-11-25T18:00', [], true)).toBe('Fermé, ouvre demain à 8_h_30')
    expect(said('', '2026-11-25T18:00', [], true)).toBe('Sur rendez-vous')
  })
})

describe('closures', () => {
  const closures = [{ du: '2026-12-21', au: '2026-12-31', motif: 'inventaire' }]

  test('close whole days, say why, and are looked beyond', () => {
    expect(openingState(OFFICE, closures, at('2026-12-22T10:00'), NO_CALENDAR)).toEqual({
      etat: 'ferme',
      motif: 'inventaire',
      rouvre: at('2027-01-04T08:30'),
    })
    expect(said(OFFICE, '2026-12-18T18:00', closures)).toBe('Fermé, ouvre le 4_janvier à 8_h_30')
  })

  test('close what is always open, unread or unknown', () => {
    expect(said('24/7', '2026-12-31T10:00', closures)).toBe('Fermé, ouvre à minuit')
    expect(said('illisible', '2026-12-31T10:00', closures)).toBe('Fermé')
    expect(said('', '2026-12-31T10:00', closures)).toBe('Fermé')
    expect(said('24/7', '2026-12-20T10:00', closures)).toBe('Ouvert, ferme à minuit')
  })

  test('leave the night that began before them unsure', () => {
    expect(said('Mo-Su 20:00-08:00', '2026-12-21T03:00', closures)).toBe(UNSURE)
  })

  test('whose last day is before the first close the first', () => {
    expect(said(OFFICE, '2026-12-22T10:00', [{ du: '2026-12-22', au: '' }])).toBe(
      'Fermé, ouvre demain à 8_h_30',
    )
  })
})

describe('the clock changes', () => {
  test.each([
    // 29 March 2026: from 1:59 to 3:00, at 01:00Z.
    ['Mo-Su 20:00-08:00', '2026-03-29T00:59:00Z', '2026-03-29T06:00:00Z'],
    ['Su 01:00-02:30', '2026-03-29T00:30:00Z', '2026-03-29T01:00:00Z'],
    ['Su 02:30-05:00', '2026-03-29T01:00:00Z', '2026-03-29T03:00:00Z'],
    ['Sa 20:00-02:30', '2026-03-29T00:59:00Z', '2026-03-29T01:00:00Z'],
    // 25 October 2026: from 2:59 back to 2:00, at 01:00Z.
    ['Mo-Su 20:00-08:00', '2026-10-25T00:30:00Z', '2026-10-25T07:00:00Z'],
    ['Mo-Su 20:00-08:00', '2026-10-25T01:30:00Z', '2026-10-25T07:00:00Z'],
    ['Sa 20:00-03:00', '2026-10-25T01:30:00Z', '2026-10-25T02:00:00Z'],
    ['Sa 20:00-02:00', '2026-10-24T23:59:00Z', '2026-10-25T00:00:00Z'],
    ['Su 03:00-05:00', '2026-10-25T02:00:00Z', '2026-10-25T04:00:00Z'],
  ])('%s is open at %s, until %s', (hours, instant, until) => {
    expect(openingState(hours, [], new Date(instant), NO_CALENDAR)).toMatchObject({
      etat: 'ouvert',
      jusqua: new Date(until),
    })
  })

  test.each([
    ['Su 02:30-05:00', '2026-03-29T00:59:00Z', 'ferme'],
    ['Sa 20:00-02:30', '2026-03-29T01:00:00Z', 'ferme'],
    ['01:00-02:30,03:00-05:00', '2026-03-29T01:00:00Z', 'ouvert'],
    ['Sa 20:00-02:00', '2026-10-25T00:00:00Z', 'ferme'],
    ['Sa 20:00-02:00', '2026-10-25T01:00:00Z', 'ferme'],
    // Half past two comes twice: nobody knows which one is meant.
    ['Sa 20:00-02:30', '2026-10-25T00:10:00Z', 'inconnu'],
    ['Sa 20:00-02:30', '2026-10-25T01:10:00Z', 'inconnu'],
    ['Sa 20:00-02:30', '2026-10-25T02:00:00Z', 'ferme'],
  ])('%s at %s : %s', (hours, instant, etat) => {
    expect(openingState(hours, [], new Date(instant), NO_CALENDAR).etat).toBe(etat)
  })
})

test('the half hour that does not exist between two openings closes nothing', () => {
  const state = openingState('01:00-02:30,03:00-05:00', [], new Date('2026-03-29T00:00:00Z'), NO_CALENDAR)
  expect(state).toMatchObject({ etat: 'ouvert', jusqua: new Date('2026-03-29T03:00:00Z') })
})

test('what a state announces comes true: open till `jusqua`, never open before `rouvre`', {
  timeout: 60_000,
}, () => {
  fc.assert(
    fc.property(
      arbitraryText,
      arbitraryInstant,
      fc.double({ min: 0, max: 1, noNaN: true }),
      (text, instant, part) => {
        const stateAt = (time: number) => openingState(text, [], new Date(time), LILLE)
        const state = stateAt(instant)
        const between = (end: Date) => stateAt(Math.floor(instant + (end.getTime() - instant) * part * 0.999))
        if (state.etat === 'ouvert' && state.jusqua !== undefined) {
          expect(state.jusqua.getTime()).toBeGreaterThan(instant)
          expect(between(state.jusqua)).toMatchObject({ etat: 'ouvert', jusqua: state.jusqua })
          const after = stateAt(state.jusqua.getTime()).etat
          expect(after).toBe(state.ensuite ?? 'ferme')
          if (state.rouvre !== undefined) expect(stateAt(state.rouvre.getTime() - 60_000).etat).toBe('ferme')
        }
        if (state.etat === 'rdv' && state.jusqua !== undefined) {
          expect(between(state.jusqua).etat).toBe('rdv')
          expect(stateAt(state.jusqua.getTime()).etat).not.toBe('rdv')
        }
        if (state.etat === 'ferme' && state.rouvre !== undefined) {
          expect(state.rouvre.getTime()).toBeGreaterThan(instant)
          expect(['ferme', 'rdv']).toContain(between(state.rouvre).etat)
          const then = stateAt(state.rouvre.getTime())
          expect(then.etat === 'inconnu' ? then.motif : then.etat).toMatch(
            /^(?:ouvert|Heure de fermeture à vérifier)$/,
          )
        }
      },
    ),
    { numRuns: 2_000 },
  )
})

test('the zone of the machine changes nothing', { timeout: 60_000 }, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'wikisol-hours-'))
  try {
    const program = `
      import { openingState } from './server/domain/openingHours/state.ts'
      import { weekTable } from './server/domain/openingHours/week.ts'
      const calendar = ${JSON.stringify(LILLE)}
      const texts = ['${OFFICE}', 'Mo-Su 20:00-08:00', 'Fr 18:00+', 'SH off; week 01-53/2 Mo[1] 09:00-12:00']
      const days = ['2026-03-28', '2026-03-29', '2026-10-25', '2026-12-31', '2027-01-01']
      const said = texts.flatMap((text) => days.flatMap((day) => Array.from({ length: 48 }, (_, half) => {
        const instant = new Date(Date.parse(day) + half * 1_800_000)
        return [openingState(text, [], instant, calendar), weekTable(text, [], instant, calendar)]
      })))
      console.log(JSON.stringify(said))`
    const outfile = join(folder, 'said.mjs')
    await build({
      stdin: { contents: program, resolveDir: process.cwd(), loader: 'ts' },
      ...{ bundle: true, format: 'esm', platform: 'node', outfile },
    })
    const zones = ['UTC', 'Europe/Paris', 'Pacific/Kiritimati', 'America/Anchorage', 'Australia/Lord_Howe']
    const answers = zones.map((TZ) =>
      execFileSync(process.execPath, [outfile], { env: { ...process.env, TZ } }).toString(),
    )
    expect(answers[0]?.length).toBeGreaterThan(10_000)
    expect(new Set(answers).size).toBe(1)
  } finally {
    rmSync(folder, { recursive: true })
  }
})
