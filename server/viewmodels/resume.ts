import { withFrenchSpaces } from '../text/typography.ts'
import type { ViewContext } from './context.ts'
import { type Page, pageOf } from './page.ts'

/** A form that was kept while its author signed in, or that came from a page of before: shown, and sent by a click. */
export interface ResumePage extends Page {
  heading: string
  explanation: string
  action: string
  key: string
  fields: { name: string; label: string; value: string }[]
  /** What is shown of them; the form of a fiche is too long, and is opened again instead. */
  shown: { label: string; value: string }[]
  submit: string
  /** Where whoever changes their mind goes on. */
  leave: string
}

interface Resumed {
  path: string
  fields: Readonly<Record<string, string>>
  key: string
  reason: 'signed in' | 'old page'
}

const EXPLANATIONS: Record<Resumed['reason'], string> = {
  'signed in': 'Votre session s’était fermée. Ce que vous aviez rempli est gardé : relisez, puis envoyez.',
  'old page':
    'La page datait d’avant votre connexion : rien n’a été enregistré. Relisez, puis envoyez de nouveau.',
}

export function resumePage({ path, fields, key, reason }: Resumed, context: ViewContext): ResumePage {
  const isFiche = FICHE_FORM.test(path)
  const heading = isFiche ? 'Votre saisie vous attend' : 'Votre envoi vous attend'
  const explanation = isFiche ? REOPENED : EXPLANATIONS[reason]
  // The form of a fiche is opened as it was, kept as a draft, and sent from there.
  const kept = isFiche ? { ...fields, acte: 'relire' } : fields
  const listed = Object.entries(kept)
    .filter(([, value]) => value !== '')
    .map(([name, value]) => ({ name, label: labelOf(name), value }))
  return {
    ...pageOf(
      { title: heading, description: explanation, canonicalPath: '/connexion', noindex: true },
      context,
    ),
    heading,
    explanation: withFrenchSpaces(explanation),
    action: path,
    key,
    fields: listed,
    shown: listed.filter(({ name }) => (isFiche ? SHOWN_OF_FICHE.has(name) : !HIDDEN.test(name))),
    submit: isFiche ? 'Retrouver ma saisie' : 'Envoyer',
    leave: isFiche
      ? '/propositions'
      : path.startsWith('/administration/')
        ? '/administration/comptes'
        : '/compte',
  }
}

/** The addresses that the form of a fiche is sent to. */
const FICHE_FORM =
  /^\/(?:fiches\/(?:[^/]+\/modifier|nouvelle)|propositions\/\d+\/(?:changements|corriger)\/\d+)(?:\?|$)/
/** What a form carries for the guide, and nobody typed. */
const HIDDEN = /^(?:version|empreinte|avis|publie|sur\..*|jeton|vu|base|position|proposition|session)$/
const SHOWN_OF_FICHE: ReadonlySet<string> = new Set(['titre', 'resume_modification', 'message'])
const REOPENED =
  'Votre session s’était fermée. Tout ce que vous aviez écrit est gardé : le formulaire se rouvre tel qu’il était. Rien n’est encore envoyé.'

/** Names of fields have no accents; those of other forms are shown as they are. */
const LABELS: Readonly<Record<string, string>> = {
  nom: 'Prénom et nom',
  adresse: 'Adresse de courriel',
  role: 'Rôle',
  perimetre: 'Périmètre',
  libelle: 'Libellé public',
  titre: 'Titre',
  resume_modification: 'Résumé de la modification',
  message: 'Message',
}

function labelOf(name: string): string {
  const known = LABELS[name]
  if (known !== undefined) return known
  const words = name.replaceAll('_', ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}
