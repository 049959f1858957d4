/** Places inside a question: « st omer », « henin », « 62300 », « CALL » become a place instead of words. */
import type { Commune } from '../domain/commune.ts'
import { type Geography, nameKey, type Place, placeOf } from '../domain/geography.ts'

export interface FoundPlace {
  place: Place
  /** First of the words that name it, and the one after the last. */
  from: number
  to: number
}

export interface Gazetteer {
  /** The places that these words name, longest first; a word that is also a common noun stays a word. */
  find: (words: readonly string[], isCommonWord: (word: string) => boolean) => FoundPlace[]
  /** Folded words of the names, which are no errors of spelling. */
  words: ReadonlySet<string>
}

const LONGEST_NAME = 7

/** « Hénin-Beaumont » is called « Hénin »: names of towns this big are shortened without doubt. */
const SHORTENED_FROM = 3_000

/** Territories that hold everything tell nothing apart. */
const EVERYWHERE = new Set(['pas-de-calais', 'hauts-de-france', 'national', 'nord-et-pas-de-calais'])

/** « à Lens », « habite Lens »: what follows is a place, even where the word also means something else. */
const BEFORE_A_PLACE = new Set([
  'a',
  'vers',
  'sur',
  'habite',
  'habitant',
  'commune',
  'ville',
  'mairie',
  'pres',
])

/** Among namesakes, the commune that is peopled and where the guide has places wins; `placesIn` counts these. */
export function createGazetteer(geography: Geography, placesIn: (code: string) => number): Gazetteer {
  const names = new Map<string, { ou: string; weight: number }>()
  const propose = (name: string, ou: string, weight: number) => {
    if (name.length < 2) return
    const present = names.get(name)
    if (present === undefined || present.weight < weight) names.set(name, { ou, weight })
  }
  for (const { slug, title, otherNames } of geography.territories.values()) {
    if (!EVERYWHERE.has(slug)) for (const name of [title, ...otherNames]) propose(nameKey(name), slug, 1)
  }
  for (const commune of geography.communes.values()) {
    const weight = 2 + weightOf(commune, placesIn(commune.code))
    for (const name of [commune.nom, ...(commune.anciensNoms ?? [])]) {
      propose(nameKey(name), commune.code, weight)
      const short = shortName(nameKey(name))
      if (short !== undefined && (commune.population ?? 0) >= SHORTENED_FROM)
        propose(short, commune.code, weight / 10)
    }
    for (const postcode of commune.codesPostaux) propose(postcode, commune.code, weight)
  }

  function placeAt(words: readonly string[], from: number, isCommonWord: (word: string) => boolean) {
    for (let to = Math.min(words.length, from + LONGEST_NAME); to > from; to--) {
      const name = nameKey(words.slice(from, to).join(' '))
      const found = names.get(name)
      if (found === undefined) continue
      const isWord = to === from + 1 && isCommonWord(words[from] as string)
      if (isWord && !BEFORE_A_PLACE.has(words[from - 1] ?? '')) continue
      const place = placeOf(geography, found.ou)
      if (place !== undefined) return { place, from, to }
    }
    return undefined
  }

  return {
    words: new Set([...names.keys()].flatMap((name) => name.split(' ')).filter((word) => word.length > 3)),
    find: (words, isCommonWord) => {
      const found: FoundPlace[] = []
      for (let at = 0; at < words.length; ) {
        const here = placeAt(words, at, isCommonWord)
        if (here !== undefined) found.push(here)
        at = here?.to ?? at + 1
      }
      return found.sort((a, b) => b.to - b.from - (a.to - a.from))
    },
  }
}

function weightOf({ population = 0 }: Commune, places: number): number {
  return population * (1 + places)
}

const JOINING = /^(?:sur|sous|les|lez|le|la|en|au|aux|de|du|des|d|l|et)$/

/** « henin beaumont » → « henin », « saint pol sur ternoise » → « saint pol »; nothing for a name of one word. */
function shortName(name: string): string | undefined {
  const words = name.split(' ')
  const kept = /^saint/.test(words[0] ?? '') ? 2 : 1
  const short = words.slice(0, kept)
  if (words.length <= kept || short.some((word) => JOINING.test(word))) return undefined
  return short.join(' ').length < 4 ? undefined : short.join(' ')
}
