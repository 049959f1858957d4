/** The filters of a page of results, and the addresses that say all: no form, no script. */
import { FICHE_KINDS, KINDS } from '../domain/document/kinds.ts'
import { AUDIENCES } from '../domain/document/vocabulary.ts'
import type { Question } from '../search/question.ts'
import { withFrenchSpaces } from '../text/typography.ts'
import type { ViewContext } from './context.ts'
import { kindView } from './kind.ts'

/** Value of a filter that is only on or off. */
export const FLAG = '1'

/** What the address asks for, besides the words and the place. */
export interface ResultsChoice {
  nature: string | undefined
  theme: string | undefined
  audience: string | undefined
  open: string | undefined
  walkIn: string | undefined
  order: 'distance' | undefined
  page: number
  /** No correction. */
  literal: boolean
}

export interface FilterView {
  label: string
  icon: string | undefined
  url: string
  count: number
  current: boolean
}

/** Filters shown at most: beyond, the rarest help nobody. */
const SHOWN = 8

export type Change = Partial<ResultsChoice>

/** Every filter taken off. */
export const OPEN: Change = {
  nature: undefined,
  theme: undefined,
  audience: undefined,
  open: undefined,
  walkIn: undefined,
}

export type AddressOf = (change: Change) => string

/** The address of this search with one thing changed; a change of filter starts at the first page again. */
export function addressesOf(
  question: string,
  choice: ResultsChoice,
  understood: Question,
  { place }: ViewContext,
): AddressOf {
  // The words and the place are the same in some thirty addresses of a page.
  const start = `/recherche?${new URLSearchParams({ q: question })}`
  const where = understood.placeRead || place === undefined ? '' : `&ou=${encodeURIComponent(place.ou)}`
  return (change) => {
    const next = { ...choice, page: 1, ...change }
    const pair = (name: string, value: string | undefined) =>
      value === undefined ? '' : `&${name}=${encodeURIComponent(value)}`
    return (
      start +
      where +
      pair('nature', next.nature) +
      pair('theme', next.theme) +
      pair('public', next.audience) +
      pair('ouvert', next.open) +
      pair('sansrdv', next.walkIn) +
      pair('tri', next.order) +
      pair('exact', next.literal ? FLAG : undefined) +
      pair('page', next.page > 1 ? String(next.page) : undefined)
    )
  }
}

/** A filter that may be shown: its address and its label are made only if it is. */
interface Choice {
  /** What the address changes. */
  key: keyof ResultsChoice
  value: string
  label: string
  icon?: string | undefined
  count: number
  current: boolean
}

export interface Filters {
  natures: FilterView[]
  flags: FilterView[]
  themeFilters: FilterView[]
  audienceFilters: FilterView[]
  orders: FilterView[]
}

interface FiltersInput {
  choice: ResultsChoice
  counts: ReadonlyMap<string, ReadonlyMap<string, number>>
  total: number
  understood: Question
}

export function filtersOf(
  { choice, counts, total, understood }: FiltersInput,
  url: AddressOf,
  { directory }: ViewContext,
): Filters {
  /** `key` is what the address changes; `dimension` is the name under which its values were counted. */
  const choiceOf = (
    dimension: string,
    key: keyof ResultsChoice,
    value: string,
    label: string,
    icon?: string,
  ): Choice => ({
    key,
    value,
    label,
    icon,
    count: counts.get(dimension)?.get(value) ?? 0,
    current: choice[key] === value,
  })
  const natures = FICHE_KINDS.map((kind) =>
    choiceOf('nature', 'nature', KINDS[kind].nature, KINDS[kind].plural, kindView(kind).icon),
  )
  const flags = [
    choiceOf('ouvert', 'open', FLAG, 'Ouvert maintenant', 'circle-check'),
    choiceOf('sansrdv', 'walkIn', FLAG, 'Sans rendez-vous', 'door-open'),
  ]
  // The themes of the first level, and the one that is chosen below them.
  const themes = [...directory.themes.values()]
    .filter(({ slug, parent }) => parent === undefined || slug === choice.theme)
    .map(({ slug, title }) => choiceOf('theme', 'theme', slug, title))
  const audiences = Object.entries(AUDIENCES).map(([audience, label]) =>
    choiceOf('public', 'audience', audience, label),
  )
  return {
    natures: shown(natures, url),
    flags: shown(flags, url),
    themeFilters: shown(most(themes), url),
    audienceFilters: shown(most(audiences), url),
    orders: understood.place === undefined || total < 2 ? [] : ordersOf(choice, total, url),
  }
}

function shown(choices: readonly Choice[], url: AddressOf): FilterView[] {
  return choices.filter(isUseful).map(({ key, value, label, icon, count, current }) => ({
    label: withFrenchSpaces(label),
    icon,
    count,
    current,
    url: url({ [key]: current ? undefined : value }),
  }))
}

/** It would leave something, or it is in use and can be taken off. */
const isUseful = ({ count, current }: Choice) => count > 0 || current

function most(choices: readonly Choice[]): Choice[] {
  return choices
    .filter(isUseful)
    .toSorted((a, b) => Number(b.current) - Number(a.current) || b.count - a.count)
    .slice(0, SHOWN)
}

function ordersOf({ order }: ResultsChoice, count: number, url: AddressOf): FilterView[] {
  return (
    [
      ['Pertinence', undefined],
      ['Distance', 'distance'],
    ] as const
  ).map(([label, value]) => ({
    label,
    icon: undefined,
    count,
    current: order === value,
    url: url({ order: value }),
  }))
}
