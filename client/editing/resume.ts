/** Offers what an earlier window kept on this machine and the guide has not got; never puts it in place by itself. */
import { hour } from '../../server/domain/openingHours/describe.ts'
import { dateInWords } from '../../server/text/dates.ts'
import { button, element, icon, say } from '../dom.ts'
import type { Draft } from './draft.ts'
import { fieldsOf, technical } from './form.ts'
import { forgetSent, forgetText, type KeptText, keptTexts, onForgotten, ownerOf, tokensSent } from './kept.ts'

export function offerKept(form: HTMLFormElement, draft: Draft): void {
  greetAnswer(form, draft)
  const texts = keptTexts(ownerOf(form)).filter((text) =>
    draft.isLocal ? isSameCorrection(form, draft, text) : text.token !== draft.token && isOf(form, text),
  )
  const shown = essence(fieldsOf(form))
  for (const text of texts.reverse()) {
    // The guide has it: only the answer was lost.
    if (essence(text.fields) === shown) {
      if (text.token !== draft.token) forgetText(text.token)
    } else offer(form, draft, text)
  }
}

/** The page may be the answer to what this window sent: its token stands in it again. */
function greetAnswer(form: HTMLFormElement, draft: Draft): void {
  if (!tokensSent().includes(draft.token)) return
  const isSaved = form.querySelector('[data-draft-state]')?.textContent?.trim() !== ''
  if (isSaved) forgetSent()
  else draft.beginUnsaved()
}

/** Corrections are of one state of the proposal: of another they would undo what its author has changed. */
function isSameCorrection(form: HTMLFormElement, { token }: Draft, text: KeptText): boolean {
  return text.token === token && text.fields.empreinte === fieldsOf(form).empreinte
}

function isOf(form: HTMLFormElement, text: KeptText): boolean {
  const { fiche = '', nature = '' } = form.dataset
  const proposition = technical(form, 'proposition')
  if (text.proposition !== '' && text.proposition === proposition)
    return text.position === technical(form, 'position')
  if (fiche !== '' || text.fiche !== '') return text.fiche === fiche
  return text.nature === nature && text.proposition === '' && proposition === ''
}

const TECHNICAL = new Set(['cle', 'jeton', 'proposition', 'position', 'base', 'vu', 'version', 'empreinte'])

/** What was typed, whatever the keys of the form and the rows left blank. */
function essence(fields: Record<string, string>): string {
  const typed = Object.entries(fields).filter(
    ([name, value]) => !TECHNICAL.has(name) && value.trim() !== '' && !isKindOfNothing(name, fields),
  )
  const plain = typed.map(([name, value]) => [name, value.replace(/\r\n/g, '\n').trim()] as const)
  return JSON.stringify(plain.sort(([a], [b]) => (a < b ? -1 : 1)))
}

/** A block of the text that holds none has a kind all the same. */
function isKindOfNothing(name: string, fields: Record<string, string>): boolean {
  const [, block] = /^(corps\.\d+)\.genre$/.exec(name) ?? []
  return block !== undefined && (fields[`${block}.texte`] ?? '').trim() === ''
}

function offer(form: HTMLFormElement, draft: Draft, text: KeptText): void {
  const words = `Un texte non envoyé est gardé sur cet ordinateur (${momentOf(text.at)}).`
  const note = element('div', 'note kept-text')
  const inside = element('div')
  const line = element('p')
  const acts = element('p', 'row')
  line.textContent = words
  const leave = () => {
    if (note.contains(document.activeElement)) focusHeading()
    note.remove()
  }
  acts.append(
    button('Reprendre', 'b small', () => resume(form, draft, text)),
    button('Effacer', 'b small', () => {
      forgetText(text.token)
      leave()
      say('Texte effacé')
    }),
  )
  inside.append(line, acts)
  note.append(icon('file-pen'), inside)
  note.setAttribute('role', 'group')
  note.setAttribute('aria-label', 'Texte gardé sur cet ordinateur')
  const head = document.querySelector('.editor > .page-head')
  if (head === null) form.prepend(note)
  else head.after(note)
  onForgotten(text.token, leave)
  say(words)
}

/** The guide puts the text in place: its rows and hours may be others than those of this page. */
function resume(form: HTMLFormElement, draft: Draft, text: KeptText): void {
  const names = ['cle', 'jeton', 'proposition', 'position', 'vu'] as const
  const shown = fieldsOf(form)
  const here = Object.fromEntries(names.flatMap((name) => (name in shown ? [[name, shown[name]]] : [])))
  const sender = element('form')
  sender.method = 'post'
  sender.action = form.getAttribute('action') ?? ''
  sender.hidden = true
  for (const [name, value] of Object.entries({ ...text.fields, ...here, acte: 'relire' })) {
    // An input would lose the ends of lines.
    const field = element('textarea')
    field.name = name
    field.value = value
    sender.append(field)
  }
  document.body.append(sender)
  // What was typed here meanwhile is put aside, and offered in its turn.
  if (draft.wasTyped) draft.keep(`${draft.token}-avant`)
  draft.sendAway([draft.token, text.token])
  sender.submit()
}

function focusHeading(): void {
  const heading = document.querySelector<HTMLElement>('h1')
  if (heading === null) return
  heading.tabIndex = -1
  heading.focus()
}

/** « 10 h 21 », with its day when it is another. */
function momentOf(at: string): string {
  const date = new Date(at)
  const time = hour(date.getHours() * 60 + date.getMinutes())
  if (date.toDateString() === new Date().toDateString()) return time
  const day = [date.getFullYear(), date.getMonth() + 1, date.getDate()]
  return `${dateInWords(day.map((part) => String(part).padStart(2, '0')).join('-'))} à ${time}`
}
