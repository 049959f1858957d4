import { readKept, removeKept, writeKept } from './storage.ts'

/** Kept when the keys were switched off; « / » has its own switch, in the help. */
const KEYS = 'wikisol.raccourcis-relecture'

/** Reviewing: the keys of the queue and of a proposal, ready sentences, how many boxes are ticked. */
export function prepareReview(): void {
  prepareKeys()
  prepareSentences()
  countTicked()
}

function prepareKeys(): void {
  const legend = document.querySelector<HTMLElement>('[data-shortcuts]')
  const words = legend?.querySelector<HTMLElement>('[data-keys]')
  const button = legend?.querySelector('button')
  if (!legend || !words || !button) return
  let on = readKept(KEYS) !== 'non'
  const show = () => {
    words.hidden = !on
    button.textContent = on ? 'Désactiver les raccourcis' : 'Activer les raccourcis clavier'
  }
  button.addEventListener('click', () => {
    on = !on
    if (on) removeKept(KEYS)
    else writeKept(KEYS, 'non')
    show()
  })
  legend.hidden = false
  show()
  document.addEventListener('keydown', (event) => {
    if (!on || event.defaultPrevented || event.altKey || event.metaKey) return
    if (event.ctrlKey ? event.key === 'Enter' && sendMarked(event.target) : act(event)) event.preventDefault()
  })
}

/** True where a key did something. A letter that is typed in a field is a letter. */
function act({ key, target }: KeyboardEvent): boolean {
  if (target instanceof Element && target.closest('input:not([type="checkbox"]), textarea, select'))
    return false
  const letter = key.toLowerCase()
  if (letter === 'j' || letter === 'k') return move(letter === 'j' ? 1 : -1)
  const button = document.querySelector<HTMLButtonElement>(`[data-key="${CSS.escape(letter)}"]`)
  if (button === null) return false
  if (letter === 'a') button.focus()
  else mark(button)
  return true
}

function move(step: number): boolean {
  const links = [...document.querySelectorAll<HTMLElement>('[data-row] h3 a')]
  const row = document.activeElement?.closest('[data-row]')
  const here = links.findIndex((link) => row?.contains(link))
  const next = links[here < 0 ? (step > 0 ? 0 : links.length - 1) : here + step]
  next?.focus()
  return next !== undefined
}

let marked: HTMLButtonElement | undefined

/** The message comes first; then Ctrl + Enter sends this verdict. */
function mark(button: HTMLButtonElement): void {
  marked = button
  const next = button.form?.querySelector('[data-next]')
  if (next) next.textContent = `Ctrl + Entrée enverra : ${button.textContent?.trim().toLowerCase()}.`
  button.form?.querySelector('textarea')?.focus()
}

function sendMarked(target: EventTarget | null): boolean {
  if (marked === undefined || !(target instanceof HTMLTextAreaElement) || target.form !== marked.form)
    return false
  marked.form?.requestSubmit(marked)
  return true
}

function prepareSentences(): void {
  const field = document.querySelector<HTMLTextAreaElement>('[data-verdict] textarea')
  for (const button of document.querySelectorAll<HTMLButtonElement>('[data-fill]')) {
    button.hidden = false
    button.addEventListener('click', () => {
      if (field === null) return
      field.value = [field.value.trim(), button.dataset.fill].filter(Boolean).join('\n')
      field.focus()
    })
  }
}

function countTicked(): void {
  const count = document.querySelector('[data-count]')
  const boxes = document.querySelectorAll<HTMLInputElement>('input[form="lot"]')
  for (const box of boxes) {
    box.addEventListener('change', () => {
      const ticked = [...boxes].filter(({ checked }) => checked).length
      if (count !== null) count.textContent = `Cochées : ${ticked} sur ${boxes.length}.`
    })
  }
}
