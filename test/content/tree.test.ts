import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readContentTree } from '../../server/content/tree.ts'
import { SOURCE_BYTES } from '../../server/domain/document/parse.ts'
import { folderWith } from './treeFolder.ts'

test('a tree is read folder by folder, by name, each file with its kind and slug', () => {
  const root = folderWith({
    'aide/b.md': 'B',
    'aide/a.md': 'A',
    'fiches/lieux/c.md': 'C',
    'fiches/institutions/d.md': 'D',
    'aide/notes.txt': 'no document',
    'LISEZMOI.md': 'no document',
  })
  expect(readContentTree(root)).toEqual({
    files: [
      { path: 'fiches/institutions/d.md', kind: 'institution', slug: 'd', text: 'D' },
      { path: 'fiches/lieux/c.md', kind: 'site', slug: 'c', text: 'C' },
      { path: 'aide/a.md', kind: 'help', slug: 'a', text: 'A' },
      { path: 'aide/b.md', kind: 'help', slug: 'b', text: 'B' },
    ],
    formerSlugs: [],
    problems: [],
  })
})

test('an empty folder is an empty tree', () => {
  expect(readContentTree(folderWith({}))).toEqual({ files: [], formerSlugs: [], problems: [] })
})

test('a byte order mark is no part of a text', () => {
  expect(readContentTree(folderWith({ 'aide/a.md': '\ufeffA' })).files).toMatchObject([{ text: 'A' }])
})

describe('a file that cannot be a document is named, and the others are read', () => {
  const NAME = 'Le nom du fichier n’est pas un identifiant : minuscules sans accent, chiffres et tirets.'
  test.each([
    ['a name in capitals', 'Caf.md', 'x', NAME],
    ['a name with an accent', 'été.md', 'x', NAME],
    ['a name with a space', 'la caf.md', 'x', NAME],
    ['a name of two hyphens', 'la--caf.md', 'x', NAME],
    ['no name', '.md', 'x', NAME],
    ['a name too long', `${'a'.repeat(81)}.md`, 'x', NAME],
    ['a reserved name', 'nouvelle.md', 'x', '« nouvelle » est réservé aux adresses du guide.'],
    [
      'Latin-1',
      'latin.md',
      new Uint8Array([0x63, 0x61, 0x66, 0xe9]),
      'Ce fichier n’est pas du texte en UTF-8.',
    ],
    [
      'UTF-16',
      'utf16.md',
      new Uint8Array([0xff, 0xfe, 0x61, 0x00]),
      'Ce fichier n’est pas du texte en UTF-8.',
    ],
    ['half a character', 'cut.md', new Uint8Array([0x63, 0xc3]), 'Ce fichier n’est pas du texte en UTF-8.'],
    ['more than 64 KB', 'long.md', 'x'.repeat(SOURCE_BYTES + 4), 'Fichier trop long : 64 Ko au plus.'],
  ])('%s', (_what, name, text, message) => {
    const { files, problems } = readContentTree(folderWith({ [`aide/${name}`]: text, 'aide/zz.md': 'Z' }))
    expect(problems).toEqual([{ path: `aide/${name}`, line: 1, message }])
    expect(files.map(({ slug }) => slug)).toEqual(['zz'])
  })

  test('a folder that is named as a document', () => {
    const root = folderWith({})
    mkdirSync(join(root, 'aide/dossier.md'), { recursive: true })
    expect(readContentTree(root).problems).toEqual([
      { path: 'aide/dossier.md', line: 1, message: 'Fichier illisible : EISDIR.' },
    ])
  })
})

describe('the former slugs', () => {
  const read = (text: string | Uint8Array) => {
    const { formerSlugs, problems } = readContentTree(folderWith({ 'redirections.yaml': text }))
    return { formerSlugs, messages: problems.map(({ message }) => message) }
  }

  test('are read by space, figures as text', () => {
    expect(
      read('fiche:\n  msap: france-services\n  08victimes: "115"\n  "0123": caf\ntheme:\n  a: b\n'),
    ).toEqual({
      formerSlugs: [
        { namespace: 'fiche', slug: 'msap', target: 'france-services' },
        { namespace: 'fiche', slug: '08victimes', target: '115' },
        { namespace: 'fiche', slug: '0123', target: 'caf' },
        { namespace: 'theme', slug: 'a', target: 'b' },
      ],
      messages: [],
    })
  })

  test.each(['', '\n', '# rien\n'])('may be none: %o', (text) => {
    expect(read(text)).toEqual({ formerSlugs: [], messages: [] })
  })

  const YAML = 'Ce fichier n’est pas du YAML lisible.'
  const SHAPE = 'Ce fichier doit avoir une suite de lignes « ancien: nouveau » sous le nom d’un espace.'
  const space = (name: string) => `« ${name} » : fiche, theme, territory, help ou thesaurus sont attendus.`
  test.each([
    ['no YAML', 'fiche: [', YAML],
    ['a slug given twice', 'fiche:\n  a: b\n  a: c', YAML],
    ['an alias', 'fiche: &x {a: b}\ntheme: *x', YAML],
    ['a sentence', 'bonjour', SHAPE],
    ['a list', '- a: b', SHAPE],
    ['an unknown space', 'fiches:\n  a: b', space('fiches')],
    ['a prototype’s name', '__proto__:\n  a: b', space('__proto__')],
    ['a space without pairs', 'fiche: a', space('fiche')],
    ['a space that is a list', 'fiche:\n  - a', space('fiche')],
    ['a slug in capitals', 'fiche:\n  A: b', '« A: b » : deux identifiants sont attendus.'],
    [
      'a target that is an address',
      'fiche:\n  a: /fiches/b',
      '« a: /fiches/b » : deux identifiants sont attendus.',
    ],
    ['a target that is missing', 'fiche:\n  a:', '« a:  » : deux identifiants sont attendus.'],
    [
      'a target that is a group',
      'fiche:\n  a: {b: c}',
      '« a: [object Object] » : deux identifiants sont attendus.',
    ],
  ])('%s is refused', (_what, text, message) => {
    expect(read(text)).toEqual({ formerSlugs: [], messages: [message] })
  })

  test('one that is wrong does not hide the others', () => {
    expect(read('fiche:\n  A: b\n  c: d').formerSlugs).toEqual([
      { namespace: 'fiche', slug: 'c', target: 'd' },
    ])
  })
})
