import { clean } from '../../text/fold.ts'
import { nearest } from '../../text/nearest.ts'
import type { Document, Problem } from './document.ts'
import { formatDocument } from './format.ts'
import { readFrontMatter, splitSource } from './frontMatter.ts'
import { KEYS_BY_KIND, type Kind } from './keys.ts'
import { ALL_KINDS, KINDS, kindOfNature } from './kinds.ts'
import { readGroup } from './readFields.ts'
import { checkRules } from './rules.ts'
import { cutSegments } from './segments.ts'

/** Bytes of a whole source, UTF-8. */
export const SOURCE_BYTES = 64 * 1_024

export interface ParsedDocument {
  /** What could be read; absent when not even the nature could. */
  document?: Document
  /** Empty when the text may be saved. */
  problems: Problem[]
  /** Line of the source where a key stands; 1 for a key that is not there. */
  lineOf: (key: string) => number
}

/**
 * Reads a source text. Strict and lenient readers share it: who saves refuses a text with problems; who shows history
 * takes the document and lets the problems be, since keys are removed over the years and versions stay.
 */
export function parseDocument(source: string): ParsedDocument {
  const refuse = (message: string, line = 1): ParsedDocument => ({
    problems: [{ key: '', line, message }],
    lineOf: () => 1,
  })
  if (isTooLong(source)) return refuse('Texte trop long : 64 Ko au plus.')
  const split = splitSource(clean(source))
  if (split === undefined) return refuse('Le texte doit commencer par un en-tête entre deux lignes « --- ».')
  const { entries, problems } = readFrontMatter(split.front)
  if (entries.length === 0)
    return problems.length > 0 ? { problems, lineOf: () => 1 } : refuse('L’en-tête est vide.', 2)

  const nature = entries.find(({ key }) => key === 'nature')
  const kind = nature?.value.kind === 'scalar' ? kindOfNature(nature.value.text.trim()) : undefined
  if (kind === undefined) return refuse(natureMessage(nature?.value), nature?.line ?? 2)

  const lines = new Map<string, number>()
  const fields = readGroup(entries, KEYS_BY_KIND[kind], '', 1, { problems, lines })
  const document = { kind, fields, body: canonicalBody(split.body) } as unknown as Document
  const lineOf = (key: string) => lines.get(key) ?? lines.get(key.replace(/[.[].*$/s, '')) ?? 1
  const unreadable = new Set(problems.map(({ key }) => key))
  for (const { key, message } of checkRules(document)) {
    // A value that could not be read is not a missing one.
    if (!unreadable.has(key)) problems.push({ key, line: lineOf(key), message })
  }
  const leading = split.body.split('\n').findIndex((text) => text.trim() !== '')
  for (const { line, message } of cutSegments(document.body).problems) {
    problems.push({ key: 'corps', line: split.bodyLine + leading + line - 1, message })
  }
  for (const [index, text] of split.body.split('\n').entries()) {
    const slug = TYPED_LINK.exec(text)?.[1]
    if (slug === undefined) continue
    const message = `Écrivez ce lien « [[${slug}]] » : il suivra la fiche si elle change de nom.`
    problems.push({ key: 'corps', line: split.bodyLine + index, message })
  }
  // What is stored is the canonical form: a list on one line grows when it takes one line a value.
  if (problems.length === 0 && isTooLong(formatDocument(document)))
    problems.push({ key: '', line: 1, message: 'Texte trop long, une fois mis en forme : 64 Ko au plus.' })
  return { document, problems: problems.sort((a, b) => a.line - b.line), lineOf }
}

/**
 * A fiche linked by its address instead of `[[slug]]`: the link would break when the fiche is renamed, and show the slug
 * of a contact that its reader may not see.
 */
const TYPED_LINK = /\]\([ \t]*<?\/fiches\/([a-z0-9-]{1,80})/i

export function isTooLong(source: string): boolean {
  return new TextEncoder().encode(source).length > SOURCE_BYTES
}

/** A body ends without blank lines, and its lines without spaces but for Markdown's two-space line break. */
function canonicalBody(body: string): string {
  return body
    .split('\n')
    .map((line) => {
      const words = line.trimEnd()
      return words !== '' && /^ {2,}$/.test(line.slice(words.length)) ? `${words}  ` : words
    })
    .join('\n')
    .replace(/^\n+/, '')
    .trimEnd()
}

function natureMessage(node: { kind: string; text?: string } | undefined): string {
  const natures = ALL_KINDS.map((kind: Kind) => KINDS[kind].nature)
  const given = node?.text?.trim() ?? ''
  if (given === '') return `La clé « nature » manque. Valeurs admises : ${natures.join(', ')}.`
  const [near] = nearest(given, natures)
  if (near !== undefined) return `Nature inconnue : « ${given} ». Vouliez-vous dire « ${near} » ?`
  return `Nature inconnue : « ${given.slice(0, 60)} ». Valeurs admises : ${natures.join(', ')}.`
}
