import type fc from 'fast-check'
import type { Document } from '../../../server/domain/document/document.ts'
import { formatDocument } from '../../../server/domain/document/format.ts'
import { KEYS_BY_KIND, type Kind } from '../../../server/domain/document/keys.ts'
import { parseDocument } from '../../../server/domain/document/parse.ts'
import { arbitraryDocument } from './arbitraryDocument.ts'

/** Any document of a kind that may be saved: what breaks a rule is taken out. */
export function validDocument(kind: Kind): fc.Arbitrary<Document> {
  return arbitraryDocument(kind).map(mended)
}

export function problemsOf(document: Document) {
  return parseDocument(formatDocument(document)).problems
}

function mended(document: Document): Document {
  const problems = problemsOf(document)
  if (problems.length === 0) return document
  const fields: Record<string, unknown> = { ...document.fields }
  let { body } = document
  for (const key of problems.map((problem) => problem.key.replace(/[.[].*$/s, ''))) {
    if (key === 'corps' || key === '') body = ''
    else if (key === 'titre') fields.titre = `${fields.titre} !`
    else if (key === 'etendue') fields.etendue = 'connue'
    else if (key === 'commune') for (const part of ['adresse', 'code_postal']) delete fields[part]
    else if (key === 'latitude') for (const part of ['latitude', 'longitude']) delete fields[part]
    else if ((KEYS_BY_KIND[document.kind] as Record<string, { required?: true }>)[key]?.required === true)
      throw new Error(`${key}: ${JSON.stringify(problems)}`)
    else delete fields[key]
  }
  return mended({ ...document, fields, body } as unknown as Document)
}
