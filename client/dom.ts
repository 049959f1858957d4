/** An element with a class, nothing else. */
export function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  className = '',
): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name)
  if (className !== '') made.className = className
  return made
}

/** An icon of the page's own sprite. */
export function icon(name: string): SVGSVGElement {
  const sprite = document.querySelector('.i use')?.getAttribute('href')?.split('#')[0] ?? ''
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg')
  svg.setAttribute('class', 'i')
  svg.setAttribute('aria-hidden', 'true')
  const use = document.createElementNS('http://www.w3.org/2000/svg', 'use')
  use.setAttribute('href', `${sprite}#${name}`)
  svg.append(use)
  return svg
}

/** A button that sends nothing. */
export function button(label: string, className: string, act: () => void): HTMLButtonElement {
  const made = element('button', className)
  made.type = 'button'
  made.append(label)
  made.addEventListener('click', act)
  return made
}

/** Words that only a screen reader says. */
export function hiddenWords(words: string): HTMLSpanElement {
  const made = element('span', 'vh')
  made.textContent = words
  return made
}

/** Says something to who listens to the page instead of looking at it, after what is being said. */
export function say(words: string): void {
  const live = document.getElementById('annonce')
  if (live !== null) live.textContent = words
}
