import { createHash } from 'node:crypto'
import { closeSync, createReadStream, existsSync, openSync, readFileSync, readSync } from 'node:fs'
import type SqliteDatabase from 'better-sqlite3'
import { MIGRATIONS } from '../../migrations/index.ts'
import { OperatorFault } from '../domain/fault.ts'
import { explainFault } from './faults.ts'
import { type BackupHeader, damageSentence, FORMAT, FORMAT_VERSION, openPortable } from './portable.ts'
import { type Counts, type Part, type Sum, sumOf, withFileSnapshot } from './snapshot.ts'
import type { SchemaStep } from './tables.ts'

export const FORMS = { sqlite: '.sqlite', jsonl: '.jsonl.gz' } as const
export type Form = keyof typeof FORMS

/** What stands beside a SQLite backup, in a file of the same name and `.json`. */
export interface Sidecar extends BackupHeader {
  counts: Counts
  /** Of the whole file. */
  sha256: string
}

export const sidecarOf = (file: string) => `${file}.json`

/** A backup that was read from end to end and found as it was written. */
export interface CheckedBackup {
  file: string
  form: Form
  migrations: SchemaStep[]
  /** When it was made, where it says so. */
  at: string | undefined
  sum: Sum
  /** SHA-256 of the SQLite file. */
  fileSha256: string | undefined
  /** False for a SQLite file that has lost its sidecar: then only its own checks vouch for it. */
  vouched: boolean
}

/** Reads a whole backup and refuses what is truncated, altered, foreign or newer, before anything is written. */
export async function checkBackup(file: string): Promise<CheckedBackup> {
  if (!existsSync(file)) throw new OperatorFault(`La sauvegarde ${file} n’existe pas.`)
  const start = firstBytes(file)
  if (start.subarray(0, 2).equals(Buffer.from([0x1f, 0x8b]))) return checkPortable(file)
  if (start.toString('latin1').startsWith('SQLite format 3\0')) return checkSqliteBackup(file)
  throw new OperatorFault(`${file} n’est pas une sauvegarde du guide.`)
}

async function checkPortable(file: string): Promise<CheckedBackup> {
  const { header, parts } = await openPortable(file)
  refuseNewer(file, header.migrations, header.version)
  const sum = await sumOf(parts)
  const { migrations, at } = header
  return { file, form: 'jsonl', migrations, at, sum, fileSha256: undefined, vouched: true }
}

async function checkSqliteBackup(file: string): Promise<CheckedBackup> {
  const sidecar = readSidecar(file)
  if (sidecar !== undefined) refuseNewer(file, sidecar.migrations, sidecar.version)
  const fileSha256 = await hashOfFile(file)
  if (sidecar !== undefined && sidecar.sha256 !== fileSha256) throw new OperatorFault(damageSentence(file))
  const { migrations, sum } = await checkSqliteFile(file)
  refuseNewer(file, migrations)
  const sameCounts = sidecar === undefined || JSON.stringify(sidecar.counts) === JSON.stringify(sum.counts)
  if (!sameCounts) throw new OperatorFault(damageSentence(file))
  const vouched = sidecar !== undefined
  return { file, form: 'sqlite', migrations, at: sidecar?.at, sum, fileSha256, vouched }
}

/** Pages, foreign keys and the SHA-256 of every text; answers what the file holds. */
export async function checkSqliteFile(file: string): Promise<{ migrations: SchemaStep[]; sum: Sum }> {
  try {
    return await withFileSnapshot(file, async ({ migrations, parts }, connection) => {
      const [fault] = fileFaults(connection)
      if (fault !== undefined)
        throw new OperatorFault(`La copie ${file} est abîmée : ${fault}. Rien n’a été écrit.`)
      return { migrations, sum: await sumOf(parts()) }
    })
  } catch (error) {
    const isDamage =
      error instanceof Error && 'code' in error && /^SQLITE_(CORRUPT|NOTADB)/.test(String(error.code))
    throw isDamage && explainFault(error) !== undefined ? new OperatorFault(damageSentence(file)) : error
  }
}

function fileFaults(connection: SqliteDatabase.Database): string[] {
  const integrity = connection.pragma('integrity_check') as { integrity_check: string }[]
  const keys = connection.pragma('foreign_key_check') as { table: string; rowid: number }[]
  const faults = [
    ...integrity.map((row) => row.integrity_check).filter((line) => line !== 'ok'),
    ...keys.map(({ table, rowid }) => `${table}, ligne ${rowid}, renvoie à ce qui n’existe pas`),
  ]
  const texts = connection.prepare<[], { id: number; n: number; source: string; sha256: string }>(
    'SELECT document_id AS id, n, source, sha256 FROM revisions',
  )
  for (const { id, n, source, sha256 } of texts.iterate()) {
    if (createHash('sha256').update(source).digest('hex') !== sha256)
      faults.push(`la version ${n} du document ${id} ne répond pas à son empreinte`)
  }
  return faults
}

function refuseNewer(file: string, migrations: readonly SchemaStep[], version = FORMAT_VERSION): void {
  const unknown = migrations.find(({ number }) => !MIGRATIONS.some((known) => known.number === number))
  if (version <= FORMAT_VERSION && unknown === undefined) return
  const reason = unknown === undefined ? `format ${version}` : `migration ${unknown.number}`
  throw new OperatorFault(
    `La sauvegarde ${file} vient d’une version plus récente du guide (${reason}) : mettez le programme à jour. Rien n’a été écrit.`,
  )
}

function readSidecar(file: string): Sidecar | undefined {
  if (!existsSync(sidecarOf(file))) return undefined
  try {
    const sidecar = JSON.parse(readFileSync(sidecarOf(file), 'utf8')) as Sidecar
    if (sidecar.format === FORMAT && Array.isArray(sidecar.migrations)) return sidecar
  } catch {
    // Said below: a sidecar that cannot be read vouches for nothing.
  }
  throw new OperatorFault(
    `${sidecarOf(file)} n’est pas lisible : c’est la fiche qui répond de la sauvegarde.`,
  )
}

/** The rows of a checked backup; a portable file that changed since it was checked is refused at its last line. */
export async function withParts<T>(
  { file, form }: CheckedBackup,
  work: (parts: AsyncIterable<Part>) => Promise<T>,
): Promise<T> {
  if (form === 'sqlite') return withFileSnapshot(file, ({ parts }) => work(parts()))
  return work((await openPortable(file)).parts)
}

export async function hashOfFile(file: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(file)) hash.update(chunk)
  return hash.digest('hex')
}

function firstBytes(file: string): Buffer {
  const bytes = Buffer.alloc(16)
  const descriptor = openSync(file, 'r')
  try {
    return bytes.subarray(0, readSync(descriptor, bytes))
  } finally {
    closeSync(descriptor)
  }
}
