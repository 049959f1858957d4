import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'

/** What every authenticator application understands (RFC 6238): SHA-1, 30 seconds, 6 digits. */
const STEP_SECONDS = 30
const DIGITS = 6

/** A phone's clock may be one step early or late. */
const WINDOW = [-1, 0, 1]

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** A secret of 160 bits, in base32, as it is kept and as a person can type it. */
export function newTotpSecret(): string {
  return toBase32(randomBytes(20))
}

/** The address that the QR code of the enrolment holds. */
export function totpUri(secret: string, account: string, issuer: string): string {
  const label = `${encodeURIComponent(issuer)}:${encodeURIComponent(account)}`
  const issuedBy = encodeURIComponent(issuer)
  return `otpauth://totp/${label}?secret=${secret}&issuer=${issuedBy}&algorithm=SHA1&digits=${DIGITS}&period=${STEP_SECONDS}`
}

/** The number of the half-minute that an instant is in. */
export function totpStep(now: Date): number {
  return Math.floor(now.getTime() / 1_000 / STEP_SECONDS)
}

/** The code that an application shows during a step. */
export function totpCode(secret: string, step: number): string {
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(step))
  const mac = createHmac('sha1', fromBase32(secret)).update(counter).digest()
  const offset = mac.readUInt8(mac.length - 1) & 0x0f
  const number = mac.readUInt32BE(offset) & 0x7fffffff
  return String(number % 10 ** DIGITS).padStart(DIGITS, '0')
}

/**
 * The step of a code that is right, or nothing. A step is good once: keep it as the next `lastStep`, in the statement
 * that checks that it is still greater, or two requests at once could both use it.
 */
export function verifyTotp(secret: string, code: string, now: Date, lastStep: number): number | undefined {
  const typed = code.replace(/\s/g, '')
  if (!/^\d{6}$/.test(typed)) return undefined
  const current = totpStep(now)
  return WINDOW.map((shift) => current + shift).find(
    (step) => step > lastStep && step >= 0 && isSameCode(typed, totpCode(secret, step)),
  )
}

function isSameCode(one: string, other: string): boolean {
  return timingSafeEqual(Buffer.from(one), Buffer.from(other))
}

export function toBase32(bytes: Uint8Array): string {
  const bits = Array.from(bytes, (byte) => byte.toString(2).padStart(8, '0')).join('')
  return (bits.match(/.{1,5}/g) ?? [])
    .map((group) => BASE32.charAt(Number.parseInt(group.padEnd(5, '0'), 2)))
    .join('')
}

/** Reads base32 as a person may type it: small letters, spaces and padding do not matter. */
export function fromBase32(text: string): Buffer {
  const letters = text.toUpperCase().replace(/[\s=]/g, '')
  if (/[^A-Z2-7]/.test(letters)) throw new Error('not base32')
  const bits = Array.from(letters, (letter) => BASE32.indexOf(letter).toString(2).padStart(5, '0')).join('')
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)))
}
