/**
 * The names of the guide under a field that names one: found without accents, by their acronym too, which the browser's own
 * list does not do. That list stays for who has no script. ARIA 1.2 combobox: the focus stays in the field.
 */
import { fold } from '../../server/text/fold.ts'
import { element, say } from '../dom.ts'
import { type } from './form.ts'

export interface Choice {
  value: string
  acronym: string
  slug: string
}

interface Searched extends Choice {
  words: string
}

/** As many as one reads at a glance. */
const MOST = 8

export function preparePickers(form: HTMLFormElement): void {
  const dress = (field: HTMLInputElement) => {
    const list = field.dataset.suggests ?? ''
    // The browser's own list would stand over this one.
    field.removeAttribute('list')
    asPicker(
      field,
      () => choicesIn(`liste-${list}`),
      ({ value }) => type(field, value),
    )
  }
  // Rows are added later: a field becomes a picker when one enters it.
  form.addEventListener('focusin', ({ target }) => {
    if (target instanceof HTMLInputElement && target.dataset.suggests !== undefined) dress(target)
  })
}

const lists = new Map<string, readonly Searched[]>()

export function choicesIn(id: string): readonly Searched[] {
  const known = lists.get(id)
  if (known !== undefined) return known
  const options = [...document.querySelectorAll<HTMLOptionElement>(`#${id} option`)]
  const choices = options.map((option) => {
    const acronym = option.getAttribute('label') ?? ''
    const words = fold(`${option.value} ${acronym}`)
    // « 39 19 » is typed in one piece too.
    const joined = words.replace(/(\d)\s(?=\d)/g, '$1')
    const searched = joined === words ? words : `${words} ${joined}`
    return { value: option.value, acronym, slug: option.dataset.slug ?? '', words: searched }
  })
  lists.set(id, choices)
  return choices
}

/** Those that hold every word typed; those that begin so first. */
export function found(choices: readonly Searched[], text: string): Searched[] {
  const typed = fold(text).trim()
  const words = typed.split(/\s+/)
  const all = choices.filter((choice) => words.every((word) => choice.words.includes(word)))
  const rank = ({ words, acronym }: Searched) =>
    fold(acronym) === typed ? 0 : words.startsWith(typed) ? 1 : 2
  return typed === '' ? all : all.sort((a, b) => rank(a) - rank(b))
}

export function asPicker(
  field: HTMLInputElement,
  choices: () => readonly Searched[],
  pick: (choice: Choice) => void,
): void {
  if (field.getAttribute('role') === 'combobox') return
  new Picker(field, choices, pick).listen()
}

class Picker {
  private readonly list = element('ul', 'picker')
  private shown: Searched[] = []
  private active = -1
  private isPicking = false
  private readonly field: HTMLInputElement
  private readonly choices: () => readonly Searched[]
  private readonly pick: (choice: Choice) => void

  constructor(field: HTMLInputElement, choices: () => readonly Searched[], pick: (choice: Choice) => void) {
    this.field = field
    this.choices = choices
    this.pick = pick
    this.list.setAttribute('role', 'listbox')
    this.list.setAttribute('aria-label', 'Dans le guide')
    this.list.hidden = true
    field.setAttribute('role', 'combobox')
    field.setAttribute('aria-autocomplete', 'list')
    field.setAttribute('aria-expanded', 'false')
    field.after(this.list)
  }

  listen(): void {
    const { field } = this
    field.addEventListener('input', () => {
      if (!this.isPicking) this.open(field.value.trim() !== '')
    })
    field.addEventListener('keydown', (event) => this.onKey(event))
    field.addEventListener('blur', () => this.close())
  }

  private onKey(event: KeyboardEvent): void {
    const { key } = event
    if (key === 'ArrowDown' || key === 'ArrowUp') {
      event.preventDefault()
      if (this.list.hidden) this.open(true)
      const last = this.shown.length - 1
      const next = key === 'ArrowDown' ? this.active + 1 : this.active - 1
      this.mark(next > last ? 0 : next < 0 ? last : next)
    } else if (key === 'Escape' && !this.list.hidden) {
      event.preventDefault()
      event.stopPropagation()
      this.close()
    } else if (key === 'Enter' && !this.list.hidden && this.active >= 0) {
      event.preventDefault()
      this.take(this.active)
    }
  }

  private open(isWanted: boolean): void {
    const all = isWanted ? found(this.choices(), this.field.value) : []
    const isNamed = all.length === 1 && all[0]?.value === this.field.value
    this.shown = isNamed ? [] : all.slice(0, MOST)
    if (this.shown.length === 0) {
      this.close()
      return
    }
    this.list.id = `${this.field.id}-choix`
    this.list.replaceChildren(...this.shown.map((choice, at) => this.option(choice, at)))
    this.list.hidden = false
    this.field.setAttribute('aria-expanded', 'true')
    this.field.setAttribute('aria-controls', this.list.id)
    this.mark(-1)
    const more = all.length > MOST ? ` sur ${all.length}` : ''
    say(`${this.shown.length} choix${more}`)
  }

  private option({ value, acronym }: Searched, at: number): HTMLLIElement {
    const item = element('li')
    item.id = `${this.field.id}-choix-${at}`
    item.setAttribute('role', 'option')
    item.setAttribute('aria-selected', 'false')
    item.append(value)
    if (acronym !== '') {
      const also = element('span', 'sub')
      also.textContent = ` ${acronym}`
      item.append(also)
    }
    // The field keeps the focus.
    item.addEventListener('mousedown', (event) => event.preventDefault())
    item.addEventListener('click', () => this.take(at))
    return item
  }

  private mark(at: number): void {
    this.active = at
    for (const [index, item] of [...this.list.children].entries()) {
      item.setAttribute('aria-selected', String(index === at))
      if (index === at) item.scrollIntoView({ block: 'nearest' })
    }
    if (at < 0) this.field.removeAttribute('aria-activedescendant')
    else this.field.setAttribute('aria-activedescendant', `${this.field.id}-choix-${at}`)
  }

  private take(at: number): void {
    const choice = this.shown[at]
    if (choice === undefined) return
    this.close()
    this.isPicking = true
    this.pick(choice)
    this.isPicking = false
  }

  private close(): void {
    this.list.hidden = true
    this.field.setAttribute('aria-expanded', 'false')
    this.field.removeAttribute('aria-controls')
    this.mark(-1)
  }
}
