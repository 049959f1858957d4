import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import type { Renderer } from '../../server/markdown/rendered.ts'
import { createRenderer } from '../../server/markdown/renderer.ts'
import {
  backlinksOf,
  cardsById,
  countFiches,
  findPage,
  indexablePages,
  latestFiches,
  listFiches,
  namedPages,
  searchablePages,
  themeMembers,
} from '../../server/store/pages.ts'
import type { Card, Sight } from '../../server/store/pageTypes.ts'
import { addRedirection, findRedirection } from '../../server/store/redirections.ts'
import { revisionsOf, revisionText } from '../../server/store/revisions.ts'
import { ENGINES, newDatabase, TEST_NOW, type TestDatabase } from '../support/databases.ts'
import { GUIDE, LIGNE_INTERNE, publishAll, publishVersion } from '../support/fixtures.ts'

const HIDDEN = 'ligne-interne'

describe.each(ENGINES)('a contact kept for professionals, on %s', (engine) => {
  let place: TestDatabase
  let renderer: Renderer
  let ids: Map<string, number>

  beforeAll(async () => {
    place = await newDatabase(engine)
    renderer = createRenderer({ workerFile: `${inject('buildDir')}/server/renderWorker.mjs` })
    ids = await publishAll(place.database, renderer, GUIDE)
    const documentId = ids.get(HIDDEN) ?? 0
    await place.database.write((tx) =>
      addRedirection(tx, { namespace: 'fiche', slug: 'ancienne-ligne', documentId }, TEST_NOW.toISOString()),
    )
  })
  afterAll(async () => {
    await renderer.close()
    await place.close()
  })

  /** Every way to read the store, as text: what a professional must find in it and a reader must not. */
  const surfaces: Record<string, (sight: Sight) => Promise<unknown>> = {
    findPage: (sight) => findPage(place.database.read, sight, 'fiche', HIDDEN),
    listFiches: (sight) => listFiches(place.database.read, sight),
    latestFiches: (sight) => latestFiches(place.database.read, sight, 50),
    cardsById: async (sight) => [
      ...(await cardsById(place.database.read, sight, [...ids.values()])).values(),
    ],
    namedPages: async (sight) => [
      ...(await namedPages(place.database.read, sight, [
        { namespace: 'fiche', slug: HIDDEN },
        { namespace: 'fiche', slug: 'ancienne-ligne' },
      ])),
    ],
    backlinksOf: (sight) =>
      backlinksOf(place.database.read, sight, {
        id: ids.get('adil') ?? 0,
        kind: 'institution',
        slug: 'adil',
      } as Card),
    findRedirection: (sight) => findRedirection(place.database.read, sight, 'fiche', 'ancienne-ligne'),
  }

  test.each(Object.keys(surfaces))(
    '%s gives it to a professional and hides it from a reader',
    async (name) => {
      const read = surfaces[name]
      if (read === undefined) throw new Error(name)
      expect(JSON.stringify(await read('professional'))).toContain(HIDDEN)
      expect(JSON.stringify((await read('reader')) ?? '')).not.toMatch(/ligne-interne|Zyglarsky/)
    },
  )

  test('counts do not betray it', async () => {
    const { read } = place.database
    expect(await countFiches(read, 'professional')).toBe((await countFiches(read, 'reader')) + 1)
    expect((await themeMembers(read, 'reader')).map(({ id }) => id)).not.toContain(ids.get(HIDDEN))
  })

  test('the search index and the sitemap never receive it', async () => {
    const { read } = place.database
    expect(JSON.stringify(await searchablePages(read))).not.toMatch(/Zyglarsky|zébulonique/)
    expect(await searchablePages(read, [ids.get(HIDDEN) ?? 0])).toEqual([])
    expect((await indexablePages(read)).map(({ slug }) => slug)).not.toContain(HIDDEN)
  })

  test('a version that was for professionals stays theirs when the contact is opened to all', async () => {
    const { database } = place
    const opened = { ...LIGNE_INTERNE, slug: 'ouverte', source: LIGNE_INTERNE.source }
    const { documentId } = await publishVersion(database, renderer, opened, 0)
    const open = {
      ...opened,
      source: opened.source.replace('\nvisibilite: professionnels', '').replaceAll('Camille', 'C.'),
    }
    await publishVersion(database, renderer, open, 1)
    expect(await findPage(database.read, 'reader', 'fiche', 'ouverte')).toBeDefined()
    expect((await revisionsOf(database.read, 'reader', documentId)).map(({ n }) => n)).toEqual([2])
    expect(await revisionText(database.read, 'reader', documentId, 1)).toBeUndefined()
    expect((await revisionsOf(database.read, 'professional', documentId)).map(({ n }) => n)).toEqual([2, 1])
  })
})
