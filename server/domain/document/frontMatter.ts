import { isAlias, isMap, isScalar, isSeq, LineCounter, type ParsedNode, parseDocument } from 'yaml'
import type { Problem } from './document.ts'

/** The front matter as a tree of text: no types yet, each node with its line in the source. */
export type FrontNode =
  | { line: number; kind: 'scalar'; text: string }
  | { line: number; kind: 'list'; items: FrontNode[] }
  | { line: number; kind: 'group'; entries: FrontEntry[] }

export interface FrontEntry {
  key: string
  line: number
  value: FrontNode
}

export interface SplitSource {
  /** YAML between the two `---` lines. */
  front: string
  body: string
  /** Line of the source where the body's first line stands. */
  bodyLine: number
}

const DEPTH = 6

/** Faults of syntax that are told at once: one often brings hundreds. */
const FAULTS = 20

const MARKED = 'Les alias, ancres et étiquettes YAML (*, &, !) ne sont pas admis.'

function isMarked(node: ParsedNode | null): boolean {
  return (
    node !== null &&
    (isAlias(node) || node.tag !== undefined || ('anchor' in node && node.anchor !== undefined))
  )
}

/** Cuts a source at its `---` lines; nothing when it does not start with a front matter. */
export function splitSource(source: string): SplitSource | undefined {
  const lines = source.split('\n')
  if (lines[0]?.trimEnd() !== '---') return undefined
  const end = lines.findIndex((line, index) => index > 0 && line.trimEnd() === '---')
  if (end === -1) return undefined
  return { front: lines.slice(1, end).join('\n'), body: lines.slice(end + 1).join('\n'), bodyLine: end + 2 }
}

/**
 * Reads the front matter with YAML's failsafe schema: every scalar is text, so that 03 21 keeps its zero. Aliases,
 * tags and merge keys are refused: they serve no contributor, and they are how YAML bombs are made.
 */
export function readFrontMatter(front: string): { entries: FrontEntry[]; problems: Problem[] } {
  const problems: Problem[] = []
  const lineCounter = new LineCounter()
  // The first line of the source is the opening `---`.
  const lineAt = (offset: number | undefined) => lineCounter.linePos(offset ?? 0).line + 1
  const report = (key: string, line: number, message: string) => problems.push({ key, line, message })

  function convert(node: ParsedNode | null, path: string, fallbackLine: number, depth: number): FrontNode {
    const line = node === null ? fallbackLine : lineAt(node.range?.[0])
    const nothing: FrontNode = { line, kind: 'scalar', text: '' }
    if (node === null) return nothing
    if (depth > DEPTH) {
      report(path, line, `Trop de niveaux imbriqués : ${DEPTH} au plus.`)
      return nothing
    }
    if (isMarked(node)) {
      report(path, line, MARKED)
      return nothing
    }
    if (isScalar(node)) return { line, kind: 'scalar', text: String(node.value ?? '') }
    if (isSeq(node)) {
      const items = node.items.map((item, index) =>
        convert(item as ParsedNode | null, `${path}[${index}]`, line, depth + 1),
      )
      return { line, kind: 'list', items }
    }
    return { line, kind: 'group', entries: convertEntries(node, path, depth) }
  }

  function convertEntries(node: ParsedNode, path: string, depth: number): FrontEntry[] {
    if (!isMap(node)) return []
    return node.items.flatMap((pair) => {
      const keyNode = pair.key as ParsedNode
      const line = lineAt(keyNode?.range?.[0])
      if (isMarked(keyNode)) {
        report(path, line, MARKED)
        return []
      }
      const key = isScalar(keyNode) ? String(keyNode.value) : ''
      if (key === '' || key === '<<') {
        report(path, line, 'Chaque ligne doit commencer par le nom d’une clé.')
        return []
      }
      const inner = path === '' ? key : `${path}.${key}`
      return [{ key, line, value: convert(pair.value as ParsedNode | null, inner, line, depth + 1) }]
    })
  }

  try {
    // Without prettyErrors, which copies the lines around each fault: seconds for a long text full of them.
    const parsed = parseDocument(front, {
      schema: 'failsafe',
      uniqueKeys: true,
      lineCounter,
      merge: false,
      prettyErrors: false,
    })
    for (const error of parsed.errors.slice(0, FAULTS))
      report('', lineAt(error.pos[0]), frenchYamlError(error.code))
    if (parsed.errors.length > 0 || parsed.contents === null) return { entries: [], problems }
    if (!isMap(parsed.contents)) {
      report('', 2, 'L’en-tête doit être une suite de lignes « clé: valeur ».')
      return { entries: [], problems }
    }
    if (isMarked(parsed.contents)) report('', lineAt(parsed.contents.range?.[0]), MARKED)
    return { entries: convertEntries(parsed.contents, '', 0), problems }
  } catch (error) {
    // The parser recurses: a text made of brackets only exhausts the stack. Anything else is a bug and goes on.
    if (!(error instanceof RangeError)) throw error
    report('', 2, `Trop de niveaux imbriqués : ${DEPTH} au plus.`)
    return { entries: [], problems }
  }
}

const YAML_ERRORS: Record<string, string> = {
  DUPLICATE_KEY: 'Cette clé est écrite deux fois : gardez-en une.',
  BAD_INDENT: 'Le décalage de cette ligne n’est pas celui de ses voisines.',
  TAB_AS_INDENT: 'Une tabulation décale cette ligne : remplacez-la par des espaces.',
  MISSING_CHAR: 'Il manque un signe ici : un guillemet, un crochet ou les deux-points.',
  MULTILINE_IMPLICIT_KEY: 'Il manque les deux-points après le nom de la clé.',
  BLOCK_AS_IMPLICIT_KEY: 'Mettez cette valeur entre guillemets : elle contient « : ».',
}

function frenchYamlError(code: string): string {
  return YAML_ERRORS[code] ?? 'Cette ligne n’est pas lisible : mettez sa valeur entre guillemets.'
}
