import { resolve } from 'node:path'
import { importContent } from '../actions/importContent.ts'
import { readContentTree } from '../content/tree.ts'
import { rendererFrom } from '../context.ts'
import type { Command } from './command.ts'
import { withDatabase } from './database.ts'

export const importCommand: Command = {
  name: 'import',
  about: 'Importe l’arbre content/ ; un texte modifié dans le guide depuis son import est laissé tel quel.',
  options: { de: { about: 'dossier à lire (content/ par défaut)', value: 'DOSSIER' } },
  run: async (call) => {
    const { config, options, log, progress } = call
    const renderer = rendererFrom({ buildDir: resolve('build') }, log)
    try {
      const tree = readContentTree(resolve(String(options.de ?? config.contentDir)))
      const report = await withDatabase(call, (database) =>
        importContent(database, renderer, tree, { now: new Date(), onProgress: progress }),
      )
      const { created, updated, unchanged, changedInGuide, problems } = report
      const lines = [
        `${created.length} créés, ${updated.length} mis à jour, ${unchanged} inchangés.`,
        ...changedInGuide.map((path) => `Modifiée dans le guide, laissée telle quelle : ${path}`),
        ...problems.map(({ path, line, message }) => `Non importé : ${path}, ligne ${line} : ${message}`),
      ]
      return {
        ok: problems.length === 0,
        lines,
        data: {
          crees: created,
          mis_a_jour: updated,
          inchanges: unchanged,
          modifies_dans_le_guide: changedInGuide,
          problemes: problems,
        },
      }
    } finally {
      await renderer.close()
    }
  },
}
