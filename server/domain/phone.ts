import { parsePhoneNumberFromString } from 'libphonenumber-js/max'

/** How a French number is read, dialled and compared. */
export interface Phone {
  ok: true
  /** Canonical text, grouped as it is read aloud: « 0 805 29 62 62 », « 39 19 », « 03 21 21 62 62 poste 12 ». */
  shown: string
  /** For a link: `tel:+33805296262`, `tel:3919`. An extension is not dialled. */
  href: string
  /** Digits only, as dialled in France: `0805296262`. What search compares. */
  digits: string
}

export type PhoneReading = Phone | { ok: false; message: string }

const EXTENSION = /\s*(?:,\s*)?(?:poste|ext\.?)\s*(\d{1,6})$/i

/**
 * Numbers of two to six figures that exist in the French numbering plan (Arcep, decision 2018-0881 and its successors):
 * emergency 15 17 18 112 114 115 119 191 196 197, European services 116xxx, directory 118xxx, services 10xx and 3xxx.
 */
const SHORT = /^(?:1[578]|11[2459]|19[167]|116\d{3}|118\d{3}|10\d{2}|3\d{3})$/

/** No number is longer, its spaces and extension included; the bound also keeps a hostile text cheap. */
const LONGEST = 60

/** Reads a number typed in any usual form. */
export function parsePhone(text: string): PhoneReading {
  if (text.length > LONGEST)
    return { ok: false, message: `Numéro de téléphone trop long : ${LONGEST} signes au plus.` }
  const extension = EXTENSION.exec(text)?.[1]
  // libphonenumber knows no narrow no-break space.
  const main = text.replace(EXTENSION, '').replace(/\s/g, ' ').trim()
  if (/[^\d .()+/-]/.test(main)) {
    return {
      ok: false,
      message: `« ${text} » n’est pas un numéro de téléphone : des chiffres seulement, et « poste 12 » à la fin s’il le faut.`,
    }
  }
  const found = readShort(main) ?? readLong(main)
  if (found === undefined) return { ok: false, message: explain(text, main) }
  return extension === undefined ? found : { ...found, shown: `${found.shown} poste ${extension}` }
}

function readShort(main: string): Phone | undefined {
  const digits = main.replace(/\D/g, '')
  if (!SHORT.test(digits) || main.includes('+')) return undefined
  return { ok: true, shown: groupShort(digits), href: `tel:${digits}`, digits }
}

/** 3919 is said « 39 19 », 116006 « 116 006 »; 115 stays as it is. */
function groupShort(digits: string): string {
  if (digits.length === 4) return `${digits.slice(0, 2)} ${digits.slice(2)}`
  return digits.length === 6 ? `${digits.slice(0, 3)} ${digits.slice(3)}` : digits
}

function readLong(main: string): Phone | undefined {
  const number = parsePhoneNumberFromString(main.replace(/\(0\)/, ''), 'FR')
  if (number === undefined || !number.isValid()) return undefined
  if (number.countryCallingCode !== '33') {
    const shown = number.formatInternational()
    return { ok: true, shown, href: `tel:${number.number}`, digits: number.number.slice(1) }
  }
  return {
    ok: true,
    shown: number.formatNational(),
    href: `tel:${number.number}`,
    digits: `0${number.nationalNumber}`,
  }
}

function explain(text: string, main: string): string {
  const count = main.replace(/\D/g, '').length
  if (count < 10)
    return `« ${text} » : il manque des chiffres (${count} au lieu de 10), et ce n’est pas un numéro court connu.`
  if (count > 10 && !main.startsWith('+') && !main.startsWith('00')) {
    return `« ${text} » : il y a trop de chiffres (${count} au lieu de 10).`
  }
  return `« ${text} » n’est pas un numéro de téléphone attribué en France.`
}

export type PhoneCost = 'gratuit' | 'majore'

/**
 * What calling costs, where the number itself says it (Arcep, numbering plan): 0 800 to 0 805 and the emergency and
 * European numbers are free, 0 81 to 0 89 are charged above an ordinary call; nothing is known of the others.
 */
export function phoneCost(digits: string): PhoneCost | undefined {
  if (/^(?:080[0-5]\d{6}|1[578]|11[2459]|116\d{3}|19[167])$/.test(digits)) return 'gratuit'
  return /^08[129]\d{7}$/.test(digits) ? 'majore' : undefined
}
