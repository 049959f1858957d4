/** One's own proposals, and what their author does to them. */
import { comment, discard, keepOwnText, resume, withdraw } from '../actions/propose.ts'
import { type Approved, acceptCorrections } from '../actions/review.ts'
import { tellVerdict } from '../actions/telling.ts'
import { isPending } from '../domain/proposal.ts'
import { textField } from '../http/forms.ts'
import { parameter } from '../http/query.ts'
import { changesOfAll, eventsOf, proposalsOf } from '../store/proposals.ts'
import { ownProposalsPage } from '../viewmodels/ownProposals.ts'
import { LONGEST_MESSAGE } from './besides.ts'
import { actOnce } from './forms.ts'
import { changeUrl, PROPOSALS, proposalUrl } from './proposalAddress.ts'
import { DECIDED, form, STALE, showProposal } from './proposalPage.ts'
import { type Loaded, loadProposal, namingOf, readyFor, tellingOf, weighted } from './proposing.ts'
import type { Route, Visit } from './route.ts'
import { visitorOf } from './visitor.ts'
import { comparedFiche } from './waiting.ts'

const page = (path: string, right: 'account' | 'proposal', handle: Route['handle']): Route => ({
  method: 'GET',
  path,
  right,
  kept: false,
  handle,
})
const act = (end: string, handle: Route['handle']): Route => ({
  method: 'POST',
  path: `${PROPOSALS}/:id${end}`,
  right: 'authorship',
  handle,
})

export const proposalRoutes: Route[] = [
  page(PROPOSALS, 'account', showOwn),
  page(`${PROPOSALS}/:id`, 'proposal', (visit) => showProposal(visit)),
  { method: 'POST', path: `${PROPOSALS}/:id/commenter`, right: 'proposal', handle: takeComment },
  act('/retirer', takeBack),
  act('/reprendre', takeUp),
  act('/supprimer', throwAway),
  act('/accord', agree),
  act('/garder', keepOwn),
]

async function showOwn(visit: Visit): Promise<void> {
  const { context, request, view } = visit
  const { read } = context.database
  const own = await proposalsOf(read, visitorOf(visit).person.id)
  const changes = await changesOfAll(
    read,
    own.map(({ id }) => id),
  )
  const rows = await Promise.all(
    own.map(async (proposal) => {
      const loaded = await weighted(visit, proposal, changes.get(proposal.id) ?? [])
      const question = await lastQuestion(visit, loaded)
      const [first] = loaded.changes
      const isDraft = proposal.state === 'draft'
      return {
        id: proposal.id,
        state: proposal.state,
        fiches: fichesOf(visit, loaded),
        submittedAt: proposal.submittedAt,
        promisedOn: proposal.promisedOn,
        decidedAt: proposal.decidedAt,
        updatedAt: proposal.updatedAt,
        summary: proposal.summary,
        question,
        choiceUrl: choiceUrl(loaded),
        editUrl: isDraft && first !== undefined ? changeUrl(proposal.id, first.position) : undefined,
        discard: isDraft ? form(visit, proposal.id, '/supprimer') : undefined,
      }
    }),
  )
  visit.render('proposals/own', ownProposalsPage({ proposals: rows, done: parameter(request, 'fait') }, view))
}

/** A draft that was never sent has nothing to compare but a title. */
function fichesOf(visit: Visit, { changes, outlooks }: Loaded) {
  return changes.map((change) => {
    const outlook = outlooks.find((each) => each.change.position === change.position)
    if (outlook !== undefined) return comparedFiche(visit, outlook)
    const isNew = change.documentId === null
    const title = isNew
      ? (change.typed?.titre ?? '')
      : (visit.directory.find(change.slug)?.title ?? change.slug)
    return {
      kind: change.kind,
      title: title.trim() === '' ? 'Nouvelle fiche' : title,
      slug: isNew ? undefined : change.slug,
      comparison: { fields: [], body: [] },
    }
  })
}

function choiceUrl({ proposal, outlooks }: Loaded): string | undefined {
  const contested = outlooks.find(({ merge }) => (merge?.conflicts.length ?? 0) > 0)
  return contested === undefined || !isPending(proposal.state)
    ? undefined
    : proposalUrl(proposal.id, `/conflit/${contested.change.position}`)
}

async function lastQuestion(visit: Visit, { proposal }: Loaded) {
  if (proposal.state !== 'changes_requested' && proposal.state !== 'rejected') return undefined
  const kinds = proposal.state === 'rejected' ? ['rejected'] : ['asked', 'corrected']
  const events = await eventsOf(visit.context.database.read, proposal.id)
  const found = events.findLast(({ kind, words }) => kinds.includes(kind) && words !== '')
  if (found === undefined || found.personId === null) return undefined
  return { words: found.words, by: (await namingOf(visit, [found.personId]))(found.personId), at: found.at }
}

async function takeComment(visit: Visit): Promise<void> {
  const loaded = await loadProposal(visit, 'proposal')
  const { proposal, object } = loaded
  const words = textField(visit.request, 'commentaire', LONGEST_MESSAGE).trim()
  if (words === '')
    return showProposal(visit, { problems: { commentaire: 'Écrivez votre message.' }, status: 422 }, loaded)
  const location = `${proposalUrl(proposal.id)}?fait=commentee#fil`
  const tell = object === 'own' ? async () => undefined : tellVerdict(tellingOf(visit), loaded, 'comment')
  const personId = visitorOf(visit).person.id
  const made = await comment(
    actOnce(visit, location),
    { proposalId: proposal.id, personId, words },
    visit.context.now(),
    tell,
  )
  if (!made.ok) return showProposal(visit, { typed: { comment: words }, refusal: DECIDED, status: 409 })
  visit.response.redirect(303, location)
}

async function own(visit: Visit): Promise<{ proposalId: number; authorId: number; loaded: Loaded }> {
  const loaded = await loadProposal(visit, 'authorship')
  return { proposalId: loaded.proposal.id, authorId: visitorOf(visit).person.id, loaded }
}

async function takeBack(visit: Visit): Promise<void> {
  const mine = await own(visit)
  const location = `${proposalUrl(mine.proposalId)}?fait=retiree`
  const made = await withdraw(actOnce(visit, location), mine, visit.context.now())
  if (!made.ok) return showProposal(visit, { refusal: DECIDED, status: 409 })
  visit.response.redirect(303, location)
}

async function takeUp(visit: Visit): Promise<void> {
  const mine = await own(visit)
  const location = changeUrl(mine.proposalId, mine.loaded.changes[0]?.position ?? 1)
  const made = await resume(actOnce(visit, location), mine, visit.context.now())
  if (!made.ok) return showProposal(visit, { refusal: DECIDED, status: 409 })
  visit.response.redirect(303, location)
}

async function throwAway(visit: Visit): Promise<void> {
  const mine = await own(visit)
  const location = `${PROPOSALS}?fait=supprimee`
  const made = await discard(actOnce(visit, location), mine, visit.context.now())
  if (!made.ok) return showProposal(visit, { refusal: DECIDED, status: 409 })
  visit.response.redirect(303, location)
}

async function keepOwn(visit: Visit): Promise<void> {
  const mine = await own(visit)
  const location = `${proposalUrl(mine.proposalId)}?fait=soumise`
  const made = await keepOwnText(actOnce(visit, location), mine, visit.context.now())
  if (!made.ok) return showProposal(visit, { refusal: DECIDED, status: 409 })
  visit.response.redirect(303, location)
}

/** The one click on corrections: what is published is what was read, or nothing. */
async function agree(visit: Visit): Promise<void> {
  const { proposalId, authorId, loaded } = await own(visit)
  if (textField(visit.request, 'empreinte', 64) !== loaded.fingerprint)
    return showProposal(visit, { refusal: STALE, status: 409 }, loaded)
  const ready = await readyFor(visit, loaded.outlooks)
  const locationOf = (done: Approved) =>
    `${proposalUrl(proposalId)}?fait=${done.ok && done.published ? 'accord-publie' : 'accord'}`
  const version = loaded.proposal.version
  const made = await acceptCorrections(
    actOnce(visit, locationOf),
    { proposalId, authorId, version, ready },
    visit.context.now(),
  )
  if (!made.ok)
    return showProposal(visit, { refusal: made.reason === 'stale' ? STALE : DECIDED, status: 409 })
  await visit.context.index.catchUp()
  visit.response.redirect(303, locationOf(made))
}
