/** What a question means: its words, the place, the age and the telephone number that stand in it. */

import type { Place } from '../domain/geography.ts'
import { parsePhone } from '../domain/phone.ts'
import { clean, fold } from '../text/fold.ts'
import { markWords, type Piece, type PlacedWord, wordsOf } from '../text/marks.ts'
import type { FoundPlace, Gazetteer } from './gazetteer.ts'
import type { Correction } from './spelling.ts'
import { stem } from './stem.ts'
import { isEmptyWord, isStopWord, tokens } from './tokens.ts'

/** Longer questions are cut: first the text, then the words that tell something. */
export const QUESTION_LENGTH = 200
export const QUESTION_WORDS = 10

export interface QuestionWord {
  /** Folded, as it was typed. */
  word: string
  stem: string
  /** What was read in its place, nearest first; empty for a word that the guide knows. */
  corrections: readonly Correction[]
}

export interface Question {
  words: QuestionWord[]
  /** All the words, folded, in order, small ones included. */
  said: string[]
  /** The place that was given apart, else the one named in the question. */
  place: Place | undefined
  /** Words that name the place: they still count a little, where they stand in a title. */
  placeWords: string[]
  /** True where the place was read in the question. */
  placeRead: boolean
  /** In years. */
  age: number | undefined
  /** Digits of a number, ten of them or a short one; or its beginning. */
  phone: string | undefined
  /** The words as they were understood, where one at least was corrected. */
  corrected: string | undefined
}

export interface Reader {
  gazetteer: Gazetteer
  /** True for a word that texts use as a common noun. */
  isCommonWord: (word: string) => boolean
  /** True for a word of the guide, as it is or by its stem. */
  isKnown: (word: string) => boolean
  correct: (word: string) => readonly Correction[]
}

export interface Asked {
  place?: Place | undefined
  /** The words are taken as they were typed. */
  literal?: boolean
  /** The last word is still being typed: it is the beginning of a word, and no error. */
  typing?: boolean
}

export function understand(text: string, asked: Asked, reader: Reader): Question {
  const cut = clean(text).slice(0, QUESTION_LENGTH)
  const phone = phoneIn(cut)
  const { age, rest } = ageIn(tokens(phone === undefined ? cut : cut.replace(PHONE_LIKE, ' ')))
  const places = reader.gazetteer.find(rest, reader.isCommonWord)
  const [found] = asked.place === undefined ? places : []
  const outside = rest.filter((_word, at) => found === undefined || at < found.from || at >= found.to)
  const kept = tellingWords(outside, found !== undefined || age !== undefined || phone !== undefined)
  const words = kept.slice(0, QUESTION_WORDS).map((word, at, all): QuestionWord => {
    const isLast = at === all.length - 1 && outside.at(-1) === word
    const mayCorrect = asked.literal !== true && !(asked.typing === true && isLast) && !reader.isKnown(word)
    return { word, stem: stem(word), corrections: mayCorrect ? reader.correct(word) : [] }
  })
  return {
    words,
    said: rest,
    place: asked.place ?? found?.place,
    placeWords: wordsOfPlace(rest, found),
    placeRead: found !== undefined,
    age,
    phone,
    corrected: correctedText(words),
  }
}

function wordsOfPlace(words: readonly string[], found: FoundPlace | undefined): string[] {
  if (found === undefined) return []
  return words.slice(found.from, found.to).filter((word) => !isStopWord(word))
}

/** Each once. Empty words tell nothing, unless the question holds nothing else at all. */
function tellingWords(words: readonly string[], holdsMore: boolean): string[] {
  const telling = words.filter((word) => !isEmptyWord(word))
  const whole = words.filter((word) => !isStopWord(word))
  const kept = telling.length > 0 || holdsMore ? telling : whole.length > 0 ? whole : words
  return [...new Set(kept)]
}

function correctedText(words: readonly QuestionWord[]): string | undefined {
  if (!words.some(({ corrections }) => corrections.length > 0)) return undefined
  return words.map(({ word, corrections }) => corrections[0]?.word ?? word).join(' ')
}

/** Digits as people part them: « 03 21 21 62 16 », « 03.21.216.216 », « +33 3 21… », « 36 46 ». */
const PHONE_LIKE =
  /(?:\+33|\b0033|\b0)[\s.\-()]*(?:\d[\s.\-()]*){4,9}(?!\d)|^\s*(?:le\s+)?(?:\d[\s.]?){2,6}\s*$/

function phoneIn(text: string): string | undefined {
  const found = PHONE_LIKE.exec(text.replaceAll('\u00a0', ' '))?.[0]
  if (found === undefined) return undefined
  // Five figures are a postcode.
  if (/^\D*\d{5}\D*$/.test(found)) return undefined
  const digits = found.replace(/\D/g, '').replace(/^0?0?33(?=[1-9]\d{3})/, '0')
  const parsed = parsePhone(digits)
  return parsed.ok ? parsed.digits : digits
}

/** « 8 ans », « 19 ans », « 3 mois »: a number with its unit is an age, and no word. */
function ageIn(words: readonly string[]): { age: number | undefined; rest: string[] } {
  const at = words.findIndex(
    (word, index) => /^\d{1,3}$/.test(word) && /^(?:ans?|mois|semaines?)$/.test(words[index + 1] ?? ''),
  )
  if (at < 0) return { age: undefined, rest: [...words] }
  const years = (words[at + 1] as string).startsWith('an')
  const value = Number(words[at])
  // A length of time (« depuis 3 mois », « CDD de 4 mois ») is no age.
  const isSpan = /^(?:depuis|pendant|dans|cdd|contrat|retard|apres)$/.test(
    fold(words.slice(0, at).findLast((word) => word !== 'de') ?? ''),
  )
  const rest = [...words.slice(0, at), ...words.slice(at + 2)]
  if (isSpan || value > 120) return { age: undefined, rest }
  return { age: years ? value : 0, rest }
}

interface StemmedWord extends PlacedWord {
  stem: string
}

const stemmed = new Map<string, StemmedWord[]>()
const TEXTS_KEPT = 5_000

/** Titles and résumés are read once: the same ones stand in many answers. */
function stemmedWords(text: string): StemmedWord[] {
  const known = stemmed.get(text)
  if (known !== undefined) return known
  const words = wordsOf(text).map(({ word, at }) => ({ word, at, stem: stem(fold(word)) }))
  if (stemmed.size >= TEXTS_KEPT) stemmed.clear()
  stemmed.set(text, words)
  return words
}

/** Marks in a text the words that answer a question. */
export function markerFor({ words, placeWords }: Question): (text: string) => Piece[] {
  const stems = new Set([
    ...words.flatMap(({ stem: own, corrections }) => [own, ...corrections.map(({ word }) => stem(word))]),
    ...placeWords.map(stem),
  ])
  return (text) =>
    markWords(
      text,
      stemmedWords(text).filter((word) => stems.has(word.stem)),
    )
}
