/** What a reviewer decides on a proposal, and the corrections made before publishing. */
import { prepare } from '../actions/publish.ts'
import {
  type Approved,
  type Approving,
  approve,
  askAuthor,
  correct,
  type Refusal,
  type Reviewing,
  reject,
  release,
  take,
} from '../actions/review.ts'
import { tellVerdict } from '../actions/telling.ts'
import { isSensitive } from '../domain/comparison.ts'
import { compareDocuments } from '../domain/diff.ts'
import { formatDocument } from '../domain/document/format.ts'
import { withAct } from '../domain/editing/acts.ts'
import { readTyped } from '../domain/editing/read.ts'
import type { FieldProblem, Typed } from '../domain/editing/typed.ts'
import { typedOf } from '../domain/editing/typed.ts'
import { HttpError } from '../http/errors.ts'
import { allFields, field, textField } from '../http/forms.ts'
import { editPage } from '../viewmodels/editing.ts'
import type { Problems } from '../viewmodels/form.ts'
import { guideFor, otherMode, typedIn } from './editingForm.ts'
import { actOnce } from './forms.ts'
import { DECIDED, LONGEST_MESSAGE, PROPOSALS, proposalUrl, STALE, showProposal } from './proposals.ts'
import {
  type Loaded,
  loadProposal,
  readyFor,
  seatsFor,
  tellingOf,
  titlesFor,
  type Weighted,
} from './proposing.ts'
import { NotFound } from './refusals.ts'
import { formKey, type Route, type Visit } from './route.ts'
import { visitorOf } from './visitor.ts'

const CORRECT = `${PROPOSALS}/:id/corriger/:position`

const act = (end: string, handle: Route['handle']): Route => ({
  method: 'POST',
  path: `${PROPOSALS}/:id${end}`,
  right: 'review',
  handle,
})

export const reviewRoutes: Route[] = [
  act('/avis', decideOn),
  act('/prendre', (visit) => move(visit, take, 'prise')),
  act('/rendre', (visit) => move(visit, release, 'rendue')),
  { method: 'GET', path: CORRECT, right: 'review', kept: false, handle: (visit) => showCorrection(visit) },
  { method: 'POST', path: CORRECT, right: 'review', handle: takeCorrection },
]

function reviewingOf(visit: Visit, { proposal }: Loaded): Reviewing {
  const { person, grants } = visitorOf(visit)
  const version = Number(field(visit.request, 'version', 9))
  return { proposalId: proposal.id, reviewer: { id: person.id, grants }, version }
}

const REFUSALS: Readonly<Record<Refusal, { refusal: string; status: number }>> = {
  closed: { refusal: DECIDED, status: 409 },
  stale: { refusal: STALE, status: 409 },
  own: { refusal: 'On ne relit pas sa propre proposition.', status: 403 },
  outside: { refusal: 'Cette fiche n’est pas dans votre périmètre.', status: 403 },
}

/** A resend leads where the first sending led; a refusal shows the page as it is now, with what was typed. */
async function answerAct(
  visit: Visit,
  made: { ok: true } | { ok: false; reason: Refusal },
  location: string,
  message = '',
): Promise<void> {
  if (made.ok) return visit.response.redirect(303, location)
  return showProposal(visit, { ...REFUSALS[made.reason], typed: { message } })
}

async function move(visit: Visit, act: typeof take, done: string): Promise<void> {
  const loaded = await loadProposal(visit, 'review')
  const location = `${proposalUrl(loaded.proposal.id)}?fait=${done}`
  await answerAct(
    visit,
    await act(actOnce(visit, location), reviewingOf(visit, loaded), visit.context.now()),
    location,
  )
}

async function decideOn(visit: Visit): Promise<void> {
  const loaded = await loadProposal(visit, 'review')
  const verdict = field(visit.request, 'avis', 20)
  const message = textField(visit.request, 'message', LONGEST_MESSAGE).trim()
  switch (verdict) {
    case 'accepter':
      return accept(visit, loaded, message)
    case 'demander':
      return withWords(visit, loaded, message, { act: askAuthor, done: 'precisions', verdict: 'asked' })
    case 'refuser':
      return withWords(visit, loaded, message, { act: reject, done: 'refusee', verdict: 'rejected' })
    default:
      throw new HttpError(422)
  }
}

async function accept(visit: Visit, loaded: Loaded, message: string): Promise<void> {
  const { outlooks, fingerprint, proposal } = loaded
  const isRead = field(visit.request, 'empreinte', 64) === fingerprint
  const contested = outlooks.some(({ merge }) => (merge?.conflicts.length ?? 0) > 0)
  // A decided proposal is answered by the act itself: what it says is truer than « changed ».
  const isOpen = proposal.decidedAt === null
  if (isOpen && (!isRead || contested))
    return showProposal(
      visit,
      { refusal: contested ? CONTESTED : STALE, typed: { message }, status: 409 },
      loaded,
    )
  const approving: Approving = {
    ...reviewingOf(visit, loaded),
    words: message,
    ready: isOpen ? await readyFor(visit, outlooks) : [],
  }
  const partly = `${proposalUrl(proposal.id)}?fait=accord-donne`
  const locationOf = (done: Approved) => (done.ok && !done.published ? partly : afterwards('publiee'))
  const made = await approve(
    actOnce(visit, locationOf),
    approving,
    visit.context.now(),
    tellVerdict(tellingOf(visit), loaded, 'accepted'),
  )
  // Found by search in the request that publishes it.
  if (made.ok && made.published) await visit.context.index.catchUp()
  await answerAct(visit, made, locationOf(made), message)
}

const CONTESTED =
  'La fiche a changé sur le même champ depuis : demandez à l’auteur de choisir. Rien n’a été publié.'

/** Back to the list. */
function afterwards(done: string): string {
  return `/relecture?fait=${done}`
}

async function withWords(
  visit: Visit,
  loaded: Loaded,
  message: string,
  { act, done, verdict }: { act: typeof askAuthor; done: string; verdict: 'asked' | 'rejected' },
): Promise<void> {
  if (message === '') {
    const problems: Problems = {
      message:
        verdict === 'asked' ? 'Écrivez votre question à l’auteur.' : 'Écrivez pourquoi : l’auteur le lira.',
    }
    return showProposal(visit, { problems, status: 422 }, loaded)
  }
  const location = afterwards(done)
  const tell = tellVerdict(tellingOf(visit), loaded, verdict)
  const made = await act(
    actOnce(visit, location),
    reviewingOf(visit, loaded),
    message,
    visit.context.now(),
    tell,
  )
  await answerAct(visit, made, location, message)
}

// Corrections

interface Corrected {
  typed?: Typed
  problems?: readonly FieldProblem[]
  status?: number
  notices?: readonly string[]
}

async function showCorrection(visit: Visit, shown: Corrected = {}, known?: Loaded): Promise<void> {
  const loaded = known ?? (await loadProposal(visit, 'review'))
  const outlook = outlookAt(visit, loaded)
  const { change, now, result } = outlook
  const guide = guideFor(visit, loaded.changes)
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
      typed: shown.typed ?? typedIn({ kind: change.kind, quick: undefined }, typedOf(result, guide)),
      problems: shown.problems ?? [],
      only: undefined,
      action: proposalUrl(loaded.proposal.id, `/corriger/${change.position}`),
      key: formKey(visit, CORRECT),
      hidden: { version: String(loaded.proposal.version), empreinte: loaded.fingerprint },
      draft: undefined,
      reaches: undefined,
      notices: [
        ...(shown.notices ?? []),
        'Vos corrections de rédaction sont publiées aussitôt, sous vos deux noms. Ce que vous changez d’un téléphone, d’un courriel, d’une adresse, d’horaires, d’une fermeture, d’une absence, d’une condition, de la visibilité, du statut ou du nom d’une personne attend un clic de l’auteur.',
      ],
      promise: '',
      duplicates: [],
      words: [],
      summary: shown.typed?.resume_modification ?? '',
      message: '',
      preview: undefined,
      isRaw: shown.typed?.mode === 'source',
      submitLabel: 'Accepter avec ces corrections',
      isCorrection: true,
      siblings:
        loaded.outlooks.length < 2
          ? []
          : loaded.outlooks.map(({ change: each, result: text }) => ({
              title: text.fields.titre,
              url: proposalUrl(loaded.proposal.id, `/corriger/${each.position}`),
              current: each.position === change.position,
            })),
    },
    visit.view,
  )
  visit.render('editing/show', model, shown.status ?? 200)
}

/** What a button of the form does; nothing is kept but what the page holds. */
function actedOn(
  visit: Visit,
  { changes }: Loaded,
  { change, result }: Weighted,
  typed: Typed,
  acte: string,
): Corrected {
  const { kind } = change
  if (!acte.startsWith('mode:')) return { typed: withAct(kind, typed, acte) ?? typed }
  const base = { document: result, revision: change.base }
  const { problems, status, typed: other } = otherMode({ kind, base, guide: guideFor(visit, changes) }, typed)
  return {
    typed: other ?? typed,
    ...(problems === undefined ? {} : { problems }),
    ...(status === undefined ? {} : { status }),
  }
}

function outlookAt({ request }: Visit, { outlooks }: Loaded) {
  const outlook = outlooks.find(({ change }) => String(change.position) === request.params.position)
  if (outlook === undefined) throw new NotFound()
  return outlook
}

async function takeCorrection(visit: Visit): Promise<void> {
  const { context, request } = visit
  const loaded = await loadProposal(visit, 'review')
  const outlook = outlookAt(visit, loaded)
  const { change, now } = outlook
  const typed = typedIn({ kind: change.kind, quick: undefined }, allFields(request))
  const again = (more: Corrected) => showCorrection(visit, { typed, ...more }, loaded)
  const acte = allFields(request).acte ?? 'soumettre'
  if (acte !== 'soumettre') return again(actedOn(visit, loaded, outlook, typed, acte))
  if (field(request, 'empreinte', 64) !== loaded.fingerprint) return again({ notices: [STALE], status: 409 })
  const guide = guideFor(visit, loaded.changes)
  const { document, problems } = readTyped(change.kind, typed, { base: outlook.result, guide })
  if (document === undefined) return again({ problems, status: 422 })
  const source = formatDocument(document)
  const prepared = await prepare(context.renderer, change.kind, source)
  if (!prepared.ok)
    return again({
      problems: prepared.problems.map(({ message }) => ({ field: 'corps.0.texte', message })),
      status: 422,
    })
  const corrected = { ...outlook, result: document, source }
  const others = loaded.outlooks.filter((each) => each !== outlook)
  const seats = seatsFor(visit, corrected)
  const ready = [
    ...(await readyFor(visit, others)),
    {
      position: change.position,
      slug: change.slug,
      over: now?.revision ?? 0,
      prepared: prepared.prepared,
      seats,
      editedBy: visitorOf(visit).person.id,
    },
  ]
  const edits = compareDocuments(outlook.result, document, titlesFor(visit))
  const waits = edits.fields.some(({ key }) => isSensitive(key))
  const words = (typed.resume_modification ?? '').trim()
  const locationOf = (done: Approved) =>
    done.ok && done.published
      ? afterwards('publiee')
      : `${proposalUrl(loaded.proposal.id)}?fait=${waits ? 'corrigee' : 'accord-donne'}`
  const made = await correct(
    actOnce(visit, locationOf),
    { ...reviewingOf(visit, loaded), ready },
    [{ position: change.position, source, base: now?.revision ?? 0 }],
    { waits, words },
    context.now(),
    tellVerdict(tellingOf(visit), loaded, waits ? 'corrected' : 'accepted'),
  )
  if (made.ok && made.published) await context.index.catchUp()
  await answerAct(visit, made, locationOf(made))
}
