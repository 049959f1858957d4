import SqliteDatabase from 'better-sqlite3'
import { type CompiledQuery, Kysely, SqliteDialect } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { findAccount, namesOf } from '../../server/store/accounts.ts'
import { changesAfter } from '../../server/store/changes.ts'
import type { Reader } from '../../server/store/database.ts'
import { journalActions, readJournal } from '../../server/store/journal.ts'
import { dueMessages, messagesPage } from '../../server/store/outbox.ts'
import { backlinksOf, cardsById, findPage, listFiches, namedPages } from '../../server/store/pages.ts'
import type { Card } from '../../server/store/pageTypes.ts'
import { lastVerification } from '../../server/store/records.ts'
import { findRedirection } from '../../server/store/redirections.ts'
import { revisionsOf } from '../../server/store/revisions.ts'
import { newDatabase, TEST_NOW, type TestDatabase } from '../support/databases.ts'

let place: TestDatabase
let raw: SqliteDatabase.Database
let ran: CompiledQuery[]
let read: Reader
beforeAll(async () => {
  place = await newDatabase('sqlite')
  raw = new SqliteDatabase(String(place.database.file))
  ran = []
  read = new Kysely({
    dialect: new SqliteDialect({ database: raw }),
    log: (event) => void ran.push(event.query),
  })
})
afterAll(async () => {
  await read.destroy()
  await place.close()
})

/** Every reading on the way of a page, and the tables it may read from end to end: the fewest rows there are. */
const READINGS: [string, () => Promise<unknown>, RegExp | undefined][] = [
  ['findPage', () => findPage(read, 'reader', 'fiche', 'x'), undefined],
  ['namedPages', () => namedPages(read, 'reader', [{ namespace: 'fiche', slug: 'x' }]), undefined],
  ['cardsById', () => cardsById(read, 'reader', [1, 2]), undefined],
  ['findRedirection', () => findRedirection(read, 'reader', 'fiche', 'x'), undefined],
  ['revisionsOf', () => revisionsOf(read, 'reader', 1), undefined],
  ['changesAfter', () => changesAfter(read, 5), undefined],
  ['lastVerification', () => lastVerification(read, 1), undefined],
  ['dueMessages', () => dueMessages(read, TEST_NOW), undefined],
  ['backlinksOf', () => backlinksOf(read, 'reader', { id: 1, kind: 'site', slug: 'x' } as Card), undefined],
  ['findAccount', () => findAccount(read, 1), undefined],
  ['namesOf', () => namesOf(read, [1, 2]), undefined],
  // The journal is read backwards from its end, as far as the page goes.
  ['readJournal', () => readJournal(read, { before: 90 }, 51), /^SCAN a$/],
  [
    'readJournal by person',
    () => readJournal(read, { people: { ids: [1, 2], name: 'exploitant' } }, 51),
    undefined,
  ],
  ['readJournal by document', () => readJournal(read, { slug: 'adil' }, 51), undefined],
  ['readJournal by act', () => readJournal(read, { action: 'connexion' }, 51), undefined],
  ['journalActions', () => journalActions(read), /^SCAN acts$/],
  // What has left is removed after some days: a table of few rows.
  ['messagesPage', () => messagesPage(read, { limit: 50, offset: 0 }), /^SCAN outbox$/],
  [
    'listFiches after a cursor',
    () => listFiches(read, 'reader', { after: { sortKey: 'x', id: 1 }, limit: 20 }),
    /SCAN p$/,
  ],
]

test.each(READINGS)('%s reads by an index', async (_name, reading, allowed) => {
  ran.length = 0
  await reading()
  expect(ran.length).toBeGreaterThan(0)
  for (const { sql, parameters } of ran) {
    const plan = raw.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(...parameters) as { detail: string }[]
    const scans = plan
      .map(({ detail }) => detail)
      .filter(
        (detail) =>
          /^SCAN (?!CONSTANT)/.test(detail) && !detail.includes('USING INDEX') && !allowed?.test(detail),
      )
    expect(scans, sql).toEqual([])
  }
})
