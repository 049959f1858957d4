/** The page where a fiche is written or changed. */
import type { Document } from '../domain/document/document.ts'
import type { FicheKind } from '../domain/document/keys.ts'
import type { EditingGuide } from '../domain/editing/guide.ts'
import type { FieldProblem, Typed } from '../domain/editing/typed.ts'
import type { BodyView } from './body.ts'

export interface EditInput {
  kind: FicheKind
  /** Of the fiche; of a new one, « Nouvelle fiche : lieu d’accueil ». */
  title: string
  /** As it is published; nothing for a new one. */
  fiche: { slug: string; url: string; revision: number; document: Document } | undefined
  guide: EditingGuide
  typed: Typed
  problems: readonly FieldProblem[]
  /** The keys of a quick edit. */
  only: readonly string[] | undefined
  /** Where the form is sent, and its key. */
  action: string
  key: string
  /** Other hidden fields, printed as they are. */
  hidden: Readonly<Record<string, string>>
  draft: { savedAt: string; restartUrl: string | undefined } | undefined
  /** « Cette fiche est dans le périmètre de la CAF : c’est elle qui relira. » */
  reaches: string | undefined
  notices: readonly string[]
  /** « Délai promis : 3 jours ouvrés. » */
  promise: string
  /** Fiches that may be the same, on creation. */
  duplicates: readonly { title: string; url: string; why: string }[]
  /** Everyday words to offer (domain/editing/suggestedWords.ts). */
  words: readonly string[]
  summary: string
  message: string
  /** The body as it will be read, and where the whole fiche can be looked at. */
  preview: { body: BodyView; url: string | undefined } | undefined
  isRaw: boolean
  /** « Soumettre à la relecture » where it says nothing. */
  submitLabel: string | undefined
}
