import { editDistance } from '../text/nearest.ts'
import { joinWords, withFrenchSpaces } from '../text/typography.ts'
import { type FieldChange, riskOf } from './comparison.ts'
import type { FieldType } from './document/fieldTypes.ts'
import { parsePhone } from './phone.ts'

/** Signs of a value that a line of the queue quotes. */
const QUOTED = 60
/** Values that it names; more are counted. */
const NAMED = 3
/** Digits of a telephone number that may change before it is another number. */
const FEW_DIGITS = 3

const NUMBERS = ['', 'un', 'deux', 'trois']

/** A change and its line in the queue, « Téléphone : deux chiffres changés ». */
export function fieldChange(
  key: string,
  label: string,
  [before, after]: [string[], string[]],
  what: string,
): FieldChange {
  return { key, label, before, after, says: withFrenchSpaces(`${label} : ${what}`), risk: riskOf(key) }
}

/** What happened to a value, told as a whole; the words of an absent one are empty. */
export function sayValue(type: FieldType, before: string[], after: string[]): string {
  const present = before.length > 0 ? before : after
  const [noun, end] = nounOf(type, present) ?? []
  if (before.length === 0 || after.length === 0) {
    const came = before.length === 0
    if (noun !== undefined) return came ? `non renseigné → ${noun} ajout${end}` : `${noun} retir${end}`
    if (type.type === 'list') return sayList(before, after)
  } else {
    if (isAlike(before, after)) return 'écrit autrement'
    if (type.type === 'list') return sayList(before, after)
    if (type.type === 'phone') return sayPhone(before.join(), after.join())
    if (type.type === 'text' || type.type === 'line') return sayText(before.join('\n'), after.join('\n'))
  }
  return `${quote(before)} → ${quote(after)}`
}

/** What stands for a value that is too long to quote, and the end of its participle. */
function nounOf(type: FieldType, present: string[]): [string, string] | undefined {
  if (type.type === 'text') return ['texte', 'é']
  if (type.type === 'hours') return ['horaires', 'és']
  return type.type === 'list' && present.length > 1 ? ['liste', 'ée'] : undefined
}

/** « CLLAJ ajouté, FJT et ADIL retirés, ordre changé ». */
export function sayList(before: readonly string[], after: readonly string[]): string {
  const [old, present] = [new Set(before), new Set(after)]
  const what = [
    sayItems(
      after.filter((item) => !old.has(item)),
      'ajouté',
    ),
    sayItems(
      before.filter((item) => !present.has(item)),
      'retiré',
    ),
    isAlike(
      before.filter((item) => present.has(item)),
      after.filter((item) => old.has(item)),
    )
      ? ''
      : 'ordre changé',
  ]
  return what.filter(Boolean).join(', ') || 'écrit autrement'
}

function sayItems(items: readonly string[], participle: string): string {
  if (items.length === 0) return ''
  const participles = items.length === 1 ? participle : `${participle}s`
  const named = items.length > NAMED ? String(items.length) : joinWords(items.map(shorten))
  return `${named} ${participles}`
}

function sayPhone(before: string, after: string): string {
  const [old, present] = [parsePhone(before), parsePhone(after)]
  if (!old.ok || !present.ok) return `${shorten(before)} → ${shorten(after)}`
  if (old.digits === present.digits) return `${before} → ${after}`
  const count = [...old.digits].filter((digit, at) => digit !== present.digits[at]).length
  const isOther =
    old.digits.length !== present.digits.length || count > FEW_DIGITS || count * 2 > old.digits.length
  if (isOther) return 'autre numéro'
  if (count === 2 && editDistance(old.digits, present.digits, 1) === 1) return 'deux chiffres intervertis'
  return `${NUMBERS[count]} ${count === 1 ? 'chiffre changé' : 'chiffres changés'}`
}

/** Short texts whole; of longer ones the passage that changed, when it is short. */
function sayText(before: string, after: string): string {
  if (Math.max(before.length, after.length) <= QUOTED) return `${quote([before])} → ${quote([after])}`
  const [old, present] = passages(before, after)
  if (Math.max(old.length, present.length) > QUOTED) return 'texte changé'
  if (old === present) return 'mise en forme changée'
  if (old === '') return `« ${present} » ajouté`
  return present === '' ? `« ${old} » retiré` : `« ${old} » → « ${present} »`
}

/** What is left of two texts without the words by which both begin and those by which both end. */
function passages(before: string, after: string): [string, string] {
  const [a, b] = [before.match(WORD) ?? [], after.match(WORD) ?? []]
  const shorter = Math.min(a.length, b.length)
  let start = 0
  while (start < shorter && a[start] === b[start]) start++
  let end = 0
  while (end < shorter - start && a.at(-1 - end) === b.at(-1 - end)) end++
  const middle = (words: string[]) =>
    oneLine(
      words
        .slice(start, words.length - end)
        .join('')
        .trim(),
    )
  return [middle(a), middle(b)]
}

const WORD = /[\p{L}\p{N}]+|[^\p{L}\p{N}]/gu

function isAlike(a: readonly string[], b: readonly string[]): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}

function quote(values: string[]): string {
  return values.length === 0 ? 'non renseigné' : shorten(values.join(', '))
}

export function shorten(text: string): string {
  const line = oneLine(text)
  return line.length > QUOTED ? `${line.slice(0, QUOTED).trimEnd()}…` : line
}

function oneLine(text: string): string {
  return text.replace(/\s*\n\s*/g, ' ')
}
