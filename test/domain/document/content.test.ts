import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { readCommunes } from '../../../server/content/communes.ts'
import { readContentTree } from '../../../server/content/tree.ts'
import { formatDocument } from '../../../server/domain/document/format.ts'
import { parseDocument } from '../../../server/domain/document/parse.ts'
import { checkTree } from '../../../server/domain/treeCheck.ts'

const root = resolve('content')
const tree = readContentTree(root)
const read = tree.files.map((file) => ({ ...file, ...parseDocument(file.text) }))

test('the founding tree has files of every kind but none that cannot be read', () => {
  expect(tree.problems).toEqual([])
  expect(new Set(tree.files.map(({ kind }) => kind)).size).toBeGreaterThan(1)
})

test('no founding text has a problem', () => {
  expect(read.flatMap(({ path, problems }) => problems.map((problem) => ({ path, ...problem })))).toEqual([])
})

test('every founding text is of the nature of its folder', () => {
  expect(read.filter(({ kind, document }) => document?.kind !== kind).map(({ path }) => path)).toEqual([])
})

test('every founding text is in canonical form', () => {
  const other = read.filter(
    ({ document, text }) => document === undefined || formatDocument(document) !== text,
  )
  expect(other.map(({ path }) => path)).toEqual([])
})

test('no founding text contradicts another', () => {
  const documents = read.flatMap(({ path, slug, document, lineOf }) =>
    document === undefined ? [] : [{ path, slug, document, lineOf }],
  )
  const communes = new Set(readCommunes(root).keys())
  expect(
    checkTree({ documents, formerSlugs: tree.formerSlugs, communes, departements: new Set(['62']) }),
  ).toEqual([])
})
