/** What the buttons of the form do: each keeps what is typed first. */
import { documentIn, versionAt } from '../actions/outlook.ts'
import { type DraftSaved, discard, keepDraft, nameNewFiche, retype, saveDraft } from '../actions/propose.ts'
import { keyId } from '../auth/formKeys.ts'
import { newToken } from '../auth/tokens.ts'
import type { Document } from '../domain/document/document.ts'
import { KINDS } from '../domain/document/kinds.ts'
import { withAct } from '../domain/editing/acts.ts'
import type { EditingGuide } from '../domain/editing/guide.ts'
import { emptyTyped, rowsOf, type Typed, typedOf } from '../domain/editing/typed.ts'
import { MOST_CHANGES } from '../domain/proposal.ts'
import { HttpError } from '../http/errors.ts'
import { rawField } from '../http/forms.ts'
import { changesOf, findProposal, type ProposalChange } from '../store/proposals.ts'
import {
  type Editing,
  ELSEWHERE,
  freeSlug,
  guideFor,
  isRemovable,
  NO_NAME,
  otherMode,
  readForm,
  SAME,
  type Shown,
  showForm,
  typedIn,
  unconfirmedDuplicates,
  wholeOf,
} from './editingForm.ts'
import { EDIT, kindNamed, NEW } from './editingLoad.ts'
import { KEY_FIELD } from './forms.ts'
import { changeUrl, PROPOSALS } from './proposalAddress.ts'
import type { Visit } from './route.ts'
import { send } from './sending.ts'
import { visitorOf } from './visitor.ts'

export async function takeForm(visit: Visit, editing: Editing, fields: Typed): Promise<void> {
  const typed = typedIn(editing, fields)
  const acte = fields.acte ?? 'soumettre'
  const saved = await saveDraft(
    visit.context.database,
    savingOf(visit, editing, typed, fields.vu),
    visit.context.now(),
  )
  if (!saved.ok && saved.reason === 'closed') return startAgain(visit, editing, typed)
  const kept = await keptEditing(visit, editing, saved)
  if (!saved.ok) return showForm(visit, kept, { typed, seen: saved.seq, notices: [ELSEWHERE], status: 409 })
  const shown = { typed, seen: saved.seq, savedAt: visit.context.now().toISOString() }
  const [verb = '', ...names] = acte.split(':')
  switch (verb) {
    case 'relire':
      return showForm(visit, kept, shown)
    case 'apercu':
      return showForm(visit, kept, { ...shown, withPreview: true })
    case 'voir':
      return visit.response.redirect(303, `${PROPOSALS}/${saved.proposalId}/apercu/${saved.position}`)
    case 'oter':
      return takeOut(visit, kept)
    case 'entiere':
      return showForm(visit, { ...kept, quick: undefined }, { ...shown, typed: wholeOf(kept, typed) })
    case 'mode':
      return showForm(visit, kept, { ...shown, ...otherMode(kept, typed) })
    case 'enregistrer':
      return visit.response.redirect(303, `${changeUrl(saved.proposalId, saved.position)}?fait=enregistre`)
    case 'creer':
      return create(visit, kept, names)
    case 'soumettre':
      return typed.parent === undefined
        ? send(visit, kept, { ...shown, typed })
        : addToParent(visit, kept, { ...shown, typed })
    default: {
      const acted = withAct(kept.kind, typed, acte)
      if (acted === undefined) throw new HttpError(422)
      return showForm(visit, kept, { ...shown, typed: acted })
    }
  }
}

/** The proposal was decided, or thrown away in another window: what was typed is a new draft, and nothing is sent. */
export async function startAgain(visit: Visit, editing: Editing, typed: Typed): Promise<void> {
  const { alone, own } = withoutProposal(await ofPublished(visit, editing), typed)
  // The same however often the form is sent.
  const again = { ...alone, token: keyId(rawField(visit.request, KEY_FIELD)) }
  const saving = savingOf(visit, again, own, undefined)
  const saved = await saveDraft(visit.context.database, saving, visit.context.now())
  if (!saved.ok && saved.reason === 'closed') throw new HttpError(409)
  const kept = await keptEditing(visit, again, saved)
  return showForm(visit, kept, { typed: own, seen: saved.seq, notices: [CLOSED], status: 409 })
}

/** A new fiche that was published meanwhile is one that exists by now. */
async function ofPublished(visit: Visit, editing: Editing): Promise<Editing> {
  const { change, documentId } = editing
  const published = change?.published ?? null
  const facts = change === undefined || published === null ? undefined : visit.directory.find(change.slug)
  if (documentId !== null || published === null || facts === undefined) return editing
  const version = await versionAt(visit.context.database.read, { documentId: facts.id }, published)
  return { ...editing, documentId: facts.id, slug: facts.slug, base: version, now: version }
}

/** The same form, as one that belongs to no proposal yet. */
export function withoutProposal(editing: Editing, typed: Typed): { alone: Editing; own: Typed } {
  const { pour, parent, ...own } = typed
  const { documentId, slug, kind } = editing
  const address =
    documentId === null
      ? { action: `${NEW}?nature=${KINDS[kind].nature}`, pattern: NEW, slug: '' }
      : { action: `/fiches/${slug}/modifier`, pattern: EDIT }
  const alone = {
    ...editing,
    ...address,
    proposal: undefined,
    change: undefined,
    changes: [],
    token: newToken(),
  }
  return { alone, own }
}

export const CLOSED =
  'Votre proposition a été traitée ou supprimée entre-temps. Rien n’est perdu : voici votre texte, gardé comme un nouveau brouillon. Soumettez-le s’il reste utile.'

export function savingOf(visit: Visit, editing: Editing, typed: Typed, seen: string | undefined) {
  const { kind, documentId, slug, base, proposal, change, token } = editing
  return {
    authorId: visitorOf(visit).person.id,
    token,
    proposalId: proposal?.id,
    position: change?.position,
    change: { kind, documentId, slug, base: base?.revision ?? 0 },
    typed,
    seen: /^\d{1,9}$/.test(seen ?? '') ? Number(seen) : 0,
  }
}

/** The same form, with the proposal that its first saving made. */
export async function keptEditing(
  visit: Visit,
  editing: Editing,
  { proposalId, position }: Exclude<DraftSaved, { reason: 'closed' }>,
): Promise<Editing> {
  const { read } = visit.context.database
  const [proposal, changes] = await Promise.all([findProposal(read, proposalId), changesOf(read, proposalId)])
  const change = changes.find((each) => each.position === position)
  return { ...editing, proposal, changes, change, guide: guideFor(visit, changes) }
}

/** A fiche that was created on the way by mistake: the others stay, and name it no more. */
export async function takeOut(visit: Visit, editing: Editing): Promise<void> {
  const { proposal, change, changes } = editing
  if (proposal === undefined || change === undefined || !isRemovable(editing)) throw new HttpError(422)
  const { database, now } = visit.context
  const label = change.slug === '' ? undefined : editing.guide.labelOf(change.kind, change.slug)
  for (const { position, typed, typedBase } of changes) {
    if (typed === null || position === change.position || label === undefined) continue
    const without = Object.entries(typed).map(([name, value]) => [name, value === label ? '' : value])
    const base = typedBase ?? 0
    await retype(database, { proposal, position, base, typed: Object.fromEntries(without) }, now())
  }
  const { id: proposalId, authorId } = proposal
  await discard(database, { proposalId, authorId, position: change.position }, now())
  const [first] = changes.filter((each) => each.position !== change.position)
  visit.response.redirect(303, `${changeUrl(proposalId, first?.position ?? 1)}?fait=otee`)
}

/** « creer:contact:contacts »: a fiche that is written on the way, and named there once it is. */
export async function create(visit: Visit, editing: Editing, [nature, field = '']: string[]): Promise<void> {
  const kind = kindNamed(nature)
  const { proposal, change, changes } = editing
  if (kind === undefined || proposal === undefined || change === undefined) throw new HttpError(422)
  if (changes.length >= MOST_CHANGES) throw new HttpError(409)
  const { partial } = readForm(editing, change.typed ?? {})
  const copied = copiedFields(partial, editing.slug)
  const typed = { ...emptyTyped(kind, copied, editing.guide), pour: field, parent: String(change.position) }
  const made = await visit.context.database.write((tx) =>
    keepDraft(
      tx,
      {
        authorId: proposal.authorId,
        token: editing.token,
        proposalId: proposal.id,
        position: undefined,
        change: { kind, documentId: null, slug: '', base: 0 },
        typed,
        seen: 0,
      },
      visit.context.now().toISOString(),
    ),
  )
  if (!made.ok) throw new HttpError(409)
  visit.response.redirect(303, `${changeUrl(proposal.id, made.position)}?fait=creation`)
}

export function copiedFields(document: Document | undefined, slug: string) {
  const fields = (document?.fields ?? {}) as {
    thematiques?: string[]
    territoires?: string[]
    responsable?: string
  }
  const owner = document?.kind === 'institution' ? slug : fields.responsable
  return {
    ...(fields.thematiques === undefined ? {} : { thematiques: fields.thematiques }),
    ...(fields.territoires === undefined ? {} : { territoires: fields.territoires }),
    ...(owner === undefined || owner === '' ? {} : { responsable: owner }),
  }
}

/** A fiche that was created on the way is done: the one it was created for names it, and is shown again. */
export async function addToParent(visit: Visit, editing: Editing, shown: Shown): Promise<void> {
  const { proposal, change, changes } = editing
  const { document, problems } = readForm(editing, shown.typed)
  if (document === undefined || proposal === undefined || change === undefined)
    return showForm(visit, editing, { ...shown, problems, status: 422 })
  const duplicates = unconfirmedDuplicates(visit, document, shown.typed)
  if (duplicates.length > 0)
    return showForm(visit, editing, { ...shown, problems: [SAME], duplicates, status: 422 })
  const slug = change.slug === '' ? await freeSlug(visit, document, editing) : change.slug
  if (slug === undefined) return showForm(visit, editing, { ...shown, problems: [NO_NAME], status: 422 })
  const parent = changes.find(({ position }) => String(position) === shown.typed.parent)
  const field = shown.typed.pour ?? ''
  const named = changes.map((each) => (each === change ? { ...each, slug } : each))
  const label = guideFor(visit, named).labelOf(change.kind, slug)
  await nameNewFiche(
    visit.context.database,
    { proposalId: proposal.id, authorId: proposal.authorId, position: change.position, slug },
    parent === undefined
      ? undefined
      : { position: parent.position, ...withNamed(parent, field, label, editing.guide) },
    visit.context.now(),
  )
  visit.response.redirect(303, `${changeUrl(proposal.id, parent?.position ?? 1)}?fait=ajoute#${field}`)
}

/** The form with one more name in a list, or in the field that holds one; what was sent, where nothing is typed. */
export function withNamed(
  { typed, typedBase, source, base, kind }: ProposalChange,
  field: string,
  label: string,
  guide: EditingGuide,
): { typed: Typed; base: number } {
  const sent = source === null ? {} : typedOf(documentIn(source), guide)
  const before = typed ?? typedIn({ kind, quick: undefined }, sent)
  return { typed: named(before, field, label), base: typedBase ?? base }
}

export function named(typed: Typed, field: string, label: string): Typed {
  if (!LISTS.has(field)) return { ...typed, [field]: label }
  const rows = rowsOf(field, typed)
  const free = rows.find((row) => (typed[`${field}.${row}`] ?? '') === '') ?? rows.length
  const isNamed = rows.some((row) => typed[`${field}.${row}`] === label)
  return isNamed ? typed : { ...typed, [`${field}.${free}`]: label }
}

/** The fields of several names, of those that offer to create one. */
export const LISTS: ReadonlySet<string> = new Set(['contacts', 'lieux'])
