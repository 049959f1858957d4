import createMarkdownIt, { type MarkdownIt, type StateCore, type Token } from 'markdown-it'
import { clean, cleanLine } from '../text/fold.ts'
import { escapeHtml } from '../text/html.ts'
import { markAcronyms } from './acronyms.ts'
import { addHoles } from './holeRule.ts'
import { chooseBareLinks, discloseHosts, isAllowedAddress, shownAddress } from './links.ts'
import { linkPhones } from './phones.ts'
import { wordsOf } from './plainText.ts'

const ALIGNMENTS: Record<string, string> = { 'text-align:right': 'al-d', 'text-align:center': 'al-c' }

/** markdown-it as the guide uses it: no HTML, our links, our holes, no images, no style attribute. */
export function createParser(): MarkdownIt {
  const md = createMarkdownIt({ html: false, linkify: true, typographer: false })
  md.set({ maxNesting: 20 })
  md.validateLink = isAllowedAddress
  md.normalizeLinkText = shownAddress
  chooseBareLinks(md)
  addHoles(md)
  md.core.ruler.push('clean', cleanDecodedText)
  md.core.ruler.push('alignments', classifyAlignments)
  md.core.ruler.push('telephones', linkPhones)
  md.core.ruler.push('hosts', discloseHosts)
  markAcronyms(md)
  // There is no upload, and an image from elsewhere would tell its host who reads: the description stands for it.
  md.renderer.rules.image = (tokens, index) => escapeHtml(describe(tokens[index]))
  return md
}

function describe(image: Token | undefined): string {
  return image === undefined ? '' : wordsOf(image)
}

/**
 * Core rule: `&#xE000;` or `&#x202E;` gives the characters that clean() took out of the source: they are taken out
 * again once entities are decoded, otherwise a text could forge a hole or turn its direction.
 */
function cleanDecodedText(state: StateCore): void {
  state.tokens.forEach(cleanToken)
}

function cleanToken(token: Token): void {
  // In an image inside an image, what was an entity is still a token of its own, `text_special`.
  if (token.type === 'text' || token.type === 'text_special') token.content = clean(token.content)
  const title = token.attrGet('title')
  if (title !== null) token.attrSet('title', cleanLine(String(title)))
  token.children?.forEach(cleanToken)
}

/** Core rule: the style attribute of aligned cells is refused by the content security policy; a class is not. */
function classifyAlignments(state: StateCore): void {
  for (const token of state.tokens) {
    if (token.type !== 'th_open' && token.type !== 'td_open') continue
    const alignment = ALIGNMENTS[String(token.attrGet('style'))]
    token.attrs = alignment === undefined ? null : [['class', alignment]]
  }
}
