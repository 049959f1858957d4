import {
  type Approved,
  type Approving,
  approve,
  askAuthor,
  type Refusal,
  type Reviewing,
  reject,
  release,
  take,
} from '../actions/review.ts'
import { tellVerdict } from '../actions/telling.ts'
import { HttpError } from '../http/errors.ts'
import { field, textField } from '../http/forms.ts'
import type { Problems } from '../viewmodels/form.ts'
import { LONGEST_MESSAGE } from './besides.ts'
import { actOnce } from './forms.ts'
import { PROPOSALS, proposalUrl } from './proposalAddress.ts'
import { DECIDED, STALE, showProposal } from './proposalPage.ts'
import { isContested, type Loaded, loadProposal, readyFor, tellingOf } from './proposing.ts'
import type { Route, Visit } from './route.ts'
import { visitorOf } from './visitor.ts'

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
]

export function reviewingOf(visit: Visit, { proposal }: Loaded): Reviewing {
  const { person, grants } = visitorOf(visit)
  const version = Number(field(visit.request, 'version', 9))
  return { proposalId: proposal.id, reviewer: { id: person.id, grants }, version }
}

export const REFUSALS: Readonly<Record<Refusal, { refusal: string; status: number }>> = {
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
  const contested = isContested(loaded)
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
  const locationOf = (done: Approved) =>
    done.ok && !done.published ? partly : afterwards('publiee', proposal.id)
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

export const CONTESTED =
  'La fiche a changé sur le même champ depuis : demandez à l’auteur de choisir. Rien n’a été publié.'

/** Back to the list. */
export function afterwards(done: string, id: number): string {
  return `/relecture?fait=${done}&proposition=${id}`
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
  const location = afterwards(done, loaded.proposal.id)
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
