import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import {
  createPerson,
  disablePerson,
  giveGrant,
  OPERATOR,
  takeGrantBack,
} from '../../server/actions/people.ts'
import { throttleKey } from '../../server/actions/throttle.ts'
import { newRecoveryCodes } from '../../server/auth/recoveryCodes.ts'
import { newTotpSecret, totpCode, totpStep } from '../../server/auth/totp.ts'
import { type Grant, parseGrant } from '../../server/domain/permission.ts'
import { addFailure } from '../../server/store/failures.ts'
import { unsentMessages } from '../../server/store/outbox.ts'
import { setPassword } from '../../server/store/people.ts'
import { closeSessions, sessionsOf } from '../../server/store/sessions.ts'
import { newApp, type TestApp } from '../support/app.ts'
import { type Client, hiddenFields, newClient } from '../support/client.ts'
import { ENGINES, TEST_NOW } from '../support/databases.ts'
import { accountFor, PASSWORD } from '../support/people.ts'

const WRONG = 'une autre phrase tout aussi longue'
const MINUTE = 60_000
const HOUR = 60 * MINUTE

describe.each(ENGINES)('signing in, on %s', (engine) => {
  let guide: TestApp
  let clock: number
  beforeEach(async () => {
    clock = TEST_NOW.getTime()
    guide = await newApp({ engine, now: () => new Date(clock) })
  })
  afterEach(() => guide.close())

  const account = (email: string, grants: readonly string[] = [], totp?: string) =>
    accountFor(guide, { email, grants, totp })
  const signIn = (client: Client, email: string, password = PASSWORD, page = '/connexion') =>
    client.submit(page, '/connexion', { adresse: email, mot_de_passe: password })
  const code = (secret: string) => totpCode(secret, totpStep(new Date(clock)))
  const actions = async () => {
    const { rows } = await sql<{ action: string }>`SELECT action FROM audit ORDER BY id`.execute(
      guide.context.database.read,
    )
    return rows.map(({ action }) => action)
  }

  test('the right password opens a session, and leads back to where one came from', async () => {
    await account('alice@ccas.example')
    const client = newClient(guide)
    const answer = await signIn(client, 'Alice@CCAS.example', PASSWORD, '/connexion?retour=%2Ffiches%2Fadil')
    expect([answer.status, answer.headers.location]).toEqual([303, '/fiches/adil'])
    const [cookie = ''] = answer.headers['set-cookie'] as unknown as string[]
    expect(cookie).toMatch(/^wikisol=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax$/)
    const page = await client.get('/compte')
    expect(page.status).toBe(200)
    expect(page.text).toContain('Alice Martin')
    expect(page.headers['cache-control']).toBe('no-store')
    expect(await actions()).toContain('connexion')
  })

  test('behind https the cookie is bound to this host and never leaves in clear', async () => {
    const secure = await newApp({ engine, env: { PUBLIC_URL: 'https://guide.exemple.fr' } })
    const passwordHash = await secure.context.hasher.hash(PASSWORD)
    const bob = { email: 'bob@ccas.example', name: 'Bob', grants: [], passwordHash }
    await createPerson(secure.context.database, bob, OPERATOR, TEST_NOW)
    const client = newClient(secure)
    const answer = await signIn(client, 'bob@ccas.example')
    expect(answer.headers['set-cookie']?.[0]).toMatch(
      /^__Host-wikisol=.*; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
    )
    await secure.close()
  })

  test('A22: an address with a NUL is one that has no account', async () => {
    await account('alice@ccas.example')
    expect((await signIn(newClient(guide), 'ali\u0000ce@ccas.examples')).status).toBe(422)
  })

  test('a password that changes while it is compared opens nothing', async () => {
    const id = await account('alice@ccas.example')
    const { database, hasher } = guide.context
    const verify = hasher.verify
    hasher.verify = async (stored, password) => {
      const isRight = await verify(stored, password)
      await database.write(async (tx) => {
        await setPassword(tx, id, 'another')
        await closeSessions(tx, id)
      })
      return isRight
    }
    const client = newClient(guide)
    expect([(await signIn(client, 'alice@ccas.example')).status, client.cookie()]).toEqual([422, ''])
    expect(await sessionsOf(database.read, id)).toEqual([])
  })

  test('A18: an unknown account, a wrong password, a disabled account and an unfinished one answer alike', async () => {
    await account('alice@ccas.example')
    const off = await account('off@ccas.example')
    await disablePerson(guide.context.database, off, OPERATOR, TEST_NOW)
    const unfinished = { email: 'new@ccas.example', name: 'N', grants: [] }
    await createPerson(guide.context.database, unfinished, OPERATOR, TEST_NOW)
    const tries = [
      ['alice@ccas.example', WRONG],
      ['nobody@ccas.example', PASSWORD],
      ['off@ccas.example', PASSWORD],
      ['new@ccas.example', PASSWORD],
    ] as const
    const answers = await Promise.all(
      tries.map(async ([email, password]) => {
        const client = newClient(guide)
        const { status, text } = await signIn(client, email, password)
        expect(client.cookie()).toBe('')
        return [status, text.replaceAll(email, 'X').replace(/[\w-]{22}(?:\.\d+){2}\.[\w-]{43}/g, 'KEY')]
      }),
    )
    expect(answers[0]?.[0]).toBe(422)
    for (const answer of answers) expect(answer).toEqual(answers[0])
    expect(answers[0]?.[1]).toContain('L’adresse ou le mot de passe n’est pas juste.')
  })

  test('what is missing is said beside its field, and the address typed stays', async () => {
    const client = newClient(guide)
    const answer = await client.submit('/connexion', '/connexion', { adresse: 'a@b.fr', mot_de_passe: '' })
    expect(answer.status).toBe(422)
    expect(answer.text).toContain('<title>Erreur')
    expect(answer.text).toContain('value="a@b.fr"')
    expect(answer.text).toContain('href="#mot_de_passe"')
  })

  test('A20: the eleventh failure of an account from an address waits; others do not, and it passes', async () => {
    await account('alice@ccas.example')
    await account('bob@ccas.example')
    const client = newClient(guide)
    for (let n = 0; n < 10; n += 1)
      expect((await signIn(client, 'alice@ccas.example', WRONG)).status).toBe(422)
    const refused = await signIn(client, 'alice@ccas.example')
    expect(refused.status).toBe(429)
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0)
    expect(Number(refused.headers['retry-after'])).toBeLessThanOrEqual(900)
    expect(refused.text).toContain('Trop d’essais de suite')
    expect((await signIn(newClient(guide), 'bob@ccas.example')).status).toBe(303)
    clock += 15 * MINUTE + 1
    expect((await signIn(client, 'alice@ccas.example')).status).toBe(303)
  })

  test('A20: an address that fails too often waits, whatever the account', async () => {
    const strict = await newApp({ engine, env: { WIKISOL_ECHECS_ADRESSE: '12' }, now: () => new Date(clock) })
    const attempt = (n: number) => signIn(newClient(strict), `inconnu${n}@ccas.example`)
    for (let n = 0; n < 12; n += 1) expect((await attempt(n)).status).toBe(422)
    expect((await attempt(12)).status).toBe(429)
    clock += 15 * MINUTE + 1
    expect((await attempt(13)).status).toBe(422)
    await strict.close()
  })

  test('A20: an address that failed too often leaves nothing more behind, whatever accounts it names', async () => {
    const { database, secret, config } = guide.context
    // This machine, as IPv4 alone or through IPv6.
    const here = ['127.0.0.1', '::ffff:127.0.0.1'].map((ip) => throttleKey(secret, 'address', ip))
    await database.write(async (tx) => {
      for (let n = 0; n < config.throttle.address; n += 1)
        for (const key of here) await addFailure(tx, key, TEST_NOW.toISOString())
    })
    const client = newClient(guide)
    for (const name of ['a', 'b', 'c'])
      expect((await signIn(client, `${name}@ccas.example`)).status).toBe(429)
    const { rows } = await sql<{ name: string }>`SELECT name FROM turns`.execute(database.read)
    expect(rows).toHaveLength(1)
    expect(here).toContain(rows[0]?.name)
  })

  test('A21: a forged client address changes nothing while no proxy is declared', async () => {
    await account('alice@ccas.example')
    for (let n = 0; n < 10; n += 1) {
      const client = newClient(guide, { address: `203.0.113.${n}` })
      expect((await signIn(client, 'alice@ccas.example', WRONG)).status).toBe(422)
    }
    const other = newClient(guide, { address: '198.51.100.7' })
    expect((await signIn(other, 'alice@ccas.example', WRONG)).status).toBe(429)
  })

  test('many failures at once are counted one by one', async () => {
    await account('alice@ccas.example')
    const clients = Array.from({ length: 15 }, () => newClient(guide))
    const answers = await Promise.all(clients.map((client) => signIn(client, 'alice@ccas.example', WRONG)))
    const statuses = answers.map(({ status }) => status)
    expect(statuses.filter((status) => status === 422)).toHaveLength(10)
    expect(statuses.filter((status) => status === 429)).toHaveLength(5)
  })

  test('A16: a session id that was there before is never taken over', async () => {
    await account('alice@ccas.example')
    const client = newClient(guide)
    const planted = `wikisol=${'a'.repeat(43)}`
    client.setCookie(planted)
    await signIn(client, 'alice@ccas.example')
    const first = client.cookie()
    expect(first).not.toBe(planted)
    // Signing in again over an open session closes it.
    const page = (await newClient(guide).get('/connexion')).text
    const again = newClient(guide)
    again.setCookie(first)
    const key = guide.context.formKeys.make('/connexion', await sessionHash())
    await again.post('/connexion', {
      ...hiddenFields(page, '/connexion'),
      cle: key,
      adresse: 'alice@ccas.example',
      mot_de_passe: PASSWORD,
    })
    expect(again.cookie()).not.toBe(first)
    expect((await client.get('/compte')).status).toBe(303)
    expect((await again.get('/compte')).status).toBe(200)
  })

  async function sessionHash(): Promise<string> {
    const { rows } = await sql<{ hash: string }>`SELECT hash FROM sessions`.execute(
      guide.context.database.read,
    )
    return rows[0]?.hash ?? ''
  }

  test('A16: signing out kills the session, and a role given or taken does too', async () => {
    const id = await account('alice@ccas.example')
    const { database } = guide.context
    const grant = parseGrant('contributor:institution:adil') as Grant
    const client = newClient(guide)
    await signIn(client, 'alice@ccas.example')
    const old = client.cookie()
    const out = await client.submit('/compte', '/deconnexion', {})
    expect([out.status, out.headers.location, client.cookie()]).toEqual([
      303,
      '/connexion?fait=deconnexion',
      '',
    ])
    client.setCookie(old)
    expect((await client.get('/compte')).status).toBe(303)
    for (const change of [
      () => giveGrant(database, id, grant, OPERATOR, TEST_NOW),
      () => takeGrantBack(database, id, grant, OPERATOR, TEST_NOW),
    ]) {
      await signIn(client, 'alice@ccas.example')
      expect((await client.get('/compte')).status).toBe(200)
      await change()
      expect((await client.get('/compte')).status).toBe(303)
    }
  })

  test('A13: a disabled account is a reader from the next request on', async () => {
    const id = await account('alice@ccas.example')
    const client = newClient(guide)
    await signIn(client, 'alice@ccas.example')
    await disablePerson(guide.context.database, id, OPERATOR, TEST_NOW)
    expect((await client.get('/fiches/adil')).status).toBe(200)
    expect((await client.get('/fiches/ligne-interne')).status).toBe(404)
    expect((await client.get('/compte')).status).toBe(303)
  })

  test('a cookie that is cut, unknown or sent twice is a reader’s', async () => {
    await account('alice@ccas.example')
    const client = newClient(guide)
    await signIn(client, 'alice@ccas.example')
    const good = client.cookie()
    for (const cookie of [
      good.slice(0, -1),
      `wikisol=${'a'.repeat(43)}`,
      `${good}; ${good}`,
      `wikisol=; ${good}x`,
      good.replace('wikisol', 'Wikisol'),
    ]) {
      client.setCookie(cookie)
      expect([cookie, (await client.get('/compte')).status]).toEqual([cookie, 303])
      expect((await client.get('/fiches/adil')).status).toBe(200)
    }
    client.setCookie(`autre=1; ${good}`)
    expect((await client.get('/compte')).status).toBe(200)
  })

  test('two sign-ins give two cookies, and the database holds neither', async () => {
    await account('alice@ccas.example')
    const clients = [newClient(guide), newClient(guide)]
    for (const client of clients) await signIn(client, 'alice@ccas.example')
    const tokens = clients.map((client) => client.cookie().split('=')[1] ?? '')
    expect(new Set(tokens).size).toBe(2)
    const { rows } = await sql`SELECT * FROM sessions`.execute(guide.context.database.read)
    expect(rows).toHaveLength(2)
    for (const token of tokens) expect(JSON.stringify(rows)).not.toContain(token)
  })

  test('a session ends when it is not used, and in any case after its longest', async () => {
    await account('alice@ccas.example')
    const client = newClient(guide)
    await signIn(client, 'alice@ccas.example')
    clock += 4 * HOUR - MINUTE
    expect((await client.get('/compte')).status).toBe(200)
    clock += 4 * HOUR + 1
    expect((await client.get('/compte')).status).toBe(303)
    await signIn(client, 'alice@ccas.example')
    for (let hours = 0; hours < 9; hours += 3) {
      clock += 3 * HOUR
      expect((await client.get('/compte')).status).toBe(200)
    }
    clock += 3 * HOUR
    expect((await client.get('/compte')).status).toBe(303)
  })

  test('a clock that goes back a day opens nothing for longer', async () => {
    await account('alice@ccas.example')
    const client = newClient(guide)
    await signIn(client, 'alice@ccas.example')
    clock -= 24 * HOUR
    expect((await client.get('/compte')).status).toBe(303)
  })

  test('A17: after signing in only an address of the guide is gone to', async () => {
    await account('alice@ccas.example')
    for (const evil of [
      '//evil.example',
      '/\\evil.example',
      'https:evil.example',
      '/%2F%2Fevil',
      'javascript:1',
    ]) {
      const client = newClient(guide)
      const page = `/connexion?retour=${encodeURIComponent(evil)}`
      const { headers } = await signIn(client, 'alice@ccas.example', PASSWORD, page)
      expect([evil, headers.location]).toEqual([evil, '/'])
    }
  })

  test('A22: a password is compared whole, whatever its letters, and one too long is not hashed', async () => {
    const { database, hasher } = guide.context
    const long = 'é'.repeat(128)
    const passwordHash = await hasher.hash(long)
    await createPerson(
      database,
      { email: 'l@b.example', name: 'L', grants: [], passwordHash },
      OPERATOR,
      TEST_NOW,
    )
    const status = async (password: string) =>
      (await signIn(newClient(guide), 'l@b.example', password)).status
    expect(await status(long.normalize('NFD'))).toBe(303)
    expect(await status(long.slice(0, 127))).toBe(422)
    expect(await status(`${long}é`)).toBe(422)
    expect(await status('é'.repeat(72))).toBe(422)
    expect(await status(`${long.slice(0, 127)}\0`)).toBe(422)
  })

  describe('the second factor', () => {
    let secret: string
    beforeEach(async () => {
      secret = newTotpSecret()
      await account('carole@dept.example', ['moderator:everywhere'], secret)
    })
    const halfway = async () => {
      const client = newClient(guide)
      const answer = await signIn(client, 'carole@dept.example', PASSWORD, '/connexion?retour=%2Ffiches')
      expect([answer.status, answer.headers.location]).toEqual([
        303,
        '/connexion/code?retour=%2Ffiches&formulaire=',
      ])
      return client
    }
    const give = (client: Client, typed: string) =>
      client.submit('/connexion/code?retour=%2Ffiches', '/connexion/code', { code: typed })

    test('comes after the password, which opens nothing but its page', async () => {
      const client = await halfway()
      const before = client.cookie()
      expect((await client.get('/compte')).status).toBe(303)
      expect((await client.get('/fiches/ligne-interne')).status).toBe(404)
      const answer = await give(client, code(secret))
      expect([answer.status, answer.headers.location]).toEqual([303, '/fiches'])
      expect(client.cookie()).not.toBe(before)
      expect((await client.get('/compte')).status).toBe(200)
      client.setCookie(before)
      expect((await client.get('/connexion/code')).headers.location).toBe('/connexion')
    })

    test('A23: a code is good once, one step around now, and what is refused is in the journal', async () => {
      const first = await halfway()
      const used = code(secret)
      expect((await give(first, used)).status).toBe(303)
      const second = await halfway()
      expect((await give(second, used)).status).toBe(422)
      const step = totpStep(new Date(clock))
      expect((await give(second, totpCode(secret, step + 2))).status).toBe(422)
      expect((await give(second, totpCode(secret, step - 2))).status).toBe(422)
      expect((await give(second, totpCode(secret, step + 1))).status).toBe(303)
      expect((await actions()).filter((action) => action === 'code du second facteur refusé')).toHaveLength(3)
    })

    test('A23: the sixth wrong code waits, even with the right one', async () => {
      const client = await halfway()
      for (let n = 0; n < 5; n += 1) expect((await give(client, '000000')).status).toBe(422)
      const refused = await give(client, code(secret))
      expect(refused.status).toBe(429)
      expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0)
    })

    test('is waited for a quarter of an hour', async () => {
      const client = await halfway()
      clock += 15 * MINUTE
      expect((await client.get('/connexion/code')).headers.location).toBe('/connexion')
    })

    test('a recovery code replaces the telephone once', async () => {
      const [code] = newRecoveryCodes()
      await guide.context.database.write((tx) =>
        sql`INSERT INTO recovery_codes (person_id, hash) SELECT id, ${code?.hash} FROM people
          WHERE email = 'carole@dept.example'`.execute(tx),
      )
      const typed = (code?.code ?? '').toUpperCase().replaceAll('-', ' ')
      const client = await halfway()
      const home = await client.submit('/connexion/code', '/connexion/code', { code: typed })
      expect(home.headers.location).toBe('/compte?fait=code-de-secours')
      expect((await give(await halfway(), typed)).status).toBe(422)
    })

    test('two sendings of one code at once open one session', async () => {
      const client = await halfway()
      const page = (await client.get('/connexion/code')).text
      const fields = { ...hiddenFields(page, '/connexion/code'), code: code(secret) }
      const cookie = client.cookie()
      const answers = await Promise.all(
        [0, 1].map(() => {
          const each = newClient(guide)
          each.setCookie(cookie)
          return each.post('/connexion/code', fields)
        }),
      )
      expect(answers.map(({ headers }) => headers['set-cookie'] !== undefined).filter(Boolean)).toHaveLength(
        1,
      )
    })
  })

  test('who must have a second factor and has none gets a link by mail, and no session', async () => {
    await account('carole@dept.example', ['moderator:everywhere'])
    const client = newClient(guide)
    const answer = await signIn(client, 'carole@dept.example')
    expect([answer.status, client.cookie()]).toEqual([200, ''])
    expect(answer.text).toContain('Il manque le second facteur')
    await signIn(client, 'carole@dept.example')
    const messages = await unsentMessages(guide.context.database.read)
    expect(messages.map(({ recipient, subject }) => [recipient, subject])).toEqual([
      ['carole@dept.example', 'WikiSol62 : installer votre second facteur'],
    ])
  })

  test('D07: while too many passwords are hashed the answer is 503, and nobody is charged with a failure', async () => {
    await account('alice@ccas.example')
    const page = (await newClient(guide).get('/connexion')).text
    const fields = { ...hiddenFields(page, '/connexion'), adresse: 'alice@ccas.example', mot_de_passe: WRONG }
    const many = Array.from({ length: 50 }, (_, n) =>
      newClient(guide).post('/connexion', { ...fields, adresse: `a${n}@ccas.example` }),
    )
    const statuses = (await Promise.all(many)).map(({ status }) => status)
    expect(new Set(statuses)).toEqual(new Set([422, 503]))
    expect((await guide.get('/fiches/adil')).status).toBe(200)
    const { rows } = await sql<{ count: number }>`SELECT COUNT(*) AS count FROM sign_in_failures`.execute(
      guide.context.database.read,
    )
    expect(rows[0]?.count).toBe(2 * statuses.filter((status) => status === 422).length)
  })

  test('A30: at the doors and in the account each line of the log is one JSON object, and holds no secret nor name', async () => {
    const hostile = 'Alice\r\n{"level":30,"route":"/faux"}\u001b[31m'
    const secret = newTotpSecret()
    const email = 'carole@dept.example'
    await accountFor(guide, { email, grants: ['moderator:everywhere'], totp: secret, name: hostile })
    guide.log.length = 0
    const client = newClient(guide)
    await signIn(client, `${email}\r\n{"level":30}`, WRONG)
    await signIn(client, email, WRONG)
    await signIn(client, email)
    await client.submit('/connexion/code', '/connexion/code', { code: '000000' })
    await client.submit('/connexion/code', '/connexion/code', { code: code(secret) })
    const renamed = await client.submit('/compte', '/compte/nom', { nom: hostile })
    expect(renamed.status).toBe(303)
    await client.submit('/mot-de-passe', '/mot-de-passe', { adresse: email })
    const [message] = await unsentMessages(guide.context.database.read)
    const link = /https?:\/\/\S+/.exec(message?.text ?? '')?.[0] ?? ''
    const path = new URL(link).pathname
    await client.get(path)
    await client.submit(path, path, { nouveau: WRONG })
    await client.get(`${path}x?nom=${encodeURIComponent(hostile)}`)
    await newClient(guide).post(
      '/connexion',
      { adresse: email, mot_de_passe: PASSWORD },
      { 'User-Agent': `{"level":30} ${email}` },
    )

    const lines = guide.log.map((line): Record<string, unknown> => JSON.parse(line))
    expect(lines.map(({ route }) => route)).toEqual(
      expect.arrayContaining(['/connexion', '/connexion/code', '/compte/nom', '/mot-de-passe/:jeton']),
    )
    expect(lines.map(({ status }) => status)).toEqual(expect.arrayContaining([200, 303, 403, 404, 422]))
    for (const line of guide.log) expect(line.trimEnd()).not.toMatch(/\p{Cc}/u)
    // A number drawn for the request may hold any six figures.
    const all = JSON.stringify(lines.map(({ id: _, time: __, ms: ___, ...line }) => line))
    const token = path.split('/').at(-1)
    const secrets = [
      PASSWORD,
      WRONG,
      email,
      'dept.example',
      'Alice',
      'faux',
      '000000',
      code(secret),
      secret,
      token,
      client.cookie().split('=')[1],
    ]
    for (const each of secrets) expect(each?.length).toBeGreaterThan(3)
    expect(secrets.filter((each) => all.includes(String(each)))).toEqual([])
  })
})
