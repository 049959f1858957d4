/** What reviewers do to a proposal: each act in one transaction, with its line in the journal and in the thread. */
import type { Standing } from '../domain/permission.ts'
import { type Grant, may } from '../domain/permission.ts'
import { isPending, type ProposalAct, type Seat, stateAfter, waitingState } from '../domain/proposal.ts'
import type { Database, Writer } from '../store/database.ts'
import {
  approvalsOf,
  changesOf,
  type EventKind,
  holdProposal,
  markPublished,
  type Proposal,
  type ProposalUpdate,
  saveApproval,
  saveEdited,
  updateProposal,
} from '../store/proposals.ts'
import { type Actor, actorOf, journal } from './people.ts'
import { note } from './propose.ts'
import { type Prepared, publishPrepared } from './publish.ts'

export interface Reviewing {
  proposalId: number
  /** Who decides, with the grants in force. */
  reviewer: { id: number; grants: readonly Grant[] }
  /** The version of the text that was read. */
  version: number
}

/** `stale`: the text, or the fiche beneath it, is no more what was read. `own`: nobody decides on an own text. */
export type Refusal = 'closed' | 'stale' | 'own' | 'outside'

export type Reviewed<T = object> = ({ ok: true; proposalId: number } & T) | { ok: false; reason: Refusal }

type Tell = (tx: Writer) => Promise<void>

interface Step {
  act: ProposalAct
  kind: EventKind
  line: string
  words: string
  update: ProposalUpdate
}

/** A reviewer's act that publishes nothing. Taking, giving back, asking and refusing are of the version that was read. */
function step(
  database: Database,
  { proposalId, reviewer, version }: Reviewing,
  { act, kind, line, words, update }: Step,
  now: Date,
  tell: Tell,
): Promise<Reviewed> {
  const at = now.toISOString()
  return database.write(async (tx): Promise<Reviewed> => {
    const held = await holdFor(tx, { proposalId, reviewer, version })
    if ('reason' in held) return held
    const { proposal } = held
    const state = stateAfter(proposal.state, act)
    if (state === undefined) return { ok: false, reason: 'closed' }
    await updateProposal(tx, proposal, { ...update, state }, at)
    await note(tx, proposal, { personId: reviewer.id, kind, version, words }, at)
    await journal(tx, actorOf(reviewer), line, at, { proposition: proposalId, version })
    await tell(tx)
    return { ok: true, proposalId }
  })
}

async function holdFor(
  tx: Writer,
  { proposalId, reviewer, version }: Reviewing,
): Promise<{ proposal: Proposal } | { ok: false; reason: Refusal }> {
  const proposal = await holdProposal(tx, proposalId)
  if (proposal === undefined || !isPending(proposal.state)) return { ok: false, reason: 'closed' }
  if (proposal.authorId === reviewer.id) return { ok: false, reason: 'own' }
  return proposal.version === version ? { proposal } : { ok: false, reason: 'stale' }
}

const nobodyTold: Tell = async () => undefined

export function take(database: Database, reviewing: Reviewing, now: Date): Promise<Reviewed> {
  const update = { takenBy: reviewing.reviewer.id }
  const what = {
    act: 'take',
    kind: 'taken',
    line: 'proposition prise en relecture',
    words: '',
    update,
  } as const
  return step(database, reviewing, what, now, nobodyTold)
}

export function release(database: Database, reviewing: Reviewing, now: Date): Promise<Reviewed> {
  const what = { act: 'release', kind: 'released', line: 'relecture rendue', words: '' } as const
  return step(database, reviewing, { ...what, update: { takenBy: null } }, now, nobodyTold)
}

export function askAuthor(
  database: Database,
  reviewing: Reviewing,
  words: string,
  now: Date,
  tell: Tell,
): Promise<Reviewed> {
  const what = { act: 'ask', kind: 'asked', line: 'précisions demandées', words, update: {} } as const
  return step(database, reviewing, what, now, tell)
}

export function reject(
  database: Database,
  reviewing: Reviewing,
  words: string,
  now: Date,
  tell: Tell,
): Promise<Reviewed> {
  const update = { decidedBy: reviewing.reviewer.id, decidedAt: now.toISOString() }
  const what = { act: 'reject', kind: 'rejected', line: 'proposition refusée', words, update } as const
  return step(database, reviewing, what, now, tell)
}

/** One text of a proposal, ready to be published over the version that was read. */
export interface ReadyChange {
  position: number
  slug: string
  /** The published revision that it comes after; 0 for a new fiche. */
  over: number
  prepared: Prepared
  /** The text of the proposal that was read, before it was merged: what is kept of it must be the same still. */
  read: string
  /** The sides that must agree, and where each stands. */
  seats: readonly { seat: Seat; standing: Standing }[]
  /** Who corrected it, where a moderator did. */
  editedBy: number | null
}

export interface Approving extends Reviewing {
  /** A word to the author. */
  words?: string
  ready: readonly ReadyChange[]
}

export type Approved = Reviewed<{ published: boolean }>

/** What was read is not what would be published by now, or an agreement is nobody's: the whole transaction is undone. */
class Undone extends Error {
  readonly reason: Refusal
  constructor(reason: Refusal) {
    super(reason)
    this.reason = reason
  }
}

/**
 * Agrees to the texts that were read, for each side that the reviewer speaks for; once every side has agreed to these very
 * texts, all of them are published together.
 */
export function approve(database: Database, approving: Approving, now: Date, tell: Tell): Promise<Approved> {
  return undoneIfRefused(() =>
    database.write(async (tx): Promise<Approved> => {
      const held = await holdFor(tx, approving)
      if ('reason' in held) return held
      const { proposal } = held
      if (await isAuthorsTurn(tx, proposal)) return { ok: false, reason: 'stale' }
      await requireWhole(tx, proposal, approving.ready)
      return agreeOn(tx, proposal, approving, now, tell)
    }),
  )
}

async function undoneIfRefused(attempt: () => Promise<Approved>): Promise<Approved> {
  try {
    return await attempt()
  } catch (error) {
    if (error instanceof Undone) return { ok: false, reason: error.reason }
    throw error
  }
}

/** A text that waits for its author's click is published by that click, not past it, nor by a second correction. */
async function isAuthorsTurn(tx: Writer, proposal: Proposal): Promise<boolean> {
  return proposal.state === 'changes_requested' && (await isCorrected(tx, proposal))
}

async function isCorrected(tx: Writer, { id }: Proposal): Promise<boolean> {
  return (await changesOf(tx, id)).some(({ edited }) => edited !== null)
}

async function agreeOn(
  tx: Writer,
  proposal: Proposal,
  { proposalId, reviewer, version, ready, words = '' }: Approving,
  now: Date,
  tell: Tell,
): Promise<Approved> {
  const at = now.toISOString()
  await saveApprovals(tx, { proposalId, reviewer, version, ready }, at)
  const approvers = await whoAgreed(tx, proposal, ready)
  if (approvers === undefined) {
    await updateProposal(tx, proposal, { state: 'in_review' }, at)
    await note(tx, proposal, { personId: reviewer.id, kind: 'approved', version, words }, at)
    await journal(tx, actorOf(reviewer), 'proposition approuvée en partie', at, { proposition: proposalId })
    return { ok: true, proposalId, published: false }
  }
  await publishAll(tx, proposal, ready, { approver: namesOf(approvers), by: actorOf(reviewer), words }, now)
  await tell(tx)
  return { ok: true, proposalId, published: true }
}

const namesOf = (ids: readonly number[]) => ids.map((id) => actorOf({ id }).name).join(', ')

/** Agrees for each side that the reviewer speaks for, of which there must be one. */
async function saveApprovals(
  tx: Writer,
  { proposalId, reviewer, version, ready }: Approving,
  at: string,
): Promise<void> {
  let count = 0
  for (const { position, prepared, seats } of ready) {
    for (const { seat, standing } of seats) {
      if (!may(reviewer.grants, 'relire', standing)) continue
      const approval = { position, seat, version, sha256: prepared.sha256, personId: reviewer.id, at }
      await saveApproval(tx, proposalId, approval)
      count += 1
    }
  }
  if (count === 0) throw new Undone('outside')
}

/** Who agreed, once every side has agreed to these very texts; nothing before. */
async function whoAgreed(
  tx: Writer,
  { id, version }: Proposal,
  ready: readonly ReadyChange[],
): Promise<number[] | undefined> {
  const approvals = await approvalsOf(tx, id)
  const people = ready.flatMap(({ position, prepared, seats }) =>
    seats.map(
      ({ seat }) =>
        approvals.find(
          (each) =>
            each.position === position &&
            each.seat === seat &&
            each.version === version &&
            each.sha256 === prepared.sha256,
        )?.personId,
    ),
  )
  return people.includes(undefined) ? undefined : [...new Set(people as number[])]
}

async function publishAll(
  tx: Writer,
  proposal: Proposal,
  ready: readonly ReadyChange[],
  { approver, by, words = '', reason }: { approver: string; by: Actor; words?: string; reason?: string },
  now: Date,
): Promise<void> {
  const at = now.toISOString()
  for (const { position, slug, over, prepared, editedBy } of ready) {
    const authors = [proposal.authorId, ...(editedBy === null ? [] : [editedBy])]
    const published = await publishPrepared(
      tx,
      {
        kind: prepared.document.kind,
        slug,
        source: prepared.source,
        author: namesOf(authors),
        summary: proposal.summary,
        origin: 'edition',
        approver,
        actor: by.name,
        proposalId: proposal.id,
        base: over,
      },
      prepared,
      now,
    )
    if (!published.ok) throw new Undone('stale')
    await markPublished(tx, proposal.id, position, published.revision)
  }
  const update = { state: 'accepted', decidedBy: by.id ?? null, decidedAt: at } as const
  await updateProposal(tx, proposal, update, at)
  const event = { personId: by.id ?? null, kind: 'accepted', version: proposal.version, words } as const
  await note(tx, proposal, event, at)
  await journal(tx, by, 'proposition acceptée', at, {
    proposition: proposal.id,
    version: proposal.version,
    ...(reason === undefined ? {} : { motif: reason }),
  })
}

/** Every text that was sent is agreed to with the others, as it was read, or none is. */
async function requireWhole(tx: Writer, { id }: Proposal, ready: readonly ReadyChange[]): Promise<void> {
  const sent = (await changesOf(tx, id)).filter(({ source }) => source !== null)
  const read = new Map(ready.map((each) => [each.position, each.read]))
  if (sent.length !== ready.length) throw new Undone('stale')
  if (sent.some(({ position, edited, source }) => read.get(position) !== (edited ?? source)))
    throw new Undone('stale')
}

export interface Correction {
  position: number
  source: string
  /** The published revision that the corrected text was written from. */
  base: number
}

/**
 * A moderator's corrections. Those of wording alone are published at once, under both names; one of what only the author
 * can know waits for the author's click, with the moderator's agreement given beforehand.
 */
export function correct(
  database: Database,
  approving: Approving,
  corrections: readonly Correction[],
  { waits, words }: { waits: boolean; words: string },
  now: Date,
  tell: Tell,
): Promise<Approved> {
  const { proposalId, reviewer, version } = approving
  const at = now.toISOString()
  return undoneIfRefused(() =>
    database.write(async (tx): Promise<Approved> => {
      const held = await holdFor(tx, approving)
      if ('reason' in held) return held
      const { proposal } = held
      const state = stateAfter(proposal.state, 'correct')
      if (state === undefined) return { ok: false, reason: 'closed' }
      if (!waits && (await isAuthorsTurn(tx, proposal))) return { ok: false, reason: 'stale' }
      await requireWhole(tx, proposal, approving.ready)
      for (const { position, source, base } of corrections)
        await saveEdited(tx, proposalId, position, { source, base, by: reviewer.id })
      await note(tx, proposal, { personId: reviewer.id, kind: 'corrected', version, words }, at)
      await journal(tx, actorOf(reviewer), 'proposition corrigée', at, { proposition: proposalId, version })
      if (!waits) return agreeOn(tx, proposal, approving, now, tell)
      await saveApprovals(tx, approving, at)
      await updateProposal(tx, proposal, { state }, at)
      await tell(tx)
      return { ok: true, proposalId, published: false }
    }),
  )
}

/** The author's one click on a moderator's corrections: published if every side had agreed to these very texts. */
export function acceptCorrections(
  database: Database,
  own: { proposalId: number; authorId: number; version: number; ready: readonly ReadyChange[] },
  now: Date,
): Promise<Approved> {
  const { proposalId, authorId, version, ready } = own
  const at = now.toISOString()
  return undoneIfRefused(() =>
    database.write(async (tx): Promise<Approved> => {
      const proposal = await holdProposal(tx, proposalId)
      if (proposal?.authorId !== authorId || !(await isAuthorsTurn(tx, proposal)))
        return { ok: false, reason: 'closed' }
      if (proposal.version !== version) return { ok: false, reason: 'stale' }
      await requireWhole(tx, proposal, ready)
      await note(tx, proposal, { personId: authorId, kind: 'agreed', version, words: '' }, at)
      await journal(tx, actorOf({ id: authorId }), 'corrections acceptées', at, {
        proposition: proposalId,
        version,
      })
      const approvers = await whoAgreed(tx, proposal, ready)
      if (approvers !== undefined) {
        const by = actorOf({ id: approvers[0] ?? authorId })
        await publishAll(tx, proposal, ready, { approver: namesOf(approvers), by, words: '' }, now)
        return { ok: true, proposalId, published: true }
      }
      // Another side has still to read it, or the fiche changed meanwhile: it waits in the queue again.
      await updateProposal(tx, proposal, { state: waitingState(proposal) }, at)
      return { ok: true, proposalId, published: false }
    }),
  )
}

/** At the machine, where no other reviewer exists: accepts with a reason, which the journal keeps. */
export function acceptAtTheMachine(
  database: Database,
  {
    proposalId,
    version,
    ready,
    reason,
  }: { proposalId: number; version: number; ready: readonly ReadyChange[]; reason: string },
  operator: Actor,
  now: Date,
  tell: Tell,
): Promise<Approved> {
  return undoneIfRefused(() =>
    database.write(async (tx): Promise<Approved> => {
      const proposal = await holdProposal(tx, proposalId)
      if (proposal === undefined || !isPending(proposal.state)) return { ok: false, reason: 'closed' }
      if (proposal.version !== version) return { ok: false, reason: 'stale' }
      if (await isAuthorsTurn(tx, proposal)) return { ok: false, reason: 'closed' }
      await requireWhole(tx, proposal, ready)
      await publishAll(
        tx,
        proposal,
        ready,
        { approver: operator.name, by: operator, words: reason, reason },
        now,
      )
      await tell(tx)
      return { ok: true, proposalId, published: true }
    }),
  )
}
