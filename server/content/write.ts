import { copyFileSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { stringify } from 'yaml'
import { KINDS } from '../domain/document/kinds.ts'
import { CALENDAR_FILE } from './calendar.ts'
import { COMMUNES_FILE } from './communes.ts'
import { type ContentFile, type FormerSlug, REDIRECTIONS_FILE, readContentTree } from './tree.ts'

export interface WriteReport {
  /** Paths that were new or different. */
  written: string[]
  unchanged: number
  /** Documents on disk that the guide does not have: they are named, never removed. */
  unknown: string[]
}

/** Where a document stands in the tree. */
export function pathOf({ kind, slug }: Pick<ContentFile, 'kind' | 'slug'>): string {
  return `${KINDS[kind].folder}/${slug}.md`
}

/** Writes documents and former slugs as a tree, touching only what changed. */
export function writeContentTree(
  root: string,
  files: ContentFile[],
  formerSlugs: FormerSlug[],
  referenceFrom: string,
): WriteReport {
  const report: WriteReport = { written: [], unchanged: 0, unknown: [] }
  const write = (path: string, text: string) => {
    if (writeIfChanged(join(root, path), text)) report.written.push(path)
    else report.unchanged += 1
  }
  for (const file of files) write(pathOf(file), file.text)
  write(REDIRECTIONS_FILE, formatRedirections(formerSlugs))
  for (const path of REFERENCE_FILES) copyReference(join(referenceFrom, path), join(root, path))
  const paths = new Set(files.map(pathOf))
  report.unknown = readContentTree(root)
    .files.map(pathOf)
    .filter((path) => !paths.has(path))
  return report
}

/** Data that documents refer to, and that are no documents: a tree without them could not be read again. */
const REFERENCE_FILES = [COMMUNES_FILE, CALENDAR_FILE]

function copyReference(from: string, to: string): void {
  if (existsSync(to) || !existsSync(from)) return
  mkdirSync(dirname(to), { recursive: true })
  copyFileSync(from, to)
}

/** A file is whole or as it was: it is written beside, then renamed. */
export function writeIfChanged(file: string, text: string): boolean {
  if (existsSync(file) && readFileSync(file, 'utf8') === text) return false
  mkdirSync(dirname(file), { recursive: true })
  const beside = `${file}.${process.pid}`
  writeFileSync(beside, text)
  renameSync(beside, file)
  return true
}

export function formatRedirections(formerSlugs: FormerSlug[]): string {
  const tree: Record<string, Record<string, string>> = {}
  const ordered = formerSlugs.toSorted((a, b) =>
    `${a.namespace} ${a.slug}` < `${b.namespace} ${b.slug}` ? -1 : 1,
  )
  for (const { namespace, slug, target } of ordered) tree[namespace] = { ...tree[namespace], [slug]: target }
  return ordered.length === 0 ? '' : stringify(tree)
}
