import type { Card, Named, PublishedPage } from '../store/pageTypes.ts'
import { dateInWords } from '../text/dates.ts'
import { withFrenchSpaces } from '../text/typography.ts'
import { type BodyView, bodyView } from './body.ts'
import type { ViewContext } from './context.ts'
import { DUTY_PAGES, type Link, urlOf } from './links.ts'
import { type Page, pageOf } from './page.ts'

export interface HelpEntry {
  title: string
  url: string
  summary: string | undefined
}

export interface HelpListPage extends Page {
  pages: HelpEntry[]
}

export interface HelpPage extends Page {
  trail: Link[]
  heading: string
  summary: string
  /** What the configuration says, over the text: the state of accessibility, the co-funding. */
  statement: string | undefined
  body: BodyView
}

/** The help pages in the order the store gives; the four duty pages have their place in the footer. */
export function helpListPage(cards: readonly Card<'help'>[], context: ViewContext): HelpListPage {
  return {
    ...pageOf(
      {
        title: 'Aide',
        description: 'Comment chercher, lire et partager une fiche du guide.',
        canonicalPath: '/aide',
      },
      context,
    ),
    pages: helpEntries(cards),
  }
}

export function helpEntries(cards: readonly Card<'help'>[]): HelpEntry[] {
  return cards
    .filter(({ slug }) => !DUTY_PAGES.includes(slug))
    .map((card) => ({
      title: withFrenchSpaces(card.title),
      url: urlOf(card),
      summary: card.summary === undefined ? undefined : withFrenchSpaces(card.summary),
    }))
}

export function helpPage(
  { page, named }: { page: PublishedPage<'help'>; named: Named },
  context: ViewContext,
): HelpPage {
  const home = { label: 'Accueil', url: '/' }
  return {
    ...pageOf({ title: page.title, description: page.fields.resume, canonicalPath: urlOf(page) }, context),
    trail: DUTY_PAGES.includes(page.slug) ? [home] : [home, { label: 'Aide', url: '/aide' }],
    heading: withFrenchSpaces(page.title),
    summary: withFrenchSpaces(page.fields.resume),
    statement: statementOf(page.slug, context),
    body: bodyView(page.segments, named, context),
  }
}

function statementOf(slug: string, { brand }: ViewContext): string | undefined {
  if (slug === 'accessibilite') return accessibilityStatement(brand.accessibility)
  const { shown, mention, fund } = brand.cofunding
  return slug === 'financement-europeen' && shown ? withFrenchSpaces(`${mention} : ${fund}`) : undefined
}

function accessibilityStatement({ status, auditedOn }: ViewContext['brand']['accessibility']): string {
  const audit =
    auditedOn === undefined ? 'aucun audit n’a encore été fait' : `audit du ${dateInWords(auditedOn)}`
  return withFrenchSpaces(`État de conformité : ${status} (${audit})`)
}
