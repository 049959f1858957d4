/** A small toolbar over the texts in Markdown: what it writes can be undone with Ctrl + Z as if it had been typed. */
import { button, element, say } from '../dom.ts'
import { asPicker, choicesIn } from './picker.ts'

export function prepareMarkdown(form: HTMLFormElement): void {
  for (const area of form.querySelectorAll<HTMLTextAreaElement>('textarea[data-markdown]')) addToolbar(area)
  form.addEventListener('wikisol:block', ({ target }) => {
    if (!(target instanceof HTMLElement)) return
    for (const bar of target.querySelectorAll('.md-bar, .md-link')) bar.remove()
    for (const area of target.querySelectorAll<HTMLTextAreaElement>('textarea[data-markdown]'))
      addToolbar(area)
  })
}

function addToolbar(area: HTMLTextAreaElement): void {
  const bar = element('div', 'md-bar')
  bar.setAttribute('role', 'toolbar')
  bar.setAttribute('aria-label', 'Mise en forme')
  bar.setAttribute('aria-controls', area.id)
  bar.append(
    tool('Gras', () => wrap(area, '**')),
    tool('Italique', () => wrap(area, '*')),
    tool('Titre', () => beginLines(area, '## ')),
    tool('Liste', () => beginLines(area, '- ')),
    tool('Lien', () => link(area)),
    ...(document.getElementById('liste-fiche') === null
      ? []
      : [tool('Lien vers une fiche', () => askFiche(area, bar))]),
  )
  oneStop(bar)
  area.before(bar)
  area.addEventListener('keydown', (event) => {
    const key = event.key.toLowerCase()
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey || !/^[bi]$/.test(key)) return
    event.preventDefault()
    wrap(area, key === 'b' ? '**' : '*')
  })
}

function tool(label: string, act: () => void): HTMLButtonElement {
  return button(label, 'b small', act)
}

/** One stop of the Tab key; the arrows go from tool to tool. */
function oneStop(bar: HTMLElement): void {
  const tools = [...bar.querySelectorAll('button')]
  for (const [index, each] of tools.entries()) each.tabIndex = index === 0 ? 0 : -1
  bar.addEventListener('keydown', (event) => {
    const here = tools.indexOf(document.activeElement as HTMLButtonElement)
    const to = { ArrowRight: here + 1, ArrowLeft: here - 1, Home: 0, End: tools.length - 1 }[event.key]
    const next = to === undefined ? undefined : tools.at(to % tools.length)
    if (next === undefined || here < 0) return
    event.preventDefault()
    for (const each of tools) each.tabIndex = each === next ? 0 : -1
    next.focus()
  })
}

/** Puts a text in place of a part of the area, as if it were typed, and selects some of it. */
function write(
  area: HTMLTextAreaElement,
  from: number,
  to: number,
  text: string,
  select: [number, number],
): void {
  area.focus()
  area.setSelectionRange(from, to)
  const isTyped =
    text === '' ? document.execCommand('delete') : document.execCommand('insertText', false, text)
  if (!isTyped) {
    area.setRangeText(text, from, to, 'end')
    area.dispatchEvent(new Event('input', { bubbles: true }))
  }
  area.setSelectionRange(from + select[0], from + select[1])
}

/** Between two marks, or without them where they stand already. */
function wrap(area: HTMLTextAreaElement, mark: string): void {
  const { value, selectionStart, selectionEnd } = area
  const chosen = value.slice(selectionStart, selectionEnd)
  const [, before = '', text = '', after = ''] = /^(\s*)([\s\S]*?)(\s*)$/.exec(chosen) ?? []
  const from = selectionStart + before.length
  const to = selectionEnd - after.length
  const size = mark.length
  const isMarked = value.slice(from - size, from) === mark && value.slice(to, to + size) === mark
  if (isMarked && text !== '') write(area, from - size, to + size, text, [0, text.length])
  else write(area, from, to, mark + text + mark, [size, size + text.length])
}

/** Each line that is chosen, in part or whole. */
function beginLines(area: HTMLTextAreaElement, mark: string): void {
  const { value, selectionStart, selectionEnd } = area
  const from = value.lastIndexOf('\n', selectionStart - 1) + 1
  const next = value.indexOf('\n', Math.max(selectionEnd - 1, from))
  const to = next === -1 ? value.length : next
  const lines = value.slice(from, to).split('\n')
  const isMarked = lines.every((line) => line.startsWith(mark))
  const text = lines.map((line) => (isMarked ? line.slice(mark.length) : mark + line)).join('\n')
  write(area, from, to, text, lines.length === 1 ? [text.length, text.length] : [0, text.length])
}

const ADDRESS = 'https://'
const SAYING = 'texte du lien'

function link(area: HTMLTextAreaElement): void {
  const { value, selectionStart, selectionEnd } = area
  const chosen = value.slice(selectionStart, selectionEnd)
  const isAddress = /^https?:\/\/\S+$/.test(chosen)
  const [text, address] = isAddress ? [SAYING, chosen] : [chosen, ADDRESS]
  // What is still to be typed is chosen: the words, or the address.
  const start = isAddress || chosen === '' ? 1 : chosen.length + 3
  const length = isAddress ? SAYING.length : chosen === '' ? 0 : ADDRESS.length
  write(area, selectionStart, selectionEnd, `[${text}](${address})`, [start, start + length])
}

let asked = 0

/** A field in which the fiche is chosen; Escape goes back to the text. */
function askFiche(area: HTMLTextAreaElement, bar: HTMLElement): void {
  const { selectionStart, selectionEnd } = area
  bar.parentElement?.querySelector('.md-link')?.remove()
  const box = element('div', 'md-link field')
  const label = element('label')
  const field = element('input')
  asked += 1
  field.id = `lien-fiche-${asked}`
  field.type = 'text'
  field.autocomplete = 'off'
  label.htmlFor = field.id
  label.textContent = 'Quelle fiche ?'
  box.append(label, field)
  const leave = () => {
    box.remove()
    area.focus()
    area.setSelectionRange(selectionStart, selectionEnd)
  }
  // It is no field of the form.
  for (const event of ['input', 'change']) box.addEventListener(event, (each) => each.stopPropagation())
  bar.after(box)
  asPicker(
    field,
    () => choicesIn('liste-fiche'),
    ({ slug, value }) => {
      box.remove()
      const chosen = area.value.slice(selectionStart, selectionEnd)
      const text = chosen === '' ? `[[${slug}]]` : `[[${slug}|${chosen}]]`
      write(area, selectionStart, selectionEnd, text, [text.length, text.length])
      say(`Lien vers ${value} écrit`)
    },
  )
  // After the list, which Escape closes first.
  field.addEventListener('keydown', (event) => {
    if (event.key === 'Enter') event.preventDefault()
    if (event.key === 'Escape' && !event.defaultPrevented) leave()
  })
  field.focus()
}
