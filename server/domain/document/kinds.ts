import type { FicheKind, Kind } from './keys.ts'

/** A slug is unique among the documents of one namespace: the four natures of fiche share theirs. */
export type Namespace = 'fiche' | 'theme' | 'territory' | 'help' | 'thesaurus'

interface KindNames {
  /** Value of `nature` in front matter, of `?nature=` and in the API. */
  nature: string
  namespace: Namespace
  /** Folder of content/ that holds its files. */
  folder: string
  label: string
  plural: string
}

/** The one place where a kind meets its French words and its folder. */
export const KINDS: Readonly<Record<Kind, KindNames>> = {
  institution: {
    nature: 'institution',
    namespace: 'fiche',
    folder: 'fiches/institutions',
    label: 'Institution',
    plural: 'Institutions',
  },
  scheme: {
    nature: 'dispositif',
    namespace: 'fiche',
    folder: 'fiches/dispositifs',
    label: 'Dispositif',
    plural: 'Dispositifs',
  },
  site: {
    nature: 'lieu',
    namespace: 'fiche',
    folder: 'fiches/lieux',
    label: 'Lieu d’accueil',
    plural: 'Lieux d’accueil',
  },
  contact: {
    nature: 'contact',
    namespace: 'fiche',
    folder: 'fiches/contacts',
    label: 'Contact direct',
    plural: 'Contacts directs',
  },
  theme: {
    nature: 'thematique',
    namespace: 'theme',
    folder: 'thematiques',
    label: 'Thématique',
    plural: 'Thématiques',
  },
  territory: {
    nature: 'territoire',
    namespace: 'territory',
    folder: 'territoires',
    label: 'Territoire',
    plural: 'Territoires',
  },
  help: { nature: 'aide', namespace: 'help', folder: 'aide', label: 'Page d’aide', plural: 'Pages d’aide' },
  thesaurus: {
    nature: 'thesaurus',
    namespace: 'thesaurus',
    folder: 'thesaurus',
    label: 'Thésaurus',
    plural: 'Thésaurus',
  },
}

export const FICHE_KINDS: readonly FicheKind[] = ['institution', 'scheme', 'site', 'contact']

export const ALL_KINDS = Object.keys(KINDS) as Kind[]

export function isFicheKind(kind: Kind): kind is FicheKind {
  return KINDS[kind].namespace === 'fiche'
}

export function kindOfNature(nature: string): Kind | undefined {
  return ALL_KINDS.find((kind) => KINDS[kind].nature === nature)
}
