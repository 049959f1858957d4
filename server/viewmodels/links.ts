import { KINDS } from '../domain/document/kinds.ts'
import type { Card } from '../store/pageTypes.ts'
import type { ViewContext } from './context.ts'

/** A link inside the guide, or plain words where there is nothing to open. */
export interface Link {
  label: string
  url: string | undefined
}

/** Help pages that a public service owes its readers: they have an address of their own. */
export const DUTY_PAGES: readonly string[] = [
  'accessibilite',
  'donnees-personnelles',
  'mentions-legales',
  'financement-europeen',
]

const BASES = { fiche: '/fiches', theme: '/thematiques', territory: '/territoires', help: '/aide' } as const

/** The address of a document. The thesaurus is read by the search only and has none: its theme's list stands in. */
export function urlOf(card: Pick<Card, 'kind' | 'slug'>): string {
  const { namespace } = KINDS[card.kind]
  if (namespace === 'thesaurus') return '/thematiques'
  if (namespace === 'help' && DUTY_PAGES.includes(card.slug)) return `/${card.slug}`
  return `${BASES[namespace]}/${card.slug}`
}

export function linkTo(card: Card): Link {
  return { label: card.title, url: urlOf(card) }
}

/** The same address for the chosen place, so that it goes along without script. */
export function inPlace(url: string, { place }: Pick<ViewContext, 'place'>): string {
  if (place === undefined) return url
  return `${url}${url.includes('?') ? '&' : '?'}ou=${encodeURIComponent(place.ou)}`
}

export function searchUrl(question: string): string {
  return `/recherche?q=${encodeURIComponent(question)}`
}

export function historyUrl(card: Pick<Card, 'kind' | 'slug'>): string {
  return `${urlOf(card)}/historique`
}

export function versionUrl(card: Pick<Card, 'kind' | 'slug'>, n: number): string {
  return `${urlOf(card)}/versions/${n}`
}
