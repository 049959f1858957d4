import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { publish } from '../../server/actions/publish.ts'
import type { Renderer } from '../../server/markdown/rendered.ts'
import { createDirectory } from '../../server/search/directory.ts'
import { createSearchIndex, type SearchIndex } from '../../server/search/index.ts'
import { type Database, openDatabase } from '../../server/store/database.ts'
import { migrate } from '../../server/store/migrations.ts'

const NOW = new Date('2026-11-24T09:00:00Z')

/** The text of a body is its words: how Markdown is read is tested elsewhere. */
const renderer: Renderer = {
  render: async (body) => ({ ok: true, segments: [{ kind: 'common', html: '', headings: [], text: body }] }),
  close: async () => undefined,
}

let folder: string
let database: Database
let index: SearchIndex
const ids = new Map<string, number>()

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'wikisol-search-'))
  database = openDatabase({ dataDir: folder })
  await migrate(database, NOW)
  index = createSearchIndex(database.read, createDirectory(database.read, new Map()))
})

afterAll(async () => {
  await database.close()
  rmSync(folder, { recursive: true })
})

interface Text {
  title: string
  summary?: string
  words?: string[]
  body?: string
  more?: string
}

async function put(
  slug: string,
  { title, summary = 'Rien.', words, body = '', more = '' }: Text,
  base = 0,
): Promise<void> {
  const names = words === undefined ? '' : `mots_usuels: [${words}]\n`
  const source = `---\nnature: dispositif\ntitre: ${title}\nresume: ${summary}\n${names}thematiques: [t]\nterritoires: [t]\nresponsable: r\n${more}---\n\n${body}\n`
  const published = await publish(
    database,
    renderer,
    { kind: 'scheme', slug, source, author: 'Alice', summary: 's', origin: 'edition', base },
    NOW,
  )
  if (!published.ok) throw new Error(JSON.stringify(published))
  ids.set(slug, published.documentId)
}

const found = (question: string) =>
  index.ask(question).hits.map(({ id }) => [...ids].find(([, known]) => known === id)?.[0])

describe('the index', () => {
  test('is empty before anything is published', async () => {
    expect(await index.catchUp()).toBe(0)
    expect([index.size(), index.position(), index.ask('loyer').hits]).toEqual([0, 0, []])
  })

  test('finds what was published once it has caught up, and not before', async () => {
    await put('impayes', { title: 'Loyer impayé', body: 'Le loyer, les dettes.' })
    expect(found('loyer')).toEqual([])
    expect(await index.catchUp()).toBe(1)
    expect(found('loyer')).toEqual(['impayes'])
    expect([index.size(), index.position()]).toEqual([1, 1])
  })

  test('puts a word of the title before a usual word, the summary and the body', async () => {
    const text = { title: 'Un texte', summary: 'Un mot.', words: ['autre'], body: 'Un mot.' }
    await put('corps', { ...text, body: 'Une ruche.' })
    await put('resume', { ...text, title: 'Un deuxième', summary: 'Une ruche.' })
    await put('usuel', { ...text, title: 'Un troisième', words: ['ruche'] })
    await put('titre', { ...text, title: 'La ruche' })
    await index.catchUp()
    expect(found('ruche').slice(0, 2)).toEqual(['titre', 'usuel'])
    expect(found('ruche')).toHaveLength(4)
  })

  test('takes no account of case, accents and elisions', async () => {
    await put('ete', { title: 'L’Été des ŒUVRES' })
    await index.catchUp()
    for (const question of ['ete', 'ÉTÉ', 'd’été', 'oeuvres', "l'œuvres"])
      expect(found(question)).toEqual(['ete'])
  })

  test('takes a word being typed for the start of another, after the whole word', async () => {
    await put('maison', { title: 'Maison' })
    await put('maisonnette', { title: 'Maisonnette' })
    await index.catchUp()
    const typed = (question: string) =>
      index
        .ask(question, { typing: true })
        .hits.map(({ id }) => [...ids].find(([, known]) => known === id)?.[0])
    expect(found('maison')).toEqual(['maison'])
    expect(typed('maison')).toEqual(['maison', 'maisonnette'])
    expect(typed('mai')).toEqual(expect.arrayContaining(['maison', 'maisonnette']))
    expect(found('mai')).toEqual([])
  })

  test('puts who holds more of the words first', async () => {
    await put('deux', { title: 'Girafe et zèbre' })
    await put('une', { title: 'Girafe et lion' })
    await index.catchUp()
    expect(found('zèbre girafe')).toEqual(['deux', 'une'])
  })

  test('follows a new text and forgets the words of the former one', async () => {
    await put('change', { title: 'Pingouin' })
    await index.catchUp()
    const size = index.size()
    await put('change', { title: 'Manchot' }, 1)
    await index.catchUp()
    expect([found('pingouin'), found('pingo'), found('manchot'), index.size()]).toEqual([
      [],
      [],
      ['change'],
      size,
    ])
  })

  test('drops a fiche that is archived', async () => {
    await put('fini', { title: 'Ornithorynque' })
    await index.catchUp()
    expect(found('ornithorynque')).toEqual(['fini'])
    await put('fini', { title: 'Ornithorynque', more: 'archive: {le: 2026-11-24, motif: Fini}\n' }, 1)
    await index.catchUp()
    expect(found('ornithorynque')).toEqual([])
  })

  test('narrows to a nature', () => {
    const [hit] = index.ask('loyer').hits
    expect(hit?.id).toBe(ids.get('impayes'))
    expect([]).toEqual([])
  })

  test('holds nothing of a contact kept for professionals, until it is for all', async () => {
    const source = (visibility: string) =>
      `---\nnature: contact\ntitre: Ligne zébulonique\nresume: Rien.\nthematiques: [t]\nterritoires: [t]\nresponsable: r\nfonction: Juriste\nvisibilite: ${visibility}\n---\n`
    const publication = {
      kind: 'contact',
      slug: 'ligne',
      author: 'Alice',
      summary: 's',
      origin: 'edition',
    } as const
    const size = index.size()
    await publish(database, renderer, { ...publication, source: source('professionnels'), base: 0 }, NOW)
    await index.catchUp()
    expect([index.ask('zébulonique').hits, index.size()]).toEqual([[], size])
    await publish(database, renderer, { ...publication, source: source('tous'), base: 1 }, NOW)
    await index.catchUp()
    expect(index.ask('zébulonique').hits).toHaveLength(1)
    await publish(database, renderer, { ...publication, source: source('professionnels'), base: 2 }, NOW)
    await index.catchUp()
    expect([index.ask('zébulonique').hits, index.ask('zébul').hits]).toEqual([[], []])
  })

  test('made anew, answers the same with the same scores', async () => {
    const other = createSearchIndex(database.read, createDirectory(database.read, new Map()))
    await other.catchUp()
    for (const question of ['loyer', 'ruche', 'maison', 'girafe zèbre', 'texte'])
      expect(other.ask(question).hits).toEqual(index.ask(question).hits)
    expect([other.size(), other.position()]).toEqual([index.size(), index.position()])
  })

  test('caught up by two at once, takes each change once', async () => {
    await put('ensemble', { title: 'Ensemble' })
    const size = index.size()
    expect(await Promise.all([index.catchUp(), index.catchUp()])).toEqual([
      index.position(),
      index.position(),
    ])
    expect([found('ensemble'), index.size()]).toEqual([['ensemble'], size + 1])
  })

  test.each(['', '?', ' '.repeat(10_000), '\0', 'l’', '%_"\'; DROP TABLE pages', 'zzzz '.repeat(5_000)])(
    'answers nothing to « %.30s »',
    (question) => {
      expect(index.ask(question).hits).toEqual([])
    },
  )
})
