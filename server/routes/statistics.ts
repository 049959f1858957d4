import { isMonth, monthOf, monthsUntil } from '../domain/month.ts'
import { HttpError } from '../http/errors.ts'
import { parameter } from '../http/query.ts'
import {
  countingSince,
  type PageVisits,
  subjectsOfVisited,
  visitsByMonth,
  visitsByMonthAndPage,
  visitsByPage,
} from '../store/consultations.ts'
import { listPages } from '../store/pages.ts'
import type { Named } from '../store/pageTypes.ts'
import { statisticsPage } from '../viewmodels/statistics.ts'
import { statisticsFile } from '../viewmodels/statisticsFile.ts'
import { type DocumentName, loadNames } from './loading.ts'
import type { Route, Visit } from './route.ts'

export const statisticsRoutes: Route[] = [
  {
    method: 'GET',
    path: '/statistiques',
    right: 'read',
    samples: ['/statistiques', '/statistiques?mois={mois}'],
    kept: false,
    handle: showStatistics,
  },
  {
    method: 'GET',
    path: '/statistiques.csv',
    right: 'read',
    samples: ['/statistiques.csv', '/statistiques.csv?periode={mois}'],
    kept: false,
    handle: sendStatistics,
  },
]

/** A year and the same month of the year before. */
const MONTHS = 13

/** A month that has begun; anything else is refused. */
function monthParameter({ request, view }: Visit, name: string): string | undefined {
  const month = parameter(request, name)
  if (month !== undefined && (!isMonth(month) || month > monthOf(view.today))) throw new HttpError(422)
  return month
}

async function showStatistics(visit: Visit): Promise<void> {
  const { read } = visit.context.database
  const month = monthParameter(visit, 'mois')
  const last = monthsUntil(monthOf(visit.view.today), MONTHS)
  const whole = { from: last[0] ?? '', to: last.at(-1) ?? '' }
  const period = month === undefined ? whole : { from: month, to: month }
  const [since, totals, visits, subjects, themes] = await Promise.all([
    countingSince(read),
    visitsByMonth(read, whole),
    visitsByPage(read, period),
    subjectsOfVisited(read, period),
    listPages(read, 'theme'),
  ])
  const model = statisticsPage(
    {
      month,
      months: last.map((each) => ({ month: each, total: totals.get(each) ?? 0 })),
      since,
      visits,
      themesOf: subjects.themes,
      territoriesOf: subjects.territories,
      themes,
      named: await namesOf(visit, visits, subjects),
    },
    visit.view,
  )
  visit.render('statistics/show', model)
}

async function sendStatistics(visit: Visit): Promise<void> {
  const { context, response, view } = visit
  const month = monthParameter(visit, 'periode')
  const period = { from: month ?? '2000-01', to: month ?? '2099-12' }
  const [visits, subjects] = await Promise.all([
    visitsByMonthAndPage(context.database.read, period),
    subjectsOfVisited(context.database.read, period),
  ])
  const text = statisticsFile(
    {
      visits,
      themesOf: subjects.themes,
      territoriesOf: subjects.territories,
      named: await namesOf(visit, visits, subjects),
    },
    view,
  )
  const name = month === undefined ? 'statistiques.csv' : `statistiques-${month}.csv`
  response
    .set({
      'X-Robots-Tag': 'noindex',
      'Content-Disposition': `attachment; filename="${name}"`,
    })
    .type('text/csv; charset=utf-8')
    .send(text)
}

/** The themes, territories and institutions that the lists name: a few hundred, whatever was read. */
function namesOf(
  visit: Visit,
  visits: readonly PageVisits[],
  { themes, territories }: Awaited<ReturnType<typeof subjectsOfVisited>>,
): Promise<Named> {
  const owners = visits.flatMap(({ kind, slug, owner }) => owner ?? (kind === 'institution' ? slug : []))
  const named = (namespace: DocumentName['namespace'], slugs: Iterable<string>): DocumentName[] =>
    Array.from(new Set(slugs), (slug) => ({ namespace, slug }))
  const themePages = visits.flatMap(({ kind, slug }) => (kind === 'theme' ? slug : []))
  const territoryPages = visits.flatMap(({ kind, slug }) => (kind === 'territory' ? slug : []))
  return loadNames(visit, [
    ...named('fiche', owners),
    ...named('theme', [...themePages, ...[...themes.values()].flat()]),
    ...named('territory', [...territoryPages, ...[...territories.values()].flat()]),
  ])
}
