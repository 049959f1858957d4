/** The thesaurus at work: from the words that a person says to those of the guide. */
import type { FieldsByKind } from '../domain/document/keys.ts'
import { stem } from './stem.ts'
import { isEmptyWord, tokens } from './tokens.ts'

export interface Expansion {
  /** Folded words of the trade's term. */
  words: readonly string[]
  /** Slug of the fiche that the entry names. */
  fiche: string | undefined
  /** How much of the phrase the question holds, 0 to 1. */
  coverage: number
  /** Summed rarity of the words that met. */
  rarity: number
  /** As it is written, for who asks why. */
  term: string
}

export interface Thesaurus {
  /**
   * What a question also means. `words` are those that tell something, folded; `said` all of them, in order; `rarityOf`
   * tells how much a word says.
   */
  expand: (
    words: readonly string[],
    said: readonly string[],
    rarityOf: (word: string) => number,
  ) => Expansion[]
  /** Folded words that people use, with how often they stand: they are no errors of spelling. */
  words: ReadonlyMap<string, number>
}

interface Entry {
  term: string
  words: readonly string[]
  fiche: string | undefined
}

interface Phrase {
  entry: Entry
  words: readonly string[]
  /** Of each word, in the same order. */
  stems: readonly string[]
  /** Said as it stands or not at all: « à la rue » is not « ma rue ». */
  literal: string | undefined
  isAcronym: boolean
}

/** Less of a phrase than this is chance. */
const ENOUGH = 0.65

/** What is said or left out without changing a phrase: « (il) (ne) va plus à l’école ». */
const LOOSE = new Set('ne n je j il elle on ils elles me m se s te t lui leur nous vous'.split(' '))

export function createThesaurus(documents: readonly Pick<FieldsByKind['thesaurus'], 'entrees'>[]): Thesaurus {
  const byStem = new Map<string, Phrase[]>()
  const words = new Map<string, number>()
  for (const { terme, sigle, fiche, mots = [] } of documents.flatMap(({ entrees }) => entrees)) {
    const entry = { term: terme, words: telling(tokens(terme)), fiche }
    const phrases = [
      ...[terme, ...mots].map((said) => phraseOf(entry, tokens(said), false)),
      ...(sigle === undefined ? [] : [phraseOf(entry, tokens(sigle), true)]),
    ]
    for (const said of [terme, ...mots, sigle ?? '']) {
      for (const word of tokens(said)) words.set(word, (words.get(word) ?? 0) + 1)
    }
    for (const phrase of phrases) {
      for (const each of new Set(phrase.stems)) {
        const known = byStem.get(each)
        if (known === undefined) byStem.set(each, [phrase])
        else known.push(phrase)
      }
    }
  }

  function expand(
    asked: readonly string[],
    said: readonly string[],
    rarityOf: (word: string) => number,
  ): Expansion[] {
    const stems = new Set(asked.map(stem))
    const text = ` ${tight(said)} `
    const best = new Map<Entry, Expansion>()
    for (const phrase of new Set([...stems].flatMap((each) => byStem.get(each) ?? []))) {
      if (phrase.literal !== undefined && !text.includes(` ${phrase.literal} `)) continue
      let [rarity, whole] = [0, 0]
      phrase.words.forEach((word, at) => {
        const tells = rarityOf(word)
        whole += tells
        if (phrase.isAcronym ? asked.includes(word) : stems.has(phrase.stems[at] as string)) rarity += tells
      })
      const coverage = rarity / whole
      const { entry } = phrase
      const known = best.get(entry)
      if (coverage < ENOUGH || (known !== undefined && known.coverage * known.rarity >= coverage * rarity))
        continue
      best.set(entry, { term: entry.term, words: entry.words, fiche: entry.fiche, coverage, rarity })
    }
    return [...best.values()].sort((a, b) => b.coverage * b.rarity - a.coverage * a.rarity)
  }

  return { expand, words }
}

function phraseOf(entry: Entry, said: readonly string[], isAcronym: boolean): Phrase {
  const words = telling(said)
  const literal = words.length < 2 && said.length > 1 ? tight(said) : undefined
  return { entry, words, stems: words.map(stem), literal, isAcronym }
}

function tight(said: readonly string[]): string {
  return said.filter((word) => !LOOSE.has(word)).join(' ')
}

function telling(said: readonly string[]): string[] {
  const kept = said.filter((word) => !isEmptyWord(word))
  return [...new Set(kept.length > 0 ? kept : said)]
}
