import type { Dialect, Migration } from './migration.ts'

/**
 * What forms need that a cookie cannot hold: which sendings were done already, so that a resend is harmless, and the
 * forms of people whose session ended while they typed. And the account that a line of the journal is about.
 */
export const forms: Migration = {
  number: 4,
  name: 'forms',
  statements: ({ engine, integer, text, end }: Dialect) => [
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
    ...(engine === 'sqlite' ? SQLITE_YEAR : POSTGRES_YEAR),
  ],
}

// Of the journal, a line of less than a year cannot be removed by anybody; older ones end with the time they are kept for.
const SQLITE_YEAR = [
  'DROP TRIGGER audit_delete',
  `CREATE TRIGGER audit_delete BEFORE DELETE ON audit
    WHEN OLD.at > strftime('%Y-%m-%dT%H:%M:%fZ', 'now', '-365 days')
    BEGIN SELECT RAISE(ABORT, 'append only'); END`,
]

const POSTGRES_YEAR = [
  'DROP TRIGGER audit_delete ON audit',
  `CREATE TRIGGER audit_delete BEFORE DELETE ON audit FOR EACH ROW
    WHEN (OLD.at > to_char((now() AT TIME ZONE 'UTC') - interval '365 days', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))
    EXECUTE FUNCTION refuse_append_only()`,
]
