import {
  chmodSync,
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import SqliteDatabase from 'better-sqlite3'
import { OperatorFault } from '../domain/fault.ts'
import { checkSqliteFile, FORMS, type Form, hashOfFile, type Sidecar, sidecarOf } from './backupFile.ts'
import type { Database } from './database.ts'
import { type BackupHeader, FORMAT, FORMAT_VERSION, writePortable } from './portable.ts'
import { type Counts, type Snapshot, sumOf, withFileSnapshot, withSnapshot } from './snapshot.ts'

export interface BackupRequest {
  file: string
  form: Form
  now: Date
  /** The program's version. */
  program: string
}

export interface BackupReport {
  file: string
  bytes: number
  counts: Counts
  /** Of the SQLite file, or of a portable file's uncompressed lines. */
  sha256: string
}

/** `wikisol-2026-11-24T10-24-00.sqlite`, from the UTC instant. */
export function backupName(form: Form, now: Date, prefix = 'wikisol'): string {
  return `${prefix}-${now.toISOString().slice(0, 19).replaceAll(':', '-')}${FORMS[form]}`
}

const BACKUP_NAME = /^wikisol-\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d(\.sqlite|\.jsonl\.gz)$/

/** Copies the whole database as of one instant, while it serves. The file is whole or absent. */
export async function backup(database: Database, request: BackupRequest): Promise<BackupReport> {
  const { form } = request
  if (form === 'sqlite' && database.file === undefined)
    throw new OperatorFault('Une base PostgreSQL se sauvegarde sous la forme « jsonl ».')
  const file = resolve(request.file)
  return writeBeside(file, (partial) =>
    database.file !== undefined && form === 'sqlite'
      ? writeSqlite(database.file, partial, file, request)
      : withSnapshot(database, async (snapshot) => {
          const sum = await writePortable(partial, headerOf(snapshot, request), snapshot.parts())
          return { file, bytes: statSync(partial).size, ...sum }
        }),
  )
}

function headerOf({ engine, migrations }: Snapshot, { program, now }: BackupRequest): BackupHeader {
  const at = now.toISOString()
  return { format: FORMAT, version: FORMAT_VERSION, programme: program, engine, migrations, at }
}

/** Pages copied between two turns of the event loop. */
const PAGES = 2_000

async function writeSqlite(
  source: string,
  partial: string,
  file: string,
  request: BackupRequest,
): Promise<BackupReport> {
  // The copy is made inside the snapshot's transaction: without it SQLite would start again at each write of others.
  const { header, expected } = await withFileSnapshot(source, async (snapshot, connection) => {
    await connection.backup(partial, { progress: () => PAGES })
    return { header: headerOf(snapshot, request), expected: await sumOf(snapshot.parts()) }
  })
  // One file, readable from a read-only disk: a WAL would want others beside it.
  const copy = new SqliteDatabase(partial)
  copy.pragma('journal_mode = DELETE')
  copy.close()
  const { sum } = await checkSqliteFile(partial)
  if (sum.sha256 !== expected.sha256) throw new Error(`The copy ${partial} is not what was copied`)
  const sha256 = await hashOfFile(partial)
  const sidecar: Sidecar = { ...header, counts: sum.counts, sha256 }
  // First, so that a backup under its final name always has what vouches for it.
  await writeBeside(sidecarOf(file), async (beside) =>
    writeFileSync(beside, `${JSON.stringify(sidecar, null, 2)}\n`),
  )
  return { file, bytes: statSync(partial).size, counts: sum.counts, sha256 }
}

/** Makes a file under another name, then gives it its own: it is whole or absent. Refuses one that exists. */
export async function writeBeside<T>(file: string, write: (partial: string) => Promise<T>): Promise<T> {
  const partial = `${file}.${process.pid}.partiel`
  const refuseExisting = () => {
    if (existsSync(file)) throw new OperatorFault(`${file} existe déjà : rien n’a été écrit.`)
  }
  refuseExisting()
  try {
    mkdirSync(dirname(file), { recursive: true })
    const written = await write(partial)
    // It holds contacts kept for professionals.
    chmodSync(partial, 0o600)
    sync(partial)
    refuseExisting()
    renameSync(partial, file)
    sync(dirname(file))
    return written
  } catch (error) {
    for (const suffix of ['', '-journal', '-wal', '-shm']) rmSync(partial + suffix, { force: true })
    throw isFull(error) ? new OperatorFault(`Le disque est plein : ${file} n’a pas été écrit.`) : error
  }
}

function isFull(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  return /^(ENOSPC|EDQUOT|EFBIG|SQLITE_FULL|SQLITE_IOERR_WRITE)/.test(code)
}

/** A file or a folder's names reach the disk. */
export function sync(path: string): void {
  const descriptor = openSync(path, 'r')
  try {
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}

/** Removes all but the `keep` newest backups of a folder; answers those removed. Files of other names are left. */
export function rotate(folder: string, keep: number): string[] {
  const names = readdirSync(folder).filter((name) => BACKUP_NAME.test(name))
  const old = names.sort().reverse().slice(keep)
  for (const name of old) {
    rmSync(join(folder, name))
    rmSync(sidecarOf(join(folder, name)), { force: true })
  }
  return old
}
