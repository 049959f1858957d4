import type { DocumentComparison } from '../domain/comparison.ts'
import { isPending, type ProposalState, type ReviewLevel, type Seat } from '../domain/proposal.ts'
import type { Named } from '../store/pageTypes.ts'
import { joinWords, withFrenchSpaces } from '../text/typography.ts'
import { wordIn } from '../text/wordIn.ts'
import { type ChangesView, changeCounts, changesView } from './changes.ts'
import type { ViewContext } from './context.ts'
import { type PostForm, type PostView, type Problems, postView, titleWith } from './form.ts'
import { instantInWords } from './instant.ts'
import type { Link } from './links.ts'
import { type Page, pageOf } from './page.ts'
import type { StateView } from './people.ts'
import { type NoticeView, noticesOf } from './proposalNotices.ts'
import {
  type FicheView,
  ficheView,
  nameOf,
  type PromiseView,
  promiseView,
  proposalState,
  proposalUrl,
  type Somebody,
  somebodyInWords,
  titleOfAll,
} from './proposalState.ts'
import {
  type ChangeView,
  changeView,
  type ReviewedChange,
  type TouchView,
  touchView,
} from './proposedChange.ts'
import { type QueueFilter, queuedUrl, queueUrl } from './queueFilter.ts'
import { type EventView, eventView, type ThreadEvent } from './thread.ts'
import { commentOf, type VerdictView, verdictOf, type WordsForm } from './verdict.ts'

/** A side that must agree, by the institution that holds it. */
export interface SeatInput {
  seat: Seat
  scope: string
  agreed: { by: Somebody; at: string } | undefined
  isYours: boolean
}

/** Why somebody else than the author may not decide. */
export type WhyNot = 'outOfScope' | 'notReviewer' | 'agreed' | 'authorsTurn'

/** Each is there for who may send it. */
export interface ProposalForms {
  /** Posts `avis` = `accepter`, `demander` or `refuser`, and `message`. */
  verdict: PostForm | undefined
  /** Where the moderator corrects before publishing. */
  correctUrl: string | undefined
  take: PostForm | undefined
  release: PostForm | undefined
  /** Posts `commentaire`; also how an author answers a question. */
  comment: PostForm | undefined
  editUrl: string | undefined
  withdraw: PostForm | undefined
  resume: PostForm | undefined
}

export interface ProposalInput {
  id: number
  state: ProposalState
  summary: string
  message: string
  author: Somebody
  submittedAt: string | null
  promisedOn: string | null
  decided: { by: Somebody | undefined; at: string } | undefined
  takenBy: Somebody | undefined
  /** Whose scope it reaches: « CAF du Pas-de-Calais ». */
  scope: { label: string; isYours: boolean }
  level: ReviewLevel
  changes: readonly ReviewedChange[]
  /** More than one where the fiche would pass from one institution to another. */
  seats: readonly SeatInput[]
  named: Named
  /** `?vue=` : `ligne`, or `colonnes` for side by side. */
  layout: 'ligne' | 'colonnes'
  /** Where it stands in the list that it was opened from. */
  queue: { filter: QueueFilter; position: number; total: number; nextId: number | undefined } | undefined
  /** The author sent another text while this page was open. */
  changedSince: { version: number; at: string } | undefined
  /** What a moderator would publish instead, compared with the author's text, one a fiche. */
  corrections:
    | {
        by: Somebody
        fiches: readonly { title: string; comparison: DocumentComparison }[]
        accept: PostForm | undefined
        keep: PostForm | undefined
      }
    | undefined
  thread: readonly ThreadEvent[]
  forms: ProposalForms
  whyNot: WhyNot | undefined
  /** What was typed in a form that was refused, and what was wrong, by the name of the field. */
  typed: { message: string; comment: string }
  problems: Problems
  /** After an act: `soumise`, `prise`, `rendue`, `commentee`, `accord`, `retiree`, `reprise`, `corrigee`, `choix`. */
  done: string | undefined
  refusal: string | undefined
}

export interface ProposalPage extends Page {
  trail: Link[]
  position: { words: string; next: string | undefined } | undefined
  heading: string
  fiches: FicheView[]
  state: StateView
  summary: string
  message: string
  counts: string
  /** Empty where nothing was just done. */
  notice: string
  refusal: string | undefined
  problems: { name: string; text: string }[]
  /** For the author, where the proposal stands; for others, why they may not decide. */
  standing: string | undefined
  editUrl: string | undefined
  withdraw: PostView | undefined
  resume: PostView | undefined
  notices: NoticeView[]
  corrections:
    | {
        by: string
        fiches: { title: string; changes: ChangesView }[]
        accept: PostView | undefined
        keep: PostView | undefined
      }
    | undefined
  layouts: { label: string; url: string; current: boolean }[]
  changes: ChangeView[]
  facts: { label: string; lines: string[] }[]
  promise: PromiseView | undefined
  touches: TouchView[]
  thread: EventView[]
  comment: WordsForm | undefined
  verdict: VerdictView | undefined
  take: PostView | undefined
  release: PostView | undefined
}

const NOTICES: Readonly<Record<string, string>> = {
  soumise: 'Votre proposition est envoyée.',
  prise: 'Vous relisez cette proposition : les autres le voient.',
  rendue: 'La proposition est de nouveau à qui veut la relire.',
  commentee: 'Votre message est ajouté.',
  accord: 'Votre accord est noté. L’autre côté doit encore donner le sien.',
  'accord-donne': 'Votre accord est noté. L’autre côté doit encore donner le sien.',
  'accord-publie': 'Les corrections sont publiées, avec votre texte. Merci.',
  corrigee: 'Vos corrections attendent l’accord de l’auteur.',
  retiree: 'Votre proposition est retirée.',
  reprise: 'Votre proposition est de nouveau un brouillon.',
  choix: 'Vos choix sont enregistrés.',
}

export function proposalPage(input: ProposalInput, context: ViewContext): ProposalPage {
  const { id, author, changes, problems, queue, forms, state } = input
  const several = changes.length > 1
  const heading = titleOfAll(changes)
  const title = titleWith(`Proposition : ${heading}`, problems)
  const verdict = verdictOf(input)
  const comment = commentOf(input)
  return {
    ...pageOf({ title, description: title, canonicalPath: proposalUrl(id), noindex: true }, context),
    trail: [trailOf(input)],
    position: queue && {
      words: queue.position === 0 ? '' : `${queue.position} sur ${queue.total}`,
      next: queue.nextId === undefined ? undefined : queuedUrl(queue.nextId, queue.filter),
    },
    heading,
    fiches: changes.map(ficheView),
    state: proposalState(state),
    summary: withFrenchSpaces(input.summary),
    message: input.message,
    counts: countsOf(changes),
    notice: withFrenchSpaces(wordIn(NOTICES, input.done) ?? ''),
    refusal: input.refusal,
    problems: [verdict?.field, comment?.field].flatMap((field) =>
      field?.problem === undefined ? [] : [{ name: field.name, text: field.problem }],
    ),
    standing: standingOf(input, context.today),
    editUrl: forms.editUrl,
    withdraw: forms.withdraw && postView(forms.withdraw),
    resume: forms.resume && postView(forms.resume),
    notices: isPending(state) ? noticesOf(input) : [],
    corrections: correctionsOf(input),
    layouts: layoutsOf(input),
    changes: changes.map((change, index) => changeView(change, index, input, context)),
    facts: factsOf(input),
    promise: isPending(state) && !author.isYou ? promiseView(input.promisedOn, context.today) : undefined,
    touches: changes.filter(({ slug }) => slug !== undefined).map((change) => touchView(change, several)),
    thread: input.thread.map(eventView),
    comment,
    verdict,
    take: forms.take && postView(forms.take),
    release: forms.release && postView(forms.release),
  }
}

function trailOf({ author, queue }: ProposalInput): Link {
  if (author.isYou && queue === undefined) return { label: 'Mes propositions', url: '/propositions' }
  const url = queue === undefined ? '/relecture' : queueUrl(queue.filter)
  return { label: 'File de relecture', url }
}

/** How much there is to read: « 3 champs, 1 phrase à lire ». */
function countsOf(changes: readonly ReviewedChange[]): string {
  const counts = changeCounts(changes)
  return counts.length === 0 ? '' : `${joinWords(counts)} à relire.`
}

const AUTHORS: Record<ProposalState, string> = {
  draft: 'Ce brouillon n’est lu que par vous : envoyez-le quand il est prêt.',
  submitted: 'Votre proposition attend d’être relue.',
  in_review: 'Quelqu’un relit votre proposition.',
  changes_requested:
    'La relecture vous demande quelque chose : répondez plus bas, ou modifiez votre texte. Elle attend ensuite de nouveau.',
  accepted: 'Votre proposition est publiée. Merci.',
  rejected:
    'Votre proposition est refusée : la raison est plus bas. Vous pouvez la reprendre et la corriger.',
  withdrawn: 'Vous avez retiré cette proposition. Rien n’en est perdu : vous pouvez la reprendre.',
}

const WHY_NOT: Record<WhyNot, string> = {
  outOfScope: 'Elle est hors de votre périmètre : vous pouvez la lire et écrire à son auteur, non décider.',
  notReviewer: 'Vous pouvez la lire ; seuls ceux qui relisent ce périmètre décident.',
  agreed: 'Vous avez donné votre accord : l’autre côté doit encore donner le sien.',
  authorsTurn: 'L’auteur doit d’abord répondre.',
}

function standingOf(
  { state, author, promisedOn, whyNot, corrections }: ProposalInput,
  today: string,
): string | undefined {
  if (!author.isYou) return whyNot && isPending(state) ? withFrenchSpaces(WHY_NOT[whyNot]) : undefined
  if (corrections?.accept !== undefined)
    return withFrenchSpaces('La relecture propose des corrections : acceptez-les, ou gardez votre texte.')
  const awaits = state === 'submitted' || state === 'in_review'
  const promise =
    awaits && promisedOn !== null ? ` Réponse promise : ${promiseView(promisedOn, today)?.words}.` : ''
  return withFrenchSpaces(AUTHORS[state] + promise)
}

function correctionsOf({ corrections }: ProposalInput): ProposalPage['corrections'] {
  if (corrections === undefined) return undefined
  const { by, fiches, accept, keep } = corrections
  return {
    by: by.isYou ? 'Vos corrections' : `Corrections proposées par ${nameOf(by)}`,
    fiches: fiches.map(({ title, comparison }) => ({
      title: withFrenchSpaces(title),
      changes: changesView(comparison),
    })),
    accept: accept && postView(accept),
    keep: keep && postView(keep),
  }
}

function layoutsOf({ id, changes, layout, queue }: ProposalInput): ProposalPage['layouts'] {
  if (changes.every(({ slug, comparison }) => slug === undefined || comparison.body.length === 0)) return []
  const here = queue === undefined ? `${proposalUrl(id)}?` : `${queuedUrl(id, queue.filter)}&`
  return [
    { label: 'Texte au fil de la lecture', url: `${here}vue=ligne`, current: layout === 'ligne' },
    { label: 'Texte côte à côte', url: `${here}vue=colonnes`, current: layout === 'colonnes' },
  ]
}

function factsOf(input: ProposalInput): ProposalPage['facts'] {
  const { author, submittedAt, takenBy, decided, scope, thread } = input
  const versions = thread.filter(({ kind }) => kind === 'submitted' || kind === 'edited')
  const facts: [string, string[]][] = [
    ['Auteur', [somebodyInWords(author)]],
    ['Envoyée', submittedAt === null ? [] : [instantInWords(submittedAt)]],
    ['Périmètre', [scope.isYours ? `${scope.label}, le vôtre` : scope.label]],
    ['Relue par', takenBy === undefined ? [] : [nameOf(takenBy)]],
    ['Décidée', decided === undefined ? [] : [decidedWords(decided)]],
    ['Textes', versions.map(({ version, at }) => `Version ${version}, ${instantInWords(at)}`)],
  ]
  return facts.flatMap(([label, lines]) => (lines.length === 0 ? [] : [{ label, lines }]))
}

function decidedWords({ by, at }: NonNullable<ProposalInput['decided']>): string {
  return [instantInWords(at), ...(by === undefined ? [] : [`par ${by.isYou ? 'vous' : nameOf(by)}`])].join(
    ', ',
  )
}
