import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { gunzipSync, gzipSync } from 'node:zlib'
import SqliteDatabase from 'better-sqlite3'
import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest'
import { MIGRATIONS } from '../../migrations/index.ts'
import type { Migration } from '../../migrations/migration.ts'
import { publish } from '../../server/actions/publish.ts'
import { verify } from '../../server/actions/verify.ts'
import type { Renderer } from '../../server/markdown/rendered.ts'
import { createRenderer } from '../../server/markdown/renderer.ts'
import { type BackupReport, backup, backupName, rotate } from '../../server/store/backup.ts'
import { checkBackup, FORMS, type Form, sidecarOf } from '../../server/store/backupFile.ts'
import {
  type Database,
  type DatabaseOptions,
  openDatabase,
  type Writer,
} from '../../server/store/database.ts'
import { addFailure } from '../../server/store/failures.ts'
import { claimSending, keepForm, settleSending } from '../../server/store/forms.ts'
import { addLink } from '../../server/store/links.ts'
import { addGrant, addPerson, setTotp } from '../../server/store/people.ts'
import {
  addEvent,
  addProposal,
  addProposalChange,
  saveApproval,
  saveTyped,
} from '../../server/store/proposals.ts'
import { addAudit, writeSetting } from '../../server/store/records.ts'
import { addRedirection } from '../../server/store/redirections.ts'
import { type Filling, fillDatabase, sourceOf } from '../../server/store/restore.ts'
import { markServing } from '../../server/store/serving.ts'
import { addSession } from '../../server/store/sessions.ts'
import { sumOf, withSnapshot } from '../../server/store/snapshot.ts'
import { tablesOf } from '../../server/store/tables.ts'
import { takeTurn } from '../../server/store/turns.ts'
import {
  ENGINES,
  type Engine,
  newDatabase,
  newPlace,
  TEST_NOW,
  type TestDatabase,
  type TestPlace,
} from '../support/databases.ts'
import { CONSEIL, GUIDE, NUMERO_VERT, publishAll, publishVersion } from '../support/fixtures.ts'

const PROGRAM = '9.9.9'
const FILLING: Filling = { now: TEST_NOW, replace: false, program: PROGRAM }

let renderer: Renderer
let folder: string
const places: TestPlace[] = []

beforeAll(() => {
  renderer = createRenderer({ workerFile: `${inject('buildDir')}/server/renderWorker.mjs` })
})
afterAll(() => renderer.close())
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'wikisol-backup-'))
})
afterEach(async () => {
  rmSync(folder, { recursive: true, force: true })
  for (const place of places.splice(0)) await place.remove()
})

/** Where to restore; removed after the test. */
async function emptyPlace(engine: Engine): Promise<DatabaseOptions> {
  const place = await newPlace(engine)
  places.push(place)
  return place.options
}

/** The guide of the tests with something in every table of the founding schema. */
async function fillGuide(database: Database): Promise<void> {
  const ids = await publishAll(database, renderer, GUIDE)
  await publishVersion(
    database,
    renderer,
    { ...CONSEIL, source: CONSEIL.source.replace('gratuit', 'payant') },
    1,
  )
  const documentId = ids.get('adil') ?? 0
  await database.write(async (tx) => {
    const at = TEST_NOW.toISOString()
    await addRedirection(tx, { namespace: 'fiche', slug: 'ancien-adil', documentId }, at)
    await writeSetting(tx, 'essai', 'ligne\u2028séparée\r\nd’une "autre" 🏠')
    await addAudit(tx, { at, actor: 'x', action: 'y', details: {} })
    const rows = [
      sql`INSERT INTO imports VALUES (${documentId}, 1, ${'a'.repeat(64)}, ${at})`,
      sql`INSERT INTO verifications (document_id, revision, verified_on, author) VALUES (${documentId}, 1, '2026-11-24', 'a')`,
      sql`INSERT INTO consultations VALUES (${documentId}, '2026-11-24', 'link', 3)`,
      sql`INSERT INTO monthly_consultations VALUES (${documentId}, '2026-11', 'link', 3)`,
      sql`INSERT INTO page_audiences VALUES (${documentId}, 99, 'familles')`,
      sql`INSERT INTO page_coverage VALUES (${documentId}, 99, NULL, NULL)`,
      sql`INSERT INTO page_closures VALUES (${documentId}, 99, 'k', '2026-12-24', '2026-12-26', NULL)`,
    ]
    for (const row of rows) await row.execute(tx)
    await fillPeople(tx, at)
    await fillProposals(tx, at)
  })
}

async function fillProposals(tx: Writer, at: string): Promise<void> {
  const id = await addProposal(tx, { authorId: 1, token: 'jeton' }, at)
  const change = { kind: 'site', documentId: null, slug: 'nouveau', base: 0 } as const
  const position = await addProposalChange(tx, id, change)
  await saveTyped(tx, id, position, { typed: { titre: 'Nouveau' }, base: 0, seen: 0 })
  await addEvent(tx, id, { at, personId: 1, kind: 'comment', version: 0, words: 'Un mot' })
  const approval = { position, seat: 'next', version: 0, sha256: 'a'.repeat(64), personId: 1, at } as const
  await saveApproval(tx, id, approval)
}

async function fillPeople(tx: Writer, at: string): Promise<void> {
  const id = await addPerson(tx, { email: 'alice@ccas.example', name: 'Alice', createdBy: undefined }, at)
  await setTotp(tx, id, 'SECRET', ['c'.repeat(64)])
  await addGrant(tx, id, { role: 'moderator', scope: 'theme', target: 'logement' }, id, at)
  await addSession(tx, {
    hash: 'a'.repeat(64),
    personId: id,
    secondFactor: true,
    browser: 'Firefox',
    createdAt: at,
    seenAt: at,
  })
  await addLink(tx, {
    hash: 'b'.repeat(64),
    kind: 'password',
    personId: id,
    details: {},
    createdAt: at,
    expiresAt: at,
  })
  await addFailure(tx, 'k', at)
  await takeTurn(tx, 'k', at)
  await claimSending(tx, 'k', at)
  await settleSending(tx, 'k', '/compte')
  await keepForm(
    tx,
    'c'.repeat(64),
    { path: '/compte/nom', pattern: '/compte/nom', fields: { nom: 'Alice' } },
    at,
  )
  await sql`
    INSERT INTO outbox (recipient, subject, body_text, body_html, created_at, next_attempt_at)
    VALUES ('a@b.example', 's', 't', 'h', ${at}, ${at})`.execute(tx)
}

/** Every row of every table, the ledger of migrations apart. */
async function contentOf(options: DatabaseOptions): Promise<Record<string, unknown[]>> {
  const database = openDatabase(options)
  try {
    const content: Record<string, unknown[]> = {}
    for (const { name, key } of await tablesOf(database.read, database.engine)) {
      const order = sql.join(key.map((column) => sql.ref(column)))
      content[name] = (
        await sql`SELECT * FROM ${sql.table(name)} ORDER BY ${order}`.execute(database.read)
      ).rows
    }
    return content
  } finally {
    await database.close()
  }
}

const FORMS_OF: [Engine, Form][] = [
  ['sqlite', 'sqlite'],
  ['sqlite', 'jsonl'],
  ['postgres', 'jsonl'],
]
const WAYS = FORMS_OF.flatMap(([from, form]) => ENGINES.map((to) => [from, form, to] as const))

const modeOf = (file: string) => statSync(file).mode & 0o777

const write = (database: Database, form: Form, name = 'copie'): Promise<BackupReport> =>
  backup(database, { file: join(folder, name + FORMS[form]), form, now: TEST_NOW, program: PROGRAM })

const restore = async (options: DatabaseOptions, file: string, filling: Partial<Filling> = {}) =>
  fillDatabase(options, sourceOf(await checkBackup(file)), { ...FILLING, ...filling })

describe.each(ENGINES)('the tables of %s', (engine) => {
  let place: TestDatabase
  beforeEach(async () => {
    place = await newDatabase(engine)
  })
  afterEach(() => place.close())

  test('are read from the schema, each after those it refers to; only the ledger is left out', async () => {
    const { database } = place
    const names = (await tablesOf(database.read, engine)).map(({ name }) => name)
    const all = (await database.read.introspection.getTables()).filter(({ isView }) => !isView)
    const expected = all.map(({ name }) => name).filter((name) => !/^(schema_migrations|sqlite_)/.test(name))
    expect(names.toSorted()).toEqual(expected.toSorted())
    expect(names.indexOf('documents')).toBeLessThan(names.indexOf('audit'))
    expect(names.indexOf('documents')).toBeLessThan(names.indexOf('revisions'))
  })

  test('a table that a later migration adds is copied without being named anywhere', async () => {
    const { database } = place
    await database.write(async (tx) => {
      await sql`CREATE TABLE zz_parents (id INTEGER NOT NULL PRIMARY KEY, mark ${sql.raw(engine === 'sqlite' ? 'BLOB' : 'BYTEA')})`.execute(
        tx,
      )
      await sql`CREATE TABLE aa_children (id INTEGER NOT NULL PRIMARY KEY, parent INTEGER REFERENCES zz_parents (id))`.execute(
        tx,
      )
      await sql`INSERT INTO zz_parents VALUES (1, ${Buffer.from([0, 255, 10])})`.execute(tx)
      await sql`INSERT INTO aa_children VALUES (7, 1)`.execute(tx)
    })
    const { file, counts } = await write(database, 'jsonl')
    expect(counts).toMatchObject({ zz_parents: 1, aa_children: 1 })
    expect(Object.keys(counts).indexOf('zz_parents')).toBeLessThan(Object.keys(counts).indexOf('aa_children'))
    expect(gunzipSync(readFileSync(file)).toString()).toContain('[1,{"octets":"AP8K"}]')
  })
})

test('both engines write the same lines for the same guide', async () => {
  const sums = []
  const lines = []
  for (const engine of ENGINES) {
    const { database, close } = await newDatabase(engine)
    await fillGuide(database)
    sums.push(await withSnapshot(database, ({ parts }) => sumOf(parts())))
    const { file } = await write(database, 'jsonl', engine)
    lines.push(gunzipSync(readFileSync(file)).toString().split('\n').slice(1, -2))
    await close()
  }
  expect(sums[0]).toEqual(sums[1])
  expect(lines[0]).toEqual(lines[1])
})

describe.each(WAYS)('a backup of %s as %s restored into %s', (from, form, to) => {
  let place: TestDatabase
  beforeEach(async () => {
    place = await newDatabase(from)
    await fillGuide(place.database)
  })
  afterEach(() => place.close())

  test('has equal rows in every table, is sound, and goes on with the next numbers', async () => {
    const { file, counts } = await write(place.database, form)
    const before = await contentOf(place.options)
    for (const [table, rows] of Object.entries(before)) expect(rows.length, table).toBeGreaterThan(0)
    expect(Object.values(counts)).toEqual(Object.values(before).map((rows) => rows.length))
    const options = await emptyPlace(to)
    const filled = await restore(options, file)
    expect(filled).toMatchObject({ migrated: [], aside: undefined, sum: { counts } })
    expect(await contentOf(options)).toEqual(before)
    expect(readdirSync(options.dataDir).filter((name) => name.startsWith('restauration'))).toEqual([])

    const database = openDatabase(options)
    const faults = (await verify(database, renderer)).faults
    // The fixture's own: a closure and an import that no text makes.
    expect(faults.filter((fault) => !fault.includes('fiche adil, version 1'))).toEqual([])
    const next = await publish(
      database,
      renderer,
      { ...NUMERO_VERT, slug: 'autre-numero', author: 'a', summary: 's', origin: 'edition', base: 0 },
      TEST_NOW,
    )
    const rows = before as Record<string, Record<string, number>[]>
    const last = (table: string, column: string) =>
      Math.max(...(rows[table] ?? []).map((row) => row[column] ?? 0))
    expect(next).toMatchObject({
      ok: true,
      documentId: last('documents', 'id') + 1,
      change: last('changes', 'number') + 1,
    })
    await expect(
      database.write((tx) => sql`DELETE FROM revisions`.execute(tx)),
      'append-only triggers stand',
    ).rejects.toThrow('append only')
    await database.close()
  })
})

test('from SQLite to PostgreSQL and back, every row is equal', async () => {
  const { database, options, close } = await newDatabase('sqlite')
  await fillGuide(database)
  const middle = await emptyPlace('postgres')
  const end = await emptyPlace('sqlite')
  const transfer = async (from: DatabaseOptions, to: DatabaseOptions) => {
    const source = openDatabase(from)
    const filled = await withSnapshot(source, ({ migrations, parts }) =>
      fillDatabase(to, { migrations, withParts: (work) => work(parts()) }, FILLING),
    )
    await source.close()
    return filled.sum
  }
  const sums = [await transfer(options, middle), await transfer(middle, end)]
  expect(sums[0]).toEqual(sums[1])
  expect(await contentOf(end)).toEqual(await contentOf(options))
  await close()
})

const NEXT: Migration = {
  number: MIGRATIONS.length + 1,
  name: 'next',
  statements: () => [
    'CREATE TABLE notes (id INTEGER NOT NULL PRIMARY KEY, text TEXT NOT NULL)',
    'INSERT INTO notes (id, text) SELECT id, slug FROM documents',
    'ALTER TABLE settings ADD COLUMN note TEXT',
  ],
}

describe.each(WAYS)('a backup of %s as %s, older than the program, restored into %s', (from, form, to) => {
  test('is migrated after, with its rows; the program of its time then refuses a backup of the new schema', async () => {
    const { database, options, close } = await newDatabase(from)
    await fillGuide(database)
    const { file } = await write(database, form)
    const before = await contentOf(options)
    await close()
    const target = await emptyPlace(to)
    const filled = await restore(target, file, { migrations: [...MIGRATIONS, NEXT] })
    expect(filled.migrated).toEqual([`${NEXT.number} next`])
    const { notes = [], settings = [], ...after } = await contentOf(target)
    expect(notes).toHaveLength(GUIDE.length)
    expect(settings).toEqual(before.settings?.map((row) => Object.assign({}, row, { note: null })))
    expect({ ...after, settings: before.settings }).toEqual(before)

    const newer = openDatabase(target)
    const { file: next } = await write(newer, to === 'sqlite' ? 'sqlite' : 'jsonl', 'suivante')
    await newer.close()
    await expect(checkBackup(next)).rejects.toThrow('version plus récente du guide')
  })
})

describe.each(FORMS_OF)('F09 a backup of %s as %s', (engine, form) => {
  test('made under writes is sound and holds every write acknowledged before its start', async () => {
    const { database, options, close } = await newDatabase(engine)
    await publishAll(database, renderer)
    const other = openDatabase(options)
    let written = 1
    let isOver = false
    const writing = (async () => {
      while (!isOver) {
        const phone = `03 21 00 ${String(written % 100).padStart(2, '0')} 62`
        const source = NUMERO_VERT.source.replace('0 805 29 62 62', phone)
        await publishVersion(other, renderer, { ...NUMERO_VERT, source }, written)
        written += 1
      }
    })()
    while (written < 5) await pause(5)
    const acknowledged = written
    const { file } = await write(database, form)
    const ended = written
    await pause(50)
    isOver = true
    await writing
    await other.close()
    expect(ended).toBeGreaterThanOrEqual(acknowledged)

    const target = await emptyPlace('sqlite')
    await restore(target, file)
    const copy = openDatabase(target)
    expect((await verify(copy, renderer)).faults).toEqual([])
    const { rows } = await sql<{ revision: number }>`
      SELECT revision FROM documents WHERE slug = 'numero-vert'`.execute(copy.read)
    expect(rows[0]?.revision).toBeGreaterThanOrEqual(acknowledged)
    expect(rows[0]?.revision).toBeLessThanOrEqual(written)
    await copy.close()
    await close()
  })
})

describe.each(FORMS_OF)('a file of %s as %s that is not what was written', (engine, form) => {
  let place: TestDatabase
  let file: string
  beforeEach(async () => {
    place = await newDatabase(engine)
    await publishAll(place.database, renderer)
    file = (await write(place.database, form)).file
  })
  afterEach(() => place.close())

  const expectRefused = async (path: string, sentence: RegExp) => {
    for (const to of ENGINES) {
      const options = await emptyPlace(to)
      await expect(restore(options, path)).rejects.toThrow(sentence)
      await expect(restore(options, path)).rejects.toThrow(/Rien n’a été écrit|sauvegarde/)
      expect(readdirSync(options.dataDir)).toEqual([])
      const database = openDatabase(options)
      expect(await tablesOf(database.read, database.engine)).toEqual([])
      await database.close()
    }
  }

  test('is refused when truncated', async () => {
    const bytes = readFileSync(file)
    for (const length of [bytes.length - 1, bytes.length >> 1, 3_000]) {
      writeFileSync(file, bytes.subarray(0, length))
      await expectRefused(file, /incomplète ou abîmée/)
    }
  })

  test('is refused when one byte changed, wherever it stands', async () => {
    const bytes = readFileSync(file)
    for (let part = 1; part < 12; part++) {
      const altered = Buffer.from(bytes)
      const at = Math.floor((bytes.length * part) / 12)
      altered[at] = (altered[at] ?? 0) ^ 0x20
      writeFileSync(file, altered)
      await expect(checkBackup(file), `byte ${at}`).rejects.toThrow(/incomplète ou abîmée/)
    }
    await expectRefused(file, /incomplète ou abîmée/)
  })

  test('is refused when it comes from a newer schema', async () => {
    if (form === 'jsonl') {
      const text = gunzipSync(readFileSync(file)).toString()
      const header = text.replace('"migrations":[', '"migrations":[{"number":999,"name":"demain"},')
      writeFileSync(file, gzipSync(header))
    } else {
      const sidecar = readFileSync(sidecarOf(file), 'utf8')
      writeFileSync(
        sidecarOf(file),
        sidecar.replace('"migrations": [', '"migrations": [{"number":999,"name":"demain"},'),
      )
    }
    await expectRefused(file, /version plus récente du guide \(migration 999\)/)
  })
})

test('a portable file whose lines were changed under a sound compression is refused', async () => {
  const { database, close } = await newDatabase('sqlite')
  await publishAll(database, renderer)
  const { file } = await write(database, 'jsonl')
  const lines = gunzipSync(readFileSync(file)).toString().split('\n')
  const changes: string[][] = [
    lines.map((line) => line.replace('Camille', 'Camilla')),
    lines.toSpliced(5, 1),
    lines.slice(0, -2),
    [...lines.slice(0, -1), '[1]'],
    [...lines.slice(0, -1), lines.at(-2) ?? ''],
    lines.toSpliced(3, 0, '[1,2]'),
    lines.toSpliced(3, 0, 'null'),
    lines.toSpliced(3, 0, 'pas du JSON'),
  ]
  for (const [index, changed] of changes.entries()) {
    writeFileSync(file, gzipSync(changed.join('\n')))
    await expect(checkBackup(file), `change ${index}`).rejects.toThrow(/incomplète ou abîmée/)
  }
  await close()
})

test('files that are no backup of a guide are refused', async () => {
  const paths = ['texte', 'zip', 'base', 'vide', 'autre'].map((name) => join(folder, name))
  const [texte = '', zip = '', base = '', vide = '', autre = ''] = paths
  writeFileSync(texte, 'bonjour')
  writeFileSync(zip, gzipSync('bonjour\n'))
  writeFileSync(autre, gzipSync('{"format":"autre"}\n'))
  writeFileSync(vide, '')
  const foreign = new SqliteDatabase(base)
  foreign.exec('CREATE TABLE recettes (id)')
  foreign.close()
  for (const path of paths)
    await expect(checkBackup(path)).rejects.toThrow(
      /n’est pas une sauvegarde du guide|n’est pas celle d’un guide/,
    )
  await expect(checkBackup(join(folder, 'absent'))).rejects.toThrow('n’existe pas')
})

test('a SQLite backup without its sidecar is taken, and said not to be vouched for; a damaged text is not', async () => {
  const { database, close } = await newDatabase('sqlite')
  await publishAll(database, renderer)
  const { file } = await write(database, 'sqlite')
  rmSync(sidecarOf(file))
  expect(await checkBackup(file)).toMatchObject({ vouched: false })
  const bytes = readFileSync(file)
  bytes.set(Buffer.from('Zygl'), bytes.indexOf('fonction: Juriste'))
  writeFileSync(file, bytes)
  await expect(checkBackup(file)).rejects.toThrow(/ne répond pas à son empreinte|abîmée/)
  await close()
})

test('a SQLite backup is one file, for its owner only, that is read without writing beside it', async () => {
  const { database, close } = await newDatabase('sqlite')
  await publishAll(database, renderer)
  const { file } = await write(database, 'sqlite')
  await checkBackup(file)
  expect(readdirSync(folder).sort()).toEqual(['copie.sqlite', 'copie.sqlite.json'])
  expect(modeOf(file)).toBe(0o600)
  const target = await emptyPlace('sqlite')
  chmodSync(target.dataDir, 0o750)
  await restore(target, file)
  const restored = join(target.dataDir, 'wikisol.sqlite')
  expect(modeOf(restored), 'like its folder').toBe(0o640)
  chmodSync(restored, 0o664)
  const { aside } = await restore(target, file, { replace: true })
  expect([modeOf(restored), modeOf(String(aside))], 'like the one before').toEqual([0o664, 0o600])
  expect(JSON.parse(readFileSync(sidecarOf(file), 'utf8'))).toMatchObject({
    format: 'wikisol-sauvegarde',
    programme: PROGRAM,
    engine: 'sqlite',
    migrations: MIGRATIONS.map(({ number, name }) => ({ number, name })),
    at: TEST_NOW.toISOString(),
    counts: { documents: GUIDE.length },
    sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
  })
  await close()
})

test('a backup that exists already is not written over, and nothing half-made stays', async () => {
  const { database, close } = await newDatabase('sqlite')
  const file = join(folder, 'copie.jsonl.gz')
  writeFileSync(file, 'ancien')
  await expect(write(database, 'jsonl')).rejects.toThrow('existe déjà')
  expect(readFileSync(file, 'utf8')).toBe('ancien')
  writeFileSync(join(folder, 'fichier'), '')
  await expect(
    backup(database, {
      file: join(folder, 'fichier/x.sqlite'),
      form: 'sqlite',
      now: TEST_NOW,
      program: PROGRAM,
    }),
  ).rejects.toThrow()
  expect(readdirSync(folder).sort()).toEqual(['copie.jsonl.gz', 'fichier'])
  await close()
})

describe.each(ENGINES)('restoring into %s', (engine) => {
  let place: TestDatabase
  let file: string
  beforeEach(async () => {
    place = await newDatabase(engine)
    await publishAll(place.database, renderer)
    file = (await write(place.database, 'jsonl')).file
  })
  afterEach(() => place.close())

  test('is refused while the guide serves it', async () => {
    const options = await emptyPlace(engine)
    const release = await markServing(options)
    await expect(restore(options, file)).rejects.toThrow('Le guide tourne')
    await release()
    await expect(restore(options, file)).resolves.toBeDefined()
  })

  test('is refused where a guide stands, unless it is to be replaced: then that one is kept aside', async () => {
    const { database, options } = place
    await publishVersion(database, renderer, NUMERO_VERT, 1)
    const before = await contentOf(options)
    await expect(restore(options, file)).rejects.toThrow('n’est pas vide')
    expect(await contentOf(options)).toEqual(before)
    await database.close()

    const { aside } = await restore(options, file, { replace: true })
    const present = await contentOf(options)
    expect(present.revisions).toHaveLength(GUIDE.length)
    expect(aside).toMatch(/sauvegardes\/avant-restauration-2026-11-24T10-24-00\.(sqlite|jsonl\.gz)$/)
    const elsewhere = await emptyPlace(engine)
    await restore(elsewhere, String(aside))
    expect(await contentOf(elsewhere)).toEqual(before)
    place.database = openDatabase(options)
    expect((await verify(place.database, renderer)).faults).toEqual([])
  })

  test('into a migrated database where nothing was written needs no leave', async () => {
    const target = await newDatabase(engine)
    await target.database.close()
    await expect(restore(target.options, file)).resolves.toMatchObject({ aside: undefined })
    target.database = openDatabase(target.options)
    await target.close()
  })

  test('never touches a database that is somebody else’s', async () => {
    const options = await emptyPlace(engine)
    const other = openDatabase(options)
    await other.write((tx) => sql`CREATE TABLE recettes (id INTEGER NOT NULL PRIMARY KEY)`.execute(tx))
    await other.close()
    await expect(restore(options, file, { replace: true })).rejects.toThrow('d’autres tables')
    expect(Object.keys(await contentOf(options))).toEqual(['recettes'])
  })

  test('that fails in the middle leaves what stood there', async () => {
    const { database, options } = place
    const before = await contentOf(options)
    await database.close()
    const source = sourceOf(await checkBackup(file))
    const breaking: typeof source = {
      migrations: source.migrations,
      withParts: (work) =>
        source.withParts((parts) =>
          work(
            (async function* () {
              for await (const part of parts) {
                if (!Array.isArray(part) && part.table === 'redirections') throw new Error('on purpose')
                yield part
              }
            })(),
          ),
        ),
    }
    await expect(fillDatabase(options, breaking, { ...FILLING, replace: true })).rejects.toThrow('on purpose')
    expect(await contentOf(options)).toEqual(before)
    place.database = openDatabase(options)
  })
})

test('a damaged database is replaced, and kept aside byte by byte', async () => {
  const { database, options, close } = await newDatabase('sqlite')
  await publishAll(database, renderer)
  const before = await contentOf(options)
  const { file } = await write(database, 'sqlite')
  await close()
  mkdirSync(options.dataDir)
  const damaged = join(options.dataDir, 'wikisol.sqlite')
  writeFileSync(damaged, 'x'.repeat(9_000))
  await expect(restore(options, file)).rejects.toThrow('n’est pas vide')
  const { aside } = await restore(options, file, { replace: true })
  expect(readFileSync(String(aside), 'utf8')).toBe('x'.repeat(9_000))
  expect(await contentOf(options)).toEqual(before)
  rmSync(options.dataDir, { recursive: true })
})

test('the log of the file that goes is not applied to the one that comes', async () => {
  const { database, options, close } = await newDatabase('sqlite')
  await publishAll(database, renderer)
  const { file } = await write(database, 'sqlite')
  const before = await contentOf(options)
  const target = await newDatabase('sqlite')
  await publishAll(target.database, renderer, GUIDE.slice(0, 3))
  const crashed = await emptyPlace('sqlite')
  // What a server that was killed leaves: a file and the log of its last writes.
  for (const suffix of ['', '-wal', '-shm'])
    copyFileSync(`${target.database.file}${suffix}`, join(crashed.dataDir, `wikisol.sqlite${suffix}`))
  await restore(crashed, file, { replace: true })
  expect(existsSync(join(crashed.dataDir, 'wikisol.sqlite-wal'))).toBe(false)
  expect(await contentOf(crashed)).toEqual(before)
  await target.close()
  await close()
})

test('rotation keeps the newest backups of either form and touches nothing else', () => {
  const days = [1, 2, 3, 4].map((day) => new Date(Date.UTC(2026, 10, day, 3)))
  const names = days.map((day, index) => backupName(index % 2 === 0 ? 'sqlite' : 'jsonl', day))
  expect(names[0]).toBe('wikisol-2026-11-01T03-00-00.sqlite')
  const others = ['avant-restauration-2020-01-01T00-00-00.sqlite', 'notes.txt', 'wikisol-2020.sqlite']
  for (const name of [...names, ...others, `${names[0]}.json`]) writeFileSync(join(folder, name), '')
  expect(rotate(folder, 2)).toEqual([names[1], names[0]])
  expect(readdirSync(folder).sort()).toEqual([...others, names[2], names[3]].toSorted())
})
