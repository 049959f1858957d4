/** What the queue, the page of a proposal and one's own proposals say alike: state, people, promised day, fiches. */
import type { DocumentComparison } from '../domain/comparison.ts'
import type { FicheKind } from '../domain/document/keys.ts'
import type { ProposalState } from '../domain/proposal.ts'

/** Somebody as a proposal names them: an erased account has no name, and no grant gives no institution. */
export interface Somebody {
  name: string | undefined
  institution: string | undefined
  isYou: boolean
}

/** A fiche that a proposal changes, or would add. */
export interface ProposedFiche {
  kind: FicheKind
  title: string
  /** Of the published fiche; nothing for a new one. */
  slug: string | undefined
}

export interface ComparedFiche extends ProposedFiche {
  /** From the published text to the one that would be published; from an empty one for a new fiche. */
  comparison: DocumentComparison
}

/** What every list of proposals knows of one. */
export interface ListedProposal {
  id: number
  state: ProposalState
  fiches: readonly ComparedFiche[]
  /** UTC instant of the last sending; nothing for a draft. */
  submittedAt: string | null
  /** Local day, YYYY-MM-DD. */
  promisedOn: string | null
  decidedAt: string | null
}
