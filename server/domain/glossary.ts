/** The acronyms of the trade: what each one stands for. They are the thesaurus entries that have an acronym. */
import type { FieldsByKind } from './document/keys.ts'

export interface GlossaryEntry {
  acronym: string
  /** What it stands for: « revenu de solidarité active ». */
  meaning: string
  explanation: string | undefined
  /** Slug of the fiche that tells more. */
  fiche: string | undefined
}

export type Glossary = ReadonlyMap<string, GlossaryEntry>

/** Two capitals or more, figures after them: what reads as an acronym in a French text. */
export const ACRONYM: RegExp = /(?<![\p{L}\p{N}-])\p{Lu}{2,}[\p{Lu}\p{N}]*(?![\p{L}\p{N}])/gu

export function createGlossary(thesauri: readonly Pick<FieldsByKind['thesaurus'], 'entrees'>[]): Glossary {
  const glossary = new Map<string, GlossaryEntry>()
  for (const { terme, sigle, explication, fiche } of thesauri.flatMap(({ entrees }) => entrees)) {
    if (sigle === undefined || glossary.has(sigle)) continue
    glossary.set(sigle, { acronym: sigle, meaning: terme, explanation: explication, fiche })
  }
  return glossary
}

/** The known acronyms of a text, each once, in order of appearance. */
export function acronymsIn(text: string, glossary: Glossary): GlossaryEntry[] {
  const found = Array.from(text.matchAll(ACRONYM), ([acronym]) => glossary.get(acronym))
  return [...new Set(found.filter((entry) => entry !== undefined))]
}
