import { resolve } from 'node:path'
import { writeContentTree } from '../content/write.ts'
import { allDocuments } from '../store/documents.ts'
import { allRedirections } from '../store/redirections.ts'
import { revisionText } from '../store/revisions.ts'
import type { Command } from './command.ts'
import { withDatabase } from './database.ts'

export const exportCommand: Command = {
  name: 'export',
  about:
    'Écrit tous les documents publiés dans l’arbre content/, contacts réservés aux professionnels compris.',
  options: { vers: { about: 'dossier à écrire (content/ par défaut)', value: 'DOSSIER' } },
  run: async (call) => {
    const { config, options, progress } = call
    const target = resolve(String(options.vers ?? config.contentDir))
    const { files, formerSlugs } = await withDatabase(call, async ({ read }) => {
      const documents = await allDocuments(read)
      const files = []
      for (const [index, { id, kind, slug, revision }] of documents.entries()) {
        const text = (await revisionText(read, 'professional', id, revision))?.source ?? ''
        files.push({ path: '', kind, slug, text })
        progress(index + 1, documents.length)
      }
      return { files, formerSlugs: await allRedirections(read) }
    })
    const { written, unchanged, unknown } = writeContentTree(target, files, formerSlugs, config.contentDir)
    const lines = [
      `${written.length} fichiers écrits, ${unchanged} inchangés, dans ${target}.`,
      'Cet export contient aussi les contacts réservés aux professionnels.',
      ...unknown.map((path) => `Absent du guide, laissé sur le disque : ${path}`),
    ]
    return {
      ok: true,
      lines,
      data: { ecrits: written, inchanges: unchanged, absents_du_guide: unknown, dossier: target },
    }
  },
}
