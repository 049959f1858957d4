import { resolve } from 'node:path'
import { readCommunes } from '../content/communes.ts'
import { readContentTree } from '../content/tree.ts'
import { formatDocument } from '../domain/document/format.ts'
import { parseDocument } from '../domain/document/parse.ts'
import { checkTree, type TreeDocument, type TreeProblem } from '../domain/treeCheck.ts'
import type { Command } from './command.ts'

export const checkCommand: Command = {
  name: 'check',
  about:
    'Vérifie tout l’arbre content/ : clés, valeurs, références, téléphones, horaires, titres, anciens identifiants.',
  options: { de: { about: 'dossier à vérifier (content/ par défaut)', value: 'DOSSIER' } },
  run: async ({ config, options }) => {
    const root = resolve(String(options.de ?? config.contentDir))
    const { files, problems } = checkContent(root)
    const lines = [
      ...problems.map(({ path, line, message }) => `${path}:${line} ${message}`),
      problems.length === 0
        ? `${files} documents vérifiés, aucun problème.`
        : `${files} documents vérifiés, ${problems.length} problèmes.`,
    ]
    return { ok: problems.length === 0, lines, data: { documents: files, problemes: problems } }
  },
}

/** Everything that is wrong in a tree, file by file and line by line. */
export function checkContent(root: string): { files: number; problems: TreeProblem[] } {
  const tree = readContentTree(root)
  const problems: TreeProblem[] = [...tree.problems]
  const documents: TreeDocument[] = []
  for (const { path, kind, slug, text } of tree.files) {
    const { document, problems: own, lineOf } = parseDocument(text)
    problems.push(
      ...own.map(({ line, key, message }) => ({
        path,
        line,
        message: key === '' ? message : `${key} : ${message}`,
      })),
    )
    if (document === undefined) continue
    if (document.kind !== kind)
      problems.push({ path, line: lineOf('nature'), message: 'nature : ce n’est pas celle de ce dossier.' })
    else if (own.length === 0 && formatDocument(document) !== text) {
      problems.push({
        path,
        line: 1,
        message: 'Ce fichier n’est pas sous sa forme canonique : lancez « wikisol format ».',
      })
    }
    documents.push({ path, slug, document, lineOf })
  }
  const communes = new Set(readCommunes(root).keys())
  // Codes of other départements are not in the list, and cannot be judged by it.
  const departements = new Set([...communes].map((code) => code.slice(0, 2)))
  const between = checkTree({
    documents,
    formerSlugs: tree.formerSlugs,
    communes,
    departements,
  })
  return { files: tree.files.length, problems: [...problems, ...between] }
}
