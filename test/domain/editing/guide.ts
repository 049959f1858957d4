/** A small guide for the tests of the form: an acronym, two of one name, a former slug, a postcode of two communes. */
import type { Commune } from '../../../server/domain/commune.ts'
import type { FicheKind } from '../../../server/domain/document/keys.ts'
import { editingGuide } from '../../../server/domain/editing/guide.ts'
import type { FicheFacts } from '../../../server/domain/facts.ts'
import { createGeography } from '../../../server/domain/geography.ts'

const commune = (code: string, nom: string, codesPostaux: string[]): [string, Commune] => [
  code,
  { code, nom, codesPostaux } as Commune,
]
const COMMUNES = new Map([
  commune('62041', 'Arras', ['62000']),
  commune('62193', 'Calais', ['62100']),
  commune('62100', 'Beaurainville', ['62990']),
  commune('62498', 'Lens', ['62300']),
  commune('62427', 'Hersin', ['62530']),
  commune('62450', 'Hersin', ['62530']),
])
const territory = (slug: string, title: string) =>
  ({ slug, title, otherNames: [], type: 'epci', extent: 'inconnue', communes: [], madeOf: [] }) as const

const fiche = (id: number, kind: FicheKind, slug: string, title: string) =>
  ({ id, kind, slug, title }) as FicheFacts

export const FICHES = [
  fiche(1, 'institution', 'caf', 'Caisse d’allocations familiales'),
  fiche(2, 'institution', 'antenne-lens', 'Antenne'),
  fiche(3, 'institution', 'antenne-arras', 'Antenne'),
  fiche(4, 'contact', 'numero-vert', 'Numéro vert'),
  fiche(5, 'contact', 'samu-social', '115'),
  fiche(6, 'site', 'caf-arras', 'Accueil de la CAF à Arras'),
  fiche(7, 'institution', 'nouvelle', 'caf'),
]

export const guide = editingGuide({
  all: () => FICHES,
  find: (slug) => FICHES.find((each) => each.slug === (slug === 'ancienne-caf' ? 'caf' : slug)),
  themes: new Map([
    ['logement', { slug: 'logement', title: 'Logement', parent: undefined }],
    ['budget', { slug: 'budget', title: 'Budget', parent: undefined }],
  ]),
  geography: createGeography(COMMUNES, [
    territory('arras', 'Arras'),
    territory('pas-de-calais', 'Pas-de-Calais'),
    territory('lens-lievin', 'Communauté d’agglomération de Lens-Liévin'),
  ]),
  acronymOf: (id) => ({ 1: 'CAF', 2: 'CCAS / CIAS' })[id],
})
