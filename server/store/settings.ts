import { randomBytes } from 'node:crypto'
import type { Database } from './database.ts'
import { readSetting, writeSetting } from './records.ts'

const SECRET = 'secret'

/**
 * The guide's own secret, made once and shared by every server of one database: it signs form keys and hides addresses.
 * Where nothing may be written and there is none yet, one for this process alone.
 */
export async function guideSecret(database: Database, { mayWrite = true } = {}): Promise<string> {
  const known = await readSetting(database.read, SECRET)
  if (known !== undefined) return known
  const made = randomBytes(32).toString('base64url')
  if (!mayWrite) return made
  return database.write(async (tx) => {
    const meanwhile = await readSetting(tx, SECRET)
    if (meanwhile === undefined) await writeSetting(tx, SECRET, made)
    return meanwhile ?? made
  })
}
