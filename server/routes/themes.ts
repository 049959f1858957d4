import { listFiches, listPages, themeMembers } from '../store/pages.ts'
import { type ThemeBranch, themeListPage, themePage } from '../viewmodels/theme.ts'
import { loadNamed, loadPage } from './loading.ts'
import type { Route, Visit } from './route.ts'

export const themeRoutes: Route[] = [
  {
    method: 'GET',
    path: '/thematiques',
    right: 'read',
    samples: ['/thematiques'],
    handle: async (visit) =>
      visit.render('themes/list', themeListPage(await themeBranches(visit), visit.view)),
  },
  {
    method: 'GET',
    path: '/thematiques/:slug',
    right: 'read',
    samples: ['/thematiques/{theme}', '/thematiques/{theme}?ou={commune}'],
    handle: showTheme,
  },
]

/** The themes of the first level, each with those it contains, in the order their texts give. */
export async function themeBranches({ context, sight }: Visit): Promise<ThemeBranch[]> {
  const { read } = context.database
  const [themes, members] = await Promise.all([listPages(read, 'theme'), themeMembers(read, sight)])
  const ordered = themes.toSorted((a, b) => (a.fields.ordre ?? 1_000) - (b.fields.ordre ?? 1_000))
  const childrenOf = (slug: string) => ordered.filter(({ fields }) => fields.parent === slug)
  // A fiche that stands under a theme and under one of its children counts once for the theme.
  const countOf = (slugs: string[]) =>
    new Set(members.filter(({ theme }) => slugs.includes(theme)).map(({ id }) => id)).size
  const branchOf = (card: (typeof ordered)[number]): ThemeBranch => {
    const children = childrenOf(card.slug)
    const slugs = [card.slug, ...children.map(({ slug }) => slug)]
    return { card, icon: card.fields.icone, count: countOf(slugs), children: children.map(branchOf) }
  }
  return ordered.filter(({ fields }) => fields.parent === undefined).map(branchOf)
}

async function showTheme(visit: Visit): Promise<void> {
  const theme = await loadPage(visit, 'theme')
  const branches = await themeBranches(visit)
  const own = [...branches, ...branches.flatMap(({ children }) => children)].find(
    ({ card }) => card.slug === theme.slug,
  )
  const children = own?.children ?? []
  const slugs = [theme.slug, ...children.map(({ card }) => card.slug)]
  const [fiches, named] = await Promise.all([
    listFiches(visit.context.database.read, visit.sight, { themes: slugs }),
    loadNamed(visit, theme),
  ])
  const parent = branches.find(({ card }) => card.slug === theme.fields.parent)?.card
  visit.render('themes/show', themePage({ theme, parent, children, fiches, named }, visit.view))
}
