/**
 * What raises or lowers a fiche besides its words. Each factor has a name and multiplies the score; `wikisol expliquer`
 * and `?expliquer=1` show them.
 */

import { territoriesServedBy } from '../domain/directory.ts'
import { KINDS } from '../domain/document/kinds.ts'
import type { FicheFacts } from '../domain/facts.ts'
import {
  type Geography,
  kilometresBetween,
  type Place,
  type Position,
  positionOf,
  serviceOf,
} from '../domain/geography.ts'

export interface Factor {
  name: 'lieu' | 'distance' | 'nature' | 'âge' | 'statut' | 'fraîcheur'
  value: number
  why: string
}

export interface RankingContext {
  geography: Geography
  place: Place | undefined
  age: number | undefined
  /** Year of today, to tell how old a source is. */
  year: number
}

/** By how wide a territory serves the place: the commune itself, …, the whole country (see geography's ladder). */
const BY_RANK = [1.5, 1.4, 1.35, 1.3, 1.25, 1.12, 1.05, 1]
const ELSEWHERE = 0.35
/** Nobody knows which communes it serves. */
const UNKNOWN_EXTENT = 0.8

const NEAR = { far: 0.8, gain: 0.7, km: 8 }

/** Most people ask what they can obtain; who is asked for by name comes first by its title and acronym. */
const BY_KIND: Record<FicheFacts['kind'], number> = {
  scheme: 1,
  contact: 0.9,
  site: 0.85,
  institution: 0.78,
}

const BY_STATUS: Record<FicheFacts['status'], number> = {
  'en-service': 1,
  experimental: 0.97,
  prevu: 0.93,
  suspendu: 0.6,
  termine: 0.4,
}

export interface Ranker {
  /** What the score is multiplied by. */
  value: (facts: FicheFacts) => number
  /** The same, factor by factor; those that change nothing are left out. */
  factors: (facts: FicheFacts) => Factor[]
}

/** What depends on the question alone, worked out once. */
interface Asked {
  here: Position | undefined
  hasPlace: boolean
  service: (territory: string) => number
  age: number | undefined
  year: number
}

/** One ranker for one question. */
export function createRanker({ geography, place, age, year }: RankingContext): Ranker {
  const services = new Map<string, number>()
  const service = (territory: string): number => {
    const known = services.get(territory)
    if (known !== undefined || place === undefined) return known ?? 1
    const found = serviceOf(geography, [territory], place)
    const extent = geography.territories.get(territory)?.extent
    const value =
      found !== undefined ? (BY_RANK[found.rank] ?? 1) : extent === 'inconnue' ? UNKNOWN_EXTENT : ELSEWHERE
    services.set(territory, value)
    return value
  }
  const here = place === undefined ? undefined : positionOf(geography, place)
  const asked: Asked = { here, hasPlace: place !== undefined, service, age, year }
  return {
    value: (facts) => FACTORS.reduce((all, { of }) => all * of(facts, asked), 1),
    factors: (facts) =>
      FACTORS.map(({ name, of, why }) => ({ name, value: of(facts, asked), why: why(facts, asked) })).filter(
        ({ value }) => value !== 1,
      ),
  }
}

const FACTORS: readonly {
  name: Factor['name']
  of: (facts: FicheFacts, asked: Asked) => number
  why: (facts: FicheFacts, asked: Asked) => string
}[] = [
  { name: 'lieu', of: placeFactor, why: (facts) => territoriesServedBy(facts).join(', ') },
  {
    name: 'distance',
    of: distanceFactor,
    why: (facts, asked) => `${Math.round(kilometresTo(facts, asked) ?? 0)} km`,
  },
  { name: 'nature', of: ({ kind }) => BY_KIND[kind], why: ({ kind }) => KINDS[kind].nature },
  {
    name: 'âge',
    of: ageFactor,
    why: ({ ages, audiences }) =>
      ages === undefined ? audiences.join(', ') : `${ages.min ?? 0} à ${ages.max ?? 120} ans`,
  },
  { name: 'statut', of: ({ status }) => BY_STATUS[status], why: ({ status }) => status },
  { name: 'fraîcheur', of: freshnessFactor, why: ({ sourceYear }) => `source de ${sourceYear}` },
]

function placeFactor(facts: FicheFacts, { hasPlace, service }: Asked): number {
  if (!hasPlace) return 1
  const best = territoriesServedBy(facts).reduce((most, territory) => Math.max(most, service(territory)), 0)
  return best === 0 ? ELSEWHERE : best
}

function kilometresTo({ kind, position }: FicheFacts, { here }: Asked): number | undefined {
  if (here === undefined || position === undefined || kind !== 'site') return undefined
  return kilometresBetween(here, position)
}

/** A place to go to counts more when it stands near, a little less when it is far. */
function distanceFactor(facts: FicheFacts, asked: Asked): number {
  const km = kilometresTo(facts, asked)
  return km === undefined ? 1 : NEAR.far + NEAR.gain * Math.exp(-km / NEAR.km)
}

/** What is for children, for the young, for the old. */
const AUDIENCE_AGES: Readonly<Record<string, readonly [number, number]>> = {
  enfants: [0, 15],
  jeunes: [14, 30],
  etudiants: [16, 30],
  'personnes-agees': [60, 120],
}

function ageFactor({ ages, audiences }: FicheFacts, { age }: Asked): number {
  if (age === undefined) return 1
  if (ages !== undefined) return age >= (ages.min ?? 0) && age <= (ages.max ?? 120) ? 1.4 : 0.5
  const bounds = audiences.flatMap((audience) => {
    const known = AUDIENCE_AGES[audience]
    return known === undefined ? [] : [known]
  })
  if (bounds.length === 0) return 1
  return bounds.some(([from, to]) => age >= from && age <= to) ? 1.15 : 0.8
}

function freshnessFactor({ sourceYear }: FicheFacts, { year }: Asked): number {
  return sourceYear === undefined || year - sourceYear <= 3 ? 1 : 0.97
}
