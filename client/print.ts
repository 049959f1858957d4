/** A fiche printed from the guide is counted, once for each time it is opened: the slug, the day, and nothing else. */
const FICHE = /^\/fiches\/[a-z\d-]+$/

export function preparePrintButtons(): void {
  const buttons = document.querySelectorAll<HTMLButtonElement>('button[data-print]')
  for (const button of buttons) {
    button.hidden = false
    button.addEventListener('click', () => print())
  }
  if (buttons.length > 0 && FICHE.test(location.pathname)) {
    addEventListener('beforeprint', () => void sayPrinted(`${location.pathname}/impression`), { once: true })
  }
}

function sayPrinted(path: string): Promise<unknown> {
  return fetch(path, { method: 'POST', keepalive: true }).catch(() => undefined)
}
