/** The page of a proposal: for its author, its reviewers, and those who may only read it. */
import { outlookOf } from '../actions/outlook.ts'
import { compareDocuments } from '../domain/diff.ts'
import { may } from '../domain/permission.ts'
import { isPending, type ProposalAct, stateAfter } from '../domain/proposal.ts'
import { allFields } from '../http/forms.ts'
import { choiceParameter, parameter } from '../http/query.ts'
import { type Approval, approvalsOf, eventsOf } from '../store/proposals.ts'
import type { Problems } from '../viewmodels/form.ts'
import { type ProposalForms, proposalPage, type SeatInput, type WhyNot } from '../viewmodels/proposal.ts'
import { loadNames, namesInFields, namesInSegments } from './loading.ts'
import { changeUrl, PROPOSALS, proposalUrl } from './proposalAddress.ts'
import { type Loaded, loadProposal, mayReviewSome, namingOf, reviewersFor, titlesFor } from './proposing.ts'
import { filterOf, isShown } from './queue.ts'
import { reviewedChange } from './reviewedChange.ts'
import { formKey, type Visit } from './route.ts'
import { visitorOf } from './visitor.ts'
import { levelOf, queued } from './waiting.ts'

interface Refused {
  typed?: { message?: string; comment?: string }
  problems?: Problems
  refusal?: string
  status: number
}

/** The page of a proposal, for its author, its reviewers and those who may only read it. */
export async function showProposal(visit: Visit, refused?: Refused, known?: Loaded): Promise<void> {
  const loaded = known ?? (await loadProposal(visit, 'proposal'))
  const { proposal, outlooks, changes } = loaded
  const [first] = changes
  if (proposal.state === 'draft' && first !== undefined)
    return visit.response.redirect(303, changeUrl(proposal.id, first.position))
  const { context, request, view } = visit
  const { read } = context.database
  const [events, approvals, reviewers] = await Promise.all([
    eventsOf(read, proposal.id),
    approvalsOf(read, proposal.id),
    reviewersFor(visit),
  ])
  const who = await namingOf(visit, [
    proposal.authorId,
    proposal.takenBy,
    proposal.decidedBy,
    ...events.map(({ personId }) => personId),
    ...approvals.map(({ personId }) => personId),
    ...changes.map(({ editedBy }) => editedBy),
  ])
  const seats = sidesOf(visit, loaded, approvals, who)
  const whyNot = whyNotFor(visit, loaded, seats)
  const reviewed = await Promise.all(outlooks.map((outlook) => reviewedChange(visit, loaded, outlook)))
  const named = await loadNames(visit, [
    ...outlooks.flatMap(({ result }) => namesInFields(result)),
    ...reviewed.flatMap(({ segments }) => namesInSegments(segments)),
  ])
  const seen = Number(allFields(request).version ?? proposal.version)
  const { decidedAt, decidedBy } = proposal
  const model = proposalPage(
    {
      id: proposal.id,
      state: proposal.state,
      summary: proposal.summary,
      message: proposal.message,
      author: who(proposal.authorId),
      submittedAt: proposal.submittedAt,
      promisedOn: proposal.promisedOn,
      decided:
        decidedAt === null
          ? undefined
          : { by: decidedBy === null ? undefined : who(decidedBy), at: decidedAt },
      takenBy: proposal.takenBy === null ? undefined : who(proposal.takenBy),
      scope: {
        label: [...new Set(seats.map(({ scope }) => scope))].join(', '),
        isYours: seats.some(({ isYours }) => isYours),
      },
      level: levelOf(outlooks, reviewers, proposal),
      changes: reviewed,
      seats,
      named,
      layout: choiceParameter(request, 'vue', ['ligne', 'colonnes'] as const) ?? 'ligne',
      queue: await placeInQueue(visit, loaded),
      changedSince:
        seen < proposal.version && proposal.submittedAt !== null
          ? { version: proposal.version, at: proposal.submittedAt }
          : undefined,
      corrections: await correctionsOf(visit, loaded, who),
      thread: events.map(({ at, personId, kind, version, words }) => ({
        at,
        by: personId === null ? undefined : who(personId),
        kind,
        version,
        words,
      })),
      forms: formsFor(visit, loaded, whyNot),
      whyNot,
      typed: { message: '', comment: '', ...refused?.typed },
      problems: refused?.problems ?? {},
      done: parameter(request, 'fait'),
      refusal: refused?.refusal,
    },
    view,
  )
  visit.render('proposals/show', model, refused?.status ?? 200)
}

type Who = Awaited<ReturnType<typeof namingOf>>

/** Each side that must agree, and who did to these very texts. */
function sidesOf(
  visit: Visit,
  { proposal, outlooks }: Loaded,
  approvals: readonly Approval[],
  who: Who,
): (SeatInput & { approver: number | undefined })[] {
  const { grants } = visitorOf(visit)
  return outlooks.flatMap(({ change, sha256, seats }) =>
    seats.map(({ seat, standing }) => {
      const approval = approvals.find(
        (each) =>
          each.position === change.position &&
          each.seat === seat &&
          each.version === proposal.version &&
          each.sha256 === sha256,
      )
      return {
        seat,
        scope: scopeLabel(visit, standing.institutions[0]),
        agreed: approval && { by: who(approval.personId), at: approval.at },
        isYours: may(grants, 'relire', standing),
        approver: approval?.personId,
      }
    }),
  )
}

function scopeLabel(visit: Visit, institution: string | undefined): string {
  return institution === undefined ? 'tout le guide' : titlesFor(visit)('institution', institution)
}

function whyNotFor(
  visit: Visit,
  { proposal, outlooks, object }: Loaded,
  seats: ReturnType<typeof sidesOf>,
): WhyNot | undefined {
  if (!isPending(proposal.state)) return undefined
  if (object === 'own') return undefined
  const { grants, person } = visitorOf(visit)
  if (!mayReviewSome(grants, outlooks))
    return grants.some(({ role }) => role === 'moderator') ? 'outOfScope' : 'notReviewer'
  const hasAgreed =
    seats.some(({ approver }) => approver === person.id) &&
    seats.every(({ isYours, agreed }) => !isYours || agreed !== undefined)
  if (hasAgreed && proposal.state !== 'changes_requested') return 'agreed'
  return proposal.state === 'changes_requested' && outlooks.some(({ change }) => change.edited !== null)
    ? 'authorsTurn'
    : undefined
}

export function form(visit: Visit, id: number, end: string, hidden: Record<string, string> = {}) {
  return { action: proposalUrl(id, end), key: formKey(visit, `${PROPOSALS}/:id${end}`), hidden }
}

function formsFor(
  visit: Visit,
  { proposal, outlooks, changes, object, fingerprint }: Loaded,
  whyNot: WhyNot | undefined,
): ProposalForms {
  const { id, state, version, takenBy } = proposal
  const isOwn = object === 'own'
  const can = (name: ProposalAct) => stateAfter(state, name) !== undefined
  const mayDecide = object === 'inScope' && whyNot === undefined && isPending(state)
  const read = { version: String(version), empreinte: fingerprint }
  const me = visitorOf(visit).person.id
  const [first] = changes
  // What was typed and not sent before the decision can still be found.
  const editable = can('edit') ? first : changes.find(({ typed }) => typed !== null)
  const { grants } = visitorOf(visit)
  const corrected = outlooks.find((outlook) => mayReviewSome(grants, [outlook]))
  const isMerged = outlooks.every(({ merge }) => (merge?.conflicts.length ?? 0) === 0)
  return {
    verdict: mayDecide ? form(visit, id, '/avis', read) : undefined,
    correctUrl:
      mayDecide && can('correct') && corrected !== undefined && isMerged
        ? proposalUrl(id, `/corriger/${corrected.change.position}`)
        : undefined,
    take: mayDecide && can('take') ? form(visit, id, '/prendre', { version: read.version }) : undefined,
    release:
      mayDecide && can('release') && takenBy === me
        ? form(visit, id, '/rendre', { version: read.version })
        : undefined,
    comment: isPending(state) ? form(visit, id, '/commenter') : undefined,
    editUrl: isOwn && editable !== undefined ? changeUrl(id, editable.position) : undefined,
    withdraw: isOwn && can('withdraw') ? form(visit, id, '/retirer') : undefined,
    resume: isOwn && can('resume') ? form(visit, id, '/reprendre') : undefined,
  }
}

/** What the moderator would change of the author's text, both as they go with what was published meanwhile. */
async function correctionsOf(visit: Visit, { proposal, outlooks, object, fingerprint }: Loaded, who: Who) {
  const edited = outlooks.filter(({ change }) => change.edited !== null)
  const [first] = edited
  if (first === undefined || first.change.editedBy === null || !isPending(proposal.state)) return undefined
  const mayAnswer = object === 'own' && proposal.state === 'changes_requested'
  return {
    by: who(first.change.editedBy),
    fiches: await Promise.all(
      edited.map(async ({ change, result }) => {
        const titleOf = titlesFor(visit)
        const own = { ...change, edited: null, editedBase: null }
        const { result: before } = await outlookOf(visit.context.database.read, own, titleOf)
        return { title: result.fields.titre, comparison: compareDocuments(before, result, titleOf) }
      }),
    ),
    accept: mayAnswer
      ? form(visit, proposal.id, '/accord', { version: String(proposal.version), empreinte: fingerprint })
      : undefined,
    keep: mayAnswer ? form(visit, proposal.id, '/garder') : undefined,
  }
}

async function placeInQueue(visit: Visit, { proposal, object }: Loaded) {
  const wantsQueue = parameter(visit.request, 'onglet') !== undefined || object === 'inScope'
  const isModerator = visitorOf(visit).grants.some(({ role }) => role !== 'contributor')
  if (!wantsQueue || !isModerator || object === 'own') return undefined
  const filter = filterOf(visit)
  const inTab = (await queued(visit, filter.tab === 'traitees')).filter((each) => isShown(each, filter))
  const position = inTab.findIndex((each) => each.proposal.id === proposal.id)
  return {
    filter,
    position: position + 1,
    total: inTab.length,
    nextId: inTab[position + 1]?.proposal.id,
  }
}

export const DECIDED = 'Cette proposition a été traitée entre-temps : rien n’a été enregistré.'
export const STALE =
  'Le texte ou la fiche a changé pendant votre lecture : rien n’a été publié. Relisez ci-dessous ce qui serait publié maintenant.'
