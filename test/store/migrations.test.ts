import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { MIGRATIONS } from '../../migrations/index.ts'
import { type Migration, POSTGRES, SQLITE } from '../../migrations/migration.ts'
import { type Database, openDatabase } from '../../server/store/database.ts'
import { migrate, pendingMigrations, requireCurrentSchema } from '../../server/store/migrations.ts'
import { ENGINES, newPlace, TEST_NOW, type TestPlace } from '../support/databases.ts'

const FAILS = 'SELECT * FROM no_such_table'

/** The same migration, but its statement number `at` fails. */
const failingAt = (migration: Migration, at: number): Migration => ({
  ...migration,
  statements: (dialect) => migration.statements(dialect).toSpliced(at, 0, FAILS),
})

const second: Migration = {
  number: MIGRATIONS.length + 1,
  name: 'next',
  statements: () => [
    'CREATE TABLE notes (id INTEGER NOT NULL PRIMARY KEY, text TEXT NOT NULL)',
    "INSERT INTO notes (id, text) VALUES (1, 'un')",
    'UPDATE change_counter SET number = 7 WHERE id = 1',
    'ALTER TABLE settings ADD COLUMN note TEXT',
  ],
}

describe.each(ENGINES)('on %s', (engine) => {
  let place: TestPlace
  let database: Database
  const dialect = engine === 'sqlite' ? SQLITE : POSTGRES

  beforeEach(async () => {
    place = await newPlace(engine)
    database = openDatabase(place.options)
  })
  afterEach(async () => {
    await database.close()
    await place.remove()
  })

  const tables = async () => (await database.read.introspection.getTables()).map(({ name }) => name).sort()

  test('the first start applies every migration, the second none', async () => {
    expect(await pendingMigrations(database)).toHaveLength(MIGRATIONS.length)
    expect(await migrate(database, TEST_NOW)).toHaveLength(MIGRATIONS.length)
    expect(await migrate(database, TEST_NOW)).toEqual([])
    await expect(requireCurrentSchema(database)).resolves.toBeUndefined()
  })

  test('a founding migration that fails at any statement leaves an empty database', async () => {
    const [first] = MIGRATIONS
    if (first === undefined) throw new Error('no migration')
    const count = first.statements(dialect).length
    for (let at = 0; at <= count; at++) {
      await expect(migrate(database, TEST_NOW, [failingAt(first, at)]), `statement ${at}`).rejects.toThrow(
        'no_such_table',
      )
      expect(await tables(), `statement ${at}`).toEqual([])
    }
    expect(await migrate(database, TEST_NOW)).toHaveLength(MIGRATIONS.length)
  })

  test('a later migration that fails at any statement leaves schema and data as they were', async () => {
    await migrate(database, TEST_NOW)
    const before = await tables()
    for (let at = 0; at <= second.statements(dialect).length; at++) {
      await expect(migrate(database, TEST_NOW, [...MIGRATIONS, failingAt(second, at)])).rejects.toThrow(
        'no_such_table',
      )
      expect(await tables()).toEqual(before)
      const { rows } = await sql<{ number: number }>`SELECT number FROM change_counter`.execute(database.read)
      expect(rows).toEqual([{ number: 0 }])
    }
    expect(await migrate(database, TEST_NOW, [...MIGRATIONS, second])).toEqual([`${second.number} next`])
  })

  test('a database of a newer program is refused with a sentence', async () => {
    await migrate(database, TEST_NOW, [...MIGRATIONS, second])
    await expect(migrate(database, TEST_NOW)).rejects.toThrow('version plus récente du guide')
    await expect(requireCurrentSchema(database)).rejects.toThrow('version plus récente du guide')
  })

  test('a migration that was changed after its release is refused', async () => {
    await migrate(database, TEST_NOW)
    const changed = MIGRATIONS.map((migration) => ({ ...migration, statements: () => ['SELECT 1'] }))
    await expect(migrate(database, TEST_NOW, changed)).rejects.toThrow('n’est pas celle de ce programme')
  })

  test('a schema that is not up to date is refused by the commands', async () => {
    await expect(requireCurrentSchema(database)).rejects.toThrow('n’est pas à jour')
  })

  test('two servers that start together migrate once', async () => {
    const other = openDatabase(place.options)
    const applied = await Promise.all([migrate(database, TEST_NOW), migrate(other, TEST_NOW)])
    expect(applied.flat()).toHaveLength(MIGRATIONS.length)
    await other.close()
  })
})
