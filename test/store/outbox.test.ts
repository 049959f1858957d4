import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import {
  addMessage,
  allMessages,
  claimMessage,
  dueMessages,
  markFailed,
  markSent,
  type NewMessage,
  removeOld,
  retryMessage,
  unsentMessages,
} from '../../server/store/outbox.ts'
import { ENGINES, newDatabase, TEST_NOW, type TestDatabase } from '../support/databases.ts'

const INVITATION: NewMessage = {
  recipient: 'alice@arras.fr',
  subject: 'Votre accès à WikiSol62',
  text: 'Bonjour Alice,\n\nVoici l’adresse.\n',
  html: '<p>Bonjour Alice,</p>',
}

const later = (minutes: number) => new Date(TEST_NOW.getTime() + minutes * 60_000)

describe.each(ENGINES)('the outbox on %s', (engine) => {
  let place: TestDatabase
  beforeEach(async () => {
    place = await newDatabase(engine)
  })
  afterEach(() => place.close())

  const add = (message: Partial<NewMessage> = {}, now = TEST_NOW) =>
    place.database.write((tx) => addMessage(tx, { ...INVITATION, ...message }, now))
  const due = (now: Date) => dueMessages(place.database.read, now)
  const claim = (id: number, now: Date) => place.database.write((tx) => claimMessage(tx, id, now))
  const fail = (message: { id: number; attempts: number }, now: Date, fault = 'Non.') =>
    place.database.write((tx) => markFailed(tx, message, fault, now))
  const only = async () => (await allMessages(place.database.read))[0]

  test('a message that is added is due at once, and kept as it was written', async () => {
    const id = await add()
    expect(await due(later(-1))).toEqual([])
    expect(await due(TEST_NOW)).toEqual([id])
    expect(await only()).toEqual({
      ...INVITATION,
      id,
      createdAt: TEST_NOW.toISOString(),
      attempts: 0,
      nextAttemptAt: TEST_NOW.toISOString(),
      sentAt: null,
      abandonedAt: null,
      lastFault: null,
    })
  })

  test('a message goes with the transaction that announces it', async () => {
    const undone = place.database.write(async (tx) => {
      await addMessage(tx, INVITATION, TEST_NOW)
      throw new Error('undone')
    })
    await expect(undone).rejects.toThrow('undone')
    expect(await allMessages(place.database.read)).toEqual([])
  })

  test('the longest due comes first; the administrator reads the newest first', async () => {
    const [young, old] = [await add({}, later(5)), await add({}, later(1))]
    expect(await due(later(9))).toEqual([old, young])
    expect((await allMessages(place.database.read)).map(({ id }) => id)).toEqual([old, young])
  })

  test('a message that has left is due no more, and stays to be read', async () => {
    const id = await add()
    await place.database.write((tx) => markSent(tx, id, later(1)))
    expect(await due(later(10_000))).toEqual([])
    expect(await unsentMessages(place.database.read)).toEqual([])
    expect(await only()).toMatchObject({ sentAt: later(1).toISOString(), attempts: 1, lastFault: null })
  })

  test('a claim is for one; it ends ten minutes later', async () => {
    const id = await add()
    expect(await claim(id, later(-1))).toBeUndefined()
    expect(await claim(id, TEST_NOW)).toMatchObject({ id, ...INVITATION })
    expect(await claim(id, TEST_NOW)).toBeUndefined()
    expect(await due(later(9))).toEqual([])
    expect(await due(later(10))).toEqual([id])
    expect(await claim(id, later(10))).toMatchObject({ id, attempts: 0 })
  })

  test('of two that claim at the same time, one gets the message', async () => {
    for (let round = 0; round < 20; round++) {
      const id = await add()
      const claims = await Promise.all([claim(id, TEST_NOW), claim(id, TEST_NOW)])
      expect(claims.filter((message) => message !== undefined)).toHaveLength(1)
    }
  })

  test('each failure waits longer; after the sixth the message is abandoned with its fault', async () => {
    const id = await add()
    let now = TEST_NOW
    const waits: number[] = []
    for (let attempts = 0; attempts < 5; attempts++) {
      expect(await fail({ id, attempts }, now, `Faute ${attempts}.`)).toBe('postponed')
      const next = new Date((await only())?.nextAttemptAt ?? '')
      waits.push((next.getTime() - now.getTime()) / 60_000)
      expect(await due(new Date(next.getTime() - 1))).toEqual([])
      expect(await due(next)).toEqual([id])
      now = next
    }
    expect(waits).toEqual([1, 5, 30, 120, 720])
    expect(await fail({ id, attempts: 5 }, now, 'Dernière faute.')).toBe('abandoned')
    expect(await due(later(1_000_000))).toEqual([])
    expect(await claim(id, later(1_000_000))).toBeUndefined()
    expect(await only()).toMatchObject({
      attempts: 6,
      abandonedAt: now.toISOString(),
      lastFault: 'Dernière faute.',
    })
    expect(await unsentMessages(place.database.read)).toHaveLength(1)
  })

  test('a verdict on an attempt that is over changes nothing', async () => {
    const id = await add()
    await fail({ id, attempts: 0 }, TEST_NOW)
    await fail({ id, attempts: 0 }, later(3), 'Trop tard.')
    expect(await only()).toMatchObject({
      attempts: 1,
      lastFault: 'Non.',
      nextAttemptAt: later(1).toISOString(),
    })
    await place.database.write((tx) => markSent(tx, id, later(1)))
    await fail({ id, attempts: 2 }, later(3), 'Trop tard.')
    expect(await only()).toMatchObject({ sentAt: later(1).toISOString(), lastFault: null })
  })

  test('an abandoned message is given all its attempts again; another message is not', async () => {
    const [waiting, sent, abandoned] = [await add(), await add(), await add()]
    await place.database.write((tx) => markSent(tx, sent, TEST_NOW))
    for (let attempts = 0; attempts < 6; attempts++) await fail({ id: abandoned, attempts }, TEST_NOW)
    const retry = (id: number) => place.database.write((tx) => retryMessage(tx, id, later(60)))
    expect([await retry(waiting), await retry(sent), await retry(999)]).toEqual([false, false, false])
    expect(await retry(abandoned)).toBe(true)
    expect(await only()).toMatchObject({ attempts: 0, abandonedAt: null, lastFault: 'Non.' })
    expect(await due(later(60))).toEqual([waiting, abandoned])
    expect(await fail({ id: abandoned, attempts: 0 }, later(60))).toBe('postponed')
  })

  test('what was said is forgotten once it has left: the links in it open accounts', async () => {
    const [left, waiting] = [await add(), await add()]
    await place.database.write((tx) => markSent(tx, left, TEST_NOW))
    const bodies = (await allMessages(place.database.read)).map(({ id, text, html }) => [id, text, html])
    expect(bodies).toEqual([
      [waiting, INVITATION.text, INVITATION.html],
      [left, '', ''],
    ])
  })

  test('what was written more than so many days ago is removed, sent or not, and nothing else', async () => {
    const old = await add()
    await place.database.write((tx) => markSent(tx, old, TEST_NOW))
    await add()
    const recent = await add({}, later(2))
    const monthLater = later(30 * 24 * 60 + 1)
    expect(await place.database.write((tx) => removeOld(tx, 30, monthLater))).toBe(2)
    expect(await place.database.write((tx) => removeOld(tx, 30, monthLater))).toBe(0)
    expect((await allMessages(place.database.read)).map(({ id }) => id)).toEqual([recent])
  })
})
