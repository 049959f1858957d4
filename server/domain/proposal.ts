/** A proposal of changes: its states and what leads from one to another, who must agree, how urgent it is. Pure. */
import type { Risk } from './comparison.ts'
import { covers, type Grant, type Standing } from './permission.ts'

export const PROPOSAL_STATES = {
  draft: 'Brouillon',
  submitted: 'Soumise',
  in_review: 'En relecture',
  changes_requested: 'À corriger',
  accepted: 'Publiée',
  rejected: 'Refusée',
  withdrawn: 'Retirée',
} as const
export type ProposalState = keyof typeof PROPOSAL_STATES

/** Fiches that one proposal may hold. */
export const MOST_CHANGES = 20

/** `edit` is the author's, who may change the own text as long as nothing was decided. */
export type ProposalAct =
  | 'edit'
  | 'submit'
  | 'withdraw'
  | 'resume'
  | 'take'
  | 'release'
  | 'ask'
  | 'answer'
  | 'correct'
  | 'accept'
  | 'reject'

const PENDING: readonly ProposalState[] = ['submitted', 'in_review', 'changes_requested']

/** From which states an act is possible, and where it leads; no state where it stays as it is. */
const ACTS: Record<ProposalAct, { from: readonly ProposalState[]; to?: ProposalState }> = {
  edit: { from: ['draft', ...PENDING] },
  submit: { from: ['draft', ...PENDING], to: 'submitted' },
  withdraw: { from: PENDING, to: 'withdrawn' },
  // The undo of a withdrawal; a refused text may be mended and sent again.
  resume: { from: ['withdrawn', 'rejected'], to: 'draft' },
  take: { from: ['submitted'], to: 'in_review' },
  release: { from: ['in_review'], to: 'submitted' },
  ask: { from: PENDING, to: 'changes_requested' },
  // The author's answer to a question: the text stays as it was, and is to be read again.
  answer: { from: ['changes_requested'], to: 'submitted' },
  // A moderator's edit of what only the author can know waits for the author's click.
  correct: { from: PENDING, to: 'changes_requested' },
  accept: { from: PENDING, to: 'accepted' },
  reject: { from: PENDING, to: 'rejected' },
}

/** The state after an act; nothing where the act is not possible. */
export function stateAfter(state: ProposalState, act: ProposalAct): ProposalState | undefined {
  const { from, to = state } = ACTS[act]
  return from.includes(state) ? to : undefined
}

/** How a text waits again: who had taken it goes on reading, the page says that the text has changed. */
export function waitingState({
  state,
  takenBy,
}: {
  state: ProposalState
  takenBy: number | null
}): ProposalState {
  return state === 'in_review' || takenBy !== null ? 'in_review' : 'submitted'
}

export function isPending(state: ProposalState): boolean {
  return PENDING.includes(state)
}

/** Whose agreement a change needs: where the fiche stands, and where it would stand. */
export type Seat = 'now' | 'next'

export interface SeatStanding {
  seat: Seat
  standing: Standing
}

/**
 * The seats that must agree to a change. A fiche that would pass from one institution to another needs both sides, be the
 * other one the institution above; a new one has only the side it would be on.
 */
export function seatsOf(now: Standing | undefined, next: Standing): SeatStanding[] {
  if (now === undefined) return [{ seat: 'next', standing: next }]
  const moves = next.institutions.join() !== now.institutions.join()
  return moves
    ? [
        { seat: 'now', standing: ownSide(now, next) },
        { seat: 'next', standing: ownSide(next, now) },
      ]
    : [{ seat: 'now', standing: now }]
}

/** From the first institution that the other side has not: who is on both sides does not speak for the one that differs. */
function ownSide(standing: Standing, other: Standing): Standing {
  const at = standing.institutions.findIndex((each) => !other.institutions.includes(each))
  return at <= 0 ? standing : { ...standing, institutions: standing.institutions.slice(at) }
}

/** How near to the fiche its reviewers are; nobody at all where no moderator but the author covers it. */
export type ReviewLevel = 'institution' | 'part' | 'everywhere' | 'nobody'

export interface Reviewer {
  id: number
  grants: readonly Grant[]
}

const moderates = (grants: readonly Grant[], scopes: readonly Grant['scope'][], standing: Standing) =>
  grants.some(
    (grant) => grant.role === 'moderator' && scopes.includes(grant.scope) && covers(grant, standing),
  )

/** To whom a change falls: the nearest level where somebody else than the author may review. */
export function reviewLevel(
  standing: Standing,
  reviewers: readonly Reviewer[],
  authorId: number,
): ReviewLevel {
  const others = reviewers.filter(({ id }) => id !== authorId)
  const someone = (...scopes: Grant['scope'][]) =>
    others.some(({ grants }) => moderates(grants, scopes, standing))
  if (someone('institution')) return 'institution'
  if (someone('territory', 'theme')) return 'part'
  return someone('everywhere') ? 'everywhere' : 'nobody'
}

export type Urgency = 'haute' | 'moyenne' | 'basse'

const RISK_WEIGHT: Record<Risk, number> = { high: 9, medium: 3, low: 1 }

export interface Weighed {
  score: number
  urgency: Urgency
}

/**
 * How much it matters that this is read soon: how much the fiche is read (30 days) × how risky the riskiest field × age
 * in days. Each factor grows slowly, so that none drowns the others.
 */
export function weigh(reads: number, risk: Risk, ageDays: number): Weighed {
  const score = (1 + Math.log2(1 + reads)) * RISK_WEIGHT[risk] * (1 + Math.max(0, ageDays) / 3)
  return { score, urgency: score >= 40 ? 'haute' : score >= 9 ? 'moyenne' : 'basse' }
}

/** The riskiest of several; the body alone is wording of some weight. */
export function riskiest(risks: readonly Risk[]): Risk {
  return risks.includes('high') ? 'high' : risks.includes('medium') ? 'medium' : 'low'
}
