import type { FieldsByKind } from '../domain/document/keys.ts'
import { ACCESSIBILITY, AUDIENCES, SERVICE_LEVELS, SITE_CATEGORIES } from '../domain/document/vocabulary.ts'
import type { WeekDay } from '../domain/openingHours/week.ts'
import type { Card } from '../store/pageTypes.ts'
import { daysBetween, periodInWords } from '../text/dates.ts'
import { withFrenchSpaces } from '../text/typography.ts'
import { addressView } from './address.ts'
import { type BriefRow, optionalRow, row } from './brief.ts'
import type { ViewContext } from './context.ts'
import {
  contactSection,
  contactsOf,
  type FicheInput,
  type FichePage,
  fichePage,
  namedBy,
  section,
} from './fiche.ts'
import { languageRow } from './languages.ts'
import type { Link } from './links.ts'
import { cardsOf, ficheLink } from './names.ts'
import { openingOf, weekOf } from './opening.ts'
import { firstReached, type Hours, hoursView, plateOf, reachedAmong } from './plate.ts'

export interface Closure {
  text: string
  /** Today or within a month: said louder. */
  near: boolean
}

export interface SitePage extends FichePage {
  closures: Closure[]
  /** This week, day by day; empty when the hours are not known. */
  week: WeekDay[]
  /** « Y aller »: address, transport, accessibility. */
  access: BriefRow[]
}

type Fields = FieldsByKind['site']

const NEAR_DAYS = 30

export function sitePage(input: FicheInput<'site'>, context: ViewContext): SitePage {
  const { page, named, backlinks } = input
  const { fields } = page
  const contacts = contactsOf(fields.contacts, named, backlinks, ['lieu'])
  const answer = fields.telephone === undefined ? answerFor(contacts, input) : undefined
  const schemes = namedBy(backlinks, 'scheme', ['lieux'])
  const parts = {
    plate: plateOf({
      heading: headingFor(answer),
      answer,
      phone: fields.telephone ?? answer?.phone,
      email: fields.courriel,
      hours: hoursOf(fields, context),
      opening: openingOf(page.slug, context),
      terms: termsOf(fields),
    }),
    brief: briefOf(fields, input),
    contacts: contactSection(contacts, answer, context),
    bodyHeading: 'On y vient pour',
    sections:
      schemes.length === 0 ? [] : [section('dispositifs', 'Dispositifs proposés ici', schemes, context)],
  }
  return {
    ...fichePage(input, parts, context),
    closures: closuresFrom(fields.fermetures, context.today),
    week: weekOfSlug(page.slug, context),
    access: accessOf(fields, context),
  }
}

/** Who answers for a place that has no line of its own: a direct contact, else the institution that keeps it. */
function answerFor(contacts: readonly Card[], { page, named }: FicheInput<'site'>): Card | undefined {
  return firstReached(contacts) ?? reachedAmong([page.fields.gestionnaire, page.fields.responsable], named)
}

function headingFor(answer: Card | undefined): string {
  if (answer === undefined) return 'Téléphone de cet accueil'
  return answer.kind === 'contact' ? 'Contact direct' : 'Ligne générale de l’institution'
}

function hoursOf({ horaires, horaires_note }: Fields, context: ViewContext): Hours {
  return hoursView('Horaires', { osm: horaires, note: horaires_note, noun: 'horaires' }, context.hoursInWords)
}

function termsOf({ sans_rendez_vous, sur_rendez_vous }: Fields): string[] {
  return [sans_rendez_vous && 'Sans rendez-vous', sur_rendez_vous && 'Sur rendez-vous'].filter(
    (term) => typeof term === 'string',
  )
}

function weekOfSlug(slug: string, context: ViewContext): WeekDay[] {
  const facts = context.directory.find(slug)
  return facts === undefined ? [] : weekOf(facts, context)
}

/** The closures that are not over, the next one first. */
export function closuresFrom(closures: Fields['fermetures'], today: string): Closure[] {
  return (closures ?? [])
    .filter(({ au }) => au >= today)
    .toSorted((a, b) => a.du.localeCompare(b.du))
    .map(({ du, au, motif }) => ({
      text: `Fermé ${periodInWords(du, au)}${motif === undefined ? '' : ` (${withFrenchSpaces(motif)})`}`,
      near: daysBetween(today, du) <= NEAR_DAYS,
    }))
}

function briefOf(fields: Fields, { named }: FicheInput<'site'>): BriefRow[] {
  const operators = cardsOf(fields.operateurs_presents, named)
  return [
    ...optionalRow('Sorte de lieu', { text: fields.categorie && SITE_CATEGORIES[fields.categorie] }),
    ...optionalRow('Publics', { items: (fields.publics ?? []).map((value) => AUDIENCES[value]) }),
    row('Sur place', 'services', {
      items: (fields.niveau_de_service ?? []).map((value) => SERVICE_LEVELS[value]),
    }),
    row('Tenu par', 'institution', { links: [ficheLink(fields.gestionnaire ?? fields.responsable, named)] }),
    ...optionalRow('Opérateurs présents', { links: operators.map(({ slug }) => ficheLink(slug, named)) }),
    ...optionalRow('Langues parlées', languageRow(fields.langues)),
    ...optionalRow('Site web', { links: webLink(fields.site_web) }),
  ]
}

function accessOf(fields: Fields, context: ViewContext): BriefRow[] {
  const address = addressView(fields, context)
  const { arret, lignes = [], lien } = fields.transport ?? {}
  const lines = [
    arret === undefined ? undefined : withFrenchSpaces(`Arrêt : ${arret}`),
    lignes.length === 0
      ? undefined
      : withFrenchSpaces(`${lignes.length === 1 ? 'Ligne' : 'Lignes'} : ${lignes.join(', ')}`),
  ]
  return [
    { ...row('Adresse', 'adresse', { lines: address.lines }), unknown: address.unknown },
    row('Transport', 'transport', {
      lines,
      links: lien === undefined ? [] : [{ label: 'Calculer l’itinéraire', url: lien }],
    }),
    row('Accessibilité', 'accessibilité', {
      items: (fields.accessibilite ?? []).map((value) => ACCESSIBILITY[value]),
    }),
  ]
}

function webLink(url: string | undefined): Link[] {
  return url === undefined
    ? []
    : [{ label: url.replace(/^https?:\/\/(?:www\.)?/, '').replace(/\/$/, ''), url }]
}
