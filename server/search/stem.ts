/** The Snowball stemmer for French that lunr-languages carries, fed with words whose accents were taken off. */
import lunr from 'lunr'
import french from 'lunr-languages/lunr.fr.js'
import stemmerSupport from 'lunr-languages/lunr.stemmer.support.js'

stemmerSupport(lunr)
french(lunr)
const { stemmer } = (lunr as unknown as { fr: { stemmer: (word: string) => string } }).fr

/** Words that the stemmer would take for others of the trade: « aidant » is no « aide », « univers » no university. */
const OWN_STEMS: Readonly<Record<string, string>> = {
  aidant: 'aidant',
  aidante: 'aidant',
  aidants: 'aidant',
  aidantes: 'aidant',
  universite: 'universite',
  universites: 'universite',
  mineur: 'mineur',
  mineurs: 'mineur',
  mineure: 'mineur',
  mineures: 'mineur',
  personnel: 'personnel',
  personnels: 'personnel',
  conseiller: 'conseiller',
  conseillers: 'conseiller',
  conseillere: 'conseiller',
  majorite: 'majorite',
  mari: 'mari',
  maris: 'mari',
  mere: 'mere',
  meres: 'mere',
  pere: 'pere',
  peres: 'pere',
  frere: 'frere',
  freres: 'frere',
  mutuel: 'mutuel',
  mutuelle: 'mutuelle',
  mutuelles: 'mutuelle',
}

const KEPT = 20_000
const kept = new Map<string, string>(Object.entries(OWN_STEMS))

/** The stem of a folded word. Figures and words of one or two letters are their own. */
export function stem(word: string): string {
  const known = kept.get(word)
  if (known !== undefined) return known
  const found = word.length < 3 || /\d/.test(word) ? word : stemmer(word)
  if (kept.size < KEPT) kept.set(word, found)
  return found
}

/** Acronyms stand apart from words: « PASS » is not « il passe », « ARE » not « are ». */
export function acronymStem(folded: string): string {
  return `=${folded}`
}
