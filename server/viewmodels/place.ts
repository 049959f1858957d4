import { TERRITORY_TYPES } from '../domain/document/vocabulary.ts'
import { type Place, placeText } from '../domain/geography.ts'
import { NBSP } from '../text/typography.ts'
import type { ViewContext } from './context.ts'
import { type Page, pageOf } from './page.ts'

export interface PlaceChoice {
  label: string
  /** « Intercommunalité », « avec Westbécourt »: what tells it from its neighbours. */
  hint: string | undefined
  url: string
}

export interface PlaceChoicePage extends Page {
  heading: string
  explanation: string
  choices: PlaceChoice[]
}

/** Words in « Où ? » that mean several places, or none. */
export function placeChoicePage(
  { text, choices }: { text: string; choices: readonly { place: Place; location: string }[] },
  context: ViewContext,
): PlaceChoicePage {
  const quoted = `«${NBSP}${text}${NBSP}»`
  const heading = choices.length === 0 ? `Lieu inconnu${NBSP}: ${quoted}` : `Quel lieu${NBSP}?`
  return {
    ...pageOf(
      { title: heading, description: 'Choisir un lieu.', canonicalPath: '/territoires', noindex: true },
      { ...context, placeText: text },
    ),
    heading,
    explanation:
      choices.length === 0
        ? `Aucune commune du département, aucun code postal ni territoire ne porte ce nom. Corrigez «${NBSP}Où${NBSP}?${NBSP}», ou laissez-le vide.`
        : `${quoted} peut désigner plusieurs lieux.`,
    choices: choices.map(({ place, location }) => ({
      label: placeText(place),
      hint: hintOf(place),
      url: location,
    })),
  }
}

function hintOf(place: Place): string | undefined {
  if (place.kind === 'territory') return TERRITORY_TYPES[place.territory.type]
  const former = place.commune.anciensNoms
  return former === undefined ? undefined : `avec ${former.join(', ')}`
}
