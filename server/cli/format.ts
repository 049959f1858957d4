import { join, resolve } from 'node:path'
import { REDIRECTIONS_FILE, readContentTree } from '../content/tree.ts'
import { formatRedirections, writeIfChanged } from '../content/write.ts'
import { formatDocument } from '../domain/document/format.ts'
import { parseDocument } from '../domain/document/parse.ts'
import type { Command } from './command.ts'

export const formatCommand: Command = {
  name: 'format',
  about: 'Réécrit les fichiers de content/ sous leur forme canonique.',
  options: {
    de: { about: 'dossier à mettre en forme (content/ par défaut)', value: 'DOSSIER' },
    verifier: { about: 'ne rien écrire ; échouer si un fichier n’est pas canonique' },
  },
  run: async ({ config, options }) => {
    const root = resolve(String(options.de ?? config.contentDir))
    const tree = readContentTree(root)
    const changed: string[] = []
    const problems = [...tree.problems]
    const settle = (path: string, canonical: string, text: string) => {
      if (canonical === text) return
      changed.push(path)
      if (options.verifier !== true) writeIfChanged(join(root, path), canonical)
    }
    for (const { path, text } of tree.files) {
      const parsed = parseDocument(text)
      const [first] = parsed.problems
      if (parsed.document !== undefined && first === undefined)
        settle(path, formatDocument(parsed.document), text)
      else problems.push({ path, line: first?.line ?? 1, message: first?.message ?? 'Texte illisible.' })
    }
    if (tree.redirections !== undefined && tree.problems.every(({ path }) => path !== REDIRECTIONS_FILE)) {
      settle(REDIRECTIONS_FILE, formatRedirections(tree.formerSlugs), tree.redirections)
    }
    const verb = options.verifier === true ? 'à mettre en forme' : 'mis en forme'
    const lines = [
      ...changed.map((path) => `${verb} : ${path}`),
      ...problems.map(({ path, line, message }) => `Laissé tel quel : ${path}, ligne ${line} : ${message}`),
      `${changed.length} ${verb}, ${tree.files.length} fichiers lus.`,
    ]
    const ok = problems.length === 0 && (options.verifier !== true || changed.length === 0)
    return { ok, lines, data: { changes: changed, problemes: problems, lus: tree.files.length } }
  },
}
