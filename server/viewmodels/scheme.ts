import type { FieldsByKind } from '../domain/document/keys.ts'
import { AUDIENCES, FEES, WHO_MAY_ASK } from '../domain/document/vocabulary.ts'
import { phoneOf } from '../domain/phoneAnswer.ts'
import type { Card, PublishedPage } from '../store/pageTypes.ts'
import { NBSP } from '../text/typography.ts'
import { type BriefRow, optionalRow, row } from './brief.ts'
import type { ViewContext } from './context.ts'
import { contactSection, contactsOf, type FicheInput, type FichePage, fichePage, section } from './fiche.ts'
import { languageRow } from './languages.ts'
import { cardsOf, ficheLink } from './names.ts'
import { openingOf } from './opening.ts'
import { type OrientationView, orientationView } from './orientation.ts'
import { firstReached, hoursView, type Plate, plateOf } from './plate.ts'

export interface SchemePage extends FichePage {
  orientation: OrientationView | undefined
}

type Fields = FieldsByKind['scheme']

export interface SchemeInput extends FicheInput<'scheme'> {
  /** The whole contact that `answeringContact` names, for its hours and e-mail. */
  answering?: PublishedPage<'contact'> | undefined
}

/** Slug of the contact whose line stands on the plate: the first with a number. The route loads it for its hours. */
export function answeringContact({ page, named, backlinks }: FicheInput<'scheme'>): string | undefined {
  return firstReached(contactsOf(page.fields.contacts, named, backlinks, []))?.slug
}

export function schemePage(input: SchemeInput, context: ViewContext): SchemePage {
  const { page, named, backlinks } = input
  const contacts = contactsOf(page.fields.contacts, named, backlinks, [])
  const sites = cardsOf(page.fields.lieux, named)
  const answer =
    answerIn(input, context) ?? firstReached([...contacts, ...sites, ...institutions(page.fields, input)])
  const orientation = orientationView(page.slug, context)
  // « Vers qui orienter ? » holds the contacts and the places: they are not said twice.
  const lists = orientation === undefined
  const parts = {
    plate: plateFor(answer, input.answering, context),
    brief: briefOf(page.fields, input),
    contacts: contactSection(lists ? contacts : [], answer, context),
    bodyHeading: 'À savoir',
    sections: lists && sites.length > 0 ? [section('lieux', 'Où le demander', sites, context)] : [],
  }
  return { ...fichePage(input, parts, context), orientation }
}

/** Who answers for the chosen place, among those the fiche names. */
function answerIn({ page, named }: SchemeInput, { directory, place }: ViewContext): Card | undefined {
  const facts = directory.find(page.slug)
  const holder = facts && phoneOf(facts, place, directory)?.holder
  return holder && named.get(holder.slug)
}

function institutions({ responsable, porteurs = [] }: Fields, { named }: SchemeInput): Card[] {
  return cardsOf([responsable, ...porteurs], named)
}

const HEADINGS: Partial<Record<Card['kind'], string>> = {
  contact: 'Contact direct',
  site: 'Téléphone du lieu d’accueil',
  institution: 'Ligne générale de l’institution',
}

function plateFor(
  answer: Card | undefined,
  answering: SchemeInput['answering'],
  context: ViewContext,
): Plate {
  const whole = answering !== undefined && answering.slug === answer?.slug ? answering.fields : undefined
  const hours =
    whole === undefined
      ? undefined
      : hoursView(
          'Joignable',
          { osm: whole.joignable, note: whole.joignable_note, noun: 'jours et heures' },
          context.hoursInWords,
        )
  return plateOf({
    heading: (answer && HEADINGS[answer.kind]) ?? 'Contact direct',
    answer,
    phone: answer?.phone,
    email: whole?.courriel,
    hours,
    opening: openingOf(answer?.slug, context),
  })
}

function briefOf(fields: Fields, { named }: SchemeInput): BriefRow[] {
  const audiences = (fields.publics ?? []).map((value) => AUDIENCES[value])
  const carriers = [...new Set([fields.responsable, ...(fields.porteurs ?? [])])]
  const fee = fields.frais === undefined ? undefined : FEES[fields.frais]
  return [
    row(
      'Pour qui',
      'pour qui',
      fields.pour_qui === undefined ? { items: audiences } : { text: fields.pour_qui },
    ),
    row('Conditions', 'conditions', { text: fields.conditions }),
    // No bounds is no gap: most schemes have none.
    ...optionalRow('Âge', { text: ageInWords(fields.age) }),
    row('Pièces à apporter', 'pièces', { items: fields.pieces }),
    row('Démarche', 'démarche', { text: fields.demarche }),
    row('Qui peut demander', 'demandeur', {
      text: fields.qui_peut_demander && WHO_MAY_ASK[fields.qui_peut_demander],
    }),
    row('Coût', 'coût', { lines: [fee, fields.cout] }),
    row('Délai', 'délai', { text: fields.delai }),
    row('Porté par', 'porteurs', { links: carriers.map((slug) => ficheLink(slug, named)) }),
    ...optionalRow('Langues parlées', languageRow(fields.langues)),
  ]
}

/** « De 16 à 30 ans », « À partir de 60 ans », « Jusqu’à 25 ans ». */
export function ageInWords(age: Fields['age']): string | undefined {
  const { min, max } = age ?? {}
  if (min !== undefined && max !== undefined) return `De ${min} à ${max}${NBSP}ans`
  if (min !== undefined) return `À partir de ${min}${NBSP}ans`
  return max === undefined ? undefined : `Jusqu’à ${max}${NBSP}ans`
}
