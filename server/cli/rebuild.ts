import { resolve } from 'node:path'
import { rebuild } from '../actions/rebuild.ts'
import { rendererFrom } from '../context.ts'
import type { Command } from './command.ts'
import { withDatabase } from './database.ts'

export const rebuildCommand: Command = {
  name: 'rebuild',
  about: 'Refait toutes les projections (listes, liens, mise en forme) à partir des textes publiés.',
  options: { 'sans-html': { about: 'ne pas refaire la mise en forme, plus longue' } },
  run: async (call) => {
    const renderer = rendererFrom({ buildDir: resolve('build') }, call.log)
    try {
      const report = await withDatabase(call, (database) =>
        rebuild(database, renderer, {
          now: new Date(),
          html: call.options['sans-html'] !== true,
          onProgress: call.progress,
        }),
      )
      const lines = [
        `${report.documents} documents refaits, ${report.mended.length} différaient de leur texte.`,
        ...report.mended.map((slug) => `Réparé : ${slug}`),
        ...report.failed.map(({ slug, message }) => `Échec : ${slug} : ${message}`),
      ]
      const data = { documents: report.documents, repares: report.mended, echecs: report.failed }
      return { ok: report.failed.length === 0, lines, data }
    } finally {
      await renderer.close()
    }
  },
}
