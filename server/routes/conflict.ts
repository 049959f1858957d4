/** Two people changed the same thing: the author chooses, and nothing is dropped. */
import { documentIn, publishedVersion, versionAt } from '../actions/outlook.ts'
import { rebase } from '../actions/propose.ts'
import { compareDocuments } from '../domain/diff.ts'
import type { Document } from '../domain/document/document.ts'
import { quickEdit } from '../domain/editing/quick.ts'
import { readTyped } from '../domain/editing/read.ts'
import { typedOf } from '../domain/editing/typed.ts'
import { type Choice, mergeDocuments, settleConflicts } from '../domain/merge.ts'
import { rawField } from '../http/forms.ts'
import { changesOf, type ProposalChange } from '../store/proposals.ts'
import { revisionsOf } from '../store/revisions.ts'
import { wordIn } from '../text/wordIn.ts'
import { conflictPage } from '../viewmodels/conflict.ts'
import type { Problems } from '../viewmodels/form.ts'
import { guideFor, typedIn } from './editingForm.ts'
import { actOnce } from './forms.ts'
import { changeUrl, PROPOSALS, proposalUrl } from './proposalAddress.ts'
import { DECIDED, showProposal } from './proposalPage.ts'
import { loadProposal, titlesFor } from './proposing.ts'
import { NotFound } from './refusals.ts'
import { formKey, type Route, type Visit } from './route.ts'
import { signaturesOf } from './signing.ts'
import { visitorOf } from './visitor.ts'

const CONFLICT = `${PROPOSALS}/:id/conflit/:position`

export const conflictRoutes: Route[] = [
  { method: 'GET', path: CONFLICT, right: 'authorship', kept: false, handle: askAgain },
  { method: 'POST', path: CONFLICT, right: 'authorship', handle: settle },
]

interface Versions {
  base: Document
  theirs: Document
  mine: Document
}

interface Sides {
  versions: Versions
  revision: number
}

/** What the author has written, what it was written from, and what is published now. */
async function sidesOf(
  visit: Visit,
  change: ProposalChange,
  changes: readonly ProposalChange[],
): Promise<Sides | undefined> {
  const { read } = visit.context.database
  const [now, base] = await Promise.all([
    publishedVersion(read, change),
    versionAt(read, change, change.typed === null ? change.base : (change.typedBase ?? change.base)),
  ])
  const mine = mineOf(visit, change, changes, base?.document)
  if (now === undefined || base === undefined || mine === undefined) return undefined
  return { versions: { base: base.document, theirs: now.document, mine }, revision: now.revision }
}

function mineOf(
  visit: Visit,
  { kind, typed, source }: ProposalChange,
  changes: readonly ProposalChange[],
  base: Document | undefined,
) {
  if (typed === null) return source === null ? undefined : documentIn(source)
  const quick = typed.champ === undefined ? undefined : quickEdit(kind, typed.champ)
  const options = {
    base,
    guide: guideFor(visit, changes),
    ...(quick === undefined ? {} : { only: quick.keys }),
  }
  return readTyped(kind, typed, options).document
}

async function loadSides(visit: Visit) {
  const { proposal, changes } = await loadProposal(visit, 'authorship')
  const change = changes.find(({ position }) => String(position) === visit.request.params.position)
  if (change === undefined || change.documentId === null) throw new NotFound()
  return { proposal, changes, change, sides: await sidesOf(visit, change, changes) }
}

/** Where nothing is contested, or what is typed has a fault to be mended first, the form says so. */
async function askAgain(visit: Visit): Promise<void> {
  const { proposal, change, sides } = await loadSides(visit)
  if (sides === undefined || mergeDocuments(sides.versions, titlesFor(visit)).conflicts.length === 0)
    return visit.response.redirect(303, changeUrl(proposal.id, change.position))
  await renderConflict(visit, proposal.id, change, sides, { status: 200 })
}

/** In answer to a form that met a conflict: what was typed is kept as a draft already. */
export async function showConflict(
  visit: Visit,
  { proposalId, change }: { proposalId: number; change: ProposalChange },
): Promise<void> {
  const sides = await sidesOf(visit, change, await changesOf(visit.context.database.read, proposalId))
  if (sides === undefined) throw new NotFound()
  await renderConflict(visit, proposalId, change, sides, { status: 409 })
}

async function renderConflict(
  visit: Visit,
  proposalId: number,
  change: ProposalChange,
  { versions, revision }: Sides,
  {
    status,
    problems = {},
    chosen = {},
  }: { status: number; problems?: Problems; chosen?: Readonly<Record<string, string>> },
): Promise<void> {
  const { base, theirs, mine } = versions
  const titleOf = titlesFor(visit)
  const merge = mergeDocuments(versions, titleOf)
  const contested = new Set(merge.conflicts.map(({ key }) => key))
  const { fields, body } = compareDocuments(base, merge.document, titleOf)
  const revisions = await revisionsOf(visit.context.database.read, 'professional', change.documentId ?? 0)
  const published = revisions.find(({ n }) => n === revision)
  const sign = await signaturesOf(visit, revisions)
  const model = conflictPage(
    {
      proposalId,
      fiche: { kind: change.kind, title: theirs.fields.titre, slug: change.slug },
      conflicts: merge.conflicts,
      published: {
        revision,
        at: published?.createdAt ?? visit.context.now().toISOString(),
        by: published === undefined ? '' : sign(published.author),
      },
      author: { name: visitorOf(visit).person.name, institution: undefined, isYou: true },
      merged: fields.filter(({ key }) => !contested.has(key)),
      bodyMerged:
        body.length > 0 && !contested.has('corps') && mine.body !== base.body && theirs.body !== base.body,
      form: {
        action: proposalUrl(proposalId, `/conflit/${change.position}`),
        key: formKey(visit, CONFLICT),
        hidden: { publie: String(revision) },
      },
      chosen,
      problems,
    },
    visit.view,
  )
  visit.render('proposals/conflict', model, status)
}

const CHOICES: Readonly<Record<string, Choice>> = {
  avant: 'base',
  publie: 'theirs',
  propose: 'mine',
  deux: 'both',
}

async function settle(visit: Visit): Promise<void> {
  const { request, response, context } = visit
  const { proposal, changes, change, sides } = await loadSides(visit)
  if (sides === undefined) return response.redirect(303, changeUrl(proposal.id, change.position))
  const { conflicts } = mergeDocuments(sides.versions, titlesFor(visit))
  const chosen = Object.fromEntries(conflicts.map(({ id }) => [id, rawField(request, `choix.${id}`)]))
  const problems: Problems = Object.fromEntries(
    conflicts.flatMap(({ id, label }) =>
      wordIn(CHOICES, chosen[id]) === undefined
        ? [[`choix.${id}`, `${label} : choisissez ce qui est juste.`]]
        : [],
    ),
  )
  // Another version was published while the author chose: the question is another one.
  const hasMoved = rawField(request, 'publie') !== String(sides.revision)
  if (hasMoved || Object.keys(problems).length > 0) {
    const status = hasMoved ? 409 : 422
    return renderConflict(visit, proposal.id, change, sides, {
      status,
      problems,
      chosen: hasMoved ? {} : chosen,
    })
  }
  const choices = Object.fromEntries(conflicts.map(({ id }) => [id, wordIn(CHOICES, chosen[id]) ?? 'theirs']))
  const document = settleConflicts(sides.versions, choices)
  const { kind, position } = change
  const besides = typedIn({ kind, quick: quickEdit(kind, 'aucun') }, { ...change.typed })
  const typed = {
    ...typedIn({ kind, quick: undefined }, typedOf(document, guideFor(visit, changes))),
    resume_modification: besides.resume_modification ?? proposal.summary,
    message: besides.message ?? proposal.message,
  }
  const location = `${changeUrl(proposal.id, position)}?fait=choix`
  const { authorId, id: proposalId } = proposal
  const made = await rebase(
    actOnce(visit, location),
    { proposalId, authorId, position, base: sides.revision, typed },
    context.now(),
  )
  if (!made.ok) return showProposal(visit, { refusal: DECIDED, status: 409 })
  response.redirect(303, location)
}
