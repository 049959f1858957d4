import type { FieldsByKind } from '../domain/document/keys.ts'
import type { Named } from '../store/pageTypes.ts'
import { periodInWords } from '../text/dates.ts'
import { type BriefRow, optionalRow, row } from './brief.ts'
import type { ViewContext } from './context.ts'
import { type FicheInput, type FichePage, fichePage, namedBy, section } from './fiche.ts'
import { languageRow } from './languages.ts'
import type { Link } from './links.ts'
import { ficheLink, placeLink, themeLink } from './names.ts'
import { openingOf } from './opening.ts'
import { hoursView, plateOf } from './plate.ts'

/** One thing a contact follows: these themes, on these territories. */
export interface Coverage {
  themes: Link[]
  territories: Link[]
}

export interface Absence {
  text: string
  stand: Link | undefined
}

export interface ContactPage extends FichePage {
  absences: Absence[]
  coverage: Coverage[]
}

type Fields = FieldsByKind['contact']

export function contactPage(input: FicheInput<'contact'>, context: ViewContext): ContactPage {
  const { page, named, backlinks } = input
  const { fields } = page
  const used = namedBy(backlinks, 'scheme', ['contacts'])
  const hours = hoursView(
    'Joignable',
    { osm: fields.joignable, note: fields.joignable_note, noun: 'jours et heures' },
    context.hoursInWords,
  )
  const parts = {
    plate: plateOf({
      heading: 'Ligne directe',
      phone: fields.telephone,
      email: fields.courriel,
      hours,
      opening: openingOf(page.slug, context),
    }),
    brief: briefOf(fields, input),
    contacts: section('contacts', 'Contacts directs', [], context),
    bodyHeading: 'À savoir',
    sections: used.length === 0 ? [] : [section('dispositifs', 'On l’appelle pour', used, context)],
    // A professional's name is personal data: search engines are asked to leave it.
    noindex: page.reserved || fields.personne !== undefined,
  }
  return {
    ...fichePage(input, parts, context),
    absences: absencesFrom(fields.absences, named, context.today),
    coverage: coverageOf(fields, named, context),
  }
}

/** Who answers for the fiche is not always whose line it is; a relief is expected only where a person is named. */
function briefOf(fields: Fields, { named }: FicheInput<'contact'>): BriefRow[] {
  const { institution, personne, relais, responsable } = fields
  const relief = { links: relais === undefined ? [] : [ficheLink(relais, named)] }
  return [
    row('Fonction', 'fonction', { text: fields.fonction }),
    ...optionalRow('Personne', { text: personne }),
    ...optionalRow(institution === undefined ? 'Fiche tenue par' : 'Institution', {
      links: [ficheLink(institution ?? responsable, named)],
    }),
    ...optionalRow('Lieu', { links: fields.lieu === undefined ? [] : [ficheLink(fields.lieu, named)] }),
    ...(personne === undefined ? optionalRow('Relais', relief) : [row('Relais', 'relais', relief)]),
    ...optionalRow('Langues parlées', languageRow(fields.langues)),
  ]
}

/** The absences that are not over, the next one first. */
function absencesFrom(absences: Fields['absences'], named: Named, today: string): Absence[] {
  return (absences ?? [])
    .filter(({ au }) => au >= today)
    .toSorted((a, b) => a.du.localeCompare(b.du))
    .map(({ du, au, relais }) => ({
      text: `Absence ${periodInWords(du, au)}`,
      stand: relais === undefined ? undefined : ficheLink(relais, named),
    }))
}

/** Without `couvre`, a contact follows its own themes on its own territories. */
function coverageOf(fields: Fields, named: Named, context: ViewContext): Coverage[] {
  const { thematiques, territoires, couvre = [] } = fields
  const items = couvre.length === 0 ? [{ thematiques, territoires }] : couvre
  return items.map((item) => ({
    themes: (item.thematiques ?? thematiques).map((slug) => themeLink(slug, named)),
    territories: (item.territoires ?? territoires).map((place) => placeLink(place, named, context)),
  }))
}
