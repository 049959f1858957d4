import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { issueAdministratorLink, sendInvitation } from '../../server/actions/invite.ts'
import { actorOf, createPerson, OPERATOR, resetTotp } from '../../server/actions/people.ts'
import { newTotpSecret, totpCode, totpStep } from '../../server/auth/totp.ts'
import { type Grant, parseGrant } from '../../server/domain/permission.ts'
import { administrators, findPerson, grantsOf, secretsOf } from '../../server/store/people.ts'
import { sessionsOf } from '../../server/store/sessions.ts'
import { newApp, type TestApp } from '../support/app.ts'
import { type Client, hiddenFields, newClient } from '../support/client.ts'
import { ENGINES, TEST_NOW } from '../support/databases.ts'
import { accountFor, PASSWORD, signedIn as personIn, signedInAgain } from '../support/people.ts'

const NEW = 'quatre lampes sous la pluie'
const HOUR = 3_600_000
const STEP = 30_000

describe.each(ENGINES)('accounts, on %s', (engine) => {
  let guide: TestApp
  let clock: number
  beforeEach(async () => {
    clock = TEST_NOW.getTime()
    guide = await newApp({ engine, now: () => new Date(clock) })
  })
  afterEach(() => guide.close())

  const read = () => guide.context.database.read
  const code = (secret: string) => totpCode(secret, totpStep(new Date(clock)))
  const secretIn = (html: string) => (/class="secret">([^<]+)</.exec(html)?.[1] ?? '').replaceAll(' ', '')

  const account = (email: string, grants: readonly string[] = [], totp?: string) =>
    accountFor(guide, { email, grants, totp })
  async function signedIn(email: string, secret?: string, password = PASSWORD): Promise<Client> {
    const client = newClient(guide)
    await client.submit('/connexion', '/connexion', { adresse: email, mot_de_passe: password })
    if (secret !== undefined) {
      await client.submit('/connexion/code', '/connexion/code', { code: code(secret) })
      clock += STEP
    }
    expect((await client.get('/compte')).status).toBe(200)
    return client
  }
  const enters = async (email: string, password: string) => {
    const answer = await newClient(guide).submit('/connexion', '/connexion', {
      adresse: email,
      mot_de_passe: password,
    })
    return answer.status === 303
  }
  async function lastLink(recipient: string): Promise<string> {
    const { rows } = await sql<{ text: string }>`
      SELECT body_text AS text FROM outbox WHERE recipient = ${recipient} ORDER BY id DESC LIMIT 1`.execute(
      read(),
    )
    const url = /https?:\/\/\S+/.exec(rows[0]?.text ?? '')?.[0] ?? ''
    return new URL(url).pathname
  }
  const subjects = async (recipient: string) => {
    const { rows } = await sql<{ subject: string }>`
      SELECT subject FROM outbox WHERE recipient = ${recipient} ORDER BY id`.execute(read())
    return rows.map(({ subject }) => subject)
  }

  describe('an invitation', () => {
    async function invited(grants: readonly string[]): Promise<{ id: number; path: string }> {
      const { database, now } = guide.context
      const made = await createPerson(
        database,
        {
          email: 'bruno@ccas.example',
          name: 'Bruno',
          grants: grants.map((grant) => parseGrant(grant) as Grant),
        },
        OPERATOR,
        now(),
      )
      const id = made.ok ? made.value : 0
      const person = await findPerson(read(), id)
      if (person === undefined) throw new Error('no person')
      const sender = { guide: 'WikiSol62', origin: 'https://guide.exemple.fr' }
      await database.write((tx) =>
        sendInvitation(tx, person, { actor: actorOf({ id: 1 }), name: 'Carole Petit' }, sender, now()),
      )
      return { id, path: await lastLink('bruno@ccas.example') }
    }

    test('opens the account of a contributor with a password alone, once', async () => {
      const { path } = await invited(['contributor:institution:adil'])
      const client = newClient(guide)
      for (let look = 0; look < 3; look += 1) expect((await client.get(path)).status).toBe(200)
      const page = (await client.get(path)).text
      const answer = await client.send(page, path, { nom: 'Bruno Lefebvre', nouveau: NEW })
      expect([answer.status, answer.headers.location]).toEqual([303, '/compte?fait=bienvenue'])
      expect((await client.get('/compte')).text).toContain('Bruno Lefebvre')
      expect(await enters('bruno@ccas.example', NEW)).toBe(true)
      const again = await newClient(guide).get(path)
      expect([again.status, again.text.includes('Ce lien ne sert plus')]).toEqual([404, true])
    })

    test('asks a moderator for a second factor before anything takes effect', async () => {
      const { id, path } = await invited(['moderator:everywhere'])
      const client = newClient(guide)
      const first = await client.submit(path, path, { nom: 'Bruno', nouveau: NEW })
      expect([first.status, first.headers.location, client.cookie()]).toEqual([303, path, ''])
      expect(await enters('bruno@ccas.example', NEW)).toBe(false)
      const page = (await client.get(path)).text
      const secret = secretIn(page)
      expect(secret).toMatch(/^[A-Z2-7]{32}$/)
      const wrong = await client.send(page, path, { code: '000000' })
      expect([wrong.status, secretIn(wrong.text)]).toEqual([422, secret])
      const done = await client.send(page, path, { code: code(secret) })
      expect(done.status).toBe(200)
      expect(done.text.match(/<li><code>(?:[0-9a-z]{4}-){5}[0-9a-z]{4}<\/code>/g)).toHaveLength(10)
      expect((await client.get('/compte')).status).toBe(200)
      expect((await secretsOf(read(), id))?.totpSecret).toBe(secret)
      const reused = await newClient(guide).submit('/connexion', '/connexion', {
        adresse: 'bruno@ccas.example',
        mot_de_passe: NEW,
      })
      expect(reused.headers.location).toContain('/connexion/code')
    })

    test.each([
      ['too short', 'court', 'il en faut 15'],
      ['common', 'motdepasse12345', 'trop courant'],
      ['about the person', 'bruno@ccas.example', 'votre nom'],
      ['too long', 'é'.repeat(129), 'trop long'],
      ['absent', '', 'Écrivez un mot de passe'],
    ])(
      'refuses a password that is %s, beside its field, and keeps the name',
      async (_kind, nouveau, message) => {
        const { path } = await invited(['contributor:institution:adil'])
        const answer = await newClient(guide).submit(path, path, { nom: 'Bruno Lefebvre', nouveau })
        expect(answer.status).toBe(422)
        expect(answer.text).toContain(message)
        expect(answer.text).toContain('value="Bruno Lefebvre"')
        expect(answer.text).not.toContain(nouveau === '' ? 'jamais' : `value="${nouveau}"`)
      },
    )

    test('A19: runs out after seven days', async () => {
      const { path } = await invited([])
      clock += 7 * 24 * HOUR
      expect((await newClient(guide).get(path)).status).toBe(404)
    })

    test('A08: fields that the form does not have change nothing', async () => {
      const { id, path } = await invited(['contributor:institution:adil'])
      await newClient(guide).submit(path, path, {
        nom: 'Bruno',
        nouveau: NEW,
        role: 'administrator',
        adresse: 'evil@evil.example',
        label: 'Référent',
        person_id: '1',
      })
      expect(await findPerson(read(), id)).toMatchObject({ email: 'bruno@ccas.example', label: null })
      expect(await grantsOf(read(), id)).toMatchObject([{ role: 'contributor', target: 'adil' }])
    })
  })

  test('the link of the operator makes the first administrator, with a second factor, within a day', async () => {
    const { database, now } = guide.context
    const url = await issueAdministratorLink(database, OPERATOR, 'http://localhost:3000', now())
    const path = new URL(url).pathname
    const client = newClient(guide)
    const typed = { nom: 'Denis Caron', adresse: 'denis@dept.example', nouveau: NEW }
    expect((await client.submit(path, path, { ...typed, adresse: 'nobody' })).status).toBe(422)
    expect((await client.submit(path, path, typed)).status).toBe(303)
    expect(await administrators(read())).toEqual([])
    const page = (await client.get(path)).text
    expect((await client.send(page, path, { code: code(secretIn(page)) })).status).toBe(200)
    const [id] = await administrators(read())
    expect(await findPerson(read(), id ?? 0)).toMatchObject({
      email: 'denis@dept.example',
      name: 'Denis Caron',
    })
    const next = new URL(await issueAdministratorLink(database, OPERATOR, 'http://localhost:3000', now()))
      .pathname
    clock += 24 * HOUR
    expect((await client.get(next)).status).toBe(404)
  })

  describe('a forgotten password', () => {
    const ask = (email: string) =>
      newClient(guide).submit('/mot-de-passe', '/mot-de-passe', { adresse: email })

    test('A19: the link is sent, works once within the hour, and closes every session', async () => {
      await account('alice@ccas.example')
      const open = await signedIn('alice@ccas.example')
      expect((await ask('alice@ccas.example')).status).toBe(200)
      const path = await lastLink('alice@ccas.example')
      const client = newClient(guide)
      const page = (await client.get(path)).text
      expect((await client.send(page, path, { nouveau: 'court' })).status).toBe(422)
      const done = await client.send(page, path, { nouveau: NEW })
      expect([done.status, done.headers.location, client.cookie()]).toEqual([
        303,
        '/connexion?fait=mot-de-passe',
        '',
      ])
      expect([await enters('alice@ccas.example', PASSWORD), await enters('alice@ccas.example', NEW)]).toEqual(
        [false, true],
      )
      expect((await open.get('/compte')).status).toBe(303)
      expect((await client.get(path)).status).toBe(404)
      expect(await subjects('alice@ccas.example')).toContain('WikiSol62 : votre compte a changé')
    })

    test('A19: an old link and one that a newer replaced open nothing', async () => {
      await account('alice@ccas.example')
      await ask('alice@ccas.example')
      const first = await lastLink('alice@ccas.example')
      await ask('alice@ccas.example')
      const second = await lastLink('alice@ccas.example')
      expect((await newClient(guide).get(first)).status).toBe(404)
      expect((await newClient(guide).get(second)).status).toBe(200)
      clock += HOUR
      expect((await newClient(guide).get(second)).status).toBe(404)
    })

    test('A18: an unknown address has the same answer, and no message leaves', async () => {
      await account('alice@ccas.example')
      const strip = (text: string) => text.replaceAll(/[\w-]{22}(?:\.\d+){2}\.[\w-]{43}/g, 'KEY')
      const [known, unknown] = [await ask('alice@ccas.example'), await ask('nobody@ccas.example')]
      expect([unknown.status, strip(unknown.text)]).toEqual([known.status, strip(known.text)])
      expect(await subjects('nobody@ccas.example')).toEqual([])
    })

    test('a person is not flooded: three messages in fifteen minutes, and the answer stays the same', async () => {
      await account('alice@ccas.example')
      for (let n = 0; n < 6; n += 1) expect((await ask('alice@ccas.example')).status).toBe(200)
      expect(await subjects('alice@ccas.example')).toHaveLength(3)
    })

    test('A26: whatever host is claimed, the link leads to the configured one', async () => {
      await account('alice@ccas.example')
      const client = newClient(guide)
      const page = (await client.get('/mot-de-passe')).text
      const fields = { ...hiddenFields(page, '/mot-de-passe'), adresse: 'alice@ccas.example' }
      await client.post('/mot-de-passe', fields, { Host: 'evil.example', 'X-Forwarded-Host': 'evil.example' })
      const { rows } = await sql<{ text: string; html: string }>`
        SELECT body_text AS text, body_html AS html FROM outbox`.execute(read())
      expect(rows).toHaveLength(1)
      expect(rows[0]?.text).toContain('http://localhost:3000/mot-de-passe/')
      expect(JSON.stringify(rows)).not.toContain('evil')
    })

    test('the second factor is still asked for after it', async () => {
      const secret = newTotpSecret()
      await account('carole@dept.example', ['moderator:everywhere'], secret)
      await ask('carole@dept.example')
      const path = await lastLink('carole@dept.example')
      await newClient(guide).submit(path, path, { nouveau: NEW })
      const client = newClient(guide)
      const answer = await client.submit('/connexion', '/connexion', {
        adresse: 'carole@dept.example',
        mot_de_passe: NEW,
      })
      expect(answer.headers.location).toContain('/connexion/code')
      expect((await client.get('/compte')).status).toBe(303)
    })
  })

  test('after the second factor was reset only a link by mail sets a new one, and it opens no session', async () => {
    const secret = newTotpSecret()
    const id = await account('carole@dept.example', ['moderator:everywhere'], secret)
    await resetTotp(guide.context.database, id, OPERATOR, guide.context.now())
    const client = newClient(guide)
    await client.submit('/connexion', '/connexion', {
      adresse: 'carole@dept.example',
      mot_de_passe: PASSWORD,
    })
    expect(client.cookie()).toBe('')
    const path = await lastLink('carole@dept.example')
    const page = (await client.get(path)).text
    const done = await client.send(page, path, { code: code(secretIn(page)) })
    expect([done.status, client.cookie()]).toEqual([200, ''])
    expect(done.text).toContain('se connecter')
    expect((await secretsOf(read(), id))?.totpSecret).toBe(secretIn(page))
  })

  /** Policies under which a link to another site never names the page that it stands on. */
  const WITHOUT_PATH = [
    'no-referrer',
    'same-origin',
    'strict-origin',
    'origin',
    'strict-origin-when-cross-origin',
  ]

  test('A19: the address of a one-time link is never told to another site in Referer, alive or dead', async () => {
    await account('alice@ccas.example')
    await newClient(guide).submit('/mot-de-passe', '/mot-de-passe', { adresse: 'alice@ccas.example' })
    const reset = await lastLink('alice@ccas.example')
    const client = await signedIn('alice@ccas.example')
    await client.submit('/compte/adresse', '/compte/adresse', {
      adresse: 'a@mairie.example',
      actuel: PASSWORD,
    })
    const address = await lastLink('a@mairie.example')
    const { database, now } = guide.context
    const invitation = await issueAdministratorLink(database, OPERATOR, 'http://localhost:3000', now())
    const paths = [reset, address, new URL(invitation).pathname]
    const page = (await newClient(guide).get(reset)).text
    const answers = [
      ...(await Promise.all(paths.map((path) => newClient(guide).get(path)))),
      // With a form that is refused, taken, and sent to a link that is dead by then; and for somebody who is signed in.
      await newClient(guide).send(page, reset, { nouveau: 'court' }),
      await client.get(address),
      await newClient(guide).send(page, reset, { nouveau: NEW }),
      await newClient(guide).get(reset),
      await newClient(guide).send(page, reset, { nouveau: NEW }),
    ]
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 422, 200, 303, 404, 404])
    for (const { headers } of answers) expect(WITHOUT_PATH).toContain(headers['referrer-policy'])
    // Nor is the link anywhere in what it leads to.
    expect(answers[5]?.headers.location).not.toContain(reset.split('/').at(-1))
  })

  test('the name is changed, and a resend of the form changes nothing more', async () => {
    const id = await account('alice@ccas.example')
    const client = await signedIn('alice@ccas.example')
    const page = (await client.get('/compte')).text
    const first = await client.send(page, '/compte/nom', { nom: 'Alice Durand' })
    const again = await client.send(page, '/compte/nom', { nom: 'Quelqu’un' })
    expect([first.headers.location, again.status, again.headers.location]).toEqual([
      '/compte?fait=nom',
      303,
      '/compte?fait=nom',
    ])
    expect((await findPerson(read(), id))?.name).toBe('Alice Durand')
    const empty = await client.submit('/compte', '/compte/nom', { nom: '   ' })
    expect([empty.status, empty.text.includes('Écrivez votre prénom')]).toEqual([422, true])
  })

  test('a new password asks for the old one, and closes the other sessions', async () => {
    await account('alice@ccas.example')
    const [client, other] = [await signedIn('alice@ccas.example'), await signedIn('alice@ccas.example')]
    const change = (fields: Record<string, string>) =>
      client.submit('/compte/mot-de-passe', '/compte/mot-de-passe', fields)
    expect((await change({ actuel: NEW, nouveau: NEW })).text).toContain(
      'Ce n’est pas votre mot de passe actuel',
    )
    expect((await change({ actuel: '', nouveau: NEW })).status).toBe(422)
    expect((await change({ actuel: PASSWORD, nouveau: 'motdepasse12345' })).status).toBe(422)
    expect(await enters('alice@ccas.example', PASSWORD)).toBe(true)
    const done = await change({ actuel: PASSWORD, nouveau: NEW })
    expect([done.status, done.headers.location]).toEqual([303, '/compte?fait=mot-de-passe'])
    expect([await enters('alice@ccas.example', PASSWORD), await enters('alice@ccas.example', NEW)]).toEqual([
      false,
      true,
    ])
    expect([(await client.get('/compte')).status, (await other.get('/compte')).status]).toEqual([200, 303])
    clock += 365 * 24 * HOUR
    expect(await enters('alice@ccas.example', NEW)).toBe(true)
  })

  test('a common password, and one made of what is known, are refused wherever one is chosen', async () => {
    await account('alice@ccas.example')
    const client = await signedIn('alice@ccas.example')
    await newClient(guide).submit('/mot-de-passe', '/mot-de-passe', { adresse: 'alice@ccas.example' })
    const reset = await lastLink('alice@ccas.example')
    for (const nouveau of [
      'motdepasse12345',
      'alice@ccas.example',
      'AliceMartin2026',
      'WikiSol62WikiSol62',
      'court',
    ]) {
      const changed = await client.submit('/compte/mot-de-passe', '/compte/mot-de-passe', {
        actuel: PASSWORD,
        nouveau,
      })
      const replaced = await newClient(guide).submit(reset, reset, { nouveau })
      expect([nouveau, changed.status, replaced.status]).toEqual([nouveau, 422, 422])
    }
    expect(await enters('alice@ccas.example', PASSWORD)).toBe(true)
  })

  test('what lets somebody in is changed only with the code too, by who has one', async () => {
    const secret = newTotpSecret()
    const id = await account('carole@dept.example', ['moderator:everywhere'], secret)
    const client = await signedIn('carole@dept.example', secret)
    const factor = secretIn((await client.get('/compte/second-facteur')).text)
    const changes = [
      ['/compte/mot-de-passe', { nouveau: NEW }],
      ['/compte/adresse', { adresse: 'autre@dept.example' }],
      ['/compte/second-facteur', { secret: factor, code: code(factor) }],
      ['/compte/codes', {}],
      ['/compte/effacer', {}],
    ] as const
    const before = await secretsOf(read(), id)
    for (const [path, fields] of changes) {
      for (const code_actuel of ['', '000000']) {
        clock += 16 * 60_000
        const answer = await client.submit(path, path, { ...fields, actuel: PASSWORD, code_actuel })
        expect([path, answer.status, answer.text.includes('Ce code n’est pas juste')]).toEqual([
          path,
          422,
          true,
        ])
      }
    }
    expect(await secretsOf(read(), id)).toEqual(before)
    expect((await findPerson(read(), id))?.email).toBe('carole@dept.example')
  })

  test('the present password cannot be guessed from an open session', async () => {
    await account('alice@ccas.example')
    const client = await signedIn('alice@ccas.example')
    const guess = () =>
      client.submit('/compte/mot-de-passe', '/compte/mot-de-passe', { actuel: 'faux', nouveau: NEW })
    for (let n = 0; n < 10; n += 1) expect((await guess()).status).toBe(422)
    const refused = await guess()
    expect([refused.status, Number(refused.headers['retry-after']) > 0]).toEqual([429, true])
  })

  test('a new address takes the place of the old one only once its own mail was opened', async () => {
    const id = await account('alice@ccas.example')
    const client = await signedIn('alice@ccas.example')
    const asked = await client.submit('/compte/adresse', '/compte/adresse', {
      adresse: 'alice@mairie.example',
      actuel: PASSWORD,
    })
    expect(asked.headers.location).toBe('/compte?fait=adresse')
    expect((await findPerson(read(), id))?.email).toBe('alice@ccas.example')
    const path = await lastLink('alice@mairie.example')
    expect(path).toMatch(/^\/compte\/adresse\/[\w-]{43}$/)
    const anybody = newClient(guide)
    await anybody.get(path)
    expect((await findPerson(read(), id))?.email).toBe('alice@ccas.example')
    await anybody.submit(path, path, {})
    expect((await findPerson(read(), id))?.email).toBe('alice@mairie.example')
    expect(await subjects('alice@ccas.example')).toContain('WikiSol62 : votre compte a changé')
    expect((await anybody.get(path)).status).toBe(404)
  })

  test('an address that another account has is refused when the link is used, and only then', async () => {
    await account('bruno@ccas.example')
    await account('alice@ccas.example')
    const client = await signedIn('alice@ccas.example')
    const asked = await client.submit('/compte/adresse', '/compte/adresse', {
      adresse: 'Bruno@ccas.example',
      actuel: PASSWORD,
    })
    expect(asked.status).toBe(303)
    const path = await lastLink('Bruno@ccas.example')
    expect((await client.submit(path, path, {})).text).toContain('Un autre compte a déjà cette adresse')
  })

  test('a second factor is installed, changed and removed from the account, each time with proof', async () => {
    const id = await account('alice@ccas.example')
    const [client, other] = [await signedIn('alice@ccas.example'), await signedIn('alice@ccas.example')]
    const before = client.cookie()
    const page = (await client.get('/compte/second-facteur')).text
    const secret = secretIn(page)
    const send = (fields: Record<string, string>) => client.send(page, '/compte/second-facteur', fields)
    expect((await send({ code: code(secret), actuel: 'faux' })).status).toBe(422)
    expect((await send({ code: '000000', actuel: PASSWORD })).status).toBe(422)
    expect((await secretsOf(read(), id))?.totpSecret).toBeNull()
    expect((await send({ code: code(secret), actuel: PASSWORD })).status).toBe(200)
    expect((await secretsOf(read(), id))?.totpSecret).toBe(secret)
    expect(client.cookie()).not.toBe(before)
    // The others are closed, not only waiting for a code.
    expect(await sessionsOf(read(), id)).toHaveLength(1)
    expect([(await client.get('/compte')).status, (await other.get('/compte')).status]).toEqual([200, 303])
    clock += STEP
    const remove = (fields: Record<string, string>) =>
      client.submit('/compte/second-facteur/retirer', '/compte/second-facteur/retirer', fields)
    expect((await remove({ actuel: PASSWORD })).text).toContain('Ce code n’est pas juste')
    expect((await remove({ actuel: PASSWORD, code_actuel: code(secret) })).status).toBe(303)
    expect((await secretsOf(read(), id))?.totpSecret).toBeNull()
  })

  test('where the second factor is removed, the other sessions close', async () => {
    const secret = newTotpSecret()
    const id = await account('alice@ccas.example', [], secret)
    const client = await signedIn('alice@ccas.example', secret)
    const other = await signedIn('alice@ccas.example', secret)
    const proof = { actuel: PASSWORD, code_actuel: code(secret) }
    const path = '/compte/second-facteur/retirer'
    expect((await client.submit(path, path, proof)).status).toBe(303)
    expect([(await client.get('/compte')).status, (await other.get('/compte')).status]).toEqual([200, 303])
    expect(await sessionsOf(read(), id)).toHaveLength(1)
  })

  test('whose role asks for a second factor cannot remove it, and new codes replace the former ones', async () => {
    const secret = newTotpSecret()
    await account('carole@dept.example', ['moderator:everywhere'], secret)
    const client = await signedIn('carole@dept.example', secret)
    expect((await client.get('/compte/second-facteur/retirer')).headers.location).toBe(
      '/compte/second-facteur',
    )
    const renewed = await client.submit('/compte/codes', '/compte/codes', {
      actuel: PASSWORD,
      code_actuel: code(secret),
    })
    expect(renewed.text.match(/<li><code>/g)).toHaveLength(10)
    expect((await client.get('/compte')).text).toMatch(/Il reste 10.codes de secours/)
  })

  test('A05: one closes the own sessions, and nobody else’s', async () => {
    await account('alice@ccas.example')
    await account('bruno@ccas.example')
    const [client, other] = [await signedIn('alice@ccas.example'), await signedIn('alice@ccas.example')]
    const stranger = await signedIn('bruno@ccas.example')
    const { rows } = await sql<{ hash: string; email: string }>`
      SELECT s.hash, p.email FROM sessions s JOIN people p ON p.id = s.person_id`.execute(read())
    const theirs = rows.find(({ email }) => email === 'bruno@ccas.example')?.hash ?? ''
    const page = (await client.get('/compte')).text
    expect(page.match(/name="session"/g)).toHaveLength(2)
    expect(page).not.toContain(theirs)
    expect((await client.send(page, '/compte/sessions/fermer', { session: theirs })).status).toBe(404)
    expect((await stranger.get('/compte')).status).toBe(200)
    expect((await client.submit('/compte', '/compte/sessions/fermer-les-autres', {})).status).toBe(303)
    expect([(await client.get('/compte')).status, (await other.get('/compte')).status]).toEqual([200, 303])
  })

  test('one’s own data is all there, and holds no secret', async () => {
    const secret = newTotpSecret()
    await account('carole@dept.example', ['moderator:theme:logement'], secret)
    const client = await signedIn('carole@dept.example', secret)
    const { body, headers, text } = await client.get('/compte/donnees.json')
    expect(headers['content-disposition']).toContain('mon-compte.json')
    expect(body).toMatchObject({
      adresse: 'carole@dept.example',
      nom: 'Alice Martin',
      second_facteur: true,
      habilitations: [{ habilitation: 'moderator:theme:logement' }],
    })
    expect(body.sessions).toHaveLength(1)
    expect(body.journal.map(({ acte }: { acte: string }) => acte)).toContain('connexion')
    const stored = await secretsOf(read(), body.compte)
    for (const hidden of [secret, stored?.password ?? 'x', client.cookie().split('=')[1] ?? 'x'])
      expect(text).not.toContain(hidden)
    expect(text).not.toMatch(/[0-9a-f]{64}/)
  })

  test('an erased account leaves a pseudonym: no name, address, password, session or message', async () => {
    const id = await account('alice@ccas.example', ['contributor:institution:adil'])
    const client = await signedIn('alice@ccas.example')
    await newClient(guide).submit('/mot-de-passe', '/mot-de-passe', { adresse: 'alice@ccas.example' })
    expect((await client.submit('/compte/effacer', '/compte/effacer', { actuel: 'faux' })).status).toBe(422)
    const done = await client.submit('/compte/effacer', '/compte/effacer', { actuel: PASSWORD })
    expect([done.headers.location, client.cookie()]).toEqual(['/connexion?fait=effacement', ''])
    expect(await findPerson(read(), id)).toMatchObject({ email: null, name: `Personne ${id}`, label: null })
    expect(await grantsOf(read(), id)).toEqual([])
    for (const table of ['people', 'sessions', 'one_time_links', 'outbox', 'audit', 'grants']) {
      const { rows } = await sql`SELECT * FROM ${sql.table(table)}`.execute(read())
      expect([table, JSON.stringify(rows)]).not.toEqual([table, expect.stringContaining('alice@')])
      expect(JSON.stringify(rows)).not.toContain('Alice Martin')
    }
    expect(await enters('alice@ccas.example', PASSWORD)).toBe(false)
  })

  test('A13: the last administrator cannot erase the own account', async () => {
    const secret = newTotpSecret()
    const id = await account('denis@dept.example', ['administrator'], secret)
    const client = await signedIn('denis@dept.example', secret)
    const refused = await client.submit('/compte/effacer', '/compte/effacer', {
      actuel: PASSWORD,
      code_actuel: code(secret),
    })
    expect([refused.status, refused.text.includes('dernier compte d’administration')]).toEqual([409, true])
    expect(await administrators(read())).toEqual([id])
  })

  describe('a session that ends while a form is typed', () => {
    test('the form waits, and comes back to its author after signing in; a password in it does not', async () => {
      const id = await account('alice@ccas.example')
      const client = await signedIn('alice@ccas.example')
      const page = (await client.get('/compte')).text
      clock += 5 * HOUR
      const late = await client.send(page, '/compte/nom', {
        nom: 'Alice Durand',
        mot_de_passe: 'secret-à-taire',
      })
      expect(late.status).toBe(303)
      const where = new URL(late.headers.location ?? '', 'http://guide')
      expect([where.pathname, where.searchParams.get('retour')]).toEqual(['/connexion', '/compte'])
      expect((await findPerson(read(), id))?.name).toBe('Alice Martin')
      const door = (await client.get(late.headers.location ?? '')).text
      expect(door).toContain('Ce que vous veniez d’envoyer est gardé')
      const back = await client.send(door, '/connexion', {
        adresse: 'alice@ccas.example',
        mot_de_passe: PASSWORD,
      })
      expect(back.headers.location).toMatch(/^\/connexion\/reprise\/[\w-]{43}$/)
      const resume = (await client.get(back.headers.location ?? '')).text
      expect(resume).toContain('Alice Durand')
      expect(resume).not.toContain('secret-à-taire')
      const { rows } = await sql`SELECT * FROM kept_forms`.execute(read())
      expect(JSON.stringify(rows)).not.toContain('secret-à-taire')
      const sent = await client.send(resume, '/compte/nom', { nom: 'Alice Durand' })
      expect(sent.headers.location).toBe('/compte?fait=nom')
      expect((await findPerson(read(), id))?.name).toBe('Alice Durand')
    })

    test('a form from before signing in again in another tab is shown and offered anew, not lost nor acted on', async () => {
      const id = await account('alice@ccas.example')
      const client = await signedIn('alice@ccas.example')
      const page = (await client.get('/compte')).text
      const other = await signedIn('alice@ccas.example')
      client.setCookie(other.cookie())
      const refused = await client.send(page, '/compte/nom', { nom: 'Alice Durand' })
      expect([refused.status, refused.text.includes('Alice Durand')]).toEqual([403, true])
      expect((await findPerson(read(), id))?.name).toBe('Alice Martin')
      expect((await client.send(refused.text, '/compte/nom', { nom: 'Alice Durand' })).status).toBe(303)
      expect((await findPerson(read(), id))?.name).toBe('Alice Durand')
    })

    test('what another account had typed is found by that account alone, however one comes to its address', async () => {
      const carole = await personIn(guide, ['moderator:everywhere'])
      const denis = await personIn(guide, ['administrator'])
      const path = `/administration/comptes/${carole.id}/habilitations`
      const asked = { cle: carole.key(path), role: 'administrateur' }
      await carole.post('/deconnexion')
      const late = newClient(guide)
      late.setCookie(`wikisol=${carole.token}`)
      const waits = (await late.post(path, asked)).headers.location ?? ''
      const token = new URL(waits, 'http://guide').searchParams.get('formulaire')
      expect((await denis.get(`/connexion/reprise/${token}`)).status).toBe(404)
      const again = await signedInAgain(guide, carole.id)
      const own = await again.get(`/connexion/reprise/${token}`)
      expect([own.status, own.text.includes('administrateur')]).toEqual([200, true])
    })

    test('sent again and again while signed out, it waits once', async () => {
      const id = await account('alice@ccas.example')
      const client = await signedIn('alice@ccas.example')
      const page = (await client.get('/compte')).text
      clock += 5 * HOUR
      for (const nom of ['Alice Durand', 'Alice Petit']) await client.send(page, '/compte/nom', { nom })
      const { rows } = await sql<{ fields: string }>`SELECT fields FROM kept_forms`.execute(read())
      expect(rows.map(({ fields }) => JSON.parse(fields))).toEqual([{ nom: 'Alice Petit' }])
      expect((await findPerson(read(), id))?.name).toBe('Alice Martin')
    })

    test('no more is kept than somebody types', async () => {
      await account('alice@ccas.example')
      const client = await signedIn('alice@ccas.example')
      const page = (await client.get('/compte')).text
      clock += 5 * HOUR
      const late = await client.send(page, '/compte/nom', { nom: 'N', autre: 'x'.repeat(70_000) })
      expect([late.status, late.headers.location]).toEqual([303, '/connexion?retour=%2Fcompte'])
      const { rows } = await sql`SELECT * FROM kept_forms`.execute(read())
      expect(rows).toEqual([])
    })

    test('nothing is kept of a form that the guide gave to nobody, and the door says so', async () => {
      const client = newClient(guide)
      const answer = await client.post('/compte/nom', { cle: 'x', nom: 'N' })
      expect([answer.status, answer.headers.location]).toEqual([303, '/connexion?retour=%2Fcompte'])
      expect((await client.get(answer.headers.location ?? '')).text).toContain('il n’a pas été fait')
      expect((await client.get('/connexion')).text).not.toContain('il n’a pas été fait')
      const { rows } = await sql`SELECT * FROM kept_forms`.execute(read())
      expect(rows).toEqual([])
    })
  })
})
