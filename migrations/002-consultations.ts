import type { Migration } from './migration.ts'

/**
 * Consultations are counted by the way that led to the page, which the founding table could not hold. Nothing wrote in it
 * before; what it holds all the same is kept, as read by a link. Reports are made by month: their sums are kept beside the
 * days, in the same transaction (thirteen months of days took 450 ms to add up for 250 pages, on SQLite's one thread).
 */
export const consultations: Migration = {
  number: 2,
  name: 'consultations',
  statements: ({ integer, text, end }) => [
    'ALTER TABLE consultations RENAME TO former_consultations',
    `CREATE TABLE consultations (
      document_id ${integer} NOT NULL REFERENCES documents (id),
      day ${text} NOT NULL CHECK (length(day) = 10),
      way ${text} NOT NULL CHECK (way IN ('search', 'theme', 'territory', 'link', 'print')),
      count ${integer} NOT NULL CHECK (count > 0),
      PRIMARY KEY (day, document_id, way)
    )${end}`,
    `INSERT INTO consultations (document_id, day, way, count)
      SELECT document_id, day, 'link', count FROM former_consultations WHERE count > 0`,
    'DROP TABLE former_consultations',
    `CREATE TABLE monthly_consultations (
      document_id ${integer} NOT NULL REFERENCES documents (id),
      month ${text} NOT NULL CHECK (length(month) = 7),
      way ${text} NOT NULL CHECK (way IN ('search', 'theme', 'territory', 'link', 'print')),
      count ${integer} NOT NULL CHECK (count > 0),
      PRIMARY KEY (month, document_id, way)
    )${end}`,
    `INSERT INTO monthly_consultations (document_id, month, way, count)
      SELECT document_id, substr(day, 1, 7), way, SUM(count) FROM consultations
      GROUP BY document_id, substr(day, 1, 7), way`,
    'CREATE INDEX consultations_by_document ON consultations (document_id, day)',
  ],
}
