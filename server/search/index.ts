import { isFicheKind } from '../domain/document/kinds.ts'
import { AUDIENCES } from '../domain/document/vocabulary.ts'
import { changesAfter, lastChange } from '../store/changes.ts'
import type { Reader } from '../store/database.ts'
import { kindsOf, listPages, type SearchablePage, searchablePages } from '../store/pages.ts'
import type { LiveDirectory } from './directory.ts'
import { type Answer, createEngine, type Engine, type Explanation, type Reading } from './engine.ts'
import type { SearchDocument } from './entry.ts'
import type { Asked } from './question.ts'
import { createThesaurus } from './thesaurus.ts'

export interface SearchIndex {
  /** Takes in what was published since the last call; answers the number of the last change. */
  catchUp: () => Promise<number>
  /** Number of the last change taken in. */
  position: () => number
  size: () => number
  /** Fiches that hold at least one word of the question, best first. */
  ask: (question: string, asked?: Asked) => Answer
  /** Why a fiche stands where it stands. */
  explain: (question: string, id: number, asked?: Asked) => Explanation
  /** How it reads questions at this moment. */
  reading: () => Reading
}

/** What an index holds: what anybody may read, unless said otherwise. */
export interface Holding {
  pages: (db: Reader, ids?: number[]) => Promise<SearchablePage[]>
  /** The larger index beside which it stands. */
  beside?: Pick<SearchIndex, 'reading' | 'catchUp'>
}

/**
 * The engine that follows the table `changes`. It is the same on both databases, and losing it costs a rebuild only. What
 * is kept for professionals stands in an index of its own (`reserved.ts`): no word, count or rank of this one betrays it.
 */
export function createSearchIndex(
  db: Reader,
  directory: LiveDirectory,
  now: () => Date = () => new Date(),
  { pages: pagesOf, beside }: Holding = { pages: searchablePages },
): SearchIndex {
  const newEngine = () =>
    createEngine({
      geography: () => directory.geography,
      factsOf: (id) => directory.byId(id),
      year: () => now().getFullYear(),
      beside: beside && (() => beside.reading()),
    })
  let engine: Engine = newEngine()
  let last = -1
  let catching: Promise<number> | undefined

  /** Themes give fiches their words, territories and the thesaurus read every question: a change there starts anew. */
  async function rebuild(): Promise<void> {
    const next = newEngine()
    const [pages, thesauri, themes] = await Promise.all([
      pagesOf(db),
      // Beside another index, its thesaurus serves for both.
      beside === undefined ? listPages(db, 'thesaurus') : [],
      listPages(db, 'theme'),
    ])
    const titles = new Map(themes.map(({ slug, title }) => [slug, title]))
    if (beside === undefined) next.setThesaurus(createThesaurus(thesauri.map(({ fields }) => fields)))
    for (const page of pages) next.put(documentOf(page, titles, directory))
    engine = next
  }

  async function follow(ids: readonly number[]): Promise<void> {
    const [pages, themes] = await Promise.all([pagesOf(db, [...ids]), listPages(db, 'theme')])
    const titles = new Map(themes.map(({ slug, title }) => [slug, title]))
    for (const id of ids) engine.remove(id)
    for (const page of pages) engine.put(documentOf(page, titles, directory))
  }

  async function takeIn(): Promise<number> {
    await Promise.all([directory.catchUp(), beside?.catchUp()])
    if (last === -1) {
      const number = await lastChange(db)
      await rebuild()
      last = number
    }
    for (;;) {
      const changes = await changesAfter(db, last)
      const newest = changes.at(-1)
      if (newest === undefined) return last
      const ids = [...new Set(changes.map(({ documentId }) => documentId))]
      const kinds = await kindsOf(db, ids)
      await (kinds.every(isFicheKind) ? follow(ids) : rebuild())
      last = newest.number
    }
  }

  return {
    catchUp: () => {
      // One pass after the other: each caller waits for one that began after its commit.
      const next = (catching ?? Promise.resolve(0)).then(takeIn, takeIn)
      catching = next
      return next
    },
    position: () => Math.max(0, last),
    size: () => engine.size(),
    ask: (question, asked) => engine.ask(question, asked),
    explain: (question, id, asked) => engine.explain(question, id, asked),
    reading: () => engine.reading,
  }
}

/** What the engine reads of a page. */
export function documentOf(
  page: SearchablePage,
  themeTitles: ReadonlyMap<string, string>,
  directory: LiveDirectory,
): SearchDocument {
  const { id, slug, title, acronym, names, summary, fields, text } = page
  const facts = directory.byId(id)
  const commune =
    facts?.commune === undefined ? undefined : directory.geography.communes.get(facts.commune)?.nom
  const themes = (fields.thematiques ?? []).flatMap((theme) => themeTitles.get(theme) ?? [])
  const audiences = (fields.publics ?? []).flatMap((each) => (each === 'tous-publics' ? [] : AUDIENCES[each]))
  const said = [
    fields.pour_qui,
    fields.conditions,
    fields.demarche,
    fields.cout,
    fields.fonction,
    ...(fields.pieces ?? []),
  ]
  return {
    id,
    slug,
    title,
    acronym: acronym ?? undefined,
    names,
    summary: [summary ?? '', ...themes, ...audiences, commune ?? ''].join('\n'),
    body: [...said.filter((part) => part !== undefined), text].join('\n'),
    phones: fields.telephone === undefined ? [] : [fields.telephone],
  }
}
