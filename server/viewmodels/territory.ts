import type { FieldsByKind } from '../domain/document/keys.ts'
import { TERRITORY_TYPES } from '../domain/document/vocabulary.ts'
import type { Card, FicheCard, Named, PublishedPage } from '../store/pageTypes.ts'
import { sortKey } from '../text/fold.ts'
import { counted, NBSP, withFrenchSpaces } from '../text/typography.ts'
import { type BodyView, bodyView } from './body.ts'
import type { ViewContext } from './context.ts'
import { type Link, urlOf } from './links.ts'
import { alphabetical, byNature, type KindGroup } from './list.ts'
import { placeLink } from './names.ts'
import { type Page, pageOf } from './page.ts'
import { unknown } from './unknown.ts'

export type TerritoryType = keyof typeof TERRITORY_TYPES

export interface TerritoryEntry {
  card: Card<'territory'>
  type: TerritoryType
  /** Number of fiches that name this territory. */
  count: number
}

export interface TerritoryRow {
  title: string
  url: string
  count: string
}

export interface TerritoryGroup {
  id: string
  heading: string
  territories: TerritoryRow[]
}

export interface TerritoryListPage extends Page {
  groups: TerritoryGroup[]
}

/** What is known of the communes of a territory: never more than the source says. */
export interface Extent {
  text: string
  unknown: string | undefined
  communes: string[]
  parts: Link[]
}

export interface TerritoryPage extends Page {
  trail: Link[]
  heading: string
  acronym: string | undefined
  type: string
  summary: string | undefined
  count: string
  body: BodyView
  extent: Extent
  groups: KindGroup[]
  /** What an agent would expect there and nobody has filled in. */
  gap: string | undefined
  /** « Arrondissement de Lens, 4 fiches »: what serves it from farther. */
  levels: (Link & { count: string })[]
}

export interface TerritoryInput {
  /** Wider territories by which fiches serve this one, nearest first. */
  levels: readonly { by: string; count: number }[]
  /** True when a social reception desk is known there. */
  hasSocialDesk: boolean
  territory: PublishedPage<'territory'>
  fiches: readonly FicheCard[]
  /** What the body and `compose_de` name. */
  named: Named
}

const PLURALS: Record<TerritoryType, string> = {
  national: 'France entière',
  region: 'Régions',
  departement: 'Départements',
  arrondissement: 'Arrondissements',
  epci: 'Intercommunalités',
  'territoire-de-solidarite': 'Territoires de solidarité (MDS)',
  commune: 'Communes',
  'autre-perimetre': 'Autres périmètres',
}

export function territoryListPage(
  entries: readonly TerritoryEntry[],
  context: ViewContext,
): TerritoryListPage {
  return {
    ...pageOf(
      {
        title: 'Territoires',
        description:
          'Les territoires du guide : intercommunalités, arrondissements, territoires de solidarité.',
        canonicalPath: '/territoires',
      },
      context,
    ),
    groups: groupsOf(entries),
  }
}

export function groupsOf(entries: readonly TerritoryEntry[]): TerritoryGroup[] {
  return (Object.keys(TERRITORY_TYPES) as TerritoryType[]).flatMap((type) => {
    const ofType = entries
      .filter((entry) => entry.type === type)
      .map((entry) => ({ ...entry, title: entry.card.title }))
    if (ofType.length === 0) return []
    const territories = alphabetical(ofType).map(({ card, count }) => ({
      title: withFrenchSpaces(card.title),
      url: urlOf(card),
      count: counted(count, 'fiche', 'fiches'),
    }))
    return [{ id: type, heading: PLURALS[type], territories }]
  })
}

export function territoryPage(
  { territory, fiches, levels, hasSocialDesk, named }: TerritoryInput,
  context: ViewContext,
): TerritoryPage {
  const { fields } = territory
  const type = TERRITORY_TYPES[fields.type]
  return {
    ...pageOf(
      {
        title: territory.title,
        description: fields.resume ?? `Les fiches du guide pour ${territory.title} (${type}).`,
        canonicalPath: urlOf(territory),
      },
      context,
    ),
    trail: [
      { label: 'Accueil', url: '/' },
      { label: 'Territoires', url: '/territoires' },
    ],
    heading: withFrenchSpaces(territory.title),
    acronym: fields.sigle,
    type,
    summary: fields.resume === undefined ? undefined : withFrenchSpaces(fields.resume),
    count: counted(fiches.length, 'fiche', 'fiches'),
    body: bodyView(territory.segments, named, context),
    extent: extentOf(fields, named, context),
    groups: byNature(fiches, context),
    gap: hasSocialDesk ? undefined : `Accueil social (MDS, CCAS) non renseigné, à compléter`,
    levels: levels.map(({ by, count }) => ({
      ...placeLink(by, named, context),
      count: counted(count, 'fiche', 'fiches'),
    })),
  }
}

/** Known, approximate or unknown: the three are said differently, and an approximate list is never shown as a fact. */
export function extentOf(fields: FieldsByKind['territory'], named: Named, context: ViewContext): Extent {
  const communes = namesOf(fields.communes ?? [], context)
  const parts = (fields.compose_de ?? []).map((place) => placeLink(place, named, context))
  if (fields.etendue === 'inconnue' || (communes.length === 0 && parts.length === 0)) {
    return { text: '', unknown: unknown('communes'), communes: [], parts: [] }
  }
  const number = communes.length === 0 ? '' : counted(communes.length, 'commune', 'communes')
  const approximate = fields.etendue === 'approximative'
  const text = approximate ? `Liste approximative, à vérifier${number && `${NBSP}: ${number}`}` : number
  return { text, unknown: undefined, communes, parts }
}

function namesOf(codes: readonly string[], { communeName }: ViewContext): string[] {
  const names = codes.flatMap((code) => communeName(code) ?? [])
  return names.toSorted((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1))
}
