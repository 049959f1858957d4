/** After a form was refused, the summary of what is wrong takes the focus: it is read aloud, and leads to each field. */
export function focusProblems(): void {
  document.querySelector<HTMLElement>('[data-focus]')?.focus()
}
