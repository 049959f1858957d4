/** The preview without leaving the form: the guide makes it, as it makes the page that readers get. */
import { button, say } from '../dom.ts'
import type { Draft } from './draft.ts'
import { onAct } from './form.ts'

export function preparePreview(form: HTMLFormElement, draft: Draft): void {
  onAct(form, /^apercu$/, (act, from) => void showPreview(form, draft, act, from))
}

async function showPreview(
  form: HTMLFormElement,
  draft: Draft,
  act: string,
  from: HTMLButtonElement,
): Promise<void> {
  from.setAttribute('aria-busy', 'true')
  say('Aperçu en préparation')
  const page = await draft.act(act)
  from.removeAttribute('aria-busy')
  if (page === undefined) return
  const made = page.getElementById('apercu')
  if (made === null) return say('Le guide n’a pas pu faire l’aperçu.')
  const section = document.adoptNode(made)
  const before = document.getElementById('apercu')
  if (before !== null) before.replaceWith(section)
  else form.querySelector('#envoi')?.before(section)
  section.append(button('Revenir à l’écriture', 'b small', () => from.focus()))
  const heading = section.querySelector('h2')
  if (heading === null) return
  heading.tabIndex = -1
  heading.focus()
  document.dispatchEvent(new Event('wikisol:content'))
}
