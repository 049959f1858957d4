import type { Request } from 'express'
import type { Way } from '../store/consultations.ts'

type Headers = Request['headers']

/**
 * Programs that read the guide without a person: search engines, previews of links in messages, probes, libraries. They
 * name themselves; who does not is counted. « Cubot » is a telephone.
 */
const ROBOTS =
  /(?<!cu)bot|crawl|spider|slurp|headless|lighthouse|preview|facebookexternalhit|whatsapp|monitor|uptime|pingdom|zabbix|nagios|curl|wget|httpie|python|java\/|okhttp|go-http|libwww|perl|ruby|axios|undici|node-fetch|^node$|scrapy|feed|archive/i

/** True for a program that says it is one, and for one that says nothing: every browser names itself. */
export function isRobot({ 'user-agent': agent }: Headers): boolean {
  return agent === undefined || agent === '' || ROBOTS.test(agent)
}

interface Answered {
  method: string | undefined
  headers: Headers
  status: number
}

/**
 * True when somebody asked for a page and has it before the eyes. 304 counts: the browser asks again each time a kept page
 * is opened, so it is a reading like any other. Left out: robots, what a browser loads ahead or a script loads beside, and
 * every answer that is not the page. The headers are looked at here and kept nowhere.
 */
export function isReading({ method, headers, status }: Answered): boolean {
  return (
    method === 'GET' &&
    (status === 200 || status === 304) &&
    !isAhead(headers) &&
    !isScript(headers) &&
    !isRobot(headers)
  )
}

function isAhead(headers: Headers): boolean {
  const purposes = [headers['sec-purpose'], headers.purpose, headers['x-purpose'], headers['x-moz']]
  return purposes.some((purpose) => /prefetch|prerender|preview/i.test(String(purpose ?? '')))
}

function isScript(headers: Headers): boolean {
  const destination = headers['sec-fetch-dest']
  return destination !== undefined && destination !== 'document'
}

/**
 * Pages that tell the guide, and nobody else, that a link of theirs was followed; the others say nothing at all. Results
 * give the bare origin, so that what was asked never stands in a header that a proxy may log.
 */
const REFERRER_POLICIES: Readonly<Record<string, string>> = {
  '/recherche': 'strict-origin',
  '/thematiques': 'same-origin',
  '/thematiques/:slug': 'same-origin',
  '/territoires': 'same-origin',
  '/territoires/:slug': 'same-origin',
}

export function referrerPolicyOf(path: string): string | undefined {
  return REFERRER_POLICIES[path]
}

/** What led here, by the page of the guide that says so; `origin` is the guide's own. */
export function wayOf({ referer }: Headers, origin: string): Exclude<Way, 'print'> {
  if (referer === undefined || !URL.canParse(referer)) return 'link'
  const { hostname, pathname } = new URL(referer)
  if (hostname !== new URL(origin).hostname) return 'link'
  // Of all pages only results give the origin alone.
  if (pathname === '/' || pathname === '/recherche') return 'search'
  if (/^\/thematiques(?:\/|$)/.test(pathname)) return 'theme'
  if (/^\/territoires(?:\/|$)/.test(pathname)) return 'territory'
  return 'link'
}
