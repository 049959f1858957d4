import { randomBytes } from 'node:crypto'
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { inject } from 'vitest'
import { type Database, type DatabaseOptions, openDatabase } from '../../server/store/database.ts'
import { migrate } from '../../server/store/migrations.ts'

export const ENGINES = ['sqlite', 'postgres'] as const
export type Engine = (typeof ENGINES)[number]

export interface TestPlace {
  options: DatabaseOptions
  /** Removes it. Whoever opened it has closed it. */
  remove: () => Promise<void>
}

/**
 * An empty place for a database of this engine: a folder, and on PostgreSQL a database of its own. With `model`, a copy of
 * what stands there, which nobody has open.
 */
export async function newPlace(engine: Engine, model?: DatabaseOptions): Promise<TestPlace> {
  const dataDir = mkdtempSync(join(tmpdir(), 'wikisol-test-'))
  if (engine === 'sqlite') {
    if (model !== undefined) cpSync(model.dataDir, dataDir, { recursive: true })
    return { options: { dataDir }, remove: async () => rmSync(dataDir, { recursive: true, force: true }) }
  }
  const name = `t_${randomBytes(8).toString('hex')}`
  const template = model?.url === undefined ? 'template0' : new URL(model.url).pathname.slice(1)
  await asSuperuser(`CREATE DATABASE ${name} TEMPLATE ${template}`)
  const url = new URL(inject('postgresUrl'))
  url.pathname = `/${name}`
  return {
    options: { dataDir, url: url.href },
    remove: async () => {
      rmSync(dataDir, { recursive: true, force: true })
      await asSuperuser(`DROP DATABASE ${name} WITH (FORCE)`)
    },
  }
}

async function asSuperuser(statement: string): Promise<void> {
  const client = new pg.Client(inject('postgresUrl'))
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}

export const TEST_NOW = new Date('2026-11-24T10:24:00Z')

export interface TestDatabase {
  database: Database
  options: DatabaseOptions
  close: () => Promise<void>
}

/** A migrated, empty database of this engine. */
export async function newDatabase(engine: Engine): Promise<TestDatabase> {
  const opened = open(await newPlace(engine))
  await migrate(opened.database, TEST_NOW)
  return opened
}

export interface DatabaseModel {
  /** A database as `fill` left it, of its own. */
  copy: () => Promise<TestDatabase>
  remove: () => Promise<void>
}

/** A migrated database that is filled once and copied for each test: several times faster than making each. */
export async function newModel(
  engine: Engine,
  fill: (database: Database) => Promise<void>,
): Promise<DatabaseModel> {
  const place = await newPlace(engine)
  const database = openDatabase(place.options)
  await migrate(database, TEST_NOW)
  await fill(database)
  await database.close()
  return { copy: async () => open(await newPlace(engine, place.options)), remove: place.remove }
}

function open({ options, remove }: TestPlace): TestDatabase {
  const database = openDatabase(options)
  return {
    database,
    options,
    close: async () => {
      await database.close()
      await remove()
    },
  }
}
