import { sql } from 'kysely'
import { pino } from 'pino'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { readConfig } from '../../server/config.ts'
import { createHousekeeping, KEPT } from '../../server/jobs/housekeeping.ts'
import { addFailure } from '../../server/store/failures.ts'
import { claimSending, keepForm } from '../../server/store/forms.ts'
import { addLink } from '../../server/store/links.ts'
import { addMessage, markSent } from '../../server/store/outbox.ts'
import { addPerson } from '../../server/store/people.ts'
import { addAudit, forgetOldAudit } from '../../server/store/records.ts'
import { addSession } from '../../server/store/sessions.ts'
import { takeTurn } from '../../server/store/turns.ts'
import { ENGINES, newDatabase, TEST_NOW, type TestDatabase } from '../support/databases.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
const DEFAULTS = readConfig({ NODE_ENV: 'test' })

/** What is kept for a while, and for how long after it was written here. */
const LIFETIMES = {
  sessions: DEFAULTS.sessions.idle,
  sign_in_failures: KEPT.failures,
  turns: KEPT.failures,
  sendings: KEPT.sendings,
  kept_forms: KEPT.forms,
  one_time_links: KEPT.links,
  outbox: DEFAULTS.keepMailDays * DAY,
}

describe.each(ENGINES)('what is out of date is forgotten, on %s', (engine) => {
  let place: TestDatabase
  let clock: number
  beforeEach(async () => {
    clock = TEST_NOW.getTime()
    place = await newDatabase(engine)
    const at = TEST_NOW.toISOString()
    const hash = (letter: string) => letter.repeat(64)
    await place.database.write(async (tx) => {
      const personId = await addPerson(tx, { email: 'a@b.example', name: 'A', createdBy: undefined }, at)
      const session = { personId, secondFactor: true, browser: 'Firefox', createdAt: at, seenAt: at }
      await addSession(tx, { hash: hash('a'), ...session })
      await addFailure(tx, 'k', at)
      await takeTurn(tx, 'k', at)
      await claimSending(tx, 'k', at)
      await keepForm(tx, hash('b'), { path: '/x', pattern: '/x', fields: {} }, at)
      const link = { kind: 'password' as const, personId, details: {}, createdAt: at, expiresAt: at }
      await addLink(tx, { hash: hash('c'), ...link })
      const letter = { recipient: 'a@b.example', subject: 's', text: 't', html: 'h' }
      await markSent(tx, await addMessage(tx, letter, TEST_NOW), TEST_NOW)
    })
  })
  afterEach(() => place.close())

  const rows = async (table: string) => {
    const { rows: found } = await sql<{
      count: number
    }>`SELECT COUNT(*) AS count FROM ${sql.table(table)}`.execute(place.database.read)
    return found[0]?.count
  }
  const turn = () =>
    createHousekeeping({
      config: DEFAULTS,
      database: place.database,
      log: pino({ level: 'silent' }),
      now: () => new Date(clock),
    })()

  test.each(Object.entries(LIFETIMES))('%s', async (table, lifetime) => {
    clock = TEST_NOW.getTime() + lifetime - 1_000
    await turn()
    expect(await rows(table)).toBe(1)
    clock = TEST_NOW.getTime() + lifetime + 1_000
    await turn()
    expect(await rows(table)).toBe(0)
  })

  test('the journal keeps its lines for their days, and the database refuses to lose those of less than a year', async () => {
    clock = Date.now()
    const daysAgo = (days: number) => new Date(clock - days * DAY).toISOString()
    await place.database.write(async (tx) => {
      for (const days of [1, 360, 370, DEFAULTS.keepJournalDays - 1, DEFAULTS.keepJournalDays + 1])
        await addAudit(tx, {
          at: daysAgo(days),
          actor: 'exploitant',
          action: `il y a ${days} jours`,
          details: {},
        })
    })
    await turn()
    expect(await rows('audit')).toBe(4)
    const remove = (before: string) => place.database.write((tx) => forgetOldAudit(tx, before))
    await expect(remove(daysAgo(300))).rejects.toThrow('append only')
    expect(await rows('audit')).toBe(4)
    await remove(daysAgo(366))
    expect(await rows('audit')).toBe(2)
  })

  test('a link that was made where no account was opens nothing, and goes at the next turn', async () => {
    const at = TEST_NOW.toISOString()
    const link = { kind: 'password' as const, personId: null, details: {}, createdAt: at, expiresAt: at }
    await place.database.write((tx) => addLink(tx, { hash: 'd'.repeat(64), ...link }))
    expect(await rows('one_time_links')).toBe(2)
    await turn()
    expect(await rows('one_time_links')).toBe(1)
  })
})
