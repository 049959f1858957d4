import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type Grant, parseGrant } from '../../server/domain/permission.ts'
import { addFailure, failuresSince, forgetFailures, forgetOldFailures } from '../../server/store/failures.ts'
import { addLink, cancelLinks, findLink, type LinkKind, takeLink } from '../../server/store/links.ts'
import {
  addGrant,
  addPerson,
  administrators,
  erasePerson,
  findPerson,
  findPersonByEmail,
  grantsByPerson,
  grantsOf,
  listPeople,
  recoveryCodesLeft,
  revokeGrant,
  secretsOf,
  setDisabled,
  setPassword,
  setTotp,
  takeRecoveryCode,
  takeTotpStep,
} from '../../server/store/people.ts'
import {
  addSession,
  closeOldSessions,
  closeSession,
  closeSessions,
  findSession,
  sessionsOf,
  touchSession,
} from '../../server/store/sessions.ts'
import { ENGINES, newDatabase, type TestDatabase } from '../support/databases.ts'

const AT = '2026-11-25T09:00:00.000Z'
const LATER = '2026-11-25T10:00:00.000Z'
const hash = (letter: string) => letter.repeat(64)

describe.each(ENGINES)('people, on %s', (engine) => {
  let place: TestDatabase
  let alice: number
  let bob: number
  let made = 0
  beforeAll(async () => {
    place = await newDatabase(engine)
  })
  afterAll(() => place.close())
  const read = () => place.database.read
  const write: TestDatabase['database']['write'] = (work) => place.database.write(work)
  const give = (id: number, text: string) =>
    write((tx) => addGrant(tx, id, parseGrant(text) as Grant, undefined, AT))
  const add = (name: string) => {
    made += 1
    const email = `${name}${made}@ccas-arras.example`
    return write((tx) => addPerson(tx, { email, name, createdBy: undefined }, AT))
  }

  beforeEach(async () => {
    alice = await add('Alice')
    bob = await add('Bob')
  })

  test('an address is found whatever its capitals, and cannot be taken twice', async () => {
    const email = (await findPerson(read(), alice))?.email ?? ''
    expect((await findPersonByEmail(read(), ` ${email.toUpperCase()} `))?.id).toBe(alice)
    await expect(
      write((tx) => addPerson(tx, { email: email.toUpperCase(), name: 'Autre', createdBy: alice }, AT)),
    ).rejects.toThrow()
    expect(await findPersonByEmail(read(), 'personne@example.fr')).toBeUndefined()
  })

  test('secrets stay apart from what pages show', async () => {
    await write((tx) => setPassword(tx, alice, '$argon2id$…'))
    expect(await secretsOf(read(), alice)).toEqual({
      password: '$argon2id$…',
      totpSecret: null,
      totpLastStep: 0,
    })
    expect(JSON.stringify(await listPeople(read()))).not.toContain('argon2')
  })

  test('A23: a step of the second factor is taken once, and never an earlier one after it', async () => {
    await write((tx) => setTotp(tx, alice, 'SECRET', [hash('a'), hash('b')]))
    const take = (step: number) => write((tx) => takeTotpStep(tx, alice, step))
    expect([await take(10), await take(10), await take(9), await take(11)]).toEqual([
      true,
      false,
      false,
      true,
    ])
  })

  test('A23: a recovery code is used once, by its owner', async () => {
    await write((tx) => setTotp(tx, alice, 'SECRET', [hash('a'), hash('b')]))
    const take = (id: number, code: string) => write((tx) => takeRecoveryCode(tx, id, code, AT))
    expect(await take(bob, hash('a'))).toBe(false)
    expect([await take(alice, hash('a')), await take(alice, hash('a'))]).toEqual([true, false])
    expect(await recoveryCodesLeft(read(), alice)).toBe(1)
    await write((tx) => setTotp(tx, alice, undefined, []))
    expect(await recoveryCodesLeft(read(), alice)).toBe(0)
  })

  test('a grant says who gave it and who took it back, once', async () => {
    await write((tx) =>
      addGrant(tx, alice, { role: 'moderator', scope: 'theme', target: 'logement' }, bob, AT),
    )
    const [given] = await grantsOf(read(), alice)
    expect(given).toMatchObject({ role: 'moderator', target: 'logement', grantedBy: bob, revokedAt: null })
    const revoke = () => write((tx) => revokeGrant(tx, given?.id ?? 0, bob, LATER))
    expect([await revoke(), await revoke()]).toEqual([true, false])
    expect(await grantsOf(read(), alice)).toEqual([])
    expect((await grantsByPerson(read())).get(alice)).toMatchObject([{ revokedAt: LATER, revokedBy: bob }])
  })

  test.each([
    [{ role: 'administrator', scope: 'institution', target: 'caf' }],
    [{ role: 'contributor', scope: 'everywhere', target: 'caf' }],
    [{ role: 'contributor', scope: 'institution', target: '' }],
    [{ role: 'root', scope: 'everywhere', target: '' }],
  ])('the database itself refuses %j', async (wrong) => {
    await expect(write((tx) => addGrant(tx, alice, wrong as Grant, undefined, AT))).rejects.toThrow()
  })

  test('an administrator who is disabled, erased or revoked is none', async () => {
    const before = await administrators(read())
    await give(alice, 'administrator')
    await give(bob, 'administrator')
    expect(await administrators(read())).toEqual([...before, alice, bob])
    await write((tx) => setDisabled(tx, alice, LATER))
    expect(await administrators(read())).toEqual([...before, bob])
    await write((tx) => erasePerson(tx, bob, LATER))
    expect(await administrators(read())).toEqual(before)
  })

  test('an erased person leaves a pseudonym, and nothing else', async () => {
    await write((tx) => setPassword(tx, alice, 'hash'))
    await write((tx) => erasePerson(tx, alice, LATER))
    expect(await findPerson(read(), alice)).toMatchObject({
      email: null,
      name: `Personne ${alice}`,
      erasedAt: LATER,
      disabledAt: LATER,
    })
    expect((await secretsOf(read(), alice))?.password).toBeNull()
  })

  describe('sessions', () => {
    const session = (letter: string, personId: number, at = AT) => ({
      hash: hash(letter),
      personId,
      secondFactor: false,
      browser: 'Firefox sous Windows',
      createdAt: at,
      seenAt: at,
    })

    test('are found by their hash, listed by person, and closed by their owner only', async () => {
      await write((tx) => addSession(tx, session('1', alice)))
      await write((tx) => addSession(tx, session('2', bob)))
      expect(await findSession(read(), hash('1'))).toEqual(session('1', alice))
      expect(await write((tx) => closeSession(tx, alice, hash('2')))).toBe(false)
      expect(await write((tx) => closeSession(tx, bob, hash('2')))).toBe(true)
      expect(await sessionsOf(read(), bob)).toEqual([])
    })

    test('all close but the one in use, and the idle and the old ones by themselves', async () => {
      for (const letter of ['3', '4', '5']) await write((tx) => addSession(tx, session(letter, bob)))
      await write((tx) => closeSessions(tx, bob, hash('4')))
      expect((await sessionsOf(read(), bob)).map((each) => each.hash)).toEqual([hash('4')])
      await write((tx) => touchSession(tx, hash('4'), LATER))
      await write((tx) => closeOldSessions(tx, { seenBefore: LATER, createdBefore: AT }))
      expect(await sessionsOf(read(), bob)).toHaveLength(1)
      await write((tx) => closeOldSessions(tx, { seenBefore: AT, createdBefore: LATER }))
      expect(await sessionsOf(read(), bob)).toEqual([])
    })
  })

  describe('A19: a one-time link', () => {
    const link = (letter: string, kind: LinkKind, personId: number) => ({
      hash: hash(letter),
      kind,
      personId,
      details: { email: 'b@example.fr' },
      createdAt: AT,
      expiresAt: LATER,
    })
    const open = (letter: string, now = AT) => findLink(read(), hash(letter), ['password', 'email'], now)

    const detailsOf = async (letter: string) => {
      const { rows } = await sql<{ details: string }>`
        SELECT details FROM one_time_links WHERE hash = ${hash(letter)}`.execute(read())
      return rows[0]?.details
    }

    test('is looked at as often as one likes, and used once', async () => {
      await write((tx) => addLink(tx, link('a', 'password', alice)))
      expect([await open('a'), await open('a')]).toEqual([
        { ...link('a', 'password', alice), usedAt: null },
        { ...link('a', 'password', alice), usedAt: null },
      ])
      const take = () => write((tx) => takeLink(tx, hash('a'), AT))
      expect([await take(), await take()]).toEqual([true, false])
      expect(await open('a')).toBeUndefined()
      expect(await detailsOf('a')).toBe('{}')
    })

    test('is worth nothing once expired, cancelled, or for another purpose', async () => {
      await write((tx) => addLink(tx, link('b', 'password', bob)))
      expect(await open('b', LATER)).toBeUndefined()
      expect(await write((tx) => takeLink(tx, hash('b'), LATER))).toBe(false)
      expect(await findLink(read(), hash('b'), ['invitation'], AT)).toBeUndefined()
      await write((tx) => cancelLinks(tx, bob, ['password'], AT))
      expect(await open('b')).toBeUndefined()
      expect(await detailsOf('b')).toBe('{}')
    })
  })

  test('A20: failures are counted by key since an instant, and forgotten', async () => {
    const key = `clé ${made}`
    for (const at of [AT, LATER]) await write((tx) => addFailure(tx, key, at))
    expect(await failuresSince(read(), key, '2026-11-25T08:00:00.000Z')).toEqual([AT, LATER])
    expect(await failuresSince(read(), key, AT)).toEqual([LATER])
    await write((tx) => forgetOldFailures(tx, AT))
    expect(await failuresSince(read(), key, '')).toEqual([LATER])
    await write((tx) => forgetFailures(tx, key))
    expect(await failuresSince(read(), key, '')).toEqual([])
  })
})
