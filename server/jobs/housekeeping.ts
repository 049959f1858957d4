import type { Logger } from 'pino'
import type { Config } from '../config.ts'
import { createSender } from '../mail/sender.ts'
import { smtpTransport } from '../mail/transport.ts'
import type { Database } from '../store/database.ts'
import { forgetOldFailures } from '../store/failures.ts'
import { forgetForms } from '../store/forms.ts'
import { forgetOldLinks } from '../store/links.ts'
import { removeOld } from '../store/outbox.ts'
import { forgetOldProposals } from '../store/proposals.ts'
import { forgetOldAudit } from '../store/records.ts'
import { closeOldSessions } from '../store/sessions.ts'
import { forgetTurns } from '../store/turns.ts'

interface House {
  config: Config
  database: Database
  log: Logger
  now: () => Date
}

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** How long what nobody needs any more is kept. */
export const KEPT = {
  /** Throttling looks back fifteen minutes; a day lets an operator see an attack. */
  failures: DAY,
  /** A form key lives twelve hours: a resend may come as late. */
  sendings: DAY,
  forms: HOUR,
  /** After it was used or ran out. */
  links: 30 * DAY,
} as const

/** Old rows are looked for so often; messages leave at each turn. */
const SWEEP_EVERY = 10 * MINUTE

/** One turn of what runs by the clock: every server may do it, for each step takes what is there and no more. */
export function createHousekeeping({ config, database, log, now }: House): () => Promise<void> {
  const sender = createSender(database, smtpTransport(config), log, now)
  let swept = Number.NEGATIVE_INFINITY
  return async () => {
    await sender.sendDue()
    if (now().getTime() - swept < SWEEP_EVERY) return
    swept = now().getTime()
    await sweep({ config, database, now })
  }
}

export async function sweep({ config, database, now }: Omit<House, 'log'>): Promise<void> {
  const before = (milliseconds: number) => new Date(now().getTime() - milliseconds).toISOString()
  const { idle, absolute } = config.sessions
  await database.write(async (tx) => {
    await closeOldSessions(tx, { seenBefore: before(idle), createdBefore: before(absolute) })
    await forgetOldFailures(tx, before(KEPT.failures))
    await forgetForms(tx, { sendingsBefore: before(KEPT.sendings), formsBefore: before(KEPT.forms) })
    await forgetTurns(tx, before(KEPT.failures))
    await forgetOldLinks(tx, before(KEPT.links))
    await removeOld(tx, config.keepMailDays, now())
    await forgetOldProposals(tx, before(config.keepDraftDays * DAY))
    await forgetOldAudit(tx, before(config.keepJournalDays * DAY))
  })
}
