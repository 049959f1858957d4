/** A word that the guide offers is a line of the text: ticked, it stands there; unticked, it does not. */
import { type } from './form.ts'

export function prepareOffers(form: HTMLFormElement): void {
  for (const offers of form.querySelectorAll<HTMLElement>('[data-offers]')) {
    const area = document.getElementById(offers.dataset.offers ?? '')
    const boxes = [...offers.querySelectorAll<HTMLInputElement>('input[type="checkbox"]')]
    if (!(area instanceof HTMLTextAreaElement)) continue
    offers.addEventListener('change', ({ target }) => {
      if (!(target instanceof HTMLInputElement)) return
      const others = linesOf(area).filter((line) => line !== target.value)
      type(area, [...others, ...(target.checked ? [target.value] : [])].join('\n'))
    })
    // A line that is taken out by hand is not put back by its box.
    area.addEventListener('input', () => {
      const lines = new Set(linesOf(area).map((line) => line.trim()))
      for (const box of boxes) box.checked = lines.has(box.value)
    })
  }
}

function linesOf(area: HTMLTextAreaElement): string[] {
  return area.value.split('\n').filter((line) => line.trim() !== '')
}
