/**
 * The search engine: documents in, questions answered. It knows no database: index.ts feeds it from the table `changes`,
 * the benches from a file.
 */
import type { FicheFacts } from '../domain/facts.ts'
import type { Geography } from '../domain/geography.ts'
import { count, IdsBy } from './counting.ts'
import { type Entry, entryOf, type SearchDocument } from './entry.ts'
import { createGazetteer, type Gazetteer } from './gazetteer.ts'
import { type Corpus, type Group, Postings, type Variant } from './postings.ts'
import { type Asked, type Question, type QuestionWord, understand } from './question.ts'
import { createRanker, type Factor } from './ranking.ts'
import { createSpeller, type Speller } from './spelling.ts'
import { acronymStem, stem } from './stem.ts'
import { createThesaurus, type Thesaurus } from './thesaurus.ts'

/** What the engine is told of the world around the texts. */
export interface Surroundings {
  geography: () => Geography
  factsOf: (id: number) => FicheFacts | undefined
  year: () => number
  /** The larger engine beside which this one stands: it reads questions and weighs words as that one does. */
  beside?: (() => Reading) | undefined
}

/** How an engine reads and weighs words. */
export interface Reading {
  /** True for a word of its texts, of the thesaurus or of the places. */
  isKnown: (word: string) => boolean
  isCommonWord: (word: string) => boolean
  places: () => Gazetteer
  thesaurus: () => Thesaurus
  corpus: Corpus
}

export interface Hit {
  id: number
  score: number
}

export interface Answer {
  question: Question
  /** Best first. */
  hits: Hit[]
}

export interface Explanation {
  question: Question
  score: number
  parts: { what: string; points: number }[]
  factors: (Factor | { name: 'mots'; value: number; why: string })[]
}

export interface Engine {
  put: (document: SearchDocument) => void
  remove: (id: number) => void
  setThesaurus: (thesaurus: Thesaurus) => void
  ask: (text: string, asked?: Asked) => Answer
  explain: (text: string, id: number, asked?: Asked) => Explanation
  reading: Reading
  size: () => number
}

/** How many completions of a word being typed are looked at. */
const COMPLETIONS = 24

const WEIGHTS = {
  completion: 0.85,
  /** Words of the place, where they also stand in a text. */
  place: 0.45,
  expansion: 0.5,
  /** A fiche that the thesaurus names. */
  named: 2.1,
  /** A whole phrase among a fiche's names. */
  phrase: 0.4,
  /** The question is the title. */
  title: 1.2,
  acronym: 1.5,
  phone: 1_000,
  /** A document that holds all the words counts in full, one that holds hardly any this much. */
  fewWords: 0.35,
}

/** Below this part of the best score, a document shares a common word by chance. */
export const TAIL = 0.12

/** Documents to which places, ages and dates are applied: the best by their words. */
const RANKED = 1_000

const LONGEST_PHRASE = 6

/** A word of the thesaurus that no fiche holds tells about this much. */
const RARE_WHEN_UNKNOWN = 4

const RARITIES_KEPT = 20_000

/** A short word has many neighbours: what is read in its place is less sure. */
const correctionWeight = (distance: number, word: string) =>
  (word.length < 6 ? 0.6 : 1) / (0.85 + 0.4 * distance)

export function createEngine({ geography, factsOf, year, beside }: Surroundings): Engine {
  const postings = new Postings(beside && (() => beside().corpus))
  const kept = new Map<number, Omit<Entry, 'stems'>>()
  const bySlug = new Map<string, number>()
  const byPhone = new IdsBy()
  const byPhrase = new IdsBy()
  const byAcronym = new IdsBy()
  const wordCounts = new Map<string, number>()
  const commonCounts = new Map<string, number>()
  let ownThesaurus: Thesaurus = createThesaurus([])
  const rarities = new Map<string, number>()
  let speller: Speller | undefined
  let gazetteer: Gazetteer | undefined

  function put(document: SearchDocument): void {
    remove(document.id)
    const { stems, ...entry } = entryOf(document)
    kept.set(document.id, entry)
    bySlug.set(document.slug, document.id)
    postings.add(document.id, stems)
    for (const phone of entry.phones) byPhone.of(phone).add(document.id)
    for (const phrase of entry.phrases) byPhrase.of(phrase).add(document.id)
    if (entry.acronym !== undefined) byAcronym.of(entry.acronym).add(document.id)
    count(wordCounts, entry.words, 1)
    count(commonCounts, entry.commonWords, 1)
    forgetWords()
  }

  function remove(id: number): void {
    const entry = kept.get(id)
    if (entry === undefined) return
    kept.delete(id)
    if (bySlug.get(entry.slug) === id) bySlug.delete(entry.slug)
    postings.remove(id)
    for (const phone of entry.phones) byPhone.forget(phone, id)
    for (const phrase of entry.phrases) byPhrase.forget(phrase, id)
    if (entry.acronym !== undefined) byAcronym.forget(entry.acronym, id)
    count(wordCounts, entry.words, -1)
    count(commonCounts, entry.commonWords, -1)
    forgetWords()
  }

  /** They are made again at the next question: several texts often come at once. */
  function forgetWords(): void {
    rarities.clear()
    speller = undefined
    gazetteer = undefined
  }

  /** The guide's own words, those of the thesaurus and of the places: nothing else is proposed as a correction. */
  function spelling(): Speller {
    if (speller !== undefined) return speller
    const all = new Map(wordCounts)
    for (const [word, times] of thesaurus().words) all.set(word, (all.get(word) ?? 0) + times)
    for (const word of places().words) all.set(word, (all.get(word) ?? 0) + 1)
    speller = createSpeller(all, (word) => commonCounts.has(word))
    return speller
  }

  function thesaurus(): Thesaurus {
    return beside === undefined ? ownThesaurus : beside().thesaurus()
  }

  function places(): Gazetteer {
    if (beside !== undefined) return beside().places()
    if (gazetteer !== undefined) return gazetteer
    const standing = new Map<string, number>()
    for (const id of kept.keys()) {
      const commune = factsOf(id)?.commune
      if (commune !== undefined) standing.set(commune, (standing.get(commune) ?? 0) + 1)
    }
    gazetteer = createGazetteer(geography(), (code) => standing.get(code) ?? 0)
    return gazetteer
  }

  /** The forms under which the index may hold a word: its stem, and itself as an acronym. */
  const formsOf = (word: string) => [stem(word), acronymStem(word)].filter((form) => postings.has(form))

  const isKnown = (word: string) =>
    word.length < 4 ||
    places().words.has(word) ||
    ((formsOf(word).length > 0 || thesaurus().words.has(word)) && !spelling().isSlip(word)) ||
    beside?.().isKnown(word) === true

  const isCommonWord = (word: string) => commonCounts.has(word) || beside?.().isCommonWord(word) === true

  /** How much a word tells: as much as its commonest form. */
  function rarityOf(word: string): number {
    const known = rarities.get(word)
    if (known !== undefined) return known
    const forms = formsOf(word)
    const found =
      forms.length === 0 ? RARE_WHEN_UNKNOWN : Math.min(...forms.map((form) => postings.rarity(form)))
    // The words of the guide and of its thesaurus are some thousands: only those that people type have no end. Beside
    // another index nothing is kept: how rare a word is changes with that one too.
    if (beside === undefined && rarities.size < RARITIES_KEPT) rarities.set(word, found)
    return found
  }

  function read(text: string, asked: Asked): Question {
    return understand(text, asked, {
      gazetteer: places(),
      isCommonWord,
      isKnown,
      correct: (word) => spelling().correct(word),
    })
  }

  function groupOf({ word, corrections }: QuestionWord, isBegun: boolean): Group {
    const exact = formsOf(word)
    const read: Variant[] = [
      ...exact.map((form) => ({ stem: form, weight: 1 })),
      ...corrections.flatMap(({ word: meant, distance }) =>
        formsOf(meant).map((form) => ({ stem: form, weight: correctionWeight(distance, word) })),
      ),
    ]
    const begun = isBegun
      ? [...new Set(spelling().beginning(word, COMPLETIONS).flatMap(formsOf))].filter(
          (form) => !exact.includes(form),
        )
      : []
    if (begun.length === 0) return { variants: read }
    const together = [...exact, ...begun].reduce((sum, form) => sum + postings.frequency(form), 0)
    return {
      variants: [...read, ...begun.map((form) => ({ stem: form, weight: WEIGHTS.completion }))],
      // Completions are one unfinished word: together they are as rare as all they stand for.
      rarity: postings.rarityOf(Math.min(together, postings.size + (beside?.().corpus.size ?? 0))),
    }
  }

  interface Plan {
    question: Question
    groups: Group[]
    labels: string[]
    counted: number
    /** Summed rarity of the words asked. */
    whole: number
    bonuses: Map<number, { what: string; points: number }[]>
  }

  function planFor(text: string, asked: Asked): Plan {
    const question = read(text, asked)
    const { words } = question
    const groups = words.map((word, at) => groupOf(word, asked.typing === true && at === words.length - 1))
    const understood = words.map(({ word, corrections }) => corrections[0]?.word ?? word)
    const expansions = thesaurus().expand(understood, question.said, rarityOf)
    const extra: Group[] = question.placeWords.map((word) => ({
      variants: formsOf(word).map((form) => ({ stem: form, weight: WEIGHTS.place })),
    }))
    const labels = [...words.map(({ word }) => word), ...question.placeWords.map((word) => `${word} (lieu)`)]
    for (const expansion of expansions) {
      for (const word of expansion.words.filter((each) => !understood.includes(each))) {
        const weight = WEIGHTS.expansion * expansion.coverage
        extra.push({ variants: formsOf(word).map((form) => ({ stem: form, weight })) })
        labels.push(`${word} (thésaurus : ${expansion.term})`)
      }
    }
    const bonuses = bonusesFor(question, understood)
    for (const { fiche, coverage, rarity, term } of expansions) {
      const id = fiche === undefined ? undefined : bySlug.get(fiche)
      if (id !== undefined) give(bonuses, id, `thésaurus : ${term}`, WEIGHTS.named * coverage * rarity)
    }
    return {
      question,
      groups: [...groups, ...extra],
      labels,
      counted: groups.length,
      whole: groups.reduce((sum, group) => sum + rarityIn(group), 0),
      bonuses,
    }
  }

  /** How much a group tells; nothing for a word that the index does not hold. */
  function rarityIn({ variants, rarity }: Group): number {
    if (variants.length === 0) return 0
    return rarity ?? Math.min(...variants.map(({ stem: form }) => postings.rarity(form)))
  }

  function bonusesFor({ words, phone }: Question, understood: readonly string[]): Plan['bonuses'] {
    const bonuses: Plan['bonuses'] = new Map()
    if (phone !== undefined) {
      for (const [known, ids] of byPhone.startingWith(phone)) {
        const points = known === phone ? WEIGHTS.phone : WEIGHTS.phone / 10
        for (const id of ids) give(bonuses, id, `téléphone ${known}`, points)
      }
    }
    for (const { word } of words) {
      for (const id of byAcronym.get(word) ?? [])
        give(bonuses, id, `sigle ${word}`, WEIGHTS.acronym * rarityOf(word))
    }
    for (const run of runsOf(understood)) {
      const isWhole = run.length === understood.length
      if (run.length < 2 && !isWhole) continue
      const phrase = run.map(stem).join(' ')
      const rarity = run.reduce((sum, word) => sum + rarityOf(word), 0)
      for (const id of byPhrase.get(phrase) ?? []) {
        const isTitle = isWhole && kept.get(id)?.titlePhrase === phrase
        give(bonuses, id, `« ${run.join(' ')} »`, (isTitle ? WEIGHTS.title : WEIGHTS.phrase) * rarity)
      }
    }
    return bonuses
  }

  /** Full marks for all the words, fewer for some of them. */
  function completeness(held: number, whole: number): number {
    return whole === 0 ? 1 : WEIGHTS.fewWords + (1 - WEIGHTS.fewWords) * Math.min(1, held / whole)
  }

  function rankerFor(question: Question) {
    return createRanker({ geography: geography(), place: question.place, age: question.age, year: year() })
  }

  function ask(text: string, asked: Asked = {}): Answer {
    const plan = planFor(text, asked)
    const { question, groups, counted, whole, bonuses } = plan
    const { touched, scores, held } = postings.score(groups, counted)
    const bonusOf = new Map(
      [...bonuses].map(([id, given]) => [id, given.reduce((sum, { points }) => sum + points, 0)]),
    )
    for (const [id, bonus] of bonusOf) {
      const ordinal = postings.ordinalOf(id)
      if (ordinal === undefined) continue
      if (held[ordinal] === 0 && scores[ordinal] === 0) touched.push(ordinal)
      scores[ordinal] = (scores[ordinal] as number) + bonus
    }
    // Most documents hold a common word and nothing else: they are left before anything is made of them.
    let best = 0
    for (const ordinal of touched) {
      scores[ordinal] = (scores[ordinal] as number) * completeness(held[ordinal] as number, whole)
      best = Math.max(best, scores[ordinal] as number)
    }
    const found = bestOf(touched, scores, TAIL * best).map((ordinal) => ({
      id: postings.idOf(ordinal),
      score: scores[ordinal] as number,
    }))
    const rank = rankerFor(question)
    const hits = found.map(({ id, score }) => {
      const facts = factsOf(id)
      return {
        id,
        score: facts === undefined ? score : score * rank.value(facts),
      }
    })
    return { question, hits: hits.sort((a, b) => b.score - a.score || a.id - b.id) }
  }

  function explain(text: string, id: number, asked: Asked = {}): Explanation {
    const { question, groups, labels, counted, whole, bonuses } = planFor(text, asked)
    const parts = [
      ...groups.map((group, at) => ({ what: labels[at] ?? '', points: postings.pointsOf(id, group) })),
      ...(bonuses.get(id) ?? []),
    ].filter(({ points }) => points > 0)
    const { held } = postings.score(groups, counted)
    const ordinal = postings.ordinalOf(id)
    const value = completeness(ordinal === undefined ? 0 : (held[ordinal] as number), whole)
    const facts = factsOf(id)
    const factors = [
      { name: 'mots' as const, value, why: 'part des mots de la question que la fiche contient' },
      ...(facts === undefined ? [] : rankerFor(question).factors(facts)),
    ]
    const sum = parts.reduce((total, { points }) => total + points, 0)
    return { question, parts, factors, score: factors.reduce((all, factor) => all * factor.value, sum) }
  }

  return {
    put,
    remove,
    setThesaurus: (next) => {
      ownThesaurus = next
      speller = undefined
    },
    ask,
    explain,
    reading: { isKnown, isCommonWord, places, thesaurus, corpus: postings },
    size: () => postings.size,
  }
}

/** What is worth ranking: not the tail, and not more than a page of pages. */
function bestOf(touched: readonly number[], scores: Float64Array, least: number): number[] {
  const worth = touched.filter((ordinal) => (scores[ordinal] as number) >= least)
  if (worth.length <= RANKED) return worth
  const sorted = Float64Array.from(worth, (ordinal) => scores[ordinal] as number).sort()
  const cut = sorted[worth.length - RANKED] as number
  return worth.filter((ordinal) => (scores[ordinal] as number) >= cut)
}

function give(
  bonuses: Map<number, { what: string; points: number }[]>,
  id: number,
  what: string,
  points: number,
): void {
  const given = bonuses.get(id) ?? []
  given.push({ what, points })
  bonuses.set(id, given)
}

/** The runs of words of a question, one to six. */
function runsOf(words: readonly string[]): string[][] {
  return words.flatMap((_word, from) =>
    Array.from({ length: Math.min(words.length - from, LONGEST_PHRASE) }, (_, more) =>
      words.slice(from, from + more + 1),
    ),
  )
}
