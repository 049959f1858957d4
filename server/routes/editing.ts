/** Writing a fiche: the form of a change, from an address of the fiche or of a proposal, and what its buttons do. */
import { documentIn, versionAt } from '../actions/outlook.ts'
import { saveDraft } from '../actions/propose.ts'
import { keyOwner } from '../auth/formKeys.ts'
import type { Document } from '../domain/document/document.ts'
import { quickEdit } from '../domain/editing/quick.ts'
import { emptyTyped, typedOf } from '../domain/editing/typed.ts'
import { stateAfter } from '../domain/proposal.ts'
import { HttpError } from '../http/errors.ts'
import { allFields } from '../http/forms.ts'
import { numberParameter, parameter } from '../http/query.ts'
import { changesOf, openProposalOn, pendingOn } from '../store/proposals.ts'
import { wordIn } from '../text/wordIn.ts'
import { naturePage } from '../viewmodels/nature.ts'
import { savingOf, takeForm, withoutProposal } from './editingActs.ts'
import { type Editing, showForm, typedIn, wholeOf } from './editingForm.ts'
import {
  baseOf,
  CHANGE,
  changeEditing,
  DRAFT,
  draftEditing,
  EDIT,
  editingOf,
  kindNamed,
  NEW,
  newEditing,
} from './editingLoad.ts'
import { changeUrl, PROPOSALS } from './proposalAddress.ts'
import { NotFound } from './refusals.ts'
import { allow, type Route, type Visit } from './route.ts'
import { visitorOf } from './visitor.ts'

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

const UNSENT =
  'Voici ce que vous n’aviez pas envoyé avant que votre proposition soit traitée. Soumettez-le s’il reste utile.'

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
