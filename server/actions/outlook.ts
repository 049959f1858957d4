/** What would become of a proposal if it were published now: each text, merged with what was published meanwhile. */
import { createHash } from 'node:crypto'
import type { Document } from '../domain/document/document.ts'
import { formatDocument } from '../domain/document/format.ts'
import { parseDocument } from '../domain/document/parse.ts'
import type { TitleOf } from '../domain/document/wording.ts'
import { type Merge, mergeDocuments } from '../domain/merge.ts'
import { type SeatStanding, seatsOf } from '../domain/proposal.ts'
import { standingOf } from '../domain/standing.ts'
import type { Reader } from '../store/database.ts'
import { documentById } from '../store/documents.ts'
import type { ProposalChange } from '../store/proposals.ts'
import { revisionText } from '../store/revisions.ts'
import { sha256Of } from './publish.ts'

/** A version of a fiche that is or was published. */
export interface Version {
  document: Document
  revision: number
}

export interface Outlook {
  change: ProposalChange
  /** The text of the proposal itself, as it is kept. */
  read: string
  /** As published at this moment; nothing for a new fiche. */
  now: Version | undefined
  /** The version that the text was written from. */
  base: Version | undefined
  /** What its author wants, or what the moderator made of it. */
  mine: Document
  /** Only where the fiche changed since. */
  merge: Merge | undefined
  /** What would be published. */
  result: Document
  source: string
  sha256: string
}

/** The last text of a change that may be published: a moderator's corrections, else what was sent. */
function textOf({ edited, editedBase, source, base }: ProposalChange): { text: string; base: number } {
  if (edited !== null && editedBase !== null) return { text: edited, base: editedBase }
  if (source === null) throw new Error('A change that was never sent has no outlook')
  return { text: source, base }
}

export async function outlookOf(db: Reader, change: ProposalChange, titleOf: TitleOf): Promise<Outlook> {
  if (change.published !== null) return publishedOutlook(db, change, change.published)
  const { text, base: n } = textOf(change)
  const mine = documentIn(text)
  const [now, base] = await Promise.all([publishedVersion(db, change), versionAt(db, change, n)])
  const hasMoved = now !== undefined && base !== undefined && now.revision !== base.revision
  const merge = hasMoved
    ? mergeDocuments({ base: base.document, theirs: now.document, mine }, titleOf)
    : undefined
  const result = merge?.document ?? mine
  const source = formatDocument(result)
  return { change, read: text, now, base, mine, merge, result, source, sha256: sha256Of(source) }
}

/** What was published, over what stood there before. */
async function publishedOutlook(db: Reader, change: ProposalChange, n: number): Promise<Outlook> {
  const { text } = textOf(change)
  const [before, after] = await Promise.all([versionAt(db, change, n - 1), versionAt(db, change, n)])
  const result = after?.document ?? documentIn(text)
  const source = formatDocument(result)
  return {
    change,
    read: text,
    now: before,
    base: before,
    mine: result,
    merge: undefined,
    result,
    source,
    sha256: sha256Of(source),
  }
}

export function outlooksOf(
  db: Reader,
  changes: readonly ProposalChange[],
  titleOf: TitleOf,
): Promise<Outlook[]> {
  return Promise.all(changes.map((change) => outlookOf(db, change, titleOf)))
}

/** What a reviewer agrees to: these texts, over these versions. Another text, or another version beneath, is another one. */
export function fingerprintOf(version: number, outlooks: readonly Outlook[]): string {
  const parts = outlooks.map(({ change, now, sha256 }) => [change.position, now?.revision ?? 0, sha256])
  return createHash('sha256')
    .update(JSON.stringify([version, parts]))
    .digest('hex')
}

export async function publishedVersion(
  db: Reader,
  { documentId }: Pick<ProposalChange, 'documentId'>,
): Promise<Version | undefined> {
  if (documentId === null) return undefined
  const row = await documentById(db, documentId)
  return row && versionAt(db, { documentId }, row.revision)
}

export async function versionAt(
  db: Reader,
  { documentId }: Pick<ProposalChange, 'documentId'>,
  n: number,
): Promise<Version | undefined> {
  if (documentId === null || n === 0) return undefined
  const revision = await revisionText(db, 'professional', documentId, n)
  // A text that was taken out is no version to read or to write from.
  return revision === undefined || revision.redacted
    ? undefined
    : { document: documentIn(revision.source), revision: n }
}

/** Whose agreement it needs. */
export function seatsOfOutlook(
  { change, now, result }: Pick<Outlook, 'change' | 'now' | 'result'>,
  known: Parameters<typeof standingOf>[1],
): SeatStanding[] {
  const { slug } = change
  const here = now && standingOf({ slug, document: now.document }, known)
  return seatsOf(here, standingOf({ slug, document: result }, known))
}

/** A text of the guide's own: it was checked when it was kept. */
export function documentIn(source: string): Document {
  const { document } = parseDocument(source)
  if (document === undefined) throw new Error('A kept text cannot be read')
  return document
}
