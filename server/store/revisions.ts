import { sql } from 'kysely'
import type { Visibility } from '../domain/projection.ts'
import type { Reader, Writer } from './database.ts'
import type { RevisionRow, RevisionText, Sight } from './pageTypes.ts'

export interface NewRevision {
  documentId: number
  n: number
  source: string
  sha256: string
  visibility: Visibility
  author: string
  summary: string
  origin: 'import' | 'edition'
  createdAt: string
  /** Who agreed, as the journal names them; nothing for an import. */
  approver: string | undefined
  proposalId: number | undefined
}

export async function insertRevision(tx: Writer, revision: NewRevision): Promise<void> {
  await sql`
    INSERT INTO revisions (document_id, n, source, sha256, visibility, author, summary, origin, created_at,
      approver, proposal_id)
    VALUES (${revision.documentId}, ${revision.n}, ${revision.source}, ${revision.sha256}, ${revision.visibility},
      ${revision.author}, ${revision.summary}, ${revision.origin}, ${revision.createdAt}, ${revision.approver ?? null},
      ${revision.proposalId ?? null})`.execute(tx)
}

interface RevisionColumns extends Omit<RevisionText, 'redacted'> {
  redactedAt: string | null
}

const COLUMNS = sql`n, sha256, created_at AS "createdAt", author, approver, summary, origin, redacted_at AS "redactedAt"`

/** A version that was written for professionals stays theirs, even when the fiche is open to all today. */
function seenBy(sight: Sight) {
  return sight === 'reader' ? sql`AND visibility = 'tous'` : sql``
}

/** Newest first. The caller has already loaded the document for this sight. */
export async function revisionsOf(db: Reader, sight: Sight, documentId: number): Promise<RevisionRow[]> {
  const { rows } = await sql<Omit<RevisionColumns, 'source'>>`
    SELECT ${COLUMNS} FROM revisions WHERE document_id = ${documentId} ${seenBy(sight)} ORDER BY n DESC`.execute(
    db,
  )
  return rows.map(({ redactedAt, ...row }) => ({ ...row, redacted: redactedAt !== null }))
}

export async function revisionText(
  db: Reader,
  sight: Sight,
  documentId: number,
  n: number,
): Promise<RevisionText | undefined> {
  const { rows } = await sql<RevisionColumns>`
    SELECT source, ${COLUMNS} FROM revisions
    WHERE document_id = ${documentId} AND n = ${n} ${seenBy(sight)}`.execute(db)
  return rows.map(({ redactedAt, ...row }) => ({ ...row, redacted: redactedAt !== null }))[0]
}
