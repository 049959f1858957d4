import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import SqliteDatabase from 'better-sqlite3'
import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openDatabase } from '../../server/store/database.ts'
import { explainFault } from '../../server/store/faults.ts'
import { isServed, markServing } from '../../server/store/serving.ts'
import { ENGINES, newDatabase, newPlace, type TestDatabase } from '../support/databases.ts'
import { openServer } from '../support/processes.ts'

const faultOf = async (work: () => Promise<unknown>) => {
  try {
    await work()
  } catch (error) {
    return explainFault(error)
  }
  return 'no fault'
}

describe('SQLite', () => {
  let place: TestDatabase
  beforeEach(async () => {
    place = await newDatabase('sqlite')
  })
  afterEach(() => place.close())

  test('both connections are durable: synchronous FULL, WAL, foreign keys, deleted text erased', async () => {
    const { database } = place
    const pragmas = async (name: string) => [
      (await sql.raw(`PRAGMA ${name}`).execute(database.read)).rows,
      await database.write(async (tx) => (await sql.raw(`PRAGMA ${name}`).execute(tx)).rows),
    ]
    expect(await pragmas('synchronous')).toEqual([[{ synchronous: 2 }], [{ synchronous: 2 }]])
    expect(await pragmas('journal_mode')).toEqual([[{ journal_mode: 'wal' }], [{ journal_mode: 'wal' }]])
    expect(await pragmas('foreign_keys')).toEqual([[{ foreign_keys: 1 }], [{ foreign_keys: 1 }]])
    expect(await pragmas('secure_delete')).toEqual([[{ secure_delete: 1 }], [{ secure_delete: 1 }]])
  })

  test('the reading connection cannot write', async () => {
    await expect(sql`DELETE FROM settings`.execute(place.database.read)).rejects.toThrow(
      /readonly|read-only|query_only/,
    )
  })

  test('readers go on while a transaction is open', async () => {
    const { database } = place
    const inside = await database.write(async (tx) => {
      await sql`INSERT INTO settings (name, value) VALUES ('a', 'b')`.execute(tx)
      return (await sql`SELECT * FROM settings`.execute(database.read)).rows.length
    })
    expect(inside).toBe(0)
  })

  test('a transaction that throws leaves nothing behind', async () => {
    const { database } = place
    const broken = database.write(async (tx) => {
      await sql`INSERT INTO settings (name, value) VALUES ('a', 'b')`.execute(tx)
      throw new Error('on purpose')
    })
    await expect(broken).rejects.toThrow('on purpose')
    expect((await sql`SELECT * FROM settings`.execute(database.read)).rows).toEqual([])
  })

  test('a writer waits for another process’s transaction, without stopping the event loop', async () => {
    const { database } = place
    const other = new SqliteDatabase(String(database.file))
    other.exec('BEGIN IMMEDIATE')
    let turns = 0
    const turning = setInterval(() => {
      turns += 1
      if (turns === 20) other.exec('COMMIT')
    }, 10)
    await database.write((tx) => sql`INSERT INTO settings (name, value) VALUES ('a', 'b')`.execute(tx))
    clearInterval(turning)
    other.close()
    expect(turns).toBeGreaterThanOrEqual(20)
  })

  test('a database that stays locked is said to be busy', async () => {
    const { database } = place
    const other = new SqliteDatabase(String(database.file))
    other.exec('BEGIN IMMEDIATE')
    const fault = await faultOf(() => database.write((tx) => sql`DELETE FROM settings`.execute(tx)))
    other.exec('ROLLBACK')
    other.close()
    expect(fault).toContain('occupée')
  })
})

describe('a database that cannot serve', () => {
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'wikisol-fault-'))
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  test('a file that is no database is refused with a sentence', async () => {
    writeFileSync(join(folder, 'wikisol.sqlite'), 'ceci n’est pas une base'.repeat(100))
    expect(await faultOf(async () => openDatabase({ dataDir: folder }))).toContain('abîmé')
  })

  test('a damaged page is refused with a sentence', async () => {
    const { database, close } = await newDatabase('sqlite')
    const copy = join(folder, 'wikisol.sqlite')
    await new SqliteDatabase(String(database.file)).backup(copy)
    await close()
    const file = new SqliteDatabase(copy)
    file.pragma('journal_mode = DELETE')
    file.close()
    const bytes = readFileSync(copy)
    bytes.fill(0x5a, 100, 4_096)
    writeFileSync(copy, bytes)
    const fault = await faultOf(async () => {
      const damaged = openDatabase({ dataDir: folder })
      try {
        await sql`SELECT * FROM documents`.execute(damaged.read)
      } finally {
        await damaged.close()
      }
    })
    expect(fault).toContain('abîmé')
  })

  test('a folder that stands in the file’s place is refused with a sentence', async () => {
    mkdirSync(join(folder, 'wikisol.sqlite'))
    expect(await faultOf(async () => openDatabase({ dataDir: folder }))).toContain('ne peut pas être écrit')
  })

  test('a PostgreSQL that does not answer is said to be absent', async () => {
    const database = openDatabase({ dataDir: folder, url: 'postgres://x@127.0.0.1:9/x' })
    expect(await faultOf(() => sql`SELECT 1`.execute(database.read))).toContain('PostgreSQL ne répond pas')
    await database.close()
  })
})

describe.each(ENGINES)('serving, on %s', (engine) => {
  test('a database is known to be served until its server lets go, by any of several', async () => {
    const { options, remove } = await newPlace(engine)
    expect(await isServed(options)).toBe(false)
    const release = await markServing(options)
    expect(await isServed(options)).toBe(true)
    await release()
    expect(await isServed(options)).toBe(false)
    await remove()
  })
})

test('the mark of a server that was killed goes with it', async () => {
  const { options, remove } = await newPlace('sqlite')
  const server = await openServer({ WIKISOL_DATA_DIR: options.dataDir })
  expect(await isServed(options)).toBe(true)
  server.process.kill('SIGKILL')
  await server.ended
  expect(await isServed(options)).toBe(false)
  await remove()
})

test('an error that is no database’s is not explained away', () => {
  expect(explainFault(new TypeError('x'))).toBeUndefined()
  expect(explainFault(undefined)).toBeUndefined()
})
