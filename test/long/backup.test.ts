import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import type { Renderer } from '../../server/markdown/rendered.ts'
import { createRenderer } from '../../server/markdown/renderer.ts'
import { backup } from '../../server/store/backup.ts'
import { checkBackup, FORMS, type Form } from '../../server/store/backupFile.ts'
import { openDatabase } from '../../server/store/database.ts'
import { writeSetting } from '../../server/store/records.ts'
import { fillDatabase, sourceOf } from '../../server/store/restore.ts'
import { sumOf, withFileSnapshot, withSnapshot } from '../../server/store/snapshot.ts'
import { type Engine, newDatabase, newPlace, TEST_NOW, type TestDatabase } from '../support/databases.ts'
import { type Fixture, GUIDE, NUMERO_VERT, publishAll, publishVersion } from '../support/fixtures.ts'
import { openServer, wikisol } from '../support/processes.ts'

const FICHES = 10_000
const FILLING = { now: TEST_NOW, replace: false, program: '0' }

let renderer: Renderer
let work: string
let guide: TestDatabase

/** A contact with a body of about 1.5 KB, different each time. */
function fiche(n: number): Fixture {
  const part = (p: number) => `## Permanence ${n}-${p}

Le **CCAS** reçoit [sur rendez-vous](https://www.exemple${p}.fr/aide) au 03 21 ${10 + p} 62 62, voir [[numero-vert]].

- pièce d’identité ;
- avis d’imposition ${n}.
`
  const body = Array.from({ length: 6 }, (_, p) => part(p)).join('\n')
  return { kind: 'contact', slug: `permanence-${n}`, source: `${NUMERO_VERT.source.trimEnd()}\n\n${body}` }
}

beforeAll(async () => {
  renderer = createRenderer({ workerFile: `${inject('buildDir')}/server/renderWorker.mjs` })
  work = mkdtempSync(join(tmpdir(), 'wikisol-long-backup-'))
  guide = await newDatabase('sqlite')
  await publishAll(guide.database, renderer, GUIDE)
  // Else a start would import the founding content.
  await guide.database.write((tx) => writeSetting(tx, 'founding_import', TEST_NOW.toISOString()))
  for (let n = 1; n <= FICHES; n += 1) await publishVersion(guide.database, renderer, fiche(n), 0)
}, 900_000)
afterAll(async () => {
  rmSync(work, { recursive: true, force: true })
  await guide.close()
  await renderer.close()
})

const seconds = async <T>(running: Promise<T>): Promise<[number, T]> => {
  const started = performance.now()
  const value = await running
  return [(performance.now() - started) / 1_000, value]
}

describe.each<[Engine, Form]>([
  ['sqlite', 'sqlite'],
  ['sqlite', 'jsonl'],
  ['postgres', 'jsonl'],
])('G18 10,000 fiches of %s as %s', (engine, form) => {
  test('are back in less than 60 s, every hash equal, and served', async () => {
    const place = engine === 'sqlite' ? undefined : await newPlace(engine)
    const options = place?.options ?? guide.options
    if (place !== undefined) {
      await withSnapshot(guide.database, ({ migrations, parts }) =>
        fillDatabase(options, { migrations, withParts: (fill) => fill(parts()) }, FILLING),
      )
    }
    const database = openDatabase(options)
    const file = join(work, `${engine}${FORMS[form]}`)
    const request = { file, form, now: TEST_NOW, program: '0' }
    const [saving] = await seconds(backup(database, request))
    const target = await newPlace(engine)
    const [restoring, filled] = await seconds(
      checkBackup(file).then((checked) => fillDatabase(target.options, sourceOf(checked), FILLING)),
    )
    expect(filled.sum.counts).toMatchObject({ documents: FICHES + GUIDE.length })
    expect(await withSnapshot(database, ({ parts }) => sumOf(parts()))).toEqual(filled.sum)
    await database.close()

    const env = {
      WIKISOL_DATA_DIR: target.options.dataDir,
      ...(target.options.url === undefined ? {} : { DATABASE_URL: target.options.url }),
    }
    const [opening, server] = await seconds(openServer(env))
    expect(server.output()).not.toContain('Premier démarrage')
    expect((await fetch(`${server.url}/fiches/permanence-9999`)).status).toBe(200)
    server.process.kill('SIGTERM')
    await server.ended
    expect(saving).toBeLessThan(60)
    expect(restoring + opening).toBeLessThan(60)
    const verified = JSON.parse(wikisol(['verify', '--json'], env).out)
    expect(verified).toMatchObject({ ok: true, defauts: [] })
    await target.remove()
    await place?.remove()
  })
})

test('F09 a backup of 10,000 fiches made while others write holds what was acknowledged before it, and nothing of what it did not see', async () => {
  const other = openDatabase(guide.options)
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
  while (written < 5) await new Promise((done) => setTimeout(done, 5))
  const acknowledged = written
  const file = join(work, 'under-writes.sqlite')
  await backup(guide.database, { file, form: 'sqlite', now: TEST_NOW, program: '0' })
  const ended = written
  isOver = true
  await writing
  await other.close()
  expect(ended).toBeGreaterThan(acknowledged)
  await checkBackup(file)
  const { revisions, documents } = await withFileSnapshot(file, async (_, connection) => ({
    documents: connection.prepare("SELECT revision FROM documents WHERE slug = 'numero-vert'").pluck().get(),
    revisions: connection
      .prepare(
        "SELECT MAX(n) FROM revisions WHERE document_id = (SELECT id FROM documents WHERE slug = 'numero-vert')",
      )
      .pluck()
      .get(),
  }))
  expect(documents).toBe(revisions)
  expect(documents).toBeGreaterThanOrEqual(acknowledged)
  expect(documents).toBeLessThan(ended)
})
