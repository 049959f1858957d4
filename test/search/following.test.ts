import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import type { Renderer } from '../../server/markdown/rendered.ts'
import { createRenderer } from '../../server/markdown/renderer.ts'
import { createDirectory } from '../../server/search/directory.ts'
import { createSearchIndex } from '../../server/search/index.ts'
import { createReserved } from '../../server/search/reserved.ts'
import { openDatabase } from '../../server/store/database.ts'
import { ENGINES, newDatabase, TEST_NOW, type TestDatabase } from '../support/databases.ts'
import {
  ADIL,
  CONSEIL,
  EXPULSIONS,
  GUIDE,
  LIGNE_INTERNE,
  LOGEMENT,
  NUMERO_VERT,
  publishAll,
  publishVersion,
  THESAURUS,
} from '../support/fixtures.ts'

const QUESTIONS = [
  'expulsion',
  'juriste',
  'adil',
  'logement arras',
  'audience',
  'locataire proprietaire',
  'zébulonique',
]

describe.each(ENGINES)('an index that follows, on %s', (engine) => {
  let place: TestDatabase
  let renderer: Renderer
  beforeAll(async () => {
    place = await newDatabase(engine)
    renderer = createRenderer({ workerFile: `${inject('buildDir')}/server/renderWorker.mjs` })
  })
  afterAll(async () => {
    await renderer.close()
    await place.close()
  })

  test('it answers as one that was built anew, after additions, changes, openings and closings', async () => {
    const { database } = place
    const followed = createSearchIndex(database.read, createDirectory(database.read, new Map()))
    await followed.catchUp()
    expect(followed.size()).toBe(0)
    const same = async () => {
      await followed.catchUp()
      const rebuilt = createSearchIndex(database.read, createDirectory(database.read, new Map()))
      await rebuilt.catchUp()
      expect(followed.position()).toBe(rebuilt.position())
      expect(followed.size()).toBe(rebuilt.size())
      for (const question of QUESTIONS) {
        const [kept, made] = [followed.ask(question).hits, rebuilt.ask(question).hits]
        expect(
          kept.map(({ id }) => id),
          question,
        ).toEqual(made.map(({ id }) => id))
        for (const [index, { score }] of kept.entries()) expect(score).toBeCloseTo(made[index]?.score ?? 0, 9)
      }
    }
    await publishAll(database, renderer, GUIDE)
    await same()
    expect(followed.ask('audience').hits).toHaveLength(1)
    await publishVersion(
      database,
      renderer,
      { ...CONSEIL, source: CONSEIL.source.replace('audience', 'huissier') },
      1,
    )
    await same()
    expect(followed.ask('audience').hits).toEqual([])
    const opened = {
      ...LIGNE_INTERNE,
      source: LIGNE_INTERNE.source.replace('visibilite: professionnels\n', ''),
    }
    await publishVersion(database, renderer, opened, 1)
    await same()
    await publishVersion(database, renderer, LIGNE_INTERNE, 2)
    await same()
    const archived = 'archive:\n  le: "2026-11-01"\n  motif: Fermée\n---\n\nVoir'
    await publishVersion(
      database,
      renderer,
      { ...ADIL, source: ADIL.source.replace('---\n\nVoir', archived) },
      1,
    )
    await same()
    // The thesaurus and the themes are read by every question: a change there is a change everywhere.
    expect(followed.ask('bicyclette bleue').hits).toEqual([])
    await publishVersion(
      database,
      renderer,
      { ...THESAURUS, source: THESAURUS.source.replace('mis dehors', 'bicyclette bleue') },
      1,
    )
    await same()
    expect(followed.ask('bicyclette bleue').hits.length).toBeGreaterThan(0)
    await publishVersion(
      database,
      renderer,
      { ...LOGEMENT, source: LOGEMENT.source.replace('titre: Logement', 'titre: Hirondelles') },
      1,
    )
    await same()
    expect(followed.ask('hirondelles').hits.length).toBeGreaterThan(0)
  })

  test('the index of what is kept for professionals follows too, and holds nothing else', async () => {
    const { database } = place
    const readers = createSearchIndex(database.read, createDirectory(database.read, new Map()))
    await readers.catchUp()
    const known = readers.size()
    const make = () => createReserved(database.read, new Map(), readers, () => TEST_NOW)()
    const followed = make()
    const same = async (size: number) => {
      const rebuilt = make()
      await Promise.all([readers.catchUp(), followed.index.catchUp(), rebuilt.index.catchUp()])
      expect(followed.index.size()).toBe(size)
      for (const question of [...QUESTIONS, 'ligne directe de Camille Zyglarsky'])
        expect(followed.index.ask(question).hits, question).toEqual(rebuilt.index.ask(question).hits)
    }
    await same(1)
    const second = { ...LIGNE_INTERNE, slug: 'seconde-ligne' }
    const open = { ...second, source: second.source.replace('visibilite: professionnels\n', '') }
    await publishVersion(database, renderer, second, 0)
    await same(2)
    await publishVersion(database, renderer, open, 1)
    await same(1)
    expect(readers.size()).toBe(known + 1)
    expect(followed.directory.find('seconde-ligne')?.reserved).toBe(false)
    await publishVersion(database, renderer, second, 2)
    await same(2)
    expect(readers.size()).toBe(known)
    expect(followed.directory.find('seconde-ligne')?.reserved).toBe(true)
    // What is published for everybody changes how much a word tells here too.
    await publishVersion(database, renderer, { ...NUMERO_VERT, slug: 'autre-juriste' }, 0)
    await same(2)
  })

  test('what another process publishes is found after the next look', async () => {
    const followed = createSearchIndex(place.database.read, createDirectory(place.database.read, new Map()))
    await followed.catchUp()
    const other = openDatabase(place.options)
    await publishVersion(
      other,
      renderer,
      { ...NUMERO_VERT, slug: 'ailleurs', source: NUMERO_VERT.source.replace('Un juriste', 'Un zouave') },
      0,
    )
    expect(followed.ask('zouave').hits).toEqual([])
    await followed.catchUp()
    expect(followed.ask('zouave').hits).toHaveLength(1)
    await other.close()
  })

  test('a theme that moves under another takes its fiches along', async () => {
    const directory = createDirectory(place.database.read, new Map())
    const themesOfLine = async () => {
      await directory.catchUp()
      const line = directory.find('numero-vert')
      return line && directory.themesOf(line)
    }
    expect(await themesOfLine()).toEqual(['expulsions', 'logement'])
    const before = directory.version
    const alone = { ...EXPULSIONS, source: EXPULSIONS.source.replace('\nparent: logement', '') }
    await publishVersion(place.database, renderer, alone, 1)
    expect(await themesOfLine()).toEqual(['expulsions'])
    expect(directory.version).toBeGreaterThan(before)
  })

  test('two calls at once take everything in once', async () => {
    const followed = createSearchIndex(place.database.read, createDirectory(place.database.read, new Map()))
    const positions = await Promise.all([followed.catchUp(), followed.catchUp(), followed.catchUp()])
    expect(new Set(positions).size).toBe(1)
  })
})
