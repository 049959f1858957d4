import type { DocumentComparison } from '../domain/comparison.ts'
import type { ProposalState, ReviewLevel, Seat } from '../domain/proposal.ts'
import type { RenderedSegment } from '../markdown/rendered.ts'
import type { Card, Named } from '../store/pageTypes.ts'
import type { EventKind } from '../store/proposals.ts'
import type { PostForm, Problems } from './form.ts'
import type { ComparedFiche, Somebody } from './proposalState.ts'
import type { QueueFilter } from './queue.ts'

/** What a reviewer should look at before publishing. */
export type Warning =
  /** A name or a line of a person that the published text does not hold. */
  | { what: 'personal'; label: string; value: string }
  /** A contact that other fiches show: they all change with it. */
  | { what: 'shared'; fiches: readonly Card[] }
  | { what: 'contradiction'; fiche: Card; label: string; value: string }
  | { what: 'duplicate'; fiche: Card; why: string }

export interface ReviewedChange extends ComparedFiche {
  /** Where the text can be read as its readers will; nothing where it has no page yet. */
  previewUrl: string | undefined
  segments: readonly RenderedSegment[]
  /** In 30 days. */
  reads: number
  /** The fiches that show this one. */
  shownOn: readonly Card[]
  warnings: readonly Warning[]
  /**
   * What was published since the author began: nothing, other fields (both changes go together) or the same one, which
   * somebody must choose on the page `url`; nobody here where it has none.
   */
  moved:
    | {
        revision: number
        publishedAt: string
        conflict: { labels: readonly string[]; url: string | undefined } | undefined
      }
    | undefined
}

/** A side that must agree, by the institution that holds it. */
export interface SeatInput {
  seat: Seat
  scope: string
  agreed: { by: Somebody; at: string } | undefined
  isYours: boolean
}

export interface ThreadEvent {
  at: string
  by: Somebody | undefined
  kind: EventKind
  version: number
  words: string
}

/** Why whoever reads may not decide. */
export type WhyNot = 'own' | 'outOfScope' | 'notReviewer' | 'agreed' | 'authorsTurn'

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
  version: number
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
