/** One row more or less in a list of the form, without asking the guide: the names stay 0, 1, 2… as it reads them. */
import { button, element, hiddenWords, say } from '../dom.ts'
import { onAct } from './form.ts'

export function prepareRows(form: HTMLFormElement): void {
  for (const row of form.querySelectorAll<HTMLElement>('[data-row]')) makeRemovable(row)
  form.addEventListener('input', showRemoves)
  onAct(form, /^ligne:(?!corps$)/, (_, add) => {
    const list = add.closest<HTMLElement>('[data-rows]')
    if (list !== null) addRow(list, add)
  })
  onAct(form, /^ligne:corps$/, (_, add) => addBlock(form, add))
}

/** Those of the list itself; the last may be folded. */
function rowsOf(list: HTMLElement): HTMLElement[] {
  const all = [...list.querySelectorAll<HTMLElement>('[data-row]')]
  return all.filter((row) => row.closest('[data-rows]') === list)
}

function addRow(list: HTMLElement, add: HTMLButtonElement): void {
  const rows = rowsOf(list)
  const last = rows.at(-1)
  if (last === undefined) return
  const row = blankCopy(last)
  rename(row, nameOf(last), `${list.dataset.rows}.${rows.length}`)
  number(row, rows.length)
  for (const inner of row.querySelectorAll<HTMLElement>('[data-row]')) makeRemovable(inner)
  makeRemovable(row)
  last.after(row)
  firstField(row)?.focus()
  tell(add)
  say(`Ligne ajoutée : ${row.getAttribute('aria-label')}`)
}

/** The same fields with nothing in them; of lists inside, one row. */
function blankCopy(row: HTMLElement): HTMLElement {
  const copy = row.cloneNode(true) as HTMLElement
  for (const list of copy.querySelectorAll<HTMLElement>('[data-rows]'))
    for (const inner of rowsOf(list).slice(1)) inner.remove()
  for (const made of copy.querySelectorAll('.fault, .remove-row, .picker, [data-restore]')) made.remove()
  for (const picker of copy.querySelectorAll('[role="combobox"]'))
    for (const attribute of COMBOBOX) picker.removeAttribute(attribute)
  for (const wrong of copy.querySelectorAll('.field-wrong')) wrong.classList.remove('field-wrong')
  for (const field of copy.querySelectorAll<HTMLElement>('[aria-invalid]'))
    field.removeAttribute('aria-invalid')
  clear(copy)
  return copy
}

const COMBOBOX = ['role', 'aria-autocomplete', 'aria-expanded', 'aria-controls', 'aria-activedescendant']

function clear(row: HTMLElement): void {
  for (const field of row.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>('input, textarea')) {
    if (field.type === 'checkbox') (field as HTMLInputElement).checked = false
    else field.value = ''
  }
  for (const choice of row.querySelectorAll('select')) choice.selectedIndex = 0
}

function nameOf(row: HTMLElement): string {
  return row.dataset.row ?? ''
}

const NAMING = ['id', 'name', 'for', 'value', 'aria-describedby', 'aria-controls', 'data-row', 'data-rows']

/** `contacts.2` and all that begins so, `contacts.2.du` or `contacts.2-aide`, become `contacts.1` and so on. */
function rename(row: HTMLElement, from: string, to: string): void {
  const named = new RegExp(`(^|[ :])${from.replaceAll('.', '\\.')}(?![\\w])`, 'g')
  for (const each of [row, ...row.querySelectorAll<HTMLElement>('*')])
    for (const attribute of NAMING) {
      const value = each.getAttribute(attribute)
      // What stands in a field is its author's.
      const isTyped = attribute === 'value' && each.tagName !== 'BUTTON'
      if (value !== null && !isTyped) each.setAttribute(attribute, value.replace(named, `$1${to}`))
    }
}

/** « Contact 2 », wherever the row says its number. */
function number(row: HTMLElement, index: number): void {
  const before = row.getAttribute('aria-label') ?? ''
  const label = before.replace(/\d+$/, String(index + 1))
  row.setAttribute('aria-label', label)
  for (const own of row.querySelectorAll(':scope > .field > label.vh, :scope > .remove-row .vh'))
    own.textContent = (own.textContent ?? '').replace(before, label)
}

function renumber(list: HTMLElement): void {
  for (const [index, row] of rowsOf(list).entries()) {
    const name = `${list.dataset.rows}.${index}`
    if (nameOf(row) === name) continue
    rename(row, nameOf(row), name)
    number(row, index)
  }
}

function makeRemovable(row: HTMLElement): void {
  const remove = button('Retirer', 'link remove-row', () => removeRow(row))
  remove.append(hiddenWords(`\u00a0: ${row.getAttribute('aria-label') ?? ''}`))
  row.classList.toggle('row-of-one', row.childElementCount === 1)
  remove.hidden = isBlank(row)
  row.append(remove)
}

/** An empty row is none: there is nothing to remove. */
function showRemoves(): void {
  for (const remove of document.querySelectorAll<HTMLElement>('.remove-row'))
    remove.hidden = remove.parentElement === null || isBlank(remove.parentElement)
}

function isBlank(row: HTMLElement): boolean {
  const fields = row.querySelectorAll<HTMLInputElement>('input:not([type="hidden"]), textarea, select')
  return [...fields].every(({ value }) => value === '')
}

/** The only row is emptied, the folded one folded again; any other goes, and can be put back until the next one does. */
function removeRow(row: HTMLElement): void {
  const list = row.closest<HTMLElement>('[data-rows]')
  if (list === null) return
  const rows = rowsOf(list)
  const label = row.getAttribute('aria-label') ?? ''
  const at = rows.indexOf(row)
  const fold = row.closest('details')
  if (rows.length === 1 || fold?.querySelectorAll(':scope > [data-row]').length === 1) {
    clear(row)
    if (fold !== null) fold.open = false
    ;(fold?.querySelector('summary') ?? firstField(row))?.focus()
  } else {
    row.remove()
    renumber(list)
    offerBack(list, row, at, label)
  }
  tell(list)
  say(`Ligne retirée : ${label}`)
}

function offerBack(list: HTMLElement, row: HTMLElement, at: number, label: string): void {
  list.querySelector(':scope > [data-restore]')?.remove()
  const line = element('p', 'row')
  line.dataset.restore = ''
  const restore = button(`Remettre\u00a0: ${label}`, 'link', () => {
    line.remove()
    const after = rowsOf(list)[at]
    if (after === undefined) rowsOf(list).at(-1)?.after(row)
    else after.before(row)
    // Its name may be that of another by now: first one that nobody has.
    rename(row, nameOf(row), `${list.dataset.rows}.999`)
    row.dataset.row = `${list.dataset.rows}.999`
    for (const [index, each] of rowsOf(list).entries()) {
      rename(each, nameOf(each), `${list.dataset.rows}.${index}`)
      number(each, index)
    }
    firstField(row)?.focus()
    tell(list)
    say(`Ligne remise : ${row.getAttribute('aria-label')}`)
  })
  line.append(restore)
  list.append(line)
  restore.focus()
}

/** A block is waiting folded; once it is used, another one is made. */
function addBlock(form: HTMLFormElement, add: HTMLButtonElement): void {
  const blocks = [...form.querySelectorAll<HTMLElement>('[data-block]')]
  const last = blocks.at(-1)
  if (last === undefined) return
  let block = blocks.find((each) => each instanceof HTMLDetailsElement && !each.open)
  if (block === undefined) {
    block = blankCopy(last)
    rename(block, last.dataset.block ?? '', `corps.${blocks.length}`)
    block.dataset.block = `corps.${blocks.length}`
    block.querySelector('button[value^="monter:"]')?.closest('p')?.remove()
    for (const label of block.querySelectorAll('summary .vh'))
      label.textContent = ` (Bloc ${blocks.length + 1})`
    if (block.hasAttribute('aria-label')) block.setAttribute('aria-label', `Bloc ${blocks.length + 1}`)
    last.after(block)
    block.dispatchEvent(new Event('wikisol:block', { bubbles: true }))
  }
  if (block instanceof HTMLDetailsElement) block.open = true
  firstField(block)?.focus()
  tell(add)
}

function firstField(row: HTMLElement): HTMLElement | null {
  return row.querySelector<HTMLElement>('input:not([type="hidden"]), select, textarea')
}

/** The draft has changed. */
function tell(from: HTMLElement): void {
  from.dispatchEvent(new Event('input', { bubbles: true }))
}
