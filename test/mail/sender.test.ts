import { sql } from 'kysely'
import { pino } from 'pino'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { readConfig } from '../../server/config.ts'
import { composeMessage, type Letter } from '../../server/mail/message.ts'
import { createSender, type Turn } from '../../server/mail/sender.ts'
import { connectionOptions, smtpTransport, type Transport } from '../../server/mail/transport.ts'
import { openDatabase } from '../../server/store/database.ts'
import { addMessage, allMessages, type NewMessage } from '../../server/store/outbox.ts'
import { ENGINES, newDatabase, TEST_NOW, type TestDatabase } from '../support/databases.ts'
import { parseMail, type SmtpManners, type SmtpServer, startSmtp } from '../support/smtp.ts'

const LETTER: Letter = {
  subject: 'Été : votre accès au guide des solidarités du Pas-de-Calais est prêt, à vous de jouer',
  greeting: 'Bonjour Zoé,',
  paragraphs: [
    'Œuvre, « guillemets », 5 € et l’apostrophe : tout doit arriver. '.repeat(6),
    '.un point commence cette ligne',
  ],
  action: { label: 'Choisir un mot de passe', url: 'https://guide.exemple.fr/lien/abc=def?x=1' },
  closing: 'L’équipe du guide',
}

const NOTHING: Turn = { sent: 0, postponed: 0, abandoned: 0, taken: 0, unknown: 0 }

function messageTo(recipient: string): NewMessage {
  const composed = composeMessage(recipient, LETTER)
  if (!composed.ok) throw new Error(composed.problems.join(' '))
  return composed.message
}

function transportTo(url: string): Transport | undefined {
  return smtpTransport(
    readConfig({ SMTP_URL: url, MAIL_FROM: 'guide@exemple.fr', WIKISOL_NOM: 'Solidarités 62' }),
  )
}

describe.each(ENGINES)('sending on %s', (engine) => {
  let place: TestDatabase
  let server: SmtpServer
  let clock: Date
  let log: string[]
  beforeEach(async () => {
    place = await newDatabase(engine)
    server = await startSmtp()
    clock = TEST_NOW
    log = []
  })
  afterEach(async () => {
    await server.close()
    await place.close()
  })

  const add = (recipient: string) =>
    place.database.write((tx) => addMessage(tx, messageTo(recipient), TEST_NOW))
  const senderBy = (transport: Transport | undefined, database = place.database) =>
    createSender(
      database,
      transport,
      pino({ base: null }, { write: (line: string) => void log.push(line) }),
      () => clock,
    )
  const mannered = async (manners: SmtpManners) => {
    await server.close()
    server = await startSmtp(manners)
    return senderBy(transportTo(server.url))
  }
  const kept = async (id: number) =>
    (await allMessages(place.database.read)).find((message) => message.id === id)

  test('a message arrives whole: headers, text and HTML, accents and all', async () => {
    const id = await add('zoe@arras.fr')
    expect(await senderBy(transportTo(server.url)).sendDue()).toEqual({ ...NOTHING, sent: 1 })
    const [received] = server.received
    expect(received).toMatchObject({ from: 'guide@exemple.fr', to: ['zoe@arras.fr'] })
    const raw = received?.raw ?? ''
    expect(raw).toMatch(/^[\r\n\x20-\x7e]*$/)
    expect(Math.max(...raw.split('\r\n').map((line) => line.length))).toBeLessThan(100)

    const { headers, parts } = parseMail(raw)
    expect(Object.fromEntries(headers)).toEqual({
      from: ['Solidarités 62 <guide@exemple.fr>'],
      to: ['zoe@arras.fr'],
      subject: [LETTER.subject],
      date: ['Tue, 24 Nov 2026 10:24:00 +0000'],
      'message-id': [`<${id}.${TEST_NOW.getTime()}@exemple.fr>`],
      'auto-submitted': ['auto-generated'],
      'mime-version': ['1.0'],
      'content-type': [expect.stringMatching(/^multipart\/alternative; boundary="/)],
    })
    expect(parts.map((part) => part.headers.get('content-type'))).toEqual([
      ['text/plain; charset=utf-8'],
      ['text/html; charset=utf-8'],
    ])
    const message = messageTo('zoe@arras.fr')
    const [text, html] = parts.map(({ body }) => body.replaceAll('\r\n', '\n').trimEnd())
    expect(text).toBe(message.text.trimEnd())
    expect(html).toBe(message.html.trimEnd())
  })

  test('a message that has left is noted, and never leaves again', async () => {
    const id = await add('zoe@arras.fr')
    const sender = senderBy(transportTo(server.url))
    await sender.sendDue()
    clock = new Date(TEST_NOW.getTime() + 86_400_000)
    expect(await sender.sendDue()).toEqual(NOTHING)
    expect(server.received).toHaveLength(1)
    expect(await kept(id)).toMatchObject({ sentAt: TEST_NOW.toISOString(), attempts: 1, lastFault: null })
  })

  test('messages that fail stop no other, and are abandoned in the end', async () => {
    const ids: number[] = []
    for (const name of ['refuse', 'zoe', 'coupe', 'objet', 'destinataire', 'alice'])
      ids.push(await add(`${name}@arras.fr`))
    const [refused = 0, , dropped = 0, subject = 0, recipient = 0] = ids
    // As if a restored backup or a hand had changed the rows.
    await place.database.write(async (tx) => {
      await sql`UPDATE outbox SET subject = ${'x\r\nBcc: tous@exemple.fr'} WHERE id = ${subject}`.execute(tx)
      await sql`UPDATE outbox SET recipient = ${'a@arras.fr, b@arras.fr'} WHERE id = ${recipient}`.execute(tx)
    })
    const sender = await mannered({
      onRecipient: (address) =>
        address.startsWith('refuse')
          ? `550 5.1.1 <${address}> inconnu`
          : address.startsWith('coupe')
            ? 'drop'
            : undefined,
    })
    expect(await sender.sendDue()).toEqual({ ...NOTHING, sent: 2, postponed: 4 })
    expect(server.received.map(({ to }) => to)).toEqual([['zoe@arras.fr'], ['alice@arras.fr']])
    expect(await kept(refused)).toMatchObject({
      attempts: 1,
      lastFault: expect.stringContaining('refuse le message : '),
      nextAttemptAt: new Date(TEST_NOW.getTime() + 60_000).toISOString(),
    })
    expect((await kept(refused))?.lastFault).toContain('550 5.1.1 <refuse@arras.fr> inconnu')
    expect((await kept(dropped))?.lastFault).toContain('ne répond pas comme il faut (ECONNECTION')
    expect((await kept(subject))?.lastFault).toContain('L’objet contient une fin de ligne')
    expect((await kept(recipient))?.lastFault).toBe(
      'L’adresse de courriel n’est pas valable : écrivez nom@exemple.fr, 254 signes au plus.',
    )

    const turns: Turn[] = []
    for (let attempt = 2; attempt <= 7; attempt++) {
      clock = new Date(clock.getTime() + 86_400_000)
      turns.push(await sender.sendDue())
    }
    expect(turns.slice(-2)).toEqual([{ ...NOTHING, abandoned: 4 }, NOTHING])
    expect(server.received).toHaveLength(2)
  })

  test('the log names no address and no word of a message', async () => {
    await add('zoe@arras.fr')
    await add('refuse@arras.fr')
    const sender = await mannered({
      onRecipient: (address) => (address.startsWith('refuse') ? `550 ${address} inconnu` : undefined),
    })
    await sender.sendDue()
    const lines = log.map((line) => JSON.parse(line))
    expect(lines).toMatchObject([
      { message: expect.any(Number), msg: 'mail sent' },
      { message: expect.any(Number), attempts: 1, code: 'EENVELOPE', answer: 550, msg: 'mail not sent' },
    ])
    expect(log.join('')).not.toMatch(/@|arras|Bonjour|accès|lien|inconnu/)
  })

  test('two senders on two connections send each message once', async () => {
    const addresses = Array.from({ length: 20 }, (_, at) => `personne${at}@arras.fr`)
    for (const address of addresses) await add(address)
    const other = openDatabase(place.options)
    const senders = [place.database, other].map((database) => senderBy(transportTo(server.url), database))
    const turns = await Promise.all(senders.map((sender) => sender.sendDue()))
    await other.close()
    expect(server.received.flatMap(({ to }) => to).sort()).toEqual(addresses.sort())
    expect(turns.reduce((sum, { sent }) => sum + sent, 0)).toBe(20)
    expect(turns.reduce((sum, turn) => sum + turn.sent + turn.taken, 0)).toBeGreaterThanOrEqual(20)
  })

  test('while one sender is at it, another leaves the message alone', async () => {
    await add('zoe@arras.fr')
    let finish = () => {}
    const slow: Transport = { send: () => new Promise((done) => (finish = done)) }
    const slowTurn = senderBy(slow).sendDue()
    await expect.poll(() => dueCount()).toBe(0)
    expect(await senderBy(transportTo(server.url)).sendDue()).toEqual(NOTHING)
    finish()
    expect(await slowTurn).toEqual({ ...NOTHING, sent: 1 })
    expect(server.received).toEqual([])
  })
  const dueCount = async () =>
    (await allMessages(place.database.read)).filter(
      ({ nextAttemptAt }) => nextAttemptAt <= clock.toISOString(),
    ).length

  test('a sender that died leaves its message to another, ten minutes later', async () => {
    await add('zoe@arras.fr')
    void senderBy({ send: () => new Promise(() => undefined) }).sendDue()
    await expect.poll(() => dueCount()).toBe(0)
    clock = new Date(TEST_NOW.getTime() + 600_000)
    expect(await senderBy(transportTo(server.url)).sendDue()).toEqual({ ...NOTHING, sent: 1 })
  })

  test('when the database does not take the verdict, the next messages still leave', async () => {
    await add('zoe@arras.fr')
    await add('alice@arras.fr')
    let writes = 0
    const failing: typeof place.database.write = (work) => {
      writes += 1
      return writes === 2 ? Promise.reject(new Error('disk')) : place.database.write(work)
    }
    const sender = senderBy(transportTo(server.url), { ...place.database, write: failing })
    expect(await sender.sendDue()).toEqual({ ...NOTHING, sent: 1, unknown: 1 })
    expect(server.received).toHaveLength(2)
    clock = new Date(TEST_NOW.getTime() + 600_000)
    await sender.sendDue()
    const [first, , again] = server.received.map(({ raw }) => parseMail(raw).headers.get('message-id'))
    expect(again, 'sent twice, seen as one').toEqual(first)
  })

  test('without a server nothing leaves, messages stay, and the log says so once', async () => {
    const sender = senderBy(smtpTransport(readConfig({})))
    expect(await sender.sendDue()).toEqual(NOTHING)
    expect(log).toEqual([])
    const id = await add('zoe@arras.fr')
    await sender.sendDue()
    await sender.sendDue()
    expect(log.map((line) => JSON.parse(line))).toMatchObject([
      { waiting: 1, msg: 'mail waits in the outbox: SMTP_URL and MAIL_FROM are not set' },
    ])
    expect(await kept(id)).toMatchObject({ attempts: 0, sentAt: null, lastFault: null })
  })

  test('a server that asks who is there is told; a wrong password is said without repeating it', async () => {
    await add('zoe@arras.fr')
    await server.close()
    server = await startSmtp({ login: { user: 'guide@62', password: 'é:secret' } })
    const withLogin = (login: string) => senderBy(transportTo(server.url.replace('//', `//${login}@`)))
    expect(await withLogin('guide%4062:faux').sendDue()).toEqual({ ...NOTHING, postponed: 1 })
    const [message] = await allMessages(place.database.read)
    expect(message?.lastFault).toBe('Le serveur d’envoi refuse l’identifiant ou le mot de passe de SMTP_URL.')
    expect(log.join('')).not.toMatch(/faux|secret|guide/)
    clock = new Date(TEST_NOW.getTime() + 60_000)
    expect(await withLogin('guide%4062:%C3%A9%3Asecret').sendDue()).toEqual({ ...NOTHING, sent: 1 })
  })

  test('a server that is not there is a fault with a sentence', async () => {
    await add('zoe@arras.fr')
    const gone = server.url
    await server.close()
    expect(await senderBy(transportTo(gone)).sendDue()).toEqual({ ...NOTHING, postponed: 1 })
    const [message] = await allMessages(place.database.read)
    expect(message?.lastFault).toMatch(/ne répond pas comme il faut \(ESOCKET, ECONNREFUSED\)/)
    server = await startSmtp()
  })
})

test.each([
  ['smtps://u:p@courrier.exemple.fr', { port: 465, secure: true, requireTLS: false }],
  ['smtps://u:p@courrier.exemple.fr:1465', { port: 1465, secure: true, requireTLS: false }],
  ['smtp://u:p@courrier.exemple.fr', { port: 587, secure: false, requireTLS: true }],
  ['smtp://courrier.exemple.fr:25', { port: 25, secure: false, requireTLS: false }],
  ['smtp://u:p@127.0.0.1:25', { host: '127.0.0.1', requireTLS: false }],
  ['smtp://u:p@[::1]:25', { host: '::1', requireTLS: false }],
  ['smtp://u:p@127.exemple.fr:25', { requireTLS: true }],
])('%s: a password leaves in clear for this machine only', (url, expected) => {
  expect(connectionOptions({ server: new URL(url) })).toMatchObject(expected)
})

test('a server that offers no encryption never gets the password', async () => {
  const server = await startSmtp({ login: { user: 'u', password: 'p' } })
  const url = server.url.replace('//', '//u:p@')
  const options = connectionOptions({ server: new URL(url) })
  expect(options.requireTLS, 'this very machine').toBe(false)
  const { createTransport } = await import('nodemailer')
  const mailer = createTransport({ ...options, requireTLS: true })
  await expect(mailer.verify()).rejects.toMatchObject({ code: 'ETLS' })
  expect(server.commands.filter((line) => line.startsWith('AUTH'))).toEqual([])
  await server.close()
})
