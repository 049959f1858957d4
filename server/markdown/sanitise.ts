import type { Config, DOMPurify } from 'dompurify'
import { ALLOWED_ADDRESS, isAllowedAddress, isWebAddress, withoutMailQuery } from './links.ts'

export type Sanitise = (html: string) => string

export const ALLOWED_TAGS = [
  ...['p', 'br', 'hr', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'ul', 'ol', 'li', 'blockquote', 'pre', 'code'],
  ...['em', 'strong', 's', 'del', 'a', 'table', 'thead', 'tbody', 'tr', 'th', 'td', 'sup', 'sub', 'abbr'],
]

const CONFIG = {
  RETURN_DOM: true,
  // The body is the root that DOMPurify starts from and gives back: refused, it would copy all that is in it.
  ALLOWED_TAGS: [...ALLOWED_TAGS, 'body'],
  ALLOWED_ATTR: ['href', 'title', 'class', 'id', 'start'],
  ALLOWED_URI_REGEXP: ALLOWED_ADDRESS,
  ALLOW_DATA_ATTR: false,
  ALLOW_ARIA_ATTR: false,
  ALLOW_UNKNOWN_PROTOCOLS: false,
  ALLOWED_NAMESPACES: ['http://www.w3.org/1999/xhtml'],
  SAFE_FOR_XML: true,
  SANITIZE_DOM: true,
  // Prefixing would break our own anchors; mayKeep() lets no other id through.
  SANITIZE_NAMED_PROPS: false,
  // Without this `<ol start>` is tested as if it were an address, and lost.
  ADD_URI_SAFE_ATTR: ['start'],
} as const satisfies Config

const ANCHOR = /^s-[a-z0-9-]{1,80}$/
const LANGUAGE = /^language-[a-z0-9+#.-]{1,40}$/i

/** Each attribute, the elements that may carry it, and what it may say there. */
function mayKeep(tag: string, attribute: string, value: string): boolean {
  switch (attribute) {
    case 'href':
      return tag === 'A' && isAllowedAddress(value)
    case 'title':
      return tag === 'A' || tag === 'ABBR'
    case 'id':
      return /^H[1-6]$/.test(tag) && ANCHOR.test(value)
    case 'start':
      return tag === 'OL' && /^\d{1,9}$/.test(value)
    case 'class':
      if (tag === 'CODE') return LANGUAGE.test(value)
      return (tag === 'TH' || tag === 'TD') && (value === 'al-d' || value === 'al-c')
    default:
      return false
  }
}

/** A site outside the guide learns nothing of the reader and gains nothing by the link. */
function guardExternalLink(element: Element): void {
  if (element.tagName !== 'A' || !isWebAddress(element.getAttribute('href') ?? '')) return
  element.setAttribute('rel', 'noopener noreferrer nofollow ugc')
  element.setAttribute('referrerpolicy', 'no-referrer')
}

function configure(purify: DOMPurify): Sanitise {
  purify.addHook('uponSanitizeAttribute', (element, attribute) => {
    if (attribute.attrName === 'href') attribute.attrValue = withoutMailQuery(attribute.attrValue)
    attribute.keepAttr = mayKeep(element.tagName, attribute.attrName, attribute.attrValue)
  })
  purify.addHook('afterSanitizeAttributes', guardExternalLink)
  return (html) => {
    // A `<frameset>` stands in place of the body.
    const body = purify.sanitize(html, CONFIG) as HTMLElement | null
    if (body === null) return ''
    const sanitised = body.innerHTML
    // jsdom's window holds every element that has an id until it leaves its document, and with it the whole document:
    // 500 fiches with headings took 1 GB (measured). Emptied, none is held.
    body.replaceChildren()
    return sanitised
  }
}

/**
 * The sanitiser over one window that serves for all texts: a new window for each would double the time. jsdom and
 * DOMPurify cost 390 ms and 100 MB, so they are loaded by the first call and nowhere else.
 */
export async function loadSanitiser(): Promise<Sanitise> {
  const [{ JSDOM }, { default: createPurify }] = await Promise.all([import('jsdom'), import('dompurify')])
  return configure(createPurify(new JSDOM('').window))
}
