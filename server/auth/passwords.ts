import { randomBytes } from 'node:crypto'
import { hash as argonHash, verify as argonVerify } from '@node-rs/argon2'
import { normalPassword } from '../domain/password.ts'

/** argon2id, which is the library's default kind: 19 MiB, two passes, one thread (OWASP). */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

/** How every hash made at this cost begins. */
const BEGINNING = `$argon2id$v=19$m=${COST.memoryCost},t=${COST.timeCost},p=${COST.parallelism}$`

/** Too many passwords are being hashed: try again in a moment. Answers 503. */
export class Busy extends Error {
  readonly status = 503

  constructor() {
    super('too many passwords at once')
  }
}

export interface PasswordHasher {
  /** The text to keep: kind, cost, salt and hash. A password that `checkPassword` finds too long is a fault here. */
  hash(password: string): Promise<string>
  /** Is it the password? Without a stored hash the answer is no, after the same work: unknown accounts cost as much. */
  verify(stored: string | null | undefined, password: string): Promise<boolean>
  /** Was it hashed at another cost than today's? Then hash the password again, once it was verified. */
  needsRehash(stored: string): boolean
}

export interface HasherOptions {
  /** Each takes 19 MiB and a core: more at once would starve the readers. */
  atOnce?: number
  /** How many may wait; the next one is refused with `Busy`. */
  queue?: number
  /** The library, or what a test puts in its place. */
  argon2?: { hash: typeof argonHash; verify: typeof argonVerify }
}

/** Hashes and verifies passwords, a few at a time. Make one for the whole server. */
export function createPasswordHasher({
  atOnce = 2,
  queue = 20,
  argon2 = { hash: argonHash, verify: argonVerify },
}: HasherOptions = {}): PasswordHasher {
  const inTurn = createTurns(atOnce, queue)
  const nobody = hashOfNobody()

  return {
    async hash(password) {
      const normal = normalPassword(password)
      if (normal === undefined) throw new RangeError('password too long')
      return inTurn(() => argon2.hash(normal, COST))
    },
    async verify(stored, password) {
      const normal = normalPassword(password)
      if (normal === undefined) return false
      const isRight = await inTurn(() => argon2.verify(stored ?? nobody, normal))
      return isRight && typeof stored === 'string'
    },
    needsRehash: (stored) => !stored.startsWith(BEGINNING),
  }
}

/** A hash of no known password, at today's cost. */
function hashOfNobody(): string {
  const inBase64 = (bytes: Buffer) => bytes.toString('base64').replaceAll('=', '')
  return `${BEGINNING}${inBase64(randomBytes(16))}$${inBase64(randomBytes(32))}`
}

/** Runs so many works at once; so many more wait, first come first served; the others are refused. */
function createTurns(atOnce: number, queue: number) {
  let working = 0
  const waiting: (() => void)[] = []

  return async <Result>(work: () => Promise<Result>): Promise<Result> => {
    if (working < atOnce) working += 1
    else if (waiting.length >= queue) throw new Busy()
    else await new Promise<void>((start) => waiting.push(start))
    try {
      return await work()
    } finally {
      // Who waits takes the place over; only without anybody does it become free.
      const next = waiting.shift()
      if (next === undefined) working -= 1
      else next()
    }
  }
}
