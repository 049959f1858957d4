import type { FicheKind } from '../domain/document/keys.ts'
import { FICHE_KINDS, KINDS } from '../domain/document/kinds.ts'
import type { Card } from '../store/pageTypes.ts'
import { counted } from '../text/typography.ts'
import type { ViewContext } from './context.ts'
import { type HelpEntry, helpEntries } from './help.ts'
import { type Page, pageOf } from './page.ts'
import { groupsOf, type TerritoryEntry, type TerritoryGroup } from './territory.ts'
import { type ThemeBranch, type ThemeTile, themeTile } from './theme.ts'

export interface SitemapPage extends Page {
  natures: { label: string; url: string; count: string }[]
  themes: ThemeTile[]
  territories: TerritoryGroup[]
  help: HelpEntry[]
}

export interface SitemapInput {
  counts: Readonly<Record<FicheKind, number>>
  themes: readonly ThemeBranch[]
  territories: readonly TerritoryEntry[]
  help: readonly Card<'help'>[]
}

export function sitemapPage(
  { counts, themes, territories, help }: SitemapInput,
  context: ViewContext,
): SitemapPage {
  return {
    ...pageOf(
      { title: 'Plan du site', description: 'Toutes les pages du guide.', canonicalPath: '/plan-du-site' },
      context,
    ),
    natures: FICHE_KINDS.map((kind) => ({
      label: KINDS[kind].plural,
      url: `/fiches?nature=${KINDS[kind].nature}`,
      count: counted(counts[kind], 'fiche', 'fiches'),
    })),
    themes: themes.map(themeTile),
    territories: groupsOf(territories),
    help: helpEntries(help),
  }
}
