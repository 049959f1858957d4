import { createHash, type Hash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip, createGzip } from 'node:zlib'
import { OperatorFault } from '../domain/fault.ts'
import { type Counts, linesOf, type Part, rowCounter, type Snapshot } from './snapshot.ts'
import type { Cell, SchemaStep } from './tables.ts'

/**
 * The form that both engines write and read: lines of JSON under gzip. A header, then each table's announcement and
 * its rows, at the end the counts and the SHA-256 of every line before.
 */
export const FORMAT = 'wikisol-sauvegarde'
export const FORMAT_VERSION = 1

/** What a backup says of itself, in either form. */
export interface BackupHeader {
  format: typeof FORMAT
  version: number
  /** The program's version that made it. */
  programme: string
  engine: Snapshot['engine']
  migrations: SchemaStep[]
  /** UTC instant. */
  at: string
}

export interface PortableSum {
  counts: Counts
  /** Of the uncompressed lines. */
  sha256: string
}

const BATCH = 200

/** A line longer than this is no row of the guide's. */
const LONGEST_LINE = 64 * 2 ** 20

/** Writes a new file; what it holds when this fails is for the caller to remove. */
export async function writePortable(
  file: string,
  header: BackupHeader,
  parts: AsyncIterable<Part>,
): Promise<PortableSum> {
  const hash = createHash('sha256')
  const { counts, count } = rowCounter()
  async function* text(): AsyncGenerator<string> {
    const line = (value: object) => `${JSON.stringify(value)}\n`
    const first = line(header)
    hash.update(first)
    yield first
    for await (const part of parts) {
      count(part)
      const lines = linesOf(part)
      hash.update(lines)
      yield lines
    }
    yield line({ counts, sha256: hash.copy().digest('hex') })
  }
  await pipeline(Readable.from(text()), createGzip(), createWriteStream(file, { flags: 'wx', mode: 0o600 }))
  return { counts, sha256: hash.digest('hex') }
}

export interface Portable {
  header: BackupHeader
  /** Throws at the first thing that is not as written, at the latest after the last row. */
  parts: AsyncGenerator<Part, PortableSum>
}

export async function openPortable(file: string): Promise<Portable> {
  const lines = linesIn(file)
  const { value: first } = await lines.next()
  const header = first === undefined ? undefined : headerOf(first)
  if (first === undefined || header === undefined) {
    await lines.return(undefined)
    throw new OperatorFault(`${file} n’est pas une sauvegarde du guide.`)
  }
  const hash = createHash('sha256').update(first)
  return { header, parts: partsIn(file, lines, hash) }
}

async function* partsIn(
  file: string,
  lines: AsyncGenerator<Buffer>,
  hash: Hash,
): AsyncGenerator<Part, PortableSum> {
  const damaged = new OperatorFault(damageSentence(file))
  const counts: Counts = {}
  let table: { table: string; columns: string[] } | undefined
  let batch: Cell[][] = []
  for await (const line of lines) {
    const value = parsed(line)
    if (Array.isArray(value)) {
      if (table === undefined || value.length !== table.columns.length) throw damaged
      counts[table.table] = (counts[table.table] ?? 0) + 1
      batch.push(value.map((cell) => cellOf(cell, damaged)))
      hash.update(line)
      if (batch.length < BATCH) continue
    }
    if (batch.length > 0) yield batch
    batch = []
    if (Array.isArray(value)) continue
    if (isAnnouncement(value)) {
      hash.update(line)
      table = value
      counts[table.table] = 0
      yield table
    } else {
      const sum = { counts, sha256: hash.digest('hex') }
      // Nothing may follow the last line, and it says what was read.
      if (JSON.stringify(value) !== JSON.stringify(sum) || (await lines.next()).done !== true) throw damaged
      return sum
    }
  }
  throw damaged
}

export function damageSentence(file: string): string {
  return `La sauvegarde ${file} est incomplète ou abîmée : son contenu ne répond pas à son empreinte. Rien n’a été écrit.`
}

function parsed(line: Buffer): unknown {
  try {
    return JSON.parse(line.toString('utf8'))
  } catch {
    return undefined
  }
}

function headerOf(line: Buffer): BackupHeader | undefined {
  const value = parsed(line) as Partial<BackupHeader> | null | undefined
  return value?.format === FORMAT && Array.isArray(value.migrations) ? (value as BackupHeader) : undefined
}

function isAnnouncement(value: unknown): value is { table: string; columns: string[] } {
  return typeof value === 'object' && value !== null && 'table' in value && 'columns' in value
}

function cellOf(value: unknown, damaged: Error): Cell {
  if (value === null || typeof value === 'string' || typeof value === 'number') return value
  if (typeof value === 'object' && 'octets' in value) return Buffer.from(String(value.octets), 'base64')
  throw damaged
}

/** Each line with its end. A line is cut at LF only: a text may hold any other separator. */
async function* linesIn(file: string): AsyncGenerator<Buffer> {
  const source = createReadStream(file)
  const text = createGunzip()
  source.on('error', (error) => text.destroy(error)).pipe(text)
  let rest = Buffer.alloc(0)
  try {
    for await (const chunk of text) {
      const bytes = Buffer.concat([rest, chunk])
      let from = 0
      for (let end = bytes.indexOf(10); end >= 0; end = bytes.indexOf(10, from)) {
        yield bytes.subarray(from, end + 1)
        from = end + 1
      }
      rest = bytes.subarray(from)
      if (rest.length > LONGEST_LINE) throw new OperatorFault(damageSentence(file))
    }
  } catch (error) {
    throw isCompressionError(error) ? new OperatorFault(damageSentence(file)) : error
  } finally {
    source.destroy()
    text.destroy()
  }
  if (rest.length > 0) yield rest
}

function isCompressionError(error: unknown): boolean {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('Z_')
}
