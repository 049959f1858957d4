import type { PostForm } from './form.ts'
import type { ListedProposal, Somebody } from './proposalState.ts'

export interface OwnProposal extends ListedProposal {
  updatedAt: string
  summary: string
  /** The last question of a moderator, while it waits for an answer; or the reason of a refusal. */
  question: { words: string; by: Somebody; at: string } | undefined
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
