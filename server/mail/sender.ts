import type { Logger } from 'pino'
import type { Database } from '../store/database.ts'
import { claimMessage, dueMessages, markFailed, markSent, type OutboxMessage } from '../store/outbox.ts'
import { headerFaults } from './message.ts'
import { causeOf, explainSending, type Transport } from './transport.ts'

/** What became of a message: `taken` by another node meanwhile; `unknown` when the database did not answer. */
type Outcome = 'sent' | 'postponed' | 'abandoned' | 'taken' | 'unknown'

/** How many messages had each outcome. */
export type Turn = Record<Outcome, number>

export interface Sender {
  /** Sends each message whose turn has come, one after the other; a message that fails stops no other. */
  sendDue: () => Promise<Turn>
}

/**
 * Sends what waits in the outbox. Each message is claimed before it leaves, so that two nodes never send the same one
 * at once; a process that dies between the server's yes and our note of it sends it again, under the same Message-ID.
 * The log holds ids and codes, never an address nor a word of a message.
 */
export function createSender(
  database: Pick<Database, 'read' | 'write'>,
  transport: Transport | undefined,
  log: Pick<Logger, 'info' | 'warn' | 'error'>,
  now: () => Date,
): Sender {
  let saidNoServer = false

  async function sendDue(): Promise<Turn> {
    const turn: Turn = { sent: 0, postponed: 0, abandoned: 0, taken: 0, unknown: 0 }
    const due = await dueMessages(database.read, now())
    if (transport === undefined) {
      if (due.length > 0) sayNoServer(due.length)
      return turn
    }
    for (const id of due) turn[await sendOne(id, transport)] += 1
    return turn
  }

  function sayNoServer(waiting: number): void {
    if (!saidNoServer) log.warn({ waiting }, 'mail waits in the outbox: SMTP_URL and MAIL_FROM are not set')
    saidNoServer = true
  }

  async function sendOne(id: number, via: Transport): Promise<Outcome> {
    try {
      const message = await database.write((tx) => claimMessage(tx, id, now()))
      if (message === undefined) return 'taken'
      const fault = await faultOf(message, via)
      return await database.write<Outcome>((tx) =>
        fault === undefined ? markSent(tx, id, now()) : markFailed(tx, message, fault, now()),
      )
    } catch (error) {
      log.error({ message: id, error: String(error) }, 'the outbox could not be written')
      return 'unknown'
    }
  }

  /** Why a message did not leave, in French; nothing when it left. */
  async function faultOf(message: OutboxMessage, via: Transport): Promise<string | undefined> {
    const [refusal] = headerFaults(message)
    if (refusal !== undefined) {
      log.warn({ message: message.id, code: 'REFUSED' }, 'mail not sent')
      return refusal
    }
    try {
      await via.send(message, now())
      log.info({ message: message.id }, 'mail sent')
      return undefined
    } catch (error) {
      log.warn({ message: message.id, attempts: message.attempts + 1, ...causeOf(error) }, 'mail not sent')
      return explainSending(error)
    }
  }

  return { sendDue }
}
