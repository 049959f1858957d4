import { type PhoneCost, phoneCost } from '../domain/phone.ts'
import { NBSP } from '../text/typography.ts'

export interface PhoneView {
  /** Grouped as it is read aloud, with spaces that do not break. */
  text: string
  href: string
  /** What « Copier » puts on the clipboard. */
  copy: string
  /** « Appel gratuit »; nothing where the number does not tell. */
  cost: string | undefined
}

/**
 * A number that the guide already holds in its canonical form (domain/phone.ts), so that nothing is parsed again for
 * each card of a long list. An extension is shown, not dialled.
 */
export function phoneView(shown: string): PhoneView {
  const cost = phoneCost(digitsOf(shown))
  return {
    text: shown.replaceAll(' ', NBSP),
    href: `tel:${dialled(shown)}`,
    copy: shown,
    cost: cost === undefined ? undefined : COSTS[cost],
  }
}

const COSTS: Record<PhoneCost, string> = { gratuit: 'Appel gratuit', majore: 'Appel facturé plus cher' }

export function optionalPhone(shown: string | undefined): PhoneView | undefined {
  return shown === undefined ? undefined : phoneView(shown)
}

function dialled(shown: string): string {
  const digits = digitsOf(shown)
  return /^0\d{9}$/.test(digits) ? `+33${digits.slice(1)}` : digits
}

function digitsOf(shown: string): string {
  return shown.replace(/\s*poste.*$/, '').replace(/[^\d+]/g, '')
}
