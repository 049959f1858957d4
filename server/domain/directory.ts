/** Looking up what is known of every fiche and place: who belongs to whom, what serves where, how far it is. */
import type { FicheFacts } from './facts.ts'
import {
  type Geography,
  kilometresBetween,
  type Place,
  positionOf,
  type Service,
  serviceOf,
} from './geography.ts'
import type { Glossary } from './glossary.ts'

export interface ThemeFacts {
  slug: string
  title: string
  parent: string | undefined
}

/** Looking up what is known; former slugs are understood. */
export interface Directory {
  /** Another one after each change: what was worked out from the directory before no longer holds. */
  version: number
  geography: Geography
  /** Every theme, in the order their texts give. */
  themes: ReadonlyMap<string, ThemeFacts>
  /** Themes whose pages carry « Quitter vite ». */
  quickExitThemes: ReadonlySet<string>
  /** What the acronyms of the trade stand for. */
  glossary: Glossary
  find: (slug: string) => FicheFacts | undefined
  /** Fiches that name this one as their institution, place or responsible. */
  attachedTo: (slug: string) => readonly FicheFacts[]
  all: () => Iterable<FicheFacts>
  /** Contacts that say what they follow. */
  followers: () => readonly FicheFacts[]
}

/** How a fiche serves a place: a contact by what it follows, or by its own territories. */
export function servesPlace(facts: FicheFacts, place: Place, { geography }: Directory): Service | undefined {
  return serviceOf(geography, territoriesServedBy(facts), place)
}

/** What it says it follows, else its own territories. */
export function territoriesServedBy({ coverage, territories }: FicheFacts): readonly string[] {
  const followed = coverage.flatMap((entry) => entry.territories ?? [])
  return followed.length > 0 ? followed : territories
}

/**
 * Those it names, in its order, then those that say they belong to it; each once. Those kept for professionals come last:
 * the number to read aloud is one that may be given.
 */
export function contactsOf(facts: FicheFacts, directory: Directory): FicheFacts[] {
  const named = facts.contacts.flatMap((slug) => directory.find(slug) ?? [])
  const attached = facts.kind === 'scheme' ? [] : directory.attachedTo(facts.slug)
  const all = distinct([...named, ...attached.filter(({ kind }) => kind === 'contact')])
  return reservedLast(all)
}

/** The same order, but for those kept for professionals, which come after the others. */
export function reservedLast<T extends { reserved: boolean }>(items: readonly T[]): T[] {
  return [...items.filter(({ reserved }) => !reserved), ...items.filter(({ reserved }) => reserved)]
}

export function sitesOf(facts: FicheFacts, directory: Directory): FicheFacts[] {
  const named = facts.sites.flatMap((slug) => directory.find(slug) ?? [])
  const held =
    facts.kind === 'institution' ? directory.attachedTo(facts.slug).filter(({ kind }) => kind === 'site') : []
  return distinct([...named, ...held])
}

export function distinct(facts: readonly FicheFacts[]): FicheFacts[] {
  return [...new Map(facts.map((each) => [each.id, each])).values()]
}

export interface Distance {
  km: number
  /** True where one of the two ends is only the middle of a commune: « environ ». */
  approximate: boolean
}

export function distanceTo(facts: FicheFacts, place: Place, { geography }: Directory): Distance | undefined {
  const here = positionOf(geography, place)
  if (here === undefined || facts.position === undefined) return undefined
  return {
    km: kilometresBetween(here, facts.position),
    approximate: here.approximate || facts.position.approximate,
  }
}

/** What stands nowhere in particular comes after, in its order. */
export function nearestFirst<T>(
  items: readonly T[],
  factsOf: (item: T) => FicheFacts,
  place: Place,
  directory: Directory,
): T[] {
  return items
    .map((item) => ({
      item,
      km: distanceTo(factsOf(item), place, directory)?.km ?? Number.MAX_SAFE_INTEGER,
    }))
    .sort((a, b) => a.km - b.km)
    .map(({ item }) => item)
}

export const itself = (facts: FicheFacts) => facts

export function followsThemes({ coverage }: FicheFacts, themes: readonly string[]): boolean {
  return (
    coverage.length === 0 ||
    coverage.some(
      (entry) => entry.themes === undefined || entry.themes.some((theme) => themes.includes(theme)),
    )
  )
}

/** The theme of the first level under which a theme stands. */
export function rootOf(theme: string, { themes }: Pick<Directory, 'themes'>): string {
  return themes.get(theme)?.parent ?? theme
}
