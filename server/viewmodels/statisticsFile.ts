import { KINDS } from '../domain/document/kinds.ts'
import type { MonthVisits, Way } from '../store/consultations.ts'
import type { Named } from '../store/pageTypes.ts'
import type { ViewContext } from './context.ts'
import { csvOf } from './csv.ts'
import { urlOf } from './links.ts'
import { placeLink, themeLink } from './names.ts'

export interface StatisticsFileInput {
  visits: readonly MonthVisits[]
  themesOf: ReadonlyMap<number, readonly string[]>
  territoriesOf: ReadonlyMap<number, readonly string[]>
  named: Named
}

const HEADINGS = [
  ...['mois', 'nature', 'titre', 'adresse', 'responsable', 'thematiques', 'territoires'],
  ...['consultations', 'recherche', 'thematique', 'territoire', 'lien', 'impressions'],
] as const

const READ: readonly Way[] = ['search', 'theme', 'territory', 'link']

/** One line a month and a page: what was read, by which way; prints beside, never added. */
export function statisticsFile(
  { visits, themesOf, territoriesOf, named }: StatisticsFileInput,
  context: ViewContext,
): string {
  const lines = new Map<string, { page: MonthVisits; byWay: Partial<Record<Way, number>> }>()
  for (const visit of visits) {
    const key = `${visit.month} ${visit.id}`
    const line = lines.get(key) ?? { page: visit, byWay: {} }
    lines.set(key, line)
    line.byWay[visit.way] = visit.total
  }
  const rows = [...lines.values()].map(({ page, byWay }) => {
    const themes = (themesOf.get(page.id) ?? []).map((slug) => themeLink(slug, named).label)
    const places = (territoriesOf.get(page.id) ?? []).map((slug) => placeLink(slug, named, context).label)
    const owner = page.owner ?? (page.kind === 'institution' ? page.slug : '')
    const counts = READ.map((way) => byWay[way] ?? 0)
    return [
      ...[page.month, KINDS[page.kind].nature, page.title, context.origin + urlOf(page)],
      ...[named.get(owner)?.title ?? '', themes.join(', '), places.join(', ')],
      ...[counts.reduce((sum, count) => sum + count, 0), ...counts, byWay.print ?? 0],
    ]
  })
  return csvOf([[...HEADINGS], ...rows])
}
