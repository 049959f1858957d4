/**
 * What the style guide (docs/charte-editoriale.md) asks and a machine can see. Pure; `wikisol check` shows the warnings:
 * they refuse nothing, but for a thesaurus entry that leads nowhere.
 */
import { fold } from '../text/fold.ts'
import type { DocumentOf } from './document/document.ts'
import { isFicheKind } from './document/kinds.ts'
import { ACRONYM, createGlossary, type Glossary } from './glossary.ts'
import type { TreeDocument, TreeProblem } from './treeCheck.ts'

const LONGEST = { titre: 80, resume: 200, body: 260 }
const FEWEST = { words: 5, questions: 5 }

export function editorialWarnings(documents: readonly TreeDocument[]): TreeProblem[] {
  const glossary = createGlossary(documents.filter(isThesaurus).map(({ document }) => document.fields))
  return documents.flatMap((entry) =>
    isFiche(entry) ? ficheWarnings(entry, glossary) : isTheme(entry) ? themeWarnings(entry) : [],
  )
}

type Fiche = TreeDocument & { document: DocumentOf<'institution' | 'scheme' | 'site' | 'contact'> }

function isFiche(entry: TreeDocument): entry is Fiche {
  return isFicheKind(entry.document.kind)
}

function isTheme(entry: TreeDocument): entry is TreeDocument & { document: DocumentOf<'theme'> } {
  return entry.document.kind === 'theme'
}

function isThesaurus(entry: TreeDocument): entry is TreeDocument & { document: DocumentOf<'thesaurus'> } {
  return entry.document.kind === 'thesaurus'
}

function ficheWarnings({ path, document, lineOf }: Fiche, glossary: Glossary): TreeProblem[] {
  const { titre, resume, sigle, mots_usuels = [], sources = [] } = document.fields
  const warn = (key: string, message: string): TreeProblem => ({
    path,
    line: lineOf(key),
    message: key === 'corps' ? message : `${key} : ${message}`,
  })
  const length = document.body.split(/\s+/).length
  return [
    ...(titre.length > LONGEST.titre
      ? [warn('titre', `${titre.length} signes, ${LONGEST.titre} au plus.`)]
      : []),
    ...(resume.length > LONGEST.resume
      ? [warn('resume', `${resume.length} signes, ${LONGEST.resume} au plus.`)]
      : []),
    ...(mots_usuels.length < FEWEST.words
      ? [warn('mots_usuels', `${mots_usuels.length} seulement, ${FEWEST.words} au moins.`)]
      : []),
    ...(sources.length === 0 ? [warn('sources', 'aucune.')] : []),
    ...(sources.some(({ section = '' }) => /\blignes?\b/i.test(section))
      ? [warn('sources', 'des numéros de ligne ne disent rien à l’agent.')]
      : []),
    ...(length > LONGEST.body
      ? [warn('corps', `${length} mots, ${LONGEST.body} au plus pour tenir sur une page.`)]
      : []),
    ...unexpanded([sigle ?? '', titre, resume, document.body].join('\n'), glossary).map((acronym) =>
      warn('corps', `« ${acronym} » n’est pas au glossaire : donnez son sens dans le thésaurus.`),
    ),
  ]
}

/** Words in capitals that are no acronym: they are read as they stand. */
const READ_AS_WORDS = new Set([
  'SMS',
  'PDF',
  'CV',
  'TV',
  'SOS',
  'QR',
  'WC',
  'OK',
  'CD',
  'DVD',
  'CP',
  'CE',
  'II',
  'III',
  // Names, not acronyms, or acronyms that nobody expands.
  'AREAS',
  'SPORT62',
  'SFR',
  'CM2',
  'PAS',
])

function unexpanded(text: string, glossary: Glossary): string[] {
  const found = Array.from(text.matchAll(ACRONYM), ([acronym]) => acronym)
  return [...new Set(found)].filter((acronym) => !glossary.has(acronym) && !READ_AS_WORDS.has(acronym))
}

function themeWarnings({
  path,
  document,
  lineOf,
}: TreeDocument & { document: DocumentOf<'theme'> }): TreeProblem[] {
  const { parent, questions = [] } = document.fields
  if (parent !== undefined || questions.length >= FEWEST.questions) return []
  const message = `questions : ${questions.length} seulement, ${FEWEST.questions} au moins.`
  return [{ path, line: lineOf('questions'), message }]
}

/** Thesaurus entries from which nobody gets anywhere: no fiche is named and none holds the words of the term. */
export function deadThesaurusEntries(documents: readonly TreeDocument[]): TreeProblem[] {
  const texts = documents
    .filter(isFiche)
    .map(({ document }) => wordsOf(JSON.stringify(document.fields) + document.body))
  const known = (term: string) => {
    const words = [...wordsOf(term)]
    return texts.some((text) => words.every((word) => text.has(word)))
  }
  return documents.filter(isThesaurus).flatMap(({ path, document, lineOf }) =>
    document.fields.entrees.flatMap(({ terme, fiche, sigle, mots = [] }, index) => {
      const refuse = (message: string) => [
        { path, line: lineOf(`entrees[${index}]`), message: `entrees[${index}] : ${message}` },
      ]
      if (mots.length === 0 && sigle === undefined) return refuse(`« ${terme} » n’a ni mots ni sigle.`)
      if (fiche === undefined && sigle === undefined && !known(terme))
        return refuse(`« ${terme} » ne mène nulle part : aucune fiche ne le dit. Nommez-en une.`)
      return []
    }),
  )
}

/** Words of a text, less the small ones and their plural. */
function wordsOf(text: string): Set<string> {
  const words = fold(text).match(/[a-z0-9]{3,}/g) ?? []
  return new Set(words.filter((word) => !SMALL.has(word)).map((word) => word.replace(/[sx]$/, '')))
}

const SMALL = new Set([
  'les',
  'des',
  'une',
  'aux',
  'par',
  'pour',
  'sur',
  'avec',
  'dans',
  'sans',
  'son',
  'ses',
  'sa',
])
