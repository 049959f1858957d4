import { createHmac } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { createFormKeys, keyId, keyOwner } from '../../server/auth/formKeys.ts'

const SECRET = 'un secret pour les essais'
const SESSION = 'a'.repeat(64)
const ROUTE = '/compte/motdepasse'
const START = Date.parse('2026-11-25T08:00:00Z')
const HOUR = 3_600_000

/** Keys, and a clock that the test moves. */
function keysAt(start = START, secret: string = SECRET) {
  const clock = { time: start }
  return { clock, keys: createFormKeys(secret, () => new Date(clock.time)) }
}

describe('A15: a form key', () => {
  test.each([SESSION, ''])('is good for its form and its session (%j), more than once', (session) => {
    const { keys } = keysAt()
    const key = keys.make(ROUTE, session)
    expect(keys.check(key, ROUTE, session)).toBe('ok')
    expect(keys.check(key, ROUTE, session)).toBe('ok')
  })

  test.each([
    ['at once', 0, 'ok'],
    ['after a morning', 4 * HOUR, 'ok'],
    ['after twelve hours', 12 * HOUR, 'ok'],
    ['a moment later', 12 * HOUR + 1, 'stale'],
    ['after a year', 365 * 24 * HOUR, 'stale'],
    ['on a server whose clock is a little late', -60_000, 'ok'],
    ['on a clock that went back a day', -24 * HOUR, 'stale'],
  ])('%s is %s', (_when, later, answer) => {
    const { clock, keys } = keysAt()
    const key = keys.make(ROUTE, SESSION)
    clock.time += later
    expect(keys.check(key, ROUTE, SESSION)).toBe(answer)
  })

  test.each([
    ['another form', '/compte/adresse', SESSION],
    ['the pattern’s beginning', '/compte', SESSION],
    ['another session', ROUTE, 'b'.repeat(64)],
    ['nobody', ROUTE, ''],
  ])('is forged for %s', (_what, route, session) => {
    const { keys } = keysAt()
    expect(keys.check(keys.make(ROUTE, SESSION), route, session)).toBe('forged')
  })

  test('made for nobody is forged for somebody', () => {
    const { keys } = keysAt()
    expect(keys.check(keys.make(ROUTE, ''), ROUTE, SESSION)).toBe('forged')
  })

  test('cannot move letters between form and session', () => {
    const { keys } = keysAt()
    expect(keys.check(keys.make('/compte', 'ab'), '/comptea', 'b')).toBe('forged')
    expect(keys.check(keys.make('/compte","a', ''), '/compte', 'a')).toBe('forged')
  })

  test('of another secret is forged', () => {
    const key = keysAt(START, 'un autre secret').keys.make(ROUTE, SESSION)
    expect(keysAt().keys.check(key, ROUTE, SESSION)).toBe('forged')
  })

  test('outlives a restart: it depends on the secret alone', () => {
    const key = keysAt().keys.make(ROUTE, SESSION)
    expect(keysAt(START + HOUR).keys.check(key, ROUTE, SESSION)).toBe('ok')
  })

  test.each([[undefined], ['']])('that is %j is missing', (key) => {
    expect(keysAt().keys.check(key, ROUTE, SESSION)).toBe('missing')
  })

  test.each<[string, (parts: [string, string, string, string]) => unknown]>([
    ['a list of two keys', (parts) => [parts.join('.'), parts.join('.')]],
    ['an object', () => ({ toString: () => 'x' })],
    ['a number', () => 12],
    ['null', () => null],
    ['words', () => 'azerty'],
    ['a very long text', () => 'a.1.'.repeat(100_000)],
    [
      'another random part',
      ([random, ...rest]) => [`${random.startsWith('A') ? 'B' : 'A'}${random.slice(1)}`, ...rest].join('.'),
    ],
    ['a later time', ([random, time, ...rest]) => [random, Number(time) + 1, ...rest].join('.')],
    ['its time written otherwise', ([random, ...rest]) => [random, `0${rest.join('.')}`].join('.')],
    ['another owner', ([random, time, owner, mac]) => [random, time, Number(owner) + 1, mac].join('.')],
    ['no owner', ([random, time, , mac]) => [random, time, mac].join('.')],
    ['no signature', ([random, time, owner]) => `${random}.${time}.${owner}.`],
    ['a shorter signature', ([random, time, owner, mac]) => [random, time, owner, mac.slice(1)].join('.')],
    ['a fifth part', (parts) => `${parts.join('.')}.x`],
    ['a line end', (parts) => `${parts.join('.')}\n`],
    [
      'a signature that decodes to the same bytes',
      ([random, time, owner, mac]) =>
        `${random}.${time}.${owner}.${mac.slice(0, -1)}${twinOf(mac.slice(-1))}`,
    ],
    [
      'a signature without the form',
      ([random, time, owner]) => {
        const signed = `${random}.${time}.${owner}`
        return `${signed}.${createHmac('sha256', SECRET).update(signed).digest('base64url')}`
      },
    ],
  ])('with %s is forged', (_what, change) => {
    const { keys } = keysAt()
    const [random = '', time = '', owner = '', mac = ''] = keys.make(ROUTE, SESSION, 12).split('.')
    expect(keys.check(change([random, time, owner, mac]), ROUTE, SESSION)).toBe('forged')
  })
})

/** The next letter of base64url: the two last bits of a 256-bit text mean nothing. */
function twinOf(letter: string): string {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
  return letters.charAt(letters.indexOf(letter) ^ 1)
}

test('F03: the key’s own part tells a resend from another sending', () => {
  const { keys } = keysAt()
  const ids = Array.from({ length: 1_000 }, () => keyId(keys.make(ROUTE, SESSION)))
  expect(new Set(ids).size).toBe(1_000)
  for (const id of ids) expect(id).toMatch(/^[\w-]{22}$/)
  const key = keys.make(ROUTE, SESSION)
  expect(keyId(key)).toBe(keyId(key))
})

test('a key says whose it is, and by what its form is found again: the same each time, and in no key', () => {
  const { keys } = keysAt()
  const [key, other] = [keys.make(ROUTE, SESSION, 12), keys.make(ROUTE, SESSION, 12)]
  expect([keyOwner(key), keyOwner(keys.make(ROUTE, ''))]).toEqual([12, 0])
  const token = keys.waitingToken(key)
  expect(token).toMatch(/^[\w-]{43}$/)
  expect([keys.waitingToken(key), keys.waitingToken(other) === token]).toEqual([token, false])
  expect(key).not.toContain(token)
})
