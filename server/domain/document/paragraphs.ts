import { isBlockFence, nextCodeFence } from './segments.ts'

/** A paragraph of a body; a `:::` block or a block of code is one, its blank lines included. */
export interface Paragraph {
  /** Line feeds that part it from the one before. */
  gap: number
  text: string
}

/** Put together again by `joinParagraphs`, they are the body. */
export function paragraphsOf(body: string): Paragraph[] {
  const paragraphs: Paragraph[] = []
  let lines: string[] = []
  let gap = 0
  let isInBlock = false
  let codeFence = ''
  const close = () => {
    if (lines.length === 0) return
    paragraphs.push({ gap, text: lines.join('\n') })
    lines = []
    gap = 1
  }
  for (const line of body.split('\n')) {
    const isFence = codeFence === '' && isBlockFence(line)
    codeFence = nextCodeFence(codeFence, line)
    if (isFence && !isInBlock) close()
    if (line === '' && codeFence === '' && !isInBlock) {
      close()
      gap++
    } else lines.push(line)
    if (isFence) {
      if (isInBlock) close()
      isInBlock = !isInBlock
    }
  }
  close()
  return paragraphs
}

/** The first has nothing before it; no two become one because something between them went. */
export function joinParagraphs(paragraphs: readonly Paragraph[]): string {
  return paragraphs
    .map(({ gap, text }, index) => {
      const previous = paragraphs[index - 1]
      if (previous === undefined) return text
      const isBeside = [text, previous.text].some((each) => isBlockFence(each.split('\n', 1)[0] ?? ''))
      return '\n'.repeat(Math.max(gap, isBeside ? 1 : 2)) + text
    })
    .join('')
}
