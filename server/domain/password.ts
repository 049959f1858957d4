import { fold } from '../text/fold.ts'
import { COMMON_PHRASES, COMMON_WORDS, LITTLE_WORDS } from './passwordList.ts'

export const SHORTEST_PASSWORD = 15
export const LONGEST_PASSWORD = 128

/** No text longer than this has 128 characters in NFC; the bound keeps a hostile text from being normalised at all. */
const LONGEST_TEXT = LONGEST_PASSWORD * 8

/**
 * A password as it is hashed: NFC, so that é typed on two machines is one letter. Nothing where it is longer than any
 * password may be: it must not be hashed.
 */
export function normalPassword(text: string): string | undefined {
  if (text.length > LONGEST_TEXT) return undefined
  const normal = text.normalize('NFC')
  return Array.from(normal).length > LONGEST_PASSWORD ? undefined : normal
}

const ADVICE = 'Prenez plutôt quatre mots sans rapport entre eux.'
const TOO_LONG = `Ce mot de passe est trop long : ${LONGEST_PASSWORD} caractères au plus.`
const UNWRITABLE = 'Ce mot de passe contient un caractère qui ne s’écrit pas. Tapez-le de nouveau.'
const REPEATED = `Ce mot de passe répète les mêmes caractères. ${ADVICE}`
const IN_ORDER = `Ce mot de passe suit l’ordre du clavier, des lettres ou des chiffres. ${ADVICE}`
const ABOUT_YOU = `Ce mot de passe se devine d’après votre nom, votre adresse ou le nom du guide. ${ADVICE}`
const COMMON = `Ce mot de passe est trop courant, même avec des chiffres ou des signes ajoutés. ${ADVICE}`

/** NUL, which some programs read as the end of a text, and halves of a surrogate pair, which all hash alike. */
const NOT_TEXT = /[\0\p{Cs}]/u

/** Fewer different characters than this over fifteen are a pattern. */
const FEWEST_DIFFERENT = 5

/**
 * Says in French why a password is refused; nothing when it may be used. `context` is what an attacker knows of the
 * person and the place: e-mail address, name, name of the guide, territory.
 */
export function checkPassword(text: string, context: readonly string[]): string | undefined {
  const password = normalPassword(text)
  if (password === undefined) return TOO_LONG
  if (NOT_TEXT.test(password)) return UNWRITABLE
  const { length } = Array.from(password)
  if (length < SHORTEST_PASSWORD) return tooShort(length)
  return weaknessOf(password, context)
}

function tooShort(length: number): string {
  const has = length < 2 ? `${length} caractère` : `${length} caractères`
  return `Ce mot de passe a ${has} : il en faut ${SHORTEST_PASSWORD} au moins. Une phrase de quelques mots convient.`
}

function weaknessOf(password: string, context: readonly string[]): string | undefined {
  const folded = fold(password)
  if (isRepetitive(Array.from(folded))) return REPEATED
  const forms = formsOf(folded)
  const isMadeOf = (priceOf: PriceList) => forms.some((form) => cheapest(form, priceOf) <= DEAREST)
  if (isMadeOf(runs)) return IN_ORDER
  const known = contextWords(context)
  const aboutYou: PriceList = (piece) => runs(piece) ?? (known.has(piece) ? PRICE.context : undefined)
  if (isMadeOf(aboutYou)) return ABOUT_YOU
  return isMadeOf((piece) => aboutYou(piece) ?? commonPrice(piece)) ? COMMON : undefined
}

/** One piece over and over is worth that piece alone. */
function isRepetitive(signs: readonly string[]): boolean {
  if (new Set(signs).size < FEWEST_DIFFERENT) return true
  const longest = Math.min(SHORTEST_PASSWORD - 1, Math.floor(signs.length / 2))
  return Array.from({ length: longest }, (_, index) => index + 1).some((period) =>
    signs.every((sign, at) => at < period || sign === signs[at - period]),
  )
}

/** Figures and signs that stand for letters; 1 may be an i or an l. */
const LOOK_ALIKES: Readonly<Record<string, string>> = {
  '0': 'o',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '8': 'b',
  '@': 'a',
  $: 's',
  '€': 'e',
  '!': 'i',
  '|': 'l',
  '+': 't',
}

/**
 * The words that a password may have been before figures and signs were added. Figures inside are dropped, or read as
 * letters, only where letters are many enough: the few letters of a random number mean nothing.
 */
function formsOf(folded: string): string[] {
  const whole = folded.replace(NEITHER, '')
  const unsigned = folded.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '')
  const middle = folded.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '')
  const forms = [folded, unsigned, middle].flatMap((text) => [
    text.replace(NEITHER, ''),
    ...(shareOfLetters(text) >= 2 / 3 ? [onlyLetters(text)] : []),
    ...(shareOfLetters(text) >= 1 / 2 ? [opened(text, 'i'), opened(text, 'l')] : []),
  ])
  return [...new Set([...forms, withoutDoubles(whole)])]
}

/** Neither a letter nor a figure. */
const NEITHER = /[^\p{L}\p{N}]/gu

const onlyLetters = (text: string) => text.replace(/[^\p{L}]/gu, '')
const shareOfLetters = (text: string) => onlyLetters(text).length / text.length
const withoutDoubles = (text: string) => text.replace(/(.)\1+/gu, '$1')
const opened = (text: string, one: string) =>
  text
    .replace(/[0134578@$€!|+]/g, (sign) => (sign === '1' ? one : (LOOK_ALIKES[sign] ?? sign)))
    .replace(NEITHER, '')

/** What a piece costs; undefined where it is none. */
type PriceList = (piece: string) => number | undefined

/** What guessing a piece costs, roughly: a little word nothing, a common word or a stray letter more. */
const PRICE = { little: 0, run: 1, context: 1, stray: 2, common: 2 }

/** Two common words, or one and a stray letter, are too easy; three words are not refused here. */
const DEAREST = 5

/** Longer than any listed phrase and any run. */
const LONGEST_PIECE = 60

/**
 * The lowest price of a text cut into known pieces and stray letters; a piece that is repeated is paid once. Infinite
 * where no piece is known: stray letters alone are a random text.
 */
function cheapest(text: string, priceOf: PriceList): number {
  const prices = new Array<number>(text.length + 1).fill(Number.POSITIVE_INFINITY)
  prices[0] = 0
  let hasPiece = false
  const offer = (end: number, price: number) => {
    prices[end] = Math.min(prices[end] ?? price, price)
  }
  for (let start = 0; start < text.length; start += 1) {
    const paid = prices[start] ?? 0
    if (paid > DEAREST) continue
    offer(start + 1, paid + PRICE.stray)
    for (let end = start + 2; end <= Math.min(text.length, start + LONGEST_PIECE); end += 1) {
      const piece = text.slice(start, end)
      const price = priceOf(piece)
      if (price === undefined) continue
      hasPiece ||= price > 0
      for (let at = start; text.startsWith(piece, at); at += piece.length)
        offer(at + piece.length, paid + price)
    }
  }
  return hasPiece ? (prices[text.length] ?? 0) : Number.POSITIVE_INFINITY
}

/** Rows of the French and English keyboards, their columns, rows woven with figures, the number pad, the alphabet. */
const TRACKS = `
  azertyuiop qsdfghjklm wxcvbn qwertyuiop asdfghjkl zxcvbnm azertyqsdfghwxcvbn
  1aqw2zsx3edc4rfv5tgb6yhn7ujm 1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p aqwzsxedcrfvtgbyhnujmik qazwsxedcrfvtgbyhnujmikolp
  azqsdwxcertdfgcvb qweasdzxcrtyfghvbn 1a2z3e4r5t6y7u8i9o0p 1q2w3e4r5t6y7u8i9o0p a1z2e3r4t5y6u7i8o9p0 q1w2e3r4t5y6u7i8o9p0
  1a2b3c4d5e6f7g8h9i0j a1b2c3d4e5f6g7h8i9j0 abcdefghijklmnopqrstuvwxyzabcdefghijklmn 0123456789012345678901234567890123456789
  147258369147258369 789456123789456123 159357159357 13579246801357924680 24681012141618202224`
  .trim()
  .split(/\s+/)
  .flatMap((track) => [track, Array.from(track).reverse().join('')])

/** Two keys side by side happen in any text. */
const SHORTEST_RUN = 3

let knownRuns: Set<string> | undefined

function runs(piece: string): number | undefined {
  knownRuns ??= new Set(TRACKS.flatMap(runsOf))
  return knownRuns.has(piece) ? PRICE.run : undefined
}

function runsOf(track: string): string[] {
  return Array.from({ length: track.length - SHORTEST_RUN + 1 }, (_, from) => track.slice(from)).flatMap(
    (rest) =>
      Array.from({ length: rest.length - SHORTEST_RUN + 1 }, (_, more) => rest.slice(0, SHORTEST_RUN + more)),
  )
}

/** The words of what is known of a person, and those that stand side by side joined: « jean », « dupont », « jeandupont ». */
function contextWords(context: readonly string[]): Set<string> {
  const words = ['wikisol', ...context].flatMap((text) => {
    const parts = fold(text.slice(0, 300)).match(/\p{L}+/gu) ?? []
    return parts.flatMap((_, from) =>
      parts.slice(from, from + 6).map((_, more) => parts.slice(from, from + more + 1).join('')),
    )
  })
  return new Set(words.filter((word) => word.length > 2))
}

let listed: Map<string, number> | undefined

function commonPrice(piece: string): number | undefined {
  listed ??= new Map([
    ...entries(LITTLE_WORDS, /\s+/, PRICE.little),
    ...entries(COMMON_WORDS, /\s+/, PRICE.common),
    ...entries(COMMON_PHRASES, /\n|,/, PRICE.common),
  ])
  return listed.get(piece)
}

function entries(list: string, separator: RegExp, price: number): [string, number][] {
  return list
    .split(separator)
    .map((entry): [string, number] => [onlyLetters(fold(entry)), price])
    .filter(([entry]) => entry !== '')
}
