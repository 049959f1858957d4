/** Sending what was written to review: every text of the proposal is read, checked and merged, or the form comes back. */
import { documentIn, publishedVersion, versionAt } from '../actions/outlook.ts'
import { isSlugTaken, nameNewFiche, retype, type SentChange, submit } from '../actions/propose.ts'
import { prepare } from '../actions/publish.ts'
import { tellReviewers } from '../actions/telling.ts'
import { parisDay } from '../domain/day.ts'
import type { Document } from '../domain/document/document.ts'
import { formatDocument } from '../domain/document/format.ts'
import { referencesOf } from '../domain/document/references.ts'
import { quickEdit } from '../domain/editing/quick.ts'
import { type FieldProblem, type Typed, typedOf } from '../domain/editing/typed.ts'
import { mergeDocuments } from '../domain/merge.ts'
import { workingDayAfter } from '../domain/promise.ts'
import { seatsOf } from '../domain/proposal.ts'
import { standingOf } from '../domain/standing.ts'
import { changesOf, type ProposalChange } from '../store/proposals.ts'
import { besidesOf, besidesProblems } from './besides.ts'
import { showConflict } from './conflict.ts'
import {
  type Editing,
  ELSEWHERE,
  freeSlug,
  freeSlugOf,
  guideFor,
  NO_NAME,
  readForm,
  SAME,
  type Shown,
  showForm,
  titleOfChange,
  typedIn,
  unconfirmedDuplicates,
} from './editingForm.ts'
import { actOnce } from './forms.ts'
import { changeUrl, proposalUrl } from './proposalAddress.ts'
import { DECIDED, showProposal } from './proposalPage.ts'
import { reviewersFor, tellingOf, titlesFor } from './proposing.ts'
import type { Visit } from './route.ts'

/** A text that may be sent, or what stands against it. */
type Sendable =
  | { sent: SentChange; document: Document; now: Document | undefined }
  | { problems: FieldProblem[] }
  | 'conflict'

export async function send(visit: Visit, asTyped: Editing, shown: Shown): Promise<void> {
  const editing = await renamedWhereTaken(visit, asTyped)
  const { proposal, change, changes } = editing
  if (proposal === undefined || change === undefined) throw new Error('A form is sent after it was kept')
  const { context } = visit
  const refuse = (problems: FieldProblem[], more: Partial<Shown> = {}) =>
    showForm(visit, editing, { ...shown, ...more, problems, status: 422 })
  const besides = summaryProblems(shown.typed)
  const own = await sendable(visit, editing, shown.typed)
  if (own === 'conflict')
    return showConflict(visit, { proposalId: proposal.id, change: { ...change, typed: shown.typed } })
  if ('problems' in own) return refuse([...own.problems, ...besides])
  if (change.base === 0) {
    const duplicates = unconfirmedDuplicates(visit, own.document, shown.typed)
    if (duplicates.length > 0) return refuse([SAME, ...besides], { duplicates })
  }
  if (besides.length > 0) return refuse(besides)
  const others: Exclude<Sendable, { problems: FieldProblem[] } | 'conflict'>[] = []
  for (const other of changes.filter((each) => each.position !== change.position)) {
    const read = await sendableOther(visit, editing, other)
    if (read === 'conflict')
      return visit.response.redirect(303, proposalUrl(proposal.id, `/conflit/${other.position}`))
    if ('problems' in read)
      return showForm(visit, editing, {
        ...shown,
        status: 422,
        problems: [otherProblem(visit, proposal.id, other)],
      })
    others.push(read)
  }
  const all = [own, ...others]
  if (all.every(({ sent, now }) => now !== undefined && sent.source === formatDocument(now)))
    return refuse([NOTHING_CHANGED])
  const promisedOn = workingDayAfter(parisDay(context.now()), context.config.reviewDays)
  const location = `${proposalUrl(proposal.id)}?fait=soumise`
  const sides = all.map(({ sent, document, now }) => ({
    now: now && { document: now, revision: sent.base },
    seats: seatsOf(
      now && standingOf({ slug: sent.slug, document: now }, visit.directory),
      standingOf({ slug: sent.slug, document }, visit.directory),
    ),
  }))
  const made = await submit(
    actOnce(visit, location),
    {
      proposalId: proposal.id,
      authorId: proposal.authorId,
      ...besidesOf(shown.typed),
      promisedOn,
      // What is sent again as it is stays as it is, a moderator's corrections included.
      changes: all.flatMap(({ sent }) => (sent.seen === undefined ? [] : [sent])),
    },
    context.now(),
    tellReviewers(
      tellingOf(visit),
      { proposalId: proposal.id, promisedOn, authorId: proposal.authorId },
      sides,
      await reviewersFor(visit),
    ),
  )
  if (made.ok) return visit.response.redirect(303, location)
  if (made.reason === 'slug') return refuse([TAKEN])
  if (made.reason === 'elsewhere')
    return showForm(visit, editing, { ...shown, notices: [ELSEWHERE], status: 409 })
  return showProposal(visit, { refusal: DECIDED, status: 409 })
}

const NOTHING_CHANGED: FieldProblem = {
  field: '',
  message: 'Rien n’est changé : le texte est celui de la fiche publiée.',
}
const TAKEN: FieldProblem = {
  field: 'titre',
  message: 'Une autre fiche vient de prendre ce nom. Soumettez de nouveau : elle en recevra un autre.',
}

/** A new fiche whose name was taken since it got its slug gets another one, and those that name it follow. */
async function renamedWhereTaken(visit: Visit, editing: Editing): Promise<Editing> {
  const { proposal, change } = editing
  if (proposal === undefined) return editing
  const { database, now } = visit.context
  for (const each of editing.changes) {
    if (each.base !== 0 || each.slug === '' || !(await isSlugTaken(database.read, each.slug, proposal.id)))
      continue
    const title = each.typed?.titre ?? (each.source === null ? '' : documentIn(each.source).fields.titre)
    const slug = await freeSlugOf(visit, title, { ...editing, change: each })
    const before = guideFor(visit, editing.changes)
    for (const { position, kind, typed, source, base } of editing.changes) {
      if (typed !== null || source === null || position === each.position) continue
      const labelled = typedIn({ kind, quick: undefined }, typedOf(documentIn(source), before))
      await retype(database, { proposal, position, typed: labelled, base }, now())
    }
    const named = {
      proposalId: proposal.id,
      authorId: proposal.authorId,
      position: each.position,
      slug: slug ?? '',
    }
    await nameNewFiche(database, named, undefined, now())
    const changes = await changesOf(database.read, proposal.id)
    const own = changes.find(({ position }) => position === change?.position)
    return renamedWhereTaken(visit, { ...editing, changes, change: own, guide: guideFor(visit, changes) })
  }
  return editing
}

/** The summary of faults leads to the form of the fiche that has them. */
function otherProblem(visit: Visit, proposalId: number, change: ProposalChange): FieldProblem {
  const title = titleOfChange(visit, change)
  const message = `« ${title} », dans la même proposition, est à compléter ou à retirer.`
  return { field: changeUrl(proposalId, change.position), message }
}

function summaryProblems(typed: Typed): FieldProblem[] {
  if (besidesOf(typed).summary === '')
    return [
      {
        field: 'resume_modification',
        message: 'Une phrase suffit, elle aide à accepter vite.',
      },
    ]
  return besidesProblems(typed)
}

async function sendable(visit: Visit, editing: Editing, typed: Typed): Promise<Sendable> {
  const { change, base, now, kind } = editing
  if (change === undefined) throw new Error('A form is sent after it was kept')
  const { document, problems } = readForm(editing, typed)
  if (document === undefined) return { problems }
  const unknown =
    typed.mode === 'source'
      ? unknownReferences(visit, { base: base?.document, changes: editing.changes }, document)
      : []
  if (unknown.length > 0) return { problems: unknown }
  const slug = change.slug === '' ? await freeSlug(visit, document, editing) : change.slug
  if (slug === undefined) return { problems: [NO_NAME] }
  const merged = mergedWith(visit, { base: base?.document, now: now?.document, mine: document })
  if (merged === 'conflict') return 'conflict'
  const source = formatDocument(merged)
  const prepared = await prepare(visit.context.renderer, kind, source)
  if (!prepared.ok)
    return { problems: prepared.problems.map(({ message }) => ({ field: 'corps.0.texte', message })) }
  const sent = { position: change.position, slug, base: now?.revision ?? 0, source, seen: change.typedSeq }
  return { sent, document: merged, now: now?.document }
}

/** Disjoint changes go together by themselves; the same field asks. */
function mergedWith(
  visit: Visit,
  { base, now, mine }: { base: Document | undefined; now: Document | undefined; mine: Document },
): Document | 'conflict' {
  if (base === undefined || now === undefined || formatDocument(base) === formatDocument(now)) return mine
  const merge = mergeDocuments({ base, theirs: now, mine }, titlesFor(visit))
  return merge.conflicts.length > 0 ? 'conflict' : merge.document
}

/** In a source text, references are typed as slugs: each must name something. */
export function unknownReferences(
  visit: Visit,
  { base, changes }: { base: Document | undefined; changes: readonly ProposalChange[] },
  document: Document,
): FieldProblem[] {
  const known = new Set(base === undefined ? [] : referencesOf(base).map(({ slug }) => slug))
  return referencesOf(document).flatMap(({ key, to, slug }) => {
    if (to === 'help' || known.has(slug)) return []
    const read = guideFor(visit, changes).read(to, slug)
    return 'message' in read ? [{ field: 'source', message: `${key} : ${read.message}` }] : []
  })
}

/** Another fiche of the same proposal: as it was sent, or as its draft says. */
async function sendableOther(visit: Visit, editing: Editing, change: ProposalChange): Promise<Sendable> {
  const { read } = visit.context.database
  const [now, base] = await Promise.all([
    publishedVersion(read, change),
    versionAt(read, change, change.typedBase ?? change.base),
  ])
  if (change.typed === null && change.source !== null) {
    const document = documentIn(change.source)
    const { position, slug, source } = change
    return { sent: { position, slug, base: change.base, source }, document, now: now?.document }
  }
  const { kind, slug, documentId, typed } = change
  const quick = typed?.champ === undefined ? undefined : quickEdit(kind, typed.champ)
  return sendable(visit, { ...editing, kind, slug, documentId, change, now, base, quick }, change.typed ?? {})
}
