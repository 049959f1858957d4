import { describe, expect, test } from 'vitest'
import { isReading, isRobot, referrerPolicyOf, wayOf } from '../../server/http/visits.ts'

const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0'
const CUBOT =
  'Mozilla/5.0 (Linux; Android 13; CUBOT P80) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36'
const ORIGIN = 'https://guide.exemple.fr'

describe('isRobot', () => {
  test.each([
    'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)',
    'Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)',
    'Mozilla/5.0 (compatible; AhrefsBot/7.0; +http://ahrefs.com/robot/)',
    'Mozilla/5.0 (compatible; Yahoo! Slurp; http://help.yahoo.com/help/us/ysearch/slurp)',
    'Mozilla/5.0 (compatible; Baiduspider/2.0)',
    'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/147.0.0.0 Safari/537.36',
    'facebookexternalhit/1.1',
    'WhatsApp/2.23.20.0',
    'curl/8.5.0',
    'Wget/1.21',
    'python-requests/2.32',
    'Go-http-client/2.0',
    'node',
    'check_http/v2.3 (monitoring-plugins)',
    '',
    undefined,
  ])('%s is one', (agent) => expect(isRobot({ 'user-agent': agent })).toBe(true))

  test.each([
    FIREFOX,
    CUBOT,
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0',
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1',
    'Mozilla/5.0 (Windows NT 10.0; WOW64; Trident/7.0; rv:11.0) like Gecko',
  ])('%s is none', (agent) => expect(isRobot({ 'user-agent': agent })).toBe(false))
})

describe('isReading', () => {
  const read = (headers: object, method = 'GET', status = 200) =>
    isReading({ method, status, headers: { 'user-agent': FIREFOX, ...headers } })

  test('a page that a browser opens, and one that it opens again', () => {
    expect(read({})).toBe(true)
    expect(read({}, 'GET', 304)).toBe(true)
    expect(read({ 'sec-fetch-dest': 'document', 'sec-fetch-mode': 'navigate' })).toBe(true)
  })

  test.each([
    ['HEAD', {}, 'HEAD', 200],
    ['an address that leads elsewhere', {}, 'GET', 301],
    ['a place that leads to its code', {}, 'GET', 302],
    ['an unknown page', {}, 'GET', 404],
    ['a refusal', {}, 'GET', 422],
    ['a fault', {}, 'GET', 500],
    ['a page loaded ahead', { 'sec-purpose': 'prefetch' }, 'GET', 200],
    ['a page drawn ahead', { 'sec-purpose': 'prefetch;prerender' }, 'GET', 200],
    ['a page loaded ahead by an older browser', { purpose: 'prefetch' }, 'GET', 200],
    ['a page loaded ahead by Firefox of old', { 'x-moz': 'prefetch' }, 'GET', 200],
    ['what a script loads beside the page', { 'sec-fetch-dest': 'empty' }, 'GET', 200],
    ['a robot', { 'user-agent': 'Googlebot/2.1' }, 'GET', 200],
    ['nobody in particular', { 'user-agent': undefined }, 'GET', 200],
  ])('not %s', (_what, headers, method, status) => expect(read(headers, method, status)).toBe(false))
})

test.each([
  [undefined, 'link'],
  ['', 'link'],
  ['no address', 'link'],
  // Results give the bare origin, no other page does.
  [`${ORIGIN}/`, 'search'],
  [`${ORIGIN}/recherche`, 'search'],
  [`${ORIGIN}/thematiques`, 'theme'],
  [`${ORIGIN}/thematiques/logement?ou=62041`, 'theme'],
  [`${ORIGIN}/territoires/pas-de-calais`, 'territory'],
  [`${ORIGIN}/thematiquesx`, 'link'],
  [`${ORIGIN}/fiches/adil`, 'link'],
  ['https://www.google.com/', 'link'],
  ['https://evil.example/recherche', 'link'],
  ['http://guide.exemple.fr/recherche', 'search'],
])('%s leads by %s', (referer, way) => expect(wayOf({ referer }, ORIGIN)).toBe(way))

test('only lists say where a reader comes from', () => {
  expect(referrerPolicyOf('/recherche')).toBe('strict-origin')
  expect(referrerPolicyOf('/fiches/:slug')).toBeUndefined()
  expect(referrerPolicyOf('/')).toBeUndefined()
})
