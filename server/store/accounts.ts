/** Accounts as those who manage them read them: what stands in the row and beside it, never a secret. */
import { sql } from 'kysely'
import type { Reader } from './database.ts'
import { type GivenGrant, grantsByPerson, PERSON_COLUMNS, type Person } from './people.ts'

export interface Account extends Person {
  createdBy: number | null
  hasPassword: boolean
  hasSecondFactor: boolean
  /** Those in force. */
  grants: GivenGrant[]
  /** Those that were taken back. */
  formerGrants: GivenGrant[]
}

interface Row extends Person {
  createdBy: number | null
  hasPassword: number
  hasSecondFactor: number
}

const COLUMNS = sql`${PERSON_COLUMNS}, created_by AS "createdBy",
  CASE WHEN password IS NULL THEN 0 ELSE 1 END AS "hasPassword",
  CASE WHEN totp_secret IS NULL THEN 0 ELSE 1 END AS "hasSecondFactor"`

/** Every account. There are hundreds: what a list shows of them is chosen by the rules (`domain/account.ts`), not here. */
export async function listAccounts(db: Reader): Promise<Account[]> {
  const { rows } = await sql<Row>`SELECT ${COLUMNS} FROM people ORDER BY id`.execute(db)
  const grants = await grantsByPerson(db)
  return rows.map((row) => accountOf(row, grants.get(row.id) ?? []))
}

export async function findAccount(db: Reader, id: number): Promise<Account | undefined> {
  const { rows } = await sql<Row>`SELECT ${COLUMNS} FROM people WHERE id = ${id}`.execute(db)
  const row = rows[0]
  return row && accountOf(row, (await grantsByPerson(db, [id])).get(id) ?? [])
}

function accountOf(row: Row, given: readonly GivenGrant[]): Account {
  return {
    ...row,
    hasPassword: row.hasPassword === 1,
    hasSecondFactor: row.hasSecondFactor === 1,
    grants: given.filter(({ revokedAt }) => revokedAt === null),
    formerGrants: given.filter(({ revokedAt }) => revokedAt !== null),
  }
}

/** How accounts are called now; who was erased by the pseudonym. */
export async function namesOf(db: Reader, ids: Iterable<number>): Promise<Map<number, string>> {
  const wanted = [...new Set(ids)]
  if (wanted.length === 0) return new Map()
  const { rows } = await sql<{ id: number; name: string }>`
    SELECT id, name FROM people WHERE id IN (${sql.join(wanted)})`.execute(db)
  return new Map(rows.map(({ id, name }) => [id, name]))
}
