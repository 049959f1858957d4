/** The week to fill in, and what agents will read of it. */
import type { Document } from '../domain/document/document.ts'
import { GRID_DAYS, readHours, readTime, SPANS, spanCount } from '../domain/editing/hours.ts'
import type { Typed } from '../domain/editing/typed.ts'
import type { Closure } from '../domain/facts.ts'
import { withFrenchSpaces } from '../text/typography.ts'
import type { ViewContext } from './context.ts'
import { type FormState, namedEdit, type SelectEdit, type TextEdit, textEdit } from './editingFields.ts'
import { fieldWords } from './editingWords.ts'
import { choicesOf } from './form.ts'
import { type OpeningView, openingView } from './opening.ts'

export interface SpanEdit {
  from: TimeEdit
  to: TimeEdit
  /** Asked only where the closing comes before the opening. */
  nextDay: { name: string; checked: boolean } | undefined
  /** Empty, and not the first: folded until it is wanted. */
  folded: boolean
}

interface TimeEdit {
  name: string
  label: string
  value: string
  wrong: boolean
  describedBy: string
}

export interface DayEdit {
  name: string
  label: string
  /** Nothing for public holidays, which have a list of choices. */
  open: { name: string; checked: boolean } | undefined
  spans: SpanEdit[]
  problem: string | undefined
}

export interface HoursEdit {
  kind: 'hours'
  name: string
  label: string
  problem: string | undefined
  always: { name: string; checked: boolean }
  days: DayEdit[]
  holidays: DayEdit & { choice: SelectEdit }
  /** What the timetable was written like, where the week says the same. */
  written: { name: string; value: string } | undefined
  osm: TextEdit
  /** The week cannot say these hours: the line below holds them. */
  beyond: boolean
  reads: { lines: string[]; wrong: string | undefined; state: OpeningView; osm: string | undefined }
  copy: string
  /** No day is open: nobody has said anything yet, which is not « closed ». */
  empty: boolean
  size: 'wide'
}

export function hoursEdit(
  name: string,
  state: FormState,
  partial: Document | undefined,
  context: ViewContext,
): HoursEdit {
  const { typed, problems } = state
  const words = fieldWords(state.kind, name)
  const days = GRID_DAYS.map(([day, label]) => dayEdit(`${name}.${day}`, label, state))
  const holidays = dayEdit(`${name}.feries`, 'Jours fériés', state)
  const osm = textEdit({ type: 'line', max: 1_000 }, `${name}.osm`, OSM_WORDS, false, state)
  const written = typed[`${name}.ecriture`]
  const beyond = (typed[`${name}.osm`] ?? '') !== ''
  return {
    kind: 'hours',
    name,
    label: words.label,
    problem: problems.get(`${name}.toujours`),
    always: { name: `${name}.toujours`, checked: typed[`${name}.toujours`] === 'oui' },
    days: days.map((day, index) => ({
      ...day,
      open: {
        name: `${day.name}.ouvert`,
        checked: typed[`${name}.${GRID_DAYS[index]?.[0]}.ouvert`] === 'oui',
      },
    })),
    holidays: {
      ...holidays,
      choice: {
        ...namedEdit(`${name}.feries`, { label: 'Jours fériés' }, { problems: new Map() }, 'half'),
        kind: 'select',
        choices: choicesOf(HOLIDAYS, typed[`${name}.feries`] ?? ''),
      },
    },
    written: written === undefined ? undefined : { name: `${name}.ecriture`, value: written },
    osm,
    beyond,
    reads: readsOf(name, typed, partial, [...days, holidays], context),
    copy: `copier:${name}`,
    empty: GRID_DAYS.every(([day]) => typed[`${name}.${day}.ouvert`] !== 'oui'),
    size: 'wide',
  }
}

const HOLIDAYS: readonly (readonly [string, string])[] = [
  ['', 'Non précisé'],
  ['ferme', 'Fermé'],
  ['ouvert', 'Ouvert'],
]

const OSM_WORDS = {
  label: 'Écriture OSM',
  hint: 'Syntaxe opening_hours d’OpenStreetMap, pour ce que la semaine ne sait pas dire. Exemple : Mo-Fr 08:30-12:00; Tu[1] off',
}

function dayEdit(
  name: string,
  label: string,
  { typed, problems }: FormState,
): Omit<DayEdit, 'open'> & { open: undefined } {
  const fault = [...problems].find(([field]) => field === name || field.startsWith(`${name}.`))
  const time = (field: string, words: string): TimeEdit => ({
    name: field,
    label: `${label}, ${words}`,
    value: typed[field] ?? '',
    wrong: problems.has(field),
    describedBy: fault === undefined ? '' : `${name}-faute`,
  })
  const spans = Array.from({ length: Math.max(SPANS, spanCount(name, typed)) }, (_, index): SpanEdit => {
    const inner = `${name}.${index}`
    const again = index === 0 ? '' : index === 1 ? ' de nouveau' : ` (plage ${index + 1})`
    const [from, to] = [time(`${inner}.de`, `ouvre${again} à`), time(`${inner}.a`, `ferme${again} à`)]
    const isNight = typed[`${inner}.lendemain`] === 'oui'
    return {
      from,
      to,
      nextDay:
        isNight || closesFirst(from.value, to.value)
          ? { name: `${inner}.lendemain`, checked: isNight }
          : undefined,
      folded: index > 0 && from.value === '' && to.value === '' && !from.wrong && !to.wrong,
    }
  })
  return {
    name,
    label,
    open: undefined,
    spans,
    problem: fault === undefined ? undefined : withFrenchSpaces(fault[1]),
  }
}

function closesFirst(from: string, to: string): boolean {
  const [opening, closing] = [readTime(from), readTime(to)]
  return opening !== undefined && closing !== undefined && closing !== 0 && closing < opening
}

interface AnyFiche {
  fermetures?: Closure[]
  absences?: { du: string; au: string }[]
  horaires_note?: string
  joignable_note?: string
  sans_rendez_vous?: boolean
  sur_rendez_vous?: boolean
}

/** What a reader would see at this minute, as far as it can be read. */
function readsOf(
  name: string,
  typed: Typed,
  partial: Document | undefined,
  days: readonly Pick<DayEdit, 'label' | 'problem'>[],
  context: ViewContext,
): HoursEdit['reads'] {
  const { hours } = readHours(name, typed, undefined)
  const fields: AnyFiche = (partial?.fields ?? {}) as AnyFiche
  const facts = {
    hours,
    hoursNote: fields.horaires_note ?? fields.joignable_note,
    closures: fields.fermetures ?? fields.absences ?? [],
    walkIn: fields.sans_rendez_vous,
    byAppointment: fields.sur_rendez_vous,
    // What is being written is of today.
    sourceYear: context.now.getFullYear(),
  }
  const wrong = days.filter(({ problem }) => problem !== undefined).map(({ label }) => label)
  return {
    lines: hours === undefined ? [] : context.hoursInWords(hours),
    wrong: wrong.length === 0 ? undefined : withFrenchSpaces(`${wrong.join(', ')} : à corriger.`),
    state: openingView(facts, context),
    osm: hours,
  }
}
