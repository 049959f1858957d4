/** What happened to a proposal, and what was said of it. */
import type { EventKind } from '../store/proposals.ts'
import { instantInWords } from './instant.ts'
import { type Somebody, somebodyInWords } from './proposalState.ts'

export interface ThreadEvent {
  at: string
  by: Somebody | undefined
  kind: EventKind
  version: number
  words: string
}

export interface EventView {
  what: string
  who: string
  when: string
  words: string
}

const EVENTS: Record<EventKind, string> = {
  submitted: 'Envoyée',
  edited: 'Nouveau texte',
  taken: 'Prise en relecture',
  released: 'Rendue à la file',
  asked: 'Précisions demandées',
  corrected: 'Corrections proposées',
  agreed: 'Corrections acceptées',
  approved: 'Accord donné',
  accepted: 'Acceptée et publiée',
  rejected: 'Refusée',
  withdrawn: 'Retirée',
  resumed: 'Reprise',
  comment: 'Message',
}

export function eventView({ at, by, kind, version, words }: ThreadEvent): EventView {
  return {
    what: kind === 'edited' ? `${EVENTS.edited}, version ${version}` : EVENTS[kind],
    who: by === undefined ? '' : somebodyInWords(by),
    when: instantInWords(at),
    words,
  }
}
