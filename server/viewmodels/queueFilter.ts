/** Which part of the queue is asked for: its tabs and filters, as the address says them. */
import type { FicheKind } from '../domain/document/keys.ts'
import { KINDS } from '../domain/document/kinds.ts'
import { type Choice, choicesOf } from './form.ts'
import { proposalUrl } from './proposalState.ts'

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

type Pair = readonly [value: string, label: string]

/** What the lists offer, slug and name. */
export interface FilterChoices {
  themes: readonly Pair[]
  territories: readonly Pair[]
  institutions: readonly Pair[]
}

/** A list to choose from, in the form above the queue. */
export interface FilterField {
  name: string
  label: string
  choices: Choice[]
}

export function unfiltered({ tab }: QueueFilter): QueueFilter {
  return { tab, kind: undefined, theme: '', territory: '', institution: '' }
}

export function isFiltered({ kind, theme, territory, institution }: QueueFilter): boolean {
  return kind !== undefined || [theme, territory, institution].some((value) => value !== '')
}

/** What an address of the queue, or of a proposal opened from it, says of the list. */
function queueQuery({ tab, kind, theme, territory, institution }: QueueFilter): string {
  const nature = kind === undefined ? '' : KINDS[kind].nature
  const query = { onglet: tab, nature, theme, territoire: territory, institution }
  return String(new URLSearchParams(Object.entries(query).filter(([, value]) => value !== '')))
}

export function queueUrl(filter: QueueFilter): string {
  return `/relecture?${queueQuery(filter)}`
}

/** A proposal that is opened from the queue knows which one comes next. */
export function queuedUrl(id: number, filter: QueueFilter): string {
  return `${proposalUrl(id)}?${queueQuery(filter)}`
}

const KIND_CHOICES: readonly Pair[] = [
  ['', 'Toutes les natures'],
  ...(['institution', 'scheme', 'site', 'contact'] as const).map(
    (kind) => [KINDS[kind].nature, KINDS[kind].label] as const,
  ),
]

export function filterFields(filter: QueueFilter, choices: FilterChoices): FilterField[] {
  const field = (name: string, label: string, pairs: readonly Pair[], chosen: string): FilterField => ({
    name,
    label,
    choices: choicesOf(pairs, chosen),
  })
  const all = (words: string, pairs: readonly Pair[]): Pair[] => [['', words], ...pairs]
  const { themes, territories, institutions } = choices
  const nature = filter.kind === undefined ? '' : KINDS[filter.kind].nature
  return [
    field('nature', 'Nature', KIND_CHOICES, nature),
    field('theme', 'Thématique', all('Toutes les thématiques', themes), filter.theme),
    field('territoire', 'Territoire', all('Tous les territoires', territories), filter.territory),
    field('institution', 'Institution', all('Toutes les institutions', institutions), filter.institution),
  ]
}
