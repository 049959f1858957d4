/**
 * Addresses of the guide are plain words between single slashes. Nothing encoded may stand in the path, so that no browser
 * or proxy can decode it into another address.
 */
const PATH = String.raw`/(?:[\w][\w.~-]*(?:/[\w][\w.~-]*)*/?)?`

/** What the query and the fragment may hold: what a browser leaves or encodes there. */
const REST = String.raw`(?:[?#][\w.~!$&'()*+,;=:@/?#%-]*)?`

const OWN_ADDRESS = new RegExp(`^${PATH}${REST}$`)

/** Line ends and the like, even encoded, are in no link of the guide. */
const ENCODED_CONTROL = /%(?:[01][0-9a-f]|7f)/i
const LONGEST = 2_000

/** Where to go after signing in: a path of the guide, as the query asked for it, or the home page. */
export function safeReturn(text: unknown): string {
  if (typeof text !== 'string' || text.length > LONGEST) return '/'
  return OWN_ADDRESS.test(text) && !ENCODED_CONTROL.test(text) ? text : '/'
}
