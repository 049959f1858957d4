import { randomBytes } from 'node:crypto'
import { hashOf } from './tokens.ts'

const COUNT = 10

/** Without i, l, o and u: nothing that is read for something else, and no word by accident (Crockford's base 32). */
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz'

/** 24 signs of 5 bits: more than the 112 bits from which a plain SHA-256 is enough to keep a code (ASVS 6.5.2). */
const GROUPS = 6
const GROUP = 4

/** A code that replaces the phone, once: shown to the person now, only its hash is kept. */
export interface RecoveryCode {
  code: string
  hash: string
}

export function newRecoveryCodes(): RecoveryCode[] {
  return Array.from({ length: COUNT }, () => {
    const code = Array.from({ length: GROUPS }, newGroup).join('-')
    return { code, hash: hashOf(code) }
  })
}

/** 256 is a multiple of 32: every sign is as likely as the others. */
function newGroup(): string {
  return Array.from(randomBytes(GROUP), (byte) => ALPHABET.charAt(byte % ALPHABET.length)).join('')
}

/**
 * The hash, among those not used yet, of the code that was typed; nothing if it is none of them. Mark it as used in the
 * statement that checks that it was not.
 */
export function findRecoveryCode(typed: string, unused: readonly string[]): string | undefined {
  const hash = hashOf(readCode(typed))
  return unused.includes(hash) ? hash : undefined
}

/** Capitals, spaces and look-alikes do not matter to who copies from paper. */
function readCode(typed: string): string {
  const signs = typed
    .slice(0, 200)
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '')
    .replaceAll('o', '0')
    .replace(/[il]/g, '1')
  return (signs.match(/.{1,4}/g) ?? []).join('-')
}
