/** After a form was refused, the summary of what is wrong takes the focus: it is read aloud, and leads to each field. */
export function focusProblems(): void {
  document.querySelector<HTMLElement>('[data-focus]')?.focus()
}

/** A password may be looked at while it is typed: fewer slips, and nobody else sees a screen that is turned away. */
export function preparePasswords(): void {
  for (const field of document.querySelectorAll<HTMLInputElement>('input[type="password"]')) {
    const label = document.querySelector(`label[for="${field.id}"]`)?.textContent?.toLowerCase() ?? ''
    const button = document.createElement('button')
    button.type = 'button'
    button.className = 'link show-password'
    button.setAttribute('aria-controls', field.id)
    const say = () => {
      const verb = field.type === 'password' ? 'Afficher' : 'Masquer'
      button.textContent = verb
      button.setAttribute('aria-label', `${verb} : ${label}`)
    }
    button.addEventListener('click', () => {
      field.type = field.type === 'password' ? 'text' : 'password'
      say()
    })
    // Sent as a password, so that the browser does not keep it among what was typed.
    field.form?.addEventListener('submit', () => {
      field.type = 'password'
    })
    say()
    field.after(button)
  }
}
