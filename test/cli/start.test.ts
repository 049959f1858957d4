import { spawn } from 'node:child_process'
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { get, request } from 'node:http'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import SqliteDatabase from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, inject, test } from 'vitest'
import { ENGINES, newPlace } from '../support/databases.ts'
import { openServer, startServer, unprivileged, wikisol } from '../support/processes.ts'

let folder: string
let env: Record<string, string>

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'wikisol-start-'))
  chmodSync(folder, 0o755)
  env = { WIKISOL_DATA_DIR: join(folder, 'data') }
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const json = async (url: string) => (await fetch(url)).json()

describe.each(ENGINES)('on %s', (engine) => {
  test('the first start imports the content, the second serves it at once, SIGTERM ends it cleanly', async () => {
    const { options, remove } = await newPlace(engine)
    const own = {
      WIKISOL_DATA_DIR: options.dataDir,
      ...(options.url === undefined ? {} : { DATABASE_URL: options.url }),
    }
    const first = await openServer(own)
    expect(first.output()).toContain('Premier démarrage')
    const health = await json(`${first.url}/sante`)
    expect(health).toMatchObject({ etat: 'ok', moteur: engine })
    expect(health.fiches).toBeGreaterThanOrEqual(25)
    first.process.kill('SIGTERM')
    expect((await first.ended).status).toBe(0)

    const second = await openServer(own)
    expect(second.output()).not.toContain('Premier démarrage')
    expect(await json(`${second.url}/sante`)).toEqual(health)
    second.process.kill('SIGTERM')
    expect((await second.ended).status).toBe(0)
    await remove()
  })
})

test('a broken file at first start is reported with its line; the guide opens with the rest', async () => {
  const tree = join(folder, 'content')
  cpSync(resolve('content'), tree, { recursive: true })
  writeFileSync(
    join(tree, 'fiches/contacts/casse.md'),
    '---\nnature: contact\ntitre: Cassée\nfonxion: x\n---\n',
  )
  const server = await openServer({ ...env, WIKISOL_CONTENT_DIR: tree })
  expect(server.output()).toMatch(
    /Non importé : fiches\/contacts\/casse\.md, ligne 4 : .*Vouliez-vous dire « fonction »/,
  )
  expect((await fetch(`${server.url}/fiches/casse`)).status).toBe(404)
  expect((await fetch(`${server.url}/fiches`)).status).toBe(200)
  server.process.kill('SIGTERM')
  await server.ended
})

test('a start that is killed in the middle of the import is resumed by the next, nothing half there', async () => {
  const child = spawn(process.execPath, [resolve(inject('buildDir'), 'server/main.mjs')], {
    env: { PATH: process.env.PATH, HOST: '127.0.0.1', PORT: '0', LOG_LEVEL: 'silent', ...env },
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const ended = new Promise((done) => child.once('exit', done))
  const file = join(folder, 'data/wikisol.sqlite')
  const imported = () => {
    try {
      const database = new SqliteDatabase(file, { readonly: true })
      const { n } = database.prepare('SELECT COUNT(*) AS n FROM documents').get() as { n: number }
      database.close()
      return n
    } catch {
      return 0
    }
  }
  while (imported() < 20) await pause(5)
  child.kill('SIGKILL')
  await ended
  const cut = imported()
  expect(wikisol(['verify', '--json'], env)).toMatchObject({ status: 0 })
  const again = await openServer(env)
  const total = Number(/import de (\d+) documents/.exec(again.output())?.[1])
  expect(cut).toBeLessThan(total)
  expect(again.output()).toContain(`${total - cut} documents importés`)
  again.process.kill('SIGTERM')
  await again.ended
})

test('requests in flight when SIGTERM comes are answered', async () => {
  const server = await openServer(env)
  const { port } = new URL(server.url)
  // A form whose end comes only after the signal: the request is in flight all that time.
  const inFlight = new Promise<number | undefined>((done, failed) => {
    const slow = request(
      {
        port,
        method: 'POST',
        path: '/fiches',
        headers: { 'Content-Type': 'application/x-www-form-urlencoded', 'Content-Length': 3 },
      },
      (response) => done(response.statusCode),
    )
    slow.on('error', failed)
    slow.write('a=')
    slow.on('socket', (socket) =>
      socket.on('connect', () => {
        setTimeout(() => server.process.kill('SIGTERM'), 200)
        setTimeout(() => slow.end('b'), 600)
      }),
    )
  })
  expect(await inFlight).toBe(405)
  expect((await server.ended).status).toBe(0)
  await expect(fetch(server.url)).rejects.toThrow()
})

test('a port that is taken is said, with status 1', async () => {
  const other = createServer()
  await new Promise<void>((done) => other.listen(0, '127.0.0.1', done))
  const address = other.address()
  const port = typeof address === 'object' && address !== null ? String(address.port) : ''
  const ended = await startServer({ ...env, PORT: port })
  other.close()
  expect(ended).toMatchObject({ status: 1, err: expect.stringContaining(`Le port ${port} est déjà pris`) })
})

test.each([
  ['PORT', '70000', 'PORT : entre 0 et 65535'],
  ['DATABASE_URL', 'mysql://x', 'DATABASE_URL : l’adresse commence par postgres://'],
  ['PUBLIC_URL', 'guide.fr', 'PUBLIC_URL : une origine est attendue'],
  ['WIKISOL_COULEUR', 'vert', 'WIKISOL_COULEUR : une couleur s’écrit #rrggbb'],
  ['WIKISOL_COULEUR', '#ffcc00', 'manque de contraste'],
  ['WIKISOL_ACCESSIBILITE', 'totalement conforme', 'WIKISOL_ACCESSIBILITE_AUDIT'],
])('a wrong %s stops the start with a sentence', async (name, value, message) => {
  expect(await startServer({ ...env, [name]: value })).toMatchObject({
    status: 1,
    err: expect.stringContaining(message),
  })
})

test('in read-only mode the guide reads and writes nothing; it needs a database that is up to date', async () => {
  expect(await startServer({ ...env, WIKISOL_LECTURE_SEULE: 'oui' })).toMatchObject({
    status: 1,
    err: expect.stringContaining('n’est pas à jour'),
  })
  const first = await openServer(env)
  first.process.kill('SIGTERM')
  await first.ended
  const path = join(folder, 'data/wikisol.sqlite')
  const rows = () => {
    const file = new SqliteDatabase(path, { readonly: true })
    const tables = ['consultations', 'changes', 'audit', 'settings', 'revisions']
    const counts = tables.map((table) => file.prepare(`SELECT COUNT(*) AS n FROM ${table}`).get())
    file.close()
    return counts
  }
  const before = rows()
  const server = await openServer({ ...env, WIKISOL_LECTURE_SEULE: 'oui' })
  expect(server.output()).toContain('Lecture seule')
  for (const address of [
    '/',
    '/fiches/gps-administration',
    '/fiches/gps-administration/versions/1',
    '/statistiques',
  ]) {
    expect([
      address,
      (await fetch(server.url + address, { headers: { 'User-Agent': 'Mozilla/5.0' } })).status,
    ]).toEqual([address, 200])
  }
  server.process.kill('SIGTERM')
  expect((await server.ended).status).toBe(0)
  expect(rows()).toEqual(before)
})

test('a content folder that is not there stops the start with a sentence', async () => {
  const ended = await startServer({ ...env, WIKISOL_CONTENT_DIR: join(folder, 'nulle-part') })
  expect(ended).toMatchObject({
    status: 1,
    err: expect.stringContaining('La liste des communes ne peut pas être lue'),
  })
  expect(ended).toMatchObject({ err: expect.not.stringContaining('    at ') })
})

test('a database that is corrupt, newer, or cannot be written stops the start with a sentence', async () => {
  const data = join(folder, 'data')
  mkdirSync(data)
  writeFileSync(join(data, 'wikisol.sqlite'), 'x'.repeat(5_000))
  expect(await startServer(env)).toMatchObject({ status: 1, err: expect.stringContaining('abîmé') })

  rmSync(data, { recursive: true })
  expect(wikisol(['migrate'], env).status).toBe(0)
  const file = new SqliteDatabase(join(data, 'wikisol.sqlite'))
  file.prepare("INSERT INTO schema_migrations VALUES (99, 'demain', 'x', '2030')").run()
  file.close()
  expect(await startServer(env)).toMatchObject({ status: 1, err: expect.stringContaining('plus récente') })

  rmSync(data, { recursive: true })
  mkdirSync(data)
  chmodSync(data, 0o555)
  expect(await startServer(env, unprivileged())).toMatchObject({
    status: 1,
    err: expect.stringContaining('ne peut pas être écrit'),
  })
})

test('a schema change is preceded by a copy, and refused while the guide runs', async () => {
  const server = await openServer(env)
  const path = join(folder, 'data/wikisol.sqlite')
  // A migration that this database would still have to get: its line in the ledger is taken away.
  const forget = () => {
    const file = new SqliteDatabase(path)
    file.prepare('DELETE FROM schema_migrations').run()
    file.close()
  }
  forget()
  expect(wikisol(['migrate'], env)).toMatchObject({
    status: 1,
    err: expect.stringContaining('Le guide tourne'),
  })
  server.process.kill('SIGTERM')
  await server.ended
  // The tables stand already, so the migration itself fails: the copy was made before, and the data are as they were.
  expect(wikisol(['migrate'], env).status).not.toBe(0)
  expect(readdirSync(join(folder, 'data')).filter((name) => name.startsWith('avant-migration'))).toHaveLength(
    1,
  )
  const file = new SqliteDatabase(path, { readonly: true })
  expect(file.prepare('SELECT COUNT(*) AS n FROM documents').get()).toMatchObject({ n: expect.any(Number) })
  file.close()
})

test('an answer cut by its client does not stop the guide', async () => {
  const server = await openServer(env)
  await new Promise<void>((done) => {
    const cut = get(`${server.url}/fiches`, (response) => {
      response.destroy()
      done()
    })
    cut.on('error', () => done())
  })
  expect((await fetch(`${server.url}/sante`)).status).toBe(200)
  server.process.kill('SIGTERM')
  await server.ended
})
