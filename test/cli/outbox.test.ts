import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Result } from '../../server/cli/command.ts'
import { outboxCommand } from '../../server/cli/outbox.ts'
import { readConfig } from '../../server/config.ts'
import { createLog } from '../../server/http/log.ts'
import { addMessage, markFailed, markSent } from '../../server/store/outbox.ts'
import { ENGINES, newDatabase, TEST_NOW, type TestDatabase } from '../support/databases.ts'
import { wikisol } from '../support/processes.ts'
import { type SmtpServer, startSmtp } from '../support/smtp.ts'

const NO_SERVER = 'SMTP_URL et MAIL_FROM ne sont pas réglées'

describe.each(ENGINES)('wikisol outbox on %s', (engine) => {
  let place: TestDatabase
  let server: SmtpServer
  let env: Record<string, string>
  let ids: { sent: number; waiting: number; abandoned: number }
  beforeEach(async () => {
    place = await newDatabase(engine)
    server = await startSmtp()
    const { dataDir, url } = place.options
    env = { WIKISOL_DATA_DIR: dataDir, ...(url === undefined ? {} : { DATABASE_URL: url }) }
    const add = (name: string) =>
      place.database.write((tx) =>
        addMessage(
          tx,
          {
            recipient: `${name}@arras.fr`,
            subject: `Pour ${name}`,
            text: `Bonjour,\n\nlien-${name}\n`,
            html: '',
          },
          TEST_NOW,
        ),
      )
    ids = { sent: await add('partie'), waiting: await add('zoe'), abandoned: await add('perdue') }
    await place.database.write(async (tx) => {
      await markSent(tx, ids.sent, TEST_NOW)
      for (let attempts = 0; attempts < 6; attempts++)
        await markFailed(tx, { id: ids.abandoned, attempts }, 'Boîte inconnue\u001b[31m.', TEST_NOW)
    })
  })
  afterEach(async () => {
    await server.close()
    await place.close()
  })

  /** In this process, so that the server of the test can answer. */
  const run = (options: Record<string, string | boolean>): Promise<Result> =>
    outboxCommand.run({
      config: readConfig({ ...env, SMTP_URL: server.url, MAIL_FROM: 'guide@exemple.fr' }),
      log: createLog({ logLevel: 'silent' }),
      options,
      words: [],
      progress: () => undefined,
    })

  test('shows what has not left, with its text, its attempts and its fault', () => {
    const { status, out } = wikisol(['outbox'], env)
    expect(status).toBe(0)
    expect(out).toBe(`Message ${ids.abandoned}, à perdue@arras.fr, « Pour perdue »
  écrit le 24/11/2026 11:24, 6\u00a0essais, abandonné le 24/11/2026 11:24
  dernière faute : Boîte inconnue[31m.
  | Bonjour,
  | 
  | lien-perdue

Message ${ids.waiting}, à zoe@arras.fr, « Pour zoe »
  écrit le 24/11/2026 11:24, 0\u00a0essai, à envoyer dès le 24/11/2026 11:24
  | Bonjour,
  | 
  | lien-zoe

`)
  })

  test('with --json the same is for a script', () => {
    const { status, out } = wikisol(['outbox', '--json'], env)
    expect([status, JSON.parse(out)]).toEqual([
      0,
      {
        ok: true,
        messages: [
          expect.objectContaining({ id: ids.abandoned, essais: 6, prochain_essai: null }),
          {
            id: ids.waiting,
            destinataire: 'zoe@arras.fr',
            objet: 'Pour zoe',
            texte: 'Bonjour,\n\nlien-zoe\n',
            ecrit: TEST_NOW.toISOString(),
            essais: 0,
            prochain_essai: TEST_NOW.toISOString(),
            abandonne: null,
            faute: null,
          },
        ],
      },
    ])
  })

  test.each([
    [['--envoyer'], NO_SERVER],
    [['--reessayer', 'tout'], '--reessayer demande le numéro d’un message.'],
    [['--reessayer', '999'], 'Aucun message abandonné n’a le numéro 999.'],
  ])('%j fails with a sentence', (words, message) => {
    const { status, err } = wikisol(['outbox', ...words], env)
    expect([status, err]).toEqual([1, expect.stringContaining(message)])
  })

  test('--envoyer sends what is due and shows what stays', async () => {
    const { ok, lines, data } = await run({ envoyer: true })
    expect([ok, lines.slice(0, 2)]).toEqual([
      true,
      ['1\u00a0envoyé.', `Message ${ids.abandoned}, à perdue@arras.fr, « Pour perdue »`],
    ])
    expect(data).toMatchObject({ envoi: { envoyes: 1, remis: 0, abandonnes: 0 } })
    expect(server.received.map(({ to }) => to)).toEqual([['zoe@arras.fr']])
    expect((await run({ envoyer: true })).lines[0]).toBe('Rien n’était à envoyer.')
  })

  test('--reessayer takes up an abandoned message, --envoyer sends it in the same call', async () => {
    const { ok, lines } = await run({ reessayer: String(ids.abandoned), envoyer: true })
    expect([ok, lines]).toEqual([
      true,
      [`Message ${ids.abandoned} : repris.`, '2\u00a0envoyés.', 'Aucun message n’attend.'],
    ])
    expect(server.received.flatMap(({ to }) => to)).toEqual(['zoe@arras.fr', 'perdue@arras.fr'])
  })

  test('a message that does not leave makes the command fail', async () => {
    await server.close()
    server = await startSmtp({ onRecipient: () => '550 inconnu' })
    const { ok, lines } = await run({ envoyer: true })
    expect([ok, lines[0]]).toEqual([false, '1\u00a0remis à plus tard.'])
  })
})
