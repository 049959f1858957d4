import type { Glossary } from '../domain/glossary.ts'
import type { Named } from '../store/pageTypes.ts'
import { sortKey } from '../text/fold.ts'
import { counted, withFrenchSpaces } from '../text/typography.ts'
import type { ViewContext } from './context.ts'
import type { Link } from './links.ts'
import { byLetter } from './list.ts'
import { ficheLink } from './names.ts'
import { type Page, pageOf } from './page.ts'

export interface GlossaryTerm {
  acronym: string
  /** Anchor, so that a colleague can be sent to one acronym. */
  id: string
  meaning: string
  explanation: string | undefined
  fiche: Link | undefined
}

export interface GlossaryPage extends Page {
  count: string
  letters: { letter: string; id: string; items: GlossaryTerm[] }[]
}

export function glossaryPage(named: Named, context: ViewContext): GlossaryPage {
  const { glossary } = context.directory
  return {
    ...pageOf(
      {
        title: 'Glossaire des sigles',
        description: 'Ce que veut dire chaque sigle du guide, et la fiche qui en parle.',
        canonicalPath: '/glossaire',
      },
      context,
    ),
    count: counted(glossary.size, 'sigle', 'sigles'),
    letters: byLetter(termsOf(glossary, named), ({ acronym }) => acronym),
  }
}

function termsOf(glossary: Glossary, named: Named): GlossaryTerm[] {
  return [...glossary.values()]
    .map(({ acronym, meaning, explanation, fiche }) => ({
      acronym,
      id: `sigle-${sortKey(acronym).replaceAll(/[^a-z0-9]+/g, '-')}`,
      meaning: withFrenchSpaces(meaning),
      explanation: explanation === undefined ? undefined : withFrenchSpaces(explanation),
      fiche: fiche === undefined || !named.has(fiche) ? undefined : ficheLink(fiche, named),
    }))
    .sort((a, b) => (sortKey(a.acronym) < sortKey(b.acronym) ? -1 : 1))
}
