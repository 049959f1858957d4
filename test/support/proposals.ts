/** Proposals of the tests, made by the acts that make them. */
import { saveDraft, submit, withdraw } from '../../server/actions/propose.ts'
import { newToken } from '../../server/auth/tokens.ts'
import type { FicheKind } from '../../server/domain/document/keys.ts'
import { findDocument } from '../../server/store/documents.ts'
import { revisionText } from '../../server/store/revisions.ts'
import type { TestApp } from './app.ts'

interface Wanted {
  authorId: number
  /** A published fiche, and what becomes of its source. */
  slug: string
  edit?: (source: string) => string
  summary?: string
}

/** A draft of a change of a fiche, never sent; answers its number. */
export async function drafted(
  { context }: Pick<TestApp, 'context'>,
  { authorId, slug }: Wanted,
): Promise<number> {
  const { database, now } = context
  const document = await findDocument(database.read, 'fiche', slug)
  if (document === undefined) throw new Error(`No fiche ${slug}`)
  const saved = await saveDraft(
    database,
    {
      authorId,
      token: newToken(),
      proposalId: undefined,
      position: undefined,
      change: { kind: document.kind as FicheKind, documentId: document.id, slug, base: document.revision },
      typed: { titre: 'En cours' },
      seen: 0,
    },
    now(),
  )
  if (!saved.ok) throw new Error(saved.reason)
  return saved.proposalId
}

/** A change of a fiche that waits for a review. */
export async function submitted(guide: Pick<TestApp, 'context'>, wanted: Wanted): Promise<number> {
  const {
    authorId,
    slug,
    edit = (source) => source.replace(/^resume: .*$/m, 'resume: Un autre résumé.'),
  } = wanted
  const { database } = guide.context
  const id = await drafted(guide, wanted)
  const document = await findDocument(database.read, 'fiche', slug)
  const text = document && (await revisionText(database.read, 'professional', document.id, document.revision))
  if (document === undefined || text === undefined) throw new Error(`No fiche ${slug}`)
  const change = { position: 1, slug, base: document.revision, source: edit(text.source) }
  return sent(guide, id, authorId, change, wanted.summary)
}

/** A new fiche that waits for a review. */
export async function submittedNew(
  guide: Pick<TestApp, 'context'>,
  { authorId, slug, kind, source }: { authorId: number; slug: string; kind: FicheKind; source: string },
): Promise<number> {
  const { database, now } = guide.context
  const change = { kind, documentId: null, slug, base: 0 }
  const draft = {
    authorId,
    token: newToken(),
    proposalId: undefined,
    position: undefined,
    change,
    typed: {},
    seen: 0,
  }
  const saved = await saveDraft(database, draft, now())
  if (!saved.ok) throw new Error(saved.reason)
  return sent(guide, saved.proposalId, authorId, { position: 1, slug, base: 0, source })
}

async function sent(
  { context }: Pick<TestApp, 'context'>,
  proposalId: number,
  authorId: number,
  change: { position: number; slug: string; base: number; source: string },
  summary = 'Une correction',
): Promise<number> {
  const submission = {
    proposalId,
    authorId,
    summary,
    message: '',
    promisedOn: '2026-11-27',
    changes: [change],
  }
  const made = await submit(context.database, submission, context.now(), async () => undefined)
  if (!made.ok) throw new Error(made.reason)
  return proposalId
}

export async function withdrawn(guide: Pick<TestApp, 'context'>, wanted: Wanted): Promise<number> {
  const proposalId = await submitted(guide, wanted)
  await withdraw(guide.context.database, { proposalId, authorId: wanted.authorId }, guide.context.now())
  return proposalId
}
