import type { Dialect, Migration } from './migration.ts'

/**
 * Proposals of changes, drafts included: records, which no reader ever sees. A proposal holds one change or several, each
 * of one document; what was typed and not sent yet stands beside what was sent, so that a reviewer reads a text at rest.
 */
export const proposals: Migration = {
  number: 5,
  name: 'proposals',
  statements: (dialect) => [...tables(dialect), ...signatures(dialect)],
}

function tables({ id, integer, text, end }: Dialect): string[] {
  return [
    // `version` is raised each time the author sends the text: a review is of one version. `token` is of the form that it
    // began with, so that a draft that is saved twice is one draft.
    `CREATE TABLE proposals (
      id ${id},
      author_id ${integer} NOT NULL REFERENCES people (id),
      token ${text} NOT NULL,
      state ${text} NOT NULL CHECK (state IN
        ('draft', 'submitted', 'in_review', 'changes_requested', 'accepted', 'rejected', 'withdrawn')),
      version ${integer} NOT NULL CHECK (version >= 0),
      summary ${text} NOT NULL,
      message ${text} NOT NULL,
      created_at ${text} NOT NULL,
      updated_at ${text} NOT NULL,
      submitted_at ${text},
      promised_on ${text},
      taken_by ${integer} REFERENCES people (id),
      decided_by ${integer} REFERENCES people (id),
      decided_at ${text},
      UNIQUE (author_id, token),
      CHECK (state IN ('draft', 'withdrawn') OR submitted_at IS NOT NULL)
    )${end}`,
    'CREATE INDEX proposals_by_state ON proposals (state, id)',
    // `typed` is what stands in the form and was not sent, written
    // from `typed_base`; `source` is what was sent, in canonical form. `edited` is what a
    // moderator would publish in its place, written from `edited_base`.
    `CREATE TABLE proposal_changes (
      proposal_id ${integer} NOT NULL REFERENCES proposals (id),
      position ${integer} NOT NULL CHECK (position >= 1),
      kind ${text} NOT NULL CHECK (kind IN ('institution', 'scheme', 'site', 'contact')),
      document_id ${integer} REFERENCES documents (id),
      slug ${text} NOT NULL,
      base ${integer} NOT NULL CHECK (base >= 0),
      source ${text},
      typed ${text},
      typed_base ${integer},
      typed_seq ${integer} NOT NULL DEFAULT 0,
      edited ${text},
      edited_base ${integer},
      edited_by ${integer} REFERENCES people (id),
      published ${integer},
      PRIMARY KEY (proposal_id, position),
      CHECK ((document_id IS NULL) = (base = 0))
    )${end}`,
    'CREATE INDEX proposal_changes_by_document ON proposal_changes (document_id)',
    'CREATE INDEX proposal_changes_by_slug ON proposal_changes (slug)',
    // Each side that a change concerns agrees to one version of the text.
    `CREATE TABLE approvals (
      proposal_id ${integer} NOT NULL REFERENCES proposals (id),
      position ${integer} NOT NULL,
      seat ${text} NOT NULL CHECK (seat IN ('now', 'next')),
      version ${integer} NOT NULL,
      sha256 ${text} NOT NULL,
      person_id ${integer} NOT NULL REFERENCES people (id),
      at ${text} NOT NULL,
      PRIMARY KEY (proposal_id, position, seat)
    )${end}`,
    `CREATE TABLE proposal_events (
      id ${id},
      proposal_id ${integer} NOT NULL REFERENCES proposals (id),
      at ${text} NOT NULL,
      person_id ${integer} REFERENCES people (id),
      kind ${text} NOT NULL,
      version ${integer} NOT NULL,
      words ${text} NOT NULL
    )${end}`,
    'CREATE INDEX proposal_events_by_proposal ON proposal_events (proposal_id, id)',
    'CREATE INDEX proposal_events_by_person ON proposal_events (person_id)',
  ]
}

/** Who agreed to a version, and which proposal it came from, beside who wrote it; no redaction may change them. */
function signatures({ engine, integer, text }: Dialect): string[] {
  const columns = [
    `ALTER TABLE revisions ADD COLUMN approver ${text}`,
    `ALTER TABLE revisions ADD COLUMN proposal_id ${integer} REFERENCES proposals (id)`,
  ]
  const differs = engine === 'sqlite' ? 'IS NOT' : 'IS DISTINCT FROM'
  const condition = `OLD.redacted_at IS NOT NULL OR NEW.redacted_at IS NULL
        OR NEW.document_id <> OLD.document_id OR NEW.n <> OLD.n OR NEW.visibility <> OLD.visibility
        OR NEW.author <> OLD.author OR NEW.summary <> OLD.summary OR NEW.origin <> OLD.origin
        OR NEW.created_at <> OLD.created_at OR NEW.approver ${differs} OLD.approver
        OR NEW.proposal_id ${differs} OLD.proposal_id`
  return engine === 'sqlite'
    ? [
        'DROP TRIGGER revisions_update',
        ...columns,
        `CREATE TRIGGER revisions_update BEFORE UPDATE ON revisions WHEN ${condition}
          BEGIN SELECT RAISE(ABORT, 'append only'); END`,
      ]
    : [
        'DROP TRIGGER revisions_update ON revisions',
        ...columns,
        `CREATE TRIGGER revisions_update BEFORE UPDATE ON revisions FOR EACH ROW WHEN (${condition})
          EXECUTE FUNCTION refuse_append_only()`,
      ]
}
