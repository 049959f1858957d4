import { htmlOf } from '../actions/render.ts'
import { compareDocuments } from '../domain/diff.ts'
import { fieldsInWords } from '../domain/document/wording.ts'
import { HttpError } from '../http/errors.ts'
import { choiceParameter, numberParameter } from '../http/query.ts'
import type { RenderedSegment } from '../markdown/rendered.ts'
import { backlinksOf } from '../store/pages.ts'
import type { FicheCard } from '../store/pageTypes.ts'
import { revisionsOf } from '../store/revisions.ts'
import { comparisonPage, LAYOUTS } from '../viewmodels/comparison.ts'
import { historyPage } from '../viewmodels/history.ts'
import { versionPage } from '../viewmodels/version.ts'
import { loadNames, loadPage, namesInSegments, titleIn } from './loading.ts'
import { NotFound } from './refusals.ts'
import type { Route, Visit } from './route.ts'
import { signaturesOf } from './signing.ts'
import { readableVersion } from './source.ts'

export const versionRoutes: Route[] = [
  {
    method: 'GET',
    path: '/fiches/:slug/historique',
    right: 'read',
    samples: ['/fiches/{fiche}/historique'],
    handle: showHistory,
  },
  {
    method: 'GET',
    path: '/fiches/:slug/versions/:n',
    right: 'read',
    samples: ['/fiches/{fiche}/versions/{version}'],
    handle: showVersion,
  },
  {
    method: 'GET',
    path: '/fiches/:slug/comparer',
    right: 'read',
    samples: ['/fiches/{fiche}/comparer', '/fiches/{fiche}/comparer?de=1&a={version}&vue=colonnes'],
    handle: showComparison,
  },
]

const NUMBERS = { min: 1, max: 999_999_999 }

async function showHistory(visit: Visit): Promise<void> {
  const card: FicheCard = await loadPage(visit, 'fiche')
  const revisions = await revisionsOf(visit.context.database.read, visit.sight, card.id)
  const [sign, backlinks] = await Promise.all([
    signaturesOf(visit, revisions),
    backlinksOf(visit.context.database.read, visit.sight, card),
  ])
  const linked = [...new Map(backlinks.map(({ card: each }) => [each.id, each])).values()]
  visit.render('fiches/history', historyPage({ card, revisions, sign, linked }, visit.view))
}

async function showVersion(visit: Visit): Promise<void> {
  const card: FicheCard = await loadPage(visit, 'fiche')
  const { n } = visit.request.params
  if (!/^[1-9]\d{0,8}$/.test(String(n))) throw new NotFound()
  const { revision, document, source, named } = await readableVersion(visit, card.id, Number(n))
  const segments = document === undefined ? [] : await segmentsOf(visit, revision.sha256, document.body)
  const inBody = await loadNames(visit, namesInSegments(segments))
  const fields = document === undefined ? [] : fieldsInWords(document, titleIn(named, visit))
  const model = versionPage(
    { card, revision: { ...revision, source }, fields, segments, named: new Map([...named, ...inBody]) },
    visit.view,
  )
  visit.render('fiches/version', model)
}

/** A text that is too complex for today's renderer is shown by its source alone; a busy renderer says to come back. */
async function segmentsOf({ context }: Visit, sha256: string, body: string): Promise<RenderedSegment[]> {
  const outcome = await htmlOf(context.database, context.renderer, { sha256, body })
  if (outcome.ok) return outcome.segments
  if (outcome.passing) throw new HttpError(503, { 'Retry-After': '10' })
  return []
}

/** Without `de` and `a`: the published version against the one before that this reader may see. */
async function showComparison(visit: Visit): Promise<void> {
  const card: FicheCard = await loadPage(visit, 'fiche')
  const revisions = await revisionsOf(visit.context.database.read, visit.sight, card.id)
  const to = numberParameter(visit.request, 'a', NUMBERS) ?? card.revision
  const from = numberParameter(visit.request, 'de', NUMBERS) ?? revisions.find(({ n }) => n < to)?.n ?? to
  const [before, after] = await Promise.all([
    readableVersion(visit, card.id, from),
    readableVersion(visit, card.id, to),
  ])
  if (before.document === undefined || after.document === undefined) throw new NotFound()
  const titleOf = titleIn(new Map([...before.named, ...after.named]), visit)
  const comparison = compareDocuments(before.document, after.document, titleOf)
  const layout = choiceParameter(visit.request, 'vue', LAYOUTS)
  const model = comparisonPage(
    { card, from: before.revision, to: after.revision, comparison, revisions, layout },
    visit.view,
  )
  visit.render('fiches/comparison', model)
}
