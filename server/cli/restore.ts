import { resolve } from 'node:path'
import { renderMissing } from '../actions/render.ts'
import { type VerifyReport, verify } from '../actions/verify.ts'
import { rendererFrom } from '../context.ts'
import { OperatorFault } from '../domain/fault.ts'
import { checkBackup } from '../store/backupFile.ts'
import { type DatabaseOptions, openDatabase } from '../store/database.ts'
import { type Filled, fillDatabase, sourceOf } from '../store/restore.ts'
import { programVersion } from './backup.ts'
import type { Call, Command } from './command.ts'

export const restoreCommand: Command = {
  name: 'restore',
  word: 'FICHIER',
  about:
    'Remet une sauvegarde dans la base de données configurée, sous l’un ou l’autre moteur, puis la vérifie. Le guide doit être arrêté.',
  options: {
    remplacer: { about: 'prendre la place d’un guide qui s’y trouve, gardé de côté dans data/sauvegardes' },
  },
  run: async (call) => {
    const { config, options, words, progress } = call
    const [named] = words
    if (named === undefined) throw new OperatorFault('Nommez la sauvegarde : restore FICHIER')
    const checked = await checkBackup(resolve(named))
    const target = { dataDir: config.dataDir, url: config.databaseUrl }
    const total = rowsOf(checked.sum)
    const filled = await fillDatabase(target, sourceOf(checked), {
      now: new Date(),
      replace: options.remplacer === true,
      program: programVersion(),
      onProgress: (rows) => progress(rows, total),
    })
    const report = await settleAndVerify(call, target)
    const lines = [
      ...(filled.aside === undefined ? [] : [`Ce qui s’y trouvait est gardé de côté : ${filled.aside}`]),
      `Restauré : ${checked.file}${checked.at === undefined ? '' : `, du ${checked.at}`}`,
      ...(checked.vouched
        ? []
        : ['Sa fiche .json est absente : l’empreinte du fichier n’a pas pu être comparée.']),
      ...linesOf(filled, report),
    ]
    const data = {
      fichier: checked.file,
      du: checked.at ?? null,
      empreinte_comparee: checked.vouched,
      garde_de_cote: filled.aside ?? null,
      ...dataOf(filled, report),
    }
    return { ok: report.faults.length === 0, lines, data }
  },
}

/** Makes the HTML that an older copy lacks, as a start would, then verifies. */
export async function settleAndVerify({ log }: Call, target: DatabaseOptions): Promise<VerifyReport> {
  const renderer = rendererFrom({ buildDir: resolve('build') }, log)
  const database = openDatabase(target)
  try {
    await renderMissing(database, renderer, new Date())
    return await verify(database, renderer)
  } finally {
    await database.close()
    await renderer.close()
  }
}

export function rowsOf({ counts }: { counts: Readonly<Record<string, number>> }): number {
  return Object.values(counts).reduce((total, count) => total + count, 0)
}

export function linesOf({ sum, migrated }: Filled, { texts, faults }: VerifyReport): string[] {
  return [
    ...migrated.map((name) => `Migration appliquée : ${name}`),
    `${rowsOf(sum)} lignes de ${Object.keys(sum.counts).length} tables, SHA-256 ${sum.sha256}`,
    ...faults,
    faults.length === 0
      ? `${texts} textes vérifiés, aucun défaut.`
      : `${texts} textes vérifiés, ${faults.length} défauts.`,
  ]
}

export function dataOf({ sum, migrated }: Filled, { texts, faults }: VerifyReport): object {
  return {
    tables: sum.counts,
    sha256: sum.sha256,
    migrations: migrated,
    textes: texts,
    defauts: faults,
  }
}
