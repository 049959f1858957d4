import { openDatabase, sqliteFileExists } from '../store/database.ts'
import { copyBeforeMigrating, migrate, pendingMigrations } from '../store/migrations.ts'
import { refuseIfServed } from '../store/serving.ts'
import type { Command } from './command.ts'

export const migrateCommand: Command = {
  name: 'migrate',
  about: 'Met le schéma de la base de données à jour (après une copie). Le guide doit être arrêté.',
  run: async ({ config }) => {
    const options = { dataDir: config.dataDir, url: config.databaseUrl }
    const existed = sqliteFileExists(config.dataDir)
    const database = openDatabase(options)
    try {
      const pending = await pendingMigrations(database)
      if (pending.length > 0) await refuseIfServed(options)
      const copies =
        pending.length > 0 && existed && database.file !== undefined
          ? [await copyBeforeMigrating(database.file, config.dataDir, new Date())]
          : []
      const applied = await migrate(database, new Date())
      const lines = [
        ...copies.map((copy) => `Copie : ${copy}`),
        ...applied.map((name) => `Migration appliquée : ${name}`),
        ...(applied.length === 0 ? ['Le schéma est à jour.'] : []),
      ]
      return { ok: true, lines, data: { appliquees: applied, copies } }
    } finally {
      await database.close()
    }
  },
}
