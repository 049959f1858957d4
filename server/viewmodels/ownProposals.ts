import { parisDay } from '../domain/day.ts'
import { isPending } from '../domain/proposal.ts'
import { withFrenchSpaces } from '../text/typography.ts'
import { wordIn } from '../text/wordIn.ts'
import { changesInOneLine } from './changes.ts'
import type { ViewContext } from './context.ts'
import { type PostForm, type PostView, postView } from './form.ts'
import { instantInWords } from './instant.ts'
import { type Page, pageOf } from './page.ts'
import type { StateView } from './people.ts'
import {
  dayNear,
  type ListedProposal,
  nameOf,
  type PromiseView,
  promiseView,
  proposalState,
  proposalUrl,
  type Somebody,
  titleOfAll,
} from './proposalState.ts'

/** A draft that was never sent has nothing to compare yet: its fiches then change nothing. */
export interface OwnProposal extends ListedProposal {
  updatedAt: string
  summary: string
  /** The last question of a moderator, while it waits for an answer; or the reason of a refusal. */
  question: { words: string; by: Somebody; at: string } | undefined
  /** Where its author chooses, where the fiche changed at the same place meanwhile. */
  choiceUrl: string | undefined
  /** Where a draft is written. */
  editUrl: string | undefined
  /** Deletes a draft. */
  discard: PostForm | undefined
}

export interface OwnProposalsInput {
  proposals: readonly OwnProposal[]
  /** After an act: `supprimee`, `retiree`. */
  done: string | undefined
}

export interface OwnRow {
  title: string
  url: string
  state: StateView
  /** « Brouillon gardé le … », « Envoyée le … », « Publiée le … ». */
  when: string
  change: string | undefined
  promise: PromiseView | undefined
  question: { words: string; who: string } | undefined
  choiceUrl: string | undefined
  editUrl: string | undefined
  discard: PostView | undefined
}

export interface OwnProposalsPage extends Page {
  heading: string
  /** Empty where nothing was just done. */
  notice: string
  /** Drafts first, then what waits, then what was decided; none is empty. */
  groups: { id: string; heading: string; rows: OwnRow[] }[]
}

const NOTICES: Readonly<Record<string, string>> = {
  supprimee: 'Le brouillon est supprimé.',
  retiree: 'La proposition est retirée : vous la trouverez plus bas, et pouvez la reprendre.',
}

function awaitsAuthor({ state, choiceUrl }: OwnProposal): boolean {
  return state === 'changes_requested' || choiceUrl !== undefined
}

const GROUPS = [
  {
    id: 'a-vous',
    heading: 'À vous de répondre',
    holds: awaitsAuthor,
  },
  { id: 'brouillons', heading: 'Brouillons', holds: ({ state }: OwnProposal) => state === 'draft' },
  {
    id: 'en-attente',
    heading: 'En attente',
    holds: (proposal: OwnProposal) => isPending(proposal.state) && !awaitsAuthor(proposal),
  },
  {
    id: 'terminees',
    heading: 'Terminées',
    holds: ({ state }: OwnProposal) => state !== 'draft' && !isPending(state),
  },
] as const

export function ownProposalsPage(
  { proposals, done }: OwnProposalsInput,
  context: ViewContext,
): OwnProposalsPage {
  const heading = 'Mes propositions'
  const groups = GROUPS.map(({ id, heading, holds }) => ({
    id,
    heading,
    rows: proposals.filter(holds).map((proposal) => ownRow(proposal, context.today)),
  }))
  return {
    ...pageOf(
      { title: heading, description: heading, canonicalPath: '/propositions', noindex: true },
      context,
    ),
    heading,
    notice: withFrenchSpaces(wordIn(NOTICES, done) ?? ''),
    groups: groups.filter(({ rows }) => rows.length > 0),
  }
}

function ownRow(proposal: OwnProposal, today: string): OwnRow {
  const { id, state, fiches, summary, question, promisedOn, editUrl, discard } = proposal
  const { first, rest } = changesInOneLine(fiches)
  const says = summary === '' ? [first, rest].filter(Boolean).join(' ') : `« ${summary} »`
  const hasChanges = fiches.some(({ comparison }) => comparison.fields.length + comparison.body.length > 0)
  return {
    title: titleOfAll(fiches),
    url: state === 'draft' && editUrl !== undefined ? editUrl : proposalUrl(id),
    state: proposalState(state),
    when: whenOf(proposal, today),
    change: summary !== '' || hasChanges ? withFrenchSpaces(says) : undefined,
    promise: state === 'submitted' || state === 'in_review' ? promiseView(promisedOn, today) : undefined,
    question: question && {
      words: question.words,
      who: `${nameOf(question.by)}, ${instantInWords(question.at)}`,
    },
    choiceUrl: proposal.choiceUrl,
    editUrl: state === 'draft' ? editUrl : undefined,
    discard: discard && postView(discard),
  }
}

function whenOf({ state, updatedAt, submittedAt, decidedAt }: OwnProposal, today: string): string {
  const day = (instant: string) => dayNear(parisDay(new Date(instant)), today)
  if (state === 'draft') return `Brouillon gardé le ${instantInWords(updatedAt)}`
  if (decidedAt !== null) return `${state === 'accepted' ? 'Publiée' : 'Décidée'} le ${day(decidedAt)}`
  return submittedAt === null || state === 'withdrawn'
    ? `Retirée le ${day(updatedAt)}`
    : `Envoyée le ${day(submittedAt)}`
}
