/** What may be changed alone, from a link on the fiche: what goes out of date most often. */
import type { FicheKind } from '../document/keys.ts'

export interface QuickEdit {
  /** Its name in the address. */
  id: string
  /** The keys that the short form shows. */
  keys: readonly string[]
  /** The words of the link on the fiche. */
  label: string
  /** What « Résumé de la modification » says before anybody writes there. */
  summary: string
}

const PHONE: QuickEdit = {
  id: 'telephone',
  keys: ['telephone'],
  label: 'Changer le téléphone',
  summary: 'Nouveau numéro de téléphone',
}
const EMAIL: QuickEdit = {
  id: 'courriel',
  keys: ['courriel'],
  label: 'Changer le courriel',
  summary: 'Nouvelle adresse de courriel',
}

export const QUICK_EDITS: Readonly<Record<FicheKind, readonly QuickEdit[]>> = {
  institution: [PHONE, EMAIL],
  scheme: [],
  site: [
    PHONE,
    EMAIL,
    {
      id: 'horaires',
      keys: ['horaires', 'horaires_note'],
      label: 'Changer les horaires',
      summary: 'Nouveaux horaires',
    },
    {
      id: 'fermetures',
      keys: ['fermetures'],
      label: 'Annoncer une fermeture',
      summary: 'Fermeture exceptionnelle',
    },
  ],
  contact: [
    PHONE,
    EMAIL,
    {
      id: 'joignable',
      keys: ['joignable', 'joignable_note'],
      label: 'Changer les heures d’appel',
      summary: 'Nouvelles heures d’appel',
    },
    {
      id: 'absences',
      keys: ['absences', 'relais'],
      label: 'Annoncer une absence',
      summary: 'Absence et relais',
    },
  ],
}

export function quickEdit(kind: FicheKind, id: string): QuickEdit | undefined {
  return QUICK_EDITS[kind].find((edit) => edit.id === id)
}
