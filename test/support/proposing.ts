/** Proposals of the tests: written, sent and read as the routes do, without a request. */
import { sql } from 'kysely'
import { createPerson, OPERATOR } from '../../server/actions/people.ts'
import { saveDraft, submit, type Typed } from '../../server/actions/propose.ts'
import { prepare } from '../../server/actions/publish.ts'
import type { Approving, ReadyChange } from '../../server/actions/review.ts'
import type { FicheKind } from '../../server/domain/document/keys.ts'
import { parseDocument } from '../../server/domain/document/parse.ts'
import { createGeography } from '../../server/domain/geography.ts'
import { parseGrant } from '../../server/domain/permission.ts'
import { seatsOf } from '../../server/domain/proposal.ts'
import { standingOf } from '../../server/domain/standing.ts'
import type { Renderer } from '../../server/markdown/rendered.ts'
import type { Database, Writer } from '../../server/store/database.ts'
import { findDocument } from '../../server/store/documents.ts'
import { grantsOf } from '../../server/store/people.ts'
import {
  approvalsOf,
  changesOf,
  eventsOf,
  findProposal,
  type NewChange,
  type ProposalChange,
} from '../../server/store/proposals.ts'
import { revisionText } from '../../server/store/revisions.ts'
import { tablesOf } from '../../server/store/tables.ts'
import { TEST_NOW } from './databases.ts'
import type { Fixture } from './fixtures.ts'

export const PROMISED = '2026-11-27'

export const tellNobody = async (_: Writer): Promise<void> => undefined

/** A new account with these grants (`moderator:institution:adil`); answers its number. */
export async function person(database: Database, name: string, ...grants: string[]): Promise<number> {
  const given = grants.map((text) => {
    const grant = parseGrant(text)
    if (typeof grant === 'string') throw new Error(grant)
    return grant
  })
  const email = `${name}@ccas.example`
  const made = await createPerson(
    database,
    { email, name, grants: given, passwordHash: 'none' },
    OPERATOR,
    TEST_NOW,
  )
  if (!made.ok) throw new Error(made.message)
  return made.value
}

/** The change of a fiche as it is published now, or of a new one. */
export async function changeOf(database: Database, { kind, slug }: Fixture): Promise<NewChange> {
  const found = await findDocument(database.read, 'fiche', slug)
  return {
    kind: kind as FicheKind,
    documentId: found?.id ?? null,
    slug,
    base: found?.revision ?? 0,
  }
}

let lastToken = 0

/** A token of a form, another one each time. */
export function newFormToken(): string {
  lastToken += 1
  return `jeton-de-formulaire-${lastToken}`
}

/** A draft of these texts, as one proposal. */
export async function draft(database: Database, authorId: number, ...texts: Fixture[]): Promise<number> {
  const token = newFormToken()
  let proposalId: number | undefined
  for (const text of texts) {
    const saved = await saveDraft(
      database,
      {
        authorId,
        token,
        proposalId,
        position: undefined,
        change: await changeOf(database, text),
        typed: { texte: text.source },
        seen: 0,
      },
      TEST_NOW,
    )
    if (!saved.ok) throw new Error(`${text.slug}: ${saved.reason}`)
    proposalId = saved.proposalId
  }
  if (proposalId === undefined) throw new Error('A draft needs a text')
  return proposalId
}

/** Sends the texts of a draft in their order: from now on reviewers read them. */
export async function send(
  database: Database,
  { proposalId, authorId }: { proposalId: number; authorId: number },
  texts: readonly Fixture[],
  { now = TEST_NOW, tell = tellNobody, summary = 'Mise à jour', message = '' } = {},
) {
  const changes = await changesOf(database.read, proposalId)
  return submit(
    database,
    {
      proposalId,
      authorId,
      summary,
      message,
      promisedOn: PROMISED,
      changes: texts.map(({ slug, source }, at) => ({
        position: changes[at]?.position ?? at + 1,
        slug,
        base: changes[at]?.base ?? 0,
        source,
      })),
    },
    now,
    tell,
  )
}

/** Drafted and sent at once; answers its number. */
export async function sent(database: Database, authorId: number, ...texts: Fixture[]): Promise<number> {
  const proposalId = await draft(database, authorId, ...texts)
  const made = await send(database, { proposalId, authorId }, texts)
  if (!made.ok) throw new Error(made.reason)
  return proposalId
}

/** Institutions of the fixtures answer for nobody else. */
const KNOWN = {
  find: () => undefined,
  themes: new Map(),
  geography: createGeography(new Map(), []),
}

/** The texts of a proposal as they would be published now: what a moderator made of them, else what was sent. */
export async function readyOf(
  database: Database,
  renderer: Renderer,
  proposalId: number,
): Promise<ReadyChange[]> {
  const changes = await changesOf(database.read, proposalId)
  const texts = changes.filter(({ source }) => source !== null)
  return Promise.all(texts.map((change) => readyChange(database, renderer, change)))
}

/** One of them, with another text where one is given. */
export async function readyChange(
  database: Database,
  renderer: Renderer,
  change: ProposalChange,
  corrected?: { source: string; by: number },
): Promise<ReadyChange> {
  const { kind, slug, position, documentId } = change
  const text = corrected?.source ?? change.edited ?? change.source ?? ''
  const prepared = await prepare(renderer, kind, text)
  if (!prepared.ok) throw new Error(JSON.stringify(prepared.problems))
  const now = documentId === null ? undefined : await findDocument(database.read, 'fiche', slug)
  const before = now && (await revisionText(database.read, 'professional', now.id, now.revision))
  const here = before && parseDocument(before.source).document
  return {
    position,
    slug,
    over: now?.revision ?? 0,
    prepared: prepared.prepared,
    read: change.edited ?? change.source ?? '',
    seats: seatsOf(
      here && standingOf({ slug, document: here }, KNOWN),
      standingOf({ slug, document: prepared.prepared.document }, KNOWN),
    ),
    editedBy: corrected?.by ?? change.editedBy,
  }
}

/** What a reviewer has read, ready to be approved. */
export async function reading(
  database: Database,
  renderer: Renderer,
  proposalId: number,
  reviewerId: number,
): Promise<Approving> {
  const proposal = await findProposal(database.read, proposalId)
  return {
    proposalId,
    reviewer: { id: reviewerId, grants: await grantsOf(database.read, reviewerId) },
    version: proposal?.version ?? 0,
    ready: await readyOf(database, renderer, proposalId),
  }
}

/** Everything that is kept of a proposal. */
export async function kept(database: Database, proposalId: number) {
  const { read } = database
  const [proposal, changes, approvals, events] = await Promise.all([
    findProposal(read, proposalId),
    changesOf(read, proposalId),
    approvalsOf(read, proposalId),
    eventsOf(read, proposalId),
  ])
  return { proposal, changes, approvals, events, typed: changes.map(({ typed }): Typed | null => typed) }
}

/** Every row of every table, but those by which transactions wait for each other: to see that nothing was written. */
export async function everything(database: Database): Promise<Record<string, unknown[]>> {
  const tables = await tablesOf(database.read, database.engine)
  const rows = await Promise.all(
    tables
      .filter(({ name }) => name !== 'turns')
      .map(async ({ name, key }) => {
        const order = sql.join(key.map((column) => sql.ref(column)))
        const found = await sql`SELECT * FROM ${sql.table(name)} ORDER BY ${order}`.execute(database.read)
        return [name, found.rows] as const
      }),
  )
  return Object.fromEntries(rows)
}

/** The lines of the journal about proposals and publications, oldest first, without the instant. */
export async function journalLines(database: Database): Promise<string[]> {
  const { rows } = await sql<{ actor: string; action: string; details: string }>`
    SELECT actor, action, details FROM audit
    WHERE action NOT LIKE 'compte%' AND action NOT LIKE 'habilitation%' ORDER BY id`.execute(database.read)
  return rows.map(({ actor, action, details }) => `${actor} · ${action} · ${details}`)
}

/** The messages that wait to leave, oldest first. */
export async function letters(database: Database): Promise<{ recipient: string; text: string }[]> {
  const { rows } = await sql<{ recipient: string; text: string }>`
    SELECT recipient, subject || ' ' || body_text || ' ' || body_html AS text FROM outbox ORDER BY id`.execute(
    database.read,
  )
  return rows
}
