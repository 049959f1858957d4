/**
 * Every key of every kind of document, in the order in which it is written. The names are French because contributors,
 * exports and the API show them; this table is the one place that knows them all, and docs/format-des-documents.md is
 * made from it.
 */
import type { FieldsOf, Keys } from './fieldTypes.ts'
import {
  ACCESSIBILITY,
  AUDIENCES,
  FEES,
  INSTITUTION_CATEGORIES,
  LANGUAGES,
  SERVICE_LEVELS,
  SITE_CATEGORIES,
  STATUSES,
  TERRITORY_EXTENTS,
  TERRITORY_TYPES,
  VISIBILITIES,
  WHO_MAY_ASK,
} from './vocabulary.ts'

const line = { type: 'line', max: 200 } as const
const text = { type: 'text', max: 4_000 } as const
const slugs = <T extends 'fiche' | 'institution' | 'site' | 'contact' | 'theme' | 'place'>(to: T) =>
  ({ type: 'list', of: { type: 'reference', to }, max: 200 }) as const
const lines = { type: 'list', of: line, max: 100 } as const
const phone = { type: 'phone' } as const
const date = { type: 'date' } as const

const identity = {
  titre: {
    type: { type: 'line', min: 3, max: 150 },
    required: true,
    about: 'Nom en mots courants, sans point final.',
    inclusion: 'structure.nom, service.nom',
  },
  sigle: { type: { type: 'line', max: 40 }, about: 'Sigle d’usage, par exemple « MDPH ».' },
  autres_noms: { type: lines, about: 'Anciens noms et autres appellations.' },
  mots_usuels: { type: lines, about: 'Mots que les personnes emploient pour en parler ; ils sont montrés.' },
  fautes_courantes: {
    type: lines,
    about: 'Écritures fautives, pour la recherche seulement : « caffe », « pims ».',
  },
} as const satisfies Keys

const summary = {
  resume: {
    type: { type: 'line', max: 400 },
    required: true,
    about: 'Ce que cela apporte à la personne, en une ou deux phrases.',
    inclusion: 'structure.description, service.description',
  },
} as const satisfies Keys

const reach = {
  statut: {
    type: { type: 'choice', values: STATUSES },
    about: 'Où en est la chose ; « en service » si la clé manque.',
  },
  thematiques: {
    type: slugs('theme'),
    required: true,
    about: 'Thématiques, la principale en premier.',
    inclusion: 'service.thematiques',
  },
  territoires: {
    type: slugs('place'),
    required: true,
    about: 'Qui est servi : territoires ou communes ; « national » et « pas-de-calais » en sont.',
    inclusion: 'service.zone_eligibilite',
  },
  publics: {
    type: { type: 'list', of: { type: 'choice', values: AUDIENCES }, max: 30 },
    about: 'À qui cela s’adresse.',
    inclusion: 'service.publics',
  },
} as const satisfies Keys

const owner = {
  responsable: {
    type: { type: 'reference', to: 'institution' },
    required: true,
    about: 'Institution qui répond de la fiche ; elle décide dans quel périmètre la fiche se trouve.',
    inclusion: 'service.structure_id',
  },
} as const satisfies Keys

const sources = {
  sources: {
    type: {
      type: 'list',
      max: 20,
      of: {
        type: 'group',
        keys: {
          document: { type: { type: 'line', max: 300 }, about: 'Titre du document ou de la page.' },
          url: { type: { type: 'url' }, about: 'Adresse de la page.' },
          date: { type: { type: 'partial-date' }, about: 'Date de la source : année, mois ou jour.' },
          section: {
            type: { type: 'line', max: 200 },
            about: 'Partie du document : section, page ou lignes.',
          },
          faits: {
            type: { type: 'list', of: { type: 'identifier' }, max: 100 },
            about: 'Identifiants des faits repris.',
          },
        },
      },
    },
    about: 'D’où viennent les faits de la fiche.',
    inclusion: 'structure.lien_source, service.lien_source',
  },
} as const satisfies Keys

const commonEnd = {
  langues: {
    type: { type: 'list', of: { type: 'choice', values: LANGUAGES }, max: 30 },
    about: 'Langues parlées, codes ISO 639-1 et « lsf ».',
  },
  liens: {
    type: {
      type: 'list',
      max: 30,
      of: {
        type: 'group',
        keys: {
          url: { type: { type: 'url' }, required: true, about: 'Adresse complète, https de préférence.' },
          libelle: { type: line, required: true, about: 'Ce qu’on y trouve.' },
        },
      },
    },
    about: 'Liens utiles.',
    inclusion: 'service.lien_mobilisation',
  },
  voir_aussi: { type: slugs('fiche'), about: 'Fiches à regarder si celle-ci ne convient pas.' },
  archive: {
    type: {
      type: 'group',
      keys: {
        le: { type: date, required: true, about: 'Jour de l’archivage.' },
        motif: { type: line, required: true, about: 'Pourquoi.' },
        remplacee_par: { type: { type: 'reference', to: 'fiche' }, about: 'Fiche qui la remplace.' },
      },
    },
    about: 'Présente quand la fiche n’a plus cours.',
  },
  ...sources,
  verification: {
    type: {
      type: 'group',
      keys: {
        tous_les_jours: {
          type: { type: 'number', min: 7, max: 730, integer: true },
          required: true,
          about: 'Nombre de jours au bout desquels la fiche est à revérifier.',
        },
      },
    },
    about: 'Rythme de vérification propre à la fiche.',
  },
} as const satisfies Keys

const contacts = {
  contacts: {
    type: slugs('contact'),
    about: 'Contacts directs à montrer, dans cet ordre, avant ceux qui s’y rattachent d’eux-mêmes.',
  },
} as const satisfies Keys

const reached = {
  telephone: {
    type: phone,
    about:
      'Ligne générale de ce lieu ou de cette institution ; une ligne avec une fonction est un contact direct.',
    inclusion: 'structure.telephone, service.telephone',
  },
  courriel: {
    type: { type: 'email' },
    about: 'Courriel général.',
    inclusion: 'structure.courriel, service.courriel',
  },
} as const satisfies Keys

const address = { type: line, about: 'Numéro et voie.', inclusion: 'structure.adresse' } as const

const nature = (value: string, label: string) =>
  ({
    nature: {
      type: { type: 'choice', values: { [value]: label } as Record<string, string> },
      required: true,
      about: `Toujours « ${value} ».`,
    },
  }) as const satisfies Keys

export const INSTITUTION_KEYS = {
  ...nature('institution', 'Institution'),
  ...identity,
  ...summary,
  ...reach,
  responsable: {
    ...omitRequired(owner.responsable),
    about: 'Institution dont elle dépend ; sans elle, l’institution répond d’elle-même.',
  },
  categorie: {
    type: { type: 'choice', values: INSTITUTION_CATEGORIES },
    about: 'Famille de l’institution.',
    inclusion: 'structure.reseaux_porteurs',
  },
  ...reached,
  site_web: { type: { type: 'url' }, about: 'Site de l’institution.', inclusion: 'structure.site_web' },
  adresse: address,
  code_postal: {
    type: { type: 'postcode' },
    about: 'Code postal du siège.',
    inclusion: 'structure.code_postal',
  },
  commune: {
    type: { type: 'commune' },
    about: 'Commune du siège, code INSEE.',
    inclusion: 'structure.code_insee',
  },
  ...contacts,
  ...commonEnd,
} as const satisfies Keys

export const SCHEME_KEYS = {
  ...nature('dispositif', 'Dispositif'),
  ...identity,
  ...summary,
  ...reach,
  ...owner,
  porteurs: { type: slugs('institution'), about: 'Institutions qui le portent, le responsable compris.' },
  pour_qui: { type: text, about: 'À qui cela s’adresse, en clair.', inclusion: 'service.publics_precisions' },
  conditions: {
    type: text,
    about: 'Conditions à remplir, seuils compris.',
    inclusion: 'service.conditions_acces',
  },
  age: {
    type: {
      type: 'group',
      keys: {
        min: { type: { type: 'number', min: 0, max: 120, integer: true }, about: 'Âge minimal, en années.' },
        max: {
          type: { type: 'number', min: 0, max: 120, integer: true },
          about: 'Âge maximal inclus, en années.',
        },
      },
    },
    about: 'Bornes d’âge.',
  },
  pieces: {
    type: lines,
    about: 'Documents à apporter, un par ligne.',
    inclusion: 'service.conditions_acces',
  },
  demarche: {
    type: text,
    about: 'Comment demander, étape par étape.',
    inclusion: 'service.mobilisation_precisions',
  },
  qui_peut_demander: {
    type: { type: 'choice', values: WHO_MAY_ASK },
    about: 'Qui engage la démarche.',
    inclusion: 'service.mobilisable_par',
  },
  frais: { type: { type: 'choice', values: FEES }, about: 'Gratuit ou payant.', inclusion: 'service.frais' },
  cout: {
    type: text,
    about: 'Ce que cela coûte à la personne, ou le montant de l’aide.',
    inclusion: 'service.frais_precisions',
  },
  delai: { type: line, about: 'Délai de réponse ou d’obtention.' },
  lieux: { type: slugs('site'), about: 'Lieux où le demander.' },
  ...contacts,
  ...commonEnd,
} as const satisfies Keys

export const SITE_KEYS = {
  ...nature('lieu', 'Lieu d’accueil'),
  ...identity,
  ...summary,
  ...reach,
  ...owner,
  gestionnaire: {
    type: { type: 'reference', to: 'institution' },
    about: 'Institution qui tient le lieu, si ce n’est le responsable.',
  },
  categorie: { type: { type: 'choice', values: SITE_CATEGORIES }, about: 'Sorte de lieu.' },
  adresse: address,
  complement_adresse: {
    type: line,
    about: 'Bâtiment, étage, entrée.',
    inclusion: 'structure.complement_adresse',
  },
  code_postal: { type: { type: 'postcode' }, about: 'Code postal.', inclusion: 'structure.code_postal' },
  commune: {
    type: { type: 'commune' },
    about: 'Commune où se trouve le lieu, code INSEE.',
    inclusion: 'structure.code_insee',
  },
  latitude: {
    type: { type: 'number', min: -90, max: 90, integer: false },
    about: 'Degrés décimaux, WGS 84.',
    inclusion: 'structure.latitude',
  },
  longitude: {
    type: { type: 'number', min: -180, max: 180, integer: false },
    about: 'Degrés décimaux, WGS 84.',
    inclusion: 'structure.longitude',
  },
  ...reached,
  site_web: { type: { type: 'url' }, about: 'Page du lieu.', inclusion: 'structure.site_web' },
  horaires: {
    type: { type: 'hours' },
    about: 'Horaires d’ouverture, syntaxe opening_hours d’OpenStreetMap.',
    inclusion: 'structure.horaires_accueil',
  },
  horaires_note: {
    type: line,
    about: 'Ce que cette syntaxe ne sait pas dire : « une demi-journée par semaine ».',
  },
  fermetures: {
    type: {
      type: 'list',
      max: 50,
      of: {
        type: 'group',
        keys: {
          du: { type: date, required: true, about: 'Premier jour.' },
          au: { type: date, required: true, about: 'Dernier jour inclus.' },
          motif: { type: line, about: 'Raison, et où aller pendant ce temps.' },
        },
      },
    },
    about: 'Fermetures exceptionnelles.',
  },
  sans_rendez_vous: {
    type: { type: 'boolean' },
    about: 'On peut venir sans rendez-vous.',
    inclusion: 'service.modes_mobilisation',
  },
  sur_rendez_vous: { type: { type: 'boolean' }, about: 'On reçoit sur rendez-vous.' },
  operateurs_presents: { type: slugs('institution'), about: 'Institutions présentes dans ce lieu.' },
  niveau_de_service: {
    type: { type: 'list', of: { type: 'choice', values: SERVICE_LEVELS }, max: 10 },
    about: 'Ce qu’on trouve sur place.',
  },
  accessibilite: {
    type: { type: 'list', of: { type: 'choice', values: ACCESSIBILITY }, max: 20 },
    about: 'Accessibilité du lieu.',
    inclusion: 'structure.accessibilite_lieu',
  },
  transport: {
    type: {
      type: 'group',
      keys: {
        arret: { type: line, about: 'Arrêt le plus proche.' },
        lignes: {
          type: { type: 'list', of: { type: 'line', max: 60 }, max: 30 },
          about: 'Lignes qui y passent.',
        },
        lien: { type: { type: 'url' }, about: 'Calcul d’itinéraire.' },
      },
    },
    about: 'Comment y venir sans voiture.',
  },
  ...contacts,
  ...commonEnd,
} as const satisfies Keys

export const CONTACT_KEYS = {
  ...nature('contact', 'Contact direct'),
  ...identity,
  ...summary,
  ...reach,
  ...owner,
  fonction: { type: line, required: true, about: 'Fonction de la personne ou du service qui répond.' },
  personne: {
    type: line,
    about: 'Nom de la personne, seulement si elle l’accepte.',
    inclusion: 'service.contact_nom_prenom',
  },
  telephone: { type: phone, about: 'Ligne directe.', inclusion: 'service.telephone' },
  courriel: { type: { type: 'email' }, about: 'Adresse directe.', inclusion: 'service.courriel' },
  institution: {
    type: { type: 'reference', to: 'institution' },
    about: 'Institution à laquelle ce contact appartient.',
  },
  lieu: { type: { type: 'reference', to: 'site' }, about: 'Lieu où ce contact se trouve.' },
  joignable: {
    type: { type: 'hours' },
    about: 'Quand on répond, syntaxe opening_hours d’OpenStreetMap.',
    inclusion: 'service.horaires_accueil',
  },
  joignable_note: { type: line, about: 'Ce que cette syntaxe ne sait pas dire.' },
  absences: {
    type: {
      type: 'list',
      max: 50,
      of: {
        type: 'group',
        keys: {
          du: { type: date, required: true, about: 'Premier jour.' },
          au: { type: date, required: true, about: 'Dernier jour inclus.' },
          relais: { type: { type: 'reference', to: 'contact' }, about: 'Qui répond pendant ce temps.' },
        },
      },
    },
    about: 'Absences et relais.',
  },
  relais: {
    type: { type: 'reference', to: 'contact' },
    about: 'Contact à appeler quand celui-ci ne répond pas.',
  },
  visibilite: {
    type: { type: 'choice', values: VISIBILITIES },
    about: 'Qui voit ce contact ; « tous » si la clé manque.',
  },
  couvre: {
    type: {
      type: 'list',
      max: 50,
      of: {
        type: 'group',
        keys: {
          thematiques: { type: slugs('theme'), about: 'Thématiques suivies.' },
          territoires: { type: slugs('place'), about: 'Territoires suivis.' },
        },
      },
    },
    about: 'Ce que ce contact suit ; sans cette clé, ses propres thématiques et territoires.',
  },
  ...commonEnd,
} as const satisfies Keys

export const THEME_KEYS = {
  ...nature('thematique', 'Thématique'),
  titre: identity.titre,
  mots_usuels: identity.mots_usuels,
  fautes_courantes: identity.fautes_courantes,
  ...summary,
  parent: {
    type: { type: 'reference', to: 'theme' },
    about: 'Thématique qui la contient ; absente au premier niveau.',
  },
  ordre: { type: { type: 'number', min: 1, max: 999, integer: true }, about: 'Rang parmi ses voisines.' },
  icone: { type: { type: 'identifier' }, about: 'Nom de l’icône.' },
  sortie_rapide: {
    type: { type: 'boolean' },
    about: '« oui » pour montrer « Quitter vite » sur ses fiches.',
  },
  questions: {
    type: {
      type: 'list',
      max: 30,
      of: {
        type: 'group',
        keys: {
          question: { type: line, required: true, about: 'Question telle que la personne la pose.' },
          fiche: { type: { type: 'reference', to: 'fiche' }, required: true, about: 'Fiche qui y répond.' },
        },
      },
    },
    about: 'Ce que l’on demande le plus souvent.',
  },
  ...sources,
} as const satisfies Keys

export const TERRITORY_KEYS = {
  ...nature('territoire', 'Territoire'),
  titre: identity.titre,
  sigle: identity.sigle,
  autres_noms: identity.autres_noms,
  resume: omitRequired(summary.resume),
  type: { type: { type: 'choice', values: TERRITORY_TYPES }, required: true, about: 'Sorte de territoire.' },
  code: {
    type: { type: 'line', max: 20 },
    about: 'Code officiel : SIREN d’une intercommunalité, code INSEE d’un arrondissement…',
  },
  etendue: {
    type: { type: 'choice', values: TERRITORY_EXTENTS },
    required: true,
    about: 'Ce que l’on sait de ses communes.',
  },
  communes: {
    type: { type: 'list', of: { type: 'commune' }, max: 1_000 },
    about: 'Ses communes, codes INSEE.',
  },
  compose_de: {
    type: slugs('place'),
    about: 'Territoires dont il est fait, quand ses communes n’ont pas à être répétées.',
  },
  ...sources,
} as const satisfies Keys

export const HELP_KEYS = {
  ...nature('aide', 'Page d’aide'),
  titre: identity.titre,
  ...summary,
  ordre: THEME_KEYS.ordre,
} as const satisfies Keys

export const THESAURUS_KEYS = {
  ...nature('thesaurus', 'Thésaurus'),
  titre: identity.titre,
  thematique: {
    type: { type: 'reference', to: 'theme' },
    required: true,
    about: 'Thématique dont il donne les mots.',
  },
  entrees: {
    type: {
      type: 'list',
      max: 500,
      of: {
        type: 'group',
        keys: {
          terme: { type: line, required: true, about: 'Terme de métier, en entier.' },
          sigle: {
            type: { type: 'line', max: 20 },
            about: 'Son sigle ; l’entrée figure alors au glossaire.',
          },
          explication: { type: line, about: 'Ce que c’est, en une phrase, pour le glossaire.' },
          fiche: {
            type: { type: 'reference', to: 'fiche' },
            about: 'Fiche qui en parle : le terme et ses mots y mènent.',
          },
          mots: { type: lines, about: 'Mots de tous les jours qui le désignent.' },
        },
      },
    },
    required: true,
    about: 'Termes de métier et mots de tous les jours.',
  },
} as const satisfies Keys

function omitRequired<T extends { required: true }>(key: T): Omit<T, 'required'> {
  const { required: _required, ...rest } = key
  return rest
}

export const KEYS_BY_KIND = {
  institution: INSTITUTION_KEYS,
  scheme: SCHEME_KEYS,
  site: SITE_KEYS,
  contact: CONTACT_KEYS,
  theme: THEME_KEYS,
  territory: TERRITORY_KEYS,
  help: HELP_KEYS,
  thesaurus: THESAURUS_KEYS,
} as const

export type Kind = keyof typeof KEYS_BY_KIND
export type FicheKind = 'institution' | 'scheme' | 'site' | 'contact'

export type FieldsByKind = { [K in Kind]: FieldsOf<(typeof KEYS_BY_KIND)[K]> }
