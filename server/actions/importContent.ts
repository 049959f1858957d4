import type { ContentFile, ContentTree, FileProblem } from '../content/tree.ts'
import { KINDS } from '../domain/document/kinds.ts'
import type { Renderer } from '../markdown/rendered.ts'
import type { Database } from '../store/database.ts'
import { findDocument } from '../store/documents.ts'
import { lastImport, saveImport } from '../store/imports.ts'
import { readSetting, writeSetting } from '../store/records.ts'
import { addRedirection, allRedirections } from '../store/redirections.ts'
import { revisionText } from '../store/revisions.ts'
import { prepare, publishPrepared, sha256Of } from './publish.ts'

export interface ImportReport {
  created: string[]
  updated: string[]
  unchanged: number
  /** Texts that somebody changed in the guide since they were imported: left as they are. */
  changedInGuide: string[]
  /** Files that were not imported, and why; the rest of the tree was. */
  problems: FileProblem[]
}

export interface ImportOptions {
  now: Date
  /** Called after each file, for progress on long work. */
  onProgress?: (done: number, total: number) => void
}

type Outcome = 'created' | 'updated' | 'unchanged' | 'changedInGuide' | FileProblem[]

/** Set once the founding import is whole, so that a start that was cut off in the middle resumes it. */
const FOUNDED = 'founding_import'

export async function isFounded(database: Database): Promise<boolean> {
  return (await readSetting(database.read, FOUNDED)) !== undefined
}

/**
 * Brings the tree into the database, file by file, each in one transaction: a file is whole or absent. A text makes a
 * revision only where the present one is still the last that was imported.
 */
export async function importContent(
  database: Database,
  renderer: Renderer,
  tree: ContentTree,
  { now, onProgress }: ImportOptions,
): Promise<ImportReport> {
  const report: ImportReport = {
    created: [],
    updated: [],
    unchanged: 0,
    changedInGuide: [],
    problems: [...tree.problems],
  }
  for (const [index, file] of tree.files.entries()) {
    const outcome = await importFile(database, renderer, file, now)
    if (Array.isArray(outcome)) report.problems.push(...outcome)
    else if (outcome === 'unchanged') report.unchanged += 1
    else report[outcome].push(file.path)
    onProgress?.(index + 1, tree.files.length)
  }
  await importFormerSlugs(database, tree, report, now)
  await database.write((tx) => writeSetting(tx, FOUNDED, now.toISOString()))
  return report
}

async function importFile(
  database: Database,
  renderer: Renderer,
  { path, kind, slug, text }: ContentFile,
  now: Date,
): Promise<Outcome> {
  const found = await findDocument(database.read, KINDS[kind].namespace, slug)
  if (found !== undefined && found.kind !== kind) {
    return [
      { path, line: 1, message: `« ${slug} » est déjà une fiche de nature « ${KINDS[found.kind].nature} ».` },
    ]
  }
  const present = found && (await revisionText(database.read, 'professional', found.id, found.revision))
  if (found !== undefined && present?.sha256 === sha256Of(text)) return 'unchanged'
  const prepared = await prepare(renderer, kind, text)
  if (!prepared.ok)
    return prepared.problems.map(({ line, key, message }) => ({ path, line, message: withKey(key, message) }))
  const { sha256 } = prepared.prepared
  if (found !== undefined) {
    if (present?.sha256 === sha256) return 'unchanged'
    const last = await lastImport(database.read, found.id)
    if (last?.sha256 === sha256 || last?.revision !== found.revision) return 'changedInGuide'
  }
  const publication = {
    kind,
    slug,
    source: prepared.prepared.source,
    author: 'Import',
    summary: found === undefined ? 'Texte fondateur' : 'Nouvel import du texte fondateur',
    origin: 'import' as const,
    base: found?.revision ?? 0,
  }
  return database.write(async (tx): Promise<Outcome> => {
    const published = await publishPrepared(tx, publication, prepared.prepared, now)
    if (!published.ok)
      return [{ path, line: 1, message: `« ${slug} » est ou a été l’identifiant d’une autre page.` }]
    await saveImport(tx, published.documentId, { revision: published.revision, sha256 }, now.toISOString())
    return found === undefined ? 'created' : 'updated'
  })
}

function withKey(key: string, message: string): string {
  return key === '' ? message : `${key} : ${message}`
}

async function importFormerSlugs(
  database: Database,
  { formerSlugs }: ContentTree,
  { problems }: ImportReport,
  now: Date,
): Promise<void> {
  const known = new Set((await allRedirections(database.read)).map((row) => `${row.namespace} ${row.slug}`))
  const refuse = (message: string) => problems.push({ path: 'redirections.yaml', line: 1, message })
  for (const { namespace, slug, target } of formerSlugs) {
    if (known.has(`${namespace} ${slug}`)) continue
    const document = await findDocument(database.read, namespace, target)
    if (document === undefined) {
      refuse(`${slug} : « ${target} » n’existe pas.`)
      continue
    }
    const row = { namespace, slug, documentId: document.id }
    const added = await database.write((tx) => addRedirection(tx, row, now.toISOString()))
    if (!added) refuse(`${slug} : cet ancien identifiant est celui d’une page d’aujourd’hui.`)
  }
}
