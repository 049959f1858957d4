/** Proposals, their changes, what was agreed and said of them. No reader's query ever joins these tables. */
import { sql } from 'kysely'
import type { FicheKind } from '../domain/document/keys.ts'
import type { ProposalState, Seat } from '../domain/proposal.ts'
import type { Reader, Writer } from './database.ts'

export interface Proposal {
  id: number
  authorId: number
  state: ProposalState
  /** Raised each time the author sends the text; 0 for one that was never sent. */
  version: number
  summary: string
  message: string
  /** UTC instants, ISO 8601. */
  createdAt: string
  updatedAt: string
  submittedAt: string | null
  /** Local day, YYYY-MM-DD. */
  promisedOn: string | null
  takenBy: number | null
  decidedBy: number | null
  decidedAt: string | null
}

export interface ProposalChange {
  position: number
  kind: FicheKind
  /** Nothing for a new fiche. */
  documentId: number | null
  /** As it is, or as it would be. */
  slug: string
  /** The revision that the text was written from; 0 for a new fiche. */
  base: number
  /** What was sent, in canonical form. */
  source: string | null
  /** What stands in the form, by input name, and was not sent. */
  typed: Readonly<Record<string, string>> | null
  /** The revision that what is typed was written from; nothing while nothing is typed. */
  typedBase: number | null
  /** How often the draft was saved: two windows do not overwrite each other. */
  typedSeq: number
  /** What a moderator would publish instead, and who. */
  edited: string | null
  editedBase: number | null
  editedBy: number | null
  /** The revision that it became. */
  published: number | null
}

export type EventKind =
  | 'submitted'
  | 'edited'
  | 'taken'
  | 'released'
  | 'asked'
  | 'corrected'
  | 'agreed'
  | 'approved'
  | 'accepted'
  | 'rejected'
  | 'withdrawn'
  | 'resumed'
  | 'comment'

export interface ProposalEvent {
  id: number
  at: string
  personId: number | null
  kind: EventKind
  /** The version of the text that it is about. */
  version: number
  words: string
}

export interface Approval {
  position: number
  seat: Seat
  version: number
  /** Of the text that would be published. */
  sha256: string
  personId: number
  at: string
}

const PROPOSAL = sql`p.id, p.author_id AS "authorId", p.state, p.version, p.summary, p.message,
  p.created_at AS "createdAt", p.updated_at AS "updatedAt", p.submitted_at AS "submittedAt",
  p.promised_on AS "promisedOn", p.taken_by AS "takenBy", p.decided_by AS "decidedBy", p.decided_at AS "decidedAt"`

const CHANGE = sql`proposal_id AS "proposalId", position, kind, document_id AS "documentId", slug, base, source, typed,
  typed_base AS "typedBase", typed_seq AS "typedSeq", edited, edited_base AS "editedBase", edited_by AS "editedBy", published`

export async function findProposal(db: Reader, id: number): Promise<Proposal | undefined> {
  const { rows } = await sql<Proposal>`SELECT ${PROPOSAL} FROM proposals p WHERE p.id = ${id}`.execute(db)
  return rows[0]
}

/** Holds a proposal until the end of the transaction, and reads it: two acts on it come one after the other. */
export async function holdProposal(tx: Writer, id: number): Promise<Proposal | undefined> {
  await sql`UPDATE proposals SET state = state WHERE id = ${id}`.execute(tx)
  return findProposal(tx, id)
}

export async function proposalOfToken(
  db: Reader,
  authorId: number,
  token: string,
): Promise<Proposal | undefined> {
  const { rows } = await sql<Proposal>`
    SELECT ${PROPOSAL} FROM proposals p WHERE p.author_id = ${authorId} AND p.token = ${token}`.execute(db)
  return rows[0]
}

interface ChangeColumns extends Omit<ProposalChange, 'typed'> {
  proposalId: number
  typed: string | null
}

function changeOf({ proposalId: _, typed, ...row }: ChangeColumns): ProposalChange {
  return { ...row, typed: typed === null ? null : (JSON.parse(typed) as Record<string, string>) }
}

export async function changesOf(db: Reader, proposalId: number): Promise<ProposalChange[]> {
  return (await changesOfAll(db, [proposalId])).get(proposalId) ?? []
}

/** The changes of several proposals, each in its order. */
export async function changesOfAll(
  db: Reader,
  ids: readonly number[],
): Promise<Map<number, ProposalChange[]>> {
  const found = new Map<number, ProposalChange[]>()
  if (ids.length === 0) return found
  const { rows } = await sql<ChangeColumns>`
    SELECT ${CHANGE} FROM proposal_changes WHERE proposal_id IN (${sql.join([...ids])})
    ORDER BY proposal_id, position`.execute(db)
  for (const row of rows) found.set(row.proposalId, [...(found.get(row.proposalId) ?? []), changeOf(row)])
  return found
}

/** What waits for a decision, oldest first. */
export async function pendingProposals(db: Reader): Promise<Proposal[]> {
  const { rows } = await sql<Proposal>`
    SELECT ${PROPOSAL} FROM proposals p
    WHERE p.state IN ('submitted', 'in_review', 'changes_requested') ORDER BY p.submitted_at, p.id`.execute(
    db,
  )
  return rows
}

/** What was decided last, newest first. */
export async function decidedProposals(db: Reader, limit: number): Promise<Proposal[]> {
  const { rows } = await sql<Proposal>`
    SELECT ${PROPOSAL} FROM proposals p WHERE p.state IN ('accepted', 'rejected')
    ORDER BY p.decided_at DESC, p.id DESC LIMIT ${limit}`.execute(db)
  return rows
}

export async function countDecided(db: Reader): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    SELECT COUNT(*) AS count FROM proposals WHERE state IN ('accepted', 'rejected')`.execute(db)
  return rows[0]?.count ?? 0
}

/** Somebody's own, the last touched first. */
export async function proposalsOf(db: Reader, authorId: number): Promise<Proposal[]> {
  const { rows } = await sql<Proposal>`
    SELECT ${PROPOSAL} FROM proposals p WHERE p.author_id = ${authorId}
    ORDER BY p.updated_at DESC, p.id DESC`.execute(db)
  return rows
}

/** Those of an author that are open on a document: what somebody who edits it again goes on with. */
export async function openProposalOn(
  db: Reader,
  authorId: number,
  documentId: number,
): Promise<Proposal | undefined> {
  const { rows } = await sql<Proposal>`
    SELECT ${PROPOSAL} FROM proposals p JOIN proposal_changes c ON c.proposal_id = p.id
    WHERE c.document_id = ${documentId} AND p.author_id = ${authorId}
      AND p.state IN ('draft', 'submitted', 'in_review', 'changes_requested')
    ORDER BY p.id DESC LIMIT 1`.execute(db)
  return rows[0]
}

/** How many proposals of others wait on a document. */
export async function pendingOn(db: Reader, documentId: number, butNot: number): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    SELECT DISTINCT p.id FROM proposals p JOIN proposal_changes c ON c.proposal_id = p.id
    WHERE c.document_id = ${documentId} AND p.id <> ${butNot}
      AND p.state IN ('submitted', 'in_review', 'changes_requested') ORDER BY p.id`.execute(db)
  return rows.map(({ id }) => id)
}

/** True where a text that waits has this slug already. */
export async function slugWaits(db: Reader, slug: string, butNot: number): Promise<boolean> {
  const { rows } = await sql<{ id: number }>`
    SELECT p.id FROM proposals p JOIN proposal_changes c ON c.proposal_id = p.id
    WHERE c.slug = ${slug} AND c.base = 0 AND p.id <> ${butNot}
      AND p.state IN ('submitted', 'in_review', 'changes_requested') LIMIT 1`.execute(db)
  return rows.length > 0
}

/** A new draft; the one that this form began before, where it did. */
export async function addProposal(
  tx: Writer,
  { authorId, token }: { authorId: number; token: string },
  at: string,
): Promise<number> {
  await sql`
    INSERT INTO proposals (author_id, token, state, version, summary, message, created_at, updated_at)
    VALUES (${authorId}, ${token}, 'draft', 0, '', '', ${at}, ${at})
    ON CONFLICT (author_id, token) DO NOTHING`.execute(tx)
  const proposal = await proposalOfToken(tx, authorId, token)
  if (proposal === undefined) throw new Error('No proposal for a new draft')
  return proposal.id
}

export type NewChange = Pick<ProposalChange, 'kind' | 'documentId' | 'slug' | 'base'>

/** Adds a change at the end; answers its position. */
export async function addProposalChange(tx: Writer, proposalId: number, change: NewChange): Promise<number> {
  const { rows } = await sql<{ position: number }>`
    INSERT INTO proposal_changes (proposal_id, position, kind, document_id, slug, base)
    SELECT ${proposalId}, COALESCE(MAX(position), 0) + 1, ${change.kind}, ${change.documentId}, ${change.slug},
      ${change.base}
    FROM proposal_changes WHERE proposal_id = ${proposalId} RETURNING position`.execute(tx)
  const position = rows[0]?.position
  if (position === undefined) throw new Error('No position for a new change')
  return position
}

export async function removeProposalChange(tx: Writer, proposalId: number, position: number): Promise<void> {
  await sql`DELETE FROM proposal_changes WHERE proposal_id = ${proposalId} AND position = ${position}`.execute(
    tx,
  )
}

/** Keeps what is typed; false where another window saved since `seen`. */
export async function saveTyped(
  tx: Writer,
  proposalId: number,
  position: number,
  { typed, base, seen }: { typed: Readonly<Record<string, string>>; base: number; seen: number },
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    UPDATE proposal_changes SET typed = ${JSON.stringify(typed)}, typed_base = ${base}, typed_seq = typed_seq + 1
    WHERE proposal_id = ${proposalId} AND position = ${position} AND typed_seq = ${seen}`.execute(tx)
  return numAffectedRows === 1n
}

/** The same whatever was saved since: an act of the author's that follows from what was read. */
export async function replaceTyped(
  tx: Writer,
  proposalId: number,
  position: number,
  { typed, base }: { typed: Readonly<Record<string, string>>; base: number },
): Promise<void> {
  await sql`
    UPDATE proposal_changes SET typed = ${JSON.stringify(typed)}, typed_base = ${base}, typed_seq = typed_seq + 1
    WHERE proposal_id = ${proposalId} AND position = ${position}`.execute(tx)
}

export async function setSlug(tx: Writer, proposalId: number, position: number, slug: string): Promise<void> {
  await sql`
    UPDATE proposal_changes SET slug = ${slug}
    WHERE proposal_id = ${proposalId} AND position = ${position} AND base = 0`.execute(tx)
}

export async function forgetTyped(tx: Writer, proposalId: number, position: number): Promise<void> {
  await sql`
    UPDATE proposal_changes SET typed = NULL, typed_base = NULL, typed_seq = typed_seq + 1
    WHERE proposal_id = ${proposalId} AND position = ${position}`.execute(tx)
}

/** The text that is sent takes the place of what was typed, and of what a moderator had made of an earlier one. */
export async function saveSource(
  tx: Writer,
  proposalId: number,
  change: Pick<ProposalChange, 'position' | 'slug' | 'base'> & { source: string },
): Promise<void> {
  await sql`
    UPDATE proposal_changes
    SET source = ${change.source}, slug = ${change.slug}, base = ${change.base}, typed = NULL, typed_base = NULL,
      typed_seq = typed_seq + 1, edited = NULL, edited_base = NULL, edited_by = NULL
    WHERE proposal_id = ${proposalId} AND position = ${change.position}`.execute(tx)
}

export async function saveEdited(
  tx: Writer,
  proposalId: number,
  position: number,
  edited: { source: string; base: number; by: number } | undefined,
): Promise<void> {
  await sql`
    UPDATE proposal_changes SET edited = ${edited?.source ?? null}, edited_base = ${edited?.base ?? null},
      edited_by = ${edited?.by ?? null}
    WHERE proposal_id = ${proposalId} AND position = ${position}`.execute(tx)
}

export async function markPublished(
  tx: Writer,
  proposalId: number,
  position: number,
  revision: number,
): Promise<void> {
  await sql`
    UPDATE proposal_changes SET published = ${revision}
    WHERE proposal_id = ${proposalId} AND position = ${position}`.execute(tx)
}

export type ProposalUpdate = Partial<
  Pick<
    Proposal,
    | 'state'
    | 'version'
    | 'summary'
    | 'message'
    | 'submittedAt'
    | 'promisedOn'
    | 'takenBy'
    | 'decidedBy'
    | 'decidedAt'
  >
>

/** Writes what an act changes of a proposal that the transaction holds. */
export async function updateProposal(
  tx: Writer,
  proposal: Proposal,
  update: ProposalUpdate,
  at: string,
): Promise<void> {
  const next = { ...proposal, ...update }
  await sql`
    UPDATE proposals SET state = ${next.state}, version = ${next.version}, summary = ${next.summary},
      message = ${next.message}, submitted_at = ${next.submittedAt}, promised_on = ${next.promisedOn},
      taken_by = ${next.takenBy}, decided_by = ${next.decidedBy}, decided_at = ${next.decidedAt}, updated_at = ${at}
    WHERE id = ${proposal.id}`.execute(tx)
}

export async function addEvent(
  tx: Writer,
  proposalId: number,
  event: Omit<ProposalEvent, 'id'>,
): Promise<void> {
  await sql`
    INSERT INTO proposal_events (proposal_id, at, person_id, kind, version, words)
    VALUES (${proposalId}, ${event.at}, ${event.personId}, ${event.kind}, ${event.version}, ${event.words})`.execute(
    tx,
  )
}

/** Oldest first. */
export async function eventsOf(db: Reader, proposalId: number): Promise<ProposalEvent[]> {
  const { rows } = await sql<ProposalEvent>`
    SELECT id, at, person_id AS "personId", kind, version, words FROM proposal_events
    WHERE proposal_id = ${proposalId} ORDER BY id`.execute(db)
  return rows
}

/** What somebody did and said on proposals, the own ones and others', oldest first. */
export async function eventsBy(
  db: Reader,
  personId: number,
): Promise<(ProposalEvent & { proposalId: number })[]> {
  const { rows } = await sql<ProposalEvent & { proposalId: number }>`
    SELECT id, proposal_id AS "proposalId", at, person_id AS "personId", kind, version, words FROM proposal_events
    WHERE person_id = ${personId} ORDER BY id`.execute(db)
  return rows
}

/** The agreements to several proposals, each with the proposal it is to. */
export async function approvalsOfAll(
  db: Reader,
  ids: readonly number[],
): Promise<(Approval & { proposalId: number })[]> {
  if (ids.length === 0) return []
  const { rows } = await sql<Approval & { proposalId: number }>`
    SELECT proposal_id AS "proposalId", position, seat, version, sha256, person_id AS "personId", at FROM approvals
    WHERE proposal_id IN (${sql.join([...ids])})`.execute(db)
  return rows
}

/** The last agreement of each side. */
export async function approvalsOf(db: Reader, proposalId: number): Promise<Approval[]> {
  const { rows } = await sql<Approval>`
    SELECT position, seat, version, sha256, person_id AS "personId", at FROM approvals
    WHERE proposal_id = ${proposalId} ORDER BY position, seat`.execute(db)
  return rows
}

export async function saveApproval(tx: Writer, proposalId: number, approval: Approval): Promise<void> {
  await sql`
    INSERT INTO approvals (proposal_id, position, seat, version, sha256, person_id, at)
    VALUES (${proposalId}, ${approval.position}, ${approval.seat}, ${approval.version}, ${approval.sha256},
      ${approval.personId}, ${approval.at})
    ON CONFLICT (proposal_id, position, seat) DO UPDATE SET version = excluded.version, sha256 = excluded.sha256,
      person_id = excluded.person_id, at = excluded.at`.execute(tx)
}

/** How long reviews took since then: instants of the last sending and of the decision, and the promised day. */
export async function decisionsSince(
  db: Reader,
  since: string,
): Promise<Pick<Proposal, 'submittedAt' | 'decidedAt' | 'promisedOn'>[]> {
  const { rows } = await sql<Pick<Proposal, 'submittedAt' | 'decidedAt' | 'promisedOn'>>`
    SELECT submitted_at AS "submittedAt", decided_at AS "decidedAt", promised_on AS "promisedOn" FROM proposals
    WHERE state IN ('accepted', 'rejected') AND decided_at >= ${since}`.execute(db)
  return rows
}

/** Drafts and refused or withdrawn texts that nobody touched since then, with all that was said of them. */
export async function forgetOldProposals(tx: Writer, before: string): Promise<void> {
  // Held before they are emptied: an author who takes one up again waits, and finds it gone whole.
  const { rows } = await sql<{ id: number }>`
    UPDATE proposals SET state = state
    WHERE state IN ('draft', 'rejected', 'withdrawn') AND updated_at < ${before} RETURNING id`.execute(tx)
  for (const { id } of rows) {
    await sql`DELETE FROM proposal_changes WHERE proposal_id = ${id}`.execute(tx)
    await removeDraft(tx, id)
  }
}

/** What an author typed and never sent: with the account, it goes. */
export async function forgetUnsent(tx: Writer, authorId: number): Promise<void> {
  const own = sql`SELECT id FROM proposals WHERE author_id = ${authorId} AND state = 'draft'`
  for (const table of ['approvals', 'proposal_events', 'proposal_changes'])
    await sql`DELETE FROM ${sql.table(table)} WHERE proposal_id IN (${own})`.execute(tx)
  await sql`DELETE FROM proposals WHERE author_id = ${authorId} AND state = 'draft'`.execute(tx)
  await sql`
    UPDATE proposal_changes SET typed = NULL, typed_base = NULL
    WHERE proposal_id IN (SELECT id FROM proposals WHERE author_id = ${authorId})`.execute(tx)
}

/** A draft whose changes are gone, with what was said of it. */
export async function removeDraft(tx: Writer, id: number): Promise<void> {
  await sql`DELETE FROM approvals WHERE proposal_id = ${id}`.execute(tx)
  await sql`DELETE FROM proposal_events WHERE proposal_id = ${id}`.execute(tx)
  await sql`DELETE FROM proposals WHERE id = ${id}`.execute(tx)
}
