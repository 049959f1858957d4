/** The form of a fiche in its states: whole, short, wrong, new, as a source text. */
import type { Document } from '../../server/domain/document/document.ts'
import { emptyTyped, typedOf } from '../../server/domain/editing/typed.ts'
import type { EditInput } from '../../server/viewmodels/editing.ts'
import { guide } from '../domain/editing/guide.ts'

export const SITE = {
  kind: 'site',
  fields: {
    nature: 'lieu',
    titre: 'Accueil de la CAF à Arras',
    mots_usuels: ['caf'],
    resume: 'On y dépose un dossier.',
    thematiques: ['logement'],
    territoires: ['arras', '62041'],
    responsable: 'caf',
    commune: '62041',
    horaires: 'Mo-Tu,Th-Fr 08:30-12:30,13:30-16:30; We 08:30-12:00; PH off',
    fermetures: [{ du: '2026-12-24', au: '2027-01-02', motif: 'Fêtes' }],
    contacts: ['numero-vert'],
    sources: [{ document: 'Schéma départemental', date: '2017', faits: ['caf-arras'] }],
  },
  body: 'Pour tous.\n\n::: territoire lens-lievin\nIci.\n:::\n\n::: attention\nPrudence.\n:::',
} as Document

export function editInput(more: Partial<EditInput> = {}): EditInput {
  return {
    kind: 'site',
    title: 'Accueil de la CAF à Arras',
    fiche: { slug: 'caf-arras', url: '/fiches/caf-arras', revision: 4, document: SITE },
    guide,
    typed: typedOf(SITE, guide),
    problems: [],
    only: undefined,
    action: '/fiches/caf-arras/modifier',
    key: 'k',
    hidden: { brouillon: 'b1' },
    draft: { savedAt: '2026-11-24T09:21:00.000Z', restartUrl: '/fiches/caf-arras/modifier?neuf=1' },
    reaches: 'Cette fiche est dans le périmètre de la CAF : c’est elle qui relira.',
    notices: [],
    promise: 'Délai promis : 3 jours ouvrés.',
    duplicates: [],
    words: ['allocations', 'caf'],
    summary: '',
    message: '',
    preview: undefined,
    isRaw: false,
    ...more,
  }
}

export const NEW_CONTACT = editInput({
  kind: 'contact',
  title: 'Nouvelle fiche : contact direct',
  fiche: undefined,
  typed: emptyTyped('contact', { responsable: 'caf', thematiques: ['logement'] }, guide),
  draft: undefined,
  reaches: undefined,
  duplicates: [{ title: 'Numéro vert', url: '/fiches/numero-vert', why: 'même téléphone' }],
})

/** Its hours say more than a week can. */
export const BEYOND = editInput({
  typed: { ...typedOf(SITE, guide), 'horaires.osm': 'Mo-Fr 08:00+', 'horaires.lu.ouvert': '' },
  notices: ['La fiche a changé depuis : vos deux modifications ont été réunies.'],
})

export const RAW = editInput({
  isRaw: true,
  typed: { mode: 'source', source: '---\nnature: lieu\n---\n' },
  problems: [{ field: 'source', message: 'Ligne 1, « titre » : La clé « titre » manque.' }],
})
