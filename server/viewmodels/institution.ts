import type { FieldsByKind } from '../domain/document/keys.ts'
import { AUDIENCES, INSTITUTION_CATEGORIES } from '../domain/document/vocabulary.ts'
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
import { ficheLink } from './names.ts'
import { firstReached, plateOf } from './plate.ts'
import { unknown } from './unknown.ts'

export type InstitutionPage = FichePage

type Fields = FieldsByKind['institution']

export function institutionPage(input: FicheInput<'institution'>, context: ViewContext): InstitutionPage {
  const { page, named, backlinks } = input
  const contacts = contactsOf(page.fields.contacts, named, backlinks, ['institution'])
  const answer = page.fields.telephone === undefined ? firstReached(contacts) : undefined
  const sites = namedBy(backlinks, 'site', ['gestionnaire', 'responsable', 'operateurs_presents'])
  const schemes = namedBy(backlinks, 'scheme', ['porteurs', 'responsable'])
  return fichePage(
    input,
    {
      plate: plateOf({
        heading: answer === undefined ? 'Téléphone général' : 'Contact direct',
        answer,
        phone: page.fields.telephone ?? answer?.phone,
        email: page.fields.courriel,
      }),
      brief: briefOf(page.fields, input, context),
      contacts: contactSection(contacts, answer, context),
      bodyHeading: 'Missions',
      sections: [
        {
          ...section('lieux', 'Lieux d’accueil', sites, context),
          unknown: sites.length ? undefined : unknown('lieux'),
        },
        {
          ...section('dispositifs', 'Dispositifs portés', schemes, context),
          unknown: schemes.length ? undefined : unknown('dispositifs'),
        },
        ...services(input, context),
      ],
    },
    context,
  )
}

/** The institutions that name this one as the one they depend on. */
function services({ backlinks }: FicheInput<'institution'>, context: ViewContext) {
  const cards = namedBy(backlinks, 'institution', ['responsable'])
  return cards.length === 0 ? [] : [section('services', 'Ses services', cards, context)]
}

function briefOf(
  fields: Fields,
  { page, named }: FicheInput<'institution'>,
  context: ViewContext,
): BriefRow[] {
  const { lines, unknown: addressUnknown } = addressView(fields, context)
  const parent = fields.responsable === page.slug ? undefined : fields.responsable
  const address = row('Adresse', 'adresse', { lines })
  return [
    ...optionalRow('Famille', { text: fields.categorie && INSTITUTION_CATEGORIES[fields.categorie] }),
    ...optionalRow('Dépend de', { links: parent === undefined ? [] : [ficheLink(parent, named)] }),
    ...optionalRow('Publics', { items: (fields.publics ?? []).map((value) => AUDIENCES[value]) }),
    { ...address, unknown: addressUnknown },
    row('Courriel', 'courriel', {
      links:
        fields.courriel === undefined ? [] : [{ label: fields.courriel, url: `mailto:${fields.courriel}` }],
    }),
    row('Site web', 'site web', {
      links:
        fields.site_web === undefined
          ? []
          : [{ label: withoutScheme(fields.site_web), url: fields.site_web }],
    }),
    ...optionalRow('Langues parlées', languageRow(fields.langues)),
  ]
}

function withoutScheme(url: string): string {
  return url.replace(/^https?:\/\/(?:www\.)?/, '').replace(/\/$/, '')
}
