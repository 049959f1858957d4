import type { FicheKind } from '../domain/document/keys.ts'
import { KINDS } from '../domain/document/kinds.ts'
import { withFrenchSpaces } from '../text/typography.ts'
import type { ViewContext } from './context.ts'
import { type KindView, kindView } from './kind.ts'
import { type Page, pageOf } from './page.ts'

/** The first question of whoever creates a fiche: what does it describe? */
export interface NaturePage extends Page {
  heading: string
  natures: { kind: KindView; explanation: string; url: string }[]
}

const EXPLANATIONS: Readonly<Record<FicheKind, string>> = {
  scheme: 'Un droit, une aide, un programme : pour qui, à quelles conditions, comment le demander.',
  site: 'Un endroit où l’on est reçu : adresse, horaires, fermetures.',
  contact: 'La ligne directe d’un service ou d’un professionnel : fonction, téléphone, quand appeler.',
  institution: 'Une organisation ou un service : ses missions, sa ligne générale.',
}

/** `from`: the slug of the fiche it is created from, whose themes and territories are copied. */
export function naturePage(from: string | undefined, context: ViewContext): NaturePage {
  const heading = 'Nouvelle fiche'
  const end = from === undefined ? '' : `&depuis=${encodeURIComponent(from)}`
  const description = 'Choisissez ce que la fiche décrit.'
  return {
    ...pageOf({ title: heading, description, canonicalPath: '/fiches/nouvelle', noindex: true }, context),
    heading,
    natures: (['scheme', 'site', 'contact', 'institution'] as const).map((kind) => ({
      kind: kindView(kind),
      explanation: withFrenchSpaces(EXPLANATIONS[kind]),
      url: `/fiches/nouvelle?nature=${KINDS[kind].nature}${end}`,
    })),
  }
}
