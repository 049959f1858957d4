/** How long « Copié » stands in place of « Copier ». */
const ANSWER_MS = 2_000

/** `data-copy` holds a text; `data-copy-path` an address of the guide, to be completed with the host. */
export function prepareCopyButtons(): void {
  for (const button of document.querySelectorAll<HTMLButtonElement>(
    'button[data-copy], button[data-copy-path]',
  )) {
    button.hidden = false
    button.addEventListener('click', () => copyFrom(button))
  }
}

async function copyFrom(button: HTMLButtonElement): Promise<void> {
  const { copy, copyPath } = button.dataset
  const text = copy ?? new URL(copyPath ?? '', location.origin).href
  try {
    await writeToClipboard(text)
    answer(button, 'Copié', `${text} copié`)
  } catch {
    answer(button, 'Copie refusée', 'La copie a été refusée par le navigateur')
  }
}

/** Copies a text; says whether the browser let it. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await writeToClipboard(text)
    return true
  } catch {
    return false
  }
}

/** Browsers give the clipboard to https pages only; a guide on a local network is copied from the older way. */
async function writeToClipboard(text: string): Promise<void> {
  if (navigator.clipboard !== undefined) return navigator.clipboard.writeText(text)
  const field = document.createElement('textarea')
  field.value = text
  field.setAttribute('readonly', '')
  field.className = 'vh'
  document.body.append(field)
  field.select()
  const copied = document.execCommand('copy')
  field.remove()
  if (!copied) throw new Error('refused')
}

/** The button answers in words, for the eyes and for a screen reader. */
function answer(button: HTMLButtonElement, words: string, said: string): void {
  const label = button.querySelector('[data-label]')
  const live = document.getElementById('annonce')
  if (live !== null) live.textContent = said
  if (label === null || label.textContent === words) return
  const before = label.textContent
  label.textContent = words
  setTimeout(() => {
    label.textContent = before
  }, ANSWER_MS)
}
