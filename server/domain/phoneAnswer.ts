/** Which number to give for a fiche, and whose it is. */
import {
  contactsOf,
  type Directory,
  followsThemes,
  itself,
  nearestFirst,
  reservedLast,
  servesPlace,
  sitesOf,
  territoriesServedBy,
} from './directory.ts'
import type { FicheFacts } from './facts.ts'
import type { Place } from './geography.ts'

/** A number, and whose it is. */
export interface PhoneAnswer {
  phone: string
  holder: FicheFacts
  via: 'contact' | 'own' | 'site' | 'owner'
}

/**
 * The number to give for a fiche: the first of a direct contact that covers the place and the themes, the fiche's own
 * line, the nearest place's, that of a contact kept for professionals, its responsible's. It says whose, so that nobody
 * takes one line for another.
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
  const serving = contacts.filter((contact) => answersFor(contact, facts, place, directory))
  // What is read aloud to somebody is a number for everybody, as long as there is one.
  const open = serving.filter(({ reserved }) => !reserved)
  // An institution's own line comes before those of its services: a flood line is not the number of the Département.
  const first = facts.kind === 'institution' ? open.find(isNamed) : open[0]
  // Another town's number would send people to the wrong desk.
  const site =
    place === undefined
      ? undefined
      : nearestFirst(sitesOf(facts, directory), itself, place, directory).find(
          (candidate) =>
            candidate.phone !== undefined && servesPlace(candidate, place, directory) !== undefined,
        )
  return (
    answer(first, 'contact') ??
    answer(facts, 'own') ??
    answer(open[0], 'contact') ??
    answer(site, 'site') ??
    answer(serving[0], 'contact') ??
    ownerAnswer(facts, place, directory)
  )
}

/** Where no place is chosen, the line of one quarter is not the number of the whole institution. */
function answersFor(
  contact: FicheFacts,
  facts: FicheFacts,
  place: Place | undefined,
  directory: Directory,
): boolean {
  if (place !== undefined) return servesPlace(contact, place, directory) !== undefined
  return territoriesServedBy(contact).some((slug) => {
    const type = directory.geography.territories.get(slug)?.type
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
  const named = reservedLast(facts.contacts.flatMap((slug) => directory.find(slug) ?? [])).find((contact) =>
    answersFor(contact, facts, place, directory),
  )
  const holder = facts.phone === undefined ? named : facts
  return holder?.phone === undefined ? undefined : { phone: holder.phone, holder, via: 'owner' }
}
