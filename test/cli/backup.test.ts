import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach, describe, expect, inject, test } from 'vitest'
import { ENGINES, type Engine, newPlace, type TestPlace } from '../support/databases.ts'
import { openServer, wikisol } from '../support/processes.ts'

let work: string
const places: TestPlace[] = []

beforeEach(() => {
  work = mkdtempSync(join(tmpdir(), 'wikisol-drill-'))
})
afterEach(async () => {
  rmSync(work, { recursive: true, force: true })
  for (const place of places.splice(0)) await place.remove()
})

type Env = Record<string, string>

async function newEnv(engine: Engine): Promise<Env> {
  const place = await newPlace(engine)
  places.push(place)
  const { dataDir, url } = place.options
  return { WIKISOL_DATA_DIR: dataDir, ...(url === undefined ? {} : { DATABASE_URL: url }) }
}

async function newGuide(engine: Engine): Promise<Env> {
  const env = await newEnv(engine)
  expect(wikisol(['migrate'], env).status).toBe(0)
  expect(wikisol(['import'], env).status).toBe(0)
  return env
}

const json = (words: string[], env: Env) => JSON.parse(wikisol([...words, '--json'], env).out)

/** Every file that `export` writes, with its bytes. */
function exportOf(env: Env): Map<string, string> {
  const folder = mkdtempSync(join(work, 'export-'))
  expect(wikisol(['export', '--vers', folder], env).status).toBe(0)
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  )
  const paths = files.map((entry) => join(entry.parentPath, entry.name)).sort()
  return new Map(paths.map((path) => [path.slice(folder.length), readFileSync(path, 'utf8')]))
}

describe.each(ENGINES)('on %s', (engine) => {
  test('the drill: backup, restore elsewhere, the same export, serve; then transfer to the other engine', async () => {
    const env = await newGuide(engine)
    const saved = wikisol(['backup'], env)
    expect([saved.status, saved.out]).toEqual([0, expect.stringContaining('réservés aux professionnels')])
    const file = /Sauvegarde vérifiée : (\S+)/.exec(saved.out)?.[1] ?? ''
    expect(file).toMatch(/\/sauvegardes\/wikisol-\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d\.(sqlite|jsonl\.gz)$/)

    const elsewhere = await newEnv(engine)
    const restored = json(['restore', file], elsewhere)
    expect(restored).toMatchObject({ ok: true, defauts: [], garde_de_cote: null, empreinte_comparee: true })
    expect(restored.textes).toBeGreaterThan(200)
    const exported = exportOf(env)
    expect(exportOf(elsewhere)).toEqual(exported)
    expect(json(['import'], elsewhere)).toMatchObject({ ok: true, crees: [], mis_a_jour: [] })
    const server = await openServer(elsewhere)
    expect(server.output()).not.toContain('Premier démarrage')
    const refused = wikisol(['restore', file, '--remplacer'], elsewhere)
    expect([refused.status, refused.err]).toEqual([1, expect.stringContaining('Le guide tourne')])
    server.process.kill('SIGTERM')
    await server.ended

    const other = await newEnv(engine === 'sqlite' ? 'postgres' : 'sqlite')
    const target = other.DATABASE_URL ?? `sqlite:${other.WIKISOL_DATA_DIR}`
    const moved = json(['transfer', '--vers', target], env)
    expect(moved).toMatchObject({ ok: true, defauts: [], guide_ouvert: false })
    expect(moved.tables).toEqual(restored.tables)
    expect(exportOf(other)).toEqual(exported)
    expect(wikisol(['transfer', '--vers', target], env)).toMatchObject({
      status: 1,
      err: expect.stringContaining('n’est pas vide'),
    })
  }, 120_000)
})

test('backup runs while the guide serves, keeps the N newest, and says which went', async () => {
  const env = await newEnv('sqlite')
  const server = await openServer(env)
  const folder = join(String(env.WIKISOL_DATA_DIR), 'sauvegardes')
  const old = ['2026-01-01T00-00-00', '2026-01-02T00-00-00'].map((at) => `wikisol-${at}.sqlite`)
  expect(wikisol(['backup', '--vers', join(folder, 'a.sqlite')], env).status).toBe(0)
  for (const name of old) writeFileSync(join(folder, name), '')
  const report = json(['backup', '--garder', '2'], env)
  server.process.kill('SIGTERM')
  await server.ended
  expect(report).toMatchObject({
    ok: true,
    format: 'sqlite',
    sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
    tables: expect.objectContaining({ documents: expect.any(Number) }),
    supprimees: [old[0]],
  })
  expect(readdirSync(folder)).toEqual(expect.arrayContaining(['a.sqlite', 'a.sqlite.json', old[1]]))
})

test('what cannot be done is refused with a sentence', async () => {
  const env = await newEnv('sqlite')
  const refusals: [string[], string][] = [
    [['backup'], 'Il n’y a pas de base de données'],
    [['backup', '--garder', '0'], '--garder demande un nombre'],
    [['backup', '--format', 'zip'], '« sqlite » ou « jsonl »'],
    [['backup', '--vers', join(work, 'a.zip')], 'finit par .sqlite'],
    [['restore'], 'Nommez la sauvegarde'],
    [['restore', join(work, 'absente')], 'n’existe pas'],
    [['transfer'], 'Nommez la base à remplir'],
    [['transfer', '--vers', 'mysql://x'], 'Nommez la base à remplir'],
  ]
  for (const [words, sentence] of refusals) {
    const { status, err } = wikisol(words, env)
    expect([words, status, err]).toEqual([words, 1, expect.stringContaining(sentence)])
  }
  const postgres = await newEnv('postgres')
  expect(wikisol(['backup', '--format', 'sqlite'], postgres)).toMatchObject({
    status: 1,
    err: expect.stringContaining('se sauvegarde sous la forme « jsonl »'),
  })
  expect(wikisol(['backup'], postgres)).toMatchObject({
    status: 1,
    err: expect.stringContaining('n’est pas celle d’un guide'),
  })
})

test.each([
  // SQLite knows a limit of size for a fault of the disk; a full one it calls full.
  ['sqlite', 'Le disque ne répond pas'],
  ['jsonl', 'Le disque est plein'],
])(
  'a disk that takes no more ends a %s backup with a sentence, and nothing half-made',
  async (form, sentence) => {
    const env = await newGuide('sqlite')
    const folder = join(work, 'sauvegardes')
    // A limit on the size of files, for this process alone, where a full disk would want a disk.
    const program = resolve(inject('buildDir'), 'server/wikisol.mjs')
    const command = `trap '' XFSZ; ulimit -f 64; exec "${process.execPath}" "${program}" backup --format ${form} --vers "${folder}/a.${form === 'sqlite' ? 'sqlite' : 'jsonl.gz'}"`
    const { status, stderr } = spawnSync('bash', ['-c', command], {
      env: { PATH: process.env.PATH, ...env },
      encoding: 'utf8',
    })
    expect([status, stderr]).toEqual([1, expect.stringContaining(sentence)])
    expect(readdirSync(folder)).toEqual([])
  },
)
