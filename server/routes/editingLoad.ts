/** The form that an address or a draft means: of which fiche, written from which version, in which proposal. */
import { type Version, versionAt } from '../actions/outlook.ts'
import { newToken } from '../auth/tokens.ts'
import type { FicheKind } from '../domain/document/keys.ts'
import { FICHE_KINDS, KINDS } from '../domain/document/kinds.ts'
import { quickEdit } from '../domain/editing/quick.ts'
import type { Typed } from '../domain/editing/typed.ts'
import { HttpError } from '../http/errors.ts'
import { documentById } from '../store/documents.ts'
import type { PublishedPage } from '../store/pageTypes.ts'
import { changesOf, findProposal, type Proposal, type ProposalChange } from '../store/proposals.ts'
import { urlOf } from '../viewmodels/links.ts'
import { type Editing, guideFor } from './editingForm.ts'
import { loadPage } from './loading.ts'
import { changeUrl, PROPOSALS } from './proposalAddress.ts'
import { loadProposal } from './proposing.ts'
import { NotFound } from './refusals.ts'
import { allow, type Visit } from './route.ts'
import { visitorOf } from './visitor.ts'

export const EDIT = '/fiches/:slug/modifier'
export const NEW = '/fiches/nouvelle'
export const CHANGE = `${PROPOSALS}/:id/changements/:position`
export const DRAFT = `${PROPOSALS}/brouillon`

export async function editingOf(visit: Visit, fields: Typed): Promise<Editing> {
  const page: PublishedPage<FicheKind> = await loadPage(visit, 'fiche')
  allow(visit, 'propose', 'fiche')
  return editingFor(visit, {
    kind: page.kind,
    slug: page.slug,
    documentId: page.id,
    base: baseIn(fields, page.revision) ?? page.revision,
    revision: page.revision,
    action: `${urlOf(page)}/modifier`,
    pattern: EDIT,
    fields,
  })
}

/** The revision that a form says it was written from, if it is one of the fiche's. */
export function baseIn({ base }: Typed, revision: number): number | undefined {
  const n = /^[1-9]\d{0,8}$/.test(base ?? '') ? Number(base) : 0
  return n > 0 && n <= revision ? n : undefined
}

export interface Asked {
  kind: FicheKind
  slug: string
  documentId: number | null
  base: number
  revision: number
  action: string
  pattern: string
  fields: Typed
}

export async function editingFor(visit: Visit, asked: Asked): Promise<Editing> {
  const { kind, slug, documentId, fields, action, pattern } = asked
  const { read } = visit.context.database
  const proposal = await ownProposal(visit, fields.proposition)
  const changes = proposal === undefined ? [] : await changesOf(read, proposal.id)
  const change = changes.find(({ position }) => String(position) === fields.position)
  // The form of one fiche writes no other, be it of the same author.
  if (change !== undefined && (change.kind !== kind || change.documentId !== documentId)) throw new NotFound()
  const [now, base] = await Promise.all([
    versionAt(read, { documentId }, asked.revision),
    versionAt(read, { documentId }, asked.base),
  ])
  return {
    kind,
    slug,
    documentId,
    now,
    // The version that it was written from may have been taken out since.
    base: base ?? now,
    proposal,
    changes,
    change,
    quick: fields.champ === undefined ? undefined : quickEdit(kind, fields.champ),
    guide: guideFor(visit, changes),
    action,
    pattern,
    token: /^[\w-]{20,64}$/.test(fields.jeton ?? '') ? String(fields.jeton) : newToken(),
  }
}

/** The loaded row decides: somebody else's proposal is not found, whatever the form says. */
export async function ownProposal(visit: Visit, given: string | undefined): Promise<Proposal | undefined> {
  if (given === undefined || given === '') return undefined
  const id = /^[1-9]\d{0,8}$/.test(given) ? Number(given) : 0
  const proposal = await findProposal(visit.context.database.read, id)
  if (proposal?.authorId !== visitorOf(visit).person.id) throw new NotFound()
  return proposal
}

export function kindNamed(nature: string | undefined): FicheKind | undefined {
  return FICHE_KINDS.find((kind) => KINDS[kind].nature === nature)
}

export async function newEditing(visit: Visit, kind: FicheKind, fields: Typed): Promise<Editing> {
  allow(visit, 'propose', 'fiche')
  const action = `${NEW}?nature=${KINDS[kind].nature}`
  return editingFor(visit, {
    kind,
    slug: '',
    documentId: null,
    base: 0,
    revision: 0,
    action,
    pattern: NEW,
    fields,
  })
}

export async function changeEditing(visit: Visit, fields: Typed): Promise<Editing> {
  const loaded = await loadProposal(visit, 'authorship')
  const change = loaded.changes.find(({ position }) => String(position) === visit.request.params.position)
  if (change === undefined) throw new NotFound()
  const outlook = loaded.outlooks.find((each) => each.change.position === change.position)
  const now = outlook?.now ?? (await publishedNow(visit, change))
  return editingFor(visit, {
    kind: change.kind,
    slug: change.slug,
    documentId: change.documentId,
    base: baseIn(fields, now?.revision ?? 0) ?? change.typedBase ?? change.base,
    revision: now?.revision ?? 0,
    action: changeUrl(loaded.proposal.id, change.position),
    pattern: CHANGE,
    fields: {
      ...fields,
      proposition: String(loaded.proposal.id),
      position: String(change.position),
    },
  })
}

export async function publishedNow(
  visit: Visit,
  { slug, documentId }: Pick<ProposalChange, 'slug' | 'documentId'>,
): Promise<Version | undefined> {
  const facts = visit.directory.find(slug)
  const card = facts && visit.directory.cardOf(facts.id)
  return card && versionAt(visit.context.database.read, { documentId }, card.revision)
}

export async function baseOf(
  visit: Visit,
  { documentId, base }: ProposalChange,
): Promise<Version | undefined> {
  return versionAt(visit.context.database.read, { documentId }, base)
}

export async function draftEditing(visit: Visit, fields: Typed): Promise<Editing> {
  const { directory } = visit
  const facts = fields.fiche === undefined ? undefined : directory.find(fields.fiche)
  const proposal = await ownProposal(visit, fields.proposition)
  const changes = proposal === undefined ? [] : await changesOf(visit.context.database.read, proposal.id)
  const change = changes.find(({ position }) => String(position) === fields.position)
  const kind = change?.kind ?? facts?.kind ?? kindNamed(fields.nature)
  if (kind === undefined) throw new HttpError(422)
  const documentId = change === undefined ? (facts?.id ?? null) : change.documentId
  const document =
    documentId === null ? undefined : await documentById(visit.context.database.read, documentId)
  const revision = document?.revision ?? 0
  return editingFor(visit, {
    kind,
    slug: change?.slug ?? facts?.slug ?? '',
    documentId,
    base: baseIn(fields, revision) ?? revision,
    revision,
    action: '',
    pattern: DRAFT,
    fields,
  })
}
