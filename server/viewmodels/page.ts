import type { Role } from '../domain/permission.ts'
import { withFrenchSpaces } from '../text/typography.ts'
import type { ViewContext } from './context.ts'
import { EMERGENCY_NUMBERS, type EmergencyNumber } from './emergency.ts'

export interface NavLink {
  label: string
  url: string
  current: boolean
}

export interface Cofunding {
  mention: string
  fund: string
  url: string
}

/** What surrounds every page. */
export interface Frame {
  /** The name of the guide, its closing figures apart: they are boxed in the header. */
  brand: { name: string; start: string; figures: string; tagline: string; hasLogo: boolean }
  /** What stands in the two fields of the question bar. */
  search: { question: string; where: string }
  /** The place that was chosen, for the script that keeps it on the reader's machine. */
  place: { ou: string; text: string } | undefined
  nav: NavLink[]
  footer: NavLink[]
  emergency: readonly EmergencyNumber[]
  /** True where the page itself shows the emergency numbers above. */
  emergencyAbove: boolean
  cofunding: Cofunding | undefined
  /** True where the co-funding must be seen without scrolling. */
  cofundingAbove: boolean
  /** The emergency numbers come before the page itself, so that « Aller au contenu » leads to the field. */
  home: boolean
  /** A reader may have to leave this page at once: « Quitter vite », and nothing of it is kept on the machine. */
  quickExit: boolean
  /** Who is signed in, and where each role leads; nothing for a reader. */
  account: { name: string; signOutKey: string; links: NavLink[] } | undefined
  today: string
  /** For the script that says « Ouvert » again as time goes by. */
  calendar: string
}

export interface Page {
  title: string
  description: string
  /** Absolute: the one address under which other sites should know the page. */
  canonicalUrl: string
  noindex: boolean
  frame: Frame
}

interface PageOptions {
  title: string
  description: string
  canonicalPath: string
  noindex?: boolean
  /** Words to keep in the header's field. */
  question?: string
  /** The home page has its own field, emergency numbers and co-funding at the top. */
  home?: boolean
  /** The page shows the emergency numbers itself. */
  emergencyAbove?: boolean
  quickExit?: boolean
}

const NAV: readonly (readonly [string, string])[] = [
  ['Thématiques', '/thematiques'],
  ['Territoires', '/territoires'],
  ['Toutes les fiches', '/fiches'],
  ['Aide', '/aide'],
]

export function pageOf(options: PageOptions, context: ViewContext): Page {
  const { title, description, canonicalPath, noindex = false } = options
  return {
    title,
    description: withFrenchSpaces(description),
    canonicalUrl: context.origin + canonicalPath,
    noindex,
    frame: frameOf(options, context),
  }
}

function frameOf(
  { canonicalPath, question, home, emergencyAbove, quickExit }: PageOptions,
  context: ViewContext,
): Frame {
  const { account, brand, calendar, today } = context
  const here = ([label, url]: readonly [string, string]) => ({ label, url, current: url === canonicalPath })
  return {
    brand: { ...brandView(brand.name, brand.territory), hasLogo: brand.hasLogo },
    search: { question: question ?? '', where: context.placeText },
    place: context.place && { ou: context.place.ou, text: context.placeText },
    nav: NAV.map(here),
    footer: footerLinks(brand.accessibility.status, account === undefined).map(here),
    emergency: EMERGENCY_NUMBERS,
    emergencyAbove: home === true || emergencyAbove === true,
    cofunding: brand.cofunding.shown ? brand.cofunding : undefined,
    cofundingAbove: home === true,
    home: home === true,
    quickExit: quickExit === true,
    account: account && {
      name: account.name,
      signOutKey: account.signOutKey,
      links: accountLinks(account.roles).map(here),
    },
    today,
    calendar: JSON.stringify(calendar),
  }
}

function brandView(name: string, territory: string): Omit<Frame['brand'], 'hasLogo'> {
  const [, start = name, figures = ''] = /^(.*?)(\d*)$/.exec(name) ?? []
  return { name, start, figures, tagline: `Le guide des solidarités ${territory}` }
}

/** What each role finds in the header besides reading. */
function accountLinks(roles: readonly Role[]): (readonly [string, string])[] {
  const has = (...wanted: Role[]) => roles.some((role) => wanted.includes(role))
  return [
    ['Mes propositions', '/propositions'],
    ...(has('moderator', 'administrator') ? [['Relecture', '/relecture'] as const] : []),
    ['Mon compte', '/compte'],
    ...(has('moderator', 'administrator') ? [['Comptes', '/administration/comptes'] as const] : []),
    ...(has('administrator')
      ? [['Journal', '/administration/journal'] as const, ['Courriels', '/administration/courriels'] as const]
      : []),
  ]
}

function footerLinks(accessibility: string, canSignIn: boolean): (readonly [string, string])[] {
  return [
    ['Aide', '/aide'],
    ['Glossaire', '/glossaire'],
    [withFrenchSpaces(`Accessibilité : ${accessibility}`), '/accessibilite'],
    ['Données personnelles', '/donnees-personnelles'],
    ['Mentions légales', '/mentions-legales'],
    ['Financement européen', '/financement-europeen'],
    ['Statistiques', '/statistiques'],
    ['Plan du site', '/plan-du-site'],
    ...(canSignIn ? [['Se connecter', '/connexion'] as const] : []),
  ]
}
