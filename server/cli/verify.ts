import { resolve } from 'node:path'
import { verify } from '../actions/verify.ts'
import { rendererFrom } from '../context.ts'
import type { Command } from './command.ts'
import { withDatabase } from './database.ts'

export const verifyCommand: Command = {
  name: 'verify',
  about:
    'Vérifie la base de données : intégrité, clés, empreinte de chaque texte, projections. N’écrit rien.',
  run: async (call) => {
    const renderer = rendererFrom({ buildDir: resolve('build') }, call.log)
    const { texts, faults } = await withDatabase(call, (database) =>
      verify(database, renderer, call.progress),
    ).finally(() => renderer.close())
    const lines = [
      ...faults,
      faults.length === 0
        ? `${texts} textes vérifiés, aucun défaut.`
        : `${texts} textes vérifiés, ${faults.length} défauts.`,
    ]
    return { ok: faults.length === 0, lines, data: { textes: texts, defauts: faults } }
  },
}
