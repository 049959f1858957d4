import { parseDocument } from '../domain/document/parse.ts'
import { projectionOf, visibilityOf } from '../domain/projection.ts'
import { RENDERER_VERSION, type Renderer } from '../markdown/rendered.ts'
import type { Database } from '../store/database.ts'
import {
  allTexts,
  changesFollow,
  engineProblems,
  missingHtml,
  numberingGaps,
  type StoredText,
} from '../store/integrity.ts'
import { comparableProjection, storedProjection } from '../store/projections.ts'
import { findRendered } from '../store/rendered.ts'
import { sha256Of } from './publish.ts'

export interface VerifyReport {
  texts: number
  /** French sentences, each naming what is wrong; empty when all is well. */
  faults: string[]
}

/** Checks the file, its schema, the foreign keys, every text against its SHA-256, every projection and every published
 * HTML against its text. Reads only. */
export async function verify(
  database: Database,
  renderer: Renderer,
  onProgress?: (done: number) => void,
): Promise<VerifyReport> {
  const faults = (await engineProblems(database)).map((problem) => `Base de données : ${problem}`)
  for (const { slug, message } of await numberingGaps(database.read)) faults.push(`${slug} : ${message}`)
  if (!(await changesFollow(database.read)))
    faults.push('Journal des changements : la numérotation ne se suit pas')
  for (const slug of await missingHtml(database.read, RENDERER_VERSION)) {
    faults.push(`${slug} : mise en forme absente (lancez « rebuild »)`)
  }
  let texts = 0
  for await (const text of allTexts(database.read)) {
    faults.push(...(await textFaults(database, renderer, text)))
    texts += 1
    onProgress?.(texts)
  }
  return { texts, faults }
}

async function textFaults({ read }: Database, renderer: Renderer, text: StoredText): Promise<string[]> {
  const name = `${text.namespace} ${text.slug}, version ${text.n}`
  const faults: string[] = []
  if (sha256Of(text.source) !== text.sha256)
    faults.push(`${name} : le texte ne répond pas à son empreinte SHA-256`)
  const { document } = parseDocument(text.source)
  if (document === undefined) return [...faults, `${name} : texte illisible`]
  if (visibilityOf(document) !== text.visibility)
    faults.push(`${name} : visibilité différente de celle du texte`)
  if (!text.isPublished) return faults
  if (document.kind !== text.kind) faults.push(`${name} : nature différente de celle du texte`)
  const projection = comparableProjection(projectionOf(document), text.sha256)
  if ((await storedProjection(read, text.documentId)) !== projection) {
    faults.push(`${name} : la projection ne répond pas au texte (lancez « rebuild »)`)
  }
  const [kept, made] = [await findRendered(read, text.sha256), await renderer.render(document.body)]
  if (kept !== undefined && made.ok && JSON.stringify(kept) !== JSON.stringify(made.segments)) {
    faults.push(`${name} : la mise en forme ne répond pas au texte (lancez « rebuild »)`)
  }
  return faults
}
