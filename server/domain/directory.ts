/** Which number, which place, whom to call: answered from what is known of every fiche, for the place that was chosen. */
import type { Communes } from './commune.ts'
import type { FicheKind, FieldsByKind } from './document/keys.ts'
import type { STATUSES } from './document/vocabulary.ts'
import {
  type Geography,
  kilometresBetween,
  type Place,
  type Position,
  positionOf,
  positionOfCommune,
  type Service,
  serviceOf,
} from './geography.ts'
import type { Glossary } from './glossary.ts'

export interface Closure {
  du: string
  au: string
  motif?: string
}

/** What a fiche says that answers « who, where, when, which number ». */
export interface FicheFacts {
  id: number
  kind: FicheKind
  slug: string
  title: string
  summary: string
  status: keyof typeof STATUSES
  /** Sort of institution or place: `accueil-social`, `sante`… */
  category: string | undefined
  themes: readonly string[]
  territories: readonly string[]
  audiences: readonly string[]
  /** Bounds of age in years, where it says them. */
  ages: { min?: number; max?: number } | undefined
  /** INSEE code of where it stands. */
  commune: string | undefined
  address: string | undefined
  position: Position | undefined
  phone: string | undefined
  email: string | undefined
  /** OSM opening_hours: of the place, or when a contact answers. */
  hours: string | undefined
  hoursNote: string | undefined
  closures: readonly Closure[]
  /** Year of its newest source; nothing when no source is dated. */
  sourceYear: number | undefined
  walkIn: boolean | undefined
  byAppointment: boolean | undefined
  /** Slugs it names: direct contacts in its order, places where a scheme is asked for, who answers for it. */
  contacts: readonly string[]
  sites: readonly string[]
  owner: string | undefined
  /** Institutions that carry a scheme, hold a place, or that a contact belongs to. */
  institutions: readonly string[]
  /** Place where a contact is. */
  site: string | undefined
  /** What a contact follows beyond its own themes and territories; an absent side is open. */
  coverage: readonly { themes: readonly string[] | undefined; territories: readonly string[] | undefined }[]
}

export interface ThemeFacts {
  slug: string
  title: string
  parent: string | undefined
}

/** Looking up what is known; former slugs are understood. */
export interface Directory {
  geography: Geography
  /** Every theme, in the order their texts give. */
  themes: readonly ThemeFacts[]
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

interface AnyFiche {
  age?: { min?: number; max?: number }
  statut?: keyof typeof STATUSES
  categorie?: string
  commune?: string
  adresse?: string
  code_postal?: string
  latitude?: number
  longitude?: number
  telephone?: string
  courriel?: string
  horaires?: string
  joignable?: string
  horaires_note?: string
  joignable_note?: string
  fermetures?: Closure[]
  absences?: { du: string; au: string }[]
  sans_rendez_vous?: boolean
  sur_rendez_vous?: boolean
  contacts?: string[]
  lieux?: string[]
  responsable?: string
  porteurs?: string[]
  gestionnaire?: string
  operateurs_presents?: string[]
  institution?: string
  lieu?: string
  couvre?: { thematiques?: string[]; territoires?: string[] }[]
}

export function factsOf(
  { id, kind, slug, fields }: { id: number; kind: FicheKind; slug: string; fields: FieldsByKind[FicheKind] },
  communes: Communes,
): FicheFacts {
  const any: AnyFiche = fields
  const given = (values: (string | undefined)[]) => values.filter((value) => value !== undefined)
  return {
    id,
    kind,
    slug,
    title: fields.titre,
    summary: fields.resume,
    status: any.statut ?? 'en-service',
    category: any.categorie,
    themes: fields.thematiques,
    territories: fields.territoires,
    audiences: fields.publics ?? [],
    ages: any.age,
    commune: any.commune,
    address: addressOf(any, communes),
    position: positionIn(any, communes),
    phone: any.telephone,
    email: any.courriel,
    hours: any.horaires ?? any.joignable,
    hoursNote: any.horaires_note ?? any.joignable_note,
    closures: [
      ...(any.fermetures ?? []),
      ...(any.absences ?? []).map(({ du, au }) => ({ du, au, motif: 'Absence' })),
    ],
    sourceYear: newestYear(fields.sources),
    walkIn: any.sans_rendez_vous,
    byAppointment: any.sur_rendez_vous,
    contacts: any.contacts ?? [],
    sites: any.lieux ?? [],
    owner: any.responsable,
    institutions: given([
      any.institution,
      any.gestionnaire,
      ...(any.porteurs ?? []),
      ...(any.operateurs_presents ?? []),
    ]),
    site: any.lieu,
    coverage: (any.couvre ?? []).map(({ thematiques, territoires }) => ({
      themes: thematiques,
      territories: territoires,
    })),
  }
}

function newestYear(sources: FieldsByKind[FicheKind]['sources']): number | undefined {
  const years = (sources ?? []).flatMap(({ date }) => (date === undefined ? [] : [Number(date.slice(0, 4))]))
  return years.length === 0 ? undefined : Math.max(...years)
}

function addressOf({ adresse, code_postal, commune }: AnyFiche, communes: Communes): string | undefined {
  const town = commune === undefined ? undefined : communes.get(commune)?.nom
  const line = [code_postal, town].filter(Boolean).join(' ')
  const text = [adresse, line].filter(Boolean).join(', ')
  return adresse === undefined || text === '' ? undefined : text
}

/** Its own coordinates, else the middle of its commune. */
function positionIn({ latitude, longitude, commune }: AnyFiche, communes: Communes): Position | undefined {
  if (latitude !== undefined && longitude !== undefined) return { latitude, longitude, approximate: false }
  const found = commune === undefined ? undefined : communes.get(commune)
  return found && positionOfCommune(found)
}

/** How a fiche serves a place: a contact by what it follows, or by its own territories. */
export function servesPlace(facts: FicheFacts, place: Place, { geography }: Directory): Service | undefined {
  const named = facts.coverage.flatMap(({ territories }) => territories ?? [])
  return serviceOf(geography, named.length > 0 ? named : facts.territories, place)
}

function followsThemes({ coverage }: FicheFacts, themes: readonly string[]): boolean {
  return (
    coverage.length === 0 ||
    coverage.some(
      (entry) => entry.themes === undefined || entry.themes.some((theme) => themes.includes(theme)),
    )
  )
}

/** A number, and whose it is. */
export interface PhoneAnswer {
  phone: string
  holder: FicheFacts
  via: 'contact' | 'own' | 'site' | 'owner'
}

/**
 * The number to give for a fiche: the first of a direct contact that covers the place and the themes, the fiche's own
 * line, the nearest place's, its responsible's. It says whose, so that nobody takes one line for another.
 */
export function phoneOf(
  facts: FicheFacts,
  place: Place | undefined,
  directory: Directory,
): PhoneAnswer | undefined {
  const answer = (holder: FicheFacts | undefined, via: PhoneAnswer['via']): PhoneAnswer | undefined =>
    holder?.phone === undefined ? undefined : { phone: holder.phone, holder, via }
  if (facts.kind === 'contact') return answer(facts, 'own')
  const contacts = contactsOf(facts, directory).filter(
    (candidate) => candidate.phone !== undefined && followsThemes(candidate, facts.themes),
  )
  const isNamed = ({ slug }: FicheFacts) => facts.contacts.includes(slug)
  const serving = contacts.filter((candidate) =>
    place === undefined
      ? servesAsWidely(candidate, facts, directory)
      : servesPlace(candidate, place, directory) !== undefined,
  )
  // An institution's own line comes before those of its services: a flood line is not the number of the Département.
  const first = facts.kind === 'institution' ? serving.find(isNamed) : serving[0]
  // Another town's number would send people to the wrong desk.
  const site =
    place === undefined
      ? undefined
      : nearestFirst(sitesOf(facts, directory), place, directory).find(
          (candidate) =>
            candidate.phone !== undefined && servesPlace(candidate, place, directory) !== undefined,
        )
  return (
    answer(first, 'contact') ??
    answer(facts, 'own') ??
    answer(serving[0], 'contact') ??
    answer(site, 'site') ??
    ownerAnswer(facts, place, directory)
  )
}

/** Where no place is chosen, the line of one quarter is not the number of the whole institution. */
function servesAsWidely(contact: FicheFacts, facts: FicheFacts, { geography }: Directory): boolean {
  const covered = contact.coverage.flatMap(({ territories }) => territories ?? [])
  return (covered.length > 0 ? covered : contact.territories).some((slug) => {
    const type = geography.territories.get(slug)?.type
    return facts.territories.includes(slug) || (type !== undefined && WIDE_TYPES.has(type))
  })
}

const WIDE_TYPES: ReadonlySet<string> = new Set(['departement', 'region', 'national'])

/** The responsible's own line, else the one that it names for everybody: the Département has a line for all questions. */
function ownerAnswer(
  { owner }: FicheFacts,
  place: Place | undefined,
  directory: Directory,
): PhoneAnswer | undefined {
  const facts = owner === undefined ? undefined : directory.find(owner)
  if (facts === undefined) return undefined
  const named = facts.contacts
    .flatMap((slug) => directory.find(slug) ?? [])
    .find((contact) =>
      place === undefined
        ? servesAsWidely(contact, facts, directory)
        : servesPlace(contact, place, directory) !== undefined,
    )
  const holder = facts.phone === undefined ? named : facts
  return holder?.phone === undefined ? undefined : { phone: holder.phone, holder, via: 'owner' }
}

/** Those it names, in its order, then those that say they belong to it; each once. */
export function contactsOf(facts: FicheFacts, directory: Directory): FicheFacts[] {
  const named = facts.contacts.flatMap((slug) => directory.find(slug) ?? [])
  const attached = facts.kind === 'scheme' ? [] : directory.attachedTo(facts.slug)
  return distinct([...named, ...attached.filter(({ kind }) => kind === 'contact')])
}

function sitesOf(facts: FicheFacts, directory: Directory): FicheFacts[] {
  const named = facts.sites.flatMap((slug) => directory.find(slug) ?? [])
  const held =
    facts.kind === 'institution' ? directory.attachedTo(facts.slug).filter(({ kind }) => kind === 'site') : []
  return distinct([...named, ...held])
}

function distinct(facts: readonly FicheFacts[]): FicheFacts[] {
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

function nearestFirst(sites: readonly FicheFacts[], place: Place, directory: Directory): FicheFacts[] {
  const far = (facts: FicheFacts) => distanceTo(facts, place, directory)?.km ?? Number.POSITIVE_INFINITY
  return sites.toSorted((a, b) => far(a) - far(b) || a.id - b.id)
}

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
    place === undefined ? [...sites] : nearestFirst(sites, place, directory)
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
    found.some(({ facts }) => facts.phone !== undefined) || owner === undefined
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

function rootOf(theme: string, { themes }: Directory): string {
  return themes.find(({ slug }) => slug === theme)?.parent ?? theme
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
  const order = new Map(
    nearestFirst(
      pairs.map(({ site }) => site),
      place,
      directory,
    ).map((site, index) => [site.id, index]),
  )
  return pairs.toSorted((a, b) => (order.get(a.site.id) ?? 0) - (order.get(b.site.id) ?? 0))
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
