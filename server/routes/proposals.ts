/** One's own proposals, the page of one, and what its author does to it there. */

import { documentIn } from '../actions/outlook.ts'
import { comment, discard, keepOwnText, resume, withdraw } from '../actions/propose.ts'
import { type Approved, acceptCorrections } from '../actions/review.ts'
import { tellVerdict } from '../actions/telling.ts'
import { parisDay } from '../domain/day.ts'
import { compareDocuments } from '../domain/diff.ts'
import { likelyDuplicates } from '../domain/duplicates.ts'
import type { FicheFacts } from '../domain/facts.ts'
import { may } from '../domain/permission.ts'
import { parsePhone } from '../domain/phone.ts'
import { isPending, type ProposalAct, stateAfter } from '../domain/proposal.ts'
import { type Warning as Found, warningsFor } from '../domain/warnings.ts'
import { textField } from '../http/forms.ts'
import { choiceParameter, parameter } from '../http/query.ts'
import { consultationsOf } from '../store/consultations.ts'
import { backlinksOf } from '../store/pages.ts'
import type { Card } from '../store/pageTypes.ts'
import { approvalsOf, changesOfAll, eventsOf, proposalsOf } from '../store/proposals.ts'
import type { Problems } from '../viewmodels/form.ts'
import { ownProposalsPage } from '../viewmodels/ownProposals.ts'
import { type ProposalForms, proposalPage, type WhyNot } from '../viewmodels/proposal.ts'
import type { ReviewedChange, Warning } from '../viewmodels/proposedChange.ts'
import { actOnce } from './forms.ts'
import { loadNames, namesInFields, namesInSegments } from './loading.ts'
import {
  type Loaded,
  loadProposal,
  mayReviewSome,
  namingOf,
  readyFor,
  reviewersFor,
  segmentsFor,
  tellingOf,
  titlesFor,
  type Weighted,
  weighted,
} from './proposing.ts'
import { filterOf, isShown } from './queue.ts'
import { formKey, type Route, type Visit } from './route.ts'
import { visitorOf } from './visitor.ts'
import { comparedFiche, levelOf, queued } from './waiting.ts'

export const PROPOSALS = '/propositions'
export const proposalUrl = (id: number, end = '') => `${PROPOSALS}/${id}${end}`
export const changeUrl = (id: number, position: number) => proposalUrl(id, `/changements/${position}`)

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

const READ_DAYS = 30
const DAY_MS = 86_400_000

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

async function lastQuestion(visit: Visit, { proposal }: Loaded) {
  if (proposal.state !== 'changes_requested' && proposal.state !== 'rejected') return undefined
  const kinds = proposal.state === 'rejected' ? ['rejected'] : ['asked', 'corrected']
  const events = await eventsOf(visit.context.database.read, proposal.id)
  const found = events.findLast(({ kind, words }) => kinds.includes(kind) && words !== '')
  if (found === undefined || found.personId === null) return undefined
  return { words: found.words, by: (await namingOf(visit, [found.personId]))(found.personId), at: found.at }
}

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
  const seats = outlooks.flatMap(({ change, sha256, seats: sides }) =>
    sides.map(({ seat, standing }) => {
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
        isYours: may(visitorOf(visit).grants, 'relire', standing),
        approver: approval?.personId,
      }
    }),
  )
  const hasAgreed = seats.some(({ approver }) => approver === visitorOf(visit).person.id)
  const whyNot = whyNotFor(visit, loaded, {
    hasAgreed,
    isAllAgreed: seats.every(({ isYours, agreed }) => !isYours || agreed),
  })
  const reviewed = await Promise.all(outlooks.map((outlook) => reviewedChange(visit, loaded, outlook)))
  const named = await loadNames(visit, [
    ...outlooks.flatMap(({ result }) => namesInFields(result)),
    ...reviewed.flatMap(({ segments }) => namesInSegments(segments)),
  ])
  const seen = Number(parameter(request, 'version') ?? proposal.version)
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
      corrections: correctionsOf(visit, loaded, who),
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

function scopeLabel(visit: Visit, institution: string | undefined): string {
  return institution === undefined ? 'tout le guide' : titlesFor(visit)('institution', institution)
}

function whyNotFor(
  visit: Visit,
  { proposal, outlooks, object }: Loaded,
  { hasAgreed, isAllAgreed }: { hasAgreed: boolean; isAllAgreed: boolean },
): WhyNot | undefined {
  if (!isPending(proposal.state)) return undefined
  if (object === 'own') return undefined
  const { grants } = visitorOf(visit)
  if (!mayReviewSome(grants, outlooks))
    return grants.some(({ role }) => role === 'moderator') ? 'outOfScope' : 'notReviewer'
  if (hasAgreed && isAllAgreed && proposal.state !== 'changes_requested') return 'agreed'
  return proposal.state === 'changes_requested' && outlooks.some(({ change }) => change.edited !== null)
    ? 'authorsTurn'
    : undefined
}

function form(visit: Visit, id: number, end: string, hidden: Record<string, string> = {}) {
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

function correctionsOf(
  visit: Visit,
  { proposal, outlooks, object, fingerprint }: Loaded,
  who: Awaited<ReturnType<typeof namingOf>>,
) {
  const edited = outlooks.filter(({ change }) => change.edited !== null)
  const [first] = edited
  if (first === undefined || first.change.editedBy === null || !isPending(proposal.state)) return undefined
  const mayAnswer = object === 'own' && proposal.state === 'changes_requested'
  return {
    by: who(first.change.editedBy),
    fiches: edited.map(({ change, mine }) => ({
      title: mine.fields.titre,
      comparison: compareDocuments(
        change.source === null ? undefined : documentIn(change.source),
        mine,
        titlesFor(visit),
      ),
    })),
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

/** What a reviewer sees of one fiche. */
async function reviewedChange(
  visit: Visit,
  { proposal, object }: Loaded,
  outlook: Weighted,
): Promise<ReviewedChange> {
  const { context, directory } = visit
  const { change, now, merge } = outlook
  const today = parisDay(context.now())
  const from = parisDay(new Date(context.now().getTime() - READ_DAYS * DAY_MS))
  const facts = directory.find(change.slug)
  const [segments, reads, backlinks] = await Promise.all([
    segmentsFor(visit, outlook),
    change.documentId === null ? 0 : consultationsOf(context.database.read, change.documentId, from, today),
    facts === undefined ? [] : backlinksOf(context.database.read, visit.sight, facts),
  ])
  const shownOn = [...new Map(backlinks.map(({ card }) => [card.id, card])).values()]
  const conflicts = merge?.conflicts ?? []
  return {
    ...comparedFiche(visit, outlook),
    previewUrl: proposalUrl(proposal.id, `/apercu/${change.position}`),
    segments,
    reads,
    shownOn,
    warnings: isPending(proposal.state) ? warningsOf(visit, outlook, shownOn) : [],
    moved:
      merge === undefined || now === undefined
        ? undefined
        : {
            revision: now.revision,
            publishedAt: (facts && directory.cardOf(facts.id)?.publishedAt) ?? proposal.updatedAt,
            conflict:
              conflicts.length === 0
                ? undefined
                : {
                    labels: conflicts.map(({ label }) => label),
                    url:
                      object === 'own' ? proposalUrl(proposal.id, `/conflit/${change.position}`) : undefined,
                  },
          },
  }
}

function warningsOf(visit: Visit, { change, now, result }: Weighted, shownOn: readonly Card[]): Warning[] {
  const { directory } = visit
  const cards = (slugs: readonly string[]) =>
    slugs.flatMap((slug) => {
      const facts = directory.find(slug)
      return (facts && directory.cardOf(facts.id)) ?? []
    })
  const found = warningsFor({ slug: change.slug, before: now?.document, after: result }, directory.all())
  return [
    ...found.flatMap((each) => inWords(each, result.fields as Record<string, unknown>, cards)),
    ...(change.kind === 'contact' && shownOn.length > 1
      ? [{ what: 'shared' as const, fiches: shownOn }]
      : []),
    ...(now === undefined ? duplicatesOf(visit, result, cards) : []),
  ]
}

function inWords(
  found: Found,
  fields: Record<string, unknown>,
  cards: (slugs: readonly string[]) => Card[],
): Warning[] {
  switch (found.kind) {
    case 'personal':
      return [{ what: 'personal', ...PERSONAL[found.what](fields) }]
    case 'samePhone':
      return cards(found.fiches).map((fiche) => ({
        what: 'contradiction',
        fiche,
        label: 'Ce numéro est déjà celui d’une autre fiche',
        value: String(fields.telephone ?? ''),
      }))
    case 'oldPhone':
      return cards(found.fiches).map((fiche) => ({
        what: 'contradiction',
        fiche,
        label: 'L’ancien numéro y reste',
        value: fiche.phone ?? '',
      }))
    case 'otherHours':
      return cards(found.fiches).map((fiche) => ({
        what: 'contradiction',
        fiche,
        label: 'Autres horaires à la même adresse',
        value: '',
      }))
  }
}

const PERSONAL: Readonly<
  Record<
    Extract<Found, { kind: 'personal' }>['what'],
    (fields: Record<string, unknown>) => { label: string; value: string }
  >
> = {
  personne: ({ personne }) => ({ label: 'Le nom d’une personne', value: String(personne ?? '') }),
  mobile: ({ telephone }) => ({ label: 'Un numéro de portable', value: String(telephone ?? '') }),
  courriel: ({ courriel }) => ({ label: 'Une adresse au nom d’une personne', value: String(courriel ?? '') }),
}

export function duplicatesIn(visit: Visit, document: Parameters<typeof likelyDuplicates>[0]) {
  return likelyDuplicates(document, known(visit))
}

function* known({ directory }: Visit) {
  for (const facts of directory.all()) yield comparable(facts, directory.cardOf(facts.id)?.acronym)
}

function comparable({ slug, title, kind, commune, address, phone }: FicheFacts, acronym: string | undefined) {
  const parsed = phone === undefined ? undefined : parsePhone(phone)
  return {
    slug,
    title,
    kind,
    ...(acronym === undefined ? {} : { acronym }),
    ...(commune === undefined ? {} : { commune }),
    ...(address === undefined ? {} : { address }),
    phoneDigits: parsed?.ok ? [parsed.digits] : [],
  }
}

function duplicatesOf(
  visit: Visit,
  document: Weighted['result'],
  cards: (slugs: readonly string[]) => Card[],
): Warning[] {
  return duplicatesIn(visit, document).flatMap(({ slug, reasons }) =>
    cards([slug]).map((fiche) => ({ what: 'duplicate' as const, fiche, why: duplicateWords(reasons) })),
  )
}

const REASONS: Readonly<Record<string, string>> = {
  title: 'même titre',
  phone: 'même téléphone',
  address: 'même adresse',
  'close-title': 'titre proche',
}

export function duplicateWords(reasons: readonly string[]): string {
  return reasons.map((reason) => REASONS[reason] ?? reason).join(', ')
}

/** Longest message or comment, in signs. */
export const LONGEST_MESSAGE = 4_000

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

export const DECIDED = 'Cette proposition a été traitée entre-temps : rien n’a été enregistré.'
export const STALE =
  'Le texte ou la fiche a changé pendant votre lecture : rien n’a été publié. Relisez ci-dessous ce qui serait publié maintenant.'

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
