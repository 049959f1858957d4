/** Writing a fiche: the form of a change, from an address of the fiche or of a proposal, and what its buttons do. */
import { documentIn, type Version, versionAt } from '../actions/outlook.ts'
import { type DraftSaved, discard, keepDraft, nameNewFiche, retype, saveDraft } from '../actions/propose.ts'
import { keyOwner } from '../auth/formKeys.ts'
import { newToken } from '../auth/tokens.ts'
import type { Document } from '../domain/document/document.ts'
import type { FicheKind } from '../domain/document/keys.ts'
import { FICHE_KINDS, KINDS } from '../domain/document/kinds.ts'
import { withAct } from '../domain/editing/acts.ts'
import type { EditingGuide } from '../domain/editing/guide.ts'
import { quickEdit } from '../domain/editing/quick.ts'
import { emptyTyped, rowsOf, type Typed, typedOf } from '../domain/editing/typed.ts'
import { MOST_CHANGES, stateAfter } from '../domain/proposal.ts'
import { HttpError } from '../http/errors.ts'
import { allFields } from '../http/forms.ts'
import { numberParameter, parameter } from '../http/query.ts'
import { documentById } from '../store/documents.ts'
import type { PublishedPage } from '../store/pageTypes.ts'
import {
  changesOf,
  findProposal,
  openProposalOn,
  type Proposal,
  type ProposalChange,
  pendingOn,
} from '../store/proposals.ts'
import { wordIn } from '../text/wordIn.ts'
import { urlOf } from '../viewmodels/links.ts'
import { naturePage } from '../viewmodels/nature.ts'
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
} from './editingForm.ts'
import { loadPage } from './loading.ts'
import { changeUrl, PROPOSALS } from './proposals.ts'
import { loadProposal } from './proposing.ts'
import { NotFound } from './refusals.ts'
import { allow, type Route, type Visit } from './route.ts'
import { send } from './sending.ts'
import { visitorOf } from './visitor.ts'

const EDIT = '/fiches/:slug/modifier'
const NEW = '/fiches/nouvelle'
const CHANGE = `${PROPOSALS}/:id/changements/:position`
const DRAFT = `${PROPOSALS}/brouillon`

/** Before the routes of fiches: « nouvelle » is no slug. */
export const editingRoutes: Route[] = [
  { method: 'GET', path: NEW, right: 'propose', kept: false, handle: showNew },
  { method: 'POST', path: NEW, right: 'propose', byText: true, handle: takeNew },
  { method: 'GET', path: EDIT, right: 'propose', kept: false, handle: showEdit },
  { method: 'POST', path: EDIT, right: 'propose', byText: true, handle: takeEdit },
  { method: 'GET', path: CHANGE, right: 'authorship', kept: false, handle: showChange },
  { method: 'POST', path: CHANGE, right: 'authorship', byText: true, handle: takeChange },
  { method: 'POST', path: DRAFT, right: 'account', form: false, handle: takeDraft },
]

// A fiche as it is published

async function editingOf(visit: Visit, fields: Typed): Promise<Editing> {
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
function baseIn({ base }: Typed, revision: number): number | undefined {
  const n = /^[1-9]\d{0,8}$/.test(base ?? '') ? Number(base) : 0
  return n > 0 && n <= revision ? n : undefined
}

interface Asked {
  kind: FicheKind
  slug: string
  documentId: number | null
  base: number
  revision: number
  action: string
  pattern: string
  fields: Typed
}

async function editingFor(visit: Visit, asked: Asked): Promise<Editing> {
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
async function ownProposal(visit: Visit, given: string | undefined): Promise<Proposal | undefined> {
  if (given === undefined || given === '') return undefined
  const id = /^[1-9]\d{0,8}$/.test(given) ? Number(given) : 0
  const proposal = await findProposal(visit.context.database.read, id)
  if (proposal?.authorId !== visitorOf(visit).person.id) throw new NotFound()
  return proposal
}

async function showEdit(visit: Visit): Promise<void> {
  const { request, response, context } = visit
  const champ = parameter(request, 'champ')
  const editing = await editingOf(visit, champ === undefined ? {} : { champ })
  if (champ !== undefined && editing.quick === undefined) throw new NotFound()
  const me = visitorOf(visit).person.id
  const version = numberParameter(request, 'version', { min: 1, max: 999_999_999 })
  const open = await openProposalOn(context.database.read, me, editing.documentId ?? 0)
  if (open !== undefined && version === undefined && parameter(request, 'autre') === undefined) {
    const changes = await changesOf(context.database.read, open.id)
    const own = changes.find(({ documentId }) => documentId === editing.documentId)
    // The whole form is long: it opens at what is to be changed. A draft of this field alone is short.
    const isShort = own?.typed?.champ === champ
    const field = champ === undefined ? '' : `&champ=${champ}${isShort ? '' : `#${editing.quick?.keys[0]}`}`
    return response.redirect(303, `${changeUrl(open.id, own?.position ?? 1)}?fait=reprise${field}`)
  }
  const restored = version === undefined ? undefined : await restoredText(visit, editing, version)
  const document = restored ?? editing.base?.document
  if (document === undefined) throw new NotFound()
  const typed = typedIn(editing, typedOf(document, editing.guide))
  await showForm(visit, editing, {
    typed: {
      ...typed,
      ...(champ === undefined ? {} : { champ }),
      ...(version === undefined ? {} : { resume_modification: `Rétablit la version ${version}` }),
    },
    notices: await noticesFor(visit, editing, version),
  })
}

async function restoredText(visit: Visit, { documentId }: Editing, n: number): Promise<Document> {
  const version = await versionAt(visit.context.database.read, { documentId }, n)
  if (version === undefined) throw new NotFound()
  return version.document
}

async function noticesFor(visit: Visit, { documentId }: Editing, version?: number): Promise<string[]> {
  const others = documentId === null ? [] : await pendingOn(visit.context.database.read, documentId, 0)
  return [
    ...(version === undefined
      ? []
      : [
          `Voici le texte de la version ${version}. Relisez-le, puis soumettez : c’est une proposition comme une autre.`,
        ]),
    ...(others.length === 0
      ? []
      : [
          'Une autre proposition attend déjà sur cette fiche. Les modifications de champs différents se réunissent d’elles-mêmes.',
        ]),
  ]
}

async function takeEdit(visit: Visit): Promise<void> {
  const fields = allFields(visit.request)
  return takeForm(visit, await editingOf(visit, fields), fields)
}

// A new fiche

function kindNamed(nature: string | undefined): FicheKind | undefined {
  return FICHE_KINDS.find((kind) => KINDS[kind].nature === nature)
}

async function newEditing(visit: Visit, kind: FicheKind, fields: Typed): Promise<Editing> {
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

async function showNew(visit: Visit): Promise<void> {
  const nature = parameter(visit.request, 'nature')
  const from = parameter(visit.request, 'depuis')
  allow(visit, 'propose', 'fiche')
  if (nature === undefined) return visit.render('editing/nature', naturePage(from, visit.view))
  const kind = kindNamed(nature)
  if (kind === undefined) throw new HttpError(422)
  const editing = await newEditing(visit, kind, {})
  await showForm(visit, editing, { typed: emptyTyped(kind, copiedFrom(visit, from), editing.guide) })
}

/** What a fiche has in common with the one it is created from. */
function copiedFrom({ directory }: Visit, slug: string | undefined) {
  const facts = slug === undefined ? undefined : directory.find(slug)
  if (facts === undefined) return {}
  const owner = facts.kind === 'institution' ? facts.slug : facts.owner
  return {
    thematiques: [...facts.themes],
    territoires: [...facts.territories],
    ...(owner === undefined ? {} : { responsable: owner }),
  }
}

async function takeNew(visit: Visit): Promise<void> {
  const kind = kindNamed(parameter(visit.request, 'nature'))
  if (kind === undefined) throw new HttpError(422)
  const fields = allFields(visit.request)
  return takeForm(visit, await newEditing(visit, kind, fields), fields)
}

// A change of a proposal

async function changeEditing(visit: Visit, fields: Typed): Promise<Editing> {
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

async function publishedNow(
  visit: Visit,
  { slug, documentId }: Pick<ProposalChange, 'slug' | 'documentId'>,
): Promise<Version | undefined> {
  const facts = visit.directory.find(slug)
  const card = facts && visit.directory.cardOf(facts.id)
  return card && versionAt(visit.context.database.read, { documentId }, card.revision)
}

async function baseOf(visit: Visit, { documentId, base }: ProposalChange): Promise<Version | undefined> {
  return versionAt(visit.context.database.read, { documentId }, base)
}

async function showChange(visit: Visit): Promise<void> {
  const editing = await changeEditing(visit, {})
  const { proposal, change, kind, guide, now } = editing
  if (proposal === undefined || change === undefined) throw new NotFound()
  if (stateAfter(proposal.state, 'edit') === undefined) {
    if (change.typed === null) return visit.response.redirect(303, `${PROPOSALS}/${proposal.id}`)
    const { alone, own } = withoutProposal(editing, change.typed)
    const quick = own.champ === undefined ? undefined : quickEdit(kind, own.champ)
    return showForm(visit, { ...alone, quick }, { typed: own, seen: 0, notices: [UNSENT] })
  }
  const restarts = parameter(visit.request, 'recommencer') !== undefined
  const wanted = parameter(visit.request, 'champ')
  // What begins again is written from what is published now, and what was sent from where it was.
  const base = restarts ? now : change.typed === null ? await baseOf(visit, change) : editing.base
  const whole = { ...editing, base, quick: undefined }
  const kept = restarts ? null : change.typed
  const document = restarts
    ? now?.document
    : change.source === null
      ? now?.document
      : documentIn(change.source)
  const typed =
    kept ??
    (document === undefined
      ? emptyTyped(kind, {}, guide)
      : {
          ...typedIn({ kind, quick: undefined }, typedOf(document, guide)),
          resume_modification: proposal.summary,
          message: proposal.message,
        })
  const done = parameter(visit.request, 'fait')
  // A draft of one field is shown as such, unless another field is to be changed as well.
  const quick = kept?.champ === undefined ? undefined : quickEdit(kind, kept.champ)
  const isWhole = quick === undefined || (wanted !== undefined && wanted !== quick.id)
  await showForm(visit, isWhole ? whole : { ...whole, quick }, {
    typed: isWhole ? wholeOf(whole, typed) : typed,
    savedAt: kept === null ? undefined : proposal.updatedAt,
    notices: [...(wordIn(DONE, done) ?? []), ...(change.edited === null ? [] : [SET_ASIDE])],
  })
}

/** Everything that the form of a fiche holds, where only the fields of a quick edit were typed. */
function wholeOf({ kind, base, guide }: Editing, typed: Typed): Typed {
  const { champ, ...rest } = typed
  if (champ === undefined || base === undefined) return typed
  const keys = quickEdit(kind, champ)?.keys ?? []
  const others = Object.entries(typedOf(base.document, guide)).filter(
    ([name]) => !keys.includes(name.split('.', 1)[0] ?? ''),
  )
  return { ...typedIn({ kind, quick: undefined }, Object.fromEntries(others)), ...rest }
}

const SET_ASIDE =
  'Le relecteur a proposé des corrections : elles seront écartées si vous envoyez ce texte. Elles sont sur la page de la proposition.'

const DONE: Readonly<Record<string, string[]>> = {
  reprise: [
    'Vous avez déjà une proposition ouverte sur cette fiche : la voici, telle que vous l’aviez laissée. Ce que vous y changez partira avec elle.',
  ],
  enregistre: [
    'Brouillon enregistré. Vous le retrouverez dans « Mes propositions », sur n’importe quel ordinateur.',
  ],
  choix: ['Vos choix sont enregistrés. Relisez, puis soumettez.'],
  creation: ['Écrivez ici la nouvelle fiche. Vous reviendrez ensuite à la première, qui la nommera.'],
  otee: ['La fiche est retirée de votre proposition.'],
  ajoute: ['La fiche créée est ajoutée à votre proposition : les deux seront relues et publiées ensemble.'],
}

async function takeChange(visit: Visit): Promise<void> {
  const fields = allFields(visit.request)
  return takeForm(visit, await changeEditing(visit, fields), fields)
}

// What the buttons do

async function takeForm(visit: Visit, editing: Editing, fields: Typed): Promise<void> {
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
async function startAgain(visit: Visit, editing: Editing, typed: Typed): Promise<void> {
  const { alone, own } = withoutProposal(editing, typed)
  const saving = savingOf(visit, alone, own, undefined)
  const saved = await saveDraft(visit.context.database, saving, visit.context.now())
  if (!saved.ok) throw new HttpError(409)
  const kept = await keptEditing(visit, alone, saved)
  return showForm(visit, kept, { typed: own, seen: saved.seq, notices: [CLOSED], status: 409 })
}

/** The same form, as one that belongs to no proposal yet. */
function withoutProposal(editing: Editing, typed: Typed): { alone: Editing; own: Typed } {
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

const UNSENT =
  'Voici ce que vous n’aviez pas envoyé avant que votre proposition soit traitée. Soumettez-le s’il reste utile.'
const CLOSED =
  'Votre proposition a été traitée ou supprimée entre-temps. Rien n’est perdu : voici votre texte, gardé comme un nouveau brouillon. Soumettez-le s’il reste utile.'

function savingOf(visit: Visit, editing: Editing, typed: Typed, seen: string | undefined) {
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
async function keptEditing(
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
async function takeOut(visit: Visit, editing: Editing): Promise<void> {
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
async function create(visit: Visit, editing: Editing, [nature, field = '']: string[]): Promise<void> {
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

function copiedFields(document: Document | undefined, slug: string) {
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
async function addToParent(visit: Visit, editing: Editing, shown: Shown): Promise<void> {
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
function withNamed(
  { typed, typedBase, source, base, kind }: ProposalChange,
  field: string,
  label: string,
  guide: EditingGuide,
): { typed: Typed; base: number } {
  const sent = source === null ? {} : typedOf(documentIn(source), guide)
  const before = typed ?? typedIn({ kind, quick: undefined }, sent)
  return { typed: named(before, field, label), base: typedBase ?? base }
}

function named(typed: Typed, field: string, label: string): Typed {
  if (!LISTS.has(field)) return { ...typed, [field]: label }
  const rows = rowsOf(field, typed)
  const free = rows.find((row) => (typed[`${field}.${row}`] ?? '') === '') ?? rows.length
  const isNamed = rows.some((row) => typed[`${field}.${row}`] === label)
  return isNamed ? typed : { ...typed, [`${field}.${free}`]: label }
}

/** The fields of several names, of those that offer to create one. */
const LISTS: ReadonlySet<string> = new Set(['contacts', 'lieux'])

// What the script of the form asks

/** Keeps a draft while it is typed; the form sends itself whole. */
async function takeDraft(visit: Visit): Promise<void> {
  const fields = allFields(visit.request)
  const { context, response } = visit
  // A page that somebody else left open on this machine: their text is not this account's draft.
  const owner = keyOwner(fields.cle ?? '')
  if (owner > 0 && owner !== visitorOf(visit).person.id) {
    response.status(403).json({ raison: 'other' })
    return
  }
  const editing = await draftEditing(visit, fields)
  const typed = typedIn(editing, fields)
  const saved = await saveDraft(context.database, savingOf(visit, editing, typed, fields.vu), context.now())
  const savedAt = context.now().toISOString()
  if (saved.ok)
    response.json({ proposition: saved.proposalId, position: saved.position, vu: saved.seq, savedAt })
  else if (saved.reason === 'closed') response.status(409).json({ raison: saved.reason })
  else
    response
      .status(409)
      .json({ raison: saved.reason, proposition: saved.proposalId, position: saved.position, vu: saved.seq })
}

async function draftEditing(visit: Visit, fields: Typed): Promise<Editing> {
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
