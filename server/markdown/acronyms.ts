import type { MarkdownIt, StateCore, Token } from 'markdown-it'
import { ACRONYM } from '../domain/glossary.ts'
import { acronymHole } from './holes.ts'

/** Words that read as acronyms become holes: what they stand for may change without a new rendering. */
export function markAcronyms(md: MarkdownIt): void {
  md.core.ruler.push('acronyms', (state) => {
    for (const inline of state.tokens) {
      if (inline.children !== null) inline.children = withAcronyms(inline.children, state)
    }
  })
  md.renderer.rules.acronym = (tokens, index) => acronymHole(tokens[index]?.content ?? '')
}

/** Not inside a link: the words of an address are its own. */
function withAcronyms(tokens: Token[], state: StateCore): Token[] {
  let insideLink = false
  return tokens.flatMap((token) => {
    if (token.type === 'link_open') insideLink = true
    if (token.type === 'link_close') insideLink = false
    return token.type === 'text' && !insideLink ? cutAtAcronyms(token, state) : [token]
  })
}

function cutAtAcronyms(token: Token, state: StateCore): Token[] {
  const make = (type: string, content: string) =>
    Object.assign(new state.Token(type, '', 0), { content, level: token.level })
  const pieces: Token[] = []
  let done = 0
  for (const { 0: acronym, index } of token.content.matchAll(ACRONYM)) {
    if (index > done) pieces.push(make('text', token.content.slice(done, index)))
    pieces.push(make('acronym', acronym))
    done = index + acronym.length
  }
  if (done === 0) return [token]
  if (done < token.content.length) pieces.push(make('text', token.content.slice(done)))
  return pieces
}
