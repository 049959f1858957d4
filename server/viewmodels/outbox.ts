import type { OutboxMessage } from '../store/outbox.ts'
import { counted, withFrenchSpaces } from '../text/typography.ts'
import { wordIn } from '../text/wordIn.ts'
import type { ViewContext } from './context.ts'
import { titleWith } from './form.ts'
import { instantInWords } from './instant.ts'
import { type Page, pageOf } from './page.ts'
import type { StateView } from './people.ts'

export const MESSAGES_PER_PAGE = 50

export interface MessageView {
  id: string
  recipient: string
  subject: string
  written: string
  state: StateView
  fault: string | undefined
  /** Nothing once it has left: its links open accounts, and are its reader's alone. */
  text: string | undefined
  retry: { action: string; key: string } | undefined
}

export interface OutboxPage extends Page {
  heading: string
  lead: string
  notice: string | undefined
  refusal: string | undefined
  /** Said where no server of mail is set, and where links lead nowhere but to this machine. */
  warnings: string[]
  messages: MessageView[]
  empty: string | undefined
  older: string | undefined
  newest: string | undefined
}

export interface OutboxState {
  messages: readonly OutboxMessage[]
  page: number
  hasOlder: boolean
  /** Links lead to the public address of the guide. */
  isPublic: boolean
  retryKey: () => string
  done: string | undefined
  refusal: string | undefined
}

const NOTICES: Readonly<Record<string, string>> = {
  reprise: 'Le message est repris : il partira dans la minute.',
}

const UNSENT =
  'Aucun serveur de courriel n’est réglé (SMTP_URL et MAIL_FROM) : rien ne part. Transmettez vous-même le texte de chaque message à son destinataire, et à lui seul : ses liens ouvrent un compte. De deux invitations à la même adresse, seule la plus récente sert.'

const LOCAL =
  'L’adresse du guide n’est pas réglée (PUBLIC_URL) : les liens des messages ne s’ouvrent que sur la machine qui le fait tourner.'

export function outboxPage(state: OutboxState, context: ViewContext): OutboxPage {
  const { messages, page, hasOlder, isPublic, retryKey, done, refusal } = state
  const heading = 'Courriels'
  const title = titleWith(heading, refusal === undefined ? {} : { refusal })
  return {
    ...pageOf(
      { title, description: title, canonicalPath: '/administration/courriels', noindex: true },
      context,
    ),
    heading,
    lead: 'Ce que le guide écrit à ses contributeurs : d’abord ce qui n’est pas parti.',
    notice: wordIn(NOTICES, done),
    refusal,
    warnings: [...(context.sendsMail ? [] : [UNSENT]), ...(isPublic ? [] : [LOCAL])].map(withFrenchSpaces),
    messages: messages.map((message) => messageView(message, retryKey)),
    empty: messages.length === 0 ? 'Aucun message.' : undefined,
    older: hasOlder ? `/administration/courriels?page=${page + 1}` : undefined,
    newest: page > 1 ? '/administration/courriels' : undefined,
  }
}

function messageView(message: OutboxMessage, retryKey: () => string): MessageView {
  const { id, recipient, subject, createdAt, text, sentAt, abandonedAt, lastFault } = message
  return {
    id: `message-${id}`,
    recipient,
    subject,
    written: `Écrit le ${instantInWords(createdAt)}`,
    state: messageState(message),
    fault: lastFault ?? undefined,
    text: sentAt === null ? text.trimEnd() : undefined,
    retry:
      abandonedAt === null
        ? undefined
        : { action: `/administration/courriels/${id}/reessayer`, key: retryKey() },
  }
}

function messageState({ sentAt, abandonedAt, nextAttemptAt, attempts }: OutboxMessage): StateView {
  if (sentAt !== null)
    return { words: `Parti le ${instantInWords(sentAt)}`, icon: 'circle-check', tone: 'ok' }
  const tries = counted(attempts, 'essai', 'essais')
  if (abandonedAt !== null) {
    const words = `Abandonné le ${instantInWords(abandonedAt)}, après ${tries}`
    return { words, icon: 'circle-alert', tone: 'off' }
  }
  const words =
    attempts === 0
      ? `En attente depuis le ${instantInWords(nextAttemptAt)}`
      : `En attente : ${tries}, le prochain le ${instantInWords(nextAttemptAt)}`
  return { words, icon: 'circle-dashed', tone: 'unknown' }
}
