import { NBSP } from '../text/typography.ts'

export interface PhoneView {
  /** Grouped as it is read aloud, with spaces that do not break. */
  text: string
  href: string
  /** What « Copier » puts on the clipboard. */
  copy: string
}

/**
 * A number that the guide already holds in its canonical form (domain/phone.ts), so that nothing is parsed again for
 * each card of a long list. An extension is shown, not dialled.
 */
export function phoneView(shown: string): PhoneView {
  return { text: shown.replaceAll(' ', NBSP), href: `tel:${dialled(shown)}`, copy: shown }
}

export function optionalPhone(shown: string | undefined): PhoneView | undefined {
  return shown === undefined ? undefined : phoneView(shown)
}

function dialled(shown: string): string {
  const digits = shown.replace(/\s*poste.*$/, '').replace(/[^\d+]/g, '')
  return /^0\d{9}$/.test(digits) ? `+33${digits.slice(1)}` : digits
}
