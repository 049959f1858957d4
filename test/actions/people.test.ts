import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { newLink } from '../../server/actions/invite.ts'
import {
  actorOf,
  createPerson,
  disablePerson,
  enablePerson,
  giveGrant,
  OPERATOR,
  resetTotp,
  takeGrantBack,
} from '../../server/actions/people.ts'
import { hashOf } from '../../server/auth/tokens.ts'
import type { Grant } from '../../server/domain/permission.ts'
import { findLink } from '../../server/store/links.ts'
import { administrators, findPerson, grantsOf, secretsOf } from '../../server/store/people.ts'
import { addSession, sessionsOf } from '../../server/store/sessions.ts'
import { ENGINES, newDatabase, TEST_NOW, type TestDatabase } from '../support/databases.ts'

const ADMIN: Grant = { role: 'administrator', scope: 'everywhere', target: '' }
const CAF: Grant = { role: 'contributor', scope: 'institution', target: 'caf' }
const HASH = 'a'.repeat(64)

describe.each(ENGINES)('accounts, on %s', (engine) => {
  let place: TestDatabase
  beforeEach(async () => {
    place = await newDatabase(engine)
  })
  afterEach(() => place.close())

  const create = async (email: string, grants: Grant[]) => {
    const person = { email, name: email, grants, passwordHash: 'none' }
    const made = await createPerson(place.database, person, OPERATOR, TEST_NOW)
    if (!made.ok) throw new Error(made.message)
    return made.value
  }
  const openSession = (personId: number) =>
    place.database.write((tx) =>
      addSession(tx, {
        hash: HASH,
        personId,
        secondFactor: true,
        browser: 'Firefox',
        createdAt: TEST_NOW.toISOString(),
        seenAt: TEST_NOW.toISOString(),
      }),
    )
  const sessions = (id: number) => sessionsOf(place.database.read, id)
  const journal = async () => {
    const { rows } = await sql<{ actor: string; action: string; person: number; details: string }>`
      SELECT actor, action, person_id AS person, details FROM audit ORDER BY id`.execute(place.database.read)
    return rows.map(({ actor, action, person, details }) => `${actor} · ${action} · ${person} · ${details}`)
  }

  test('an account is created with its grants, once for an address, and the journal names it by number', async () => {
    const id = await create('a@b.example', [CAF])
    expect(await grantsOf(place.database.read, id)).toMatchObject([CAF])
    const again = await createPerson(
      place.database,
      { email: 'A@B.example', name: 'x', grants: [] },
      OPERATOR,
      TEST_NOW,
    )
    expect(again).toEqual({ ok: false, message: 'Un compte a déjà cette adresse.' })
    const lines = await journal()
    expect(lines).toEqual([
      `exploitant · compte créé · ${id} · {}`,
      `exploitant · habilitation donnée · ${id} · {"habilitation":"contributor:institution:caf"}`,
    ])
    expect(lines.join()).not.toContain('b.example')
  })

  test('of several accounts made at once for one address, one is, and the others are refused', async () => {
    const outcomes = await Promise.all(
      Array.from({ length: 6 }, () =>
        createPerson(place.database, { email: 'a@b.example', name: 'A', grants: [] }, OPERATOR, TEST_NOW),
      ),
    )
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1)
  })

  test('a grant is given once, and a change of rights ends the open sessions', async () => {
    const id = await create('a@b.example', [CAF])
    await openSession(id)
    await giveGrant(place.database, id, CAF, OPERATOR, TEST_NOW)
    expect(await sessions(id)).toHaveLength(1)
    await giveGrant(place.database, id, { ...CAF, target: 'adil' }, actorOf({ id }), TEST_NOW)
    expect(await sessions(id)).toEqual([])
    expect(await takeGrantBack(place.database, id, CAF, OPERATOR, TEST_NOW)).toMatchObject({ ok: true })
    expect(await takeGrantBack(place.database, id, CAF, OPERATOR, TEST_NOW)).toMatchObject({ ok: false })
    expect((await grantsOf(place.database.read, id)).map(({ target }) => target)).toEqual(['adil'])
  })

  test('A13: the last administrator can be neither disabled nor demoted; with another one it can', async () => {
    const id = await create('a@b.example', [ADMIN])
    const refused = { ok: false, message: expect.stringContaining('dernier compte d’administration') }
    expect(await disablePerson(place.database, id, OPERATOR, TEST_NOW)).toEqual(refused)
    expect(await takeGrantBack(place.database, id, ADMIN, OPERATOR, TEST_NOW)).toEqual(refused)
    expect(await administrators(place.database.read)).toEqual([id])
    const other = await create('c@b.example', [ADMIN])
    expect(await disablePerson(place.database, id, OPERATOR, TEST_NOW)).toMatchObject({ ok: true })
    expect(await disablePerson(place.database, other, OPERATOR, TEST_NOW)).toEqual(refused)
  })

  test('A13: who was invited and never chose a password is no other administrator', async () => {
    const id = await create('a@b.example', [ADMIN])
    const invited = { email: 'faute@b.example', name: 'I', grants: [ADMIN] }
    const made = await createPerson(place.database, invited, OPERATOR, TEST_NOW)
    expect(await disablePerson(place.database, id, OPERATOR, TEST_NOW)).toMatchObject({ ok: false })
    expect(await takeGrantBack(place.database, id, ADMIN, OPERATOR, TEST_NOW)).toMatchObject({ ok: false })
    const invitedId = made.ok ? made.value : 0
    expect(await disablePerson(place.database, invitedId, OPERATOR, TEST_NOW)).toMatchObject({ ok: true })
  })

  test('a grant that is given many times at once is given once, and taken back whole', async () => {
    const id = await create('a@b.example', [])
    await Promise.all(Array.from({ length: 6 }, () => giveGrant(place.database, id, CAF, OPERATOR, TEST_NOW)))
    expect(await grantsOf(place.database.read, id)).toHaveLength(1)
    await takeGrantBack(place.database, id, CAF, OPERATOR, TEST_NOW)
    expect(await grantsOf(place.database.read, id)).toEqual([])
  })

  test('A13: of two last administrators who leave at once, one stays', async () => {
    let last = await create('a@b.example', [ADMIN])
    for (let round = 0; round < 5; round += 1) {
      const pair = [last, await create(`b${round}@b.example`, [ADMIN])]
      const outcomes = await Promise.all(
        pair.map((id) => takeGrantBack(place.database, id, ADMIN, OPERATOR, TEST_NOW)),
      )
      expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1)
      const left = await administrators(place.database.read)
      expect(left).toHaveLength(1)
      last = left[0] ?? 0
    }
  })

  test('A13: disabling ends sessions and links at once; enabling gives neither back', async () => {
    const id = await create('a@b.example', [CAF])
    await openSession(id)
    const token = await place.database.write((tx) => newLink(tx, 'password', id, {}, TEST_NOW))
    const link = () => findLink(place.database.read, hashOf(token), ['password'], TEST_NOW.toISOString())
    expect(await link()).toBeDefined()
    await disablePerson(place.database, id, OPERATOR, TEST_NOW)
    expect([await sessions(id), await link()]).toEqual([[], undefined])
    await enablePerson(place.database, id, OPERATOR, TEST_NOW)
    expect((await findPerson(place.database.read, id))?.disabledAt).toBeNull()
    expect([await sessions(id), await link()]).toEqual([[], undefined])
  })

  test('A19: a new link makes the former one worthless, and the journal holds no token', async () => {
    const id = await create('a@b.example', [])
    const make = () => place.database.write((tx) => newLink(tx, 'password', id, {}, TEST_NOW))
    const find = (token: string) =>
      findLink(place.database.read, hashOf(token), ['password'], TEST_NOW.toISOString())
    const [former, present] = [await make(), await make()]
    expect(await find(former)).toBeUndefined()
    expect(await find(present)).toMatchObject({ personId: id })
    expect((await journal()).join()).not.toContain(present)
  })

  test('a lost authenticator is taken off, and sessions end', async () => {
    const made = await createPerson(
      place.database,
      { email: 'a@b.example', name: 'A', grants: [], totp: { secret: 'S', recoveryHashes: [HASH] } },
      OPERATOR,
      TEST_NOW,
    )
    const id = made.ok ? made.value : 0
    await openSession(id)
    await resetTotp(place.database, id, OPERATOR, TEST_NOW)
    expect((await secretsOf(place.database.read, id))?.totpSecret).toBeNull()
    expect(await sessions(id)).toEqual([])
  })
})
