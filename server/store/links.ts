import { sql } from 'kysely'
import type { Reader, Writer } from './database.ts'

export type LinkKind = 'administrator' | 'invitation' | 'password' | 'email'

export interface OneTimeLink {
  /** SHA-256 of what stands in the address. */
  hash: string
  kind: LinkKind
  personId: number | null
  details: Record<string, string>
  createdAt: string
  expiresAt: string
  usedAt: string | null
}

interface Row extends Omit<OneTimeLink, 'details'> {
  details: string
}

const LINK = sql`hash, kind, person_id AS "personId", details, created_at AS "createdAt",
  expires_at AS "expiresAt", used_at AS "usedAt"`

export async function addLink(tx: Writer, link: Omit<OneTimeLink, 'usedAt'>): Promise<void> {
  await sql`
    INSERT INTO one_time_links (hash, kind, person_id, details, created_at, expires_at)
    VALUES (${link.hash}, ${link.kind}, ${link.personId}, ${JSON.stringify(link.details)}, ${link.createdAt},
      ${link.expiresAt})`.execute(tx)
}

/** A link that may still be used. Looking changes nothing: mail scanners open links. */
export async function findLink(
  db: Reader,
  hash: string,
  kinds: readonly LinkKind[],
  now: string,
): Promise<OneTimeLink | undefined> {
  const { rows } = await sql<Row>`
    SELECT ${LINK} FROM one_time_links
    WHERE hash = ${hash} AND kind IN (${sql.join([...kinds])}) AND used_at IS NULL AND expires_at > ${now}`.execute(
    db,
  )
  const row = rows[0]
  return row === undefined
    ? undefined
    : { ...row, details: JSON.parse(row.details) as Record<string, string> }
}

/** Notes what a step of it gave, as long as it may still be used. */
export async function updateLink(
  tx: Writer,
  hash: string,
  details: Record<string, string>,
  now: string,
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    UPDATE one_time_links SET details = ${JSON.stringify(details)}
    WHERE hash = ${hash} AND used_at IS NULL AND expires_at > ${now}`.execute(tx)
  return numAffectedRows === 1n
}

/** True when somebody has a link of this kind that still opens and was made since then. */
export async function recentLink(
  db: Reader,
  personId: number,
  kind: LinkKind,
  since: string,
  now: string,
): Promise<boolean> {
  const { rows } = await sql<{ hash: string }>`
    SELECT hash FROM one_time_links
    WHERE person_id = ${personId} AND kind = ${kind} AND used_at IS NULL AND created_at > ${since}
      AND expires_at > ${now} LIMIT 1`.execute(db)
  return rows.length > 0
}

/** Uses it up, and forgets what it held; false when another request did, or it has expired. */
export async function takeLink(tx: Writer, hash: string, now: string): Promise<boolean> {
  const { numAffectedRows } = await sql`
    UPDATE one_time_links SET used_at = ${now}, details = '{}'
    WHERE hash = ${hash} AND used_at IS NULL AND expires_at > ${now}`.execute(tx)
  return numAffectedRows === 1n
}

/** A new link, a new password: the former ones are worth nothing any more. */
export async function cancelLinks(
  tx: Writer,
  personId: number,
  kinds: readonly LinkKind[],
  now: string,
): Promise<void> {
  await sql`
    UPDATE one_time_links SET used_at = ${now}, details = '{}'
    WHERE person_id = ${personId} AND used_at IS NULL AND kind IN (${sql.join([...kinds])})`.execute(tx)
}

/** The same for the link that makes the first administrator, which names nobody yet. */
export async function cancelAdministratorLinks(tx: Writer, now: string): Promise<void> {
  await sql`
    UPDATE one_time_links SET used_at = ${now}, details = '{}'
    WHERE kind = 'administrator' AND used_at IS NULL`.execute(tx)
}

/** Forgets links that ran out, or were used, before then; and those that opened nothing, made where no account was. */
export async function forgetOldLinks(tx: Writer, before: string): Promise<void> {
  await sql`
    DELETE FROM one_time_links
    WHERE expires_at < ${before} OR used_at < ${before} OR (kind = 'password' AND person_id IS NULL)`.execute(
    tx,
  )
}
