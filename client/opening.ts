/**
 * « Ouvert » is said again every minute, by the same code as the server's: a page may stay open all day, or come from a
 * proxy that kept it.
 */
import type { Calendar } from '../server/domain/openingHours/calendar.ts'
import { NO_CALENDAR } from '../server/domain/openingHours/calendar.ts'
import type { Closure } from '../server/domain/openingHours/slots.ts'
import { openingState } from '../server/domain/openingHours/state.ts'
import type { OpeningState } from '../server/domain/openingHours/stateOfRules.ts'
import { stateInWords } from '../server/domain/openingHours/words.ts'

export interface Rule {
  hours: string
  closures: Closure[]
  rdv: boolean
  /** The hours are old: « Ouvert » is not shown as sure. */
  doubt: boolean
}

const TONES: Record<OpeningState['etat'], [tone: string, icon: string]> = {
  ouvert: ['ok', 'circle-check'],
  ferme: ['off', 'circle-minus'],
  rdv: ['rdv', 'calendar-clock'],
  inconnu: ['unknown', 'circle-dashed'],
}

export function keepOpenings(): void {
  sayOpenings()
  setInterval(sayOpenings, 60_000)
  document.addEventListener('visibilitychange', () => {
    if (!document.hidden) sayOpenings()
  })
}

function sayOpenings(): void {
  const calendar = readCalendar()
  const now = new Date()
  for (const element of document.querySelectorAll<HTMLElement>('[data-opening]')) {
    sayOpening(element, JSON.parse(element.dataset.opening ?? '') as Rule, calendar, now)
  }
}

/** No hours are a state too: « Horaires non renseignés ». */
export function sayOpening(
  element: HTMLElement,
  rule: Rule,
  calendar = readCalendar(),
  now = new Date(),
): void {
  const { hours, closures, rdv, doubt } = rule
  const state = openingState(hours, closures, now, calendar, { surRendezVous: rdv })
  show(element, state, stateInWords(state, now), doubt)
}

function show(element: HTMLElement, state: OpeningState, words: string, doubt: boolean): void {
  const label = element.querySelector('[data-opening-words]')
  const use = element.querySelector('use')
  if (label === null || label.textContent === words) return
  const [tone, icon] = TONES[state.etat]
  element.className = `st state-${state.etat === 'ouvert' && doubt ? 'doubt' : tone}`
  label.textContent = words
  use?.setAttribute('href', (use.getAttribute('href') ?? '').replace(/#.*$/, `#${icon}`))
}

function readCalendar(): Calendar {
  const text = document.body.dataset.calendar
  return text === undefined ? NO_CALENDAR : (JSON.parse(text) as Calendar)
}
