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
  const [noun, end] = nounOf(type, before.length > 0 ? before : after) ?? []
  if (noun !== undefined && before.length === 0) return `non renseigné → ${noun} ajout${end}`
  if (noun !== undefined && after.length === 0) return `${noun} retir${end}`
  if (isAlike(before, after)) return isReference(type) ? 'autre fiche' : 'écrit autrement'
  if (type.type === 'list') return sayList(before, after)
  if (before.length === 0 || after.length === 0) return sayReplaced(before, after)
  if (type.type === 'phone') return sayPhone(before.join(), after.join())
  if (type.type === 'text' || type.type === 'line') return sayText(before.join('\n'), after.join('\n'))
  return sayReplaced(before, after)
}

/** Two fiches may have one title, or none that the reader may see. */
function isReference(type: FieldType): boolean {
  return type.type === 'reference' || (type.type === 'list' && type.of.type === 'reference')
}

/** « 14 h à 17 h → fermé », both shortened. */
export function sayReplaced(before: readonly string[], after: readonly string[]): string {
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
  const [added, removed] = [without(after, before), without(before, after)]
  const isReordered = !isAlike(without(before, removed), without(after, added))
  const what = [sayItems(added, 'ajouté'), sayItems(removed, 'retiré'), isReordered ? 'ordre changé' : '']
  return what.filter(Boolean).join(', ')
}

/** Each of the others takes away one like it: two fiches may have one title. */
function without(items: readonly string[], others: readonly string[]): string[] {
  const left = [...others]
  return items.filter((item) => {
    const at = left.indexOf(item)
    if (at !== -1) left.splice(at, 1)
    return at === -1
  })
}

function sayItems(items: readonly string[], participle: string): string {
  if (items.length === 0) return ''
  const participles = items.length === 1 ? participle : `${participle}s`
  const named = items.length > NAMED ? String(items.length) : joinWords(items.map(shorten))
  return `${named} ${participles}`
}

function sayPhone(before: string, after: string): string {
  const [old, present] = [parsePhone(before), parsePhone(after)]
  if (!old.ok || !present.ok || old.digits === present.digits) return sayReplaced([before], [after])
  const count = [...old.digits].filter((digit, at) => digit !== present.digits[at]).length
  const isOther =
    old.digits.length !== present.digits.length || count > FEW_DIGITS || count * 2 > old.digits.length
  if (isOther) return 'autre numéro'
  if (count === 2 && editDistance(old.digits, present.digits, 1) === 1) return 'deux chiffres intervertis'
  return `${NUMBERS[count]} ${count === 1 ? 'chiffre changé' : 'chiffres changés'}`
}

/** Short texts whole; of longer ones the passage that changed, when it is short. */
function sayText(before: string, after: string): string {
  if (Math.max(before.length, after.length) <= QUOTED) return sayReplaced([before], [after])
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

/** Half of a sign that takes two, at the end of a text that was cut. */
const HALF = /[\ud800-\udbff]$/

function isAlike(a: readonly string[], b: readonly string[]): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}

function quote(values: readonly string[]): string {
  return values.length === 0 ? 'non renseigné' : shorten(values.join(', '))
}

export function shorten(text: string): string {
  const line = oneLine(text)
  return line.length > QUOTED ? `${line.slice(0, QUOTED).replace(HALF, '').trimEnd()}…` : line
}

function oneLine(text: string): string {
  return text.replace(/\s*\n\s*/g, ' ')
}
