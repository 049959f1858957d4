import { OperatorFault } from '../domain/fault.ts'
import { createSender, type Turn } from '../mail/sender.ts'
import { smtpTransport } from '../mail/transport.ts'
import type { Database } from '../store/database.ts'
import { type OutboxMessage, retryMessage, unsentMessages } from '../store/outbox.ts'
import { clean } from '../text/fold.ts'
import { counted, joinWords } from '../text/typography.ts'
import type { Call, Command } from './command.ts'
import { withDatabase } from './database.ts'

export const outboxCommand: Command = {
  name: 'outbox',
  about:
    'Montre les courriels qui ne sont pas partis, le plus récent d’abord. Leur texte contient des liens personnels.',
  options: {
    envoyer: { about: 'envoie d’abord ceux dont l’heure est venue' },
    reessayer: { about: 'reprend d’abord un message abandonné', value: 'ID' },
  },
  run: (call) =>
    withDatabase(call, async (database) => {
      const retried = await retry(database, call.options.reessayer)
      const turn = call.options.envoyer === true ? await send(database, call) : undefined
      const messages = await unsentMessages(database.read)
      return {
        ok: turn === undefined || turn.postponed + turn.abandoned + turn.unknown === 0,
        lines: [
          ...(retried === undefined ? [] : [`Message ${retried} : repris.`]),
          ...(turn === undefined ? [] : [turnInWords(turn)]),
          ...(messages.length === 0 ? ['Aucun message n’attend.'] : messages.flatMap(linesOf)),
        ],
        data: { ...(turn === undefined ? {} : { envoi: turnData(turn) }), messages: messages.map(dataOf) },
      }
    }),
}

async function retry(database: Database, given: string | boolean | undefined): Promise<number | undefined> {
  if (given === undefined) return undefined
  if (!/^[1-9]\d{0,14}$/.test(String(given)))
    throw new OperatorFault('--reessayer demande le numéro d’un message.')
  const id = Number(given)
  if (await database.write((tx) => retryMessage(tx, id, new Date()))) return id
  throw new OperatorFault(`Aucun message abandonné n’a le numéro ${id}.`)
}

async function send(database: Database, { config, log }: Call): Promise<Turn> {
  const transport = smtpTransport(config)
  if (transport === undefined) {
    throw new OperatorFault(
      'SMTP_URL et MAIL_FROM ne sont pas réglées : rien ne part, les messages restent en attente.',
    )
  }
  return createSender(database, transport, log, () => new Date()).sendDue()
}

function turnInWords({ sent, postponed, abandoned, taken, unknown }: Turn): string {
  const words = [
    [sent, 'envoyé', 'envoyés'],
    [postponed, 'remis à plus tard', 'remis à plus tard'],
    [abandoned, 'abandonné', 'abandonnés'],
    [taken, 'pris par un autre serveur', 'pris par un autre serveur'],
    [unknown, 'au sort inconnu : la base n’a pas répondu', 'au sort inconnu : la base n’a pas répondu'],
  ] as const
  const said = words.filter(([count]) => count > 0).map(([count, one, many]) => counted(count, one, many))
  return said.length === 0 ? 'Rien n’était à envoyer.' : `${joinWords(said)}.`
}

function turnData({ sent, postponed, abandoned, taken, unknown }: Turn): object {
  return { envoyes: sent, remis: postponed, abandonnes: abandoned, pris_ailleurs: taken, inconnus: unknown }
}

const TIME = new Intl.DateTimeFormat('fr-FR', {
  timeZone: 'Europe/Paris',
  dateStyle: 'short',
  timeStyle: 'short',
})

function linesOf(message: OutboxMessage): string[] {
  const { id, recipient, subject, text, createdAt, attempts, lastFault } = message
  return [
    `Message ${id}, à ${clean(recipient)}, « ${clean(subject)} »`,
    `  écrit le ${timeOf(createdAt)}, ${counted(attempts, 'essai', 'essais')}, ${nextStep(message)}`,
    ...(lastFault === null ? [] : [`  dernière faute : ${clean(lastFault)}`]),
    ...clean(text)
      .trimEnd()
      .split('\n')
      .map((line) => `  | ${line}`),
    '',
  ]
}

function nextStep({ abandonedAt, nextAttemptAt }: OutboxMessage): string {
  return abandonedAt === null
    ? `à envoyer dès le ${timeOf(nextAttemptAt)}`
    : `abandonné le ${timeOf(abandonedAt)}`
}

function timeOf(instant: string): string {
  return TIME.format(new Date(instant))
}

function dataOf(message: OutboxMessage): object {
  return {
    id: message.id,
    destinataire: message.recipient,
    objet: message.subject,
    texte: message.text,
    ecrit: message.createdAt,
    essais: message.attempts,
    prochain_essai: message.abandonedAt === null ? message.nextAttemptAt : null,
    abandonne: message.abandonedAt,
    faute: message.lastFault,
  }
}
