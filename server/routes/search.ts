import { distanceTo, nearestFirst } from '../domain/directory.ts'
import { KINDS } from '../domain/document/kinds.ts'
import { AUDIENCES } from '../domain/document/vocabulary.ts'
import type { FicheFacts } from '../domain/facts.ts'
import { placeText } from '../domain/geography.ts'
import { may } from '../domain/permission.ts'
import { choiceParameter, numberParameter, parameter } from '../http/query.ts'
import type { Answer } from '../search/engine.ts'
import { type Dimension, filter } from '../search/facets.ts'
import { markerFor } from '../search/question.ts'
import type { ViewContext } from '../viewmodels/context.ts'
import { stateOf } from '../viewmodels/opening.ts'
import { FLAG, type ResultsChoice } from '../viewmodels/resultFilters.ts'
import { resultsPage } from '../viewmodels/results.ts'
import { natureParameter } from './fiches.ts'
import { explain, reservedRows } from './reserved.ts'
import type { Route, Visit } from './route.ts'
import { themeBranches } from './themes.ts'

export const searchRoutes: Route[] = [
  {
    method: 'GET',
    path: '/recherche',
    right: 'read',
    samples: [
      '/recherche',
      '/recherche?q={mot}',
      '/recherche?q={mot}&ou={commune}',
      '/recherche?q={mot}&nature=contact&theme={theme}',
      '/recherche?q={mot}&expliquer=1',
    ],
    handle: showResults,
  },
]

export const PAGE = 10
const FARTHEST_PAGE = 1_000

/** A fiche that answers, before filters and pages. */
export interface Row {
  facts: FicheFacts
  score: number
}

export function rowsOf({ hits }: Pick<Answer, 'hits'>, { directory }: Pick<Visit, 'directory'>): Row[] {
  const rows: Row[] = []
  for (const { id, score } of hits) {
    const facts = directory.byId(id)
    if (facts !== undefined) rows.push({ facts, score })
  }
  return rows
}

async function showResults(visit: Visit): Promise<void> {
  const { context, directory, request, render } = visit
  const question = parameter(request, 'q') ?? ''
  const choice = choiceOf(visit)
  const asked = { place: visit.view.place, literal: choice.literal }
  const answer = context.index.ask(question, asked)
  const place = answer.question.place
  const view: ViewContext = place === undefined ? visit.view : { ...visit.view, place }
  const all = worthOrdering(rowsOf(answer, visit), choice)
  const { rows, counts } = filter(all, dimensionsOf(choice, view, visit))
  const besides = choice.page === 1 ? await reservedRows(visit, question, asked, answer) : []
  const reserved = filter(worthOrdering(besides, choice), dimensionsOf(choice, view, visit)).rows
  const ordered =
    choice.order === 'distance' && place !== undefined
      ? nearestFirst(rows, ({ facts }) => facts, place, directory)
      : rows
  const from = (choice.page - 1) * PAGE
  const ids = ordered.slice(from, from + PAGE).map(({ facts }) => facts.id)
  const cards = ids.flatMap((id) => directory.cardOf(id) ?? [])
  render(
    'results',
    resultsPage(
      {
        question,
        understood: answer.question,
        mark: markerFor(answer.question),
        choice,
        cards,
        total: rows.length,
        unfiltered: all.length,
        counts,
        themes: rows.length > 0 ? [] : await themeBranches(visit),
        urgent: isUrgent(ordered.slice(0, 3), visit),
        near: new Map(
          ordered.slice(from, from + PAGE).flatMap(({ facts }) => {
            const distance = place === undefined ? undefined : distanceTo(facts, place, directory)
            return distance === undefined ? [] : [[facts.slug, distance]]
          }),
        ),
        pages: Math.ceil(rows.length / PAGE),
        reserved: reserved.flatMap(({ facts }) => directory.cardOf(facts.id) ?? []),
        mayExplain: mayExplain(visit),
        explain: asksWhy(visit) ? (id) => explain(visit, id, question, asked) : undefined,
      },
      { ...view, placeText: place === undefined ? view.placeText : placeText(place) },
    ),
  )
}

function mayExplain({ visitor }: Visit): boolean {
  return may(visitor?.grants, 'expliquer-la-recherche')
}

/** For who may not know, the parameter is one that does not exist: not even its value is looked at. */
function asksWhy(visit: Visit): boolean {
  return mayExplain(visit) && choiceParameter(visit.request, 'expliquer', [FLAG]) !== undefined
}

/** Where violence or a night outside is spoken of, the emergency numbers stand above the answers. */
function isUrgent(first: readonly Row[], { directory }: Visit): boolean {
  return first.some(({ facts }) => facts.themes.some((theme) => directory.quickExitThemes.has(theme)))
}

/** Sorted or filtered by something else than the words, what holds few of them would come first by chance. */
const STRONG = 0.3

function worthOrdering(rows: Row[], { order, open, walkIn }: ResultsChoice): Row[] {
  if (order === undefined && open === undefined && walkIn === undefined) return rows
  const best = rows[0]?.score ?? 0
  return rows.filter(({ score }) => score >= STRONG * best)
}

function choiceOf(visit: Visit): ResultsChoice {
  const { request } = visit
  const nature = natureParameter(visit)
  return {
    nature: nature === undefined ? undefined : KINDS[nature].nature,
    theme: parameter(request, 'theme'),
    audience: choiceParameter(request, 'public', Object.keys(AUDIENCES)),
    open: choiceParameter(request, 'ouvert', [FLAG]),
    walkIn: choiceParameter(request, 'sansrdv', [FLAG]),
    order: choiceParameter(request, 'tri', ['distance']),
    page: numberParameter(request, 'page', { min: 1, max: FARTHEST_PAGE }) ?? 1,
    literal: choiceParameter(request, 'exact', [FLAG]) !== undefined,
  }
}

const YES = [FLAG]
const NO: readonly string[] = []

function dimensionsOf(choice: ResultsChoice, view: ViewContext, { directory }: Visit): Dimension<Row>[] {
  return [
    { name: 'nature', chosen: choice.nature, valuesOf: ({ facts }) => [KINDS[facts.kind].nature] },
    {
      name: 'theme',
      chosen: choice.theme,
      valuesOf: ({ facts }) => directory.themesOf(facts),
    },
    { name: 'public', chosen: choice.audience, valuesOf: ({ facts }) => facts.audiences },
    {
      name: 'ouvert',
      chosen: choice.open,
      valuesOf: ({ facts }) =>
        facts.hours !== undefined && stateOf(facts, view).etat === 'ouvert' ? YES : NO,
    },
    {
      name: 'sansrdv',
      chosen: choice.walkIn,
      valuesOf: ({ facts }) => (facts.walkIn === true ? YES : NO),
    },
  ]
}
