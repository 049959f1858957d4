import { resolve } from 'node:path'
import { readCommunes } from '../content/communes.ts'
import { readContentTree } from '../content/tree.ts'
import { formatDocument } from '../domain/document/format.ts'
import { parseDocument } from '../domain/document/parse.ts'
import { deadThesaurusEntries, editorialWarnings } from '../domain/editorial.ts'
import { checkTree, type TreeDocument, type TreeProblem } from '../domain/treeCheck.ts'
import type { Command } from './command.ts'

export const checkCommand: Command = {
  name: 'check',
  about:
    'Vérifie tout l’arbre content/ : clés, valeurs, références, téléphones, horaires, titres, anciens identifiants, thésaurus.',
  options: {
    de: { about: 'dossier à vérifier (content/ par défaut)', value: 'DOSSIER' },
    avertissements: { about: 'montre aussi ce que la charte éditoriale demande et que les textes n’ont pas' },
  },
  run: async ({ config, options }) => {
    const root = resolve(String(options.de ?? config.contentDir))
    const { files, problems, warnings } = checkContent(root)
    const said = ({ path, line, message }: TreeProblem) => `${path}:${line} ${message}`
    const lines = [
      ...problems.map(said),
      ...(options.avertissements === true ? warnings.map((warning) => `avertissement ${said(warning)}`) : []),
      `${files} documents vérifiés, ${problems.length === 0 ? 'aucun problème' : `${problems.length} problèmes`}${
        warnings.length === 0 ? '' : `, ${warnings.length} avertissements (--avertissements les montre)`
      }.`,
    ]
    const data = { documents: files, problemes: problems, avertissements: warnings }
    return { ok: problems.length === 0, lines, data }
  },
}

/** Everything that is wrong in a tree, file by file and line by line. */
export function checkContent(root: string): {
  files: number
  problems: TreeProblem[]
  warnings: TreeProblem[]
} {
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
  return {
    files: tree.files.length,
    problems: [...problems, ...between, ...deadThesaurusEntries(documents)],
    warnings: editorialWarnings(documents),
  }
}
