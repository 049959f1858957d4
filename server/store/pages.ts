import { type RawBuilder, sql } from 'kysely'
import type { FicheKind, FieldsByKind, Kind } from '../domain/document/keys.ts'
import { KINDS, type Namespace } from '../domain/document/kinds.ts'
import type { Visibility } from '../domain/projection.ts'
import type { RenderedSegment } from '../markdown/rendered.ts'
import type { Reader } from './database.ts'
import type { Backlink, Card, FicheCard, Named, PublishedPage, Sight, Status } from './pageTypes.ts'
import { RESERVED, viewOf } from './sight.ts'

interface CardRow {
  id: number
  kind: Kind
  slug: string
  title: string
  acronym: string | null
  summary: string | null
  status: Status
  archived: number
  visibility: Visibility
  commune: string | null
  phone: string | null
  revision: number
  publishedAt: string
}

const CARD = sql`p.document_id AS id, p.kind, p.slug, p.title, p.acronym, p.summary, p.status, p.archived, p.visibility,
  p.commune, p.phone, p.revision, p.published_at AS "publishedAt"`

function toCard({ acronym, summary, commune, phone, archived, visibility, ...row }: CardRow): Card {
  return {
    ...row,
    archived: archived === 1,
    reserved: visibility === 'professionnels',
    ...(acronym === null ? {} : { acronym }),
    ...(summary === null ? {} : { summary }),
    ...(commune === null ? {} : { commune }),
    ...(phone === null ? {} : { phone }),
  }
}

/** A published page by its present slug, whole; with its former HTML while a new renderer has not made it again. */
export async function findPage(
  db: Reader,
  sight: Sight,
  namespace: Namespace,
  slug: string,
): Promise<PublishedPage | undefined> {
  const { rows } = await sql<CardRow & { fields: string; segments: string | null }>`
    SELECT ${CARD}, p.fields, h.segments FROM ${viewOf(sight)} p
    LEFT JOIN rendered h ON h.sha256 = p.sha256
    WHERE p.namespace = ${namespace} AND p.slug = ${slug}`.execute(db)
  const row = rows[0]
  if (row === undefined) return undefined
  const { fields, segments, ...card } = row
  return {
    ...toCard(card),
    fields: JSON.parse(fields) as FieldsByKind[Kind],
    segments: JSON.parse(segments ?? '[]') as RenderedSegment[],
  }
}

const PREFIXES: Record<Namespace, string> = {
  fiche: '',
  theme: 'thematiques/',
  territory: 'territoires/',
  help: 'aide/',
  thesaurus: 'thesaurus/',
}

/** The name under which a document is called in a link: `caf-pas-de-calais`, `thematiques/logement`. */
export function nameOf(namespace: Namespace, slug: string): string {
  return PREFIXES[namespace] + slug
}

/**
 * The documents that these names call, former slugs included, under the names as they were given. A document that this
 * reader may not see is absent, as one that does not exist.
 */
export async function namedPages(
  db: Reader,
  sight: Sight,
  names: { namespace: Namespace; slug: string }[],
): Promise<Named> {
  const found = new Map<string, Card>()
  const bySpace = new Map<Namespace, Set<string>>()
  for (const { namespace, slug } of names) {
    const slugs = bySpace.get(namespace) ?? new Set()
    bySpace.set(namespace, slugs.add(slug))
  }
  for (const [namespace, slugs] of bySpace) {
    const { rows } = await sql<CardRow & { called: string }>`
      SELECT ${CARD}, p.slug AS called FROM ${viewOf(sight)} p
      WHERE p.namespace = ${namespace} AND p.slug IN (${sql.join([...slugs])})
      UNION ALL
      SELECT ${CARD}, r.slug AS called FROM redirections r JOIN ${viewOf(sight)} p ON p.document_id = r.document_id
      WHERE r.namespace = ${namespace} AND r.slug IN (${sql.join([...slugs])})`.execute(db)
    for (const { called, ...row } of rows) found.set(nameOf(namespace, called), toCard(row))
  }
  return found
}

/** The fiches that name this document in their front matter, by key; a former slug counts as the present one. */
export async function backlinksOf(
  db: Reader,
  sight: Sight,
  { id, kind, slug }: Pick<Card, 'id' | 'kind' | 'slug'>,
): Promise<Backlink[]> {
  const { namespace } = KINDS[kind]
  const former = await sql<{ slug: string }>`
    SELECT slug FROM redirections WHERE document_id = ${id} AND namespace = ${namespace}`.execute(db)
  const slugs = [slug, ...former.rows.map((row) => row.slug)]
  const { rows } = await sql<CardRow & { key: string }>`
    SELECT ${CARD}, l.key FROM page_links l JOIN ${viewOf(sight)} p ON p.document_id = l.document_id
    WHERE l.namespace = ${namespace} AND l.slug IN (${sql.join(slugs)})
      AND p.namespace = 'fiche' AND l.key <> 'corps' AND p.document_id <> ${id} AND p.archived = 0
    ORDER BY p.sort_key, p.document_id, l.position`.execute(db)
  return rows.map(({ key, ...row }) => ({ key, card: toCard(row) as FicheCard }))
}

export interface FicheFilter {
  kind?: FicheKind
  /** Slugs of a theme and of its children. */
  themes?: string[]
  /** A territory's slug or a commune's INSEE code. */
  territory?: string
  /** Sorting key and id of the last fiche already given. */
  after?: { sortKey: string; id: number }
  limit?: number
}

/** Fiches in alphabetical order, archived ones left out. */
export async function listFiches(db: Reader, sight: Sight, filter: FicheFilter = {}): Promise<FicheCard[]> {
  const { kind, themes, territory, after, limit = -1 } = filter
  const { rows } = await sql<CardRow>`
    SELECT ${CARD} FROM ${viewOf(sight)} p
    WHERE p.namespace = 'fiche' AND p.archived = 0
      ${kind === undefined ? sql`` : sql`AND p.kind = ${kind}`}
      ${
        themes === undefined
          ? sql``
          : sql`AND EXISTS (SELECT 1 FROM page_themes t
              WHERE t.document_id = p.document_id AND t.theme IN (${sql.join(themes)}))`
      }
      ${
        territory === undefined
          ? sql``
          : sql`AND EXISTS (SELECT 1 FROM page_territories t
              WHERE t.document_id = p.document_id AND t.territory = ${territory})`
      }
      ${
        after === undefined
          ? sql``
          : sql`AND (p.sort_key > ${after.sortKey} OR (p.sort_key = ${after.sortKey} AND p.document_id > ${after.id}))`
      }
    ORDER BY p.sort_key, p.document_id
    ${limit < 0 ? sql`` : sql`LIMIT ${limit}`}`.execute(db)
  return rows.map(toCard) as FicheCard[]
}

/** Every page of a kind that is not a fiche, whole: themes, territories and help pages are few. */
export async function listPages<K extends 'theme' | 'territory' | 'help' | 'thesaurus'>(
  db: Reader,
  kind: K,
): Promise<(Card<K> & { fields: FieldsByKind[K] })[]> {
  const { rows } = await sql<CardRow & { fields: string }>`
    SELECT ${CARD}, p.fields FROM reader_pages p WHERE p.kind = ${kind} ORDER BY p.sort_key, p.document_id`.execute(
    db,
  )
  return rows.map(({ fields, ...row }) => ({
    ...(toCard(row) as Card<K>),
    fields: JSON.parse(fields) as FieldsByKind[K],
  }))
}

/** The theme of each fiche, one row a pair. */
export async function themeMembers(db: Reader, sight: Sight): Promise<{ id: number; theme: string }[]> {
  const { rows } = await sql<{ id: number; theme: string }>`
    SELECT t.document_id AS id, t.theme FROM page_themes t JOIN ${viewOf(sight)} p ON p.document_id = t.document_id
    WHERE p.namespace = 'fiche' AND p.archived = 0`.execute(db)
  return rows
}

/** What search engines outside may list: pages open to all, without archived ones and contacts that name a person. */
export async function indexablePages(db: Reader): Promise<Pick<Card, 'kind' | 'slug' | 'publishedAt'>[]> {
  const { rows } = await sql<Pick<Card, 'kind' | 'slug' | 'publishedAt'> & { fields: string }>`
    SELECT p.kind, p.slug, p.published_at AS "publishedAt", p.fields FROM reader_pages p
    WHERE p.archived = 0 AND p.kind <> 'thesaurus' ORDER BY p.namespace, p.slug`.execute(db)
  return rows
    .filter(({ kind, fields }) => kind !== 'contact' || !('personne' in JSON.parse(fields)))
    .map(({ kind, slug, publishedAt }) => ({ kind, slug, publishedAt }))
}

/** Fiches by the newest publication first. */
export async function latestFiches(db: Reader, sight: Sight, limit: number): Promise<FicheCard[]> {
  const { rows } = await sql<CardRow>`
    SELECT ${CARD} FROM ${viewOf(sight)} p WHERE p.namespace = 'fiche' AND p.archived = 0
    ORDER BY p.published_at DESC, p.document_id DESC LIMIT ${limit}`.execute(db)
  return rows.map(toCard) as FicheCard[]
}

export async function countFiches(db: Reader, sight: Sight): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    SELECT COUNT(*) AS count FROM ${viewOf(sight)} p WHERE p.namespace = 'fiche' AND p.archived = 0`.execute(
    db,
  )
  return rows[0]?.count ?? 0
}

/** Cards by document id, for what search found; the order is the caller's. */
export async function cardsById(db: Reader, sight: Sight, ids: number[]): Promise<Map<number, Card>> {
  if (ids.length === 0) return new Map()
  const { rows } = await sql<CardRow>`
    SELECT ${CARD} FROM ${viewOf(sight)} p WHERE p.document_id IN (${sql.join(ids)})`.execute(db)
  return new Map(rows.map((row) => [row.id, toCard(row)]))
}

/** Every fiche that this reader may see, with its fields, or these only; archived ones are left out. */
export async function fichesWithFields(
  db: Reader,
  sight: Sight,
  ids?: number[],
): Promise<{ card: FicheCard; fields: FieldsByKind[FicheKind] }[]> {
  if (ids?.length === 0) return []
  const only = ids === undefined ? sql`` : sql`AND p.document_id IN (${sql.join(ids)})`
  const { rows } = await sql<CardRow & { fields: string }>`
    SELECT ${CARD}, p.fields FROM ${viewOf(sight)} p
    WHERE p.namespace = 'fiche' AND p.archived = 0 ${only} ORDER BY p.document_id`.execute(db)
  return rows.map(({ fields, ...row }) => ({
    card: toCard(row) as FicheCard,
    fields: JSON.parse(fields) as FieldsByKind[FicheKind],
  }))
}

/** What search needs of a page: its names and its words, for one page or for all. */
export interface SearchablePage {
  id: number
  slug: string
  title: string
  acronym: string | null
  names: string[]
  summary: string | null
  /** Keys that some kinds have and others not. */
  fields: Partial<FieldsByKind['scheme'] & Pick<FieldsByKind['contact'], 'fonction' | 'telephone'>>
  text: string
}

/** What anybody may find. */
export function searchablePages(db: Reader, ids?: number[]): Promise<SearchablePage[]> {
  return searchable(db, viewOf('reader'), ids)
}

/** What a professional may find besides: the contacts kept for professionals, and nothing else. */
export function reservedPages(db: Reader, ids?: number[]): Promise<SearchablePage[]> {
  return searchable(db, RESERVED, ids)
}

async function searchable(
  db: Reader,
  view: RawBuilder<unknown>,
  ids: number[] | undefined,
): Promise<SearchablePage[]> {
  if (ids?.length === 0) return []
  const only = ids === undefined ? sql`` : sql`AND p.document_id IN (${sql.join(ids)})`
  const { rows } = await sql<
    Omit<SearchablePage, 'names' | 'text' | 'fields'> & { segments: string | null; fields: string }
  >`
    SELECT p.document_id AS id, p.slug, p.title, p.acronym, p.summary, p.fields, h.segments FROM ${view} p
    LEFT JOIN rendered h ON h.sha256 = p.sha256
    WHERE p.namespace = 'fiche' AND p.archived = 0 ${only} ORDER BY p.document_id`.execute(db)
  const names = await sql<{ id: number; name: string }>`
    SELECT p.document_id AS id, p.name FROM page_names p
    WHERE p.role IN ('other', 'everyday', 'misspelt') ${only} ORDER BY p.document_id, p.position`.execute(db)
  const namesById = new Map<number, string[]>()
  for (const { id, name } of names.rows) {
    const own = namesById.get(id)
    if (own === undefined) namesById.set(id, [name])
    else own.push(name)
  }
  return rows.map(({ segments, fields, ...row }) => ({
    ...row,
    names: namesById.get(row.id) ?? [],
    fields: JSON.parse(fields) as SearchablePage['fields'],
    text: (JSON.parse(segments ?? '[]') as RenderedSegment[]).map(({ text }) => text).join('\n'),
  }))
}

/** The kinds of these documents, visible or not. */
export async function kindsOf(db: Reader, ids: number[]): Promise<Kind[]> {
  const { rows } = await sql<{ kind: Kind }>`
    SELECT DISTINCT kind FROM documents WHERE id IN (${sql.join(ids)})`.execute(db)
  return rows.map(({ kind }) => kind)
}
