import { resolve } from 'node:path'
import { OperatorFault } from '../domain/fault.ts'
import type { DatabaseOptions } from '../store/database.ts'
import { fillDatabase } from '../store/restore.ts'
import { isServed } from '../store/serving.ts'
import { withSnapshot } from '../store/snapshot.ts'
import { programVersion } from './backup.ts'
import type { Command } from './command.ts'
import { withDatabase } from './database.ts'
import { dataOf, linesOf, rowsOf, settleAndVerify } from './restore.ts'

export const transferCommand: Command = {
  name: 'transfer',
  about: 'Copie toute la base de données dans une autre, vide, de l’un ou l’autre moteur, et compare.',
  options: {
    vers: { about: 'postgres://… ou sqlite:DOSSIER', value: 'BASE' },
  },
  run: async (call) => {
    const { config, options, progress } = call
    const target = readTarget(options.vers, config.dataDir)
    const served = await withDatabase(call, () =>
      isServed({ dataDir: config.dataDir, url: config.databaseUrl }),
    )
    const filled = await withDatabase(call, (database) =>
      withSnapshot(database, ({ migrations, parts }) =>
        fillDatabase(
          target,
          { migrations, withParts: (work) => work(parts()) },
          { now: new Date(), replace: false, program: programVersion(), onProgress: progress },
        ),
      ),
    )
    progress(rowsOf(filled.sum), rowsOf(filled.sum))
    const report = await settleAndVerify(call, target)
    const lines = [
      ...linesOf(filled, report),
      'La copie contient aussi les contacts réservés aux professionnels.',
      served
        ? 'Le guide tourne : ce qui s’y enregistre depuis n’est pas dans la copie. Pour changer de base, arrêtez-le d’abord.'
        : `Pour servir la copie : ${target.url === undefined ? `WIKISOL_DATA_DIR=${target.dataDir}, sans DATABASE_URL` : 'DATABASE_URL'}.`,
    ]
    return {
      ok: report.faults.length === 0,
      lines,
      data: { ...dataOf(filled, report), guide_ouvert: served },
    }
  },
}

function readTarget(given: string | boolean | undefined, dataDir: string): DatabaseOptions {
  const text = String(given ?? '')
  if (/^postgres(ql)?:\/\//.test(text)) return { dataDir, url: text }
  if (text.startsWith('sqlite:') && text.length > 7) return { dataDir: resolve(text.slice(7)) }
  throw new OperatorFault('Nommez la base à remplir : transfer --vers postgres://… ou --vers sqlite:DOSSIER')
}
