/** The body as blocks to edit: the common text, what holds in one territory, warnings and tips, in order. */
import { clean } from '../../text/fold.ts'
import { cutSegments, type SegmentKind } from '../document/segments.ts'
import type { EditingGuide, ReferenceReading } from './guide.ts'
import type { FieldProblem, Typed } from './typed.ts'

/** Value of `corps.0.genre` → how the block is called. */
export const BLOCK_KINDS = {
  commun: 'Texte pour tous',
  territoire: 'Dans un territoire seulement',
  attention: 'Attention',
  astuce: 'Astuce',
} as const

type BlockKind = keyof typeof BLOCK_KINDS

const BLOCK_OF: Record<SegmentKind, BlockKind> = {
  common: 'commun',
  territory: 'territoire',
  warning: 'attention',
  tip: 'astuce',
}

interface Block {
  kind: BlockKind
  territory: string
  text: string
}

export function typedBody(body: string, guide: EditingGuide): Record<string, string> {
  const { segments, problems } = cutSegments(body)
  const blocks = segments.map(({ kind, territory = '', markdown }) => ({
    kind: BLOCK_OF[kind],
    territory,
    text: markdown,
  }))
  // What cannot be cut and put together again, to the letter, is one text with its « ::: » lines.
  const isExact = problems.length === 0 && bodyOf(blocks) === body
  const shown: Block[] = isExact ? blocks : [{ kind: 'commun', territory: '', text: body }]
  return Object.fromEntries(
    shown.flatMap(({ kind, territory, text }, index) => [
      [`corps.${index}.genre`, kind],
      ...(kind === 'territoire' ? [[`corps.${index}.territoire`, guide.labelOf('place', territory)]] : []),
      [`corps.${index}.texte`, text],
    ]),
  )
}

function bodyOf(blocks: readonly Block[]): string {
  return blocks.map(blockText).join('\n\n')
}

function blockText({ kind, territory, text }: Block): string {
  if (kind === 'commun') return text
  return `::: ${kind === 'territoire' ? `territoire ${territory}` : kind}\n${text}\n:::`
}

export interface BodyTyped {
  body: string
  problems: FieldProblem[]
  /** The field where a line of the body was typed. */
  fieldOf: (line: number) => string
}

/** `rows`: the blocks that stand in the form; one without text is no block. */
export function readBody(
  typed: Typed,
  rows: readonly number[],
  readPlace: (text: string) => ReferenceReading,
): BodyTyped {
  const problems: FieldProblem[] = []
  const starts: { line: number; field: string }[] = []
  const blocks: Block[] = []
  let line = 1
  for (const row of rows) {
    const name = `corps.${row}`
    const text = withoutEnds(typed[`${name}.texte`] ?? '')
    if (text === '') continue
    const kind = blockKind(typed[`${name}.genre`])
    const territory =
      kind === 'territoire' ? readTerritory(`${name}.territoire`, typed, readPlace, problems) : ''
    const block = { kind, territory, text }
    starts.push({ line, field: `${name}.texte` })
    blocks.push(block)
    line += blockText(block).split('\n').length + 1
  }
  const fieldOf = (at: number) => starts.findLast((start) => start.line <= at)?.field ?? 'corps.0.texte'
  return { body: bodyOf(blocks), problems, fieldOf }
}

function readTerritory(
  field: string,
  typed: Typed,
  readPlace: (text: string) => ReferenceReading,
  problems: FieldProblem[],
): string {
  const text = (typed[field] ?? '').trim()
  const read = text === '' ? { message: 'Choisissez le territoire de ce bloc.' } : readPlace(text)
  if ('slug' in read) return read.slug
  problems.push({ field, message: read.message })
  return 'a-choisir'
}

export function blockKind(value: string | undefined): BlockKind {
  return value !== undefined && Object.hasOwn(BLOCK_KINDS, value) ? (value as BlockKind) : 'commun'
}

/** Without blank lines before and after: those between blocks are the guide's own. */
function withoutEnds(text: string): string {
  return clean(text)
    .replace(/^(?:[^\S\n]*\n)+/, '')
    .trimEnd()
}
