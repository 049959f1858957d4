/**
 * The week of opening hours, live: the hours take their usual form, a day says what is wrong with it once one has left it,
 * and what agents will read follows from the same rules as the guide's own.
 */
import { GRID_DAYS, readHours, readTime, timeText } from '../../server/domain/editing/hours.ts'
import type { FieldProblem } from '../../server/domain/editing/typed.ts'
import { describeHours } from '../../server/domain/openingHours/describe.ts'
import type { Closure } from '../../server/domain/openingHours/slots.ts'
import { button, element, hiddenWords, icon, say } from '../dom.ts'
import { type Rule, sayOpening } from '../opening.ts'
import { fieldsOf, onAct, onceReleased, setFault, showFault } from './form.ts'

export function prepareHours(form: HTMLFormElement): void {
  for (const grid of form.querySelectorAll<HTMLElement>('[data-hours]')) new Hours(form, grid).listen()
}

const WORKING_DAYS = ['lu', 'ma', 'me', 'je', 've']
const MOST_SPANS = 6
const PAUSE_MS = 150

class Hours {
  /** Days that were left with a fault: it is shown until it is mended. */
  private readonly told = new Set<string>()
  /** Hours of a day that was closed by a click, in case it is opened again. */
  private readonly former = new Map<string, Map<string, string>>()
  private readonly closures: readonly Closure[]
  private readonly byAppointment: boolean
  private copied: HTMLElement | undefined
  private waiting: ReturnType<typeof setTimeout> | undefined
  private readonly form: HTMLFormElement
  private readonly grid: HTMLElement
  private readonly name: string

  constructor(form: HTMLFormElement, grid: HTMLElement) {
    this.form = form
    this.grid = grid
    this.name = grid.dataset.hours ?? ''
    const rule = JSON.parse(this.state?.dataset.opening ?? '{}') as Partial<Rule>
    this.closures = rule.closures ?? []
    this.byAppointment = rule.rdv ?? false
  }

  listen(): void {
    const { grid, form, name } = this
    for (const day of this.days()) {
      this.dress(day)
      if (day.classList.contains('day-wrong')) this.told.add(day.dataset.day ?? '')
    }
    grid.querySelector<HTMLElement>('.reads button')?.closest('p')?.remove()
    grid.addEventListener('input', () => this.readSoon())
    grid.addEventListener('change', (event) => this.onChange(event))
    grid.addEventListener('focusin', ({ target }) => this.offerCopy(dayOf(target)))
    grid.addEventListener('focusout', ({ target, relatedTarget }) => {
      const day = dayOf(target)
      if (day === undefined || (relatedTarget instanceof Node && day.contains(relatedTarget))) return
      this.told.add(day.dataset.day ?? '')
      onceReleased(() => this.read(true))
    })
    // What stands elsewhere in the form bears on whether it is open today.
    form.addEventListener('change', ({ target }) => {
      const own = (target as HTMLInputElement).name ?? ''
      if (/^(?:fermetures|absences|sans_|sur_)/.test(own)) this.readSoon()
    })
    onAct(form, new RegExp(`^copier:${name}$`), () => this.copy())
  }

  private days(): HTMLElement[] {
    return [...this.grid.querySelectorAll<HTMLElement>('[data-day]')]
  }

  private day(code: string): HTMLElement | undefined {
    return this.days().find((day) => day.dataset.day === `${this.name}.${code}`)
  }

  private get state(): HTMLElement | null {
    return this.grid.querySelector<HTMLElement>('.reads .st')
  }

  // What is typed

  private onChange({ target }: Event): void {
    const day = dayOf(target)
    if (target instanceof HTMLInputElement && target.classList.contains('edit-time')) {
      const minutes = /^\D/.test(target.value.trim()) ? undefined : readTime(target.value)
      if (minutes !== undefined) target.value = timeText(minutes)
      if (day !== undefined) offerNextDay(target)
    } else if (day !== undefined && target instanceof HTMLElement && !target.closest('.span')) {
      this.openOrClose(day)
    }
    this.dropUndo()
    if (target instanceof HTMLInputElement && target.name === `${this.name}.osm`) this.told.add(target.name)
    this.readSoon()
  }

  /** A closed day sends no hours; they come back if it is opened again. */
  private openOrClose(day: HTMLElement): void {
    const code = day.dataset.day ?? ''
    if (isOpen(day)) {
      const before = this.former.get(code)
      for (const field of timesOf(day)) field.value = before?.get(field.name) ?? field.value
    } else {
      this.former.set(code, new Map(timesOf(day).map((field) => [field.name, field.value])))
      for (const field of timesOf(day)) field.value = ''
      this.told.delete(code)
    }
    for (const field of timesOf(day)) offerNextDay(field)
  }

  // Spans

  private dress(day: HTMLElement): void {
    const more = button('', 'b small more', () => this.addSpan(day))
    more.append(icon('plus'), 'plage', hiddenWords(`, ${day.getAttribute('aria-label') ?? ''}`))
    const spans = day.querySelector<HTMLElement>('.spans')
    for (const details of day.querySelectorAll('details.more-span')) {
      const span = details.querySelector<HTMLElement>('[data-span]')
      if (span !== null) details.replaceWith(span)
      // An empty one is asked for by the button.
      if (span !== null && [...span.querySelectorAll<HTMLInputElement>('.edit-time')].every(isEmpty))
        span.remove()
    }
    spans?.append(more)
    for (const span of spansOf(day).slice(1)) this.makeRemovable(day, span)
  }

  private addSpan(day: HTMLElement): void {
    const span = this.newSpan(day)
    span?.querySelector('input')?.focus()
    this.readSoon()
  }

  private newSpan(day: HTMLElement): HTMLElement | undefined {
    const spans = spansOf(day)
    const [first] = spans
    const last = spans.at(-1)
    if (first === undefined || last === undefined || spans.length >= MOST_SPANS) return undefined
    const taken = new Set(timesOf(day).map(({ name }) => Number(name.split('.').at(-2))))
    const index = [...Array(MOST_SPANS).keys()].find((each) => !taken.has(each)) ?? MOST_SPANS
    const span = first.cloneNode(true) as HTMLElement
    span.querySelector('.ck')?.remove()
    span.querySelector('button')?.remove()
    const again = index === 1 ? ' de nouveau' : ` (plage ${index + 1})`
    for (const field of span.querySelectorAll<HTMLInputElement>('.edit-time')) {
      const label = span.querySelector(`label[for="${CSS.escape(field.id)}"]`)
      const name = field.name.replace(/\.\d+\.(?=\w+$)/, `.${index}.`)
      field.name = name
      field.id = name
      field.value = ''
      field.setAttribute('value', '')
      label?.setAttribute('for', name)
      if (label) label.textContent = (label.textContent ?? '').replace(/(ouvre|ferme) à/, `$1${again} à`)
    }
    last.after(span)
    this.makeRemovable(day, span)
    this.limit(day)
    return span
  }

  private makeRemovable(day: HTMLElement, span: HTMLElement): void {
    const remove = button('', 'b small remove', () => {
      const before = spansOf(day)[Math.max(0, spansOf(day).indexOf(span) - 1)]
      span.remove()
      this.limit(day)
      before?.querySelector<HTMLInputElement>('.edit-time')?.focus()
      day.dispatchEvent(new Event('input', { bubbles: true }))
      say('Plage retirée')
    })
    remove.append(icon('x'), hiddenWords(`Retirer cette plage, ${day.getAttribute('aria-label') ?? ''}`))
    span.append(remove)
  }

  private limit(day: HTMLElement): void {
    const more = day.querySelector<HTMLElement>('.more')
    if (more !== null) more.hidden = spansOf(day).length >= MOST_SPANS
  }

  // From one day to the working days

  private get copyButton(): HTMLButtonElement | null {
    return this.form.querySelector<HTMLButtonElement>(`button[value="${CSS.escape(`copier:${this.name}`)}"]`)
  }

  /** The button is about the day where one has just been. */
  private offerCopy(day: HTMLElement | undefined): void {
    const copy = this.copyButton
    if (copy === null || day === undefined || !this.isOfWeek(day)) return
    this.copied = day
    copy.lastChild?.replaceWith(`Copier le ${this.labelOf(day)} sur les jours ouvrés`)
  }

  private copy(): void {
    const from = this.copied ?? this.day('lu')
    if (from === undefined) return
    const before = this.days().map((day) => [day, snapshot(day)] as const)
    for (const code of WORKING_DAYS) {
      const to = this.day(code)
      if (to !== undefined && to !== from) this.fill(to, snapshot(from))
    }
    this.changed()
    say(`Heures du ${this.labelOf(from)} copiées du lundi au vendredi`)
    this.dropUndo()
    const undo = button('Annuler la copie', 'link', () => {
      for (const [day, hours] of before) this.fill(day, hours)
      this.changed()
      this.copyButton?.focus()
      this.dropUndo()
      say('Copie annulée')
    })
    undo.dataset.undo = ''
    this.copyButton?.after(' ', undo)
  }

  private dropUndo(): void {
    this.grid.querySelector('[data-undo]')?.remove()
  }

  private fill(day: HTMLElement, { isOpen: opens, spans }: Snapshot): void {
    const box = day.querySelector<HTMLInputElement>('input[name$=".ouvert"]')
    if (box !== null) box.checked = opens
    while (spansOf(day).length > Math.max(1, spans.length)) spansOf(day).at(-1)?.remove()
    while (spansOf(day).length < spans.length && this.newSpan(day) !== undefined);
    this.limit(day)
    spansOf(day).forEach((span, index) => {
      const { from = '', to = '', isNight = false } = spans[index] ?? {}
      const [opening, closing] = span.querySelectorAll<HTMLInputElement>('.edit-time')
      if (opening === undefined || closing === undefined) return
      opening.value = from
      closing.value = to
      offerNextDay(closing, isNight)
    })
  }

  private changed(): void {
    this.grid.dispatchEvent(new Event('input', { bubbles: true }))
    this.read(false)
  }

  private isOfWeek(day: HTMLElement): boolean {
    return GRID_DAYS.some(([code]) => day.dataset.day === `${this.name}.${code}`)
  }

  private labelOf(day: HTMLElement): string {
    return (day.getAttribute('aria-label') ?? '').toLowerCase()
  }

  // What agents will read

  private readSoon(): void {
    clearTimeout(this.waiting)
    this.waiting = setTimeout(() => onceReleased(() => this.read(false)), PAUSE_MS)
  }

  private read(isAloud: boolean): void {
    const typed = fieldsOf(this.form)
    const { hours, problems } = readHours(this.name, typed, undefined)
    const shown = problems.filter(({ field }) => this.told.has(field) || this.told.has(dayName(field)))
    this.tell(shown, isAloud)
    this.show(hours, shown)
    this.sayState(hours, typed)
  }

  private tell(problems: readonly FieldProblem[], isAloud: boolean): void {
    for (const day of this.days()) {
      const name = day.dataset.day ?? ''
      const own = problems.filter(({ field }) => field === name || field.startsWith(`${name}.`))
      const [first] = own
      const wrong = new Set(own.map(({ field }) => field))
      for (const field of timesOf(day)) if (!wrong.has(field.name)) clearField(field, `${name}-faute`)
      const fields = [...day.querySelectorAll<HTMLInputElement>('input, select')].filter(({ name }) =>
        wrong.has(name),
      )
      const isNew = first !== undefined && !day.classList.contains('day-wrong')
      day.classList.toggle('day-wrong', first !== undefined)
      showFault(`${name}-faute`, first?.message, fields, (fault) => day.append(fault))
      if (isNew && isAloud) say(`${day.getAttribute('aria-label')} : ${first.message}`)
    }
    const osm = this.grid.querySelector<HTMLInputElement>(`input[name="${CSS.escape(`${this.name}.osm`)}"]`)
    if (osm !== null) setFault(osm, problems.find(({ field }) => field === osm.name)?.message)
  }

  private show(hours: string | undefined, problems: readonly FieldProblem[]): void {
    const wrong = this.days()
      .filter(({ dataset }) => problems.some(({ field }) => dayName(field) === dataset.day))
      .map((day) => day.getAttribute('aria-label'))
    const lines = hours === undefined ? [] : describeHours(hours)
    this.grid
      .querySelector('[data-lines]')
      ?.replaceChildren(
        ...lines.map((line) => paragraph(line)),
        ...(wrong.length === 0 ? [] : [paragraph(`${wrong.join(', ')}\u00a0: à corriger.`, 'b')]),
      )
    const code = this.grid.querySelector('[data-osm] code')
    if (code !== null) code.textContent = hours ?? ''
    const osm = code?.closest<HTMLElement>('[data-osm]')
    if (osm) osm.hidden = hours === undefined
  }

  private sayState(hours: string | undefined, typed: Record<string, string>): void {
    const { state } = this
    if (state === null) return
    const isHere = Object.hasOwn(typed, 'sur_rendez_vous')
    const rule: Rule = {
      hours: hours ?? '',
      closures: isHere ? closuresIn(typed) : [...this.closures],
      rdv: isHere ? typed.sur_rendez_vous === 'oui' && typed.sans_rendez_vous !== 'oui' : this.byAppointment,
      // What is being written is of today.
      doubt: false,
    }
    // The page says it again each minute, from here on by this rule.
    if (hours === undefined) delete state.dataset.opening
    else state.dataset.opening = JSON.stringify(rule)
    sayOpening(state, rule)
  }
}

interface Snapshot {
  isOpen: boolean
  spans: { from: string; to: string; isNight: boolean }[]
}

function snapshot(day: HTMLElement): Snapshot {
  const spans = spansOf(day).map((span) => {
    const [from, to] = [...span.querySelectorAll<HTMLInputElement>('.edit-time')].map(({ value }) => value)
    return {
      from: from ?? '',
      to: to ?? '',
      isNight: span.querySelector<HTMLInputElement>('.ck input')?.checked === true,
    }
  })
  return { isOpen: isOpen(day), spans }
}

function dayOf(target: EventTarget | null): HTMLElement | undefined {
  return (target instanceof Element ? target.closest<HTMLElement>('[data-day]') : null) ?? undefined
}

/** `horaires.lu.0.de` → `horaires.lu`. */
function dayName(field: string): string {
  return field.split('.').slice(0, 2).join('.')
}

function spansOf(day: HTMLElement): HTMLElement[] {
  return [...day.querySelectorAll<HTMLElement>('[data-span]')]
}

function timesOf(day: HTMLElement): HTMLInputElement[] {
  return [...day.querySelectorAll<HTMLInputElement>('.edit-time')]
}

function isEmpty({ value }: HTMLInputElement): boolean {
  return value.trim() === ''
}

/** Public holidays are open by a choice of three, the days of the week by a box. */
function isOpen(day: HTMLElement): boolean {
  const choice = day.querySelector('select')
  if (choice !== null) return choice.value === 'ouvert'
  return day.querySelector<HTMLInputElement>('input[name$=".ouvert"]')?.checked === true
}

/** « le lendemain » is asked where the closing comes before the opening. */
function offerNextDay(field: HTMLInputElement, isNight?: boolean): void {
  const span = field.closest<HTMLElement>('[data-span]')
  const [from, to] = span?.querySelectorAll<HTMLInputElement>('.edit-time') ?? []
  if (span === null || from === undefined || to === undefined) return
  const [opening, closing] = [readTime(from.value), readTime(to.value)]
  const isAsked = opening !== undefined && closing !== undefined && closing !== 0 && closing < opening
  const before = span.querySelector('.ck')
  if (!isAsked) before?.remove()
  if (!isAsked) return
  const box = before?.querySelector('input') ?? element('input')
  if (isNight !== undefined) box.checked = isNight
  if (before !== null) return
  box.type = 'checkbox'
  box.name = to.name.replace(/\.a$/, '.lendemain')
  box.value = 'oui'
  const label = element('label', 'ck')
  label.append(box, 'le lendemain')
  to.after(label)
}

function clearField(field: HTMLElement, fault: string): void {
  field.removeAttribute('aria-invalid')
  if (field.getAttribute('aria-describedby') === fault) field.removeAttribute('aria-describedby')
}

function closuresIn(typed: Record<string, string>): Closure[] {
  return Object.entries(typed).flatMap(([name, du]) => {
    const [, row] = /^((?:fermetures|absences)\.\d+)\.du$/.exec(name) ?? []
    if (row === undefined || !/^\d{4}-\d\d-\d\d$/.test(du)) return []
    return [{ du, au: typed[`${row}.au`] || du, motif: typed[`${row}.motif`] ?? '' }]
  })
}

function paragraph(text: string, inner?: 'b'): HTMLParagraphElement {
  const made = element('p')
  const words = inner === undefined ? made : element(inner)
  words.textContent = text
  if (words !== made) made.append(words)
  return made
}
