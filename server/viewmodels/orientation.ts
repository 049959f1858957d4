import type { Distance } from '../domain/directory.ts'
import type { FicheFacts } from '../domain/facts.ts'
import { orientationFor, type Reason, type Step } from '../domain/orientation.ts'
import { type PhoneAnswer, phoneOf } from '../domain/phoneAnswer.ts'
import { NBSP, withFrenchSpaces } from '../text/typography.ts'
import type { ViewContext } from './context.ts'
import { type KindView, kindView } from './kind.ts'
import { inPlace, urlOf } from './links.ts'
import { type OpeningView, openingView } from './opening.ts'
import { optionalPhone, type PhoneView } from './phone.ts'
import { reservedMark } from './reserved.ts'
import { statusWords } from './status.ts'
import { unknownNamed } from './unknown.ts'

/** One place or person to send somebody to, and why. */
export interface StepView {
  kind: KindView
  title: string
  url: string
  /** « Contact de ce dispositif », « À 12 km, un des lieux où le demander ». */
  why: string
  address: string | undefined
  phone: PhoneView | undefined
  phoneUnknown: string | undefined
  /** Whose line it is, when it is not its own. */
  phoneOwner: string | undefined
  /** « Réservé aux professionnels », of itself, and of a number that is not its own. */
  reserved: string | undefined
  phoneReserved: string | undefined
  /** « Annoncé, à vérifier »; nothing for what is in service. */
  status: string | undefined
  /** Text for a message: name, number, address, hours. */
  opening: OpeningView | undefined
  copy: string
}

export interface OrientationView {
  heading: string
  /** Said in place of the list when no place was chosen, or nobody is known there. */
  notice: string | undefined
  steps: StepView[]
}

/** « Vers qui orienter ? », for the chosen place; without one, all that is known, and the invitation to choose. */
export function orientationView(slug: string, context: ViewContext): OrientationView | undefined {
  const { directory, place } = context
  const scheme = directory.find(slug)
  if (scheme === undefined) return undefined
  const steps = orientationFor(scheme, place, directory)
  const heading =
    place === undefined ? `Vers qui orienter${NBSP}?` : withFrenchSpaces(`Vers qui orienter : ${place.name}`)
  return {
    heading,
    notice: noticeOf(steps, context),
    steps: steps.map((step, at) => stepView(step, steps.slice(0, at), context)),
  }
}

function noticeOf(steps: readonly Step[], { place }: ViewContext): string | undefined {
  if (place === undefined) {
    return steps.length === 0
      ? undefined
      : withFrenchSpaces('Indiquez « Où ? » en haut de la page pour ne voir que ce qui sert ce lieu.')
  }
  if (steps.length > 0) return undefined
  return withFrenchSpaces(
    `Personne n’est connu pour ce dispositif à ${place.name} : à compléter. Voyez ce qui est dit plus bas, ou appelez l’institution qui le porte.`,
  )
}

function stepView(step: Step, above: readonly Step[], context: ViewContext): StepView {
  const { facts } = step
  const answer = phoneOf(facts, context.place, context.directory)
  const isOwn = answer === undefined || answer.holder.id === facts.id
  // A number that stands above is not said again for each place that has none of its own.
  const isAbove = !isOwn && above.some(({ facts: other }) => other.id === answer.holder.id)
  return {
    kind: kindView(facts.kind),
    title: withFrenchSpaces(facts.title),
    url: inPlace(urlOf(facts), context),
    why: withFrenchSpaces(whyOf(step, context)),
    address: facts.address,
    phone: isAbove ? undefined : optionalPhone(answer?.phone),
    phoneUnknown: answer === undefined ? unknownNamed('téléphone') : undefined,
    phoneOwner: isOwn
      ? undefined
      : withFrenchSpaces(isAbove ? `Par : ${answer.holder.title}` : answer.holder.title),
    reserved: reservedMark(facts),
    phoneReserved: isOwn ? undefined : reservedMark(answer.holder),
    status: statusWords(facts.status),
    opening: facts.hours === undefined && facts.kind !== 'site' ? undefined : openingView(facts, context),
    copy: orientationText(facts, answer, context),
  }
}

function whyOf({ reason, distance }: Step, context: ViewContext): string {
  const far = distance === undefined ? '' : distanceInWords(distance)
  return [reasonInWords(reason, context), far].filter(Boolean).join(', ')
}

function reasonInWords(reason: Reason, { directory, communeName }: ViewContext): string {
  switch (reason.kind) {
    case 'contact':
      return 'Contact de ce dispositif'
    case 'site':
      return 'On le demande ici'
    case 'carrier':
      return `Accueil de qui le porte : ${reason.institution.title}`
    case 'owner':
      return 'Institution responsable'
    case 'follows': {
      const where =
        reason.by === undefined
          ? undefined
          : (directory.geography.territories.get(reason.by)?.title ?? communeName(reason.by))
      return where === undefined ? 'Suit ce sujet' : `Suit ce sujet : ${where}`
    }
  }
}

const APPROXIMATE_STEP = 5

/** « à 3 km », « à environ 15 km », « sur place ». */
export function distanceInWords({ km, approximate }: Distance): string {
  if (approximate && km < APPROXIMATE_STEP) return 'tout près'
  if (approximate) return `à environ ${Math.round(km / APPROXIMATE_STEP) * APPROXIMATE_STEP}${NBSP}km`
  return km < 1 ? 'à moins d’un km' : `à ${Math.round(km)}${NBSP}km`
}

/** Lines that stand in a message without the page: who, number, where, when, and that it is for professionals only. */
export function orientationText(
  facts: FicheFacts,
  answer: PhoneAnswer | undefined,
  context: ViewContext,
): string {
  const hours = facts.hours === undefined ? [] : context.hoursInWords(facts.hours)
  return [
    facts.title,
    answer === undefined ? 'Téléphone non renseigné' : `Téléphone : ${answer.phone}`,
    reservedMark(facts) ?? reservedMark(answer?.holder),
    facts.address,
    ...hours,
    facts.hoursNote,
    facts.byAppointment === true ? 'Sur rendez-vous' : undefined,
    `${context.origin}${urlOf(facts)}`,
  ]
    .filter((line) => line !== undefined)
    .join('\n')
}
