import { join, resolve } from 'node:path'
import type { Express } from 'express'
import { pino } from 'pino'
import supertest from 'supertest'
import { inject } from 'vitest'
import { createApp } from '../../server/app.ts'
import { readConfig } from '../../server/config.ts'
import { type Context, createContext } from '../../server/context.ts'
import { guideSecret } from '../../server/store/settings.ts'
import { type Engine, newDatabase, TEST_NOW } from './databases.ts'
import { type Fixture, GUIDE, publishAll } from './fixtures.ts'

export interface TestApp {
  app: Express
  context: Context
  /** Ids of the fixtures, by slug. */
  ids: Map<string, number>
  /** What the log wrote, one JSON object a line. */
  log: string[]
  get: (path: string) => supertest.Test
  close: () => Promise<void>
}

/** The real application over a real database: nothing is replaced but the clock. */
export async function newApp({
  engine = 'sqlite' as Engine,
  env = {} as Record<string, string>,
  fixtures = GUIDE as readonly Fixture[],
  now = () => TEST_NOW,
} = {}): Promise<TestApp> {
  const { database, options, close } = await newDatabase(engine)
  const config = readConfig({ NODE_ENV: 'test', WIKISOL_DATA_DIR: options.dataDir, ...env })
  const lines: string[] = []
  const log = pino({ level: 'info', base: null }, { write: (line: string) => void lines.push(line) })
  const context = createContext({
    config,
    database,
    places: { buildDir: inject('buildDir'), viewsDir: resolve('views') },
    log,
    secret: await guideSecret(database),
    now,
  })
  const ids = await publishAll(database, context.renderer, fixtures)
  await context.index.catchUp()
  const app = createApp(context)
  return {
    app,
    context,
    ids,
    log: lines,
    get: (path) => supertest(app).get(path),
    close: async () => {
      await context.renderer.close()
      await close()
    },
  }
}

export const CONTENT_DIR = join(resolve('.'), 'content')
