/** Ctrl + S keeps the draft, Ctrl + Enter sends it to review. */
import { element } from '../dom.ts'
import type { Draft } from './draft.ts'

export function prepareKeys(form: HTMLFormElement, draft: Draft): void {
  const submit = form.querySelector<HTMLButtonElement>('button[value="soumettre"]')
  const hint = element('p', 'keys-hint hint')
  hint.textContent = 'Ctrl + S garde le brouillon, Ctrl + Entrée soumet.'
  form.querySelector('#envoi')?.append(hint)
  document.addEventListener('keydown', (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey || event.defaultPrevented) return
    if (event.key.toLowerCase() === 's') {
      event.preventDefault()
      leaveField()
      void draft.saveAloud()
    } else if (event.key === 'Enter' && form.contains(document.activeElement)) {
      event.preventDefault()
      leaveField()
      submit?.click()
    }
  })
}

/** What one does on leaving a field is done, and the focus stays there. */
function leaveField(): void {
  document.activeElement?.dispatchEvent(new Event('change', { bubbles: true }))
}
