import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, inject, test } from 'vitest'
import { documents } from '../../migrations/001-documents.ts'
import { beginCounting, createVisitCounter, type Visited } from '../../server/actions/countVisits.ts'
import { isReading, wayOf } from '../../server/http/visits.ts'
import { createRenderer } from '../../server/markdown/renderer.ts'
import {
  consultationsOf,
  countingSince,
  subjectsOfVisited,
  visitsByMonth,
  visitsByMonthAndPage,
  visitsByPage,
} from '../../server/store/consultations.ts'
import { openDatabase } from '../../server/store/database.ts'
import { migrate } from '../../server/store/migrations.ts'
import { addRedirection } from '../../server/store/redirections.ts'
import { ENGINES, newDatabase, newPlace, TEST_NOW, type TestDatabase } from '../support/databases.ts'
import { GUIDE, LIGNE_INTERNE, publishAll, publishVersion } from '../support/fixtures.ts'

const DAY = '2026-11-24'
const ALWAYS = { from: '2026-01', to: '2026-12' }
const adil: Visited = { day: DAY, namespace: 'fiche', slug: 'adil', way: 'search' }

describe.each(ENGINES)('consultations on %s', (engine) => {
  let place: TestDatabase
  let ids: Map<string, number>
  beforeEach(async () => {
    place = await newDatabase(engine)
    const renderer = createRenderer({ workerFile: `${inject('buildDir')}/server/renderWorker.mjs` })
    ids = await publishAll(place.database, renderer, GUIDE)
    await renderer.close()
  })
  afterEach(() => place.close())

  const rows = async () =>
    (
      await sql<{ document_id: number; day: string; way: string; count: number }>`
        SELECT document_id, day, way, count FROM consultations ORDER BY day, document_id, way`.execute(
        place.database.read,
      )
    ).rows
  const total = async (slug: string) =>
    consultationsOf(place.database.read, ids.get(slug) ?? 0, '2026-01-01', '2026-12-31')

  test('what is counted is written at the next flush, added to what is there', async () => {
    const visits = createVisitCounter(place.database)
    visits.count(adil)
    visits.count(adil)
    visits.count({ ...adil, way: 'print' })
    expect(await rows()).toEqual([])
    expect(await visits.flush()).toBe(3)
    expect(await visits.flush()).toBe(0)
    visits.count(adil)
    await visits.flush()
    const id = ids.get('adil')
    expect(await rows()).toEqual([
      { document_id: id, day: DAY, way: 'print', count: 1 },
      { document_id: id, day: DAY, way: 'search', count: 3 },
    ])
    expect(await total('adil'), 'a print is no further reading').toBe(3)
  })

  test('the table has a page, a day, a way and a number: no room for who read', async () => {
    const tables = await place.database.read.introspection.getTables()
    const columnsOf = (table: string) =>
      tables.find(({ name }) => name === table)?.columns.map(({ name }) => name)
    expect(columnsOf('consultations')).toEqual(['document_id', 'day', 'way', 'count'])
    expect(columnsOf('monthly_consultations')).toEqual(['document_id', 'month', 'way', 'count'])
  })

  test('two processes that write at the same time add up', async () => {
    const other = openDatabase(place.options)
    const nodes = [createVisitCounter(place.database), createVisitCounter(other)]
    const slugs = ['adil', 'numero-vert', 'conseil-logement', 'adil-arras']
    for (let round = 0; round < 20; round++) {
      for (const [at, node] of nodes.entries()) {
        const order = at === 0 ? slugs : slugs.toReversed()
        for (const slug of order) node.count({ ...adil, slug })
      }
      await Promise.all(nodes.map((node) => node.flush()))
    }
    for (const slug of slugs) expect([slug, await total(slug)]).toEqual([slug, 40])
    await other.close()
  })

  test('a process that dies loses what it had not written, and nothing else', async () => {
    const dies = createVisitCounter(place.database)
    for (let at = 0; at < 5; at++) dies.count(adil)
    await dies.flush()
    dies.count(adil)
    const next = createVisitCounter(place.database)
    next.count(adil)
    await next.flush()
    expect(await total('adil')).toBe(6)
  })

  test('a flush that fails keeps its counts and the next one writes them, once', async () => {
    let broken = true
    const visits = createVisitCounter({
      write: (work) =>
        place.database.write(async (tx) => {
          const done = await work(tx)
          if (broken) throw new Error('disk')
          return done
        }),
    })
    visits.count(adil)
    await expect(visits.flush()).rejects.toThrow('disk')
    visits.count(adil)
    await expect(visits.flush()).rejects.toThrow('disk')
    expect(await rows()).toEqual([])
    broken = false
    expect(await visits.flush()).toBe(2)
    expect(await total('adil')).toBe(2)
  })

  test('a page counted under its former address and its present one is one page', async () => {
    const documentId = ids.get('adil') ?? 0
    await place.database.write((tx) =>
      addRedirection(tx, { namespace: 'fiche', slug: 'ancien-adil', documentId }, TEST_NOW.toISOString()),
    )
    const visits = createVisitCounter(place.database)
    visits.count({ ...adil, slug: 'ancien-adil' })
    visits.count(adil)
    visits.count({ ...adil, slug: 'jamais-vue' })
    await visits.flush()
    expect(await rows()).toEqual([{ document_id: documentId, day: DAY, way: 'search', count: 2 }])
  })

  test('more pages than one statement holds are written whole', async () => {
    const visits = createVisitCounter(place.database)
    for (let at = 0; at < 1_300; at++) {
      visits.count({ ...adil, day: new Date(Date.UTC(2020, 0, 1 + at)).toISOString().slice(0, 10) })
    }
    await visits.flush()
    expect(await rows()).toHaveLength(1_300)
    const months = await visitsByMonth(place.database.read, { from: '2020-01', to: '2023-12' })
    expect([months.size, months.get('2020-02')]).toEqual([43, 29])
  })

  test('a replayed log of 100,000 requests is counted to the unit', async () => {
    const visits = createVisitCounter(place.database)
    const { expected, requests } = hostileLog(100_000)
    for (const [at, { headers, method, status, ...page }] of requests.entries()) {
      if (isReading({ method, headers, status })) visits.count({ ...page, way: wayOf(headers, ORIGIN) })
      if (at % 9_000 === 0) await visits.flush()
    }
    await visits.flush()
    const slugById = new Map([...ids].map(([slug, id]) => [id, slug]))
    const counted = (await rows()).map(
      ({ document_id: id, day, way, count }) =>
        [`${day} ${slugById.get(id)} ${way}`, count] satisfies [string, number],
    )
    expect(Object.fromEntries(counted)).toEqual(Object.fromEntries(expected))
    expect(expected.size).toBeGreaterThan(100)
    const sum = [...expected.values()].reduce((all, count) => all + count, 0)
    expect((await visitsByMonth(place.database.read, ALWAYS)).get('2026-11')).toBe(sum)
  })

  test('reports hold what readers may see today: a contact that became reserved leaves them', async () => {
    const renderer = createRenderer({ workerFile: `${inject('buildDir')}/server/renderWorker.mjs` })
    const open = LIGNE_INTERNE.source.replace('\nvisibilite: professionnels', '')
    await publishVersion(place.database, renderer, { ...LIGNE_INTERNE, source: open }, 1)
    const visits = createVisitCounter(place.database)
    visits.count(adil)
    visits.count({ ...adil, slug: 'ligne-interne' })
    visits.count({ day: '2026-10-01', namespace: 'theme', slug: 'logement', way: 'link' })
    await visits.flush()
    const { read } = place.database
    expect(Object.fromEntries(await visitsByMonth(read, ALWAYS))).toEqual({ '2026-10': 1, '2026-11': 2 })

    await publishVersion(place.database, renderer, LIGNE_INTERNE, 2)
    expect(Object.fromEntries(await visitsByMonth(read, ALWAYS))).toEqual({ '2026-10': 1, '2026-11': 1 })
    const pages = await visitsByPage(read, ALWAYS)
    expect(pages.map(({ slug, way, total: count }) => [slug, way, count])).toEqual([
      ['adil', 'search', 1],
      ['logement', 'link', 1],
    ])
    const lines = await visitsByMonthAndPage(read, ALWAYS)
    expect(lines.map(({ month, slug, total: count }) => [month, slug, count])).toEqual([
      ['2026-10', 'logement', 1],
      ['2026-11', 'adil', 1],
    ])
    const { themes, territories } = await subjectsOfVisited(read, ALWAYS)
    const id = ids.get('adil') ?? 0
    expect([themes.get(id), territories.get(id)]).toEqual([['logement'], ['pas-de-calais']])
    await renderer.close()
  })

  test('the first day of counting is kept once and for all', async () => {
    expect(await countingSince(place.database.read)).toBeUndefined()
    await beginCounting(place.database, '2026-11-24')
    await beginCounting(place.database, '2027-01-01')
    expect(await countingSince(place.database.read)).toBe('2026-11-24')
  })
})

test.each(ENGINES)('the second migration keeps what the first table held, on %s', async (engine) => {
  const { options, remove } = await newPlace(engine)
  const database = openDatabase(options)
  await migrate(database, TEST_NOW, [documents])
  await database.write(async (tx) => {
    await sql`INSERT INTO documents (id, namespace, kind, slug, revision, created_at)
      VALUES (7, 'fiche', 'site', 'x', 0, ${TEST_NOW.toISOString()})`.execute(tx)
    await sql`INSERT INTO consultations VALUES (7, ${DAY}, 3)`.execute(tx)
  })
  await migrate(database, TEST_NOW)
  expect(await consultationsOf(database.read, 7, DAY, DAY)).toBe(3)
  const { rows } = await sql`SELECT month, way, count FROM monthly_consultations`.execute(database.read)
  expect(rows).toEqual([{ month: '2026-11', way: 'link', count: 3 }])
  await database.close()
  await remove()
})

const ORIGIN = 'https://guide.exemple.fr'
const BROWSERS = [
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36',
  'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
]
const REFERERS = [
  [undefined, 'link'],
  [`${ORIGIN}/`, 'search'],
  [`${ORIGIN}/thematiques/logement`, 'theme'],
  [`${ORIGIN}/territoires/arras`, 'territory'],
  ['https://ailleurs.example/recherche', 'link'],
] as const

interface Logged {
  day: string
  namespace: 'fiche'
  slug: string
  method: string
  status: number
  headers: Record<string, string | undefined>
}

/** Requests of seven days, half of them nobody's reading, and the counts that were meant when they were made. */
function hostileLog(size: number): { requests: Logged[]; expected: Map<string, number> } {
  let seed = 620_062
  const below = (limit: number): number => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648
    return Math.floor((seed / 2_147_483_648) * limit)
  }
  const pick = <T>(values: readonly T[]): T => values[below(values.length)] as T
  const noise: ((request: Logged) => void)[] = [
    (request) => {
      request.headers['user-agent'] = pick(['Googlebot/2.1', 'curl/8.5.0', 'facebookexternalhit/1.1'])
    },
    (request) => {
      request.headers['user-agent'] = undefined
    },
    (request) => {
      request.headers['sec-purpose'] = 'prefetch;prerender'
    },
    (request) => {
      request.headers['sec-fetch-dest'] = 'empty'
    },
    (request) => {
      request.method = pick(['HEAD', 'POST', 'OPTIONS'])
    },
    (request) => {
      request.status = pick([301, 302, 404, 422, 500, 503])
    },
  ]
  const expected = new Map<string, number>()
  const requests = Array.from({ length: size }, () => {
    const [referer, way] = pick(REFERERS)
    const request: Logged = {
      day: `2026-11-${18 + below(7)}`,
      namespace: 'fiche',
      slug: pick(['adil', 'numero-vert', 'conseil-logement', 'adil-arras']),
      method: 'GET',
      status: pick([200, 200, 304]),
      headers: { 'user-agent': pick(BROWSERS), referer },
    }
    if (below(2) === 0) pick(noise)(request)
    else {
      const key = `${request.day} ${request.slug} ${way}`
      expected.set(key, (expected.get(key) ?? 0) + 1)
    }
    return request
  })
  return { requests, expected }
}
