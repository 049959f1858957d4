import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import SqliteDatabase from 'better-sqlite3'
import { sql } from 'kysely'
import supertest from 'supertest'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { beginCounting } from '../../server/actions/countVisits.ts'
import { newApp, type TestApp } from '../support/app.ts'
import { ENGINES } from '../support/databases.ts'
import { openServer } from '../support/processes.ts'

const AGENT = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0 MarqueDeLAgent'
const ADDRESS = '203.0.113.77'
const ORIGIN = 'https://guide.exemple.fr'

describe.each(ENGINES)('statistics on %s', (engine) => {
  let guide: TestApp
  beforeAll(async () => {
    guide = await newApp({ engine, env: { PUBLIC_URL: ORIGIN } })
  })
  afterAll(() => guide.close())
  beforeEach(async () => {
    await guide.context.visits.flush()
    await guide.context.database.write(async (tx) => {
      await sql`DELETE FROM consultations`.execute(tx)
      await sql`DELETE FROM monthly_consultations`.execute(tx)
    })
  })

  const read = (path: string, headers: Record<string, string> = {}) =>
    guide
      .get(path)
      .set({ Host: 'guide.exemple.fr', 'User-Agent': AGENT, 'X-Forwarded-For': ADDRESS, ...headers })
  const print = (path: string, headers: Record<string, string> = { 'Sec-Fetch-Site': 'same-origin' }) =>
    supertest(guide.app)
      .post(path)
      .set({ Host: 'guide.exemple.fr', 'User-Agent': AGENT, ...headers })
  const counted = async () => {
    await guide.context.visits.flush()
    const { rows } = await sql<{ slug: string; way: string; count: number }>`
      SELECT d.slug, c.way, c.count FROM consultations c JOIN documents d ON d.id = c.document_id
      ORDER BY d.slug, c.way`.execute(guide.context.database.read)
    return rows.map(({ slug, way, count }) => `${slug} ${way} ${count}`)
  }

  test('fiches, themes and territories are counted by the way that led there, kept pages and 304 too', async () => {
    const first = await read('/fiches/adil')
    await read('/fiches/adil')
    const again = await read('/fiches/adil', { 'If-None-Match': String(first.headers.etag) })
    expect(again.status).toBe(304)
    await read('/fiches/adil?ou=62041')
    await read('/fiches/adil', { Referer: `${ORIGIN}/` })
    await read('/fiches/adil', { Referer: `${ORIGIN}/thematiques/logement` })
    await read('/fiches/adil', { Referer: `${ORIGIN}/territoires/pas-de-calais` })
    await read('/thematiques/logement')
    await read('/territoires/pas-de-calais')
    expect(await counted()).toEqual([
      'adil link 4',
      'adil search 1',
      'adil territory 1',
      'adil theme 1',
      'logement link 1',
      'pas-de-calais link 1',
    ])
  })

  test('nothing else is', async () => {
    const paths = [
      '/',
      '/fiches',
      '/recherche?q=adil',
      '/aide/chercher',
      '/fiches/adil.md',
      '/api/v1/fiches/adil',
    ]
    for (const path of [...paths, '/fiches/adil/historique', '/fiches/adil/versions/1']) {
      expect([path, (await read(path)).status]).toEqual([path, 200])
    }
    // Redirections, unknown and refused addresses, and the question « which place? » instead of the page.
    expect((await read('/fiches/ADIL')).status).toBe(301)
    expect((await read('/fiches/inconnue')).status).toBe(404)
    expect((await read('/fiches/adil?ou=a&ou=b')).status).toBe(422)
    expect((await read('/fiches/adil?lieu=nullepart')).status).toBe(200)
    expect((await read('/fiches/inconnue?lieu=nullepart')).status).toBe(200)
    // What exists for professionals only.
    expect((await read('/fiches/ligne-interne')).status).toBe(404)
    // Robots, nobody, pages loaded ahead or beside, HEAD.
    await read('/fiches/adil', { 'User-Agent': 'Googlebot/2.1' })
    await guide.get('/fiches/adil').set('Host', 'guide.exemple.fr').unset('User-Agent')
    await read('/fiches/adil', { 'Sec-Purpose': 'prefetch' })
    await read('/fiches/adil', { 'Sec-Fetch-Dest': 'empty' })
    await supertest(guide.app).head('/fiches/adil').set({ Host: 'guide.exemple.fr', 'User-Agent': AGENT })
    expect(await counted()).toEqual([])
  })

  test('a print is counted when a page of the guide says so, and never for a page that nobody may read', async () => {
    const answer = await print('/fiches/adil/impression')
    expect([answer.status, answer.text, answer.headers['set-cookie']]).toEqual([204, '', undefined])
    expect((await print('/fiches/adil/impression', { Origin: ORIGIN })).status).toBe(204)
    expect((await print('/fiches/inconnue/impression')).status).toBe(404)
    expect((await print('/fiches/ligne-interne/impression')).status).toBe(404)
    const refused = [
      {},
      { 'Sec-Fetch-Site': 'cross-site' },
      { Origin: 'https://evil.example' },
      { Origin: 'null' },
    ]
    for (const headers of refused) {
      expect((await print('/fiches/adil/impression', headers as Record<string, string>)).status).toBe(403)
    }
    await print('/fiches/adil/impression', { 'Sec-Fetch-Site': 'same-origin', 'User-Agent': 'curl/8' })
    expect(await counted()).toEqual(['adil print 2'])
  })

  test('nothing of who reads is kept, in any table nor in the log', async () => {
    guide.log.length = 0
    await read('/fiches/adil', { Referer: `${ORIGIN}/thematiques/logement?secret=marque` })
    await print('/fiches/adil/impression')
    await guide.context.visits.flush()
    const { read: db } = guide.context.database
    for (const { name } of await db.introspection.getTables()) {
      const { rows } = await sql`SELECT * FROM ${sql.table(name)}`.execute(db)
      expect(JSON.stringify(rows), name).not.toMatch(/MarqueDeLAgent|203\.0\.113\.77|127\.0\.0\.1|secret=/)
    }
    expect(guide.log.join('')).not.toMatch(/MarqueDeLAgent|203\.0\.113\.77|secret=/)
  })

  test('before anything was read the page says since when it counts', async () => {
    await beginCounting(guide.context.database, '2026-11-02')
    const response = await read('/statistiques')
    const text = plain(response.text)
    expect(response.status).toBe(200)
    expect(text).toContain('Les consultations sont comptées depuis le 2 novembre 2026.')
    expect(text).toContain('Aucune consultation comptée de novembre 2025 à novembre 2026.')
    expect(response.text).toContain('<meta name="robots" content="noindex">')
  })

  test('the page answers by month, way, nature, theme, territory, institution and fiche', async () => {
    for (const path of ['/fiches/adil', '/fiches/adil', '/fiches/conseil-logement', '/fiches/numero-vert']) {
      await read(path)
    }
    await read('/thematiques/logement')
    await print('/fiches/adil/impression')
    await guide.context.visits.flush()
    const { text } = await read('/statistiques')
    const rows = Array.from(text.matchAll(/<tr><th scope="row">(.*?)<\/tr>/gs), ([, row = '']) =>
      plain(row.replaceAll('</th>', ' ').replaceAll('</td>', ' ')).trim(),
    )
    expect(plain(text)).toContain('5 consultations')
    for (const row of [
      'Novembre 2026 5',
      'Lien, favori ou adresse 5 100 %',
      'Institutions 2 40 %',
      'Pages de thématique 1 20 %',
      // adil and the page itself, then conseil-logement and numero-vert, which stand in the theme that it contains.
      'Logement 5',
      'Tout le Pas-de-Calais 4',
      'Agence d’information sur le logement 4 100 %',
      'Agence d’information sur le logement 2 50 %',
    ]) {
      expect(rows).toContain(row)
    }
    expect(text).toMatch(
      /<svg class="chart" role="img" aria-labelledby="graphique-natures-t graphique-natures-d"/,
    )
    const october = await read('/statistiques?mois=2026-10')
    expect(plain(october.text)).toContain('Aucune consultation comptée en octobre 2026.')
  })

  test('what became reserved to professionals is in no report', async () => {
    await guide.context.database.write((tx) =>
      sql`INSERT INTO monthly_consultations (document_id, month, way, count)
        VALUES (${guide.ids.get('ligne-interne') ?? 0}, '2026-11', 'link', 987654)`.execute(tx),
    )
    for (const path of ['/statistiques', '/statistiques?mois=2026-11', '/statistiques.csv']) {
      expect((await read(path)).text, path).not.toMatch(/ligne-interne|Zyglarsky|zébulonique|987.?654/)
    }
  })

  test('the file opens in a French spreadsheet', async () => {
    await read('/fiches/conseil-logement', { Referer: `${ORIGIN}/` })
    await print('/fiches/conseil-logement/impression')
    await guide.context.visits.flush()
    const response = await read('/statistiques.csv?periode=2026-11').buffer(true).parse(bytes)
    const body = response.body as Buffer
    expect(body.subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]))
    expect(response.headers).toMatchObject({
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': 'attachment; filename="statistiques-2026-11.csv"',
      'x-robots-tag': 'noindex',
    })
    expect(body.toString('utf8').slice(1)).toBe(
      'mois;nature;titre;adresse;responsable;thematiques;territoires;consultations;recherche;thematique;territoire;lien;impressions\r\n' +
        `2026-11;dispositif;Conseil logement;${ORIGIN}/fiches/conseil-logement;Agence d’information sur le logement;Prévention des expulsions;Tout le Pas-de-Calais;1;1;0;0;0;1\r\n`,
    )
    expect((await read('/statistiques.csv?periode=2026-10')).text.trim().split('\r\n')).toHaveLength(1)
    expect((await read('/statistiques.csv')).text.trim().split('\r\n')).toHaveLength(2)
  })

  test.each([
    '/statistiques?mois=2026-13',
    '/statistiques?mois=2026-12',
    '/statistiques?mois=1999-01',
    '/statistiques?mois=2026-11-24',
    '/statistiques?mois=x',
    '/statistiques?mois=2026-10&mois=2026-11',
    '/statistiques.csv?periode=2026-00',
    '/statistiques.csv?periode=2027-01',
  ])('%s is refused', async (path) => expect((await read(path)).status).toBe(422))
})

test('a server that is asked to stop writes what it counted; the next one adds to it', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'wikisol-visits-'))
  const visits = async (count: number) => {
    const server = await openServer({ WIKISOL_DATA_DIR: folder })
    const list = (await (await fetch(`${server.url}/api/v1/fiches?limite=1`)).json()) as {
      fiches: { slug: string }[]
    }
    for (let at = 0; at < count; at++) {
      const headers = { 'User-Agent': AGENT }
      expect((await fetch(`${server.url}/fiches/${list.fiches[0]?.slug}`, { headers })).status).toBe(200)
    }
    server.process.kill('SIGTERM')
    expect((await server.ended).status).toBe(0)
    const database = new SqliteDatabase(join(folder, 'wikisol.sqlite'), { readonly: true })
    const rows = database.prepare('SELECT way, count FROM consultations').all()
    database.close()
    return rows
  }
  expect(await visits(3)).toEqual([{ way: 'link', count: 3 }])
  expect(await visits(2)).toEqual([{ way: 'link', count: 5 }])
  rmSync(folder, { recursive: true, force: true })
})

function plain(html: string): string {
  return html
    .replace(/<[^>]*>/g, '')
    .replace(/[\u00a0\u202f]/g, ' ')
    .replace(/\s+/g, ' ')
}

function bytes(response: supertest.Response, done: (error: Error | null, body: Buffer) => void): void {
  const chunks: Buffer[] = []
  const stream = response as unknown as NodeJS.ReadableStream
  stream.on('data', (chunk: Buffer) => chunks.push(chunk))
  stream.on('end', () => done(null, Buffer.concat(chunks)))
}
