import { withCapital } from '../text/typography.ts'

/** Gender and number of the French nouns that may be unknown. */
const NOUNS = {
  téléphone: 'm',
  téléphones: 'mp',
  courriel: 'm',
  horaires: 'mp',
  adresse: 'f',
  accessibilité: 'f',
  transport: 'm',
  'pour qui': 'm',
  conditions: 'fp',
  âge: 'm',
  pièces: 'fp',
  démarche: 'f',
  demandeur: 'm',
  coût: 'm',
  délai: 'm',
  porteurs: 'mp',
  lieux: 'mp',
  opérateurs: 'mp',
  services: 'mp',
  fonction: 'f',
  personne: 'f',
  relais: 'm',
  institution: 'f',
  communes: 'fp',
  source: 'f',
  missions: 'fp',
  dispositifs: 'mp',
  contacts: 'mp',
  'jours et heures': 'mp',
  catégorie: 'f',
  'site web': 'm',
} as const

export type Noun = keyof typeof NOUNS

const ENDINGS = { m: '', f: 'e', mp: 's', fp: 'es' } as const

/** « Non renseignées, à compléter »: the one way to say that a fact is not known, agreed with its noun. */
export function unknown(noun: Noun): string {
  return `Non renseigné${ENDINGS[NOUNS[noun]]}, à compléter`
}

/** The same with the noun, where no label stands beside it: « Téléphone non renseigné, à compléter ». */
export function unknownNamed(noun: Noun): string {
  return `${withCapital(noun)} non renseigné${ENDINGS[NOUNS[noun]]}, à compléter`
}
