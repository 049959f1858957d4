/** What changed between two versions of a document: field by field, then the body by words (domain/diff.ts). */

/** What a wrong value would cost the person who is sent there. */
export type Risk = 'high' | 'medium' | 'low'

export interface FieldChange {
  key: string
  /** French name of the key: « Téléphone ». */
  label: string
  /** One line a value; empty when the key was absent. */
  before: string[]
  after: string[]
  /** The change in one line, for a list of proposals: « Mercredi : 14 h à 17 h → fermé ». */
  says: string
  risk: Risk
}

export interface WordChange {
  kind: 'same' | 'added' | 'removed'
  text: string
}

export interface DocumentComparison {
  fields: FieldChange[]
  /** Empty when the bodies are the same. */
  body: WordChange[]
}
