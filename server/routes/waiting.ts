/** Proposals that wait, weighed: what each changes, how much that matters, to whom it falls. */
import { setImmediate } from 'node:timers/promises'
import type { Context } from '../context.ts'
import type { Risk } from '../domain/comparison.ts'
import { parisDay } from '../domain/day.ts'
import { compareDocuments } from '../domain/diff.ts'
import { may } from '../domain/permission.ts'
import { type ReviewLevel, reviewLevel, riskiest, weigh } from '../domain/proposal.ts'
import { warningsFor } from '../domain/warnings.ts'
import { readsSince } from '../store/consultations.ts'
import type { Moderator } from '../store/people.ts'
import {
  approvalsOfAll,
  changesOfAll,
  decidedProposals,
  type Proposal,
  type ProposalChange,
  pendingProposals,
} from '../store/proposals.ts'
import type { ComparedFiche } from '../viewmodels/proposalState.ts'
import type { QueuedProposal } from '../viewmodels/queue.ts'
import {
  type Loaded,
  mayReviewSome,
  namingOf,
  objectFor,
  reviewersFor,
  titlesFor,
  type Weighted,
  weighted,
} from './proposing.ts'
import type { Visit } from './route.ts'
import { visitorOf } from './visitor.ts'

const DAY_MS = 86_400_000
/** Days over which a fiche's readers are counted. */
const READ_DAYS = 30
const DECIDED = 100

/** One row before it is sorted into a tab. */
export interface Queued extends Loaded {
  row: QueuedProposal
  score: number
  isOwn: boolean
  isMine: boolean
}

/** Every proposal that waits, the most urgent first; those decided last as well, where they are asked for. */
export async function queued(visit: Visit, withDecided: boolean): Promise<Queued[]> {
  const { database, now } = visit.context
  const pending = await pendingProposals(database.read)
  const decided = withDecided ? await decidedProposals(database.read, DECIDED) : []
  const proposals = [...pending, ...decided]
  const changes = await changesOfAll(
    database.read,
    proposals.map(({ id }) => id),
  )
  const compared = await comparedAll(visit, proposals, changes)
  const documentIds = compared.flatMap(({ changes: own }) =>
    own.flatMap(({ documentId }) => documentId ?? []),
  )
  const from = parisDay(new Date(now().getTime() - READ_DAYS * DAY_MS))
  const [reads, reviewers, approvals] = await Promise.all([
    readsSince(database.read, documentIds, from),
    reviewersFor(visit),
    approvalsOfAll(
      database.read,
      proposals.map(({ id }) => id),
    ),
  ])
  const who = await namingOf(
    visit,
    proposals.flatMap(({ authorId, takenBy }) => [authorId, takenBy]),
  )
  const rows = compared.map((each) => rowOf(visit, each, { reads, reviewers, who, approvals }))
  return rows.sort((a, b) => b.score - a.score || a.proposal.id - b.proposal.id)
}

/** What a list needs of a proposal, whoever looks at it. */
interface Compared extends Omit<Loaded, 'object'> {
  fiches: readonly ComparedFiche[]
  risk: Risk
}

/**
 * Comparing takes milliseconds a proposal (200 of them: 0.6 s, measured): what was compared is kept until the proposal or
 * the guide changes, and each comparison lets other requests go first.
 */
const kept = new WeakMap<Context, Map<number, { stamp: string; compared: Compared }>>()

async function comparedAll(
  visit: Visit,
  proposals: readonly Proposal[],
  changes: ReadonlyMap<number, ProposalChange[]>,
): Promise<Compared[]> {
  const before = kept.get(visit.context)
  const after = new Map<number, { stamp: string; compared: Compared }>()
  for (const proposal of proposals) {
    const { updatedAt, version, state } = proposal
    const stamp = `${updatedAt} ${version} ${state} ${visit.directory.version}`
    const known = before?.get(proposal.id)
    if (known?.stamp !== stamp) await setImmediate()
    const compared =
      known?.stamp === stamp ? known.compared : await compare(visit, proposal, changes.get(proposal.id) ?? [])
    after.set(proposal.id, { stamp, compared })
  }
  kept.set(visit.context, new Map([...(before ?? []), ...after].slice(-MOST_KEPT)))
  return [...after.values()].map(({ compared }) => compared)
}

/** More proposals than any list shows. */
const MOST_KEPT = 1_000

export async function compare(
  visit: Visit,
  proposal: Proposal,
  changes: readonly ProposalChange[],
): Promise<Compared> {
  const loaded = await weighted(visit, proposal, changes)
  const fiches = loaded.outlooks.map((outlook) => comparedFiche(visit, outlook))
  const risk = riskiest(
    fiches.flatMap(({ comparison }) => [
      ...comparison.fields.map((field) => field.risk),
      ...(comparison.body.length > 0 ? ['medium' as const] : []),
    ]),
  )
  return { ...loaded, fiches, risk }
}

interface Surroundings {
  reads: ReadonlyMap<number, number>
  reviewers: readonly Moderator[]
  who: Awaited<ReturnType<typeof namingOf>>
  approvals: Awaited<ReturnType<typeof approvalsOfAll>>
}

function rowOf(visit: Visit, compared: Compared, { reads, reviewers, who, approvals }: Surroundings): Queued {
  const { proposal, outlooks, fiches, risk } = compared
  const { person, grants } = visitorOf(visit)
  const loaded = { ...compared, object: objectFor(visit, proposal, outlooks) }
  const total = outlooks.reduce((sum, { change }) => sum + (reads.get(change.documentId ?? 0) ?? 0), 0)
  const age =
    (visit.context.now().getTime() - Date.parse(proposal.submittedAt ?? proposal.updatedAt)) / DAY_MS
  const { score, urgency } = weigh(total, risk, age)
  const isOwn = proposal.authorId === person.id
  // A side that has agreed to these very texts waits for the other.
  const isOpen = ({ change, sha256, seats }: Weighted) =>
    seats.some(
      ({ seat, standing }) =>
        may(grants, 'relire', standing) &&
        !approvals.some(
          (each) =>
            each.proposalId === proposal.id &&
            each.position === change.position &&
            each.seat === seat &&
            each.version === proposal.version &&
            each.sha256 === sha256,
        ),
    )
  const isMine =
    !isOwn &&
    (outlooks.some(isOpen) || (proposal.state === 'changes_requested' && mayReviewSome(grants, outlooks)))
  const row: QueuedProposal = {
    id: proposal.id,
    state: proposal.state,
    fiches,
    submittedAt: proposal.submittedAt,
    promisedOn: proposal.promisedOn,
    decidedAt: proposal.decidedAt,
    urgency,
    reads: total,
    author: who(proposal.authorId),
    takenBy: proposal.takenBy === null ? undefined : who(proposal.takenBy),
    level: levelOf(outlooks, reviewers, proposal),
    safe: isMine && isSafe(visit, compared) ? loaded.fingerprint : undefined,
  }
  return { ...loaded, row, score, isOwn, isMine }
}

export function comparedFiche(visit: Visit, { change, now, result }: Weighted): ComparedFiche {
  return {
    kind: change.kind,
    title: (now?.document ?? result).fields.titre,
    slug: now === undefined && change.published === null ? undefined : change.slug,
    comparison: compareDocuments(now?.document, result, titlesFor(visit)),
  }
}

/** The farthest of the sides that must agree. */
export function levelOf(
  outlooks: readonly Weighted[],
  reviewers: readonly Moderator[],
  { authorId }: Pick<Proposal, 'authorId'>,
): ReviewLevel {
  const order: readonly ReviewLevel[] = ['nobody', 'everywhere', 'part', 'institution']
  const levels = outlooks.flatMap(({ seats }) =>
    seats.map(({ standing }) => reviewLevel(standing, reviewers, authorId)),
  )
  return order.find((level) => levels.includes(level)) ?? 'nobody'
}

/** Words of no consequence, read in the row itself; nothing to choose, nothing to warn of, and one side that agrees. */
export function isSafe(visit: Visit, { proposal, outlooks, changes, risk }: Compared): boolean {
  const { grants } = visitorOf(visit)
  const isWaiting = proposal.state === 'submitted' || proposal.state === 'in_review'
  return (
    isWaiting &&
    risk === 'low' &&
    outlooks.length === changes.length &&
    outlooks.every(
      ({ change, now, merge, result, seats }) =>
        now !== undefined &&
        change.edited === null &&
        (merge?.conflicts.length ?? 0) === 0 &&
        seats.every(({ standing }) => may(grants, 'relire', standing)) &&
        warningsFor({ slug: change.slug, before: now.document, after: result }, visit.directory.all())
          .length === 0,
    )
  )
}
