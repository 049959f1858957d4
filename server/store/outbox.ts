import { sql } from 'kysely'
import type { Reader, Writer } from './database.ts'

/** A message as it is to leave: one recipient, the same words as text and as HTML. */
export interface NewMessage {
  recipient: string
  subject: string
  text: string
  html: string
}

/** A message and what became of it; instants are UTC ISO text. */
export interface OutboxMessage extends NewMessage {
  id: number
  createdAt: string
  /** Times it was tried since it was added, or since it was last given another chance. */
  attempts: number
  nextAttemptAt: string
  sentAt: string | null
  abandonedAt: string | null
  /** French: why the last attempt failed. */
  lastFault: string | null
}

const MINUTE = 60_000

/** How long after each failure the next attempt comes; a failure more, and the message is abandoned. */
const BACK_OFF = [1, 5, 30, 120, 720].map((minutes) => minutes * MINUTE)

/** How long a claim holds: far longer than one sending may take, whatever the nodes' clocks disagree by. */
const CLAIM = 10 * MINUTE

const COLUMNS = sql`id, recipient, subject, body_text AS text, body_html AS html, created_at AS "createdAt", attempts,
  next_attempt_at AS "nextAttemptAt", sent_at AS "sentAt", abandoned_at AS "abandonedAt", last_fault AS "lastFault"`

const WAITING = sql`sent_at IS NULL AND abandoned_at IS NULL`

/** Adds a message to what is to be sent, in the transaction of what it announces; answers its id. */
export async function addMessage(tx: Writer, message: NewMessage, now: Date): Promise<number> {
  const at = now.toISOString()
  const { rows } = await sql<{ id: number }>`
    INSERT INTO outbox (recipient, subject, body_text, body_html, created_at, next_attempt_at)
    VALUES (${message.recipient}, ${message.subject}, ${message.text}, ${message.html}, ${at}, ${at})
    RETURNING id`.execute(tx)
  const id = rows[0]?.id
  if (id === undefined) throw new Error('outbox gave no id')
  return id
}

/** Ids of the messages whose turn has come, the longest due first. */
export async function dueMessages(db: Reader, now: Date): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    SELECT id FROM outbox WHERE next_attempt_at <= ${now.toISOString()} AND ${WAITING}
    ORDER BY next_attempt_at, id`.execute(db)
  return rows.map(({ id }) => id)
}

/**
 * Takes a due message for the caller alone: whoever else asks gets nothing. Should the caller die, the message is due
 * again ten minutes later.
 */
export async function claimMessage(tx: Writer, id: number, now: Date): Promise<OutboxMessage | undefined> {
  const { rows } = await sql<OutboxMessage>`
    UPDATE outbox SET next_attempt_at = ${after(now, CLAIM)}
    WHERE id = ${id} AND next_attempt_at <= ${now.toISOString()} AND ${WAITING}
    RETURNING ${COLUMNS}`.execute(tx)
  return rows[0]
}

/** What was said is its reader's from now on: the links in it open accounts, and stay in no copy of the database. */
export async function markSent(tx: Writer, id: number, now: Date): Promise<'sent'> {
  await sql`
    UPDATE outbox SET sent_at = ${now.toISOString()}, attempts = attempts + 1, last_fault = NULL,
      body_text = '', body_html = ''
    WHERE id = ${id} AND sent_at IS NULL`.execute(tx)
  return 'sent'
}

/** Notes that a claimed message did not leave, and why: it is tried again later, or abandoned after the sixth time. */
export async function markFailed(
  tx: Writer,
  claimed: Pick<OutboxMessage, 'id' | 'attempts'>,
  fault: string,
  now: Date,
): Promise<'postponed' | 'abandoned'> {
  const wait = BACK_OFF[claimed.attempts]
  const outcome =
    wait === undefined ? sql`abandoned_at = ${now.toISOString()}` : sql`next_attempt_at = ${after(now, wait)}`
  // The attempt that was claimed, and no other: a verdict that comes after the claim ended changes nothing.
  await sql`
    UPDATE outbox SET attempts = attempts + 1, last_fault = ${fault}, ${outcome}
    WHERE id = ${claimed.id} AND attempts = ${claimed.attempts} AND ${WAITING}`.execute(tx)
  return wait === undefined ? 'abandoned' : 'postponed'
}

/** Every message, newest first, bodies included: for the administrator. */
export async function allMessages(db: Reader): Promise<OutboxMessage[]> {
  const { rows } = await sql<OutboxMessage>`SELECT ${COLUMNS} FROM outbox ORDER BY id DESC`.execute(db)
  return rows
}

/** The same, without those that have left. */
export async function unsentMessages(db: Reader): Promise<OutboxMessage[]> {
  const { rows } = await sql<OutboxMessage>`
    SELECT ${COLUMNS} FROM outbox WHERE sent_at IS NULL ORDER BY id DESC`.execute(db)
  return rows
}

/** A page of all messages, those that have not left first, then the newest first. They are few: what left is removed. */
export async function messagesPage(
  db: Reader,
  { limit, offset }: { limit: number; offset: number },
): Promise<OutboxMessage[]> {
  const { rows } = await sql<OutboxMessage>`
    SELECT ${COLUMNS} FROM outbox
    ORDER BY CASE WHEN sent_at IS NULL THEN 0 ELSE 1 END, id DESC LIMIT ${limit} OFFSET ${offset}`.execute(db)
  return rows
}

export async function findMessage(db: Reader, id: number): Promise<OutboxMessage | undefined> {
  const { rows } = await sql<OutboxMessage>`SELECT ${COLUMNS} FROM outbox WHERE id = ${id}`.execute(db)
  return rows[0]
}

/** Gives an abandoned message all its attempts again, from now on; false when it is not an abandoned one. */
export async function retryMessage(tx: Writer, id: number, now: Date): Promise<boolean> {
  const { numAffectedRows } = await sql`
    UPDATE outbox SET abandoned_at = NULL, attempts = 0, next_attempt_at = ${now.toISOString()}
    WHERE id = ${id} AND abandoned_at IS NOT NULL`.execute(tx)
  return numAffectedRows === 1n
}

/**
 * Removes the messages written more than so many days ago, sent or not, and answers how many: the links in one that never
 * left have run out long before.
 */
export async function removeOld(tx: Writer, days: number, now: Date): Promise<number> {
  const { numAffectedRows } = await sql`
    DELETE FROM outbox WHERE created_at < ${after(now, -days * 24 * 60 * MINUTE)}`.execute(tx)
  return Number(numAffectedRows ?? 0n)
}

/** Takes back a message in the transaction that added it. */
export async function removeMessage(tx: Writer, id: number): Promise<void> {
  await sql`DELETE FROM outbox WHERE id = ${id}`.execute(tx)
}

/** Removes what was written to an address, sent or not: its owner's account is erased. */
export async function forgetRecipient(tx: Writer, recipient: string): Promise<void> {
  await sql`DELETE FROM outbox WHERE recipient = ${recipient}`.execute(tx)
}

function after(instant: Date, milliseconds: number): string {
  return new Date(instant.getTime() + milliseconds).toISOString()
}
