import {
  chmodSync,
  chownSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs'
import { join } from 'node:path'
import SqliteDatabase from 'better-sqlite3'
import { sql } from 'kysely'
import { MIGRATIONS } from '../../migrations/index.ts'
import type { Migration } from '../../migrations/migration.ts'
import { OperatorFault } from '../domain/fault.ts'
import { backup, backupName, sync, writeBeside } from './backup.ts'
import { type CheckedBackup, hashOfFile, withParts } from './backupFile.ts'
import { type Database, type DatabaseOptions, openDatabase, type Reader, type Writer } from './database.ts'
import { migrate } from './migrations.ts'
import { damageSentence } from './portable.ts'
import { isServed } from './serving.ts'
import {
  type Part,
  type Sum,
  sumInside,
  summing,
  sumOf,
  withFileReader,
  withFileSnapshot,
} from './snapshot.ts'
import {
  type Cell,
  continueNumbering,
  dropSchema,
  emptyTables,
  insertRows,
  type SchemaStep,
  schemaSteps,
  type Table,
  tablesOf,
} from './tables.ts'

/** What a database is filled from: a checked backup, or another database. */
export interface Source {
  migrations: readonly SchemaStep[]
  withParts: <T>(work: (parts: AsyncIterable<Part>) => Promise<T>) => Promise<T>
  /** A checked SQLite file that can be taken as it is, its SHA-256, and what it holds. */
  file?: { path: string; sha256: string; sum: Sum }
}

export interface Filling {
  now: Date
  /** Takes the place of a guide that stands there, which is kept aside first. */
  replace: boolean
  /** The program's version, for the copy kept aside. */
  program: string
  onProgress?: (rows: number) => void
  /** The program's; another list only in tests. */
  migrations?: readonly Migration[]
}

export interface Filled {
  sum: Sum
  /** Migrations that brought an older copy to this program's schema. */
  migrated: string[]
  /** Where what stood there was copied. */
  aside: string | undefined
}

export function sourceOf(checked: CheckedBackup): Source {
  const { file, form, migrations, fileSha256, sum } = checked
  return {
    migrations,
    withParts: (work) => withParts(checked, work),
    ...(form === 'sqlite' && fileSha256 !== undefined
      ? { file: { path: file, sha256: fileSha256, sum } }
      : {}),
  }
}

/** Fills a database of either engine. It is as it was until everything was copied and compared. */
export async function fillDatabase(
  options: DatabaseOptions,
  source: Source,
  filling: Filling,
): Promise<Filled> {
  mkdirSync(options.dataDir, { recursive: true })
  await refuseServed(options)
  return options.url === undefined
    ? fillSqlite(options, source, filling)
    : fillPostgres(options, source, filling)
}

async function refuseServed(options: DatabaseOptions): Promise<void> {
  if (!(await isServed(options))) return
  throw new OperatorFault('Le guide tourne sur cette base : arrêtez-le avant d’en changer le contenu.')
}

const NOT_EMPTY =
  'La base de données n’est pas vide : rien n’a été écrit. « restore --remplacer » la garde de côté puis prend sa place.'

/** Every change of state leaves a line in the journal: without one and without a document, nothing was ever written. */
async function isEmpty(read: Reader): Promise<boolean> {
  const { rows } = await sql`SELECT 1 FROM documents UNION ALL SELECT 1 FROM audit LIMIT 1`.execute(read)
  return rows.length === 0
}

/** Where database.ts keeps it. */
const sqliteFileIn = (dataDir: string) => join(dataDir, 'wikisol.sqlite')

type Standing = 'nothing' | 'empty' | 'guide' | 'damaged'

async function standingIn(options: DatabaseOptions): Promise<Standing> {
  try {
    if (options.url === undefined) {
      const file = sqliteFileIn(options.dataDir)
      return existsSync(file)
        ? await withFileReader(file, (reader) => standingOf(reader, 'sqlite'))
        : 'nothing'
    }
    const database = openDatabase(options)
    return await standingOf(database.read, 'postgres').finally(() => database.close())
  } catch (error) {
    if (isDamage(error)) return 'damaged'
    throw error
  }
}

async function standingOf(read: Reader, engine: Database['engine']): Promise<Standing> {
  const steps = await schemaSteps(read, engine)
  if (steps !== undefined) return (await isEmpty(read)) ? 'empty' : 'guide'
  if ((await tablesOf(read, engine)).length === 0) return 'nothing'
  // Not even replaced: it is somebody else's.
  throw new OperatorFault(
    'La base de données contient d’autres tables que celles du guide : rien n’a été écrit.',
  )
}

function isDamage(error: unknown): boolean {
  return error instanceof Error && 'code' in error && /^SQLITE_(CORRUPT|NOTADB)/.test(String(error.code))
}

async function fillSqlite(options: DatabaseOptions, source: Source, filling: Filling): Promise<Filled> {
  const standing = await standingIn(options)
  const isInTheWay = standing === 'guide' || standing === 'damaged'
  if (isInTheWay && !filling.replace) throw new OperatorFault(NOT_EMPTY)
  const folder = mkdtempSync(join(options.dataDir, 'restauration-'))
  try {
    const { path, ...filled } = await makeSqlite(folder, source, filling)
    const file = sqliteFileIn(options.dataDir)
    const aside = isInTheWay ? await keepAside(file, options, filling.now) : undefined
    // Again: everything above took its time.
    await refuseServed(options)
    settle(file)
    giveLike(path, existsSync(file) ? file : options.dataDir)
    renameSync(path, file)
    sync(options.dataDir)
    return { ...filled, aside }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** The new file, whole and compared, in a folder of its own. */
async function makeSqlite(
  folder: string,
  source: Source,
  filling: Filling,
): Promise<Omit<Filled, 'aside'> & { path: string }> {
  const { now, migrations } = filling
  const path = sqliteFileIn(folder)
  const sum =
    source.file === undefined
      ? await copyRows(folder, path, source, filling)
      : await copyFile(path, source.file)
  const database = openDatabase({ dataDir: folder })
  let migrated: string[]
  try {
    migrated = await migrate(database, now, migrations)
  } finally {
    await database.close()
  }
  sync(path)
  return { path, sum, migrated }
}

async function copyFile(path: string, from: NonNullable<Source['file']>): Promise<Sum> {
  copyFileSync(from.path, path)
  if ((await hashOfFile(path)) !== from.sha256) throw new OperatorFault(damageSentence(from.path))
  return from.sum
}

async function copyRows(
  folder: string,
  path: string,
  source: Source,
  { now, onProgress, migrations }: Filling,
): Promise<Sum> {
  const database = openDatabase({ dataDir: folder })
  let sum: Sum
  try {
    await migrate(database, now, stepsOf(source, migrations))
    sum = await source.withParts((parts) => database.write((tx) => fill(tx, 'sqlite', parts, onProgress)))
  } finally {
    await database.close()
  }
  requireEqual(sum, await withFileSnapshot(path, ({ parts }) => sumOf(parts())))
  return sum
}

async function fillPostgres(options: DatabaseOptions, source: Source, filling: Filling): Promise<Filled> {
  const { now, replace, program, onProgress, migrations } = filling
  const standing = await standingIn(options)
  if (standing === 'guide' && !replace) throw new OperatorFault(NOT_EMPTY)
  const database = openDatabase(options)
  try {
    const request = { file: asidePath(options, 'jsonl', now), form: 'jsonl', now, program } as const
    const aside = standing === 'guide' ? (await backup(database, request)).file : undefined
    await refuseServed(options)
    // PostgreSQL takes back a schema with its rows: everything in one transaction.
    const filled = await source.withParts((parts) =>
      database.write(async (tx) => {
        if (standing !== 'nothing') await dropSchema(tx)
        const inside: Database = { ...database, read: tx, write: (work) => work(tx) }
        await migrate(inside, now, stepsOf(source, migrations))
        const sum = await fill(tx, 'postgres', parts, onProgress)
        requireEqual(sum, await sumInside(tx))
        return { sum, migrated: await migrate(inside, now, migrations) }
      }),
    )
    return { ...filled, aside }
  } finally {
    await database.close()
  }
}

/** The migrations that the source had: its rows fit that schema, which then goes on to the present one. */
function stepsOf({ migrations }: Source, known: readonly Migration[] = MIGRATIONS): readonly Migration[] {
  const steps = known.slice(0, migrations.length)
  if (steps.every(({ number }, index) => number === migrations[index]?.number)) return steps
  throw new OperatorFault('Le schéma de cette copie n’est pas connu de ce programme : rien n’a été écrit.')
}

/** Adds every row as it is; answers what was added. */
async function fill(
  tx: Writer,
  engine: Database['engine'],
  source: AsyncIterable<Part>,
  onProgress: Filling['onProgress'],
): Promise<Sum> {
  const tables = await tablesOf(tx, engine)
  await emptyTables(tx, tables)
  const { parts, sum } = summing(source)
  const missing = new Set(tables.map(({ name }) => name))
  let table: Table | undefined
  let rows = 0
  for await (const part of parts) {
    if (Array.isArray(part)) {
      if (table === undefined) throw new Error('Rows came before their table')
      await insertRows(tx, table, part as Cell[][])
      rows += part.length
      onProgress?.(rows)
    } else {
      table = tables.find(({ name, columns }) => name === part.table && `${columns}` === `${part.columns}`)
      if (table === undefined || !missing.delete(part.table)) throw new OperatorFault(otherTables(part.table))
    }
  }
  const [absent] = missing
  if (absent !== undefined) throw new OperatorFault(otherTables(absent))
  if (engine === 'postgres') await continueNumbering(tx, tables)
  return sum()
}

function otherTables(name: string): string {
  return `La table « ${name} » de la copie ne répond pas au schéma de ce programme : rien n’a été écrit.`
}

function requireEqual(came: Sum, stands: Sum): void {
  if (came.sha256 === stands.sha256 && JSON.stringify(came.counts) === JSON.stringify(stands.counts)) return
  throw new OperatorFault('Ce qui a été écrit ne répond pas à ce qui a été lu : rien n’a été gardé.')
}

function asidePath({ dataDir }: DatabaseOptions, form: 'sqlite' | 'jsonl', now: Date): string {
  return join(dataDir, 'sauvegardes', backupName(form, now, 'avant-restauration'))
}

/** Copies the present SQLite file; a damaged one byte by byte, with the writes that its log still holds. */
async function keepAside(file: string, options: DatabaseOptions, now: Date): Promise<string> {
  const aside = asidePath(options, 'sqlite', now)
  try {
    await writeBeside(aside, async (partial) => {
      const source = new SqliteDatabase(file, { readonly: true })
      try {
        await source.backup(partial)
      } finally {
        source.close()
      }
    })
  } catch (error) {
    if (!isDamage(error)) throw error
    for (const suffix of ['-wal', '']) {
      if (existsSync(file + suffix))
        await writeBeside(aside + suffix, async (partial) => copyFileSync(file + suffix, partial))
    }
  }
  return aside
}

/** The new file is for whom the old one, or the folder, was: root may restore for a server that is not root. */
function giveLike(path: string, model: string): void {
  const { uid, gid, mode } = statSync(model)
  if (process.getuid?.() === 0) chownSync(path, uid, gid)
  chmodSync(path, mode & 0o666)
}

/** Leaves no log of the file that goes: SQLite would apply it to the one that comes. */
function settle(file: string): void {
  if (existsSync(file)) {
    try {
      const old = new SqliteDatabase(file)
      old.pragma('wal_checkpoint(TRUNCATE)')
      old.close()
    } catch (error) {
      if (!isDamage(error)) throw error
    }
  }
  for (const suffix of ['-wal', '-shm']) rmSync(file + suffix, { force: true })
}
