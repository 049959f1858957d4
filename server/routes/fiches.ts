import type { FicheKind } from '../domain/document/keys.ts'
import { FICHE_KINDS, KINDS } from '../domain/document/kinds.ts'
import { HttpError } from '../http/errors.ts'
import { parameter } from '../http/query.ts'
import { backlinksOf, findPage, listFiches } from '../store/pages.ts'
import type { Backlink, Named, PublishedPage } from '../store/pageTypes.ts'
import { contactPage } from '../viewmodels/contact.ts'
import { institutionPage } from '../viewmodels/institution.ts'
import { ficheListPage } from '../viewmodels/list.ts'
import { answeringContact, schemePage } from '../viewmodels/scheme.ts'
import { sitePage } from '../viewmodels/site.ts'
import { isKind, loadNamed, loadPage } from './loading.ts'
import type { Route, Visit } from './route.ts'
import { publishedSource } from './source.ts'

export const ficheRoutes: Route[] = [
  {
    method: 'GET',
    path: '/fiches',
    right: 'read',
    samples: [
      '/fiches',
      '/fiches?nature=institution',
      '/fiches?nature=dispositif',
      '/fiches?nature=lieu',
      '/fiches?nature=contact',
    ],
    handle: showList,
  },
  {
    method: 'GET',
    path: '/fiches/:slug.md',
    right: 'read',
    samples: ['/fiches/{fiche}.md'],
    handle: showSource,
  },
  {
    method: 'GET',
    path: '/fiches/:slug',
    right: 'read',
    samples: ['/fiches/{fiche}', '/fiches/{fiche}?ou={commune}'],
    handle: showFiche,
  },
]

/** The nature of `?nature=`; another word is refused. */
export function natureParameter({ request }: Visit): FicheKind | undefined {
  const nature = parameter(request, 'nature')
  if (nature === undefined) return undefined
  const kind = FICHE_KINDS.find((candidate) => KINDS[candidate].nature === nature)
  if (kind === undefined) throw new HttpError(422)
  return kind
}

async function showList(visit: Visit): Promise<void> {
  const nature = natureParameter(visit)
  const all = await listFiches(visit.context.database.read, visit.sight)
  const cards = nature === undefined ? all : all.filter(({ kind }) => kind === nature)
  const model = ficheListPage({ cards, nature, counts: countByKind(all) }, visit.view)
  visit.render('fiches/list', model)
}

export function countByKind(cards: { kind: FicheKind }[]): Record<FicheKind, number> {
  const counts: Record<FicheKind, number> = { institution: 0, scheme: 0, site: 0, contact: 0 }
  for (const { kind } of cards) counts[kind] += 1
  return counts
}

async function showFiche(visit: Visit): Promise<void> {
  const page: PublishedPage = await loadPage(visit, 'fiche')
  const [named, backlinks] = await Promise.all([
    loadNamed(visit, page),
    backlinksOf(visit.context.database.read, visit.sight, page),
  ])
  await renderFiche(visit, page, named, backlinks)
}

export async function renderFiche(
  { context, render, sight, view }: Visit,
  page: PublishedPage,
  named: Named,
  backlinks: Backlink[],
) {
  if (isKind(page, 'institution')) {
    render('fiches/institution', institutionPage({ page, named, backlinks }, view))
  } else if (isKind(page, 'scheme')) {
    const slug = answeringContact({ page, named, backlinks })
    const found = slug === undefined ? undefined : await findPage(context.database.read, sight, 'fiche', slug)
    const answering = found !== undefined && isKind(found, 'contact') ? found : undefined
    render('fiches/scheme', schemePage({ page, named, backlinks, answering }, view))
  } else if (isKind(page, 'site')) {
    render('fiches/site', sitePage({ page, named, backlinks }, view))
  } else if (isKind(page, 'contact')) {
    render('fiches/contact', contactPage({ page, named, backlinks }, view))
  }
}

async function showSource(visit: Visit): Promise<void> {
  const page: PublishedPage = await loadPage(visit, 'fiche')
  const { source } = await publishedSource(visit, page)
  // The page itself is what other sites should list, and a contact's may name a person.
  visit.response.set('X-Robots-Tag', 'noindex')
  visit.response.type('text/markdown; charset=utf-8').send(source)
}
