import type { Request } from 'express'
import type { Document } from '../domain/document/document.ts'
import type { ReferenceTarget } from '../domain/document/fieldTypes.ts'
import type { FicheKind, Kind } from '../domain/document/keys.ts'
import type { Namespace } from '../domain/document/kinds.ts'
import { namespaceOf, referencesOf } from '../domain/document/references.ts'
import { targetsIn } from '../markdown/holes.ts'
import type { RenderedSegment } from '../markdown/rendered.ts'
import { findPage, namedPages, nameOf } from '../store/pages.ts'
import type { Named, PublishedPage } from '../store/pageTypes.ts'
import { findRedirection } from '../store/redirections.ts'
import { isSlug, slugify } from '../text/slug.ts'
import { NotFound } from './refusals.ts'
import type { Visit } from './route.ts'

/** The address has moved for good: another spelling of the slug, or a former one. */
export class Moved extends Error {
  readonly location: string
  constructor(location: string) {
    super('moved')
    this.location = location
  }
}

/**
 * The published page that the address names. Capitals, accents and former slugs lead to its present address by 301,
 * the rest of the address kept; what this reader may not see is not found, as what does not exist.
 */
export async function loadPage<N extends Exclude<Namespace, 'thesaurus'>>(
  { context, request, sight }: Visit,
  namespace: N,
): Promise<PublishedPage<N extends 'fiche' ? FicheKind : Exclude<Kind, FicheKind> & N>> {
  const given = String(request.params.slug)
  const slug = isSlug(given) ? given : slugify(given)
  if (slug === '') throw new NotFound()
  const { read } = context.database
  const page = await findPage(read, sight, namespace, slug)
  if (page !== undefined && slug === given) return page as never
  const present = page === undefined ? await findRedirection(read, sight, namespace, slug) : slug
  if (present === undefined) throw new NotFound()
  throw new Moved(withSlug(request, present))
}

/** The same address with another slug, in the place that the route gives it. */
function withSlug({ originalUrl, route }: Request, slug: string): string {
  const [path = '', ...query] = originalUrl.split('?')
  const pattern = String(route.path).split('/')
  const segments = path.split('/').map((segment, at) => {
    if (!pattern[at]?.startsWith(':slug')) return segment
    return pattern[at] === ':slug.md' ? `${slug}.md` : slug
  })
  return [segments.join('/'), ...query].join('?')
}

/** The documents that a page names: by its front matter, by the links and the territories of its body. */
export async function loadNamed(
  visit: Visit,
  page: Pick<PublishedPage, 'kind' | 'fields' | 'segments'>,
): Promise<Named> {
  const document = { kind: page.kind, fields: page.fields, body: '' } as Document
  return loadNames(visit, [...namesInFields(document), ...namesInSegments(page.segments)])
}

export interface DocumentName {
  namespace: Namespace
  slug: string
}

export function namesInFields(document: Document): DocumentName[] {
  return referencesOf(document).map(({ to, slug }) => ({ namespace: namespaceOf(to), slug }))
}

const FOLDERS: Record<string, Namespace> = { thematiques: 'theme', territoires: 'territory', aide: 'help' }

export function namesInSegments(segments: readonly RenderedSegment[]): DocumentName[] {
  return segments.flatMap(({ html, territory }) => [
    ...targetsIn(html).map((target) => {
      const [slug = '', folder = ''] = target.split('/').reverse()
      return { namespace: FOLDERS[folder] ?? ('fiche' as const), slug }
    }),
    ...(territory === undefined ? [] : [{ namespace: 'territory' as const, slug: territory }]),
  ])
}

export function loadNames({ context, sight }: Visit, names: DocumentName[]): Promise<Named> {
  return namedPages(context.database.read, sight, names)
}

/** What stands for a slug in words: the title of a page this reader may see, a commune's name, or nothing telling. */
export function titleIn(named: Named, { view }: Visit): (to: ReferenceTarget, slug: string) => string {
  return (to, slug) =>
    named.get(nameOf(namespaceOf(to), slug))?.title ??
    (to === 'place' ? view.communeName(slug) : undefined) ??
    'fiche indisponible'
}

export function isVisibleIn(named: Named): (slug: string) => boolean {
  return (slug) => named.has(slug)
}

export function isKind<K extends Kind>(page: PublishedPage, kind: K): page is PublishedPage<K> {
  return page.kind === kind
}
