import { clean, cleanLine } from '../../text/fold.ts'
import { nearest } from '../../text/nearest.ts'
import { isSlug } from '../../text/slug.ts'
import { isCalendarDay } from '../day.ts'
import { isEmail } from '../email.ts'
import { parseOpeningHours } from '../openingHours/parse.ts'
import { parsePhone } from '../phone.ts'
import type { FieldType } from './fieldTypes.ts'

type ScalarType = Exclude<FieldType, { type: 'list' } | { type: 'group' }>
type Read = { value: string | number | boolean } | { message: string }

const COMMUNE = /^(?:\d{2}|2[AB])\d{3}$/
/** No value of one word is longer; the bound also keeps a hostile one cheap to read and its message short. */
const LONGEST_WORD = 1_000
const PARTIAL_DATE = /^(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?$/

/** Reads one value as its type wants it, in canonical form, or says what is wrong. The text is not empty. */
export function readScalar(text: string, type: ScalarType): Read {
  switch (type.type) {
    case 'text':
      return readText(text, type.max)
    case 'line':
      return readLine(text, type.min ?? 1, type.max)
    default:
      return readWord(cleanLine(text), type)
  }
}

function readLine(text: string, min: number, max: number): Read {
  const value = cleanLine(text)
  if (value.length > max) return { message: `Trop long : ${value.length} signes, ${max} au plus.` }
  if (value.length < min) return { message: `Trop court : au moins ${min} signes.` }
  return { value }
}

function readText(text: string, max: number): Read {
  const value = clean(text)
    .replaceAll('\t', ' ')
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')
    .trim()
  if (value.length > max) return { message: `Trop long : ${value.length} signes, ${max} au plus.` }
  return { value }
}

function readWord(word: string, type: Exclude<ScalarType, { type: 'text' } | { type: 'line' }>): Read {
  if (word.length > LONGEST_WORD)
    return { message: `Trop long : ${word.length} signes, ${LONGEST_WORD} au plus.` }
  switch (type.type) {
    case 'choice':
      return readChoice(word, Object.keys(type.values))
    case 'reference':
      if (isSlug(word)) return { value: word }
      if (type.to === 'place' && COMMUNE.test(word)) return { value: word }
      return { message: `« ${word} » n’est pas l’identifiant d’une fiche : minuscules, chiffres et tirets.` }
    case 'identifier':
      return isSlug(word)
        ? { value: word }
        : { message: `« ${word} » : minuscules sans accent, chiffres et tirets seulement.` }
    case 'commune':
      return COMMUNE.test(word)
        ? { value: word }
        : { message: `« ${word} » n’est pas un code INSEE de commune (5 signes, par exemple 62041).` }
    case 'postcode':
      return /^\d{5}$/.test(word)
        ? { value: word }
        : { message: `« ${word} » n’est pas un code postal (5 chiffres).` }
    case 'phone': {
      const phone = parsePhone(word)
      return phone.ok ? { value: phone.shown } : { message: phone.message }
    }
    case 'hours': {
      const hours = parseOpeningHours(word)
      return hours.ok ? { value: hours.canonical } : { message: hours.message }
    }
    case 'email':
      return isEmail(word) ? { value: word } : { message: `« ${word} » n’est pas une adresse de courriel.` }
    case 'url':
      return readUrl(word)
    case 'date':
      return isCalendarDay(word)
        ? { value: word }
        : { message: `« ${word} » n’est pas un jour : écrivez AAAA-MM-JJ, par exemple 2026-11-24.` }
    case 'partial-date':
      return isPartialDate(word)
        ? { value: word }
        : { message: `« ${word} » n’est pas une date : écrivez 2017, 2017-10 ou 2017-10-20.` }
    case 'number':
      return readNumber(word, type)
    case 'boolean':
      if (word === 'oui' || word === 'non') return { value: word === 'oui' }
      return { message: `« ${word} » : écrivez « oui » ou « non ».` }
  }
}

function readChoice(word: string, values: string[]): Read {
  if (values.includes(word)) return { value: word }
  const [near] = nearest(word, values)
  if (near !== undefined) return { message: `Valeur inconnue : « ${word} ». Vouliez-vous dire « ${near} » ?` }
  return {
    message: `Valeur inconnue : « ${word} ». Valeurs admises : ${values.slice(0, 12).join(', ')}${values.length > 12 ? '…' : '.'}`,
  }
}

function readUrl(word: string): Read {
  if (/^(?:www\.)?[\w-]+(?:\.[\w-]+)+(?:\/|$)/.test(word)) {
    return { message: `Adresse incomplète : « ${word} ». Vouliez-vous dire « https://${word} » ?` }
  }
  const url = /^https?:\/\/[^\s"<>\\^`{|}]+$/i.test(word) && URL.canParse(word) ? new URL(word) : undefined
  if (
    url === undefined ||
    !url.hostname.includes('.') ||
    url.username !== '' ||
    url.password !== '' ||
    word.length > 500
  ) {
    return {
      message: `« ${word.slice(0, 80)} » n’est pas une adresse de page : elle commence par https:// ou http://.`,
    }
  }
  return { value: word }
}

function readNumber(
  word: string,
  { min, max, integer }: { min: number; max: number; integer: boolean },
): Read {
  const number = Number(word.replace(',', '.'))
  if (!/^-?\d{1,9}(?:[.,]\d{1,9})?$/.test(word) || (integer && !Number.isInteger(number))) {
    return { message: `« ${word} » n’est pas un nombre${integer ? ' entier' : ''}.` }
  }
  if (number < min || number > max)
    return { message: `« ${word} » : le nombre doit être entre ${min} et ${max}.` }
  // Six decimals of a degree are 11 cm, and smaller numbers would be written with an exponent.
  return { value: Math.round(number * 1e6) / 1e6 || 0 }
}

function isPartialDate(word: string): boolean {
  const [, year, month = '01', day = '01'] = PARTIAL_DATE.exec(word) ?? []
  return year !== undefined && isCalendarDay(`${year}-${month}-${day}`)
}
