/** Places: the communes, the territories made of them, and which of them a fiche serves. Pure; shared by pages and search. */
import { fold } from '../text/fold.ts'
import type { Commune, Communes } from './commune.ts'
import type { TERRITORY_EXTENTS, TERRITORY_TYPES } from './document/vocabulary.ts'

export type TerritoryType = keyof typeof TERRITORY_TYPES

export interface Territory {
  slug: string
  title: string
  otherNames: readonly string[]
  type: TerritoryType
  extent: keyof typeof TERRITORY_EXTENTS
  /** INSEE codes, those of the territories it is made of included; empty when nobody knows. */
  communes: ReadonlySet<string>
}

export interface Geography {
  communes: Communes
  territories: ReadonlyMap<string, Territory>
}

/** What a reader chose in « Où ? »: `ou` is an INSEE code or a territory's slug. */
export type Place =
  | { kind: 'commune'; ou: string; name: string; commune: Commune }
  | { kind: 'territory'; ou: string; name: string; territory: Territory }

/** Territories from nearest to farthest: what serves a commune alone comes before what serves the whole country. */
const LADDER: readonly TerritoryType[] = [
  'commune',
  'epci',
  'territoire-de-solidarite',
  'autre-perimetre',
  'arrondissement',
  'departement',
  'region',
  'national',
]

/** How a fiche serves a place: by which territory, and how wide that is, 0 for the commune itself. */
export interface Service {
  /** INSEE code or slug, as the fiche names it. */
  by: string
  rank: number
}

export interface TerritoryFacts extends Omit<Territory, 'communes'> {
  /** INSEE codes that it names itself. */
  communes: readonly string[]
  /** Territories and communes that it is made of. */
  madeOf: readonly string[]
}

/** Puts the territories together: one that is made of others holds their communes. */
export function createGeography(communes: Communes, facts: readonly TerritoryFacts[]): Geography {
  const bySlug = new Map(facts.map((territory) => [territory.slug, territory]))
  const resolve = (slug: string, seen: ReadonlySet<string>): string[] => {
    const territory = bySlug.get(slug)
    if (territory === undefined) return communes.has(slug) ? [slug] : []
    if (seen.has(slug)) return []
    const inner = new Set([...seen, slug])
    return [...territory.communes, ...territory.madeOf.flatMap((part) => resolve(part, inner))]
  }
  const territories = facts.map((territory): [string, Territory] => {
    const { slug, title, otherNames, type, extent } = territory
    const named = extent === 'inconnue' ? [] : resolve(slug, new Set())
    const known = named.length === 0 && extent === 'connue' && WIDE.has(type) ? communes.keys() : named
    return [slug, { slug, title, otherNames, type, extent, communes: new Set(known) }]
  })
  return { communes, territories: new Map(territories) }
}

/** They hold every commune of the list, which is the département's, without naming each. */
const WIDE: ReadonlySet<TerritoryType> = new Set(['departement', 'region', 'national'])

export function placeOf({ communes, territories }: Geography, ou: string): Place | undefined {
  const commune = communes.get(ou)
  if (commune !== undefined) return { kind: 'commune', ou, name: commune.nom, commune }
  const territory = territories.get(ou)
  return territory && { kind: 'territory', ou, name: territory.title, territory }
}

/** How these territories serve the place, by the nearest of them; nothing when none is known to. */
export function serviceOf(
  geography: Geography,
  territories: readonly string[],
  place: Place,
): Service | undefined {
  const services = territories.flatMap((by) => {
    const rank = rankOf(geography, by, place)
    return rank === undefined ? [] : [{ by, rank }]
  })
  return services.sort((a, b) => a.rank - b.rank)[0]
}

/** The communes of a territory that nobody knows serve no place but that territory itself. */
function rankOf({ territories }: Geography, by: string, place: Place): number | undefined {
  if (by === place.ou) return 0
  const territory = territories.get(by)
  if (territory === undefined) {
    return place.kind === 'territory' && place.territory.communes.has(by) ? 0 : undefined
  }
  const rank = LADDER.indexOf(territory.type)
  if (place.kind === 'commune') return territory.communes.has(place.ou) ? rank : undefined
  const own = place.territory.communes
  if (own.size === 0 || territory.communes.size === 0) return undefined
  const holds = [...own].every((code) => territory.communes.has(code))
  const isHeld = [...territory.communes].every((code) => own.has(code))
  return isHeld ? 0 : holds ? rank : undefined
}

/** The territories that hold a commune, nearest first. */
export function territoriesOf({ territories }: Geography, code: string): Territory[] {
  return [...territories.values()]
    .filter(({ communes }) => communes.has(code))
    .sort((a, b) => LADDER.indexOf(a.type) - LADDER.indexOf(b.type) || a.communes.size - b.communes.size)
}

/** The form in which names of places are compared: « St-Omer » is « saint omer ». */
export function nameKey(text: string): string {
  return fold(text)
    .replace(/\(\d{5}\)/g, '')
    .replace(/[^a-z0-9]+/g, ' ')
    .trim()
    .replace(/\bst\b/g, 'saint')
    .replace(/\bste\b/g, 'sainte')
    .replace(/^(?:le|la|les|l) (?=\S)/, '')
}

const byPopulation = (a: Commune, b: Commune) => (b.population ?? 0) - (a.population ?? 0)

/**
 * What a person may mean by what stands in « Où ? »: a postcode, the name of a commune, of one that became part of it, or
 * of a territory. A whole name wins over a beginning; communes come before territories, the most populous first. Five
 * figures are a postcode: 134 of the département's 150 postcodes are also the INSEE code of another commune (62100 is
 * Calais on a letter, Beaurainville at INSEE), and nobody types INSEE codes.
 */
export function findPlaces(geography: Geography, text: string, limit = 12): Place[] {
  const communes = [...geography.communes.values()].sort(byPopulation)
  const postcode = /\b\d{5}\b/.exec(text)?.[0]
  const key = nameKey(text)
  const asPlaces = (found: Commune[]) =>
    found.map((commune): Place => ({ kind: 'commune', ou: commune.code, name: commune.nom, commune }))
  if (postcode !== undefined) {
    const there = communes.filter(({ codesPostaux }) => codesPostaux.includes(postcode))
    const named = there.filter(({ nom }) => nameKey(nom) === nameKey(text.replace(postcode, '')))
    const byCode = geography.communes.get(postcode)
    if (there.length === 0 && byCode !== undefined) return asPlaces([byCode])
    return asPlaces(named.length > 0 ? named : there).slice(0, limit)
  }
  if (key.length < 2) return []
  const names = ({ nom, anciensNoms = [] }: Commune) => [nom, ...anciensNoms].map(nameKey)
  const whole = communes.filter((commune) => names(commune).includes(key))
  if (whole.length > 0) return asPlaces(whole).slice(0, limit)
  const territories = [...geography.territories.values()]
  const titled = territories.filter(({ title, otherNames }) =>
    [title, ...otherNames].map(nameKey).includes(key),
  )
  const asTerritories = (found: Territory[]) =>
    found.map(
      (territory): Place => ({ kind: 'territory', ou: territory.slug, name: territory.title, territory }),
    )
  if (titled.length > 0) return asTerritories(titled).slice(0, limit)
  const begun = communes.filter((commune) => names(commune).some((name) => name.startsWith(key)))
  const within = territories.filter(({ title, otherNames }) =>
    [title, ...otherNames].some((name) => nameKey(name).includes(key)),
  )
  return [...asPlaces(begun), ...asTerritories(within)].slice(0, limit)
}

export interface Position {
  latitude: number
  longitude: number
  /** True where it is only the middle of a commune or of its neighbours. */
  approximate: boolean
}

export function positionOfCommune({ latitude, longitude, approximative }: Commune): Position | undefined {
  if (latitude === undefined || longitude === undefined) return undefined
  return { latitude, longitude, approximate: approximative === true }
}

/** Where a place stands: a commune's own position, a territory's middle. */
export function positionOf({ communes }: Geography, place: Place): Position | undefined {
  if (place.kind === 'commune') return positionOfCommune(place.commune)
  const positions = [...place.territory.communes].flatMap((code) => {
    const commune = communes.get(code)
    return (commune && positionOfCommune(commune)) ?? []
  })
  if (positions.length === 0) return undefined
  const mean = (pick: (position: Position) => number) =>
    positions.reduce((sum, position) => sum + pick(position), 0) / positions.length
  return { latitude: mean((p) => p.latitude), longitude: mean((p) => p.longitude), approximate: true }
}

const EARTH_KM = 6_371

/** Kilometres in a straight line (haversine). */
export function kilometresBetween(a: Position, b: Position): number {
  const radians = (degrees: number) => (degrees * Math.PI) / 180
  const half = (degrees: number) => Math.sin(radians(degrees) / 2) ** 2
  const chord =
    half(b.latitude - a.latitude) +
    Math.cos(radians(a.latitude)) * Math.cos(radians(b.latitude)) * half(b.longitude - a.longitude)
  return 2 * EARTH_KM * Math.asin(Math.sqrt(chord))
}

/** A place as it stands in « Où ? »: « Lens (62300) », a territory by its title. It leads back to the same place. */
export function placeText(place: Place): string {
  if (place.kind === 'territory') return place.name
  const [postcode] = place.commune.codesPostaux
  return postcode === undefined ? place.name : `${place.name} (${postcode})`
}
