import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { findRecoveryCode, newRecoveryCodes } from '../../server/auth/recoveryCodes.ts'
import {
  fromBase32,
  newTotpSecret,
  toBase32,
  totpCode,
  totpStep,
  totpUri,
  verifyTotp,
} from '../../server/auth/totp.ts'

/** The secret of RFC 6238, appendix B. */
const SECRET = toBase32(Buffer.from('12345678901234567890'))
const at = (seconds: number) => new Date(seconds * 1_000)

describe('base32', () => {
  // RFC 4648, section 10.
  test.each([
    ['', ''],
    ['f', 'MY'],
    ['fo', 'MZXQ'],
    ['foo', 'MZXW6'],
    ['foob', 'MZXW6YQ'],
    ['fooba', 'MZXW6YTB'],
    ['foobar', 'MZXW6YTBOI'],
  ])('of %j is %j', (text, encoded) => {
    expect(toBase32(Buffer.from(text))).toBe(encoded)
    expect(fromBase32(encoded).toString()).toBe(text)
  })

  test('is read back, with spaces, padding and small letters', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
        const typed = `${toBase32(bytes)
          .toLowerCase()
          .replace(/(.{4})/g, '$1 ')}==`
        expect(fromBase32(typed)).toEqual(Buffer.from(bytes))
      }),
    )
  })

  test.each(['MZXW1', 'é', 'MZ-XW'])('%j is none', (text) => {
    expect(() => fromBase32(text)).toThrow()
  })
})

describe('the code', () => {
  // RFC 6238, appendix B, SHA-1; its eight digits end with ours.
  test.each([
    [59, '94287082'],
    [1_111_111_109, '07081804'],
    [1_111_111_111, '14050471'],
    [1_234_567_890, '89005924'],
    [2_000_000_000, '69279037'],
    [20_000_000_000, '65353130'],
  ])('at %d s ends %s (RFC 6238)', (seconds, code) => {
    expect(totpCode(SECRET, totpStep(at(seconds)))).toBe(code.slice(-6))
    expect(verifyTotp(SECRET, code.slice(-6), at(seconds), 0)).toBe(Math.floor(seconds / 30))
  })

  // RFC 4226, appendix D: counters 0 to 9.
  const CODES = '755224 287082 359152 969429 338314 254676 287922 162583 399871 520489'.split(' ')

  test.each(CODES.map((code, counter) => [counter, code] as const))(
    'of counter %d is %s (RFC 4226)',
    (counter, code) => {
      expect(totpCode(SECRET, counter)).toBe(code)
    },
  )
})

describe('A23: a code', () => {
  const NOW = at(1_234_567_890)
  const STEP = totpStep(NOW)
  const codeOf = (shift: number) => totpCode(SECRET, STEP + shift)

  test.each([
    [-2, undefined],
    [-1, STEP - 1],
    [0, STEP],
    [1, STEP + 1],
    [2, undefined],
  ])('%d steps away gives %s', (shift, step) => {
    expect(verifyTotp(SECRET, codeOf(shift), NOW, 0)).toBe(step)
  })

  test('is good once, and closes the steps before it', () => {
    const used = verifyTotp(SECRET, codeOf(0), NOW, 0) ?? 0
    expect(used).toBe(STEP)
    expect(verifyTotp(SECRET, codeOf(0), NOW, used)).toBeUndefined()
    expect(verifyTotp(SECRET, codeOf(-1), NOW, used)).toBeUndefined()
    expect(verifyTotp(SECRET, codeOf(1), NOW, used)).toBe(STEP + 1)
  })

  test('stays used when the clock goes back', () => {
    expect(verifyTotp(SECRET, codeOf(0), NOW, STEP + 2_880)).toBeUndefined()
  })

  test.each([
    '',
    '0',
    codeOf(0).slice(1),
    `${codeOf(0)}0`,
    '００５９２４',
    'abcdef',
    '-05924',
    '5924.0',
    '0x0924',
    '٠٠٥٩٢٤',
    `${codeOf(0)}\0`,
  ])('%j is none', (code) => {
    expect(verifyTotp(SECRET, code, NOW, 0)).toBeUndefined()
  })

  test('may be typed with spaces, as applications show it', () => {
    expect(verifyTotp(SECRET, ` ${codeOf(0).slice(0, 3)} ${codeOf(0).slice(3)} `, NOW, 0)).toBe(STEP)
  })

  test('of another secret is wrong', () => {
    const wrong = Array.from({ length: 20 }, newTotpSecret).filter(
      (secret) => verifyTotp(secret, codeOf(0), NOW, 0) !== undefined,
    )
    expect(wrong.length).toBeLessThan(2)
  })

  test('is checked in the first minute of time too', () => {
    expect(verifyTotp(SECRET, totpCode(SECRET, 1), at(0), 0)).toBe(1)
    expect(verifyTotp(SECRET, '000000', at(0), -5)).toBeUndefined()
  })
})

test('a secret has 160 bits and is new each time', () => {
  const secrets = Array.from({ length: 100 }, newTotpSecret)
  expect(new Set(secrets).size).toBe(100)
  for (const secret of secrets) expect(fromBase32(secret)).toHaveLength(20)
})

test('the address for the QR code is one that applications read', () => {
  const uri = totpUri('MZXW6YTBOI', 'jean+accueil@exemple.fr', 'WikiSol62 & Cie')
  expect(uri).toBe(
    'otpauth://totp/WikiSol62%20%26%20Cie:jean%2Baccueil%40exemple.fr?secret=MZXW6YTBOI&issuer=WikiSol62%20%26%20Cie&algorithm=SHA1&digits=6&period=30',
  )
})

describe('A23: recovery codes', () => {
  const codes = newRecoveryCodes()
  const hashes = codes.map(({ hash }) => hash)

  test('are ten, all different, readable, and kept as SHA-256', () => {
    expect(new Set(codes.map(({ code }) => code)).size).toBe(10)
    for (const { code, hash } of codes) {
      expect(code).toMatch(/^(?:[0-9abcdefghjkmnpqrstvwxyz]{4}-){5}[0-9abcdefghjkmnpqrstvwxyz]{4}$/)
      expect(hash).toMatch(/^[0-9a-f]{64}$/)
    }
  })

  test('each opens once', () => {
    let unused = hashes
    for (const { code, hash } of codes) {
      expect(findRecoveryCode(code, unused)).toBe(hash)
      unused = unused.filter((other) => other !== hash)
      expect(findRecoveryCode(code, unused)).toBeUndefined()
    }
    expect(unused).toEqual([])
  })

  test.each<[string, (code: string) => string]>([
    ['in capitals', (code) => code.toUpperCase()],
    ['with spaces for hyphens', (code) => ` ${code.replaceAll('-', ' ')} `],
    ['in one word', (code) => code.replaceAll('-', '')],
    ['with o for 0 and l for 1', (code) => code.replaceAll('0', 'o').replaceAll('1', 'l')],
    ['with I for 1', (code) => code.replaceAll('1', 'I')],
  ])('are read %s', (_how, write) => {
    for (const { code, hash } of codes) expect(findRecoveryCode(write(code), hashes)).toBe(hash)
  })

  test.each(['', '-', 'azerty', hashes[0] ?? '', codes[0]?.code.slice(0, -1) ?? '', 'é'.repeat(100_000)])(
    'are not %j',
    (typed) => {
      expect(findRecoveryCode(typed, hashes)).toBeUndefined()
    },
  )
})
