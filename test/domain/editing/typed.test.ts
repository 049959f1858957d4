import { readdirSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Document } from '../../../server/domain/document/document.ts'
import { formatDocument } from '../../../server/domain/document/format.ts'
import { FICHE_KINDS } from '../../../server/domain/document/kinds.ts'
import { parseDocument } from '../../../server/domain/document/parse.ts'
import { readTyped } from '../../../server/domain/editing/read.ts'
import { typedOf } from '../../../server/domain/editing/typed.ts'
import { arbitraryDocument } from '../document/arbitraryDocument.ts'
import { guide } from './guide.ts'

const throughTheForm = (document: Document) =>
  readTyped(document.kind as 'site', typedOf(document, guide), { base: document, guide })

describe('a document that goes through the form', () => {
  it.each(FICHE_KINDS)('comes back exactly: %s', (kind) => {
    fc.assert(
      fc.property(arbitraryDocument(kind), (document) => {
        const { problems } = parseDocument(formatDocument(document))
        fc.pre(problems.length === 0)
        expect(throughTheForm(document)).toEqual({ document, problems: [], partial: document })
      }),
      { numRuns: 300 },
    )
  })

  const files = FICHE_KINDS.flatMap((kind) => {
    const folder = { institution: 'institutions', scheme: 'dispositifs', site: 'lieux', contact: 'contacts' }[
      kind
    ]
    return readdirSync(`content/fiches/${folder}`).map((name) => `content/fiches/${folder}/${name}`)
  })

  it('comes back exactly: the whole founding content', () => {
    for (const file of files) {
      const { document } = parseDocument(readFileSync(file, 'utf8'))
      expect(throughTheForm(document as Document).document, file).toEqual(document)
    }
  })
})
