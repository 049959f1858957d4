/** Near misses: words one or two slips away, and words that sound the same in French. Folded words only. */

import { editDistance } from '../text/nearest.ts'
import { stem } from './stem.ts'

/** Slips allowed: none below four letters, one from four, two from eight. */
export function slipsFor(word: string): 0 | 1 | 2 {
  return word.length < 4 ? 0 : word.length < 8 ? 1 : 2
}

const SOUNDS: readonly [RegExp, string][] = [
  [/ph/g, 'f'],
  [/[e]?au/g, 'o'],
  [/[ae]in|[ae]im|yn|ym/g, 'in'],
  [/[ae]n(?=[^aeiouyn]|$)|[ae]m(?=[bp])/g, 'an'],
  [/ai|ei|ez$|er$|es$|et$/g, 'e'],
  [/qu|q|ck|c(?=[aou]|[^eiyh]|$)/g, 'k'],
  [/c(?=[eiy])|sc(?=[eiy])|t(?=ion)|ss/g, 's'],
  [/g(?=[eiy])|ge(?=[ao])/g, 'j'],
  [/gu(?=[eiy])/g, 'g'],
  [/x/g, 'ks'],
  [/y/g, 'i'],
  [/h/g, ''],
  [/(.)\1+/g, '$1'],
  [/(?<=..)[esxtd]+$/g, ''],
]

/** How a word sounds, roughly: two spellings of one sound give the same key. */
export function soundOf(word: string): string {
  return SOUNDS.reduce((sound, [from, to]) => sound.replace(from, to), word)
}

/** The letters of a word as bits: two words one slip apart differ by two bits at most. */
function lettersOf(word: string): number {
  let bits = 0
  for (let at = 0; at < word.length; at++) bits |= 1 << (word.charCodeAt(at) % 31)
  return bits
}

function bitsIn(value: number): number {
  let bits = value - ((value >>> 1) & 0x55555555)
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333)
  return (((bits + (bits >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24
}

export interface Correction {
  word: string
  /** 0 for the same sound and one slip, more for what is farther. */
  distance: number
}

const PROPOSED = 3
const CORRECTIONS_KEPT = 1_000

export interface Speller {
  /** Words of the vocabulary that were probably meant, nearest and commonest first. */
  correct: (word: string) => readonly Correction[]
  /** Words that begin so, commonest first. */
  beginning: (prefix: string, limit: number) => string[]
  /** True for a slip that somebody noted among everyday words: it leads to its text, and is no spelling. */
  isSlip: (word: string) => boolean
}

/** How many times commoner a word is than the slips noted for it. */
const COMMONER = 4

/**
 * Looks words up in a vocabulary; `counts` says in how many documents each stands, `isWritten` whether a text itself
 * uses it: one that stands in lists of everyday words only, and sounds as a much commoner one, is a slip of it.
 */
export function createSpeller(
  counts: ReadonlyMap<string, number>,
  isWritten: (word: string) => boolean = () => true,
): Speller {
  const words = [...counts.keys()].sort()
  const letters = Int32Array.from(words, lettersOf)
  const bySound = new Map<string, string[]>()
  for (const word of words) {
    if (word.length < 4) continue
    const sound = soundOf(word)
    bySound.set(sound, [...(bySound.get(sound) ?? []), word])
  }
  const slips = slipsAmong([...bySound.values()].flat())

  function slipsAmong(heard: readonly string[]): ReadonlySet<string> {
    const stems = new Set(heard.filter((word) => !isWritten(word) && isSlipOfAnother(word)).map(stem))
    for (const word of heard) if (stems.has(stem(word)) && isWritten(word)) stems.delete(stem(word))
    return stems
  }

  function isSlipOfAnother(word: string): boolean {
    const enough = COMMONER * (counts.get(word) ?? 0)
    return (bySound.get(soundOf(word)) ?? []).some(
      (other) =>
        isWritten(other) &&
        (counts.get(other) ?? 0) >= enough &&
        stem(other) !== stem(word) &&
        editDistance(word, other, slipsFor(word)) <= slipsFor(word),
    )
  }

  const isSlip = (word: string) => slips.has(stem(word))

  const corrections = new Map<string, readonly Correction[]>()

  /** A slip is made more than once, and finding its word goes through the whole vocabulary. */
  function correct(word: string): readonly Correction[] {
    const known = corrections.get(word)
    if (known !== undefined) return known
    const found = nearMisses(word)
    if (corrections.size >= CORRECTIONS_KEPT) corrections.clear()
    corrections.set(word, found)
    return found
  }

  function nearMisses(word: string): Correction[] {
    const limit = slipsFor(word)
    if (limit === 0 || /\d/.test(word)) return []
    const found = new Map<string, number>()
    const own = lettersOf(word)
    const sound = soundOf(word)
    for (let at = 0; at < words.length; at++) {
      const known = words[at] as string
      if (Math.abs(known.length - word.length) > limit || known.length < 3) continue
      if (bitsIn((letters[at] as number) ^ own) > 2 * limit) continue
      const distance = editDistance(word, known, limit)
      if (distance <= limit) found.set(known, distance - (soundOf(known) === sound ? 0.5 : 0))
    }
    for (const known of bySound.get(sound) ?? []) {
      if (!found.has(known) && editDistance(word, known, 3) <= 3) found.set(known, 1)
    }
    const rank = ([known, distance]: [string, number]) =>
      distance - 0.12 * Math.log2(1 + (counts.get(known) ?? 0)) + (known[0] === word[0] ? 0 : 0.3)
    return [...found]
      .filter(([known]) => !isSlip(known))
      .sort((a, b) => rank(a) - rank(b) || (a[0] < b[0] ? -1 : 1))
      .slice(0, PROPOSED)
      .map(([known, distance]) => ({ word: known, distance }))
  }

  function beginning(prefix: string, limit: number): string[] {
    let low = 0
    let high = words.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((words[middle] as string) < prefix) low = middle + 1
      else high = middle
    }
    const begun: string[] = []
    for (let at = low; at < words.length && (words[at] as string).startsWith(prefix); at++)
      begun.push(words[at] as string)
    return begun
      .sort((a, b) => (counts.get(b) ?? 0) - (counts.get(a) ?? 0) || (a < b ? -1 : 1))
      .slice(0, limit)
  }

  return { correct, beginning, isSlip }
}
