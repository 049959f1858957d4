/** Everyday words to offer with a fiche: those of the thesaurus entries that its title speaks of. */
import { fold } from '../../text/fold.ts'
import type { FieldsByKind } from '../document/keys.ts'

type Thesaurus = Pick<FieldsByKind['thesaurus'], 'entrees'>

/** More than these are no help to choose. */
const MOST = 12

/** `slug`: the fiche, where it has one; an entry that leads to it is meant whatever its title. */
export function suggestedWords(
  title: string,
  slug: string | undefined,
  thesauri: readonly Thesaurus[],
): string[] {
  const said = new Set(wordsOf(title))
  const entries = thesauri.flatMap(({ entrees }) => entrees)
  const meant = entries.filter(({ terme, sigle, fiche }) => {
    const words = wordsOf(terme)
    return (
      (slug !== undefined && fiche === slug) ||
      (sigle !== undefined && said.has(fold(sigle))) ||
      (words.length > 0 && words.every((word) => said.has(word)))
    )
  })
  return [...new Set(meant.flatMap(({ mots = [] }) => mots))].slice(0, MOST)
}

/** Words that tell something, without their plural. */
function wordsOf(text: string): string[] {
  return fold(text)
    .split(/[^a-z0-9]+/)
    .filter((word) => word.length > 2 && !SMALL.has(word))
    .map((word) => (word.length > 3 ? word.replace(/[sx]$/, '') : word))
}

const SMALL = new Set('les des une aux pour par sur dans avec sans chez son ses'.split(' '))
