import type { Dialect, Migration } from './migration.ts'

/**
 * What forms need that a cookie cannot hold: which sendings were done already, so that a resend is harmless, and the
 * forms of people whose session ended while they typed. And the account that a line of the journal is about.
 */
export const forms: Migration = {
  number: 4,
  name: 'forms',
  statements: ({ integer, text, end }: Dialect) => [
    `CREATE TABLE sendings (
      key ${text} NOT NULL PRIMARY KEY,
      location ${text} NOT NULL,
      at ${text} NOT NULL
    )${end}`,
    'CREATE INDEX sendings_by_time ON sendings (at)',
    `CREATE TABLE kept_forms (
      hash ${text} NOT NULL PRIMARY KEY CHECK (length(hash) = 64),
      path ${text} NOT NULL,
      pattern ${text} NOT NULL,
      fields ${text} NOT NULL,
      at ${text} NOT NULL
    )${end}`,
    // A row for each thing that only one transaction at a time may count (store/turns.ts).
    `CREATE TABLE turns (
      name ${text} NOT NULL PRIMARY KEY,
      at ${text} NOT NULL
    )${end}`,
    `ALTER TABLE audit ADD COLUMN person_id ${integer} REFERENCES people (id)`,
    'CREATE INDEX audit_by_person ON audit (person_id)',
    'CREATE INDEX audit_by_actor ON audit (actor)',
    // The journal is read by who, on whom, on what and which act, the newest first.
    'CREATE INDEX audit_by_document ON audit (document_id)',
    'CREATE INDEX audit_by_action ON audit (action, id)',
  ],
}
