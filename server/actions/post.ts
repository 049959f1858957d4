import { noticeLetter } from '../mail/letters.ts'
import type { Letter } from '../mail/message.ts'
import { composeMessage } from '../mail/message.ts'
import type { Writer } from '../store/database.ts'
import { addMessage } from '../store/outbox.ts'

/**
 * Puts a letter in the outbox, in the transaction of what it announces. An address or a link that no message may hold is
 * a fault of ours: both were checked when they were taken.
 */
export async function post(tx: Writer, recipient: string | null, letter: Letter, now: Date): Promise<void> {
  if (recipient === null) return
  const composed = composeMessage(recipient, letter)
  if (!composed.ok) throw new Error(`A letter cannot be sent: ${composed.problems.join(' ')}`)
  await addMessage(tx, composed.message, now)
}

/** Tells somebody what just happened to the own account. */
export function tell(
  tx: Writer,
  { name, email }: { name: string; email: string | null },
  what: string,
  guide: string,
  now: Date,
): Promise<void> {
  return post(tx, email, noticeLetter({ name, guide, what }), now)
}
