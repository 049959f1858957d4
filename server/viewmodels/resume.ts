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
  const heading = 'Votre envoi vous attend'
  const explanation = EXPLANATIONS[reason]
  return {
    ...pageOf(
      { title: heading, description: explanation, canonicalPath: '/connexion', noindex: true },
      context,
    ),
    heading,
    explanation: withFrenchSpaces(explanation),
    action: path,
    key,
    fields: Object.entries(fields)
      .filter(([, value]) => value !== '')
      .map(([name, value]) => ({ name, label: labelOf(name), value })),
    leave: path.startsWith('/administration/') ? '/administration/comptes' : '/compte',
  }
}

/** Names of fields have no accents; those of other forms are shown as they are. */
const LABELS: Readonly<Record<string, string>> = {
  nom: 'Prénom et nom',
  adresse: 'Adresse de courriel',
  role: 'Rôle',
  perimetre: 'Périmètre',
  libelle: 'Libellé public',
}

function labelOf(name: string): string {
  const known = LABELS[name]
  if (known !== undefined) return known
  const words = name.replaceAll('_', ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}
