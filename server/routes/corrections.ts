/** The corrections that a reviewer makes before accepting: in the form of the fiche, and of the text that was read. */
import { prepare } from '../actions/publish.ts'
import { type Approved, correct } from '../actions/review.ts'
import { tellVerdict } from '../actions/telling.ts'
import { isSensitive } from '../domain/comparison.ts'
import { compareDocuments } from '../domain/diff.ts'
import type { Document } from '../domain/document/document.ts'
import { formatDocument } from '../domain/document/format.ts'
import { withAct } from '../domain/editing/acts.ts'
import { readTyped } from '../domain/editing/read.ts'
import { type FieldProblem, type Typed, typedOf } from '../domain/editing/typed.ts'
import { may } from '../domain/permission.ts'
import { HttpError } from '../http/errors.ts'
import { allFields, field } from '../http/forms.ts'
import type { ProposalChange } from '../store/proposals.ts'
import { editPage } from '../viewmodels/editing.ts'
import { besidesOf, besidesProblems } from './besides.ts'
import { guideFor, otherMode, typedIn } from './editingForm.ts'
import { actOnce } from './forms.ts'
import { PROPOSALS, proposalUrl } from './proposalAddress.ts'
import { showProposal } from './proposalPage.ts'
import {
  isContested,
  type Loaded,
  loadProposal,
  mayReviewSome,
  readyFor,
  seatsFor,
  tellingOf,
  titlesFor,
  type Weighted,
} from './proposing.ts'
import { NotFound } from './refusals.ts'
import { afterwards, CONTESTED, REFUSALS, reviewingOf } from './review.ts'
import { formKey, type Route, type Visit } from './route.ts'
import { unknownReferences } from './sending.ts'
import { visitorOf } from './visitor.ts'

const CORRECT = `${PROPOSALS}/:id/corriger/:position`

export const correctionRoutes: Route[] = [
  { method: 'GET', path: CORRECT, right: 'review', kept: false, handle: askCorrections },
  { method: 'POST', path: CORRECT, right: 'review', byText: true, handle: takeCorrection },
]

/** What was read when the form was opened: nothing else may be accepted by it, however often it comes back. */
interface Read {
  version: string
  fingerprint: string
}

interface Corrected {
  typed?: Typed
  problems?: readonly FieldProblem[]
  status?: number
  notices?: readonly string[]
}

interface Corrigible {
  loaded: Loaded
  outlook: Weighted
}

/** One fiche of the proposal, for who speaks for one of its sides. */
async function loadCorrigible(visit: Visit): Promise<Corrigible> {
  const loaded = await loadProposal(visit, 'review')
  const { position } = visit.request.params
  const outlook = loaded.outlooks.find(({ change }) => String(change.position) === position)
  if (outlook === undefined) throw new NotFound()
  const { grants } = visitorOf(visit)
  if (!outlook.seats.some(({ standing }) => may(grants, 'relire', standing))) throw new HttpError(403)
  return { loaded, outlook }
}

async function askCorrections(visit: Visit): Promise<void> {
  const corrigible = await loadCorrigible(visit)
  const { loaded } = corrigible
  // A moderator who chose between two texts would drop one side: that is for its author.
  if (isContested(loaded)) return showProposal(visit, { refusal: CONTESTED, status: 409 }, loaded)
  const read = { version: String(loaded.proposal.version), fingerprint: loaded.fingerprint }
  showCorrections(visit, corrigible, read)
}

const BOTH_NAMES =
  'Vos corrections de rédaction sont publiées aussitôt, sous vos deux noms. Ce que vous changez d’un téléphone, d’un courriel, d’une adresse, d’horaires, d’une fermeture, d’une absence, d’une condition, de la visibilité, du statut ou du nom d’une personne attend un clic de l’auteur.'
const CHANGED_SINCE =
  'Le texte ou la fiche a changé pendant que vous corrigiez : rien n’a été publié. Vos corrections sont ci-dessous ; rouvrez la proposition dans un autre onglet, puis reportez-les.'

function showCorrections(
  visit: Visit,
  { loaded, outlook }: Corrigible,
  { version, fingerprint }: Read,
  shown: Corrected = {},
): void {
  const { proposal, changes, outlooks } = loaded
  const { change, now, result } = outlook
  const own = outlooks.filter((each) => mayReviewSome(visitorOf(visit).grants, [each]))
  const guide = guideFor(visit, asSent(changes))
  const typed = shown.typed ?? typedIn({ kind: change.kind, quick: undefined }, typedOf(result, guide))
  const model = editPage(
    {
      kind: change.kind,
      title: result.fields.titre,
      fiche: now && {
        slug: change.slug,
        url: `/fiches/${change.slug}`,
        revision: now.revision,
        document: now.document,
      },
      guide,
      typed,
      problems: shown.problems ?? [],
      only: undefined,
      action: proposalUrl(proposal.id, `/corriger/${change.position}`),
      key: formKey(visit, CORRECT),
      hidden: { version, empreinte: fingerprint },
      draft: undefined,
      reaches: undefined,
      notices: [...(shown.notices ?? []), BOTH_NAMES],
      promise: '',
      duplicates: [],
      words: [],
      summary: typed.resume_modification ?? '',
      message: '',
      preview: undefined,
      isRaw: typed.mode === 'source',
      submitLabel: 'Accepter avec ces corrections',
      isCorrection: true,
      backUrl: proposalUrl(proposal.id),
      siblings:
        own.length < 2
          ? []
          : own.map(({ change: each, result: text }) => ({
              title: text.fields.titre,
              url: proposalUrl(proposal.id, `/corriger/${each.position}`),
              current: each.position === change.position,
            })),
    },
    visit.view,
  )
  visit.render('editing/show', model, shown.status ?? 200)
}

/** What an author typed and did not send is nobody else's to read. */
function asSent(changes: readonly ProposalChange[]): ProposalChange[] {
  return changes.filter(({ source }) => source !== null).map((change) => ({ ...change, typed: null }))
}

/** What a button of the form does; nothing is kept but what the page holds. */
function actedOn(visit: Visit, { loaded, outlook }: Corrigible, typed: Typed, acte: string): Corrected {
  const { change, result } = outlook
  if (!acte.startsWith('mode:')) return { typed: withAct(change.kind, typed, acte) ?? typed }
  const base = { document: result, revision: change.base }
  const guide = guideFor(visit, asSent(loaded.changes))
  const { problems, status, typed: other } = otherMode({ kind: change.kind, base, guide }, typed)
  return {
    typed: other ?? typed,
    ...(problems === undefined ? {} : { problems }),
    ...(status === undefined ? {} : { status }),
  }
}

async function takeCorrection(visit: Visit): Promise<void> {
  const { request, context } = visit
  const corrigible = await loadCorrigible(visit)
  const { loaded, outlook } = corrigible
  const { kind } = outlook.change
  const typed = typedIn({ kind, quick: undefined }, allFields(request))
  const read = { version: field(request, 'version', 9), fingerprint: field(request, 'empreinte', 64) }
  const again = (more: Corrected) => showCorrections(visit, corrigible, read, { typed, ...more })
  const acte = allFields(request).acte ?? 'soumettre'
  if (acte !== 'soumettre') return again(actedOn(visit, corrigible, typed, acte))
  if (read.fingerprint !== loaded.fingerprint || isContested(loaded))
    return again({ notices: [CHANGED_SINCE], status: 409 })
  const guide = guideFor(visit, asSent(loaded.changes))
  const { document, problems } = readTyped(kind, typed, { base: outlook.result, guide })
  const unknown =
    document !== undefined && typed.mode === 'source'
      ? unknownReferences(visit, { base: outlook.result, changes: asSent(loaded.changes) }, document)
      : []
  const faults = [...problems, ...unknown, ...besidesProblems(typed)]
  if (document === undefined || faults.length > 0) return again({ problems: faults, status: 422 })
  const prepared = await prepare(context.renderer, kind, formatDocument(document))
  if (!prepared.ok)
    return again({
      problems: prepared.problems.map(({ message }) => ({ field: 'corps.0.texte', message })),
      status: 422,
    })
  const words = besidesOf(typed).summary
  const made = await publishCorrected(visit, corrigible, { document, prepared: prepared.prepared, words })
  if ('location' in made) return visit.response.redirect(303, made.location)
  return again({ notices: [REFUSALS[made.reason].refusal], status: REFUSALS[made.reason].status })
}

type PreparedText = Extract<Awaited<ReturnType<typeof prepare>>, { ok: true }>['prepared']

async function publishCorrected(
  visit: Visit,
  { loaded, outlook }: Corrigible,
  { document, prepared, words }: { document: Document; prepared: PreparedText; words: string },
) {
  const { context } = visit
  const { change, now, read } = outlook
  const base = now?.revision ?? 0
  const others = loaded.outlooks.filter((each) => each !== outlook)
  const own = {
    position: change.position,
    slug: change.slug,
    over: base,
    prepared,
    read,
    seats: seatsFor(visit, { ...outlook, result: document }),
    editedBy: visitorOf(visit).person.id,
  }
  const edits = compareDocuments(outlook.result, document, titlesFor(visit))
  const waits = edits.fields.some(({ key }) => isSensitive(key))
  const locationOf = (done: Approved) =>
    done.ok && done.published
      ? afterwards('publiee', loaded.proposal.id)
      : `${proposalUrl(loaded.proposal.id)}?fait=${waits ? 'corrigee' : 'accord-donne'}`
  const made = await correct(
    actOnce(visit, locationOf),
    { ...reviewingOf(visit, loaded), ready: [...(await readyFor(visit, others)), own] },
    [{ position: change.position, source: prepared.source, base }],
    { waits, words },
    context.now(),
    tellVerdict(tellingOf(visit), loaded, waits ? 'corrected' : 'accepted'),
  )
  if (!made.ok) return made
  if (made.published) await context.index.catchUp()
  return { location: locationOf(made) }
}
