import type { Directory } from '../domain/directory.ts'
import { phoneOf } from '../domain/phoneAnswer.ts'
import type { Card } from '../store/pageTypes.ts'
import { withFrenchSpaces } from '../text/typography.ts'
import type { ViewContext } from './context.ts'
import { type KindView, kindView } from './kind.ts'
import { inPlace, urlOf } from './links.ts'
import { type OpeningView, openingView } from './opening.ts'
import { optionalPhone, type PhoneView } from './phone.ts'
import { reservedMark } from './reserved.ts'
import { statusWords } from './status.ts'
import { unknownNamed } from './unknown.ts'

/** One fiche in a list, the same everywhere. */
export interface CardView {
  kind: KindView
  title: string
  acronym: string | undefined
  url: string
  summary: string | undefined
  commune: string | undefined
  phone: PhoneView | undefined
  /** Whose line it is, when it is not the fiche's own. */
  phoneOwner: string | undefined
  /** « Réservé aux professionnels », of the fiche itself, and of a number that is not its own. */
  reserved: string | undefined
  phoneReserved: string | undefined
  /** Of the place, or of who answers that number; nothing where hours mean nothing. */
  opening: OpeningView | undefined
  /** Said where a number is expected and none is known; a dispositif is reached by its contacts, so it says nothing. */
  phoneUnknown: string | undefined
  /** « Annoncé, à vérifier », « Archivée »… nothing for what is in service. */
  status: string | undefined
}

export function cardView(card: Card, context: ViewContext): CardView {
  const { phone, owner, opening, phoneReserved } = answerOf(card, context)
  return {
    kind: kindView(card.kind),
    title: withFrenchSpaces(card.title),
    acronym: acronymBeside(card),
    url: inPlace(urlOf(card), context),
    summary: card.summary === undefined ? undefined : withFrenchSpaces(card.summary),
    commune: card.commune === undefined ? undefined : context.communeName(card.commune),
    phone: optionalPhone(phone),
    phoneOwner: owner,
    reserved: reservedMark(card),
    phoneReserved,
    opening,
    phoneUnknown: phone === undefined && card.kind !== 'scheme' ? unknownNamed('téléphone') : undefined,
    status: card.archived ? 'Archivée' : statusWords(card.status),
  }
}

interface CardAnswer {
  phone?: string
  owner?: string
  phoneReserved: string | undefined
  opening?: OpeningView
}

/** Its own line, else the one to call for it in the chosen place, and then whose that is; and whether it is open. */
function answerOf(card: Card, context: ViewContext): CardAnswer {
  const facts = context.directory.find(card.slug)
  if (facts?.id !== card.id)
    return { phoneReserved: undefined, ...(card.phone === undefined ? {} : { phone: card.phone }) }
  const answer = phoneOf(facts, context.place, context.directory)
  const isOwn = answer?.holder.id === facts.id
  const open = facts.kind === 'site' ? facts : (answer?.holder ?? facts)
  // « Ouvert » with nothing to call or to go to helps nobody.
  const hasHours = facts.kind === 'site' || (open.hours !== undefined && open.phone !== undefined)
  return {
    phoneReserved: isOwn ? undefined : reservedMark(answer?.holder),
    ...(answer === undefined ? {} : { phone: answer.phone }),
    ...(answer === undefined || isOwn ? {} : { owner: withFrenchSpaces(answer.holder.title) }),
    ...(hasHours ? { opening: openingView(open, context) } : {}),
  }
}

export function cardViews(cards: readonly Card[], context: ViewContext): CardView[] {
  return cards.map((card) => cardView(card, context))
}

/** What was made while the directory was at one version and the clocks at one minute. */
interface KeptCards {
  moment: string
  /** By the code of the place. */
  views: Map<string, WeakMap<Card, CardView>>
}

const kept = new WeakMap<Directory, KeptCards>()
const KEPT_PLACES = 32

/**
 * The view of a card that the directory holds: the same fiches stand in many answers, and who answers for one takes
 * looking up. Made once for each place, until something is published or the minute ends.
 */
export function keptCardView(card: Card, context: ViewContext): CardView {
  const views = keptCards(context)
  const known = views.get(card)
  if (known !== undefined) return known
  const view = cardView(card, context)
  views.set(card, view)
  return view
}

function keptCards({ directory, now, place }: ViewContext): WeakMap<Card, CardView> {
  const moment = `${directory.version} ${Math.floor(now.getTime() / 60_000)}`
  let cards = kept.get(directory)
  if (cards?.moment !== moment) {
    cards = { moment, views: new Map() }
    kept.set(directory, cards)
  }
  const ou = place?.ou ?? ''
  const known = cards.views.get(ou)
  if (known !== undefined) return known
  if (cards.views.size >= KEPT_PLACES) cards.views.clear()
  const views = new WeakMap<Card, CardView>()
  cards.views.set(ou, views)
  return views
}

export interface CardList {
  cards: CardView[]
  /** Said once over a list where no number is known, in place of the same words on each card. */
  phonesUnknown: string | undefined
}

/** From this number of cards on, the same words on each would only be noise. */
const SAID_ONCE_FROM = 3

export function cardList(cards: readonly Card[], context: ViewContext): CardList {
  return listOf(cardViews(cards, context))
}

export function listOf(views: CardView[]): CardList {
  const without = views.filter(({ phoneUnknown }) => phoneUnknown !== undefined)
  if (without.length < SAID_ONCE_FROM || views.some(({ phone }) => phone !== undefined)) {
    return { cards: views, phonesUnknown: undefined }
  }
  return {
    cards: views.map((view) => ({ ...view, phoneUnknown: undefined })),
    phonesUnknown: unknownNamed('téléphones'),
  }
}

/** The acronym, unless the title already holds it. */
export function acronymBeside(card: Pick<Card, 'acronym' | 'title'>): string | undefined {
  return card.acronym !== undefined && !card.title.includes(card.acronym) ? card.acronym : undefined
}
