/**
 * The place of the desk stays on this machine, in localStorage, and goes along in addresses as `ou=`. Nothing of it is
 * kept elsewhere. The server reads `ou=` alone: without this script everything works, one field to fill at a time.
 */
import { readKept, removeKept, writeKept } from './storage.ts'

interface KeptPlace {
  ou: string
  text: string
}

const KEY = 'wikisol.lieu'

/** Pages whose content depends on the place. */
const PLACED = /^\/(?:$|fiches|thematiques|territoires|recherche)/

export function keepPlace(): void {
  const { ou, ouText } = document.body.dataset
  if (ou !== undefined && ouText !== undefined) writeKept(KEY, { ou, text: ouText })
  const kept = read()
  const field = document.querySelector<HTMLInputElement>('input[name="lieu"]')
  if (field === null) return
  if (field.value === '' && kept !== undefined) field.value = kept.text
  field.form?.addEventListener('submit', () => sendCode(field))
  suggestPlaces(field)
  field.addEventListener('change', () => void keepTyped(field))
  if (kept === undefined) return
  followLinks()
  if (ou === undefined) placeOrientation(kept)
}

/** A name that means one place is taken at once: what is found while typing is then found there. */
async function keepTyped(field: HTMLInputElement): Promise<void> {
  const typed = field.value.trim()
  if (typed.length < 2) return
  const response = await fetch(`/api/v1/lieux?q=${encodeURIComponent(typed)}`).catch(() => undefined)
  if (response?.ok !== true || field.value.trim() !== typed) return
  const { lieux } = (await response.json()) as { lieux: { ou: string; texte: string }[] }
  const [only] = lieux
  if (only === undefined || lieux.length > 1 || field.value.trim() !== typed) return
  writeKept(KEY, { ou: only.ou, text: only.texte })
  field.value = only.texte
}

/** The code instead of the words, so that the server need not look for them again; an emptied field forgets the place. */
function sendCode(field: HTMLInputElement): void {
  const kept = read()
  if (field.value.trim() === '') {
    removeKept(KEY)
    field.disabled = true
  } else if (kept !== undefined && field.value === kept.text) {
    field.name = 'ou'
    field.value = kept.ou
  }
}

function followLinks(): void {
  document.addEventListener('click', (event) => {
    const link =
      event.target instanceof Element ? event.target.closest<HTMLAnchorElement>('a[href^="/"]') : null
    const kept = read()
    if (link === null || kept === undefined) return
    const url = new URL(link.href)
    if (!PLACED.test(url.pathname) || /\.md$|\/(?:historique|versions|comparer)/.test(url.pathname)) return
    if (url.searchParams.has('ou')) return
    url.searchParams.set('ou', kept.ou)
    link.href = url.pathname + url.search + url.hash
  })
}

/** A dispositif opened without a place shows whom to send to for the kept one. */
async function placeOrientation(kept: KeptPlace): Promise<void> {
  const section = document.getElementById('orienter')
  if (section === null) return
  const url = new URL(location.href)
  url.searchParams.set('ou', kept.ou)
  // Not a second reading of the fiche: the server leaves prefetches out of its counts.
  const response = await fetch(url, { headers: { Purpose: 'prefetch' } }).catch(() => undefined)
  if (response?.ok !== true) return
  const page = new DOMParser().parseFromString(await response.text(), 'text/html')
  const placed = page.getElementById('orienter')
  if (placed === null) return
  section.replaceWith(document.adoptNode(placed))
  document.dispatchEvent(new Event('wikisol:content'))
}

const PAUSE_MS = 150

/** Names of places under the field while it is typed; an old answer never overwrites a newer one. */
function suggestPlaces(field: HTMLInputElement): void {
  const list = field.list
  let waiting: ReturnType<typeof setTimeout> | undefined
  field.addEventListener('input', () => {
    clearTimeout(waiting)
    waiting = setTimeout(async () => {
      const asked = field.value.trim()
      if (list === null || asked.length < 2) return
      const response = await fetch(`/api/v1/lieux?q=${encodeURIComponent(asked)}`).catch(() => undefined)
      if (response?.ok !== true || field.value.trim() !== asked) return
      const { lieux } = (await response.json()) as { lieux: { texte: string }[] }
      if (field.value.trim() !== asked) return
      list.replaceChildren(...lieux.map(({ texte }) => new Option('', texte)))
    }, PAUSE_MS)
  })
}

function read(): KeptPlace | undefined {
  const kept = readKept(KEY)
  if (typeof kept !== 'object' || kept === null || !('ou' in kept) || !('text' in kept)) return undefined
  return { ou: String(kept.ou), text: String(kept.text) }
}

/** The code of the place that stands in « Où ? »; nothing while it is being changed. */
export function placeNow(): string | undefined {
  const field = document.querySelector<HTMLInputElement>('input[name="lieu"], input[name="ou"]')
  const kept = read()
  return kept !== undefined && field?.value === kept.text ? kept.ou : undefined
}

export function forget(): void {
  removeKept(KEY)
  const field = document.querySelector<HTMLInputElement>('input[name="lieu"]')
  if (field !== null) field.value = ''
}
