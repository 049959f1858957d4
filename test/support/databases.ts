import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
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

/** An empty place for a database of this engine: a folder, and on PostgreSQL a database of its own. */
export async function newPlace(engine: Engine): Promise<TestPlace> {
  const dataDir = mkdtempSync(join(tmpdir(), 'wikisol-test-'))
  if (engine === 'sqlite') {
    return { options: { dataDir }, remove: async () => rmSync(dataDir, { recursive: true, force: true }) }
  }
  const name = `t_${randomBytes(8).toString('hex')}`
  await asSuperuser(`CREATE DATABASE ${name} TEMPLATE template0`)
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
  const { options, remove } = await newPlace(engine)
  const database = openDatabase(options)
  await migrate(database, TEST_NOW)
  return {
    database,
    options,
    close: async () => {
      await database.close()
      await remove()
    },
  }
}
