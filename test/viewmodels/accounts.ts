/** Accounts, lines of the journal and messages, as the store gives them. */
import type { Account } from '../../server/store/accounts.ts'
import type { JournalLine } from '../../server/store/journal.ts'
import type { OutboxMessage } from '../../server/store/outbox.ts'
import type { GivenGrant } from '../../server/store/people.ts'

const AT = '2026-11-20T09:00:00.000Z'

export function given(more: Partial<GivenGrant> = {}): GivenGrant {
  return {
    id: 7,
    role: 'contributor',
    scope: 'institution',
    target: 'caf',
    grantedAt: AT,
    grantedBy: null,
    revokedAt: null,
    revokedBy: null,
    ...more,
  }
}

export function account(more: Partial<Account> = {}): Account {
  return {
    id: 12,
    email: 'alice@ccas.example',
    name: 'Alice Martin',
    label: null,
    createdAt: AT,
    createdBy: 3,
    lastSignInAt: null,
    disabledAt: null,
    erasedAt: null,
    hasPassword: true,
    hasSecondFactor: true,
    grants: [given()],
    formerGrants: [],
    ...more,
  }
}

export function journalLine(more: Partial<JournalLine> = {}): JournalLine {
  return {
    id: 40,
    at: AT,
    actor: 'compte 12',
    action: 'habilitation donnée',
    personId: 12,
    document: undefined,
    details: { habilitation: 'moderator:institution:caf' },
    ...more,
  }
}

export function message(more: Partial<OutboxMessage> = {}): OutboxMessage {
  return {
    id: 5,
    recipient: 'alice@ccas.example',
    subject: 'WikiSol62 : votre compte vous attend',
    text: 'Bonjour,\nhttps://guide.exemple.fr/invitation/abc\n',
    html: '<p>Bonjour</p>',
    createdAt: AT,
    attempts: 0,
    nextAttemptAt: AT,
    sentAt: null,
    abandonedAt: null,
    lastFault: null,
    ...more,
  }
}
