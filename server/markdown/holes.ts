import { escapeHtml } from '../text/html.ts'

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

/** The mark of an acronym's hole: no slug starts with it. */
const ACRONYM = '='

/** The hole of a target, with the words to show instead of its title when there are some. */
export function holeFor(target: string, words?: string): string {
  return START + target + (words === undefined ? '' : TEXT + escapeHtml(words)) + END
}

/** The hole of a word that reads as an acronym: the glossary of the day says whether it is one. */
export function acronymHole(acronym: string): string {
  return START + ACRONYM + acronym + END
}

/** The distinct targets of a text, such as `caf-pas-de-calais` or `thematiques/logement`, in order of appearance. */
export function targetsIn(html: string): string[] {
  const targets = Array.from(html.matchAll(HOLE), ([, target = '']) => target)
  return [...new Set(targets.filter((target) => !target.startsWith(ACRONYM)))]
}

/**
 * Fills the holes of sanitised HTML. `resolve` answers nothing for a target that this reader may not see; `expand` says
 * what an acronym stands for where that is to be told.
 */
export function fillHoles(
  html: string,
  resolve: (target: string) => HoleLink | undefined,
  expand: (acronym: string) => string | undefined = () => undefined,
): string {
  return html.replace(HOLE, (_hole, target: string, words?: string) => {
    if (target.startsWith(ACRONYM)) return filledAcronym(target.slice(ACRONYM.length), expand)
    const link = resolve(target)
    // The words given by the author were escaped when the hole was made, and stand as they are.
    if (link === undefined) return words ?? UNAVAILABLE
    return `<a href="${escapeHtml(link.url)}">${words ?? escapeHtml(link.title)}</a>`
  })
}

function filledAcronym(acronym: string, expand: (acronym: string) => string | undefined): string {
  const meaning = expand(acronym)
  if (meaning === undefined) return escapeHtml(acronym)
  return `<abbr title="${escapeHtml(meaning)}">${escapeHtml(acronym)}</abbr>`
}
