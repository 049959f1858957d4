/** The one baseline: lunr with lunr-languages/fr, as they come. */
import lunr from 'lunr'
import french from 'lunr-languages/lunr.fr.js'
import stemmerSupport from 'lunr-languages/lunr.stemmer.support.js'

/** Builds an index over these fields; answers the ids found, best first. */
export function stockLunr(
  fields: readonly string[],
  documents: readonly ({ id: number } & Record<string, unknown>)[],
): (question: string) => number[] {
  if (!('fr' in lunr)) {
    stemmerSupport(lunr)
    french(lunr)
  }
  const index = lunr(function (this: lunr.Builder) {
    this.use((lunr as unknown as { fr: lunr.Builder.Plugin }).fr)
    for (const field of fields) this.field(field)
    for (const document of documents) this.add(document)
  })
  return (question) =>
    index
      .query((query) => {
        // Its own question syntax would refuse « : » and read « - » as « without »: the words alone are given.
        const words = question.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []
        if (words.length > 0) query.term(words, {})
      })
      .map(({ ref }) => Number(ref))
}
