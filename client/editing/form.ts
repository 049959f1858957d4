/** The form of a fiche, as its scripts read and fill it. */
import { withFrenchSpaces } from '../../server/text/typography.ts'
import { element, hiddenWords, icon } from '../dom.ts'

/** Everything that the form would send, but its buttons. */
export function fieldsOf(form: HTMLFormElement): Record<string, string> {
  return Object.fromEntries(
    [...new FormData(form)].flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])),
  )
}

export type Technical = 'cle' | 'jeton' | 'proposition' | 'position' | 'vu'

export function technical(form: HTMLFormElement, name: Technical): string {
  return form.querySelector<HTMLInputElement>(`input[type="hidden"][name="${name}"]`)?.value ?? ''
}

export function setTechnical(form: HTMLFormElement, name: Technical, value: string): void {
  const input = form.querySelector<HTMLInputElement>(`input[type="hidden"][name="${name}"]`)
  if (input !== null) input.value = value
}

/** A value that a script puts into a field counts as typed. */
export function type(field: HTMLInputElement | HTMLTextAreaElement, value: string): void {
  field.value = value
  field.dispatchEvent(new Event('input', { bubbles: true }))
}

/**
 * A word more or less above moves what is below: while a button is being pressed nothing moves, or its click would be lost.
 */
export function onceReleased(act: () => void): void {
  if (isPressed) waiting.push(act)
  else act()
}

let isPressed = false
const waiting: (() => void)[] = []
addEventListener(
  'pointerdown',
  () => {
    isPressed = true
  },
  true,
)
for (const end of ['pointerup', 'pointercancel'])
  addEventListener(
    end,
    () => {
      isPressed = false
      // After the click itself.
      setTimeout(() => {
        for (const act of waiting.splice(0)) act()
      })
    },
    true,
  )

/** What is wrong with a field, beside it and read with it; nothing takes it away. */
export function setFault(field: HTMLInputElement, message: string | undefined): void {
  const box = field.closest('.field')
  if (box === null) return
  box.classList.toggle('field-wrong', message !== undefined)
  showFault(`${field.name}-faute`, message, [field], (fault) => field.before(fault))
}

export function showFault(
  id: string,
  message: string | undefined,
  fields: readonly HTMLElement[],
  place: (fault: HTMLElement) => void,
): void {
  const before = document.getElementById(id)
  for (const field of fields) {
    const others = (field.getAttribute('aria-describedby') ?? '')
      .split(' ')
      .filter((each) => each !== id && each !== '')
    const ids = message === undefined ? others : [...others, id]
    if (ids.length === 0) field.removeAttribute('aria-describedby')
    else field.setAttribute('aria-describedby', ids.join(' '))
    if (message === undefined) field.removeAttribute('aria-invalid')
    else field.setAttribute('aria-invalid', 'true')
  }
  if (message === undefined) before?.remove()
  if (message === undefined) return
  const words = element('span')
  words.append(hiddenWords('Erreur\u00a0:'), ` ${withFrenchSpaces(message)}`)
  const fault = element('p', 'fault')
  fault.id = id
  fault.append(icon('circle-alert'), words)
  if (before === null) place(fault)
  else before.replaceWith(fault)
}

/** What the buttons of the form that bear an act do instead of sending it. */
export function onAct(
  form: HTMLFormElement,
  acts: RegExp,
  act: (act: string, button: HTMLButtonElement) => void,
): void {
  form.addEventListener('click', (event) => {
    const button = event.target instanceof Element ? event.target.closest('button') : null
    if (button === null || button.name !== 'acte' || !acts.test(button.value) || event.defaultPrevented)
      return
    event.preventDefault()
    act(button.value, button)
  })
}
