import { expect, test } from 'vitest'
import { isOwnOrigin, type SenderHeaders } from '../../server/auth/origin.ts'

const ORIGIN = 'https://guide.exemple.fr'

test.each<[string, SenderHeaders]>([
  ['a form of the guide', { 'sec-fetch-site': 'same-origin', origin: ORIGIN }],
  ['a form of a page that gives no referrer', { 'sec-fetch-site': 'same-origin', origin: 'null' }],
  [
    'a form behind a proxy that hides https',
    { 'sec-fetch-site': 'same-origin', origin: 'http://10.0.0.2:3000' },
  ],
  ['a request of the reader’s own', { 'sec-fetch-site': 'none' }],
  ['a browser without Sec-Fetch-Site', { origin: ORIGIN }],
])('A15: %s is ours', (_what, headers) => {
  expect(isOwnOrigin(headers, ORIGIN)).toBe(true)
})

test.each<[string, SenderHeaders]>([
  ['neither header', {}],
  ['another site', { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' }],
  ['another site that claims our origin', { 'sec-fetch-site': 'cross-site', origin: ORIGIN }],
  ['another site without Origin', { 'sec-fetch-site': 'cross-site' }],
  [
    'a neighbour under the same domain',
    { 'sec-fetch-site': 'same-site', origin: 'https://autre.exemple.fr' },
  ],
  ['an empty Sec-Fetch-Site', { 'sec-fetch-site': '', origin: ORIGIN }],
  ['Sec-Fetch-Site twice', { 'sec-fetch-site': 'same-origin, cross-site', origin: ORIGIN }],
  ['Sec-Fetch-Site as a list', { 'sec-fetch-site': ['same-origin', 'cross-site'], origin: ORIGIN }],
  ['capitals', { 'sec-fetch-site': 'Same-Origin', origin: ORIGIN }],
  ['a hidden origin', { origin: 'null' }],
  ['an empty origin', { origin: '' }],
  ['another scheme', { origin: 'http://guide.exemple.fr' }],
  ['another port', { origin: `${ORIGIN}:8443` }],
  ['a name that begins like ours', { origin: `${ORIGIN}.evil.example` }],
  ['a name that ends like ours', { origin: 'https://evil-guide.exemple.fr' }],
  ['ours as a user name', { origin: `${ORIGIN}@evil.example` }],
  ['a path', { origin: `${ORIGIN}/` }],
  ['two origins', { origin: `${ORIGIN}, https://evil.example` }],
  ['origins as a list', { origin: [ORIGIN, 'https://evil.example'] }],
])('A15: %s is refused', (_what, headers) => {
  expect(isOwnOrigin(headers, ORIGIN)).toBe(false)
})
