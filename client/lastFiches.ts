/**
 * The last fiches opened stay on this machine, with their number, to be found again between two people. Fiches on violence
 * are never among them.
 */
import { forget as forgetPlace } from './place.ts'
import { readKept, removeKept, writeKept } from './storage.ts'

interface LastFiche {
  path: string
  title: string
  phone: string
}

const KEY = 'wikisol.fiches'
const KEPT = 6

export function keepLastFiches(): void {
  remember()
  show()
}

function read(): LastFiche[] {
  const kept = readKept(KEY)
  if (!Array.isArray(kept)) return []
  return kept.flatMap((each: Partial<LastFiche> | null) => {
    const { path, title, phone } = each ?? {}
    const isOurs = typeof path === 'string' && path.startsWith('/fiches/') && typeof title === 'string'
    return isOurs ? [{ path, title, phone: typeof phone === 'string' ? phone : '' }] : []
  })
}

function remember(): void {
  const { lastTitle, lastPhone } =
    document.querySelector<HTMLElement>('article[data-last-title]')?.dataset ?? {}
  if (lastTitle === undefined) return
  const path = location.pathname
  const others = read().filter((each) => each.path !== path)
  writeKept(KEY, [{ path, title: lastTitle, phone: lastPhone ?? '' }, ...others].slice(0, KEPT))
}

function show(): void {
  const section = document.querySelector<HTMLElement>('[data-last-fiches]')
  const fiches = read()
  if (section === null || fiches.length === 0) return
  section.querySelector('ul')?.replaceChildren(...fiches.map(item))
  section.hidden = false
  section.querySelector('[data-forget]')?.addEventListener('click', () => {
    removeKept(KEY)
    forgetPlace()
    section.hidden = true
    const live = document.getElementById('annonce')
    if (live !== null) live.textContent = 'Effacé'
    document.getElementById('q')?.focus()
  })
}

function item({ path, title, phone }: LastFiche): HTMLLIElement {
  const link = document.createElement('a')
  link.href = path
  link.textContent = title
  const line = document.createElement('li')
  line.append(link)
  if (phone !== '') {
    const call = document.createElement('a')
    call.className = 'tel'
    call.href = `tel:${phone.replace(/[^\d+]/g, '')}`
    call.textContent = phone
    line.append(call)
  }
  return line
}
