import * as library from '@node-rs/argon2'
import { beforeEach, describe, expect, test } from 'vitest'
import { Busy, createPasswordHasher } from '../../server/auth/passwords.ts'

const PASSWORD = 'cheval agrafe batterie correct'

/** The library, with what it was asked. */
let asked: { hash: string[]; verify: { stored: string; password: string }[] }

const counted: { hash: typeof library.hash; verify: typeof library.verify } = {
  hash: (password, options) => {
    asked.hash.push(String(password))
    return library.hash(password, options)
  },
  verify: (stored, password) => {
    asked.verify.push({ stored: String(stored), password: String(password) })
    return library.verify(stored, password)
  },
}

beforeEach(() => {
  asked = { hash: [], verify: [] }
})

const costOf = (stored: string) => stored.split('$').slice(1, 4).join('$')

describe('a stored password', () => {
  const hasher = createPasswordHasher({ argon2: counted })

  test('is argon2id at 19 MiB, two passes, one thread, and says so', async () => {
    const stored = await hasher.hash(PASSWORD)
    expect(costOf(stored)).toBe('argon2id$v=19$m=19456,t=2,p=1')
    expect(hasher.needsRehash(stored)).toBe(false)
    expect(stored).not.toBe(await hasher.hash(PASSWORD))
  })

  test.each([
    [PASSWORD, true],
    ['cheval agrafe batterie correcT', false],
    [`${PASSWORD} `, false],
    ['', false],
  ])('is verified: %j is %s', async (typed, isRight) => {
    expect(await hasher.verify(await hasher.hash(PASSWORD), typed)).toBe(isRight)
  })

  test.each([{ memoryCost: 8_192 }, { timeCost: 3 }, { parallelism: 2 }])(
    'made at another cost (%j) is still verified, and is to be hashed again',
    async (cost) => {
      const stored = await library.hash(PASSWORD, {
        memoryCost: 19_456,
        timeCost: 2,
        parallelism: 1,
        ...cost,
      })
      expect(await hasher.verify(stored, PASSWORD)).toBe(true)
      expect(hasher.needsRehash(stored)).toBe(true)
    },
  )

  test('that is damaged is a fault, not a refusal', async () => {
    await expect(hasher.verify('$argon2id$v=19$m=19456', PASSWORD)).rejects.toThrow()
  })
})

describe('A22: a password', () => {
  const hasher = createPasswordHasher({ argon2: counted })

  test.each([
    ['beyond 72 bytes', 'x'.repeat(80), `${'x'.repeat(79)}y`],
    ['of 128 characters', 'é'.repeat(128), `${'é'.repeat(127)}e`],
    ['of emojis', '🐱'.repeat(128), `${'🐱'.repeat(127)}🦊`],
    ['with a NUL inside', 'cheval\0agrafe batterie', 'cheval\0agrafe batteriz'],
  ])('%s is compared whole', async (_what, password, other) => {
    const stored = await hasher.hash(password)
    expect(await hasher.verify(stored, password)).toBe(true)
    expect(await hasher.verify(stored, other)).toBe(false)
  })

  test('in NFD is the same as in NFC', async () => {
    const stored = await hasher.hash('déjà vu à l’école d’été'.normalize('NFD'))
    expect(await hasher.verify(stored, 'déjà vu à l’école d’été'.normalize('NFC'))).toBe(true)
  })

  test.each([
    ['129 characters', 'x'.repeat(129)],
    ['129 emojis', '🐱'.repeat(129)],
    ['10 MB', 'x'.repeat(10_000_000)],
  ])('of %s is never hashed', async (_what, password) => {
    await expect(hasher.hash(password)).rejects.toThrow(RangeError)
    expect(await hasher.verify(undefined, password)).toBe(false)
    expect(await hasher.verify('$argon2id$v=19$m=19456,t=2,p=1$c2Vs$aGFjaGU', password)).toBe(false)
    expect(asked).toEqual({ hash: [], verify: [] })
  })
})

describe('A18: without an account', () => {
  test.each([undefined, null])(
    '(%s) the answer is no, after the same work at the same cost',
    async (nobody) => {
      const hasher = createPasswordHasher({ argon2: counted })
      const stored = await hasher.hash(PASSWORD)
      asked = { hash: [], verify: [] }
      expect(await hasher.verify(stored, 'un autre mot de passe')).toBe(false)
      expect(await hasher.verify(nobody, 'un autre mot de passe')).toBe(false)
      const [known, unknown] = asked.verify
      expect(asked.hash).toEqual([])
      expect(asked.verify).toHaveLength(2)
      expect(unknown?.password).toBe(known?.password)
      expect(costOf(unknown?.stored ?? '')).toBe(costOf(stored))
      expect(unknown?.stored).toHaveLength(stored.length)
    },
  )

  test('no password is right, even where the library says so', async () => {
    const gullible = { hash: library.hash, verify: async () => true }
    expect(await createPasswordHasher({ argon2: gullible }).verify(undefined, PASSWORD)).toBe(false)
  })
})

describe('D07: many at once', () => {
  /** A library whose works end when the test says so. */
  function slowLibrary() {
    const running: { end: () => void; fail: () => void }[] = []
    let most = 0
    const verify = () =>
      new Promise<boolean>((resolve, reject) => {
        running.push({ end: () => resolve(true), fail: () => reject(new Error('broken')) })
        most = Math.max(most, running.length)
      })
    return { argon2: { hash: library.hash, verify }, running, most: () => most }
  }

  const settle = () => new Promise<void>((resolve) => setImmediate(resolve))

  test('of 50 verifications two work, 20 wait their turn, 28 are refused at once', async () => {
    const { argon2, running, most } = slowLibrary()
    const hasher = createPasswordHasher({ atOnce: 2, queue: 20, argon2 })
    const order: number[] = []
    const refused: unknown[] = []
    const all = Array.from({ length: 50 }, (_, index) =>
      hasher.verify('$argon2id$', PASSWORD).then(
        () => order.push(index),
        (error) => refused.push(error),
      ),
    )
    await settle()
    expect(running).toHaveLength(2)
    expect(refused).toHaveLength(28)
    expect(refused.every((error) => error instanceof Busy && error.status === 503)).toBe(true)
    while (running.length > 0) {
      running.shift()?.end()
      await settle()
    }
    await Promise.all(all)
    expect(order).toEqual(Array.from({ length: 22 }, (_, index) => index))
    expect(most()).toBe(2)
  })

  test('a work that fails gives its place back', async () => {
    const { argon2, running } = slowLibrary()
    const hasher = createPasswordHasher({ atOnce: 1, queue: 1, argon2 })
    const first = hasher.verify('$argon2id$', PASSWORD)
    const second = hasher.verify('$argon2id$', PASSWORD)
    await settle()
    running.shift()?.fail()
    await expect(first).rejects.toThrow('broken')
    await settle()
    running.shift()?.end()
    expect(await second).toBe(true)
    const third = hasher.verify('$argon2id$', PASSWORD)
    await settle()
    running.shift()?.end()
    expect(await third).toBe(true)
  })

  test('unknown accounts wait and are refused like the others', async () => {
    const { argon2, running } = slowLibrary()
    const hasher = createPasswordHasher({ atOnce: 1, queue: 0, argon2 })
    const first = hasher.verify(undefined, PASSWORD)
    await expect(hasher.verify(undefined, PASSWORD)).rejects.toThrow(Busy)
    running.shift()?.end()
    expect(await first).toBe(false)
  })

  test('the true library answers 22 of 50', async () => {
    const hasher = createPasswordHasher()
    const stored = await hasher.hash(PASSWORD)
    const answers = await Promise.allSettled(
      Array.from({ length: 50 }, () => hasher.verify(stored, PASSWORD)),
    )
    expect(answers.filter((answer) => answer.status === 'fulfilled' && answer.value)).toHaveLength(22)
  })
})
