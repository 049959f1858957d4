import { randomBytes } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { gzipSync } from 'node:zlib'
import { sql } from 'kysely'
import supertest from 'supertest'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ROUTES } from '../../server/routes/index.ts'
import { newApp, type TestApp } from '../support/app.ts'
import { SQL_STRINGS, TRAVERSALS } from '../support/hostileStrings.ts'

let guide: TestApp
let server: Server
beforeAll(async () => {
  guide = await newApp()
  server = createServer(guide.app)
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
})
afterAll(async () => {
  server.closeAllConnections()
  await new Promise((done) => server.close(done))
  await guide.close()
})

/** Sends bytes as they are: clients of HTTP would tidy them. */
function raw(text: string): Promise<string> {
  return new Promise((done, failed) => {
    const socket = connect((server.address() as AddressInfo).port, '127.0.0.1')
    let answer = ''
    socket.on('data', (chunk) => {
      answer += chunk
    })
    socket.on('close', () => done(answer))
    socket.on('error', failed)
    socket.setTimeout(5_000, () => socket.destroy())
    socket.write(text)
  })
}

const statusOf = (answer: string) => Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1])

/** Every path of the table, its parameters filled in. */
const SLUGS: Record<string, string> = {
  thematiques: 'logement',
  territoires: 'pas-de-calais',
  aide: 'chercher',
}
const paths = [
  ...new Set(
    ROUTES.filter(({ method, right }) => method === 'GET' && right === 'read').map(({ path }) =>
      path.replace(':slug', SLUGS[path.split('/')[1] ?? ''] ?? 'adil').replace(':n', '1'),
    ),
  ),
]

describe('A24 every answer carries the security headers and no cookie', () => {
  const expected = {
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'x-frame-options': 'DENY',
  }
  const csp =
    "default-src 'none';script-src 'self';style-src 'self';img-src 'self' data:;font-src 'self';connect-src 'self';manifest-src 'self';worker-src 'self';form-action 'self';base-uri 'none';frame-ancestors 'none'"

  test.each([
    ['GET', '/', 200],
    ['GET', '/fiches/inconnue', 404],
    ['GET', '/assets/inconnu.js', 404],
    ['GET', '/theme.css', 200],
    ['GET', '/fiches/ADIL', 301],
    ['GET', '/api/v1/fiches', 200],
    ['GET', '/fiches?nature=x', 422],
    ['POST', '/fiches', 405],
    ['OPTIONS', '/fiches', 204],
    ['GET', '/fiches/%E0%A4%A', 400],
  ])('%s %s', async (method, path, status) => {
    const response = await supertest(server)[method.toLowerCase() as 'get'](path)
    expect(response.status).toBe(status)
    expect(response.headers).toMatchObject(expected)
    expect(response.headers['content-security-policy']).toBe(csp)
    expect(response.headers['x-powered-by']).toBeUndefined()
    expect(response.headers['set-cookie']).toBeUndefined()
  })

  test('304 and 413 too', async () => {
    const { headers } = await guide.get('/aide').set('Host', 'guide')
    const same = await guide.get('/aide').set('Host', 'guide').set('If-None-Match', String(headers.etag))
    const large = await supertest(server)
      .post('/fiches')
      .type('form')
      .send(`a=${'x'.repeat(600_000)}`)
    expect([same.status, large.status]).toEqual([304, 413])
    for (const response of [same, large]) expect(response.headers).toMatchObject(expected)
  })

  test('only lists let the guide itself know that a link of theirs was followed, and never what was asked', async () => {
    const policy = async (path: string) => (await guide.get(path)).headers['referrer-policy']
    expect(await policy('/recherche?q=adil')).toBe('strict-origin')
    expect(await policy('/thematiques/logement')).toBe('same-origin')
    expect(await policy('/territoires/pas-de-calais')).toBe('same-origin')
    for (const path of [
      '/',
      '/fiches',
      '/fiches/adil',
      '/aide',
      '/statistiques',
      '/fiches/adil/historique',
    ]) {
      expect([path, await policy(path)]).toEqual([path, 'no-referrer'])
    }
  })

  test('HSTS is sent behind https only', async () => {
    const secure = await newApp({ env: { PUBLIC_URL: 'https://guide.exemple.fr' }, fixtures: [] })
    expect((await secure.get('/sante')).headers['strict-transport-security']).toContain('max-age=31536000')
    expect((await guide.get('/sante')).headers['strict-transport-security']).toBeUndefined()
    await secure.close()
  })
})

describe('A25 methods and parameters', () => {
  test.each(paths)('%s refuses what it does not take, and says what it takes', async (path) => {
    for (const method of ['post', 'put', 'patch', 'delete'] as const) {
      const response = await supertest(server)[method](path)
      expect([method, response.status, response.headers.allow]).toEqual([method, 405, 'GET, HEAD, OPTIONS'])
    }
    expect((await supertest(server).options(path)).status).toBe(204)
    const head = await supertest(server).head(path)
    expect([head.status, head.text]).toEqual([200, undefined])
    expect(statusOf(await raw(`TRACE ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`))).toBe(405)
  })

  test('every address of the accounts refuses other methods, and says which ones it takes', async () => {
    const closed = [...new Set(ROUTES.filter(({ right }) => right !== 'read').map(({ path }) => path))]
    expect(closed).toContain('/connexion')
    for (const path of closed) {
      const own = ROUTES.filter((route) => route.path === path).map(({ method }) => method)
      const methods = own.flatMap((method) => (method === 'GET' ? ['GET', 'HEAD'] : [method]))
      for (const method of ['put', 'patch', 'delete'] as const) {
        const response = await supertest(server)[method](path.replace(/:\w+/g, '1'))
        const allowed = [...methods, 'OPTIONS'].join(', ')
        expect([path, response.status, response.headers.allow]).toEqual([path, 405, allowed])
      }
    }
  })

  test('an address that only takes POST says so', async () => {
    for (const method of ['get', 'head', 'put', 'patch', 'delete'] as const) {
      const response = await supertest(server)[method]('/fiches/adil/impression')
      expect([method, response.status, response.headers.allow]).toEqual([method, 405, 'POST, OPTIONS'])
    }
  })

  test.each([
    ['/recherche?q=a&q=b', 422],
    ['/fiches?nature=lieu&nature=contact', 422],
    ['/fiches?nature[]=lieu', 200],
    ['/fiches?nature[a][b]=lieu', 200],
    ['/recherche?__proto__=x&constructor=y&q=adil', 200],
    ['/recherche?q[__proto__]=x', 200],
    ['/recherche?_method=DELETE&q=adil', 200],
    ['/recherche?settings=x&cache=y&delimiter=z&q=adil', 200],
    ['/fiches/adil/comparer?de=-1', 422],
    ['/fiches/adil/comparer?vue=en-biais', 422],
    ['/fiches/adil/comparer?de=1&de=2', 422],
    [`/recherche?q=${'a'.repeat(10_000)}`, 200],
    [`/recherche?q=${'a%20'.repeat(2_500)}`, 200],
    ['/recherche?q=%00%0D%0ASet-Cookie:x', 200],
    ['/recherche?q=%FF%FE', 200],
  ])('%.60s answers %i', async (path, status) => {
    const response = await guide.get(path)
    expect(response.status).toBe(status)
    expect(response.headers['set-cookie']).toBeUndefined()
  })
})

test('A27 no traversal leaves the guide’s files', async () => {
  for (const path of TRAVERSALS) {
    for (const base of ['/assets/', '/fiches/', '/aide/', '/']) {
      const answer = await raw(`GET ${base}${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`)
      expect([301, 400, 404], `${base}${path}\n${answer.slice(0, 200)}`).toContain(statusOf(answer))
      expect(answer).not.toMatch(/root:x:0|"dependencies"|SQLite format 3/)
    }
  }
})

test('A28 no string reaches SQL as SQL', async () => {
  const before = await sql<{ n: number }>`SELECT COUNT(*) AS n FROM revisions`.execute(
    guide.context.database.read,
  )
  for (const text of SQL_STRINGS) {
    const word = encodeURIComponent(text)
    const places = [
      `/recherche?q=${word}`,
      `/fiches/${word}`,
      `/fiches?nature=${word}`,
      `/api/v1/fiches?theme=${word}`,
    ]
    for (const path of [...places, `/api/v1/fiches?apres=${word}`, `/thematiques/${word}`]) {
      const response = await guide.get(path)
      expect([200, 301, 404, 422], path).toContain(response.status)
      expect(response.text).not.toMatch(/syntax error|SQLITE_|near "/i)
    }
  }
  const after = await sql<{ n: number }>`SELECT COUNT(*) AS n FROM revisions`.execute(
    guide.context.database.read,
  )
  expect(after.rows).toEqual(before.rows)
})

test('A29 parameters named as template options change nothing', async () => {
  const plain = await guide.get('/recherche?q=adil')
  const hostile = await guide.get(
    '/recherche?q=adil&settings[view%20options][client]=1&escapeFunction=x&outputFunctionName=y&localsName=z',
  )
  expect(hostile.text).toBe(plain.text)
})

test('X04 the question is shown escaped', async () => {
  const { text } = await guide.get(`/recherche?q=${encodeURIComponent('"><script>alert(1)</script>')}`)
  expect(text).not.toContain('<script>alert')
  expect(text).toContain('&lt;script&gt;')
})

test('A26 where the public address is known, another host is refused and links never follow it', async () => {
  const named = await newApp({ env: { PUBLIC_URL: 'https://guide.exemple.fr' } })
  const from = (host: string) => named.get('/sitemap.xml').set('Host', host)
  expect((await from('evil.example')).status).toBe(421)
  expect((await from('guide.exemple.fr')).text).toContain('<loc>https://guide.exemple.fr/</loc>')
  expect((await from('127.0.0.1:3000')).text).toContain('<loc>https://guide.exemple.fr/</loc>')
  expect((await from('guide.exemple.fr').set('X-Forwarded-Host', 'evil.example')).text).not.toContain('evil')
  await named.close()
})

describe('D02 bodies', () => {
  test('a body over 512 KB is refused before it is read', async () => {
    const answer = await raw(
      'POST /fiches HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 600000\r\n\r\n',
    )
    expect(statusOf(answer)).toBe(413)
  })

  test('so is one that does not say its length', async () => {
    const chunk = `${(64 * 1_024).toString(16)}\r\n${'a'.repeat(64 * 1_024)}\r\n`
    const answer = await raw(
      `POST /fiches HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/x-www-form-urlencoded\r\nTransfer-Encoding: chunked\r\n\r\n${chunk.repeat(9)}0\r\n\r\n`,
    )
    expect(statusOf(answer)).toBe(413)
  })

  test.each([
    ['gzip', gzipSync('a=1'), 'application/x-www-form-urlencoded'],
    ['br', Buffer.from('a=1'), 'application/x-www-form-urlencoded'],
  ])('a body compressed by %s is refused', async (encoding, body, type) => {
    const response = await supertest(server)
      .post('/fiches')
      .set('Content-Encoding', encoding)
      .type(type)
      .send(body)
    expect(response.status).toBe(415)
  })

  test.each(['application/json', 'text/plain', 'multipart/form-data', 'application/xml'])(
    'a body of type %s is refused',
    async (type) => {
      expect((await supertest(server).post('/fiches').type(type).send('{}')).status).toBe(415)
    },
  )
})

test('D04 a very long question is cut, not refused, and costs no more than its first words', async () => {
  const words = Array.from({ length: 1_000 }, () => randomBytes(3).toString('hex')).join(' ')
  for (const question of ['x'.repeat(10_000), words, 'a*', '*', '"', '- - -']) {
    expect((await guide.get(`/recherche?q=${encodeURIComponent(question)}`)).status).toBe(200)
  }
})

test('A30 the log holds routes, never addresses nor questions, one JSON object a line', async () => {
  guide.log.length = 0
  await guide.get('/recherche?q=secretdelapersonne%1B%5B31m%0D%0A{}').set('User-Agent', 'secretdelapersonne')
  await guide.get('/fiches/adil?nom=secretdelapersonne')
  await guide.get('/nulle-part/secretdelapersonne')
  expect(guide.log).toHaveLength(3)
  expect(guide.log.map((line) => JSON.parse(line).route)).toEqual(['/recherche', '/fiches/:slug', '(aucune)'])
  expect(guide.log.join('')).not.toContain('secretdelapersonne')
})

test('F13 a fault in a route is a French page with its id, and the log has the cause', async () => {
  const broken = await newApp({ fixtures: [] })
  broken.context.renderPage = (() => {
    const good = broken.context.renderPage
    return ((name, model) => {
      if (name === 'home') throw new TypeError('on purpose')
      return good(name, model)
    }) as typeof good
  })()
  broken.log.length = 0
  const response = await broken.get('/')
  expect(response.status).toBe(500)
  expect(response.text).toContain('Une erreur est survenue')
  expect(response.text).not.toMatch(/on purpose|node_modules/)
  const logged = broken.log.map((line) => JSON.parse(line)).find(({ error }) => error !== undefined)
  expect(logged.error).toContain('on purpose')
  expect(response.text).toContain(logged.id)
  await broken.close()
})

test('F08 a database that fails answers 503 and a French page, and /sante says so; a table that is gone is a bug', async () => {
  const broken = await newApp({ fixtures: [] })
  await broken.context.database.write((tx) => sql`DROP VIEW reader_pages`.execute(tx))
  expect((await broken.get('/fiches')).status).toBe(500)
  await broken.close()

  const failing = await newApp({ fixtures: [] })
  const refuse = async () => {
    throw Object.assign(new Error('disk'), { code: 'SQLITE_IOERR_READ' })
  }
  failing.context.directory.catchUp = refuse
  const page = await failing.get('/fiches')
  expect([page.status, page.headers['retry-after']]).toEqual([503, '10'])
  expect(page.text).toContain('Réessayez')
  const executor = {
    transformQuery: (node: unknown) => node,
    compileQuery: () => ({ sql: '', parameters: [] }),
    executeQuery: refuse,
  }
  Object.assign(failing.context.database, {
    read: { ...failing.context.database.read, getExecutor: () => executor },
  })
  expect((await failing.get('/sante')).body.etat).toBe('panne')
  await failing.close()
})

test('A31 the server’s code has no client of the network but the database’s', async () => {
  const { readdirSync, readFileSync } = await import('node:fs')
  const files = readdirSync('server', { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.name.endsWith('.ts'),
  )
  for (const entry of files) {
    const text = readFileSync(`${entry.parentPath}/${entry.name}`, 'utf8')
    expect(text, entry.name).not.toMatch(
      /\bfetch\(|\bhttps?\.(?:get|request)\(|from '(?:axios|undici|got|node:https|node:http2)'/,
    )
    // Of node:http the server takes what listens, and nothing that asks.
    for (const [, names = ''] of text.matchAll(/import (.*) from 'node:http'/g)) {
      expect(names, entry.name).toMatch(
        /^(?:type )?\{ (?:createServer|type Server|Server)(?:, (?:createServer|type Server))* \}$/,
      )
    }
  }
})
