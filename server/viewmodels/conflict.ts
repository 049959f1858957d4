import type { FieldChange } from '../domain/comparison.ts'
import type { PostForm, Problems } from './form.ts'
import type { ProposedFiche, Somebody } from './proposalState.ts'

export interface ConflictInput {
  proposalId: number
  fiche: ProposedFiche
  conflicts: readonly {
    id: string
    key: string
    label: string
    base: string[]
    theirs: string[]
    mine: string[]
  }[]
  /** What was published since, and who signs it. */
  published: { revision: number; at: string; by: string }
  /** « Votre texte », or another author's for a moderator. */
  author: Somebody
  /** What goes together without anybody's choice. */
  merged: readonly FieldChange[]
  /** The two bodies were put together. */
  bodyMerged: boolean
  /** Posts `choix.<id>` = `publie`, `propose`, or for the body `deux`. */
  form: PostForm
  /** What was chosen in a form that was refused, by the id of the conflict. */
  chosen: Readonly<Record<string, string>>
  /** By `choix.<id>`. */
  problems: Problems
}
