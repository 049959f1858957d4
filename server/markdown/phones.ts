import type { StateCore, Token } from 'markdown-it'

/** What may part the groups of a number, once unusual spaces and hyphens are made plain. */
const SEPARATOR = '[ .-]'

/** Not in the middle of a longer number or word; « 7j/7 03 21… » is no longer number. */
const BEFORE = `(?<![\\p{L}\\p{N}_+])(?:(?<!\\d${SEPARATOR})|(?<=[hj] ?/ ?\\d{1,2} ))`

/** Not followed by more digits, unless they count hours or days: « 03 21 21 62 62 24h/24 ». */
const AFTER = `(?![\\p{L}\\p{N}_]|,\\d)(?!${SEPARATOR}\\d+(?!\\d| ?[hj/]))`

/** The same separator must part all groups, otherwise any ten figures of a reference would do. */
const PAIRS = `(?<a>${SEPARATOR})\\d\\d(?:\\k<a>\\d\\d){3}`
const PAIR_AND_TRIPLES = `(?<b>${SEPARATOR})\\d\\d\\k<b>\\d{3}\\k<b>\\d{3}`
const EIGHT_HUNDRED = `8\\d\\d(?:(?<c>${SEPARATOR})(?:\\d\\d\\k<c>\\d\\d\\k<c>\\d\\d|\\d{3}\\k<c>\\d{3}))`

/** A ten-digit number without its leading 0, in the groupings met in France; 0 8xx numbers have their own. */
const NATIONAL = `(?:[1-9](?:${PAIRS}|${PAIR_AND_TRIPLES}|\\d{8})|${SEPARATOR}?${EIGHT_HUNDRED})`
const LONG_NUMBER = `(?:0|(?:\\+|00)33${SEPARATOR}?(?:\\(0\\)${SEPARATOR}?)?)${NATIONAL}`

/**
 * Short numbers (39 19, 115, 116 117) look like years, amounts and addresses: they are taken only after a word that
 * announces a number, and not before a word that counts nor the name of a street. The two-digit ones look like dates.
 */
const ANNOUNCED = '(?<=(?<![\\p{L}\\p{N}])(?:le|au|numéro)[ \\n])'
const UNITS = '[€%]|k€|euros?|habitants?|personnes?|places?|logements?|m²|mètres?|ans'
const STREETS = 'bis|ter|rue|avenue|av|boulevard|bd|place|route|chemin|allée|impasse|quai|résidence'
const COUNTED = `(?!,? ?(?:${UNITS}|${STREETS})(?![\\p{L}\\p{N}]))`
const SHORT_NUMBER = `${ANNOUNCED}(?:3\\d ?\\d\\d|11[2459]|116 ?\\d{3})${COUNTED}`

const PHONE = new RegExp(`(?:${BEFORE}(?<long>${LONG_NUMBER})|(?<short>${SHORT_NUMBER}))${AFTER}`, 'giu')

interface FoundPhone {
  start: number
  end: number
  href: string
}

/** The telephone numbers that can be dialled from a text, with their `tel:` address. */
export function findPhones(text: string): FoundPhone[] {
  const plain = text.replace(/[\u00a0\u2009\u202f]/g, ' ').replace(/[\u2010\u2011]/g, '-')
  return Array.from(plain.matchAll(PHONE), (match) => ({
    start: match.index,
    end: match.index + match[0].length,
    href: addressOf(match[0], match.groups?.short !== undefined),
  }))
}

function addressOf(shown: string, isShort: boolean): string {
  const digits = shown.replace(/\D/g, '')
  return isShort ? `tel:${digits}` : `tel:+33${digits.slice(-9)}`
}

/** Core rule: numbers in plain text become links; the text shown is unchanged. */
export function linkPhones(state: StateCore): void {
  for (const inline of state.tokens) {
    if (inline.children !== null) inline.children = withPhones(inline.children, state)
  }
}

/**
 * Numbers are looked for in the whole paragraph, so that « appelez le **39 19** » is seen with the words before it,
 * and linked only where one stands whole in a text that is not already a link nor code.
 */
function withPhones(tokens: Token[], state: StateCore): Token[] {
  const phones = findPhones(tokens.map(visibleText).join(''))
  if (phones.length === 0) return tokens
  const result: Token[] = []
  let next = 0
  let offset = 0
  let insideLink = false
  for (const token of tokens) {
    const end = offset + visibleText(token).length
    if (token.type === 'link_open') insideLink = true
    if (token.type === 'link_close') insideLink = false
    const inToken: FoundPhone[] = []
    for (let phone = phones[next]; phone !== undefined && phone.start < end; phone = phones[++next]) {
      if (phone.start >= offset && phone.end <= end) inToken.push(phone)
    }
    if (token.type === 'text' && !insideLink && inToken.length > 0) {
      result.push(...cutAtPhones(token, inToken, offset, state))
    } else result.push(token)
    offset = end
  }
  return result
}

function visibleText(token: Token): string {
  if (token.type === 'softbreak' || token.type === 'hardbreak') return '\n'
  return token.content
}

function cutAtPhones(token: Token, phones: FoundPhone[], offset: number, state: StateCore): Token[] {
  const make = (type: string, tag: string, nesting: -1 | 0 | 1, content = '') =>
    Object.assign(new state.Token(type, tag, nesting), { content, level: token.level })
  const pieces: Token[] = []
  let done = 0
  for (const { start, end, href } of phones) {
    if (start - offset > done) pieces.push(make('text', '', 0, token.content.slice(done, start - offset)))
    const open = make('link_open', 'a', 1)
    open.attrSet('href', href)
    pieces.push(
      open,
      make('text', '', 0, token.content.slice(start - offset, end - offset)),
      make('link_close', 'a', -1),
    )
    done = end - offset
  }
  if (done < token.content.length) pieces.push(make('text', '', 0, token.content.slice(done)))
  return pieces
}
