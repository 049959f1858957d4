/** Whom to send to, and what serves a place. */
import {
  contactsOf,
  type Directory,
  type Distance,
  distanceTo,
  distinct,
  followsThemes,
  itself,
  nearestFirst,
  rootOf,
  servesPlace,
  sitesOf,
} from './directory.ts'
import type { FicheFacts } from './facts.ts'
import type { Place, Service } from './geography.ts'

/** Why a fiche is proposed to somebody who asks for a scheme. */
export type Reason =
  | { kind: 'contact' }
  | { kind: 'follows'; theme: string | undefined; by: string | undefined }
  | { kind: 'site' }
  | { kind: 'carrier'; institution: FicheFacts }
  | { kind: 'owner' }

export interface Step {
  facts: FicheFacts
  reason: Reason
  distance: Distance | undefined
  /** How it serves the chosen place; absent when no place was chosen. */
  service: Service | undefined
}

const SITES_SHOWN = 3

/**
 * Whom to send to for a scheme: its contacts and those that follow its themes there, the places where it is asked for,
 * nearest first, else the places of who carries it, else who answers for it. Only what is known to serve the place.
 */
export function orientationFor(scheme: FicheFacts, place: Place | undefined, directory: Directory): Step[] {
  const step = (facts: FicheFacts, reason: Reason): Step[] => {
    const service = place === undefined ? undefined : servesPlace(facts, place, directory)
    if (place !== undefined && service === undefined) return []
    return [
      {
        facts,
        reason,
        service,
        distance: place === undefined ? undefined : distanceTo(facts, place, directory),
      },
    ]
  }
  const contacts = contactsOf(scheme, directory).flatMap((facts) => step(facts, { kind: 'contact' }))
  const followers =
    place === undefined
      ? []
      : directory
          .followers()
          .filter((facts) => followsThemes(facts, scheme.themes))
          .flatMap((facts) => step(facts, followReason(facts, scheme)))
  const ordered = (sites: readonly FicheFacts[]) =>
    place === undefined ? [...sites] : nearestFirst(sites, itself, place, directory)
  const own = ordered(sitesOf(scheme, directory)).flatMap((facts) => step(facts, { kind: 'site' }))
  const carried =
    own.length > 0 || place === undefined
      ? []
      : carriersSites(scheme, place, directory).flatMap(({ site, institution }) =>
          step(site, { kind: 'carrier', institution }),
        )
  const shown = place === undefined ? own : own.slice(0, SITES_SHOWN)
  const found = [...contacts, ...followers, ...shown, ...carried.slice(0, SITES_SHOWN)]
  const owner = scheme.owner === undefined ? undefined : directory.find(scheme.owner)
  const last =
    found.some(({ facts }) => facts.phone !== undefined && !facts.reserved) || owner === undefined
      ? []
      : step(owner, { kind: 'owner' })
  return [...new Map([...found, ...last].map((each) => [each.facts.id, each])).values()]
}

function followReason(facts: FicheFacts, { themes }: FicheFacts): Reason {
  const entry = facts.coverage.find(
    ({ themes: followed }) => followed === undefined || followed.some((theme) => themes.includes(theme)),
  )
  return {
    kind: 'follows',
    theme: entry?.themes?.find((theme) => themes.includes(theme)),
    by: entry?.territories?.[0],
  }
}

/** Beyond, nobody goes for a question. */
const FARTHEST_DESK_KM = 40

/** A museum of the same institution answers nothing: a desk for anybody, or one that has to do with the scheme, and near. */
function isDeskFor(site: FicheFacts, scheme: FicheFacts, place: Place, directory: Directory): boolean {
  const distance = distanceTo(site, place, directory)
  if (distance !== undefined && distance.km > FARTHEST_DESK_KM) return false
  if (site.category === SOCIAL_DESK || site.category === 'france-services') return true
  const roots = new Set(scheme.themes.map((theme) => rootOf(theme, directory)))
  return site.themes.some((theme) => roots.has(rootOf(theme, directory)))
}

function carriersSites(scheme: FicheFacts, place: Place, directory: Directory) {
  const institutions = [scheme.owner, ...scheme.institutions].flatMap((slug) =>
    slug === undefined ? [] : (directory.find(slug) ?? []),
  )
  const pairs = distinct(institutions).flatMap((institution) =>
    sitesOf(institution, directory)
      .filter((site) => isDeskFor(site, scheme, place, directory))
      .map((site) => ({ site, institution })),
  )
  return nearestFirst(pairs, ({ site }) => site, place, directory)
}

/** What serves a place: there itself, and by each wider territory, nearest first. */
export interface LocalServices {
  here: FicheFacts[]
  wider: { by: string; facts: FicheFacts[] }[]
  /** True when a social reception desk (MDS, CCAS) is known there. */
  hasSocialDesk: boolean
}

export const SOCIAL_DESK = 'accueil-social'

export function servicesOf(place: Place, directory: Directory): LocalServices {
  const codes = place.kind === 'commune' ? new Set([place.ou]) : place.territory.communes
  const here: FicheFacts[] = []
  const wider = new Map<string, { rank: number; facts: FicheFacts[] }>()
  for (const facts of directory.all()) {
    const service = servesPlace(facts, place, directory)
    if (service?.rank === 0 || (facts.commune !== undefined && codes.has(facts.commune))) here.push(facts)
    else if (service !== undefined) {
      const group = wider.get(service.by) ?? { rank: service.rank, facts: [] }
      group.facts.push(facts)
      wider.set(service.by, group)
    }
  }
  const isDesk = ({ kind, category }: FicheFacts) => kind === 'site' && category === SOCIAL_DESK
  return {
    here: here.toSorted((a, b) => Number(isDesk(b)) - Number(isDesk(a))),
    wider: [...wider].sort(([, a], [, b]) => a.rank - b.rank).map(([by, { facts }]) => ({ by, facts })),
    hasSocialDesk: here.some(isDesk),
  }
}
