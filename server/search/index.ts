import type { FicheKind } from '../domain/document/keys.ts'
import { changesAfter, lastChange } from '../store/changes.ts'
import type { Reader } from '../store/database.ts'
import { type SearchablePage, searchablePages } from '../store/pages.ts'
import { questionWords, tokens } from './tokens.ts'

export interface Hit {
  id: number
  score: number
}

export interface SearchIndex {
  /** Takes in what was published since the last call; answers the number of the last change. */
  catchUp: () => Promise<number>
  /** Number of the last change taken in. */
  position: () => number
  size: () => number
  /** Fiches that hold at least one word of the question, best first. */
  search: (question: string, kind?: FicheKind) => Hit[]
}

/** Fields and their weights: each is normalised by its own length, so a long body does not drown a title. */
const WEIGHTS = { title: 1, names: 0.8, summary: 0.5, body: 0.4 } as const
type Field = keyof typeof WEIGHTS
const FIELDS = Object.keys(WEIGHTS) as Field[]

/** BM25's usual constants: how soon repetition stops counting, how much length does. */
const K1 = 1.2
const B = 0.75

const QUESTION_LENGTH = 200
const QUESTION_WORDS = 10

interface Entry {
  kind: FicheKind
  lengths: Record<Field, number>
  counts: Record<Field, Map<string, number>>
}

/**
 * An inverted index in memory that follows the table `changes`. It is the same on both engines, and losing it costs a
 * rebuild only. It holds what anybody may read, and nothing else.
 */
export function createSearchIndex(db: Reader): SearchIndex {
  const entries = new Map<number, Entry>()
  const postings = new Map<string, Set<number>>()
  const totals: Record<Field, number> = { title: 0, names: 0, summary: 0, body: 0 }
  let last = -1
  let catching: Promise<number> | undefined

  function remove(id: number): void {
    const entry = entries.get(id)
    if (entry === undefined) return
    for (const field of FIELDS) {
      totals[field] -= entry.lengths[field]
      for (const word of entry.counts[field].keys()) {
        const ids = postings.get(word)
        ids?.delete(id)
        // A word that no page has any more is no word of the index.
        if (ids?.size === 0) postings.delete(word)
      }
    }
    entries.delete(id)
  }

  function add(page: SearchablePage): void {
    const entry = entryOf(page)
    entries.set(page.id, entry)
    for (const field of FIELDS) {
      totals[field] += entry.lengths[field]
      for (const word of entry.counts[field].keys()) {
        const ids = postings.get(word) ?? new Set()
        postings.set(word, ids.add(page.id))
      }
    }
  }

  async function takeIn(): Promise<number> {
    if (last === -1) {
      const number = await lastChange(db)
      for (const page of await searchablePages(db)) add(page)
      last = number
    }
    for (;;) {
      const changes = await changesAfter(db, last)
      const newest = changes.at(-1)
      if (newest === undefined) return last
      const ids = [...new Set(changes.map(({ documentId }) => documentId))]
      const pages = await searchablePages(db, ids)
      ids.forEach(remove)
      pages.forEach(add)
      last = newest.number
    }
  }

  /** The words of the index that a word of the question means: itself, and what it begins. */
  function meant(word: string): [string, number][] {
    const exact: [string, number][] = postings.has(word) ? [[word, 1]] : []
    if (word.length < 3) return exact
    const begun = [...postings.keys()].filter((known) => known.startsWith(word) && known !== word)
    return [...exact, ...begun.map((known): [string, number] => [known, 0.5])]
  }

  function scoreWord(word: string, weight: number, scores: Map<number, number>): void {
    const ids = postings.get(word) ?? new Set()
    const idf = Math.log(1 + (entries.size - ids.size + 0.5) / (ids.size + 0.5))
    for (const id of ids) {
      const entry = entries.get(id)
      if (entry === undefined) continue
      const score = FIELDS.reduce((sum, field) => sum + WEIGHTS[field] * saturation(entry, field, word), 0)
      scores.set(id, Math.max(scores.get(id) ?? 0, weight * idf * score))
    }
  }

  function saturation(entry: Entry, field: Field, word: string): number {
    const count = entry.counts[field].get(word) ?? 0
    if (count === 0) return 0
    const average = totals[field] / Math.max(1, entries.size) || 1
    return (count * (K1 + 1)) / (count + K1 * (1 - B + (B * entry.lengths[field]) / average))
  }

  return {
    catchUp: () => {
      // One pass after the other: each caller waits for one that began after its commit.
      const next = (catching ?? Promise.resolve(0)).then(takeIn, takeIn)
      catching = next
      return next
    },
    position: () => Math.max(0, last),
    size: () => entries.size,
    search: (question, kind) => {
      const total = new Map<number, number>()
      for (const word of questionWords(question.slice(0, QUESTION_LENGTH)).slice(0, QUESTION_WORDS)) {
        const scores = new Map<number, number>()
        for (const [known, weight] of meant(word)) scoreWord(known, weight, scores)
        for (const [id, score] of scores) total.set(id, (total.get(id) ?? 0) + score)
      }
      return [...total]
        .filter(([id]) => kind === undefined || entries.get(id)?.kind === kind)
        .map(([id, score]) => ({ id, score }))
        .sort((a, b) => b.score - a.score || a.id - b.id)
    },
  }
}

function entryOf(page: SearchablePage): Entry {
  const words: Record<Field, string[]> = {
    title: tokens(`${page.title} ${page.acronym ?? ''}`),
    names: tokens(page.names.join(' ')),
    summary: tokens(page.summary ?? ''),
    body: tokens(page.text),
  }
  const lengths = {} as Record<Field, number>
  const counts = {} as Record<Field, Map<string, number>>
  for (const field of FIELDS) {
    lengths[field] = words[field].length
    counts[field] = new Map()
    for (const word of words[field]) counts[field].set(word, (counts[field].get(word) ?? 0) + 1)
  }
  return { kind: page.kind as FicheKind, lengths, counts }
}
