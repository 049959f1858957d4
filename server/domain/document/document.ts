import type { FieldsByKind, Kind } from './keys.ts'

/** What a source text says once it is read: its kind, its front matter by key, its Markdown body. */
export interface DocumentOf<K extends Kind> {
  kind: K
  fields: FieldsByKind[K]
  body: string
}

export type Document = { [K in Kind]: DocumentOf<K> }[Kind]

/** Something to mend, said to the person who wrote the text. */
export interface Problem {
  /** Path of the key, `fermetures[0].du`; `corps` for the body, empty for the text as a whole. */
  key: string
  /** Line of the source, 1 for the first. */
  line: number
  /** One French sentence. */
  message: string
}
