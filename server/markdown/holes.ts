/**
 * A link between fiches is stored as a hole in the HTML: START target (TEXT words)? END. It is filled when a page is
 * read, so a title, an address or a visibility that changes needs no new rendering and leaks nothing. The three
 * marks are private-use characters, which clean() takes out of everything people write.
 */
const START = '\ue000'
const TEXT = '\ue001'
const END = '\ue002'

const HOLE = /\ue000([^\ue000-\ue002]*)(?:\ue001([^\ue000-\ue002]*))?\ue002/g

/** What is read in place of a link whose target cannot be shown and that was given no words. */
export const UNAVAILABLE = 'fiche indisponible'

export interface HoleLink {
  url: string
  title: string
}

const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character)
}

/** The hole of a target, with the words to show instead of its title when there are some. */
export function holeFor(target: string, words?: string): string {
  return START + target + (words === undefined ? '' : TEXT + escapeHtml(words)) + END
}

/** The distinct targets of a text, such as `caf-pas-de-calais` or `thematiques/logement`, in order of appearance. */
export function targetsIn(html: string): string[] {
  return [...new Set(Array.from(html.matchAll(HOLE), ([, target = '']) => target))]
}

/** Fills the holes of sanitised HTML. `resolve` answers nothing for a target that this reader may not see. */
export function fillHoles(html: string, resolve: (target: string) => HoleLink | undefined): string {
  return html.replace(HOLE, (_hole, target: string, words?: string) => {
    const link = resolve(target)
    // The words given by the author were escaped when the hole was made, and stand as they are.
    if (link === undefined) return words ?? UNAVAILABLE
    return `<a href="${escapeHtml(link.url)}">${words ?? escapeHtml(link.title)}</a>`
  })
}
