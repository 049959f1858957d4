import type { Card, Named } from '../store/pageTypes.ts'
import type { Link } from './links.ts'
import { linkTo } from './links.ts'
import type { OpeningView } from './opening.ts'
import { optionalPhone, type PhoneView } from './phone.ts'
import { reservedMark } from './reserved.ts'
import { unknown, unknownNamed } from './unknown.ts'

/** The one filled block of a fiche: where the answer stands. */
export interface Plate {
  heading: string
  /** Whose line it is, when it is not the fiche's own. */
  owner: Link | undefined
  phone: PhoneView | undefined
  /** « Réservé aux professionnels », where the line is that of such a contact. */
  reserved: string | undefined
  phoneUnknown: string | undefined
  email: string | undefined
  hours: Hours | undefined
  opening: OpeningView | undefined
  /** « Sans rendez-vous », « Sur rendez-vous ». */
  terms: string[]
  /** Nothing is known that could be called an answer: the block is not filled. */
  empty: boolean
}

export interface Hours {
  heading: string
  lines: string[]
  note: string | undefined
  unknown: string | undefined
}

interface PlateFacts {
  heading: string
  /** Whose line it is, when it is not the fiche's own. */
  answer?: Card | undefined
  phone: string | undefined
  email?: string | undefined
  hours?: Hours | undefined
  opening?: OpeningView | undefined
  terms?: string[]
}

export function plateOf({ heading, answer, phone, email, hours, opening, terms = [] }: PlateFacts): Plate {
  return {
    heading,
    owner: answer && linkTo(answer),
    phone: optionalPhone(phone),
    reserved: reservedMark(answer),
    phoneUnknown: phone === undefined ? unknownNamed('téléphone') : undefined,
    email,
    hours,
    opening,
    terms,
    empty: phone === undefined && email === undefined && (hours === undefined || hours.unknown !== undefined),
  }
}

/** Hours as words, or the words that they are not known. */
export function hoursView(
  heading: string,
  facts: { osm: string | undefined; note: string | undefined; noun: 'horaires' | 'jours et heures' },
  hoursInWords: (hours: string) => string[],
): Hours {
  const lines = facts.osm === undefined ? [] : hoursInWords(facts.osm)
  const known = lines.length > 0 || facts.note !== undefined
  return { heading, lines, note: facts.note, unknown: known ? undefined : unknown(facts.noun) }
}

/** Who answers for a fiche that has no line of its own: the first of these cards that has a number. */
export function firstReached(cards: readonly Card[]): Card | undefined {
  return cards.find(({ phone }) => phone !== undefined)
}

/** The cards of these slugs that have a number, for a fiche that must name somebody else's line. */
export function reachedAmong(slugs: readonly (string | undefined)[], named: Named): Card | undefined {
  return firstReached(slugs.flatMap((slug) => (slug === undefined ? [] : (named.get(slug) ?? []))))
}
