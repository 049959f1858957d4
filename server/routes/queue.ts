/** What waits for a review, in the order in which it matters, and the safe ones accepted together. */
import { approve } from '../actions/review.ts'
import { tellVerdict } from '../actions/telling.ts'
import { measureDelay } from '../domain/promise.ts'
import { allFields } from '../http/forms.ts'
import { choiceParameter, numberParameter, parameter } from '../http/query.ts'
import { changesOf, countDecided, decisionsSince, findProposal } from '../store/proposals.ts'
import { sortKey } from '../text/fold.ts'
import { queuePage } from '../viewmodels/queue.ts'
import { QUEUE_TABS, type QueueFilter, type QueueTab } from '../viewmodels/queueFilter.ts'
import { natureParameter } from './fiches.ts'
import { actOnce } from './forms.ts'
import { proposalUrl } from './proposalAddress.ts'
import { readyFor, tellingOf, titlesFor } from './proposing.ts'
import { allow, formKey, type Route, type Visit } from './route.ts'
import { visitorOf } from './visitor.ts'
import { compare, isSafe, type Queued, queued } from './waiting.ts'

const QUEUE = '/relecture'

export const queueRoutes: Route[] = [
  { method: 'GET', path: QUEUE, right: 'queue', kept: false, handle: (visit) => showQueue(visit) },
  { method: 'POST', path: QUEUE, right: 'queue', handle: acceptSafeOnes },
]

const DAY_MS = 86_400_000
/** Days over which the promise is measured. */
const MEASURED_DAYS = 90

/** True for what stands in this tab and passes its filters. */
export function isShown(each: Queued, filter: QueueFilter): boolean {
  return isIn(each, filter.tab) && passes(each, filter)
}

export function filterOf(visit: Visit): QueueFilter {
  const { request } = visit
  return {
    tab: choiceParameter(request, 'onglet', Object.keys(QUEUE_TABS) as QueueTab[]) ?? 'a-relire',
    kind: natureParameter(visit),
    theme: parameter(request, 'theme') ?? '',
    territory: parameter(request, 'territoire') ?? '',
    institution: parameter(request, 'institution') ?? '',
  }
}

async function showQueue(visit: Visit, refusal?: string): Promise<void> {
  const { request, view } = visit
  allow(visit, 'queue', 'all')
  const filter = filterOf(visit)
  const all = await queued(visit, filter.tab === 'traitees')
  const counts = Object.fromEntries(
    (Object.keys(QUEUE_TABS) as QueueTab[]).map((tab) => [tab, all.filter((each) => isIn(each, tab)).length]),
  ) as Record<QueueTab, number>
  counts.traitees = await countDecided(visit.context.database.read)
  const shown = all.filter((each) => isShown(each, filter))
  const accepted = numberParameter(request, 'acceptees', { min: 0, max: 1_000 })
  const model = queuePage(
    {
      filter,
      counts,
      proposals: shown.map(({ row }) => row),
      choices: choicesIn(visit, all),
      delay: await measured(visit),
      batch: { action: QUEUE, key: formKey(visit, QUEUE), hidden: {} },
      done: parameter(request, 'fait'),
      about: await aboutOf(visit),
      batchResult:
        accepted === undefined
          ? undefined
          : { accepted, left: numberParameter(request, 'laissees', { min: 0, max: 1_000 }) ?? 0 },
      refusal,
    },
    view,
  )
  visit.render('proposals/queue', model, refusal === undefined ? 200 : 422)
}

/** What was just decided: the fiche as it is read now, or the proposal. */
async function aboutOf(visit: Visit) {
  const id = numberParameter(visit.request, 'proposition', { min: 1, max: 999_999_999 })
  const { read } = visit.context.database
  const proposal = id === undefined ? undefined : await findProposal(read, id)
  if (proposal === undefined || proposal.state === 'draft' || proposal.state === 'withdrawn') return undefined
  const [change] = await changesOf(read, proposal.id)
  const title = change && visit.directory.find(change.slug)?.title
  if (title === undefined) return undefined
  const isPublished = proposal.state === 'accepted'
  return { label: title, url: isPublished ? `/fiches/${change?.slug}` : proposalUrl(proposal.id) }
}

async function measured({ context }: Visit) {
  const now = context.now()
  const since = new Date(now.getTime() - MEASURED_DAYS * DAY_MS).toISOString()
  const delay = measureDelay(await decisionsSince(context.database.read, since))
  return (
    delay && { days: MEASURED_DAYS, decided: delay.decided, kept: delay.onTime, medianDays: delay.medianDays }
  )
}

function isIn({ proposal, isOwn, isMine }: Queued, tab: QueueTab): boolean {
  const { state } = proposal
  const isDecided = state === 'accepted' || state === 'rejected'
  const isWaiting = state === 'submitted' || state === 'in_review'
  switch (tab) {
    case 'a-relire':
      return isWaiting && isMine
    case 'precisions':
      return state === 'changes_requested' && isMine
    case 'hors-perimetre':
      return !isDecided && !isMine && !isOwn
    case 'miennes':
      return !isDecided && isOwn
    case 'toutes':
      return !isDecided
    case 'traitees':
      return isDecided
  }
}

function passes({ outlooks }: Queued, { kind, theme, territory, institution }: QueueFilter): boolean {
  const standings = outlooks.flatMap(({ seats }) => seats.map(({ standing }) => standing))
  return (
    (kind === undefined || outlooks.some(({ change }) => change.kind === kind)) &&
    (theme === '' || standings.some(({ themes }) => themes.includes(theme))) &&
    (territory === '' || standings.some(({ territories }) => territories.includes(territory))) &&
    (institution === '' || standings.some(({ institutions }) => institutions.includes(institution)))
  )
}

/** Only what some proposal of the list stands in: a filter that would find nothing is not offered. */
function choicesIn(visit: Visit, all: readonly Queued[]) {
  const standings = all.flatMap(({ outlooks }) =>
    outlooks.flatMap(({ seats }) => seats.map((each) => each.standing)),
  )
  const titleOf = titlesFor(visit)
  const pairs = (to: 'theme' | 'place' | 'institution', slugs: readonly string[]) =>
    [...new Set(slugs)]
      .map((slug): [string, string] => [slug, titleOf(to, slug)])
      .sort((a, b) => (sortKey(a[1]) < sortKey(b[1]) ? -1 : 1))
  return {
    themes: pairs(
      'theme',
      standings.flatMap(({ themes }) => themes),
    ),
    territories: pairs(
      'place',
      standings.flatMap(({ territories }) => territories),
    ),
    institutions: pairs(
      'institution',
      standings.flatMap(({ institutions }) => institutions),
    ),
  }
}

/** Each is accepted as it was read in the row, or left where it changed meanwhile. */
async function acceptSafeOnes(visit: Visit): Promise<void> {
  const { context, request, response } = visit
  allow(visit, 'queue', 'all')
  const chosen = Object.entries(allFields(request)).flatMap(([name, fingerprint]) => {
    const [, id] = /^sur\.([1-9]\d{0,8})$/.exec(name) ?? []
    return id === undefined ? [] : [{ id: Number(id), fingerprint }]
  })
  if (chosen.length === 0) return showQueue(visit, 'Cochez au moins une proposition.')
  let accepted = 0
  for (const { id, fingerprint } of chosen) accepted += (await acceptOne(visit, id, fingerprint)) ? 1 : 0
  await context.index.catchUp()
  const location = `${QUEUE}?fait=lot&acceptees=${accepted}&laissees=${chosen.length - accepted}`
  // Each proposal is accepted once, whatever is sent again; the answer itself is kept for a resend.
  await actOnce(visit, location).write(async () => undefined)
  response.redirect(303, location)
}

async function acceptOne(visit: Visit, id: number, fingerprint: string): Promise<boolean> {
  const { database, now } = visit.context
  const proposal = await findProposal(database.read, id)
  if (proposal === undefined) return false
  const loaded = await compare(visit, proposal, await changesOf(database.read, id))
  if (loaded.fingerprint !== fingerprint || !isSafe(visit, loaded)) return false
  const { person, grants } = visitorOf(visit)
  const ready = await readyFor(visit, loaded.outlooks)
  const approving = {
    proposalId: id,
    reviewer: { id: person.id, grants },
    version: proposal.version,
    ready,
  }
  const approved = await approve(
    database,
    approving,
    now(),
    tellVerdict(tellingOf(visit), loaded, 'accepted'),
  )
  return approved.ok && approved.published
}
