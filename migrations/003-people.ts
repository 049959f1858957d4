import type { Dialect, Migration } from './migration.ts'

/**
 * Accounts: who may sign in, what each may do and where, open sessions, one-time links, and mail that waits to leave. All
 * of them are records. What would let somebody in is kept as a hash only: sessions, links and recovery codes.
 */
export const people: Migration = {
  number: 3,
  name: 'people',
  statements: (dialect) => [...accounts(dialect), ...doors(dialect), ...mail(dialect)],
}

function accounts({ id, integer, text, end }: Dialect): string[] {
  return [
    // An erased person keeps the row that history names: a pseudonym, no address, no password.
    `CREATE TABLE people (
      id ${id},
      email ${text} UNIQUE,
      name ${text} NOT NULL,
      label ${text},
      password ${text},
      totp_secret ${text},
      totp_last_step ${integer} NOT NULL DEFAULT 0,
      created_at ${text} NOT NULL,
      created_by ${integer} REFERENCES people (id),
      last_sign_in_at ${text},
      disabled_at ${text},
      erased_at ${text}
    )${end}`,
    `CREATE TABLE recovery_codes (
      person_id ${integer} NOT NULL REFERENCES people (id),
      hash ${text} NOT NULL,
      used_at ${text},
      PRIMARY KEY (person_id, hash)
    )${end}`,
    `CREATE TABLE grants (
      id ${id},
      person_id ${integer} NOT NULL REFERENCES people (id),
      role ${text} NOT NULL CHECK (role IN ('contributor', 'moderator', 'administrator')),
      scope ${text} NOT NULL CHECK (scope IN ('institution', 'territory', 'theme', 'everywhere')),
      target ${text} NOT NULL,
      granted_at ${text} NOT NULL,
      granted_by ${integer} REFERENCES people (id),
      revoked_at ${text},
      revoked_by ${integer} REFERENCES people (id),
      CHECK ((scope = 'everywhere') = (target = '')),
      CHECK (role <> 'administrator' OR scope = 'everywhere')
    )${end}`,
    'CREATE INDEX grants_by_person ON grants (person_id)',
  ]
}

function doors({ id, integer, text, end }: Dialect): string[] {
  return [
    `CREATE TABLE sessions (
      hash ${text} NOT NULL PRIMARY KEY CHECK (length(hash) = 64),
      person_id ${integer} NOT NULL REFERENCES people (id),
      second_factor ${integer} NOT NULL CHECK (second_factor IN (0, 1)),
      browser ${text} NOT NULL,
      created_at ${text} NOT NULL,
      seen_at ${text} NOT NULL
    )${end}`,
    'CREATE INDEX sessions_by_person ON sessions (person_id)',
    `CREATE TABLE one_time_links (
      hash ${text} NOT NULL PRIMARY KEY CHECK (length(hash) = 64),
      kind ${text} NOT NULL CHECK (kind IN ('administrator', 'invitation', 'password', 'email')),
      person_id ${integer} REFERENCES people (id),
      details ${text} NOT NULL,
      created_at ${text} NOT NULL,
      expires_at ${text} NOT NULL,
      used_at ${text}
    )${end}`,
    'CREATE INDEX one_time_links_by_person ON one_time_links (person_id)',
    // What failed, by account and by address, for as long as throttling looks back; keys are hashed.
    `CREATE TABLE sign_in_failures (
      id ${id},
      key ${text} NOT NULL,
      at ${text} NOT NULL
    )${end}`,
    'CREATE INDEX sign_in_failures_by_key ON sign_in_failures (key, at)',
  ]
}

function mail({ id, integer, text, end }: Dialect): string[] {
  return [
    `CREATE TABLE outbox (
      id ${id},
      recipient ${text} NOT NULL,
      subject ${text} NOT NULL,
      body_text ${text} NOT NULL,
      body_html ${text} NOT NULL,
      created_at ${text} NOT NULL,
      attempts ${integer} NOT NULL DEFAULT 0,
      next_attempt_at ${text} NOT NULL,
      sent_at ${text},
      abandoned_at ${text},
      last_fault ${text}
    )${end}`,
    'CREATE INDEX outbox_waiting ON outbox (next_attempt_at)',
  ]
}
