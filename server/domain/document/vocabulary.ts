/**
 * The closed lists of values that a document may use: value → French label. Where the public schema data·inclusion
 * (version 1) has a counterpart, the same word is used or docs/format-des-documents.md names it.
 */

export const STATUSES = {
  'en-service': 'En service',
  prevu: 'Annoncé, à vérifier',
  experimental: 'Expérimental',
  suspendu: 'Suspendu',
  termine: 'Terminé',
} as const

export const AUDIENCES = {
  'tous-publics': 'Tous publics',
  'femmes-enceintes': 'Femmes enceintes',
  familles: 'Familles et parents',
  enfants: 'Enfants',
  jeunes: 'Jeunes de 16 à 30 ans',
  etudiants: 'Étudiants',
  'personnes-agees': 'Personnes âgées',
  'personnes-handicapees': 'Personnes en situation de handicap',
  aidants: 'Proches aidants',
  'demandeurs-emploi': 'Demandeurs d’emploi',
  actifs: 'Salariés et indépendants',
  'beneficiaires-rsa': 'Bénéficiaires du RSA et des minima sociaux',
  'en-difficulte': 'Personnes en difficulté sociale ou financière',
  'sans-abri': 'Personnes sans domicile',
  'victimes-violences': 'Victimes de violences ou d’infractions',
  'personnes-etrangeres': 'Personnes étrangères ou exilées',
  locataires: 'Locataires',
  proprietaires: 'Propriétaires',
  'eloignes-numerique': 'Personnes éloignées du numérique',
  'habitants-quartiers-prioritaires': 'Habitants des quartiers prioritaires',
  professionnels: 'Professionnels',
} as const

export const INSTITUTION_CATEGORIES = {
  departement: 'Département et ses services',
  commune: 'Commune, CCAS ou CIAS',
  intercommunalite: 'Intercommunalité',
  region: 'Région et ses services',
  etat: 'Service de l’État',
  'securite-sociale': 'Organisme de protection sociale',
  emploi: 'Emploi et insertion',
  sante: 'Santé',
  education: 'Éducation',
  justice: 'Justice et accès au droit',
  logement: 'Logement',
  association: 'Association',
  entreprise: 'Entreprise ou chambre consulaire',
  instance: 'Instance ou réseau',
} as const

export const SITE_CATEGORIES = {
  'accueil-social': 'Accueil social (MDS, CCAS…)',
  'france-services': 'France services',
  'protection-sociale': 'Accueil d’un organisme de protection sociale',
  'service-etat': 'Accueil d’un service de l’État',
  emploi: 'Accueil emploi et insertion',
  jeunes: 'Accueil de jeunes',
  sante: 'Lieu de soins ou de prévention',
  'enfance-famille': 'Enfance et famille',
  autonomie: 'Autonomie et handicap',
  logement: 'Logement et hébergement',
  'acces-au-droit': 'Accès au droit',
  numerique: 'Accompagnement numérique',
  permanence: 'Permanence',
  culture: 'Culture et sport',
  autre: 'Autre lieu',
} as const

export const FEES = { gratuit: 'Gratuit', payant: 'Payant' } as const

export const WHO_MAY_ASK = {
  usager: 'La personne elle-même',
  professionnel: 'Un professionnel',
  'les-deux': 'La personne elle-même ou un professionnel',
} as const

export const SERVICE_LEVELS = {
  'accueil-physique': 'Accueil par une personne',
  'aide-demarches-en-ligne': 'Aide aux démarches en ligne',
  mediation: 'Médiation',
  'acces-libre-numerique': 'Ordinateurs en libre accès',
} as const

export const ACCESSIBILITY = {
  'fauteuil-roulant': 'Accessible en fauteuil roulant',
  'aide-a-l-entree': 'Accessible avec l’aide d’une personne',
  'stationnement-reserve': 'Place de stationnement réservée',
  ascenseur: 'Ascenseur',
  'toilettes-adaptees': 'Toilettes adaptées',
  'boucle-magnetique': 'Boucle magnétique',
  'langue-des-signes': 'Accueil en langue des signes',
  'facile-a-lire': 'Documents faciles à lire et à comprendre',
  'chien-guide': 'Chiens guides admis',
} as const

export const LANGUAGES = {
  fr: 'français',
  lsf: 'langue des signes française',
  en: 'anglais',
  ar: 'arabe',
  de: 'allemand',
  es: 'espagnol',
  it: 'italien',
  nl: 'néerlandais',
  pl: 'polonais',
  pt: 'portugais',
  ro: 'roumain',
  ru: 'russe',
  sq: 'albanais',
  tr: 'turc',
  uk: 'ukrainien',
  fa: 'persan',
  ps: 'pachto',
  ti: 'tigrigna',
  so: 'somali',
  vi: 'vietnamien',
  zh: 'chinois',
} as const

export const VISIBILITIES = { tous: 'Tous', professionnels: 'Professionnels connectés' } as const

export const TERRITORY_TYPES = {
  national: 'France entière',
  region: 'Région',
  departement: 'Département',
  arrondissement: 'Arrondissement',
  epci: 'Intercommunalité',
  'territoire-de-solidarite': 'Territoire de solidarité (MDS)',
  commune: 'Commune',
  'autre-perimetre': 'Autre périmètre',
} as const

export const TERRITORY_EXTENTS = {
  connue: 'Communes connues',
  approximative: 'Communes approximatives',
  inconnue: 'Communes non renseignées',
} as const
