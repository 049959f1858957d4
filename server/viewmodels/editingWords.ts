/** The form in words: its sections, and what each field is called and asks for, in plain French. */
import type { FicheKind } from '../domain/document/keys.ts'
import { keyLabel } from '../domain/document/labels.ts'

export interface SectionWords {
  id: string
  title: string
  /** `corps` is the body. */
  keys: readonly string[]
  intro?: string
}

const WORDS: SectionWords = {
  id: 'mots',
  title: 'Mots de tous les jours',
  keys: ['mots_usuels', 'autres_noms', 'fautes_courantes'],
  intro: 'On cherche avec les mots de la personne, rarement avec les nôtres.',
}
const TEXT: SectionWords = { id: 'texte', title: 'Texte', keys: ['corps'] }
const SOURCES: SectionWords = { id: 'provenance', title: 'D’où cela vient', keys: ['sources'] }
const BINDINGS = { id: 'rattachements', title: 'Rattachements' }

/** Each key of a kind stands in one of its sections (test). */
export const SECTIONS: Readonly<Record<FicheKind, readonly SectionWords[]>> = {
  institution: [
    { id: 'identite', title: 'Identité', keys: ['titre', 'sigle', 'resume', 'categorie', 'statut'] },
    {
      id: 'coordonnees',
      title: 'Contact et adresse',
      keys: ['telephone', 'courriel', 'site_web', 'adresse', 'code_postal', 'commune'],
    },
    {
      id: 'pour-qui',
      title: 'À qui cela s’adresse',
      keys: ['thematiques', 'territoires', 'publics', 'langues'],
    },
    { ...BINDINGS, keys: ['responsable', 'contacts', 'voir_aussi', 'liens'] },
    WORDS,
    TEXT,
    SOURCES,
  ],
  scheme: [
    { id: 'identite', title: 'Identité', keys: ['titre', 'sigle', 'resume', 'statut'] },
    {
      id: 'pour-qui',
      title: 'À qui cela s’adresse',
      keys: ['pour_qui', 'conditions', 'age', 'publics', 'thematiques', 'territoires', 'langues'],
    },
    {
      id: 'demande',
      title: 'Démarche',
      keys: ['demarche', 'pieces', 'qui_peut_demander', 'frais', 'cout', 'delai'],
    },
    {
      ...BINDINGS,
      keys: ['responsable', 'porteurs', 'contacts', 'lieux', 'voir_aussi', 'liens'],
    },
    WORDS,
    TEXT,
    SOURCES,
  ],
  site: [
    { id: 'identite', title: 'Identité', keys: ['titre', 'sigle', 'resume', 'categorie', 'statut'] },
    {
      id: 'coordonnees',
      title: 'Contact et adresse',
      keys: [
        ...['telephone', 'courriel', 'site_web', 'adresse', 'complement_adresse'],
        ...['code_postal', 'commune', 'latitude', 'longitude'],
      ],
    },
    {
      id: 'ouverture',
      title: 'Horaires',
      keys: ['horaires', 'horaires_note', 'sans_rendez_vous', 'sur_rendez_vous'],
    },
    { id: 'fermees', title: 'Fermetures', keys: ['fermetures'] },
    {
      id: 'acces',
      title: 'Accès et transport',
      keys: ['transport', 'accessibilite', 'niveau_de_service', 'langues'],
    },
    { id: 'pour-qui', title: 'À qui cela s’adresse', keys: ['thematiques', 'territoires', 'publics'] },
    {
      ...BINDINGS,
      keys: ['responsable', 'gestionnaire', 'operateurs_presents', 'contacts', 'voir_aussi', 'liens'],
    },
    WORDS,
    TEXT,
    SOURCES,
  ],
  contact: [
    {
      id: 'identite',
      title: 'Identité',
      keys: ['titre', 'sigle', 'fonction', 'personne', 'resume', 'visibilite', 'statut'],
    },
    { id: 'coordonnees', title: 'Contact', keys: ['telephone', 'courriel', 'institution', 'lieu'] },
    { id: 'ouverture', title: 'Quand on répond', keys: ['joignable', 'joignable_note'] },
    { id: 'absent', title: 'Absences et relais', keys: ['absences', 'relais'] },
    {
      id: 'pour-qui',
      title: 'Ce que ce contact suit',
      keys: ['thematiques', 'territoires', 'couvre', 'publics', 'langues'],
    },
    { ...BINDINGS, keys: ['responsable', 'voir_aussi', 'liens'] },
    WORDS,
    TEXT,
    SOURCES,
  ],
}

export interface FieldWords {
  label?: string
  hint?: string
  /** Lines of a text of several. */
  rows?: number
}

const UNKNOWN = 'Vide : la fiche dira « non renseigné ».'
const ONE_A_LINE = 'Un par ligne.'

/** By the path of the key without rows; `site:telephone` for one kind only. */
const FIELDS: Readonly<Record<string, FieldWords>> = {
  titre: { hint: 'Le nom que tout le monde emploie, sans point final.' },
  sigle: { hint: 'Par exemple : MDPH.' },
  resume: { hint: 'Ce que cela apporte à la personne, en une ou deux phrases.', rows: 3 },
  'contact:titre': { hint: 'La fonction d’abord : « Référente logement de Lens ».' },
  'contact:fonction': { hint: 'Ce que fait la personne ou le service qui répond.' },
  personne: { hint: 'Son nom, seulement si elle l’accepte.' },
  visibilite: { label: 'Qui voit ce contact' },
  telephone: { hint: `La ligne générale. ${UNKNOWN}` },
  'site:telephone': { label: 'Téléphone de cet accueil', hint: `La ligne générale. ${UNKNOWN}` },
  'contact:telephone': { label: 'Ligne directe', hint: UNKNOWN },
  site_web: { hint: 'Par exemple : https://www.caf.fr' },
  adresse: { hint: 'Numéro et voie.' },
  complement_adresse: { hint: 'Bâtiment, étage, entrée.' },
  commune: { hint: 'Son nom ou son code postal.' },
  latitude: { hint: 'Pour dire la distance. À effacer si le lieu déménage.' },
  longitude: { hint: 'Va avec la latitude.' },
  horaires_note: {
    label: 'En toutes lettres',
    hint: 'Ce que la semaine ne sait pas dire : « une demi-journée par semaine ». Effacez ce qui n’est plus vrai.',
  },
  joignable: { label: 'Quand on répond' },
  joignable_note: {
    label: 'En toutes lettres',
    hint: 'Ce que la semaine ne sait pas dire : « laissez un message, on rappelle ».',
  },
  sans_rendez_vous: { label: 'On peut venir sans rendez-vous' },
  sur_rendez_vous: { label: 'On reçoit sur rendez-vous' },
  'fermetures.du': { label: 'Premier jour' },
  'fermetures.au': { label: 'Dernier jour', hint: 'Vide : un seul jour.' },
  'fermetures.motif': { label: 'Raison', hint: 'Et où aller pendant ce temps.' },
  'absences.du': { label: 'Premier jour' },
  'absences.au': { label: 'Dernier jour', hint: 'Vide : un seul jour.' },
  'absences.relais': { label: 'Qui répond pendant ce temps' },
  relais: { hint: 'Le contact à appeler quand celui-ci ne répond pas.' },
  thematiques: { hint: 'La principale en premier.' },
  territoires: { hint: 'Qui est servi : un territoire, ou une commune par son nom ou son code postal.' },
  couvre: {
    label: 'Suivi particulier',
    hint: 'Seulement si ce contact suit certaines thématiques sur certains territoires.',
  },
  'couvre.thematiques': { label: 'Thématiques suivies' },
  'couvre.territoires': { label: 'Territoires suivis' },
  responsable: { hint: 'Elle répond de la fiche et relit ce qui change.' },
  'institution:responsable': {
    label: 'Institution dont elle dépend',
    hint: 'Vide : elle répond d’elle-même.',
  },
  gestionnaire: { label: 'Institution qui tient le lieu', hint: 'Si ce n’est pas la responsable.' },
  porteurs: { hint: 'Institutions qui le portent, la responsable comprise.' },
  operateurs_presents: { hint: 'Institutions que l’on trouve dans ce lieu.' },
  contacts: { hint: 'Montrés dans cet ordre. Écrits une fois, repris sur chaque fiche.' },
  lieux: { hint: 'Où le demander.' },
  voir_aussi: { hint: 'Fiches à regarder si celle-ci ne convient pas.' },
  institution: { label: 'Institution du contact' },
  lieu: { label: 'Lieu où il se trouve' },
  'liens.url': { label: 'Adresse de la page', hint: 'Par exemple : https://www.caf.fr' },
  'liens.libelle': { label: 'Ce qu’on y trouve' },
  mots_usuels: { hint: `${ONE_A_LINE} Ce que les gens disent : « loyer impayé ».`, rows: 5 },
  autres_noms: { hint: `${ONE_A_LINE} Anciens noms et autres appellations.`, rows: 2 },
  fautes_courantes: { hint: `${ONE_A_LINE} Pour la recherche seulement : « caffe ».`, rows: 2 },
  pour_qui: { hint: 'En clair, comme à l’accueil.', rows: 3 },
  conditions: { hint: 'Seuils compris.', rows: 4 },
  'age.min': { label: 'À partir de', hint: 'En années.' },
  'age.max': { label: 'Jusqu’à', hint: 'Compris.' },
  pieces: { hint: ONE_A_LINE, rows: 4 },
  demarche: { hint: 'Étape par étape.', rows: 4 },
  cout: { hint: 'Ce que la personne paie, ou le montant de l’aide.', rows: 2 },
  delai: { hint: 'De réponse ou d’obtention.' },
  'transport.arret': { label: 'Arrêt le plus proche' },
  'transport.lignes': { label: 'Lignes', hint: 'Une par ligne.', rows: 2 },
  'transport.lien': { label: 'Calcul d’itinéraire', hint: 'Adresse d’une page.' },
  sources: { hint: 'D’où viennent les faits : sans source, ils ne peuvent pas être vérifiés.' },
  'sources.document': { label: 'Document ou page' },
  'sources.url': { label: 'Adresse de la page' },
  'sources.date': { label: 'Date', hint: '2017, 10/2017 ou 20/10/2017.' },
  'sources.section': { label: 'Partie', hint: 'Section ou page.' },
}

export function fieldWords(kind: FicheKind, path: string): Required<Pick<FieldWords, 'label'>> & FieldWords {
  const words = { ...FIELDS[path], ...FIELDS[`${kind}:${path}`] }
  return { label: keyLabel(path.split('.').at(-1) ?? path), ...words }
}

/** What a row of a list is called, the button that asks for one more, and how one that is there is taken out. */
export const ROWS: Readonly<Record<string, { row: string; add: string; spare?: number; remove?: string }>> = {
  fermetures: {
    row: 'Fermeture',
    add: 'Ajouter une fermeture',
    remove: 'Pour retirer une fermeture, videz sa ligne.',
  },
  absences: {
    row: 'Absence',
    add: 'Ajouter une absence',
    remove: 'Pour retirer une absence, videz sa ligne.',
  },
  liens: { row: 'Lien', add: 'Ajouter un lien' },
  sources: { row: 'Source', add: 'Ajouter une source' },
  couvre: { row: 'Suivi', add: 'Ajouter un suivi' },
  'couvre.thematiques': { row: 'Thématique', add: 'Ajouter une thématique' },
  'couvre.territoires': { row: 'Territoire', add: 'Ajouter un territoire' },
  thematiques: { row: 'Thématique', add: 'Ajouter une thématique' },
  territoires: { row: 'Territoire', add: 'Ajouter un territoire' },
  contacts: { row: 'Contact', add: 'Ajouter un contact', spare: 2 },
  lieux: { row: 'Lieu', add: 'Ajouter un lieu', spare: 2 },
  porteurs: { row: 'Institution', add: 'Ajouter une institution' },
  operateurs_presents: { row: 'Institution', add: 'Ajouter une institution' },
  voir_aussi: { row: 'Fiche', add: 'Ajouter une fiche' },
}

/** Fiches that may be created from the field that names them. */
export const CREATED: Readonly<Record<string, { act: string; label: string }>> = {
  contacts: { act: 'creer:contact:contacts', label: 'Créer un contact' },
  lieux: { act: 'creer:lieu:lieux', label: 'Créer un lieu' },
}

/** What the guide takes a list of choices to say when it says nothing. */
export const DEFAULT_CHOICES: Readonly<Record<string, string>> = {
  statut: 'en-service',
  visibilite: 'tous',
}

/** What of the published fiche stands beside the form. */
export const TODAY: Readonly<Record<FicheKind, readonly string[]>> = {
  institution: ['telephone', 'courriel', 'site_web', 'adresse', 'commune'],
  scheme: ['pour_qui', 'conditions', 'pieces', 'demarche', 'contacts'],
  site: ['telephone', 'courriel', 'adresse', 'commune', 'horaires', 'horaires_note', 'fermetures'],
  contact: ['fonction', 'telephone', 'courriel', 'joignable', 'absences', 'relais'],
}
