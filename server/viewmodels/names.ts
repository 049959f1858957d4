import type { Card, Named } from '../store/pageTypes.ts'
import type { ViewContext } from './context.ts'
import { type Link, linkTo } from './links.ts'

/** What is read in place of a document that cannot be shown: never its slug, which may itself be a name. */
export const HIDDEN: Link = { label: 'fiche indisponible', url: undefined }

/** The territories that are not always written as documents. */
const WIDE_TERRITORIES: Record<string, string> = {
  national: 'France entière',
  'pas-de-calais': 'Tout le Pas-de-Calais',
}

export function ficheLink(slug: string, named: Named): Link {
  const card = named.get(slug)
  return card === undefined ? HIDDEN : linkTo(card)
}

export function themeLink(slug: string, named: Named): Link {
  return ficheLink(`thematiques/${slug}`, named)
}

/** A territory by its slug or a commune by its INSEE code. */
export function placeLink(place: string, named: Named, context: ViewContext): Link {
  const card = named.get(`territoires/${place}`)
  if (card !== undefined) return { ...linkTo(card), label: WIDE_TERRITORIES[place] ?? card.title }
  const label = WIDE_TERRITORIES[place] ?? context.communeName(place)
  return label === undefined ? HIDDEN : { label, url: undefined }
}

/** The cards of a list of slugs, in their order; those that this reader may not see are left out. */
export function cardsOf(slugs: readonly string[] | undefined, named: Named): Card[] {
  return (slugs ?? []).flatMap((slug) => named.get(slug) ?? [])
}

/** The same cards once each, the first place kept. */
export function distinct<C extends Card>(cards: readonly C[]): C[] {
  return [
    ...new Map(cards.toReversed().map((card) => [`${card.kind}/${card.slug}`, card])).values(),
  ].toReversed()
}
