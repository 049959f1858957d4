import type { Token } from 'markdown-it'

/** The words of a paragraph, a heading or a cell, on one line. */
export function inlineText(tokens: Token[]): string {
  return tokens.map(wordsOf).join('').replace(/\s+/g, ' ').trim()
}

/** The words that a reader sees of an inline token; of an image, its description. */
export function wordsOf(token: Token): string {
  if (token.type === 'softbreak' || token.type === 'hardbreak') return ' '
  if (token.type === 'image') return (token.children ?? []).map(wordsOf).join('')
  // The content of a hole is the words its author gave it; without any it leaves nothing.
  return token.content
}

/** The plain text of a segment: one line for each block, the cells of a table's row on one line. */
export function plainText(tokens: Token[]): string {
  let text = ''
  for (const token of tokens) {
    if (token.type === 'inline') text += inlineText(token.children ?? [])
    else if (token.type === 'fence' || token.type === 'code_block') text += token.content
    else if (token.type === 'th_close' || token.type === 'td_close') text += ' '
    else if (token.nesting === -1) text += '\n'
  }
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join('\n')
}
