/** Where an account stands, and which accounts a list is asked for. Pure. */
import { fold } from '../text/fold.ts'
import type { Grant, Role } from './permission.ts'

/** `invited`: no password was chosen yet. `erased`: only a pseudonym is left, for history. */
export type AccountState = 'active' | 'invited' | 'disabled' | 'erased'

interface Standing {
  disabledAt: string | null
  erasedAt: string | null
  hasPassword: boolean
}

export function accountState({ disabledAt, erasedAt, hasPassword }: Standing): AccountState {
  if (erasedAt !== null) return 'erased'
  if (disabledAt !== null) return 'disabled'
  return hasPassword ? 'active' : 'invited'
}

export interface AccountFilter {
  /** Words of the name or of the address; empty for all. */
  text: string
  role: Role | undefined
  state: AccountState | undefined
}

interface Listed extends Standing {
  name: string
  email: string | null
  /** Those in force. */
  grants: readonly Pick<Grant, 'role'>[]
}

/** True for an account that the filter lets through; who was erased is in no list. */
export function isListed(account: Listed, { text, role, state }: AccountFilter): boolean {
  const present = accountState(account)
  if (present === 'erased' || (state !== undefined && state !== present)) return false
  if (role !== undefined && !account.grants.some((grant) => grant.role === role)) return false
  return answersTo(account, text)
}

/** True when the name and the address hold every word, accents and capitals apart. */
export function answersTo({ name, email }: Pick<Listed, 'name' | 'email'>, text: string): boolean {
  const known = fold(`${name} ${email ?? ''}`)
  return fold(text)
    .split(/\s+/)
    .every((word) => known.includes(word))
}
