import { createTransport, type NodemailerError, type SMTPTransportOptions } from 'nodemailer'
import type { Config, MailSettings } from '../config.ts'
import type { OutboxMessage } from '../store/outbox.ts'
import { cleanLine } from '../text/fold.ts'

/** What takes a message away; fails when the next server did not take it. */
export interface Transport {
  send: (message: OutboxMessage, now: Date) => Promise<void>
}

/** One message takes no longer than this, whatever the server does: far less than a claim holds. */
const PATIENCE_MS = 60_000
const CONNECT_MS = 10_000
const SILENCE_MS = 30_000

/** The server that the configuration names, or nothing: messages then stay in the outbox. */
export function smtpTransport({ mail, brand }: Pick<Config, 'mail' | 'brand'>): Transport | undefined {
  if (mail === undefined) return undefined
  const mailer = createTransport(connectionOptions(mail))
  const sender = { name: brand.name, address: mail.from }
  return {
    send: async (message, now) => {
      await mailer.sendMail({
        from: sender,
        // Given apart: as one text, « a@b.fr, c@d.fr » would be two recipients.
        to: { name: '', address: message.recipient },
        envelope: { from: mail.from, to: [message.recipient] },
        subject: message.subject,
        text: message.text,
        html: message.html,
        encoding: 'quoted-printable',
        date: now,
        messageId: messageId(message, mail.from),
        // Nobody's absence message is to answer this one (RFC 3834).
        headers: { 'Auto-Submitted': 'auto-generated' },
        xMailer: false,
        signal: AbortSignal.timeout(PATIENCE_MS),
      })
    },
  }
}

/** How to reach the server. A password never leaves in clear, but to this very machine. */
export function connectionOptions({ server }: Pick<MailSettings, 'server'>): SMTPTransportOptions {
  const secure = server.protocol === 'smtps:'
  const user = decodeURIComponent(server.username)
  const host = server.hostname.replace(/^\[|\]$/g, '')
  return {
    host,
    port: server.port === '' ? (secure ? 465 : 587) : Number(server.port),
    secure,
    requireTLS: !secure && user !== '' && !isThisMachine(host),
    ...(user === '' ? {} : { auth: { user, pass: decodeURIComponent(server.password) } }),
    connectionTimeout: CONNECT_MS,
    greetingTimeout: CONNECT_MS,
    dnsTimeout: CONNECT_MS,
    socketTimeout: SILENCE_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  }
}

function isThisMachine(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127\.\d+\.\d+\.\d+$/.test(host)
}

/** The same at each attempt, so that a message that left twice is seen as one. */
function messageId({ id, createdAt }: OutboxMessage, from: string): string {
  return `<${id}.${Date.parse(createdAt)}@${from.slice(from.lastIndexOf('@') + 1)}>`
}

const LONGEST_FAULT = 400

/** The French sentence for a message that did not leave, for the administrator: it may quote the server. */
export function explainSending(error: unknown): string {
  const { code, originalCode, response } = error as NodemailerError
  const codes = [code, originalCode].filter((part) => part !== undefined).join(', ')
  // What a server says of a password is not kept: it could repeat it.
  if (code === 'EAUTH' || code === 'ENOAUTH')
    return 'Le serveur d’envoi refuse l’identifiant ou le mot de passe de SMTP_URL.'
  if (code === 'ETLS') return 'La connexion chiffrée avec le serveur d’envoi a échoué : vérifiez SMTP_URL.'
  if (response !== undefined)
    return cleanLine(`Le serveur d’envoi refuse le message : ${response}`).slice(0, LONGEST_FAULT)
  return codes === ''
    ? 'Le message n’a pas pu être préparé.'
    : `Le serveur d’envoi ne répond pas comme il faut (${codes}) : vérifiez SMTP_URL et le serveur.`
}

/** What the log may know of it: codes, never an answer of the server, which names the recipient. */
export function causeOf(error: unknown): { code?: string; cause?: string; answer?: number } {
  const { code, originalCode, responseCode } = error as NodemailerError
  return {
    ...(code === undefined ? {} : { code }),
    ...(originalCode === undefined ? {} : { cause: originalCode }),
    ...(responseCode === undefined ? {} : { answer: responseCode }),
  }
}
