import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { readContentTree } from '../../server/content/tree.ts'
import { parseDocument } from '../../server/domain/document/parse.ts'

/** docs/faits.csv: for each fact of the source text, the fiche that holds it or why it was left out. */
const ROWS = readFileSync(resolve('docs/faits.csv'), 'utf8')
  .trim()
  .split('\n')
  .slice(1)
  .map((line) => {
    const [, fact = '', register = '', , , fiche = '', reason = ''] =
      /^([^,]+),([^,]+),("(?:[^"]|"")*"|([^,]*)),([^,]*),(.*)$/.exec(line) ?? []
    return { line, fact, register, fiche, reason }
  })

/** The facts that each fiche names in its sources. */
const HELD = new Map(
  readContentTree(resolve('content'))
    .files.filter(({ path }) => path.startsWith('fiches/'))
    .map(({ slug, text }) => {
      const fields = parseDocument(text).document?.fields as { sources?: { faits?: string[] }[] } | undefined
      return [slug, new Set((fields?.sources ?? []).flatMap(({ faits = [] }) => faits))]
    }),
)

test('every fact of the four registers is there once', () => {
  const counts = ['institution', 'dispositif', 'lieu', 'contact'].map(
    (register) => ROWS.filter((row) => row.register === register).length,
  )
  expect(counts).toEqual([132, 184, 65, 25])
  expect(new Set(ROWS.map(({ fact }) => fact)).size).toBe(406)
})

test('each has a fiche that names it, or a reason, and never both', () => {
  const wrong = ROWS.filter(({ fact, fiche, reason }) =>
    fiche === '' ? reason.length < 20 : reason !== '' || HELD.get(fiche)?.has(fact) !== true,
  )
  expect(wrong.map(({ line }) => line)).toEqual([])
})

test('a fact left out is in no fiche', () => {
  const leftOut = new Set(ROWS.filter(({ fiche }) => fiche === '').map(({ fact }) => fact))
  const held = [...HELD].flatMap(([slug, facts]) =>
    [...facts].filter((fact) => leftOut.has(fact)).map((fact) => [slug, fact]),
  )
  expect(held).toEqual([])
})
