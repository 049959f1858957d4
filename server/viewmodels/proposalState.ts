/** What the queue, the page of a proposal and one's own proposals say alike: state, people, promised day, fiches. */
import type { DocumentComparison } from '../domain/comparison.ts'
import type { FicheKind } from '../domain/document/keys.ts'
import { PROPOSAL_STATES, type ProposalState } from '../domain/proposal.ts'
import { daysBetween, dayWithWeekday } from '../text/dates.ts'
import { counted, withFrenchSpaces } from '../text/typography.ts'
import { type KindView, kindView } from './kind.ts'
import { urlOf } from './links.ts'
import type { StateView } from './people.ts'

/** Somebody as a proposal names them: an erased account has no name, and no grant gives no institution. */
export interface Somebody {
  name: string | undefined
  institution: string | undefined
  isYou: boolean
}

/** A fiche that a proposal changes, or would add. */
export interface ProposedFiche {
  kind: FicheKind
  title: string
  /** Of the published fiche; nothing for a new one. */
  slug: string | undefined
}

export interface ComparedFiche extends ProposedFiche {
  /** From the published text to the one that would be published; from an empty one for a new fiche. */
  comparison: DocumentComparison
}

/** What every list of proposals knows of one. */
export interface ListedProposal {
  id: number
  state: ProposalState
  fiches: readonly ComparedFiche[]
  /** UTC instant of the last sending; nothing for a draft. */
  submittedAt: string | null
  /** Local day, YYYY-MM-DD. */
  promisedOn: string | null
  decidedAt: string | null
}

export function proposalUrl(id: number): string {
  return `/propositions/${id}`
}

const STATES: Record<ProposalState, Omit<StateView, 'words'>> = {
  draft: { icon: 'pencil', tone: 'unknown' },
  submitted: { icon: 'clock', tone: 'unknown' },
  in_review: { icon: 'eye', tone: 'unknown' },
  changes_requested: { icon: 'message-circle-question-mark', tone: 'doubt' },
  accepted: { icon: 'circle-check', tone: 'ok' },
  rejected: { icon: 'circle-minus', tone: 'off' },
  withdrawn: { icon: 'undo-2', tone: 'off' },
}

export function proposalState(state: ProposalState): StateView {
  return { words: PROPOSAL_STATES[state], ...STATES[state] }
}

/** « Alice Martin · CAF du Pas-de-Calais », as whoever reads knows them. */
export function somebodyInWords(somebody: Somebody): string {
  const { institution, isYou } = somebody
  return [nameOf(somebody), ...(institution === undefined || isYou ? [] : [institution])].join(' · ')
}

export function nameOf({ name, isYou }: Omit<Somebody, 'institution'>): string {
  return isYou ? 'Vous' : (name ?? 'Compte effacé')
}

export interface PromiseView {
  words: string
  icon: string
  late: boolean
}

/** The day an answer was promised for; late in words too. */
export function promiseView(day: string | null, today: string): PromiseView | undefined {
  if (day === null) return undefined
  const words = dayNear(day, today)
  if (day > today) return { words, icon: 'clock', late: false }
  if (day === today) return { words: `aujourd’hui, ${words}`, icon: 'clock', late: false }
  const days = counted(daysBetween(day, today), 'jour', 'jours')
  return { words: `${words}, dépassé de ${days}`, icon: 'clock-alert', late: true }
}

/** « mercredi 25 novembre »: the year goes without saying when it is this one. */
export function dayNear(day: string, today: string): string {
  const words = dayWithWeekday(day)
  return day.slice(0, 4) === today.slice(0, 4) ? words.slice(0, -5) : words
}

export interface FicheView {
  title: string
  kind: KindView
  /** The published fiche. */
  url: string | undefined
  isNew: boolean
}

export function ficheView({ kind, title, slug }: ProposedFiche): FicheView {
  return {
    title: withFrenchSpaces(title),
    kind: kindView(kind),
    url: slug === undefined ? undefined : urlOf({ kind, slug }),
    isNew: slug === undefined,
  }
}

/** « Accueil de la CAF », or « Accueil de la CAF et 2 autres fiches ». */
export function titleOfAll(fiches: readonly ProposedFiche[]): string {
  const [first, ...others] = fiches
  const title = first?.title ?? 'Proposition sans fiche'
  if (others.length === 0) return withFrenchSpaces(title)
  return withFrenchSpaces(`${title} et ${counted(others.length, 'autre fiche', 'autres fiches')}`)
}
