import type { Dialect, Migration } from './migration.ts'

/**
 * Documents and their revisions are the truth; every table from `rendered` to `page_closures` is a projection that
 * `wikisol rebuild` makes again; the rest are records.
 */
export const documents: Migration = {
  number: 1,
  name: 'documents',
  statements: (dialect) => [
    ...truth(dialect),
    ...projections(dialect),
    ...records(dialect),
    ...views(),
    ...(dialect.engine === 'sqlite' ? sqliteGuards() : postgresGuards()),
  ],
}

function truth({ id, integer, text, end }: Dialect): string[] {
  return [
    `CREATE TABLE documents (
      id ${id},
      namespace ${text} NOT NULL CHECK (namespace IN ('fiche', 'theme', 'territory', 'help', 'thesaurus')),
      kind ${text} NOT NULL
        CHECK (kind IN ('institution', 'scheme', 'site', 'contact', 'theme', 'territory', 'help', 'thesaurus')),
      slug ${text} NOT NULL,
      revision ${integer} NOT NULL CHECK (revision >= 0),
      created_at ${text} NOT NULL,
      UNIQUE (namespace, slug)
    )${end}`,
    `CREATE TABLE revisions (
      document_id ${integer} NOT NULL REFERENCES documents (id),
      n ${integer} NOT NULL CHECK (n >= 1),
      source ${text} NOT NULL,
      sha256 ${text} NOT NULL CHECK (length(sha256) = 64),
      visibility ${text} NOT NULL CHECK (visibility IN ('tous', 'professionnels')),
      author ${text} NOT NULL,
      summary ${text} NOT NULL,
      origin ${text} NOT NULL CHECK (origin IN ('import', 'edition')),
      created_at ${text} NOT NULL,
      redacted_at ${text},
      PRIMARY KEY (document_id, n)
    )${end}`,
    `CREATE TABLE redirections (
      namespace ${text} NOT NULL,
      slug ${text} NOT NULL,
      document_id ${integer} NOT NULL REFERENCES documents (id),
      created_at ${text} NOT NULL,
      PRIMARY KEY (namespace, slug)
    )${end}`,
    'CREATE INDEX redirections_by_document ON redirections (document_id)',
  ]
}

function projections({ integer, text, end }: Dialect): string[] {
  const part = (name: string, columns: string) => `CREATE TABLE ${name} (
      document_id ${integer} NOT NULL REFERENCES documents (id),
      position ${integer} NOT NULL,
      ${columns},
      PRIMARY KEY (document_id, position)
    )${end}`
  return [
    `CREATE TABLE rendered (
      sha256 ${text} NOT NULL PRIMARY KEY,
      renderer ${text} NOT NULL,
      segments ${text} NOT NULL
    )${end}`,
    `CREATE TABLE pages (
      document_id ${integer} NOT NULL PRIMARY KEY REFERENCES documents (id),
      title ${text} NOT NULL,
      sort_key ${text} NOT NULL,
      acronym ${text},
      summary ${text},
      status ${text} NOT NULL,
      archived ${integer} NOT NULL CHECK (archived IN (0, 1)),
      visibility ${text} NOT NULL,
      owner ${text},
      commune ${text},
      phone ${text},
      fields ${text} NOT NULL,
      sha256 ${text} NOT NULL
    )${end}`,
    part('page_names', `role ${text} NOT NULL, name ${text} NOT NULL, folded ${text} NOT NULL`),
    part('page_themes', `theme ${text} NOT NULL`),
    part('page_territories', `territory ${text} NOT NULL`),
    part('page_audiences', `audience ${text} NOT NULL`),
    part('page_links', `key ${text} NOT NULL, namespace ${text} NOT NULL, slug ${text} NOT NULL`),
    part('page_lines', `medium ${text} NOT NULL, value ${text} NOT NULL, digits ${text}`),
    part('page_coverage', `theme ${text}, territory ${text}`),
    part('page_hours', `key ${text} NOT NULL, hours ${text} NOT NULL`),
    part(
      'page_closures',
      `key ${text} NOT NULL, first_day ${text} NOT NULL, last_day ${text} NOT NULL, reason ${text}`,
    ),
    'CREATE INDEX pages_by_title ON pages (sort_key, document_id)',
    'CREATE INDEX page_names_by_name ON page_names (folded)',
    'CREATE INDEX page_themes_by_theme ON page_themes (theme, document_id)',
    'CREATE INDEX page_territories_by_territory ON page_territories (territory, document_id)',
    'CREATE INDEX page_links_by_target ON page_links (namespace, slug, document_id)',
    'CREATE INDEX page_lines_by_digits ON page_lines (digits)',
  ]
}

function records({ id, integer, text, end }: Dialect): string[] {
  return [
    `CREATE TABLE changes (
      number ${integer} NOT NULL PRIMARY KEY,
      document_id ${integer} NOT NULL REFERENCES documents (id),
      event ${text} NOT NULL,
      revision ${integer} NOT NULL,
      at ${text} NOT NULL
    )${end}`,
    'CREATE INDEX changes_by_document ON changes (document_id, number)',
    // One row, updated in the publishing transaction: its lock makes commit order number order.
    `CREATE TABLE change_counter (
      id ${integer} NOT NULL PRIMARY KEY CHECK (id = 1),
      number ${integer} NOT NULL
    )${end}`,
    'INSERT INTO change_counter (id, number) VALUES (1, 0)',
    `CREATE TABLE imports (
      document_id ${integer} NOT NULL PRIMARY KEY REFERENCES documents (id),
      revision ${integer} NOT NULL,
      sha256 ${text} NOT NULL,
      imported_at ${text} NOT NULL
    )${end}`,
    `CREATE TABLE settings (
      name ${text} NOT NULL PRIMARY KEY,
      value ${text} NOT NULL
    )${end}`,
    `CREATE TABLE verifications (
      id ${id},
      document_id ${integer} NOT NULL REFERENCES documents (id),
      revision ${integer} NOT NULL,
      verified_on ${text} NOT NULL,
      author ${text} NOT NULL
    )${end}`,
    'CREATE INDEX verifications_by_document ON verifications (document_id, verified_on)',
    `CREATE TABLE consultations (
      document_id ${integer} NOT NULL REFERENCES documents (id),
      day ${text} NOT NULL,
      count ${integer} NOT NULL,
      PRIMARY KEY (document_id, day)
    )${end}`,
    `CREATE TABLE audit (
      id ${id},
      at ${text} NOT NULL,
      actor ${text} NOT NULL,
      action ${text} NOT NULL,
      document_id ${integer} REFERENCES documents (id),
      details ${text} NOT NULL
    )${end}`,
  ]
}

/** What each reader may see, applied where rows are read so that no list, count or export can forget it. */
function views(): string[] {
  const columns = `p.*, d.kind, d.namespace, d.slug, d.revision, r.created_at AS published_at
      FROM pages p
      JOIN documents d ON d.id = p.document_id
      JOIN revisions r ON r.document_id = d.id AND r.n = d.revision`
  return [
    `CREATE VIEW professional_pages AS SELECT ${columns}`,
    `CREATE VIEW reader_pages AS SELECT ${columns} WHERE p.visibility = 'tous'`,
  ]
}

const APPEND_ONLY = 'append only'

/** The one change a revision may undergo: its text replaced by a redacted one, once. */
const NOT_A_REDACTION = `OLD.redacted_at IS NOT NULL OR NEW.redacted_at IS NULL
        OR NEW.document_id <> OLD.document_id OR NEW.n <> OLD.n OR NEW.visibility <> OLD.visibility
        OR NEW.author <> OLD.author OR NEW.summary <> OLD.summary OR NEW.origin <> OLD.origin
        OR NEW.created_at <> OLD.created_at`

function sqliteGuards(): string[] {
  const refuse = (name: string, event: string, table: string, condition = '') =>
    `CREATE TRIGGER ${name} BEFORE ${event} ON ${table} ${condition} BEGIN SELECT RAISE(ABORT, '${APPEND_ONLY}'); END`
  return [
    refuse('revisions_update', 'UPDATE', 'revisions', `WHEN ${NOT_A_REDACTION}`),
    refuse('revisions_delete', 'DELETE', 'revisions'),
    refuse('audit_update', 'UPDATE', 'audit'),
    refuse('audit_delete', 'DELETE', 'audit'),
    refuse('changes_update', 'UPDATE', 'changes'),
    refuse('changes_delete', 'DELETE', 'changes'),
  ]
}

function postgresGuards(): string[] {
  const refuse = (name: string, event: string, table: string, each: string, condition = '') =>
    `CREATE TRIGGER ${name} BEFORE ${event} ON ${table} FOR EACH ${each} ${condition} EXECUTE FUNCTION refuse_append_only()`
  return [
    `CREATE FUNCTION refuse_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN RAISE EXCEPTION '${APPEND_ONLY}'; END $$`,
    refuse('revisions_update', 'UPDATE', 'revisions', 'ROW', `WHEN (${NOT_A_REDACTION})`),
    ...['audit', 'changes'].map((table) => refuse(`${table}_update`, 'UPDATE', table, 'ROW')),
    ...['revisions', 'audit', 'changes'].flatMap((table) => [
      refuse(`${table}_delete`, 'DELETE', table, 'ROW'),
      refuse(`${table}_truncate`, 'TRUNCATE', table, 'STATEMENT'),
    ]),
  ]
}
