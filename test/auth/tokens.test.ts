import { expect, test } from 'vitest'
import { hashOf, linkExpiry, newToken } from '../../server/auth/tokens.ts'

test('a token has 256 bits, is safe in an address, and is new each time', () => {
  const tokens = Array.from({ length: 1_000 }, newToken)
  expect(new Set(tokens).size).toBe(1_000)
  for (const token of tokens) {
    expect(token).toMatch(/^[\w-]{43}$/)
    expect(Buffer.from(token, 'base64url')).toHaveLength(32)
  }
})

test('A19: what is stored of a token is its SHA-256, from which it cannot be read', () => {
  expect(hashOf('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad')
  const token = newToken()
  expect(hashOf(token)).toMatch(/^[0-9a-f]{64}$/)
  expect(hashOf(token)).toBe(hashOf(token))
  expect(hashOf(token)).not.toContain(token)
  expect(hashOf(hashOf(token))).not.toBe(hashOf(token))
})

test.each([
  ['administrator', '2026-11-26T08:00:00.000Z'],
  ['invitation', '2026-12-02T08:00:00.000Z'],
  ['password', '2026-11-25T09:00:00.000Z'],
  ['email', '2026-11-26T08:00:00.000Z'],
] as const)('A19: a link of kind %s, made on 25 November at 8, ends %s', (kind, end) => {
  expect(linkExpiry(kind, new Date('2026-11-25T08:00:00Z')).toISOString()).toBe(end)
})
