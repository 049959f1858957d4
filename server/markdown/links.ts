import type { MarkdownIt, StateCore, Token } from 'markdown-it'
import { wordsOf } from './plainText.ts'

/**
 * The addresses a text may link to: the web, a mailbox, a telephone, a page of the guide, a place in the page.
 * Neither `//host` nor `/\host`, which browsers read as another site, nor a relative path, which would change
 * meaning with the page that shows the text.
 */
export const ALLOWED_ADDRESS = /^(?:https?:\/\/|mailto:|tel:|\/(?![/\\])|[#?])/i

const WEB = /^https?:\/\//i

/** Digits only: `tel:*…#` carries commands that some telephones obey. */
const TELEPHONE = /^tel:\+?[\d.()-]{2,20}$/i

/** A word that reads as a host name, in any alphabet. It is looked for from the start of words only, to be linear. */
const HOST_LIKE = /(?<![\p{L}\p{M}\p{N}-])[\p{L}\p{M}\p{N}-]+(?:[.\u3002\uff0e\uff61][\p{L}\p{M}\p{N}-]+)+/gu

// biome-ignore lint/suspicious/noControlCharactersInRegex: the ASCII range starts there
const NOT_ASCII = /[^\x00-\x7f]/

/** Browsers take tabs and line feeds out of an address before they read it: `/<tab>/host` is another site. */
const BLANK = /[\s\p{Cc}]/u

export function isWebAddress(address: string): boolean {
  return WEB.test(address)
}

export function isAllowedAddress(address: string): boolean {
  const trimmed = address.trim()
  if (!ALLOWED_ADDRESS.test(trimmed) || BLANK.test(trimmed)) return false
  if (/^tel:/i.test(trimmed)) return TELEPHONE.test(trimmed)
  if (!isWebAddress(trimmed)) return true
  // A name before the host (`https://caf.fr@ailleurs.example`) serves only to deceive.
  const url = parseUrl(trimmed)
  return url !== undefined && url.username === '' && url.password === ''
}

/** A link to a mailbox keeps the mailbox only: its query can add hidden recipients and words. */
export function withoutMailQuery(address: string): string {
  return /^mailto:/i.test(address) ? address.replace(/[?#].*$/s, '') : address
}

function parseUrl(address: string): URL | undefined {
  return URL.canParse(address) ? new URL(address) : undefined
}

/** The ASCII host that a link really leads to, or nothing for a link inside the guide or to a telephone. */
function hostOf(address: string): string | undefined {
  if (isWebAddress(address)) return parseUrl(address)?.hostname
  return /^mailto:[^?]*@([^?]+)/i.exec(address)?.[1]
}

/** An address that was typed bare is shown as typed, but for a host in another alphabet: its ASCII form is shown. */
export function shownAddress(address: string): string {
  return address.replace(/^https?:\/\/[^/?#]+/i, (origin) =>
    NOT_ASCII.test(origin) ? (parseUrl(origin)?.origin ?? origin) : origin,
  )
}

/**
 * Bare addresses become links when they start with `http://`, `https://` or `www.`, or are e-mail addresses.
 * Guessing from the ending alone is off: « fiche.md » and « M.de » are words of the guide, not hosts.
 */
export function chooseBareLinks(md: MarkdownIt): void {
  md.linkify.set({ fuzzyLink: false, fuzzyEmail: true, fuzzyIP: false })
  md.linkify.add('ftp:', null).add('//', null)
  md.linkify.add('www.', {
    validate: (text, start, self) => {
      // No address is that long; cutting here keeps a long run of « www. » from being copied again and again.
      const tail = text.slice(start, start + 2_000)
      if (!/^[\p{L}\p{N}-]+\./u.test(tail)) return 0
      return Math.max(0, self.testSchemaAt(`//${tail}`, 'http:', 0) - 2)
    },
    // Sites are reached by https nowadays, and whom a reader consults should not be read on the way.
    normalize: (match) => {
      match.url = `https://${match.url}`
    },
  })
}

/**
 * Core rule: after a link that shows a host in another alphabet, or leads to one, the real host is written in ASCII.
 * « раsdecalais.fr » with a Cyrillic р looks like the Department's site; `xn--…` does not.
 */
export function discloseHosts(state: StateCore): void {
  for (const inline of state.tokens) {
    if (inline.children?.some((token) => token.type === 'link_open')) {
      inline.children = withDisclosedHosts(inline.children, state)
    }
  }
}

function withDisclosedHosts(tokens: Token[], state: StateCore): Token[] {
  const result: Token[] = []
  let host: string | undefined
  let shown = ''
  for (const token of tokens) {
    if (token.type === 'link_open') {
      host = hostOf(String(token.attrGet('href')))
      shown = ''
    } else if (token.type === 'link_close') {
      if (host !== undefined && mustDisclose(host, shown)) {
        const disclosed = new state.Token('text', '', 0)
        disclosed.content = ` (${host})`
        result.push(disclosed)
      }
      host = undefined
    } else shown += wordsOf(token)
    result.push(token)
  }
  return result
}

function mustDisclose(host: string, shown: string): boolean {
  const hostsShown: string[] = shown.match(HOST_LIKE) ?? []
  if (hostsShown.includes(host)) return false
  return /(?:^|\.)xn--/i.test(host) || hostsShown.some((word) => NOT_ASCII.test(word))
}
