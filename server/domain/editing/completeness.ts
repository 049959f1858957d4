/** What a fiche does not say yet, and why a reader needs it: « non renseigné, à compléter » is a state, and is counted. */
import type { Document } from '../document/document.ts'
import type { FicheKind } from '../document/keys.ts'
import { isFicheKind } from '../document/kinds.ts'
import { keyLabel } from '../document/labels.ts'

export interface MissingKey {
  key: string
  label: string
  why: string
}

export interface Completeness {
  done: number
  total: number
  missing: MissingKey[]
}

interface Need {
  key: string
  why: string
  /** Any of these keys answers as well. */
  or?: readonly string[]
}

const PHONE: Need = { key: 'telephone', why: 'l’agent appelle pendant l’entretien' }
const EMAIL: Need = { key: 'courriel', why: 'l’agent écrit quand personne ne répond' }
const WORDS: Need = { key: 'mots_usuels', why: 'on cherche avec les mots de la personne' }
const ADDRESS: Need = { key: 'adresse', why: 'la personne doit trouver la porte' }
const AUDIENCES: Need = { key: 'publics', why: 'l’agent voit à qui cela s’adresse' }

const NEEDS: Readonly<Record<FicheKind, readonly Need[]>> = {
  institution: [
    { ...PHONE, or: ['contacts'] },
    EMAIL,
    { key: 'site_web', why: 'les démarches s’y font souvent' },
    ADDRESS,
    { key: 'categorie', why: 'les listes s’en servent' },
    WORDS,
  ],
  scheme: [
    { key: 'pour_qui', why: 'l’agent sait s’il faut orienter' },
    { key: 'conditions', why: 'un refus se prévoit avant le déplacement' },
    { key: 'pieces', why: 'un dossier complet évite un second rendez-vous' },
    { key: 'demarche', why: 'la personne repart avec la marche à suivre' },
    { key: 'qui_peut_demander', why: 'certaines demandes passent par un professionnel' },
    { key: 'cout', or: ['frais'], why: 'la personne veut savoir ce qu’elle paiera' },
    { key: 'delai', why: 'la personne sait combien de temps attendre' },
    { key: 'contacts', or: ['lieux'], why: 'l’agent doit savoir vers qui orienter' },
    AUDIENCES,
    WORDS,
  ],
  site: [
    PHONE,
    EMAIL,
    ADDRESS,
    { key: 'horaires', or: ['horaires_note'], why: 'personne ne doit trouver porte close' },
    { key: 'sans_rendez_vous', or: ['sur_rendez_vous'], why: 'faut-il prendre rendez-vous' },
    { key: 'niveau_de_service', why: 'ce que l’on trouve sur place' },
    { key: 'accessibilite', why: 'un fauteuil, une poussette, une canne' },
    { key: 'transport', why: 'tout le monde n’a pas de voiture' },
    WORDS,
  ],
  contact: [
    PHONE,
    EMAIL,
    { key: 'joignable', or: ['joignable_note'], why: 'l’agent sait quand appeler' },
    { key: 'institution', why: 'l’agent sait chez qui il appelle' },
    { key: 'relais', why: 'quelqu’un répond pendant une absence' },
    WORDS,
  ],
}

/** The keys that readers need of each nature, and those that this document leaves empty. */
export function completeness({ kind, fields }: Document): Completeness {
  if (!isFicheKind(kind)) return { done: 0, total: 0, missing: [] }
  const needs = NEEDS[kind]
  const isSaid = (key: string) => (fields as Readonly<Record<string, unknown>>)[key] !== undefined
  const missing = needs
    .filter(({ key, or = [] }) => ![key, ...or].some(isSaid))
    .map(({ key, why }) => ({ key, label: keyLabel(key), why }))
  return { done: needs.length - missing.length, total: needs.length, missing }
}
