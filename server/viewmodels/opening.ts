import type { FicheFacts } from '../domain/facts.ts'
import { openingState } from '../domain/openingHours/state.ts'
import type { OpeningState } from '../domain/openingHours/stateOfRules.ts'
import { type WeekDay, weekTable } from '../domain/openingHours/week.ts'
import { stateInWords } from '../domain/openingHours/words.ts'
import { withFrenchSpaces } from '../text/typography.ts'
import type { ViewContext } from './context.ts'

/** Open or not at this minute, in an icon and words; the colour comes third. */
export interface OpeningView {
  etat: OpeningState['etat']
  words: string
  /** Said after the words: how old the hours are. */
  doubt: string | undefined
  icon: string
  tone: 'ok' | 'off' | 'rdv' | 'unknown' | 'doubt'
  /** What the script needs to say it again as time goes by; nothing where there is nothing to compute. */
  rule: string | undefined
}

type Facts = Pick<FicheFacts, 'hours' | 'hoursNote' | 'closures' | 'byAppointment' | 'walkIn' | 'sourceYear'>

const LOOKS: Record<OpeningState['etat'], Pick<OpeningView, 'icon' | 'tone'>> = {
  ouvert: { icon: 'circle-check', tone: 'ok' },
  ferme: { icon: 'circle-minus', tone: 'off' },
  rdv: { icon: 'calendar-clock', tone: 'rdv' },
  inconnu: { icon: 'circle-dashed', tone: 'unknown' },
}

/** The place receives by appointment and not otherwise. */
function onlyByAppointment({ byAppointment, walkIn }: Facts): boolean {
  return byAppointment === true && walkIn !== true
}

/** States change on the minute: a list of results asks for the same ones again and again. */
export const stateOf = onceAMinute(
  (facts, { now, calendar }): OpeningState =>
    openingState(facts.hours ?? '', facts.closures, now, calendar, {
      surRendezVous: onlyByAppointment(facts),
    }),
)

/** The same answer until the minute ends. What is published makes other facts, which are asked anew. */
function onceAMinute<T>(answer: (facts: Facts, context: ViewContext) => T) {
  const answers = new WeakMap<Facts, { minute: number; value: T }>()
  return (facts: Facts, context: ViewContext): T => {
    const minute = Math.floor(context.now.getTime() / 60_000)
    const known = answers.get(facts)
    if (known?.minute === minute) return known.value
    const value = answer(facts, context)
    answers.set(facts, { minute, value })
    return value
  }
}

/** Hours older than this, that nobody has confirmed since, are said with their age: a wrong « Ouvert » sends people out. */
const TRUSTED_YEARS = 3

/** « horaires de 2017, à vérifier »: no fiche can be verified yet, so the age of its source is what is known. */
function doubtOf({ sourceYear }: Facts, { now }: ViewContext): string | undefined {
  if (sourceYear === undefined) return 'horaires non datés, à vérifier'
  return now.getFullYear() - sourceYear > TRUSTED_YEARS ? `horaires de ${sourceYear}, à vérifier` : undefined
}

export const openingView = onceAMinute((facts, context): OpeningView => {
  const state = stateOf(facts, context)
  const isNoted = state.etat === 'inconnu' && facts.hours === undefined && facts.hoursNote !== undefined
  const doubt = facts.hours === undefined ? undefined : doubtOf(facts, context)
  const words = isNoted ? withFrenchSpaces(facts.hoursNote ?? '') : stateInWords(state, context.now)
  return {
    etat: state.etat,
    words,
    doubt,
    icon: LOOKS[state.etat].icon,
    tone: state.etat === 'ouvert' && doubt !== undefined ? 'doubt' : LOOKS[state.etat].tone,
    rule:
      facts.hours === undefined
        ? undefined
        : JSON.stringify({
            hours: facts.hours,
            closures: facts.closures,
            rdv: onlyByAppointment(facts),
            doubt: doubt !== undefined,
          }),
  }
})

/** This week, day by day, closures and public holidays counted in; nothing where the hours cannot be computed. */
export function weekOf(facts: Facts, { now, calendar }: ViewContext): WeekDay[] {
  return facts.hours === undefined ? [] : weekTable(facts.hours, facts.closures, now, calendar)
}

/** The state of a fiche by its slug; nothing when it gives no hours. */
export function openingOf(slug: string | undefined, context: ViewContext): OpeningView | undefined {
  const facts = slug === undefined ? undefined : context.directory.find(slug)
  return facts?.hours === undefined ? undefined : openingView(facts, context)
}
