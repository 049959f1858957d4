/** Checks that hold between documents: what no single text can show. Pure; `wikisol check` shows them. */
import { fold } from '../text/fold.ts'
import { nearest } from '../text/nearest.ts'
import type { Document, DocumentOf } from './document/document.ts'
import type { Kind } from './document/keys.ts'
import { isFicheKind, KINDS, type Namespace } from './document/kinds.ts'
import { isCommuneCode, namespaceOf, type Reference, referencesOf } from './document/references.ts'

export interface TreeDocument {
  path: string
  slug: string
  document: Document
  lineOf: (key: string) => number
}

export interface TreeProblem {
  path: string
  line: number
  message: string
}

export interface FormerSlugEntry {
  namespace: Namespace
  slug: string
  target: string
}

export interface Tree {
  documents: TreeDocument[]
  formerSlugs: FormerSlugEntry[]
  /** INSEE codes of the département's communes. */
  communes: ReadonlySet<string>
  /** INSEE prefixes of those communes: codes elsewhere cannot be checked. */
  departements: ReadonlySet<string>
}

export function checkTree(tree: Tree): TreeProblem[] {
  const known = indexDocuments(tree)
  return [
    ...tree.documents.flatMap((entry) => checkReferences(entry, known, tree)),
    ...checkSlugs(tree.documents),
    ...checkTitles(tree.documents),
    ...checkThemes(tree.documents),
    ...checkFormerSlugs(tree, known),
  ].sort((a, b) => (a.path === b.path ? a.line - b.line : a.path < b.path ? -1 : 1))
}

type Known = Map<Namespace, Map<string, Kind>>

function indexDocuments({ documents, formerSlugs }: Tree): Known {
  const known: Known = new Map()
  const space = (namespace: Namespace) => {
    const slugs = known.get(namespace) ?? new Map<string, Kind>()
    known.set(namespace, slugs)
    return slugs
  }
  for (const { slug, document } of documents) space(KINDS[document.kind].namespace).set(slug, document.kind)
  for (const { namespace, slug, target } of formerSlugs) {
    const kind = space(namespace).get(target)
    if (kind !== undefined && !space(namespace).has(slug)) space(namespace).set(slug, kind)
  }
  return known
}

function checkReferences(entry: TreeDocument, known: Known, tree: Tree): TreeProblem[] {
  return referencesOf(entry.document).flatMap((reference) => {
    const message = faultOf(reference, known, tree)
    return message === undefined
      ? []
      : [{ path: entry.path, line: entry.lineOf(reference.key), message: `${reference.key} : ${message}` }]
  })
}

function faultOf(
  { to, slug }: Reference,
  known: Known,
  { communes, departements }: Tree,
): string | undefined {
  if (to === 'place' && isCommuneCode(slug)) {
    if (!departements.has(slug.slice(0, 2)) || communes.has(slug)) return undefined
    return `aucune commune n’a le code INSEE « ${slug} ».`
  }
  const slugs = known.get(namespaceOf(to)) ?? new Map<string, Kind>()
  const kind = slugs.get(slug)
  if (kind === undefined) {
    const [near] = nearest(slug, slugs.keys())
    return `« ${slug} » n’existe pas.${near === undefined ? '' : ` Vouliez-vous dire « ${near} » ?`}`
  }
  const wanted = to === 'institution' || to === 'scheme' || to === 'site' || to === 'contact' ? to : undefined
  if (wanted === undefined || wanted === kind) return undefined
  return `« ${slug} » est de nature « ${KINDS[kind].nature} », or « ${KINDS[wanted].nature} » est attendu.`
}

/** The four natures of fiche share one space of addresses. */
function checkSlugs(documents: TreeDocument[]): TreeProblem[] {
  const first = new Map<string, string>()
  return documents.flatMap(({ path, slug, document }) => {
    const identity = `${KINDS[document.kind].namespace} ${slug}`
    const other = first.get(identity)
    if (other !== undefined)
      return [{ path, line: 1, message: `« ${slug} » : déjà l’identifiant de ${other}.` }]
    first.set(identity, path)
    return []
  })
}

/** Two fiches with one title cannot be told apart in a list. */
function checkTitles(documents: TreeDocument[]): TreeProblem[] {
  const first = new Map<string, string>()
  return documents.flatMap(({ path, document, lineOf }) => {
    const space = isFicheKind(document.kind) ? 'fiche' : document.kind
    const identity = `${space} ${fold(document.fields.titre ?? '')}`
    const other = first.get(identity)
    if (other !== undefined)
      return [{ path, line: lineOf('titre'), message: `titre : déjà celui de ${other}.` }]
    first.set(identity, path)
    return []
  })
}

/** The tree of themes has two levels. */
function checkThemes(documents: TreeDocument[]): TreeProblem[] {
  const isTheme = (entry: TreeDocument): entry is TreeDocument & { document: DocumentOf<'theme'> } =>
    entry.document.kind === 'theme'
  const themes = new Map(documents.filter(isTheme).map((entry) => [entry.slug, entry]))
  return [...themes.values()].flatMap(({ path, document, lineOf }) => {
    const { parent } = document.fields
    if (parent === undefined) return []
    const grandParent = themes.get(parent)?.document.fields.parent
    if (grandParent === undefined) return []
    return [{ path, line: lineOf('parent'), message: 'parent : les thématiques ont deux niveaux au plus.' }]
  })
}

function checkFormerSlugs({ documents, formerSlugs }: Tree, known: Known): TreeProblem[] {
  const present = new Set(documents.map(({ slug, document }) => `${KINDS[document.kind].namespace} ${slug}`))
  const seen = new Set<string>()
  return formerSlugs.flatMap(({ namespace, slug, target }) => {
    const refuse = (message: string) => [
      { path: 'redirections.yaml', line: 1, message: `${slug} : ${message}` },
    ]
    const identity = `${namespace} ${slug}`
    if (present.has(identity)) return refuse('cet ancien identifiant est celui d’une page d’aujourd’hui.')
    if (seen.has(identity)) return refuse('cet ancien identifiant mène à deux pages.')
    seen.add(identity)
    if (!present.has(`${namespace} ${target}`)) {
      const [near] = nearest(target, known.get(namespace)?.keys() ?? [])
      return refuse(
        `« ${target} » n’existe pas.${near === undefined ? '' : ` Vouliez-vous dire « ${near} » ?`}`,
      )
    }
    return []
  })
}
