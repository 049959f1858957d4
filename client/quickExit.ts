/** « Quitter vite » takes the place of this page in the history, so that « Précédent » does not come back to it. */
export function prepareQuickExit(): void {
  const link = document.querySelector<HTMLAnchorElement>('a[data-quick-exit]')
  link?.addEventListener('click', (event) => {
    event.preventDefault()
    location.replace(link.href)
  })
}
