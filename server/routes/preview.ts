/** A fiche as it will be read, before anybody has approved it: for its author and its reviewers alone. */
import { versionAt } from '../actions/outlook.ts'
import { isTooMuch } from '../actions/render.ts'
import type { Document } from '../domain/document/document.ts'
import type { FicheKind, FieldsByKind } from '../domain/document/keys.ts'
import { quickEdit } from '../domain/editing/quick.ts'
import { readTyped } from '../domain/editing/read.ts'
import { projectionOf } from '../domain/projection.ts'
import { HttpError } from '../http/errors.ts'
import type { RenderedSegment } from '../markdown/rendered.ts'
import { backlinksOf } from '../store/pages.ts'
import type { PublishedPage } from '../store/pageTypes.ts'
import type { ProposalChange } from '../store/proposals.ts'
import { guideFor } from './editingForm.ts'
import { renderFiche } from './fiches.ts'
import { loadNamed } from './loading.ts'
import { changeUrl, PROPOSALS, proposalUrl } from './proposalAddress.ts'
import { type Loaded, loadProposal } from './proposing.ts'
import { NotFound } from './refusals.ts'
import type { Route, Visit } from './route.ts'

export const previewRoutes: Route[] = [
  {
    method: 'GET',
    path: `${PROPOSALS}/:id/apercu/:position`,
    right: 'proposal',
    kept: false,
    handle: showPreview,
  },
]

async function showPreview(visit: Visit): Promise<void> {
  const loaded = await loadProposal(visit, 'proposal')
  const change = loaded.changes.find(({ position }) => String(position) === visit.request.params.position)
  const document = change && (await textToRead(visit, loaded, change))
  if (change === undefined || document === undefined) throw new NotFound()
  const outcome = await visit.context.renderer.render(document.body)
  if (!outcome.ok) throw isTooMuch(outcome) ? new HttpError(422) : new HttpError(503, { 'Retry-After': '10' })
  const page = pageFrom(document, change, outcome.segments, visit)
  const [named, backlinks] = await Promise.all([
    loadNamed(visit, page),
    page.id === 0 ? [] : backlinksOf(visit.context.database.read, visit.sight, page),
  ])
  const { proposal } = loaded
  const backUrl =
    loaded.object === 'own' && change.typed !== null
      ? changeUrl(proposal.id, change.position)
      : proposalUrl(proposal.id)
  await renderFiche({ ...visit, view: { ...visit.view, preview: { backUrl } } }, page, named, backlinks)
}

/** Its author sees what stands in the form; a reviewer what was sent. */
async function textToRead(
  visit: Visit,
  { object, outlooks, changes }: Loaded,
  change: ProposalChange,
): Promise<Document | undefined> {
  const { kind, typed } = change
  if (object !== 'own' || typed === null)
    return outlooks.find((each) => each.change.position === change.position)?.result
  const base = await versionAt(visit.context.database.read, change, change.typedBase ?? change.base)
  const quick = typed.champ === undefined ? undefined : quickEdit(kind, typed.champ)
  return readTyped(kind, typed, {
    base: base?.document,
    guide: guideFor(visit, changes),
    ...(quick === undefined ? {} : { only: quick.keys }),
  }).partial
}

function pageFrom(
  document: Document,
  { kind, slug }: ProposalChange,
  segments: RenderedSegment[],
  { context, directory }: Visit,
): PublishedPage<FicheKind> {
  const { identity } = projectionOf(document)
  const facts = directory.find(slug)
  return {
    id: facts?.id ?? 0,
    kind,
    slug: slug === '' ? 'nouvelle' : slug,
    title: identity.title ?? '',
    ...(identity.acronym === undefined ? {} : { acronym: identity.acronym }),
    ...(identity.summary === undefined ? {} : { summary: identity.summary }),
    status: identity.status,
    archived: identity.archived,
    reserved: identity.visibility === 'professionnels',
    ...(identity.commune === undefined ? {} : { commune: identity.commune }),
    ...(identity.phone === undefined ? {} : { phone: identity.phone }),
    revision: (facts && directory.cardOf(facts.id)?.revision) ?? 1,
    publishedAt: context.now().toISOString(),
    fields: document.fields as FieldsByKind[FicheKind],
    segments,
  }
}
