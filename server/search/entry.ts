/** What a text becomes in the index: its stems, its words, its phrases. Pure. */
import { ACRONYM } from '../domain/glossary.ts'
import { parsePhone } from '../domain/phone.ts'
import type { FieldStems } from './postings.ts'
import { acronymStem, stem } from './stem.ts'
import { isStopWord, tokens } from './tokens.ts'

export interface SearchDocument {
  id: number
  slug: string
  title: string
  acronym: string | undefined
  /** Other names, everyday words, misspellings: each one a phrase of its own. */
  names: readonly string[]
  summary: string
  body: string
  phones: readonly string[]
}

export interface Entry {
  slug: string
  /** Stems, field by field. */
  stems: FieldStems
  words: ReadonlySet<string>
  commonWords: ReadonlySet<string>
  /** Stems of its title and names, each as one string. */
  phrases: ReadonlySet<string>
  titlePhrase: string
  acronym: string | undefined
  phones: readonly string[]
}

/** Words one after the other, as they are compared: « Cartes grises » is « carte grise ». */
function phraseOf(text: string): string {
  return tokens(text)
    .filter((word) => !isStopWord(word))
    .map(stem)
    .join(' ')
}

/** Reads a document once: everything that the engine keeps of it. */
export function entryOf(document: SearchDocument): Entry {
  const { slug, title, acronym, names, summary, body, phones } = document
  const all = [title, acronym ?? '', ...names, summary, body].join('\n')
  return {
    slug,
    stems: {
      title: stemsOf(`${title} ${acronym ?? ''}`),
      names: names.flatMap(stemsOf),
      summary: stemsOf(summary),
      body: stemsOf(body),
    },
    words: new Set(tokens(all).filter((word) => word.length > 2 && !/^\d+$/.test(word))),
    // Names are left out: « caf lens » is written there in small letters.
    commonWords: new Set(
      [title, summary, body]
        .flatMap((text) => text.match(/(?<![\p{L}\p{N}-])\p{Ll}{3,}(?![\p{L}-])/gu) ?? [])
        .flatMap(tokens),
    ),
    phrases: new Set([title, ...names].map(phraseOf).filter(Boolean)),
    titlePhrase: phraseOf(title),
    acronym: acronym === undefined ? undefined : tokens(acronym).join(''),
    phones: phones.flatMap((phone) => {
      const parsed = parsePhone(phone)
      return parsed.ok ? [parsed.digits] : []
    }),
  }
}

/** The stems of a text, its acronyms apart. */
function stemsOf(text: string): string[] {
  const acronyms: string[] = []
  const words = text.replace(ACRONYM, (acronym) => {
    acronyms.push(acronymStem(tokens(acronym).join('')))
    return ' '
  })
  return [
    ...tokens(words)
      .filter((word) => !isStopWord(word))
      .map(stem),
    ...acronyms,
  ]
}
