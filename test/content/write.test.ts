import { existsSync, readdirSync, readFileSync, statSync, utimesSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { type ContentFile, type FormerSlug, readContentTree } from '../../server/content/tree.ts'
import { formatRedirections, pathOf, writeContentTree } from '../../server/content/write.ts'
import { folderWith } from './treeFolder.ts'

const LONG_AGO = new Date('2020-01-01T00:00:00Z')
const communes = folderWith({ 'territoires/communes.json': '{"communes":[]}' })

const file = (kind: ContentFile['kind'], slug: string, text: string): ContentFile => ({
  path: pathOf({ kind, slug }),
  kind,
  slug,
  text,
})
const FILES = [file('site', 'caf-arras', 'Arras\n'), file('help', 'contribuer', 'Écrire\n')]
const FORMER: FormerSlug[] = [
  { namespace: 'theme', slug: 'b', target: 'c' },
  { namespace: 'fiche', slug: 'z', target: 'y' },
  { namespace: 'fiche', slug: '115', target: '1e3' },
]

test('each kind has its folder', () => {
  expect(FILES.map(pathOf)).toEqual(['fiches/lieux/caf-arras.md', 'aide/contribuer.md'])
})

test('a tree is written so that it reads back the same, the list of communes with it', () => {
  const root = folderWith({})
  const report = writeContentTree(root, FILES, FORMER, communes)
  expect(report).toEqual({
    written: ['fiches/lieux/caf-arras.md', 'aide/contribuer.md', 'redirections.yaml'],
    unchanged: 0,
    unknown: [],
  })
  const tree = readContentTree(root)
  expect(tree.files).toEqual(FILES)
  expect(tree.problems).toEqual([])
  expect(new Set(tree.formerSlugs)).toEqual(new Set(FORMER))
  expect(existsSync(join(root, 'territoires/communes.json'))).toBe(true)
})

test('a file that did not change is not touched, and one that did is replaced whole', () => {
  const root = folderWith({})
  writeContentTree(root, FILES, FORMER, communes)
  const paths = [...FILES.map(pathOf), 'redirections.yaml', 'territoires/communes.json']
  for (const path of paths) utimesSync(join(root, path), LONG_AGO, LONG_AGO)

  const report = writeContentTree(
    root,
    [file('site', 'caf-arras', 'Lens\n'), ...FILES.slice(1)],
    FORMER,
    communes,
  )
  expect(report).toEqual({ written: ['fiches/lieux/caf-arras.md'], unchanged: 2, unknown: [] })
  expect(readFileSync(join(root, 'fiches/lieux/caf-arras.md'), 'utf8')).toBe('Lens\n')
  const touched = paths.filter((path) => statSync(join(root, path)).mtimeMs !== LONG_AGO.getTime())
  expect(touched).toEqual(['fiches/lieux/caf-arras.md'])
})

test('documents on disk that the guide does not have are named and left', () => {
  const root = folderWith({ 'fiches/lieux/ancien.md': 'Ancien\n', 'fiches/lieux/notes.txt': 'Notes\n' })
  expect(writeContentTree(root, FILES, [], communes).unknown).toEqual(['fiches/lieux/ancien.md'])
  expect(readFileSync(join(root, 'fiches/lieux/ancien.md'), 'utf8')).toBe('Ancien\n')
  expect(readdirSync(join(root, 'fiches/lieux')).sort()).toEqual(['ancien.md', 'caf-arras.md', 'notes.txt'])
})

test('a list of communes that is there is left', () => {
  const root = folderWith({ 'territoires/communes.json': 'mine' })
  writeContentTree(root, FILES, [], communes)
  expect(readFileSync(join(root, 'territoires/communes.json'), 'utf8')).toBe('mine')
})

test('former slugs are written by space and name, whatever their order, so that a tree does not change by itself', () => {
  const text = 'fiche:\n  "115": "1e3"\n  z: y\ntheme:\n  b: c\n'
  expect(formatRedirections(FORMER)).toBe(text)
  expect(formatRedirections(FORMER.toReversed())).toBe(text)
  expect(formatRedirections([])).toBe('')
})
