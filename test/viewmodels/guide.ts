/** A small guide for the tests of the view models: every nature, every unknown, a name that is hidden. */

import type { Directory } from '../../server/domain/directory.ts'
import type { FicheKind, FieldsByKind, Kind } from '../../server/domain/document/keys.ts'
import { KINDS } from '../../server/domain/document/kinds.ts'
import { createGeography } from '../../server/domain/geography.ts'
import { NO_CALENDAR } from '../../server/domain/openingHours/calendar.ts'
import { holeFor } from '../../server/markdown/holes.ts'
import type { RenderedSegment } from '../../server/markdown/rendered.ts'
import type {
  Backlink,
  Card,
  FicheCard,
  Named,
  PublishedPage,
  RevisionRow,
} from '../../server/store/pageTypes.ts'
import { markWords, wordsOf } from '../../server/text/marks.ts'
import type { ViewContext } from '../../server/viewmodels/context.ts'
import type { ResultsInput } from '../../server/viewmodels/results.ts'

export const NBSP = '\u00a0'

/** A directory that knows nobody: what a page says then comes from its own fields alone. */
const NOTHING_KNOWN: Directory = {
  version: 0,
  geography: createGeography(new Map(), []),
  quickExitThemes: new Set(),
  glossary: new Map(),
  themes: new Map(),
  find: () => undefined,
  attachedTo: () => [],
  all: () => [],
  followers: () => [],
}

export const context: ViewContext = {
  account: undefined,
  sendsMail: true,
  brand: {
    name: 'WikiSol62',
    territory: 'du Pas-de-Calais',
    hasLogo: false,
    cofunding: {
      shown: true,
      mention: 'Cofinancé par l’Union européenne',
      fund: 'Fonds européen de développement régional',
      url: '/financement-europeen',
    },
    accessibility: { status: 'non conforme' },
  },
  origin: 'https://guide.exemple.fr',
  today: '2026-11-24',
  now: new Date('2026-11-24T10:24:00Z'),
  calendar: NO_CALENDAR,
  directory: NOTHING_KNOWN,
  place: undefined,
  preview: undefined,
  placeText: '',
  communeName: (insee) => ({ '62041': 'Arras', '62498': 'Lens', '62826': 'Le Touquet' })[insee],
  hoursInWords: (hours) =>
    hours === 'Mo-Fr 08:30-16:30' ? ['Lundi au vendredi : 8 h 30 à 16 h 30'] : [hours],
}

let lastId = 0

export function card<K extends Kind>(
  kind: K,
  slug: string,
  title: string,
  more: Partial<Card<K>> = {},
): Card<K> {
  lastId += 1
  return {
    id: lastId,
    kind,
    slug,
    title,
    status: 'en-service',
    archived: false,
    reserved: false,
    revision: 2,
    publishedAt: '2026-11-20T23:30:00.000Z',
    ...more,
  }
}

export function page<K extends Kind>(
  kind: K,
  slug: string,
  fields: Omit<FieldsByKind[K], 'nature'>,
  more: Partial<PublishedPage<K>> = {},
): PublishedPage<K> {
  const whole = { nature: KINDS[kind].nature, ...fields } as unknown as FieldsByKind[K]
  const title = (whole as { titre: string }).titre
  return { ...card(kind, slug, title), fields: whole, segments: [], ...more }
}

export function segment(html: string, more: Partial<RenderedSegment> = {}): RenderedSegment {
  return { kind: 'common', html, headings: [], text: html, ...more }
}

export const caf = card('institution', 'caf', 'Caisse d’allocations familiales', {
  acronym: 'CAF',
  phone: '32 30',
})
export const site = card('site', 'caf-arras', 'Accueil de la CAF à Arras', { commune: '62041' })
export const line = card('contact', 'numero-vert', 'Numéro vert', {
  phone: '0 805 29 62 62',
  summary: 'Un juriste.',
})
export const mute = card('contact', 'referent', 'Référent logement')
export const scheme = card('scheme', 'expulsion', 'Loyer impayé', { summary: 'Un juriste répond.' })
export const housing = card('theme', 'logement', 'Logement', { summary: 'Trouver un toit.' })
export const lens = card('territory', 'arrondissement-de-lens', 'Arrondissement de Lens')

export const named: Named = new Map<string, Card>([
  ['caf', caf],
  ['caf-arras', site],
  ['numero-vert', line],
  ['referent', mute],
  ['expulsion', scheme],
  ['thematiques/logement', housing],
  ['territoires/arrondissement-de-lens', lens],
])

const common = { resume: 'Un résumé : court.', thematiques: ['logement'], territoires: ['pas-de-calais'] }

export const SOURCE = { document: 'Schéma départemental', date: '2017', section: 'sous-action 3.1' }

export function schemeFiche(
  fields: Partial<FieldsByKind['scheme']> = {},
  more: Partial<PublishedPage<'scheme'>> = {},
) {
  return page(
    'scheme',
    'expulsion',
    { titre: 'Loyer impayé', ...common, responsable: 'caf', ...fields },
    more,
  )
}

export function siteFiche(
  fields: Partial<FieldsByKind['site']> = {},
  more: Partial<PublishedPage<'site'>> = {},
) {
  return page(
    'site',
    'caf-arras',
    { titre: 'Accueil de la CAF', ...common, responsable: 'caf', ...fields },
    more,
  )
}

export function contactFiche(fields: Partial<FieldsByKind['contact']> = {}) {
  return page('contact', 'numero-vert', {
    titre: 'Numéro vert',
    fonction: 'Juriste',
    ...common,
    responsable: 'caf',
    ...fields,
  })
}

export function institutionFiche(fields: Partial<FieldsByKind['institution']> = {}) {
  return page('institution', 'caf', { titre: 'Caisse d’allocations familiales', ...common, ...fields })
}

export function backlink(key: string, of: Card): Backlink {
  return { key, card: of as FicheCard }
}

export function revision(n: number, more: Partial<RevisionRow> = {}): RevisionRow {
  return {
    n,
    sha256: 'x',
    createdAt: `2026-11-0${n}T10:00:00.000Z`,
    author: 'Alice Martin',
    summary: 'Nouveau numéro : la ligne a changé',
    origin: 'edition',
    approver: null,
    redacted: false,
    ...more,
  }
}

export const body: RenderedSegment[] = [
  segment(`<h2 id="s-a">A</h2><p>Voir ${holeFor('caf')} et ${holeFor('cachee')}.</p>`, {
    headings: ['a', 'b', 'c', 'd'].map((id) => ({ level: 2, id: `s-${id}`, text: id.toUpperCase() })),
  }),
  segment('<p>Ici seulement.</p>', { kind: 'territory', territory: 'arrondissement-de-lens' }),
  segment('<p>Prudence.</p>', { kind: 'warning' }),
  segment('<p>Un conseil.</p>', { kind: 'tip' }),
]

export const counts: Readonly<Record<FicheKind, number>> = { institution: 1, scheme: 1, site: 1, contact: 2 }

/** What a results page is made from: these fiches for these words, no filter, no place. */
export function asked(
  question: string,
  cards: readonly FicheCard[],
  more: Partial<ResultsInput> = {},
): ResultsInput {
  return {
    question,
    understood: {
      words: [],
      said: [],
      place: undefined,
      placeWords: [],
      placeRead: false,
      age: undefined,
      phone: undefined,
      corrected: undefined,
    },
    mark: (text) =>
      markWords(
        text,
        wordsOf(text).filter(({ word }) => word === question),
      ),
    choice: {
      nature: undefined,
      theme: undefined,
      audience: undefined,
      open: undefined,
      walkIn: undefined,
      order: undefined,
      page: 1,
      literal: false,
    },
    cards,
    total: cards.length,
    unfiltered: cards.length,
    counts: new Map(),
    themes: [],
    near: new Map(),
    pages: 1,
    urgent: false,
    reserved: [],
    mayExplain: false,
    explain: undefined,
    ...more,
  }
}
