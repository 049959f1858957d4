import { type Database, openDatabase } from '../store/database.ts'
import { requireCurrentSchema } from '../store/migrations.ts'
import type { Call } from './command.ts'

/** Opens the database for one command, refuses a schema it would misread, and closes it whatever happens. */
export async function withDatabase<T>(
  { config }: Call,
  work: (database: Database) => Promise<T>,
): Promise<T> {
  const database = openDatabase({ dataDir: config.dataDir, url: config.databaseUrl })
  try {
    await requireCurrentSchema(database)
    return await work(database)
  } finally {
    await database.close()
  }
}
