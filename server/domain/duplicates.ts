import { fold } from '../text/fold.ts'
import { editDistance } from '../text/nearest.ts'
import type { Document } from './document/document.ts'
import type { FicheKind } from './document/keys.ts'
import { parsePhone } from './phone.ts'

/** What is known of a fiche that stands in the guide. */
export interface KnownFiche {
  slug: string
  title: string
  acronym?: string
  kind: FicheKind
  /** INSEE code. */
  commune?: string
  /** As `parsePhone` gives them. */
  phoneDigits?: string[]
  /** Number and street. */
  address?: string
  otherNames?: string[]
}

export type DuplicateReason = 'title' | 'phone' | 'address' | 'close-title'

export interface LikelyDuplicate {
  slug: string
  title: string
  /** The surest first. */
  reasons: DuplicateReason[]
}

/**
 * The fiches that a new one may already be: to be shown to who writes it, never to refuse it. The surest come first.
 * Two places of two communes are two fiches, whatever their names; a telephone number alone is looked for everywhere.
 */
export function likelyDuplicates(candidate: Document, known: Iterable<KnownFiche>): LikelyDuplicate[] {
  const given = candidate.fields as Partial<Record<string, string>> & { autres_noms?: string[] }
  const phone = given.telephone === undefined ? undefined : parsePhone(given.telephone)
  const wanted: Named = {
    names: namesOf(given.titre ?? '', given.autres_noms ?? []),
    acronym: phrase(given.sigle ?? ''),
    words: wordsOf(given.titre ?? ''),
  }
  const street = streetOf(given.adresse)
  const found: LikelyDuplicate[] = []
  for (const fiche of known) {
    const isSameCommune = given.commune !== undefined && given.commune === fiche.commune
    const isElsewhere = !isSameCommune && given.commune !== undefined && fiche.commune !== undefined
    const reasons: DuplicateReason[] = []
    if (!isElsewhere && fiche.kind === candidate.kind) {
      const other: Named = {
        names: namesOf(fiche.title, fiche.otherNames ?? []),
        acronym: phrase(fiche.acronym ?? ''),
        words: wordsOf(fiche.title),
      }
      if (isSameName(wanted, other)) reasons.push('title')
      else if (isCloseTitle(wanted.words, other.words, isSameCommune)) reasons.push('close-title')
      if (isSameCommune && street !== '' && street === streetOf(fiche.address)) reasons.push('address')
    }
    if (phone?.ok && fiche.phoneDigits?.includes(phone.digits)) reasons.push('phone')
    reasons.sort((a, b) => ORDER.indexOf(a) - ORDER.indexOf(b))
    if (reasons.length > 0) found.push({ slug: fiche.slug, title: fiche.title, reasons })
  }
  return found.sort((a, b) => weight(b) - weight(a) || (a.slug < b.slug ? -1 : 1))
}

interface Named {
  /** The title, then the other names, as they are compared. */
  names: string[]
  acronym: string
  words: TitleWord[]
}

interface TitleWord {
  word: string
  /** A name, an acronym or a figure: a letter more or less makes another one. */
  isName: boolean
}

const ORDER: readonly DuplicateReason[] = ['title', 'phone', 'address', 'close-title']

function weight({ reasons }: LikelyDuplicate): number {
  return reasons.reduce((sum, reason) => sum + 2 ** (ORDER.length - ORDER.indexOf(reason)), 0)
}

const ELISION = /(?<![a-z0-9])(?:[ldjcmnst]|qu)'/g
const SMALL_WORDS = new Set('a au aux d de des du en et l la le les ou par pour sous sur'.split(' '))

function wordsOf(title: string): TitleWord[] {
  return title.split(/[^\p{L}\p{N}\p{M}'’.]+/u).flatMap((raw, index) =>
    plain(raw).map((word) => ({
      word,
      isName: /\d/.test(word) || /^.['’]?\p{Lu}/u.test(raw) || (index > 0 && /^\p{Lu}/u.test(raw)),
    })),
  )
}

/** « Centre d’information » and « centre information » alike: folded, without elisions nor small words. */
function plain(text: string): string[] {
  const words =
    fold(text)
      .replace(ELISION, ' ')
      .match(/[a-z0-9]+/g) ?? []
  return words.filter((word) => !SMALL_WORDS.has(word))
}

function phrase(text: string): string {
  return plain(text).join(' ')
}

function namesOf(title: string, others: readonly string[]): string[] {
  return [title, ...others].map(phrase)
}

/** One title among the names of the other, or its acronym. Two other names alike say little: « Pôle emploi » was many. */
function isSameName(a: Named, b: Named): boolean {
  const isNamed = ([title = '']: string[], { names, acronym }: Named) =>
    title !== '' && (names.includes(title) || title === acronym)
  return isNamed(a.names, b) || isNamed(b.names, a)
}

/**
 * The same words in another order or with a slip of the hand; in one commune, also one that says a word more. A name
 * counts to the letter: « CCAS de Lens » is not « CCAS de Sens ».
 */
function isCloseTitle(a: readonly TitleWord[], b: readonly TitleWord[], isSameCommune: boolean): boolean {
  const left = [...b]
  const alone = a.filter((word) => {
    const at = left.findIndex((other) => isSameWord(word, other, isSameCommune))
    if (at !== -1) left.splice(at, 1)
    return at === -1
  })
  const shared = a.length - alone.length
  if (shared === 0) return false
  if (alone.length === 0 && left.length === 0) return true
  return isSameCommune && Math.min(alone.length, left.length) === 0 && alone.length + left.length === 1
}

function isSameWord(a: TitleWord, b: TitleWord, isSameCommune: boolean): boolean {
  if (a.word === b.word) return true
  const shorter = Math.min(a.word.length, b.word.length)
  if (shorter < 5 || /\d/.test(a.word + b.word) || (!isSameCommune && (a.isName || b.isName))) return false
  const slips = shorter < 9 ? 1 : 2
  return editDistance(a.word, b.word, slips) <= slips
}

const STREETS: Readonly<Record<string, string>> = {
  av: 'avenue',
  bd: 'boulevard',
  bld: 'boulevard',
  pl: 'place',
  r: 'rue',
}

/** « 12, bd. de la Liberté » as « 12 boulevard liberte ». */
function streetOf(address: string | undefined): string {
  return plain(address ?? '')
    .map((word) => STREETS[word] ?? word)
    .join(' ')
}
