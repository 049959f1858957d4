import type { FicheKind } from '../domain/document/keys.ts'
import type { ReviewLevel, Urgency } from '../domain/proposal.ts'
import type { PostForm } from './form.ts'
import type { ListedProposal, Somebody } from './proposalState.ts'

/** By the value of `?onglet=`. */
export const QUEUE_TABS = {
  'a-relire': 'À relire',
  precisions: 'Précisions demandées',
  'hors-perimetre': 'Hors de mon périmètre',
  miennes: 'Les miennes',
  toutes: 'Toutes',
  traitees: 'Traitées',
} as const
export type QueueTab = keyof typeof QUEUE_TABS

/** What the address asks for; the values of the last three are slugs. */
export interface QueueFilter {
  tab: QueueTab
  kind: FicheKind | undefined
  theme: string
  territory: string
  institution: string
}

export interface QueuedProposal extends ListedProposal {
  urgency: Urgency
  /** In 30 days, of all its fiches. */
  reads: number
  author: Somebody
  takenBy: Somebody | undefined
  level: ReviewLevel
  /** Its fingerprint, where it may be accepted from the list with others. */
  safe: string | undefined
}

type Pair = readonly [value: string, label: string]

export interface QueueInput {
  filter: QueueFilter
  counts: Readonly<Record<QueueTab, number>>
  /** In the order of the page. */
  proposals: readonly QueuedProposal[]
  themes: readonly Pair[]
  territories: readonly Pair[]
  institutions: readonly Pair[]
  /** Those decided in the last `days` days; nothing where there was none. */
  delay: { days: number; decided: number; kept: number; medianDays: number } | undefined
  /** Posts `sur.<id>` = fingerprint for each that was checked. */
  batch: PostForm
  /** After an act: `publiee`, `precisions`, `refusee`, `lot`. */
  done: string | undefined
  /** With `lot`: how many were published, and how many were left because they changed meanwhile. */
  batchResult: { accepted: number; left: number } | undefined
  /** What stood against it, in French. */
  refusal: string | undefined
}
