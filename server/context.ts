import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Logger } from 'pino'
import { createVisitCounter, type VisitCounter } from './actions/countVisits.ts'
import { createFormKeys, type FormKeys } from './auth/formKeys.ts'
import { createPasswordHasher, type PasswordHasher } from './auth/passwords.ts'
import type { Config } from './config.ts'
import { readCalendar } from './content/calendar.ts'
import { readCommunes } from './content/communes.ts'
import type { Communes } from './domain/commune.ts'
import type { Calendar } from './domain/openingHours/calendar.ts'
import { type Assets, createRenderPage, type RenderPage } from './http/render.ts'
import type { Renderer } from './markdown/rendered.ts'
import { createRenderer } from './markdown/renderer.ts'
import { createDirectory, type LiveDirectory } from './search/directory.ts'
import { createSearchIndex, type SearchIndex } from './search/index.ts'
import { createReserved, type Reserved } from './search/reserved.ts'
import type { Database } from './store/database.ts'

/** What the rooms receive from outside. An argument, never a global; tests make their own. */
export interface Context {
  config: Config
  database: Database
  index: SearchIndex
  /** What anybody may know of every fiche and place, in memory. */
  directory: LiveDirectory
  /** The same for who may see the contacts kept for professionals, and the index of those contacts. */
  reserved: () => Reserved
  /** Consultations not written yet. */
  visits: VisitCounter
  renderer: Renderer
  hasher: PasswordHasher
  formKeys: FormKeys
  /** The guide's own secret. */
  secret: string
  renderPage: RenderPage
  communes: Communes
  calendar: Calendar
  /** The client's build, served under /assets. */
  assetsDir: string
  now: () => Date
  log: Logger
  version: string
}

/** Where the program's own files are. */
export interface Places {
  /** build/, made by scripts/build.mjs. */
  buildDir: string
  viewsDir: string
}

interface Outside {
  config: Config
  database: Database
  places: Places
  log: Logger
  /** From `guideSecret`. */
  secret: string
  now?: () => Date
}

/** Puts together what serving needs. Nothing listens yet. */
export function createContext({
  config,
  database,
  places,
  log,
  secret,
  now = () => new Date(),
}: Outside): Context {
  const assetsDir = join(places.buildDir, 'client')
  const assets = JSON.parse(readFileSync(join(assetsDir, 'manifest.json'), 'utf8')) as Assets
  const communes = readCommunes(config.contentDir)
  const directory = createDirectory(database.read, communes)
  const index = createSearchIndex(database.read, directory, now)
  return {
    config,
    database,
    index,
    directory,
    reserved: createReserved(database.read, communes, index, now),
    visits: createVisitCounter(database),
    renderer: rendererFrom(places, log),
    hasher: createPasswordHasher(),
    formKeys: createFormKeys(secret, now),
    secret,
    renderPage: createRenderPage({ viewsDir: places.viewsDir, assets, strict: config.mode !== 'production' }),
    communes,
    calendar: readCalendar(config.contentDir),
    assetsDir,
    now,
    log,
    version: VERSION,
  }
}

export function rendererFrom({ buildDir }: Pick<Places, 'buildDir'>, log: Logger): Renderer {
  return createRenderer({
    workerFile: join(buildDir, 'server/renderWorker.mjs'),
    log: (message, details) => log.warn(details, message),
  })
}

// Bundled with the program, so that it is the program's own version.
import packageJson from '../package.json' with { type: 'json' }

const VERSION: string = packageJson.version
