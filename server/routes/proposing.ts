/** What every page about proposals loads: the proposal for whoever asks, where it stands, and who signs it. */
import { fingerprintOf, type Outlook, outlooksOf, seatsOfOutlook } from '../actions/outlook.ts'
import { sha256Of } from '../actions/publish.ts'
import { htmlOf } from '../actions/render.ts'
import type { ReadyChange } from '../actions/review.ts'
import type { Telling } from '../actions/telling.ts'
import type { ObjectOf } from '../domain/access.ts'
import type { TitleOf } from '../domain/document/wording.ts'
import { may } from '../domain/permission.ts'
import type { SeatStanding } from '../domain/proposal.ts'
import { HttpError } from '../http/errors.ts'
import { type Moderator, moderators, type Signer, signersOf } from '../store/people.ts'
import { changesOf, findProposal, type Proposal, type ProposalChange } from '../store/proposals.ts'
import type { Somebody } from '../viewmodels/proposalState.ts'
import { NotFound } from './refusals.ts'
import { allow, type Visit } from './route.ts'
import { senderOf } from './signIn.ts'
import { visitorOf } from './visitor.ts'

/** A change that was sent, what would become of it, and whose agreement it needs. */
export interface Weighted extends Outlook {
  seats: readonly SeatStanding[]
}

export interface Loaded {
  proposal: Proposal
  changes: readonly ProposalChange[]
  /** Empty for a draft. */
  outlooks: readonly Weighted[]
  /** What it is for whoever asks, in the table of access. */
  object: ObjectOf<'proposal'>
  fingerprint: string
}

type ProposalRight = 'proposal' | 'authorship' | 'review'

/** The proposal that the address names, if the table of access lets this visitor come to it by this right. */
export async function loadProposal(visit: Visit, right: ProposalRight): Promise<Loaded> {
  const given = String(visit.request.params.id)
  const id = /^[1-9]\d{0,8}$/.test(given) ? Number(given) : 0
  const proposal = id === 0 ? undefined : await findProposal(visit.context.database.read, id)
  if (proposal === undefined) {
    allow<'proposal'>(visit, right as 'proposal', 'hidden')
    throw new NotFound()
  }
  // What is hidden is refused before any of it is read: the answer takes as long as that of what does not exist.
  if (isHiddenFrom(visit, proposal)) allow<'proposal'>(visit, right as 'proposal', 'hidden')
  const loaded = await weighted(visit, proposal)
  allow<'proposal'>(visit, right as 'proposal', loaded.object)
  return loaded
}

export async function weighted(
  visit: Visit,
  proposal: Proposal,
  known?: readonly ProposalChange[],
): Promise<Loaded> {
  const { read } = visit.context.database
  const changes = known ?? (await changesOf(read, proposal.id))
  const sent = changes.filter(({ source }) => source !== null)
  const outlooks = (await outlooksOf(read, sent, titlesFor(visit))).map((outlook) => ({
    ...outlook,
    seats: seatsFor(visit, outlook),
  }))
  return {
    proposal,
    changes,
    outlooks,
    object: objectFor(visit, proposal, outlooks),
    fingerprint: fingerprintOf(proposal.version, outlooks),
  }
}

/** The fiche changed meanwhile at the very place that the author changed. */
export function isContested({ outlooks }: Pick<Loaded, 'outlooks'>): boolean {
  return outlooks.some(({ merge }) => (merge?.conflicts.length ?? 0) > 0)
}

export function seatsFor({ directory }: Pick<Visit, 'directory'>, outlook: Outlook): SeatStanding[] {
  return seatsOfOutlook(outlook, directory)
}

/** A draft, and a text that its author took back, are its author's alone; the rest is read by who reviews or administers. */
function isHiddenFrom(visit: Visit, { authorId, state }: Proposal): boolean {
  const { person, grants } = visitorOf(visit)
  if (person.id === authorId) return false
  return state === 'draft' || state === 'withdrawn' || grants.every(({ role }) => role === 'contributor')
}

export function objectFor(
  visit: Visit,
  { authorId, state }: Proposal,
  outlooks: readonly Weighted[],
): ObjectOf<'proposal'> {
  const { person, grants } = visitorOf(visit)
  if (person.id === authorId) return 'own'
  // A draft, and a text that its author took back, are its author's alone.
  if (state === 'draft' || state === 'withdrawn') return 'hidden'
  return mayReviewSome(grants, outlooks) ? 'inScope' : 'outOfScope'
}

export function mayReviewSome(
  grants: ReturnType<typeof visitorOf>['grants'],
  outlooks: readonly Weighted[],
): boolean {
  return outlooks.some(({ seats }) => seats.some(({ standing }) => may(grants, 'relire', standing)))
}

/** The texts of a proposal, rendered, as they would be published. A busy renderer says to come back. */
export async function readyFor({ context }: Visit, outlooks: readonly Weighted[]): Promise<ReadyChange[]> {
  return Promise.all(
    outlooks.map(async ({ change, read, now, result, source, seats }) => {
      const sha256 = sha256Of(source)
      const html = await htmlOf(context.database, context.renderer, { sha256, body: result.body })
      if (!html.ok) throw new HttpError(html.passing ? 503 : 422, html.passing ? { 'Retry-After': '10' } : {})
      return {
        position: change.position,
        slug: change.slug,
        over: now?.revision ?? 0,
        prepared: { document: result, source, sha256, segments: html.segments },
        read,
        seats,
        editedBy: change.editedBy,
      }
    }),
  )
}

/** The text of a change as it would be read; nothing where two texts that go together are too much to be shown as one. */
export async function segmentsFor({ context }: Visit, { result, sha256 }: Outlook) {
  const html = await htmlOf(context.database, context.renderer, { sha256, body: result.body })
  if (html.ok) return html.segments
  if (html.passing) throw new HttpError(503, { 'Retry-After': '10' })
  return []
}

/** The titles that stand for slugs, as a professional may know them. */
export function titlesFor({ directory, view }: Pick<Visit, 'directory' | 'view'>): TitleOf {
  return (to, slug) => {
    if (to === 'theme') return directory.themes.get(slug)?.title ?? slug
    if (to !== 'place') return directory.find(slug)?.title ?? slug
    return directory.geography.territories.get(slug)?.title ?? view.communeName(slug) ?? slug
  }
}

/** Names those who take part in proposals, for the pages that only people who are signed in see. */
export async function namingOf(
  visit: Visit,
  ids: readonly (number | null)[],
): Promise<(id: number) => Somebody> {
  const wanted = ids.filter((id): id is number => id !== null)
  const signers = await signersOf(visit.context.database.read, wanted)
  const me = visitorOf(visit).person.id
  return (id) => somebody(signers.get(id), id === me, visit)
}

function somebody(signer: Signer | undefined, isYou: boolean, { directory }: Visit): Somebody {
  const { institution } = signer ?? { institution: null }
  return {
    name: signer?.name,
    institution: institution === null ? undefined : directory.find(institution)?.title,
    isYou,
  }
}

/** For which guide letters about proposals are written, and when. */
export function tellingOf({ context }: Visit): Telling {
  return { sender: senderOf(context), now: context.now() }
}

/** Everybody who reviews something somewhere. */
export async function reviewersFor(visit: Visit): Promise<Moderator[]> {
  return moderators(visit.context.database.read)
}
