import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { parse as parseYaml } from 'yaml'
import type { Kind } from '../domain/document/keys.ts'
import { ALL_KINDS, KINDS, type Namespace } from '../domain/document/kinds.ts'
import { SOURCE_BYTES } from '../domain/document/parse.ts'
import { isReservedSlug, isSlug } from '../text/slug.ts'

/** One document of the content/ tree, as it stands on disk. */
export interface ContentFile {
  /** Path inside the tree: `fiches/lieux/caf-arras.md`. */
  path: string
  kind: Kind
  slug: string
  text: string
}

export interface FileProblem {
  path: string
  line: number
  message: string
}

export interface FormerSlug {
  namespace: Namespace
  slug: string
  target: string
}

export interface ContentTree {
  files: ContentFile[]
  formerSlugs: FormerSlug[]
  /** The text of redirections.yaml, where there is one. */
  redirections?: string
  /** Files that could not be read at all. */
  problems: FileProblem[]
}

export const REDIRECTIONS_FILE = 'redirections.yaml'

/** Reads the tree, folder by folder, in a stable order. Nothing is judged here but what makes a file unreadable. */
export function readContentTree(root: string): ContentTree {
  const tree: ContentTree = { files: [], formerSlugs: [], problems: [] }
  for (const kind of ALL_KINDS) {
    const { folder } = KINDS[kind]
    for (const name of markdownFiles(join(root, folder))) {
      const read = readContentFile(root, `${folder}/${name}`, kind)
      if ('message' in read) tree.problems.push(read)
      else tree.files.push(read)
    }
  }
  readRedirections(root, tree)
  return tree
}

function markdownFiles(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => name.endsWith('.md'))
      .sort()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw error
  }
}

function readContentFile(root: string, path: string, kind: Kind): ContentFile | FileProblem {
  const slug = path.replace(/^.*\/|\.md$/g, '')
  const refuse = (message: string): FileProblem => ({ path, line: 1, message })
  if (!isSlug(slug))
    return refuse('Le nom du fichier n’est pas un identifiant : minuscules sans accent, chiffres et tirets.')
  if (isReservedSlug(slug)) return refuse(`« ${slug} » est réservé aux adresses du guide.`)
  const file = join(root, path)
  try {
    if (statSync(file).size > SOURCE_BYTES + 3) return refuse('Fichier trop long : 64 Ko au plus.')
    return { path, kind, slug, text: new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(file)) }
  } catch (error) {
    if (error instanceof TypeError) return refuse('Ce fichier n’est pas du texte en UTF-8.')
    return refuse(`Fichier illisible : ${(error as NodeJS.ErrnoException).code ?? String(error)}.`)
  }
}

function readRedirections(root: string, tree: ContentTree): void {
  const refuse = (message: string) => tree.problems.push({ path: REDIRECTIONS_FILE, line: 1, message })
  let text: string
  try {
    text = readFileSync(join(root, REDIRECTIONS_FILE), 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') refuse('Fichier illisible.')
    return
  }
  tree.redirections = text
  let parsed: unknown
  try {
    parsed = parseYaml(text, { schema: 'failsafe', maxAliasCount: 0 })
  } catch {
    refuse('Ce fichier n’est pas du YAML lisible.')
    return
  }
  if (parsed !== null && (typeof parsed !== 'object' || Array.isArray(parsed)) && parsed !== '') {
    refuse('Ce fichier doit avoir une suite de lignes « ancien: nouveau » sous le nom d’un espace.')
    return
  }
  const namespaces = new Set<string>(Object.values(KINDS).map(({ namespace }) => namespace))
  for (const [namespace, pairs] of Object.entries(parsed ?? {})) {
    if (!namespaces.has(namespace) || typeof pairs !== 'object' || pairs === null || Array.isArray(pairs)) {
      refuse(`« ${namespace} » : fiche, theme, territory, help ou thesaurus sont attendus.`)
      continue
    }
    for (const [slug, target] of Object.entries(pairs)) {
      if (isSlug(slug) && isSlug(String(target))) {
        tree.formerSlugs.push({ namespace: namespace as Namespace, slug, target: String(target) })
      } else refuse(`« ${slug}: ${String(target)} » : deux identifiants sont attendus.`)
    }
  }
}
