/**
 * Texts that the guide may not have received yet, kept on this machine: each window of the form keeps its own, under the
 * token of its form. They hold what a professional typed of a fiche, and the number of the account, so that nobody else at
 * the same desk is offered them. They go when the guide has them, when their author says so or signs out, and after three
 * months: a desk is shared, and nobody is left to send an older one.
 */
import { keptKeys, readKept, removeKept, writeKept } from '../storage.ts'

const BEGINNING = 'wikisol.brouillon.'
const LONGEST_MS = 90 * 86_400_000

export interface KeptText {
  token: string
  owner: string
  /** Slug of the fiche; empty for a new one. */
  fiche: string
  nature: string
  /** Empty while the guide has no draft of it. */
  proposition: string
  position: string
  /** Instant, ISO. */
  at: string
  fields: Record<string, string>
}

/** False where the browser keeps nothing. */
export function keepText(text: KeptText): boolean {
  return writeKept(BEGINNING + text.token, text)
}

export function forgetText(token: string): void {
  removeKept(BEGINNING + token)
}

/** Of one account, the newest first. */
export function keptTexts(owner: string): KeptText[] {
  const all = keptKeys(BEGINNING).flatMap((key) => {
    const text = readKept(key) as Partial<KeptText> | null
    const isText = typeof text?.at === 'string' && typeof text.fields === 'object' && text.fields !== null
    if (isText && Date.now() - Date.parse(text.at ?? '') < LONGEST_MS) return [text as KeptText]
    removeKept(key)
    return []
  })
  return all.filter((text) => text.owner === owner).sort((a, b) => (a.at < b.at ? 1 : -1))
}

/** Calls when the text of a token is kept no more, by another window. */
export function onForgotten(token: string, act: () => void): void {
  addEventListener('storage', ({ key, newValue }) => {
    if (key === BEGINNING + token && newValue === null) act()
  })
}

/** The number of the account that a form was made for: it stands in its key (server/auth/formKeys.ts). */
export function ownerOf(form: HTMLFormElement): string {
  const key = form.querySelector<HTMLInputElement>('input[name="cle"]')?.value ?? ''
  return key.split('.')[2] ?? ''
}

const SENT = 'wikisol.envoi'

/** Tokens of what this window is about to send: kept until the answer shows that it arrived. */
export function noteSending(tokens: readonly string[]): void {
  try {
    sessionStorage.setItem(SENT, tokens.join(' '))
  } catch {
    // The texts stay, and will be offered once too often.
  }
}

export function tokensSent(): string[] {
  try {
    return (sessionStorage.getItem(SENT) ?? '').split(' ').filter((token) => token !== '')
  } catch {
    return []
  }
}

export function forgetSent(): void {
  for (const token of tokensSent()) forgetText(token)
  noteSending([])
}

/** The page that says what was done confirms it, unless it was only found again in the history. */
export function forgetWhatArrived(): void {
  const [navigation] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[]
  const says =
    /^\/(?:propositions\/\d|relecture)/.test(location.pathname) && /[?&]fait=/.test(location.search)
  if (says && navigation?.type === 'navigate') forgetSent()
}

/** Who leaves a shared desk leaves no text there, and is told before one is lost. */
export function forgetAtSignOut(): void {
  const form = document.querySelector<HTMLFormElement>('form[action="/deconnexion"]')
  form?.addEventListener('submit', (event) => {
    if (event.defaultPrevented) return
    const texts = keptTexts(ownerOf(form))
    if (texts.length === 0) return
    if (confirm(WARNING)) for (const { token } of texts) forgetText(token)
    else event.preventDefault()
  })
}

const WARNING =
  'Un texte que le guide n’a pas reçu est gardé sur cet ordinateur. Vous déconnecter l’efface. Se déconnecter ?'
