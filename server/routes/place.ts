import { findPlaces, type Place, placeOf, placeText } from '../domain/geography.ts'
import { parameter } from '../http/query.ts'
import { placeChoicePage } from '../viewmodels/place.ts'
import type { Route, Visit } from './route.ts'

/** What `?ou=` means: nothing chosen, a place, one to be redirected to by its code, or words that mean several or none. */
export type Chosen =
  | { kind: 'nowhere' }
  | { kind: 'place'; place: Place }
  | { kind: 'moved'; place: Place; location: string }
  | { kind: 'unclear'; text: string; choices: { place: Place; location: string }[] }

const CHOICES = 12

/**
 * Reads the place of an address: `ou` is a code or a territory's slug; `lieu` is what was typed in « Où ? », and leads to
 * one. They are two because 62100 is Calais for who types it and another commune for INSEE.
 */
export function chosenPlace({ directory, request }: Pick<Visit, 'directory' | 'request'>): Chosen {
  const { geography } = directory
  const code = parameter(request, 'ou')
  const typed = parameter(request, 'lieu')
  const place = code === undefined ? undefined : placeOf(geography, code)
  if (typed === undefined && place !== undefined) return { kind: 'place', place }
  const text = typed ?? code
  if (text === undefined) return { kind: 'nowhere' }
  const choices = findPlaces(geography, text, CHOICES).map((found) => ({
    place: found,
    location: withPlace(request.originalUrl, found.ou),
  }))
  const [only] = choices
  if (only !== undefined && choices.length === 1) return { kind: 'moved', ...only }
  return { kind: 'unclear', text, choices }
}

/** The same address for another place. */
function withPlace(originalUrl: string, ou: string): string {
  const url = new URL(originalUrl, 'http://guide')
  url.searchParams.delete('lieu')
  url.searchParams.set('ou', ou)
  return url.pathname + url.search
}

/** A page for the place of `?ou=`: a name leads to its code, words that mean several places or none to a choice. */
export function inPlace(handle: Route['handle']): (visit: Visit) => Promise<void> | void {
  return (visit) => {
    const chosen = chosenPlace(visit)
    switch (chosen.kind) {
      case 'nowhere':
        return handle(visit)
      case 'place':
        return handle({
          ...visit,
          view: { ...visit.view, place: chosen.place, placeText: placeText(chosen.place) },
        })
      case 'moved':
        return visit.response.redirect(302, chosen.location)
      case 'unclear':
        return visit.render('places/choice', placeChoicePage(chosen, visit.view))
    }
  }
}
