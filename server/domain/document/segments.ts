/**
 * The body of a document is cut at its `:::` lines before Markdown sees it: what is common to all readers, what holds
 * in one territory only, a warning, a tip. Segments do not nest (docs/decisions).
 */
export type SegmentKind = 'common' | 'territory' | 'warning' | 'tip'

export interface SourceSegment {
  kind: SegmentKind
  /** Slug of the territory, for a territory segment only. */
  territory?: string
  markdown: string
  /** Line of the body (1 for the first) where the segment's own text starts, blank lines left out. */
  line: number
}

export interface SegmentProblem {
  /** Line of the body, 1 for the first. */
  line: number
  message: string
}

const FENCE = /^:::(.*)$/
/** A code block opens or closes here; after back-ticks, another one makes it code within a line. */
const CODE_FENCE = /^ {0,3}(?:(`{3,})[^`]*|(~{3,}).*)$/
const OPENING = /^(territoire|attention|astuce)(?:[ \t]+(\S+))?$/
const KINDS: Record<string, SegmentKind> = { territoire: 'territory', attention: 'warning', astuce: 'tip' }

interface Cut {
  segments: SourceSegment[]
  problems: SegmentProblem[]
}

/** Cuts a body into its segments. A faulty `:::` line is reported and its text kept, so that nothing typed is lost. */
export function cutSegments(body: string): Cut {
  const segments: SourceSegment[] = []
  const problems: SegmentProblem[] = []
  let current: SourceSegment = { kind: 'common', markdown: '', line: 1 }
  let lines: string[] = []
  let codeFence = ''
  let codeLine = 0

  const close = (next: SourceSegment) => {
    const blankLines = lines.findIndex((line) => line.trim() !== '')
    if (blankLines >= 0) {
      const markdown = lines.slice(blankLines).join('\n').trimEnd()
      segments.push({ ...current, markdown, line: current.line + blankLines })
    } else if (current.kind !== 'common') {
      problems.push({ line: current.line - 1, message: 'Ce bloc « ::: » est vide.' })
    }
    lines = []
    current = next
  }

  for (const [index, line] of body.split('\n').entries()) {
    const lineNumber = index + 1
    const wasInCode = codeFence !== ''
    codeFence = nextCodeFence(codeFence, line)
    if (!wasInCode) codeLine = lineNumber
    const words = codeFence === '' ? FENCE.exec(line)?.[1]?.trim() : undefined
    if (words === undefined) {
      lines.push(line)
      continue
    }
    const opened = readFence(words, current.kind, lineNumber)
    if ('message' in opened) problems.push(opened)
    else close(opened)
  }
  // Reported because the `:::` lines that follow it were taken for code, so a block would not be one.
  if (codeFence !== '') {
    problems.push({
      line: codeLine,
      message: `Ce bloc de code n’est pas fermé : ajoutez une ligne « ${codeFence} » à sa fin.`,
    })
  }
  if (current.kind !== 'common') {
    problems.push({
      line: current.line - 1,
      message: 'Ce bloc « ::: » n’est pas fermé : ajoutez une ligne « ::: » à sa fin.',
    })
  }
  close({ kind: 'common', markdown: '', line: 0 })
  return { segments, problems }
}

/** True for a `:::` line, unless it is in a block of code. */
export function isBlockFence(line: string): boolean {
  return FENCE.test(line)
}

/** The code fence that is open after this line, or an empty string: `:::` inside a code block is text. */
export function nextCodeFence(open: string, line: string): string {
  const [, backticks, tildes] = CODE_FENCE.exec(line) ?? []
  const mark = backticks ?? tildes
  if (mark === undefined) return open
  if (open === '') return mark
  const closes = mark[0] === open[0] && mark.length >= open.length && line.trim() === mark
  return closes ? '' : open
}

function readFence(words: string, inside: SegmentKind, line: number): SourceSegment | SegmentProblem {
  if (words === '') {
    if (inside === 'common')
      return { line, message: 'Cette ligne « ::: » ferme un bloc qui n’est pas ouvert.' }
    return { kind: 'common', markdown: '', line: line + 1 }
  }
  if (inside !== 'common') {
    return {
      line,
      message: 'Un bloc « ::: » ne peut pas en contenir un autre : fermez d’abord le précédent.',
    }
  }
  const [, word = '', territory] = OPENING.exec(words) ?? []
  const kind = KINDS[word]
  if (kind === undefined) {
    return { line, message: `Bloc « ::: ${words} » inconnu : utilisez territoire, attention ou astuce.` }
  }
  if (kind === 'territory') {
    if (territory === undefined)
      return { line, message: 'Indiquez le territoire : « ::: territoire lens-lievin ».' }
    return { kind, territory, markdown: '', line: line + 1 }
  }
  if (territory !== undefined) return { line, message: `« ::: ${word} » ne prend rien après ce mot.` }
  return { kind, markdown: '', line: line + 1 }
}
