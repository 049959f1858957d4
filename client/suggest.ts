/**
 * Answers under the field while the agent types: the list on the left, the chosen fiche on the right of a wide screen. The
 * form does all of it without this script. On a touch screen the list is one of plain links, numbers included; elsewhere it
 * is an ARIA listbox, which may hold none: Enter opens, Ctrl+Enter copies the number.
 */
import { copyText } from './copy.ts'
import { element, icon, say } from './dom.ts'
import { placeNow } from './place.ts'
import { readKept, removeKept, writeKept } from './storage.ts'

interface Suggestion {
  slug: string
  nature: string
  titre: string
  resume: string
  /** Kept for professionals: only who is signed in receives it. */
  reserve?: true
  commune: string | null
  telephone: {
    affiche: string
    e164: string | null
    court: string | null
    libelle: string
    gratuit: boolean
    reserve?: true
  } | null
  ouverture: { etat: string; phrase: string } | null
  source: number | null
}

interface Answer {
  suggestions: Suggestion[]
  total: number
  compris: { corrige: string | null; lieu: string | null }
}

const PAUSE_MS = 60

/** No answer is chosen. */
const NOBODY = -1
const SHORTCUT = 'wikisol.raccourci'

const NATURES: Record<string, { label: string; icon: string }> = {
  institution: { label: 'Institution', icon: 'building-2' },
  dispositif: { label: 'Dispositif', icon: 'life-buoy' },
  lieu: { label: 'Lieu d’accueil', icon: 'map-pin' },
  contact: { label: 'Contact direct', icon: 'phone' },
}

const STATES: Record<string, { tone: string; icon: string }> = {
  ouvert: { tone: 'ok', icon: 'circle-check' },
  ferme: { tone: 'off', icon: 'circle-minus' },
  rdv: { tone: 'rdv', icon: 'calendar-clock' },
  inconnu: { tone: 'unknown', icon: 'circle-dashed' },
}

export function prepareSuggestions(): void {
  const field = document.querySelector<HTMLInputElement>('.find input[name="q"]')
  const form = field?.form
  if (field === null || form === null || form === undefined) return
  prepareShortcut(field)
  new Suggestions(field, form).listen()
}

class Suggestions {
  private readonly panel = element('div', 'suggest')
  private readonly list = element('ul', 'suggest-list')
  private readonly preview = element('div', 'suggest-preview')
  private readonly summary = element('p', 'suggest-summary')
  private readonly isTouch = matchMedia('(pointer: coarse)').matches
  private shown: Suggestion[] = []
  private active = NOBODY
  private asked = 0
  private waiting: ReturnType<typeof setTimeout> | undefined
  private request: AbortController | undefined
  private readonly field: HTMLInputElement
  private readonly form: HTMLFormElement

  constructor(field: HTMLInputElement, form: HTMLFormElement) {
    this.field = field
    this.form = form
    this.panel.hidden = true
    this.list.id = 'suggestions'
    const panes = element('div', 'suggest-panes')
    panes.append(this.list, this.preview)
    this.panel.append(this.summary, panes, this.foot())
    form.append(this.panel)
    if (this.isTouch) return
    this.list.setAttribute('role', 'listbox')
    this.list.setAttribute('aria-label', 'Réponses')
    field.setAttribute('role', 'combobox')
    field.setAttribute('aria-autocomplete', 'list')
    field.setAttribute('aria-controls', this.list.id)
    field.setAttribute('aria-expanded', 'false')
  }

  listen(): void {
    this.field.addEventListener('input', () => this.askSoon())
    this.field.addEventListener('keydown', (event) => this.onKey(event))
    this.field.addEventListener('focus', () => {
      if (this.shown.length > 0 && this.field.value.trim() !== '') this.open()
    })
    document.addEventListener('click', (event) => {
      if (event.target instanceof Node && !this.form.contains(event.target)) this.close()
    })
    this.form.addEventListener('focusout', (event) => {
      if (event.relatedTarget instanceof Node && !this.form.contains(event.relatedTarget)) this.close()
    })
  }

  private askSoon(): void {
    clearTimeout(this.waiting)
    const question = this.field.value.trim()
    if (question.length < 2) {
      this.asked += 1
      this.shown = []
      this.close()
      return
    }
    this.waiting = setTimeout(() => void this.ask(question), PAUSE_MS)
  }

  /** An old answer never overwrites a newer one: the older request is ended, and its number has passed. */
  private async ask(question: string): Promise<void> {
    this.asked += 1
    const own = this.asked
    this.request?.abort()
    this.request = new AbortController()
    const place = placeNow()
    const parameters = new URLSearchParams({ q: question, ...(place === undefined ? {} : { ou: place }) })
    const response = await fetch(`/api/v1/suggestions?${parameters}`, { signal: this.request.signal }).catch(
      () => undefined,
    )
    if (response?.ok !== true || own !== this.asked) return
    const answer = (await response.json()) as Answer
    if (own !== this.asked) return
    this.show(answer, question)
  }

  private show({ suggestions, total, compris }: Answer, question: string): void {
    this.shown = suggestions
    this.active = NOBODY
    this.list.replaceChildren(
      ...suggestions.map((each, at) => (this.isTouch ? this.touchItem(each) : this.option(each, at))),
    )
    this.summary.textContent = summaryOf(total, question, compris)
    this.open()
    this.choose(NOBODY, false)
    say(total === 0 ? 'Aucune réponse' : `${total} ${total === 1 ? 'réponse' : 'réponses'}`)
  }

  private option(suggestion: Suggestion, at: number): HTMLLIElement {
    const item = element('li', `suggest-item k-${suggestion.nature}`)
    item.id = `suggestion-${at}`
    item.setAttribute('role', 'option')
    item.setAttribute('aria-selected', 'false')
    item.dataset.fiche = suggestion.slug
    item.append(whatOf(suggestion), callOf(suggestion))
    item.addEventListener('mousemove', () => this.choose(at, false))
    item.addEventListener('mousedown', (event) => event.preventDefault())
    item.addEventListener('click', () => this.openFiche(suggestion))
    return item
  }

  private touchItem(suggestion: Suggestion): HTMLLIElement {
    const item = element('li', `suggest-item k-${suggestion.nature}`)
    item.dataset.fiche = suggestion.slug
    const link = element('a', 'suggest-link')
    link.href = addressOf(suggestion)
    link.append(whatOf(suggestion))
    item.append(link)
    const href = dialOf(suggestion)
    if (suggestion.telephone !== null && href !== undefined) {
      const call = element('a', 'tel')
      call.href = href
      call.append(icon('phone'), suggestion.telephone.affiche)
      item.append(call)
    }
    const state = element('span', 'suggest-age')
    if (suggestion.reserve !== true && isReserved(suggestion)) state.append(reservedMark(), ' ')
    if (suggestion.telephone === null) state.append('Téléphone non renseigné. ')
    if (suggestion.ouverture !== null) state.append(stateOf(suggestion.ouverture), ' ')
    state.append(ageOf(suggestion.source))
    item.append(state)
    return item
  }

  private foot(): HTMLElement {
    const foot = element('div', 'suggest-foot')
    if (!this.isTouch) {
      const keys = element('p', 'suggest-keys')
      for (const [key, words] of [
        ['↑ ↓', 'parcourir'],
        ['Entrée', 'ouvrir, ou toutes les réponses'],
        ['Ctrl + Entrée', 'copier le numéro'],
        ['Échap', 'fermer'],
      ] as const) {
        const name = element('kbd', '')
        name.textContent = key
        keys.append(name, ` ${words} `)
      }
      foot.append(keys)
    }
    const all = element('button', 'link')
    all.type = 'submit'
    all.textContent = 'Toutes les réponses'
    foot.append(all)
    return foot
  }

  private choose(at: number, scroll: boolean): void {
    this.list.children[this.active]?.setAttribute('aria-selected', 'false')
    this.active = at
    const item = this.list.children[at]
    item?.setAttribute('aria-selected', 'true')
    if (item === undefined) this.field.removeAttribute('aria-activedescendant')
    else this.field.setAttribute('aria-activedescendant', item.id)
    if (scroll) item?.scrollIntoView({ block: 'nearest' })
    // The best answer is shown whole before any arrow: it is what one reads aloud.
    const suggestion = this.shown[Math.max(at, 0)]
    this.preview.replaceChildren(...(suggestion === undefined ? [] : previewOf(suggestion)))
  }

  private onKey(event: KeyboardEvent): void {
    if (event.key === 'Escape' && !this.panel.hidden) {
      event.preventDefault()
      this.close()
      return
    }
    if (this.isTouch || event.isComposing) return
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') this.move(event)
    else if (event.key === 'Enter' && !this.panel.hidden) this.enter(event)
  }

  private move(event: KeyboardEvent): void {
    if (this.shown.length === 0) return
    event.preventDefault()
    if (this.panel.hidden) this.open()
    const step = event.key === 'ArrowDown' ? 1 : -1
    const from = this.active === NOBODY && step < 0 ? 0 : this.active
    this.choose((from + step + this.shown.length) % this.shown.length, true)
  }

  /** Without an arrow Enter asks for all the answers, as the form does; the number is then the best answer's. */
  private enter(event: KeyboardEvent): void {
    const chosen = this.shown[this.active]
    if (event.ctrlKey || event.metaKey) {
      const suggestion = chosen ?? this.shown[0]
      if (suggestion === undefined) return
      event.preventDefault()
      void this.copyNumber(suggestion)
    } else if (chosen !== undefined) {
      event.preventDefault()
      this.openFiche(chosen)
    }
  }

  private async copyNumber({ telephone, titre }: Suggestion): Promise<void> {
    if (telephone === null) {
      this.tell(`Aucun numéro connu pour ${titre}`)
      return
    }
    const copied = await copyText(telephone.affiche)
    this.tell(copied ? `${telephone.affiche} copié` : 'La copie a été refusée par le navigateur')
  }

  private tell(words: string): void {
    this.summary.textContent = words
    say(words)
  }

  private openFiche(suggestion: Suggestion): void {
    location.href = addressOf(suggestion)
  }

  private open(): void {
    this.panel.hidden = false
    if (!this.isTouch) this.field.setAttribute('aria-expanded', 'true')
  }

  private close(): void {
    this.panel.hidden = true
    if (this.isTouch) return
    this.field.setAttribute('aria-expanded', 'false')
    this.field.removeAttribute('aria-activedescendant')
  }
}

function summaryOf(total: number, question: string, { corrige, lieu }: Answer['compris']): string {
  if (total === 0) return `Aucune réponse pour « ${question} »`
  const read = corrige === null ? question : corrige
  return `${total} ${total === 1 ? 'réponse' : 'réponses'} pour « ${read} »${lieu === null ? '' : `, ${lieu}`}`
}

function whatOf({ nature, titre, commune, resume, reserve }: Suggestion): HTMLElement {
  const what = element('span', 'suggest-what')
  const title = element('span', 'suggest-title')
  title.textContent = titre
  const line = element('span', 'suggest-kind')
  const kind = element('span', 'kind')
  kind.append(icon(NATURES[nature]?.icon ?? 'tag'), NATURES[nature]?.label ?? nature)
  line.append(kind, ` · ${commune ?? resume}`)
  what.append(title, line)
  if (reserve === true) what.append(reservedMark())
  return what
}

function callOf(suggestion: Suggestion): HTMLElement {
  const { telephone, ouverture, source, reserve } = suggestion
  const call = element('span', 'suggest-call')
  const number = element('span', telephone === null ? 'miss' : 'tel')
  number.append(
    icon(telephone === null ? 'circle-dashed' : 'phone'),
    telephone === null ? 'Téléphone non renseigné' : telephone.affiche,
  )
  const age = element('span', 'suggest-age')
  age.append(ageOf(source))
  call.append(number)
  if (reserve !== true && isReserved(suggestion)) call.append(reservedMark())
  if (ouverture !== null) call.append(stateOf(ouverture))
  call.append(age)
  return call
}

function previewOf(suggestion: Suggestion): Node[] {
  const { nature, titre, resume, telephone, ouverture, source } = suggestion
  const kind = element('p', `kind k-${nature}`)
  kind.append(icon(NATURES[nature]?.icon ?? 'tag'), NATURES[nature]?.label ?? nature)
  const title = element('p', 'suggest-preview-title')
  title.textContent = titre
  const number = element('p', telephone === null ? 'miss' : 'suggest-number')
  number.textContent = telephone?.affiche ?? 'Téléphone non renseigné, à compléter'
  const owner = element('p', 'sub')
  const isOther = telephone !== null && telephone.libelle !== titre
  owner.textContent = [isOther ? telephone.libelle : '', telephone?.gratuit === true ? 'Appel gratuit' : '']
    .filter((part) => part !== '')
    .join(' · ')
  const line = element('p', '')
  line.textContent = resume
  const age = element('p', 'sub')
  age.textContent = ageOf(source)
  return [
    kind,
    title,
    number,
    owner,
    ...(isReserved(suggestion) ? [paragraph(reservedMark())] : []),
    ...(ouverture === null ? [] : [paragraph(stateOf(ouverture))]),
    line,
    age,
  ]
}

/** True where the number that is shown is not to be given out. */
function isReserved({ reserve, telephone }: Suggestion): boolean {
  return reserve === true || telephone?.reserve === true
}

function reservedMark(): HTMLElement {
  const mark = element('span', 'st reserved')
  mark.append(icon('lock'), 'Réservé aux professionnels')
  return mark
}

function stateOf({ etat, phrase }: NonNullable<Suggestion['ouverture']>): HTMLElement {
  const look = STATES[etat] ?? { tone: 'unknown', icon: 'circle-dashed' }
  const isDoubtful = etat === 'ouvert' && phrase.includes('à vérifier')
  const state = element('span', `st state-${isDoubtful ? 'doubt' : look.tone}`)
  state.append(icon(look.icon), phrase)
  return state
}

function ageOf(source: number | null): string {
  return source === null ? 'Jamais vérifiée' : `Jamais vérifiée, source de ${source}`
}

function addressOf({ slug }: Suggestion): string {
  const place = placeNow()
  return `/fiches/${slug}${place === undefined ? '' : `?ou=${encodeURIComponent(place)}`}`
}

function dialOf({ telephone }: Suggestion): string | undefined {
  const number = telephone?.e164 ?? telephone?.court
  return number === null || number === undefined ? undefined : `tel:${number}`
}

/** « / » leads to the field, but where something is being written; « / » can be switched off in the help. */
function prepareShortcut(field: HTMLInputElement): void {
  const toggle = document.querySelector<HTMLInputElement>('input[data-shortcut]')
  if (toggle !== null) {
    toggle.closest<HTMLElement>('[hidden]')?.removeAttribute('hidden')
    toggle.checked = readKept(SHORTCUT) !== 'non'
    toggle.addEventListener('change', () =>
      toggle.checked ? removeKept(SHORTCUT) : writeKept(SHORTCUT, 'non'),
    )
  }
  document.addEventListener('keydown', (event) => {
    if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey) return
    const writes =
      event.target instanceof HTMLElement &&
      (event.target.isContentEditable || /^(?:INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName))
    if (writes || readKept(SHORTCUT) === 'non') return
    event.preventDefault()
    field.focus()
    field.select()
  })
}

function paragraph(child: Node): HTMLParagraphElement {
  const made = element('p', '')
  made.append(child)
  return made
}
