/**
 * The draft of the form: kept by the guide at each pause, and on this machine for as long as the guide has not got it. What
 * stands in the dock says where it is.
 */
import { hour } from '../../server/domain/openingHours/describe.ts'
import { parisMinutes } from '../../server/domain/openingHours/paris.ts'
import { button, element, icon, say } from '../dom.ts'
import { fieldsOf, setTechnical, technical } from './form.ts'
import { forgetText, keepText, noteSending, ownerOf } from './kept.ts'
import { freshForm, type Outcome, type Refusal, type Saved, sendAct, sendDraft } from './sending.ts'

/** A pause in the typing, and how long somebody may type without one. */
const PAUSE_MS = 1_500
const LONGEST_MS = 10_000
/** Leaving a field is a pause of its own; a click on a button comes before it. */
const LEAVING_MS = 300
/** This machine keeps what is typed sooner: a crash takes a second at most. */
const KEEPING_MS = 1_000
const FIRST_RETRY_MS = 5_000
const LAST_RETRY_MS = 60_000

type State = 'saved' | 'elsewhere' | Refusal

export class Draft {
  /** How often something was typed, and how much of it the guide, and this machine, have. */
  private typed = 0
  private saved = 0
  private kept = 0
  private state: State = 'saved'
  private unsavedSince = 0
  private retries = 0
  private running: Promise<void> | undefined
  private waiting: ReturnType<typeof setTimeout> | undefined
  private keeping: ReturnType<typeof setTimeout> | undefined
  /** The form is being sent: nothing is saved beside it. */
  private isLeaving = false
  /** The keys of the page are of a former session, or of a form that is closed. */
  private needsKeys = false
  private readonly line: HTMLElement
  private readonly restart: HTMLAnchorElement | null
  private readonly form: HTMLFormElement

  constructor(form: HTMLFormElement) {
    this.form = form
    this.line = form.querySelector<HTMLElement>('[data-draft-state]') ?? element('p')
    this.restart = this.line.querySelector('a')
  }

  listen(): void {
    const { form } = this
    // What is kept at each pause needs no button; the line beside says where it is.
    const save = form.querySelector<HTMLElement>('.dock button[value="enregistrer"]')
    if (save !== null) save.hidden = true
    form.addEventListener('input', () => this.touch())
    form.addEventListener('change', () => this.touch(LEAVING_MS))
    form.addEventListener('submit', (event) => this.onSubmit(event))
    addEventListener('online', () => this.tryAgain())
    addEventListener('focus', () => this.tryAgain())
    document.addEventListener('visibilitychange', () => {
      if (document.hidden) this.leave()
      else this.tryAgain()
    })
    addEventListener('pagehide', () => this.leave())
    addEventListener('pageshow', () => {
      this.isLeaving = false
    })
    addEventListener('beforeunload', (event) => {
      if (this.isLeaving || !this.isUnsaved || this.keep()) return
      event.preventDefault()
      event.returnValue = ''
    })
    document.addEventListener('submit', (event) => this.onSignOut(event), { capture: true })
  }

  /** Of the form of a proposal; corrections of a reviewer have none, and one text for each address. */
  get token(): string {
    return technical(this.form, 'jeton') || (this.form.getAttribute('action') ?? '').replace(/\W+/g, '-')
  }

  /** Corrections of a reviewer are no draft of the guide: this machine alone keeps them until they are sent. */
  get isLocal(): boolean {
    return technical(this.form, 'jeton') === ''
  }

  get isUnsaved(): boolean {
    return this.typed > this.saved
  }

  get wasTyped(): boolean {
    return this.typed > 0
  }

  /** Something was typed: the guide has it after a pause, this machine before. */
  touch(pause = PAUSE_MS): void {
    this.isLeaving = false
    if (!this.isUnsaved) this.unsavedSince = Date.now()
    this.typed += 1
    this.keeping ??= setTimeout(() => this.keep(), KEEPING_MS)
    if (this.isLocal) return
    if (this.state === 'saved' || this.state === 'tooLong')
      this.saveIn(Math.min(pause, this.unsavedSince + LONGEST_MS - Date.now()))
  }

  /** True once the guide has everything that stands in the form. */
  async save(): Promise<boolean> {
    await this.rest()
    if (this.isUnsaved) await this.run(() => this.send())
    return !this.isUnsaved
  }

  /** Saves what stands there even if nothing was typed, and says so. */
  async saveAloud(): Promise<void> {
    this.typed += 1
    if (this.isLocal ? this.keep() : await this.save()) say(this.line.textContent ?? '')
  }

  /** The page that an act of the form is answered with; nothing where it was not heard. */
  async act(act: string): Promise<Document | undefined> {
    await this.rest()
    let page: Document | undefined
    this.typed += 1
    await this.run(async () => {
      const count = this.typed
      let answer = await sendAct(this.form, act)
      if (answer === 'oldKey') {
        this.settle(await sendDraft(this.form), count)
        await this.renewKeys()
        answer = await sendAct(this.form, act)
      }
      if (typeof answer === 'string') return this.fail(answer === 'oldKey' ? 'down' : answer)
      page = this.take(answer, count)
    })
    return page
  }

  /** Keeps the text on this machine; false where the browser does not. */
  keep(token = this.token): boolean {
    clearTimeout(this.keeping)
    this.keeping = undefined
    if (!this.isUnsaved && token === this.token) return true
    const count = this.typed
    const isKept = keepText({
      token,
      owner: ownerOf(this.form),
      fiche: this.isLocal ? '' : (this.form.dataset.fiche ?? ''),
      nature: this.isLocal ? '' : (this.form.dataset.nature ?? ''),
      proposition: technical(this.form, 'proposition'),
      position: technical(this.form, 'position'),
      at: new Date().toISOString(),
      fields: fieldsOf(this.form),
    })
    if (isKept && token === this.token) this.kept = count
    if (isKept && this.isLocal) this.show('save', 'Vos corrections sont gardées sur cet ordinateur.', [])
    return isKept
  }

  /** The page goes away with what is sent; the texts are kept until the answer shows that they arrived. */
  sendAway(tokens: readonly string[]): void {
    clearTimeout(this.waiting)
    this.keep()
    this.isLeaving = true
    noteSending(tokens)
  }

  /** A page that answers a form and did not save it: the text stands here only. */
  beginUnsaved(): void {
    this.typed += 1
    this.keep()
  }

  // Sending

  private async rest(): Promise<void> {
    while (this.running !== undefined) await this.running
  }

  private run(work: () => Promise<void>): Promise<void> {
    clearTimeout(this.waiting)
    this.running = work().finally(() => {
      this.running = undefined
    })
    return this.running
  }

  private saveIn(delay: number): void {
    clearTimeout(this.waiting)
    if (!this.isLeaving) this.waiting = setTimeout(() => void this.save(), Math.max(0, delay))
  }

  private async send(): Promise<void> {
    const count = this.typed
    this.settle(await sendDraft(this.form), count)
  }

  private settle(outcome: Outcome, count: number): void {
    if (outcome.kind === 'saved') this.succeed(outcome, count, `Brouillon gardé à ${timeOf(outcome.savedAt)}`)
    else if (outcome.kind === 'elsewhere') this.askWhich(outcome)
    else this.fail(outcome.kind)
  }

  private succeed(saved: Saved, count: number, words: string): void {
    const before = this.state
    this.saved = count
    this.state = 'saved'
    this.retries = 0
    this.unsavedSince = Date.now()
    this.follow(saved)
    if (this.kept <= count) forgetText(this.token)
    this.show('circle-check', words, this.restart === null ? [] : [this.restart])
    if (before !== 'saved') say(words)
    if (before === 'signedOut' || this.needsKeys) void this.renewKeys()
    if (this.isUnsaved) this.saveIn(PAUSE_MS)
  }

  /** The draft has an address of its own: the page takes it, so that opening it again finds the draft. */
  private follow({ proposition, position, vu }: Saved): void {
    setTechnical(this.form, 'proposition', proposition)
    setTechnical(this.form, 'position', position)
    setTechnical(this.form, 'vu', vu)
    if (location.pathname !== this.address) history.replaceState(history.state, '', this.address)
  }

  private get address(): string {
    return `/propositions/${technical(this.form, 'proposition')}/changements/${technical(this.form, 'position')}`
  }

  private take(page: Document, count: number): Document | undefined {
    const form = page.querySelector<HTMLFormElement>('form[data-editing]')
    const line = form?.querySelector('[data-draft-state]')
    // A page without the form: it was decided meanwhile, or the key is of a former session.
    if (form === null || line === null || line === undefined) {
      this.fail('closed')
      return undefined
    }
    const saved = {
      proposition: technical(form, 'proposition'),
      position: technical(form, 'position'),
      vu: technical(form, 'vu'),
    }
    const words = wordsBefore(line)
    if (words === '') {
      this.askWhich(saved)
      return undefined
    }
    setTechnical(this.form, 'cle', technical(form, 'cle'))
    this.succeed(saved, count, words)
    return page
  }

  private fail(state: Refusal, more = ''): void {
    const isNew = this.state !== state
    this.state = state
    const isKept = this.keep()
    const where = isKept ? '' : ' Il n’est gardé nulle part : ne fermez pas cette page.'
    const words = (isKept ? KEPT : LOST)[state] + where + more
    this.show('triangle-alert', words, this.waysOut(state), true)
    if (isNew) say(words)
    if (state === 'tooLong' || state === 'closed') return
    this.retries += 1
    this.saveIn(Math.min(FIRST_RETRY_MS * 2 ** (this.retries - 1), LAST_RETRY_MS))
  }

  private waysOut(state: Refusal): HTMLElement[] {
    if (state === 'signedOut') {
      const link = element('a')
      link.href = '/connexion?retour=%2Fpropositions'
      link.target = '_blank'
      link.rel = 'noopener'
      link.textContent = 'Se connecter (nouvel onglet)'
      return [link]
    }
    if (state !== 'closed') return []
    return [button('En faire un nouveau brouillon', 'link', () => this.startAnew())]
  }

  /** Another window saved this draft: which one stays is for its author to say. */
  private askWhich(other: Saved): void {
    const isNew = this.state !== 'elsewhere'
    this.state = 'elsewhere'
    this.keep()
    const words =
      'Ce brouillon a été enregistré dans une autre fenêtre. Votre texte est gardé sur cet ordinateur.'
    this.show(
      'triangle-alert',
      words,
      [
        button('Voir l’autre', 'link', () => {
          this.keep()
          this.isLeaving = true
          location.assign(`/propositions/${other.proposition}/changements/${other.position}`)
        }),
        button('Garder le mien', 'link', () => {
          this.follow(other)
          this.state = 'saved'
          this.focusLine()
          void this.saveAloud()
        }),
      ],
      true,
    )
    if (isNew) say(words)
  }

  private startAnew(): void {
    setTechnical(this.form, 'proposition', '')
    setTechnical(this.form, 'position', '')
    setTechnical(this.form, 'vu', '0')
    const former = this.token
    const random = crypto.getRandomValues(new Uint8Array(16))
    setTechnical(
      this.form,
      'jeton',
      Array.from(random, (byte) => byte.toString(16).padStart(2, '0')).join(''),
    )
    if (this.keep()) forgetText(former)
    this.state = 'saved'
    this.needsKeys = true
    this.focusLine()
    void this.saveAloud()
  }

  /** After signing in again the form, and the button that signs out, need keys of the new session. */
  private async renewKeys(): Promise<void> {
    const page = await freshForm(this.address)
    const fresh = page?.querySelector<HTMLFormElement>('form[data-editing]')
    if (page === undefined || fresh === null || fresh === undefined) return
    this.needsKeys = false
    this.form.setAttribute('action', fresh.getAttribute('action') ?? '')
    setTechnical(this.form, 'cle', technical(fresh, 'cle'))
    const [own, other] = [document, page].map((each) =>
      each.querySelector<HTMLInputElement>('form[action="/deconnexion"] input[name="cle"]'),
    )
    if (own && other) own.value = other.value
  }

  private tryAgain(): void {
    const isWaiting = ['offline', 'down', 'signedOut', 'otherAccount'].includes(this.state)
    if (isWaiting && this.isUnsaved) this.saveIn(0)
  }

  // Leaving

  /** The page may not come back: what the guide has not got goes now, and stays here in case it does not arrive. */
  private leave(): void {
    if (this.isLeaving || !this.isUnsaved) return
    this.keep()
    if (this.isLocal || this.state !== 'saved' || this.running !== undefined) return
    const count = this.typed
    void this.run(async () => this.settle(await sendDraft(this.form, true), count))
  }

  private onSubmit(event: SubmitEvent): void {
    if (event.defaultPrevented) return
    const { submitter } = event
    if (this.running !== undefined) {
      // Two savings at once would each take the other for another window's.
      event.preventDefault()
      void this.running.then(() => submitter?.click())
      return
    }
    if (!navigator.onLine) {
      event.preventDefault()
      this.typed += 1
      this.state = 'saved'
      this.fail('offline', ' Rien n’est envoyé : recommencez au retour du réseau.')
      return
    }
    this.sendAway([this.token])
  }

  /** Signing out waits for what is still to be saved. */
  private onSignOut(event: SubmitEvent): void {
    const { target, submitter } = event
    if (!(target instanceof HTMLFormElement) || target.getAttribute('action') !== '/deconnexion') return
    if (!this.isUnsaved) return
    if (this.state === 'saved' && !this.isLocal) {
      event.preventDefault()
      event.stopPropagation()
      void this.save().then(() => submitter?.click())
      return
    }
    // Who was warned and goes all the same leaves nothing here (kept.ts).
    queueMicrotask(() => {
      this.isLeaving = !event.defaultPrevented
    })
  }

  // Words

  private focusLine(): void {
    this.line.tabIndex = -1
    this.line.focus()
  }

  private show(name: string, words: string, ways: readonly HTMLElement[], isWarning = false): void {
    const hadFocus = this.line.contains(document.activeElement)
    const said = element('span')
    said.append(words, ...ways.flatMap((way) => [' · ', way]))
    this.line.classList.toggle('warn', isWarning)
    this.line.replaceChildren(icon(name), said)
    if (hadFocus) this.focusLine()
  }
}

const KEPT: Record<Refusal, string> = {
  offline: 'Hors connexion : votre texte est gardé sur cet ordinateur.',
  down: 'Le guide ne répond pas : votre texte est gardé sur cet ordinateur, et sera renvoyé.',
  signedOut: 'Vous n’êtes plus connecté : votre texte est gardé ici.',
  otherAccount: 'Un autre compte est connecté sur cet ordinateur : votre texte y est gardé pour vous.',
  closed: 'Cette proposition n’est plus ouverte : votre texte est gardé sur cet ordinateur.',
  tooLong: 'Ce texte est trop long pour le guide : il est gardé sur cet ordinateur.',
}

const LOST: Record<Refusal, string> = {
  offline: 'Hors connexion.',
  down: 'Le guide ne répond pas.',
  signedOut: 'Vous n’êtes plus connecté.',
  otherAccount: 'Un autre compte est connecté sur cet ordinateur.',
  closed: 'Cette proposition n’est plus ouverte.',
  tooLong: 'Ce texte est trop long pour le guide.',
}

/** « 10 h 21 », the time it was in France. */
function timeOf(instant: string): string {
  return hour(parisMinutes(Date.parse(instant)) % 1_440)
}

/** Of « Brouillon gardé à 10 h 21 · Repartir de la fiche publiée », what comes first. */
function wordsBefore(line: Element): string {
  const link = line.querySelector('a')
  const words = line.textContent ?? ''
  return (link === null ? words : words.slice(0, words.indexOf(link.textContent ?? '')))
    .replace(/[ ·]+$/, '')
    .trim()
}
