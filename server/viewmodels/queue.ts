import { parisDay } from '../domain/day.ts'
import type { ReviewLevel, Urgency } from '../domain/proposal.ts'
import { daysBetween } from '../text/dates.ts'
import { counted, withFrenchSpaces } from '../text/typography.ts'
import { wordIn } from '../text/wordIn.ts'
import { type ChangesView, changesInOneLine, changesView, hasSensitive } from './changes.ts'
import type { ViewContext } from './context.ts'
import { type PostForm, type PostView, postView } from './form.ts'
import type { KindView } from './kind.ts'
import type { Link } from './links.ts'
import { type Page, pageOf } from './page.ts'
import type { StateView } from './people.ts'
import {
  dayNear,
  ficheView,
  type ListedProposal,
  nameOf,
  type PromiseView,
  promiseView,
  proposalState,
  type Somebody,
  somebodyInWords,
  titleOfAll,
} from './proposalState.ts'
import {
  type FilterChoices,
  type FilterField,
  filterFields,
  isFiltered,
  QUEUE_TABS,
  type QueueFilter,
  type QueueTab,
  queuedUrl,
  queueUrl,
  unfiltered,
} from './queueFilter.ts'

export interface QueuedProposal extends ListedProposal {
  urgency: Urgency
  /** In 30 days, of all its fiches. */
  reads: number
  author: Somebody
  takenBy: Somebody | undefined
  level: ReviewLevel
  /** Its fingerprint, where it may be accepted from the list with others. */
  safe: string | undefined
}

export interface QueueInput {
  filter: QueueFilter
  counts: Readonly<Record<QueueTab, number>>
  /** In the order of the page. */
  proposals: readonly QueuedProposal[]
  choices: FilterChoices
  /** Those decided in the last `days` days; nothing where there was none. */
  delay: { days: number; decided: number; kept: number; medianDays: number } | undefined
  /** Posts `sur.<id>` = fingerprint for each that was checked. */
  batch: PostForm
  /** After an act: `publiee`, `precisions`, `refusee`, `lot`. */
  done: string | undefined
  about: Link | undefined
  /** With `lot`: how many were published, and how many were left because they changed meanwhile. */
  batchResult: { accepted: number; left: number } | undefined
  /** What stood against it, in French. */
  refusal: string | undefined
}

export interface QueueRow {
  /** The word, and how many of three bars are filled. */
  urgency: { words: string; level: 1 | 2 | 3 }
  title: string
  url: string
  kinds: KindView[]
  change: { first: string; rest: string }
  why: string
  author: string
  takenBy: string | undefined
  promise: PromiseView | undefined
  /** Told where it says more than that it waits. */
  state: StateView | undefined
  /** Why whoever reads may not decide. */
  notYours: string | undefined
  /** To whom it falls where nobody is near. */
  falls: { words: string; url: string | undefined } | undefined
  safe: SafeView | undefined
}

/** All that would be published, beside the box to tick. */
export interface SafeView {
  name: string
  fingerprint: string
  fiches: { title: string; changes: ChangesView }[]
}

export interface QueuePage extends Page {
  heading: string
  /** Empty where nothing was just done. */
  notice: string
  /** The fiche, or the proposal, that the notice is about. */
  noticeLink: Link | undefined
  refusal: string | undefined
  tabs: { label: string; url: string; count: string; current: boolean; icon: undefined }[]
  tab: QueueTab
  filters: FilterField[]
  /** The same tab without filters, where there are some. */
  unfilteredUrl: string | undefined
  rows: QueueRow[]
  empty: { words: string; url: string | undefined } | undefined
  batch: (PostView & { count: string }) | undefined
  delay: string | undefined
}

const NOTICES: Readonly<Record<string, string>> = {
  publiee: 'La proposition est publiée.',
  precisions: 'La question est envoyée à l’auteur.',
  refusee: 'La proposition est refusée ; son auteur lira pourquoi.',
}

export function queuePage(input: QueueInput, context: ViewContext): QueuePage {
  const { filter, counts, refusal } = input
  const heading = 'File de relecture'
  const rows = input.proposals.map((proposal) => queueRow(proposal, filter, context))
  const safe = rows.filter((row) => row.safe !== undefined).length
  const title = refusal === undefined ? heading : `Erreur : ${heading}`
  const tabs = Object.entries(QUEUE_TABS) as [QueueTab, string][]
  return {
    ...pageOf({ title, description: heading, canonicalPath: '/relecture', noindex: true }, context),
    heading,
    notice: noticeOf(input),
    noticeLink: input.about,
    refusal,
    tabs: tabs.map(([tab, label]) => ({
      label,
      url: queueUrl({ ...filter, tab }),
      count: String(counts[tab]),
      current: tab === filter.tab,
      icon: undefined,
    })),
    tab: filter.tab,
    filters: filterFields(filter, input.choices),
    unfilteredUrl: isFiltered(filter) ? queueUrl(unfiltered(filter)) : undefined,
    rows,
    empty: rows.length > 0 ? undefined : emptyWords(input),
    batch:
      safe === 0
        ? undefined
        : { ...postView(input.batch), count: counted(safe, 'modification', 'modifications') },
    delay: delayWords(input.delay),
  }
}

const LEVELS: Record<Urgency, 1 | 2 | 3> = { basse: 1, moyenne: 2, haute: 3 }

function queueRow(proposal: QueuedProposal, filter: QueueFilter, context: ViewContext): QueueRow {
  const { id, fiches, urgency, author, takenBy, promisedOn, safe } = proposal
  const { today } = context
  const kinds = new Map(fiches.map((fiche) => [fiche.kind, ficheView(fiche).kind]))
  const isPending = proposal.decidedAt === null
  return {
    urgency: { words: `Urgence ${urgency}`, level: LEVELS[urgency] },
    title: titleOfAll(fiches),
    url: queuedUrl(id, filter),
    kinds: [...kinds.values()],
    change: changesInOneLine(fiches),
    why: whyThere(proposal, today),
    author: somebodyInWords(author),
    takenBy: takenBy === undefined ? undefined : takenBy.isYou ? 'Vous relisez' : `${nameOf(takenBy)} relit`,
    promise: isPending && !author.isYou ? promiseView(promisedOn, today) : undefined,
    state: stateOf(proposal, today),
    notYours:
      isPending && author.isYou
        ? withFrenchSpaces('Vous en êtes l’auteur : quelqu’un d’autre doit relire.')
        : undefined,
    falls: isPending ? FALLS[proposal.level] : undefined,
    safe: safe === undefined ? undefined : safeView(proposal, safe),
  }
}

function whyThere({ fiches, reads, submittedAt, decidedAt }: QueuedProposal, today: string): string {
  const days = submittedAt === null ? 0 : daysBetween(parisDay(new Date(submittedAt)), today)
  return [
    `${counted(reads, 'lecture', 'lectures')} en 30 jours`,
    ...(hasSensitive(fiches) ? ['champ sensible'] : []),
    ...(decidedAt !== null
      ? []
      : [days < 1 ? 'arrivée aujourd’hui' : `attend depuis ${counted(days, 'jour', 'jours')}`]),
  ].join(' · ')
}

function stateOf({ state, decidedAt }: QueuedProposal, today: string): StateView | undefined {
  if (state === 'submitted' || state === 'in_review') return undefined
  const view = proposalState(state)
  if (decidedAt === null) return view
  return { ...view, words: `${view.words} le ${dayNear(parisDay(new Date(decidedAt)), today)}` }
}

const FALLS: Record<ReviewLevel, QueueRow['falls']> = {
  institution: undefined,
  part: undefined,
  everywhere: {
    words: withFrenchSpaces('Personne dans ce périmètre : revient aux modérateurs de tout le guide.'),
    url: undefined,
  },
  nobody: { words: withFrenchSpaces('Personne d’autre ne peut relire : voir l’aide.'), url: '/aide/relire' },
}

function safeView({ id, fiches }: QueuedProposal, fingerprint: string): SafeView {
  return {
    name: `sur.${id}`,
    fingerprint,
    fiches: fiches.map((fiche) => ({
      title: withFrenchSpaces(fiche.title),
      changes: changesView(fiche.comparison, { isNew: fiche.slug === undefined, around: 80 }),
    })),
  }
}

function noticeOf({ done, batchResult }: QueueInput): string {
  if (done !== 'lot' || batchResult === undefined) return withFrenchSpaces(wordIn(NOTICES, done) ?? '')
  const { accepted, left } = batchResult
  const published = `${counted(accepted, 'proposition publiée', 'propositions publiées')}.`
  if (left === 0) return published
  const kept = counted(left, 'laissée', 'laissées')
  return withFrenchSpaces(`${published} ${kept} : le texte a changé depuis que vous l’avez lu.`)
}

const EMPTY: Record<QueueTab, string> = {
  'a-relire': 'Rien n’attend votre relecture.',
  precisions: 'Aucune question n’attend de réponse.',
  'hors-perimetre': 'Rien n’attend hors de votre périmètre.',
  miennes: 'Aucune de vos propositions n’attend.',
  toutes: 'Aucune proposition n’attend.',
  traitees: 'Rien n’a encore été décidé.',
}

function emptyWords({ filter }: QueueInput): NonNullable<QueuePage['empty']> {
  if (isFiltered(filter)) return { words: 'Aucune proposition ne répond à ces critères.', url: undefined }
  return {
    words: EMPTY[filter.tab],
    url: filter.tab === 'miennes' ? '/propositions' : undefined,
  }
}

/** « Depuis 90 jours : 41 traitées, 38 dans le délai promis, médiane 1 jour. » */
function delayWords(delay: QueueInput['delay']): string | undefined {
  if (delay === undefined) return undefined
  const { days, decided, kept, medianDays } = delay
  const all = counted(decided, 'traitée', 'traitées')
  return withFrenchSpaces(
    `Depuis ${days} jours : ${all}, ${kept} dans le délai promis, médiane ${counted(medianDays, 'jour', 'jours')}.`,
  )
}
