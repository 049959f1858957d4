/** What an author does to the own proposal: nothing typed is lost, and nothing is sent twice. One transaction each. */
import { isPending, MOST_CHANGES, stateAfter, waitingState } from '../domain/proposal.ts'
import type { Database, Writer } from '../store/database.ts'
import { findDocument } from '../store/documents.ts'
import {
  addEvent,
  addProposal,
  addProposalChange,
  changesOf,
  type EventKind,
  forgetTyped,
  holdProposal,
  type NewChange,
  type Proposal,
  type ProposalChange,
  type ProposalUpdate,
  removeDraft,
  removeProposalChange,
  replaceTyped,
  saveEdited,
  saveSource,
  saveTyped,
  setSlug,
  slugWaits,
  updateProposal,
} from '../store/proposals.ts'
import { findRedirection } from '../store/redirections.ts'
import { takeTurn } from '../store/turns.ts'
import { isReservedSlug, isSlug } from '../text/slug.ts'
import { actorOf, journal } from './people.ts'

export type Typed = Readonly<Record<string, string>>

export interface DraftSaving {
  authorId: number
  /** Of the form that began it: saved twice, it is one draft. */
  token: string
  /** Where the draft has a proposal already. */
  proposalId: number | undefined
  /** The change that is typed; a new one where there is none yet. */
  position: number | undefined
  change: NewChange
  typed: Typed
  /** How often the draft had been saved when this window read it. */
  seen: number
}

export type DraftSaved =
  | { ok: true; proposalId: number; position: number; seq: number }
  /** Another window saved meanwhile. */
  | { ok: false; reason: 'elsewhere'; proposalId: number; position: number; seq: number }
  /** It was decided meanwhile, is not the author's, or holds as many fiches as one proposal may. */
  | { ok: false; reason: 'closed' }

/** Keeps what stands in a form, as typed. The first time makes the draft. */
export function saveDraft(database: Database, saving: DraftSaving, now: Date): Promise<DraftSaved> {
  return database.write((tx) => keepDraft(tx, saving, now.toISOString()))
}

export async function keepDraft(tx: Writer, saving: DraftSaving, at: string): Promise<DraftSaved> {
  const { authorId, token, change, typed, seen } = saving
  const id = saving.proposalId ?? (await addProposal(tx, { authorId, token }, at))
  const proposal = await holdOwn(tx, id, authorId)
  if (proposal === undefined || stateAfter(proposal.state, 'edit') === undefined)
    return { ok: false, reason: 'closed' }
  const changes = await changesOf(tx, id)
  const known = saving.position ?? changes.find(isFirstOf(saving))?.position
  const before = changes.find(({ position }) => position === known)
  if (known !== undefined && before === undefined) return { ok: false, reason: 'closed' }
  if (known === undefined && changes.length >= MOST_CHANGES) return { ok: false, reason: 'closed' }
  const position = known ?? (await addProposalChange(tx, id, change))
  // A change that is new was saved by no other window, whatever this one had seen of a change that is gone.
  const since = known === undefined ? 0 : seen
  if (!(await saveTyped(tx, id, position, { typed, base: change.base, seen: since }))) {
    const kept = { proposalId: id, position, seq: before?.typedSeq ?? 0 }
    // The same words sent again, for the first answer was lost.
    return isTyped(typed)(before) ? { ok: true, ...kept } : { ok: false, reason: 'elsewhere', ...kept }
  }
  await updateProposal(tx, proposal, {}, at)
  return { ok: true, proposalId: id, position, seq: since + 1 }
}

/**
 * A first saving that is sent again, or a second window of a form without a position yet: the same change. Beside others
 * of a proposal, a new one is the same only as long as nothing else was typed in it.
 */
function isFirstOf({ change, proposalId, typed }: DraftSaving) {
  const isUntouched = proposalId === undefined ? () => true : isTyped(typed)
  return (each: ProposalChange) => isSame(change, proposalId === undefined)(each) && isUntouched(each)
}

function isTyped(typed: Typed) {
  return (change: Pick<ProposalChange, 'typed'> | undefined) =>
    JSON.stringify(change?.typed) === JSON.stringify(typed)
}

/** A new fiche has no slug before it is sent, and one after: the first of its form is the one. */
function isSame({ kind, documentId, slug }: NewChange, isFirst: boolean) {
  return (change: NewChange) =>
    change.kind === kind && change.documentId === documentId && (isFirst || change.slug === slug)
}

/** A new fiche that was written on the way has its slug, and the form it was created for names it. */
export function nameNewFiche(
  database: Database,
  fiche: { proposalId: number; authorId: number; position: number; slug: string },
  parent: { position: number; typed: Typed; base: number } | undefined,
  now: Date,
): Promise<void> {
  return database.write(async (tx) => {
    const proposal = await holdOwn(tx, fiche.proposalId, fiche.authorId)
    if (proposal === undefined || stateAfter(proposal.state, 'edit') === undefined) return
    await setSlug(tx, fiche.proposalId, fiche.position, fiche.slug)
    if (parent !== undefined) await replaceTyped(tx, fiche.proposalId, parent.position, parent)
    await updateProposal(tx, proposal, {}, now.toISOString())
  })
}

/** What stands in a form, as the guide itself changes it for its author. */
export function retype(
  database: Database,
  {
    proposal,
    position,
    typed,
    base,
  }: { proposal: Pick<Proposal, 'id' | 'authorId'>; position: number; typed: Typed; base: number },
  now: Date,
): Promise<void> {
  return database.write(async (tx) => {
    const held = await holdOwn(tx, proposal.id, proposal.authorId)
    if (held === undefined || stateAfter(held.state, 'edit') === undefined) return
    await replaceTyped(tx, proposal.id, position, { typed, base })
    await updateProposal(tx, held, {}, now.toISOString())
  })
}

/**
 * After a conflict was settled, what is typed goes on from the version that is published now. What was sent stays what its
 * reviewers read until it is sent again.
 */
export function rebase(
  database: Database,
  change: { proposalId: number; authorId: number; position: number; base: number; typed: Typed },
  now: Date,
): Promise<Acted> {
  return database.write(async (tx): Promise<Acted> => {
    const proposal = await holdOwn(tx, change.proposalId, change.authorId)
    if (proposal === undefined || stateAfter(proposal.state, 'edit') === undefined)
      return { ok: false, reason: 'closed' }
    await replaceTyped(tx, change.proposalId, change.position, change)
    await updateProposal(tx, proposal, {}, now.toISOString())
    return { ok: true, proposalId: change.proposalId }
  })
}

export interface SentChange {
  position: number
  slug: string
  base: number
  /** Canonical, checked. */
  source: string
  /** How often the draft was saved when it was read; nothing for a text that is sent again as it is. */
  seen?: number
}

export interface Submission {
  proposalId: number
  authorId: number
  summary: string
  message: string
  /** Local day. */
  promisedOn: string
  changes: readonly SentChange[]
}

export type Submitted =
  | { ok: true; proposalId: number; version: number }
  | { ok: false; reason: 'closed' }
  /** The slug of a new fiche was taken meanwhile. */
  | { ok: false; reason: 'slug'; position: number }
  /** Another window typed in it since it was read. */
  | { ok: false; reason: 'elsewhere'; position: number }

/**
 * Sends the texts: from now on reviewers read them. A proposal that waited already is read anew, for its version is
 * another. `tell` puts letters in the outbox, in the same transaction.
 */
export function submit(
  database: Database,
  submission: Submission,
  now: Date,
  tell: (tx: Writer) => Promise<void>,
): Promise<Submitted> {
  const at = now.toISOString()
  const { proposalId, authorId, changes, summary, message, promisedOn } = submission
  return database.write(async (tx): Promise<Submitted> => {
    const proposal = await holdOwn(tx, proposalId, authorId)
    if (proposal === undefined || stateAfter(proposal.state, 'submit') === undefined)
      return { ok: false, reason: 'closed' }
    // Thrown away in another window: what was sent without it was not meant.
    const kept = new Map((await changesOf(tx, proposalId)).map((each) => [each.position, each.typedSeq]))
    if (changes.length === 0 || changes.some(({ position }) => !kept.has(position)))
      return { ok: false, reason: 'closed' }
    const typedSince = changes.find(({ position, seen }) => seen !== undefined && kept.get(position) !== seen)
    if (typedSince !== undefined) return { ok: false, reason: 'elsewhere', position: typedSince.position }
    // All are asked about before any is kept: a refusal leaves everything as it was.
    await takeTurn(tx, 'slugs', at)
    const contested = await firstSlugTaken(tx, changes, proposalId)
    if (contested !== undefined) return { ok: false, reason: 'slug', position: contested.position }
    for (const change of changes) await saveSource(tx, proposalId, change)
    const version = proposal.version + 1
    const sent = { state: waitingState(proposal), version, summary, message, promisedOn, submittedAt: at }
    await updateProposal(tx, proposal, sent, at)
    await note(tx, proposal, { personId: authorId, kind: 'submitted', version, words: summary }, at)
    await journal(tx, actorOf({ id: authorId }), 'proposition soumise', at, {
      proposition: proposalId,
      version,
    })
    await tell(tx)
    return { ok: true, proposalId, version }
  })
}

/** The first new fiche whose slug is taken, by another of the same proposal too. */
async function firstSlugTaken(
  tx: Writer,
  changes: readonly SentChange[],
  proposalId: number,
): Promise<SentChange | undefined> {
  const own = new Set<string>()
  for (const change of changes.filter(({ base }) => base === 0)) {
    if (own.has(change.slug) || (await isSlugTaken(tx, change.slug, proposalId))) return change
    own.add(change.slug)
  }
  return undefined
}

/** True for a slug that is, was, or would be another fiche's, and for one that no fiche may have. */
export async function isSlugTaken(
  db: Pick<Database, 'read'>['read'] | Writer,
  slug: string,
  butNot: number,
): Promise<boolean> {
  return (
    !isSlug(slug) ||
    isReservedSlug(slug) ||
    (await findDocument(db, 'fiche', slug)) !== undefined ||
    (await findRedirection(db, 'professional', 'fiche', slug)) !== undefined ||
    (await slugWaits(db, slug, butNot))
  )
}

export type Acted = { ok: true; proposalId: number } | { ok: false; reason: 'closed' }

/** An act of the author that only moves the state. */
function act(
  database: Database,
  { proposalId, authorId, words = '' }: { proposalId: number; authorId: number; words?: string },
  {
    name,
    kind,
    update,
    line,
  }: { name: 'withdraw' | 'resume'; kind: EventKind; update: ProposalUpdate; line: string },
  now: Date,
): Promise<Acted> {
  const at = now.toISOString()
  return database.write(async (tx): Promise<Acted> => {
    const proposal = await holdOwn(tx, proposalId, authorId)
    const state = proposal && stateAfter(proposal.state, name)
    if (proposal === undefined || state === undefined) return { ok: false, reason: 'closed' }
    await updateProposal(tx, proposal, { ...update, state }, at)
    await note(tx, proposal, { personId: authorId, kind, version: proposal.version, words }, at)
    await journal(tx, actorOf({ id: authorId }), line, at, { proposition: proposalId })
    return { ok: true, proposalId }
  })
}

export function withdraw(
  database: Database,
  own: { proposalId: number; authorId: number },
  now: Date,
): Promise<Acted> {
  const line = 'proposition retirée'
  return act(database, own, { name: 'withdraw', kind: 'withdrawn', update: { takenBy: null }, line }, now)
}

/** A text that was withdrawn or refused becomes a draft again. */
export function resume(
  database: Database,
  own: { proposalId: number; authorId: number },
  now: Date,
): Promise<Acted> {
  const update = { takenBy: null, decidedBy: null, decidedAt: null }
  return act(database, own, { name: 'resume', kind: 'resumed', update, line: 'proposition reprise' }, now)
}

/** Throws away a draft; of a text that waits, only what was typed since. */
export function discard(
  database: Database,
  { proposalId, authorId, position }: { proposalId: number; authorId: number; position?: number | undefined },
  now: Date,
): Promise<Acted> {
  return database.write(async (tx): Promise<Acted> => {
    const proposal = await holdOwn(tx, proposalId, authorId)
    if (proposal === undefined || stateAfter(proposal.state, 'edit') === undefined)
      return { ok: false, reason: 'closed' }
    const changes = await changesOf(tx, proposalId)
    const named = changes.filter((change) => position === undefined || change.position === position)
    for (const { position: each, source } of named) {
      if (source === null || proposal.state === 'draft') await removeProposalChange(tx, proposalId, each)
      else await forgetTyped(tx, proposalId, each)
    }
    const isEmpty = (await changesOf(tx, proposalId)).length === 0
    if (isEmpty) await removeDraft(tx, proposalId)
    else await updateProposal(tx, proposal, {}, now.toISOString())
    return { ok: true, proposalId }
  })
}

/** The author would rather keep the own text than the moderator's corrections. */
export function keepOwnText(
  database: Database,
  { proposalId, authorId }: { proposalId: number; authorId: number },
  now: Date,
): Promise<Acted> {
  const at = now.toISOString()
  return database.write(async (tx): Promise<Acted> => {
    const proposal = await holdOwn(tx, proposalId, authorId)
    const changes = await changesOf(tx, proposalId)
    if (
      proposal === undefined ||
      !isPending(proposal.state) ||
      changes.every(({ edited }) => edited === null)
    )
      return { ok: false, reason: 'closed' }
    for (const { position } of changes) await saveEdited(tx, proposalId, position, undefined)
    await updateProposal(tx, proposal, { state: waitingState(proposal) }, at)
    const words = 'L’auteur garde son texte.'
    await note(tx, proposal, { personId: authorId, kind: 'comment', version: proposal.version, words }, at)
    await journal(tx, actorOf({ id: authorId }), 'corrections écartées', at, { proposition: proposalId })
    return { ok: true, proposalId }
  })
}

/** Says something about a proposal; who may is decided by who may read it. */
export function comment(
  database: Database,
  { proposalId, personId, words }: { proposalId: number; personId: number; words: string },
  now: Date,
  tell: (tx: Writer) => Promise<void>,
): Promise<Acted> {
  const at = now.toISOString()
  return database.write(async (tx): Promise<Acted> => {
    const proposal = await holdProposal(tx, proposalId)
    if (proposal === undefined || !isPending(proposal.state)) return { ok: false, reason: 'closed' }
    const answers =
      proposal.authorId === personId &&
      stateAfter(proposal.state, 'answer') !== undefined &&
      (await changesOf(tx, proposalId)).every(({ edited }) => edited === null)
    // An answered question puts the text before its reviewers again.
    await updateProposal(tx, proposal, answers ? { state: waitingState(proposal) } : {}, at)
    await note(tx, proposal, { personId, kind: 'comment', version: proposal.version, words }, at)
    await tell(tx)
    return { ok: true, proposalId }
  })
}

async function holdOwn(tx: Writer, id: number, authorId: number): Promise<Proposal | undefined> {
  const proposal = await holdProposal(tx, id)
  return proposal?.authorId === authorId ? proposal : undefined
}

export interface Note {
  personId: number | null
  kind: EventKind
  version: number
  words: string
}

export function note(tx: Writer, { id }: Pick<Proposal, 'id'>, event: Note, at: string): Promise<void> {
  return addEvent(tx, id, { ...event, at })
}
