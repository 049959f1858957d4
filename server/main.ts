import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { resolve } from 'node:path'
import { howToBegin } from './actions/begin.ts'
import { beginCounting } from './actions/countVisits.ts'
import { importContent, isFounded } from './actions/importContent.ts'
import { renderMissing } from './actions/render.ts'
import { createApp } from './app.ts'
import { type Config, readConfig } from './config.ts'
import { readContentTree } from './content/tree.ts'
import { type Context, createContext } from './context.ts'
import { parisDay } from './domain/day.ts'
import { OperatorFault } from './domain/fault.ts'
import { createLog } from './http/log.ts'
import { linkOrigin } from './http/urls.ts'
import { createHousekeeping } from './jobs/housekeeping.ts'
import { type Database, openDatabase, sqliteFileExists } from './store/database.ts'
import { explainFault } from './store/faults.ts'
import { copyBeforeMigrating, migrate, pendingMigrations, requireCurrentSchema } from './store/migrations.ts'
import { markServing, refuseIfServed } from './store/serving.ts'
import { guideSecret } from './store/settings.ts'

/** How long requests in flight may take once the server was asked to stop. */
const STOP_MS = 9_000

/** How often what other processes published is looked for. */
const POLL_MS = 2_000

/** How often consultations are written: a process that dies loses as much at most. */
const FLUSH_MS = 30_000

/** How often messages leave, and what is out of date is forgotten. */
const HOUSEKEEPING_MS = 10_000

const say = (line: string) => process.stdout.write(`${line}\n`)

async function start(): Promise<void> {
  const config = readConfig(process.env)
  const log = createLog(config)
  const existed = sqliteFileExists(config.dataDir)
  const opened = openDatabase({ dataDir: config.dataDir, url: config.databaseUrl })
  const database = config.readOnly ? readOnly(opened) : opened
  if (config.readOnly) await requireCurrentSchema(database)
  else await bringUpToDate(database, config, existed)
  const context = createContext({
    config,
    database,
    places: { buildDir: resolve('build'), viewsDir: resolve('views') },
    log,
    secret: await guideSecret(database, { mayWrite: !config.readOnly }),
  })
  if (!config.readOnly && !(await isFounded(database))) await found(context)
  await catchUp(context)
  if (!config.readOnly) await beginCounting(database, parisDay(context.now()))
  const release = await markServing({ dataDir: config.dataDir, url: config.databaseUrl })
  const server = await listen(context)
  if (!config.readOnly) {
    const outlet = {
      isTerminal: process.stdout.isTTY === true,
      origin: linkOrigin({ ...config, port: portOf(server) }),
    }
    for (const line of await howToBegin(database, outlet, context.now())) say(line)
  }
  const poll = followOthers(context)
  const housekeeping = config.readOnly
    ? undefined
    : byTheClock('entretien', HOUSEKEEPING_MS, context, createHousekeeping(context))
  const flush = setInterval(() => void flushVisits(context), FLUSH_MS).unref()
  stopOnSignal(server, context, async () => {
    clearInterval(poll)
    clearInterval(housekeeping)
    clearInterval(flush)
    await flushVisits(context)
    await release()
  })
}

/** During maintenance: reading goes on, whatever would write is refused with a sentence. */
function readOnly(database: Database): Database {
  say('Lecture seule : rien ne sera écrit.')
  const write = () =>
    Promise.reject(new OperatorFault('Le guide est en lecture seule le temps d’une maintenance.'))
  return { ...database, write }
}

async function bringUpToDate(database: Database, config: Config, existed: boolean): Promise<void> {
  const isPending = (await pendingMigrations(database)).length > 0
  if (isPending) await refuseIfServed({ dataDir: config.dataDir, url: config.databaseUrl })
  if (isPending && existed && database.file !== undefined) {
    say(`Copie avant migration : ${await copyBeforeMigrating(database.file, config.dataDir, new Date())}`)
  }
  for (const name of await migrate(database, new Date())) say(`Migration appliquée : ${name}`)
}

async function found({ config, database, renderer, now }: Context): Promise<void> {
  const tree = readContentTree(config.contentDir)
  say(`Premier démarrage : import de ${tree.files.length} documents…`)
  const report = await importContent(database, renderer, tree, { now: now() })
  say(`${report.created.length} documents importés.`)
  for (const { path, line, message } of report.problems)
    say(`  Non importé : ${path}, ligne ${line} : ${message}`)
}

/** Bounds that keep slow or silent connections from taking the places of readers. */
function bounded(server: Server): Server {
  server.headersTimeout = 10_000
  server.requestTimeout = 30_000
  server.keepAliveTimeout = 5_000
  server.maxConnections = 512
  // A client that asks and never reads is silent too: its connection ends as well.
  server.timeout = 30_000
  return server
}

async function listen(context: Context): Promise<Server> {
  const { config, log } = context
  const server = bounded(createServer({ connectionsCheckingInterval: 1_000 }, createApp(context)))
  await new Promise<void>((done, failed) => {
    server.once('error', failed)
    server.listen(config.port, config.host, done)
  })
  server.on('error', (error) => log.error({ error: String(error) }, 'serveur'))
  say(`Le guide est ouvert : ${linkOrigin({ ...config, port: portOf(server) })}`)
  if (config.publicUrl?.protocol === 'http:' && config.publicUrl.hostname !== 'localhost') {
    say('Attention : PUBLIC_URL est en http ; mots de passe et sessions circulent en clair. Passez à https.')
  }
  return server
}

/** The one that it listens on, chosen by the system for 0. */
function portOf(server: Server): number {
  return (server.address() as AddressInfo).port
}

/** Takes in what this process or another published. */
async function catchUp({ index }: Context): Promise<void> {
  await index.catchUp()
}

/** Runs a work by the clock, never twice at once. A fault is said and tried again: the guide goes on with what it has. */
function byTheClock(
  name: string,
  every: number,
  { log }: Context,
  work: () => Promise<unknown>,
): NodeJS.Timeout {
  let busy = false
  const turn = async () => {
    if (busy) return
    busy = true
    await work().catch((error: unknown) => log.warn({ error: String(error) }, name))
    busy = false
  }
  return setInterval(() => void turn(), every).unref()
}

/** What others published is taken in, and HTML that a newer renderer has not made yet is made. */
function followOthers(context: Context): NodeJS.Timeout {
  const { config, database, renderer, now } = context
  return byTheClock('suivi des changements', POLL_MS, context, async () => {
    if (!config.readOnly) await renderMissing(database, renderer, now())
    await catchUp(context)
  })
}

/** A fault is said and tried again at the next turn: the counts stay. */
async function flushVisits({ config, visits, log }: Context): Promise<void> {
  if (config.readOnly) return
  await visits.flush().catch((error: unknown) => log.warn({ error: String(error) }, 'consultations'))
}

/** Requests in flight finish, then the stores close; a second signal does not wait. */
function stopOnSignal(server: Server, context: Context, release: () => Promise<void>): void {
  let stopping = false
  const stop = async () => {
    if (stopping) process.exit(1)
    stopping = true
    const hurry = setTimeout(() => server.closeAllConnections(), STOP_MS)
    await new Promise((done) => {
      server.close(done)
      server.closeIdleConnections()
    })
    clearTimeout(hurry)
    await release()
    await context.renderer.close()
    await context.database.close()
    process.exit(0)
  }
  process.on('SIGTERM', () => void stop())
  process.on('SIGINT', () => void stop())
}

function stopWith(error: unknown): never {
  const message = explainStart(error) ?? explainFault(error)
  if (message !== undefined) process.stderr.write(`${message}\n`)
  else process.stderr.write(`Erreur imprévue : ${error instanceof Error ? error.stack : String(error)}\n`)
  process.exit(1)
}

function explainStart(error: unknown): string | undefined {
  const { code, port, syscall } = error as { code?: string; port?: number; syscall?: string }
  if (syscall !== 'listen') return undefined
  if (code === 'EADDRINUSE')
    return `Le port ${port} est déjà pris : arrêtez l’autre programme ou changez PORT.`
  if (code === 'EACCES') return `Le port ${port} est réservé : choisissez un PORT au-dessus de 1024.`
  return undefined
}

// A fault nobody caught leaves an unknown state behind: say it, stop, let the supervisor start again.
process.on('uncaughtException', (error) => stopWith(error))
process.on('unhandledRejection', (error) => stopWith(error))

start().catch((error: unknown) => stopWith(error))
