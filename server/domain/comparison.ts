/** What changed between two versions of a document: field by field, then the body by words (domain/diff.ts). */

export interface FieldChange {
  /** Key of the front matter; several changes may share it, one a weekday of `horaires`. */
  key: string
  /** French name of what changed: « Téléphone », « Mercredi », « Joignable, mercredi ». */
  label: string
  /** One line a value; empty when there was none. */
  before: string[]
  after: string[]
  /** The change in one line, for a list of proposals: « Mercredi : 14 h à 17 h → fermé ». */
  says: string
  risk: Risk
}

export interface WordChange {
  kind: 'same' | 'added' | 'removed'
  text: string
}

export interface DocumentComparison {
  fields: FieldChange[]
  /** Empty when the bodies are the same. */
  body: WordChange[]
}

/** What a mistake there would cost the person who reads it. */
export type Risk = 'high' | 'medium' | 'low'

/** Every key of keys.ts is in one of these lists (test); `corps` is the body. */
export const KEYS_BY_RISK: Readonly<Record<Risk, readonly string[]>> = {
  // A reader would call, go or write in vain, or see what is not for them; or the fiche would change hands or vanish.
  high: [
    ...['telephone', 'courriel', 'adresse', 'complement_adresse', 'code_postal', 'commune'],
    ...['latitude', 'longitude', 'horaires', 'horaires_note', 'joignable', 'joignable_note'],
    ...['fermetures', 'absences', 'visibilite', 'responsable', 'personne', 'archive', 'statut', 'nature'],
  ],
  // A reader would be sent to the wrong door, or come without what is asked.
  medium: [
    ...['corps', 'titre', 'thematiques', 'territoires', 'publics', 'pour_qui', 'conditions', 'age', 'pieces'],
    ...['demarche', 'qui_peut_demander', 'frais', 'cout', 'delai', 'lieux', 'contacts', 'porteurs'],
    ...['gestionnaire', 'sans_rendez_vous', 'sur_rendez_vous', 'operateurs_presents', 'niveau_de_service'],
    ...['accessibilite', 'transport', 'fonction', 'institution', 'lieu', 'relais', 'couvre', 'site_web'],
    ...['verification', 'parent', 'sortie_rapide', 'questions', 'type', 'code', 'etendue', 'communes'],
    ...['compose_de', 'thematique', 'entrees'],
  ],
  low: [
    ...['sigle', 'autres_noms', 'mots_usuels', 'fautes_courantes', 'resume', 'categorie', 'langues'],
    ...['liens', 'voir_aussi', 'sources', 'ordre', 'icone'],
  ],
}

const RISKS = new Map(
  Object.entries(KEYS_BY_RISK).flatMap(([risk, keys]) => keys.map((key) => [key, risk as Risk] as const)),
)

/** An unknown key is one that nobody judged: the highest. */
export function riskOf(key: string): Risk {
  return RISKS.get(key) ?? 'high'
}

const SENSITIVE = new Set([
  ...['telephone', 'courriel', 'adresse', 'complement_adresse', 'code_postal', 'commune', 'latitude'],
  ...['longitude', 'horaires', 'horaires_note', 'joignable', 'joignable_note', 'fermetures', 'absences'],
  ...['visibilite', 'conditions', 'personne', 'responsable', 'statut', 'archive'],
])

/** True for a key that a moderator who corrects a proposal may not publish before its author agreed. */
export function isSensitive(key: string): boolean {
  return SENSITIVE.has(key)
}
