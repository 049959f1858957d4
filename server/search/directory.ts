import type { Communes } from '../domain/commune.ts'
import { type Directory, rootOf, type ThemeFacts } from '../domain/directory.ts'
import { type FicheFacts, factsOf } from '../domain/facts.ts'
import { createGeography, type Geography } from '../domain/geography.ts'
import { createGlossary, type Glossary } from '../domain/glossary.ts'
import { changesAfter, lastChange } from '../store/changes.ts'
import type { Reader } from '../store/database.ts'
import { fichesWithFields, listPages } from '../store/pages.ts'
import type { FicheCard, Sight } from '../store/pageTypes.ts'
import { allRedirections } from '../store/redirections.ts'

export interface LiveDirectory extends Directory {
  /** Takes in what was published since the last call; answers the number of the last change. */
  catchUp: () => Promise<number>
  size: () => number
  byId: (id: number) => FicheFacts | undefined
  /** The card of a fiche that this directory knows. */
  cardOf: (id: number) => FicheCard | undefined
  /** The themes of a fiche and those above them, each once: a list is filtered by both. */
  themesOf: (facts: FicheFacts) => readonly string[]
}

/**
 * What this sight may know of every fiche, in memory, following the table `changes` like the search index. A change reads
 * again the fiches it names, and every territory, theme, thesaurus and redirection: these are few.
 */
export function createDirectory(db: Reader, communes: Communes, sight: Sight = 'reader'): LiveDirectory {
  let last = -1
  let byId = new Map<number, FicheFacts>()
  let cards = new Map<number, FicheCard>()
  let bySlug = new Map<string, FicheFacts>()
  let themesOf = new Map<number, readonly string[]>()
  let former = new Map<string, string>()
  let attached = new Map<string, FicheFacts[]>()
  let following: FicheFacts[] = []
  let geography: Geography = createGeography(communes, [])
  let quickExitThemes: ReadonlySet<string> = new Set()
  let glossary: Glossary = new Map()
  let themeFacts: ReadonlyMap<string, ThemeFacts> = new Map()
  let catching: Promise<number> = Promise.resolve(-1)

  async function takeIn(): Promise<number> {
    const newest = await lastChange(db)
    if (newest === last) return last
    const changes = last === -1 ? [] : await changesAfter(db, last)
    const ids = [...new Set(changes.map(({ documentId }) => documentId))]
    const rows = await fichesWithFields(db, sight, last === -1 ? undefined : ids)
    const next = new Map(last === -1 ? [] : byId)
    const nextCards = new Map(last === -1 ? [] : cards)
    for (const id of ids) {
      next.delete(id)
      nextCards.delete(id)
    }
    for (const { card, fields } of rows) {
      next.set(card.id, factsOf({ ...card, fields }, communes))
      nextCards.set(card.id, card)
    }
    const [territories, themes, thesauri, redirections] = await Promise.all([
      listPages(db, 'territory'),
      listPages(db, 'theme'),
      listPages(db, 'thesaurus'),
      allRedirections(db),
    ])
    geography = createGeography(
      communes,
      territories.map(({ slug, fields }) => ({
        slug,
        title: fields.titre,
        otherNames: fields.autres_noms ?? [],
        type: fields.type,
        extent: fields.etendue,
        communes: fields.communes ?? [],
        madeOf: fields.compose_de ?? [],
      })),
    )
    quickExitThemes = new Set(
      themes.flatMap(({ slug, fields }) => (fields.sortie_rapide === true ? [slug] : [])),
    )
    themeFacts = new Map(
      themes
        .toSorted((a, b) => (a.fields.ordre ?? 1_000) - (b.fields.ordre ?? 1_000))
        .map(({ slug, title, fields }) => [slug, { slug, title, parent: fields.parent }]),
    )
    glossary = createGlossary(thesauri.map(({ fields }) => fields))
    former = new Map(
      redirections.flatMap(({ namespace, slug, target }) => (namespace === 'fiche' ? [[slug, target]] : [])),
    )
    cards = nextCards
    index(next)
    last = changes.at(-1)?.number ?? newest
    return last
  }

  function index(facts: Map<number, FicheFacts>): void {
    byId = facts
    bySlug = new Map([...facts.values()].map((each) => [each.slug, each]))
    // A theme may have moved under another without its fiches being touched: all are worked out again.
    themesOf = new Map([...facts.values()].map((each) => [each.id, withRoots(each.themes, themeFacts)]))
    attached = new Map()
    for (const each of facts.values()) {
      for (const slug of new Set([...each.institutions, each.site, each.owner])) {
        const present = slug === undefined ? undefined : (former.get(slug) ?? slug)
        if (present !== undefined) attached.set(present, [...(attached.get(present) ?? []), each])
      }
    }
    following = [...facts.values()].filter(({ kind, coverage }) => kind === 'contact' && coverage.length > 0)
  }

  return {
    get version() {
      return last
    },
    get geography() {
      return geography
    },
    get quickExitThemes() {
      return quickExitThemes
    },
    get themes() {
      return themeFacts
    },
    get glossary() {
      return glossary
    },
    catchUp: () => {
      catching = catching.then(takeIn, takeIn)
      return catching
    },
    size: () => byId.size,
    byId: (id) => byId.get(id),
    cardOf: (id) => cards.get(id),
    themesOf: ({ id }) => themesOf.get(id) ?? [],
    find: (slug) => bySlug.get(slug) ?? bySlug.get(former.get(slug) ?? ''),
    attachedTo: (slug) => attached.get(slug) ?? [],
    all: () => byId.values(),
    followers: () => following,
  }
}

function withRoots(slugs: readonly string[], themes: ReadonlyMap<string, ThemeFacts>): readonly string[] {
  return [...new Set(slugs.flatMap((slug) => [slug, rootOf(slug, { themes })]))]
}
