import { DAYS, hour, MONTHS } from './describe.ts'
import { parisMinutes } from './paris.ts'
import type { OpeningState } from './stateOfRules.ts'

const NBSP = '\u00a0'
const DAY = 1_440

/** The state in one French sentence without full stop: « Ouvert, ferme à 12 h, rouvre à 13 h 30 ». */
export function stateInWords(state: OpeningState, instant: Date): string {
  switch (state.etat) {
    case 'ouvert':
      return openInWords(state, instant)
    case 'ferme':
      return state.rouvre === undefined ? 'Fermé' : `Fermé, ouvre ${when(state.rouvre, instant)}`
    case 'rdv':
      return 'Sur rendez-vous'
    case 'inconnu':
      if (state.motif === undefined) return 'Horaires non renseignés'
      return /à vérifier$/.test(state.motif) ? state.motif : `Horaires à vérifier${NBSP}: ${state.motif}`
  }
}

function openInWords(state: Extract<OpeningState, { etat: 'ouvert' }>, instant: Date): string {
  if (state.jusqua === undefined) return `Ouvert 24${NBSP}h sur${NBSP}24`
  const end = when(state.jusqua, instant)
  // « le 5 janvier » becomes « au 5 janvier ».
  const until = end.startsWith('à') ? `jusqu’${end}` : `jusqu’à ${end}`.replace('à le ', 'au ')
  if (state.ensuite === 'rdv') return `Ouvert ${until}, puis sur rendez-vous`
  if (state.ensuite === 'inconnu') return `Ouvert ${until} au moins`
  return `Ouvert, ferme ${end}${state.rouvre === undefined ? '' : `, rouvre ${when(state.rouvre, instant)}`}`
}

/** « à 14 h », « demain à 8 h 30 », « lundi à 9 h », « le 5 janvier à 9 h », seen from an instant. */
function when(moment: Date, instant: Date): string {
  const minutes = parisMinutes(moment.getTime())
  const days = Math.floor(minutes / DAY) - Math.floor(parisMinutes(instant.getTime()) / DAY)
  const inDay = ((minutes % DAY) + DAY) % DAY
  if (days === 1 && inDay === 0) return 'à minuit'
  return `${dayInWords(minutes, days)}à ${hour(inDay)}`
}

function dayInWords(minutes: number, days: number): string {
  if (days <= 0) return ''
  if (days === 1) return 'demain '
  const date = new Date(minutes * 60_000)
  if (days < 7) return `${DAYS[(date.getUTCDay() + 6) % 7]} `
  const day = date.getUTCDate() === 1 ? '1er' : date.getUTCDate()
  // A date of next year that is less than eleven months away needs no year.
  const year = days > 330 ? ` ${date.getUTCFullYear()}` : ''
  return `le ${day}${NBSP}${MONTHS[date.getUTCMonth()]}${year} `
}
