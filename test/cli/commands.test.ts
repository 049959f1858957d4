import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { wikisol } from '../support/processes.ts'

let folder: string
let env: Record<string, string>

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'wikisol-cli-'))
  env = { WIKISOL_DATA_DIR: join(folder, 'data') }
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

test('help lists every command, in French', () => {
  const { status, out } = wikisol(['help'], env)
  expect(status).toBe(0)
  for (const name of ['migrate', 'import', 'export', 'format', 'check', 'rebuild', 'verify'])
    expect(out).toContain(`  ${name}`)
})

test.each([
  [['veriffy'], 'Vouliez-vous dire « verify » ?'],
  [['check', '--vite'], 'Option refusée'],
  [['check', 'tout'], '« tout » n’est pas attendu ici.'],
])('%j is refused with status 2', (words, message) => {
  const { status, err } = wikisol(words, env)
  expect([status, err]).toEqual([2, expect.stringContaining(message)])
})

test.each(['import', 'export', 'rebuild', 'verify'])(
  '%s on a database that was not migrated fails with a sentence',
  (name) => {
    const { status, err } = wikisol([name], env)
    expect([status, err]).toEqual([1, expect.stringContaining('n’est pas à jour')])
  },
)

test('with --json a failure is JSON too', () => {
  const { status, out } = wikisol(['verify', '--json'], env)
  expect(status).toBe(1)
  expect(JSON.parse(out)).toEqual({ ok: false, erreur: expect.stringContaining('n’est pas à jour') })
})

test('a wrong configuration is refused with the name of the variable', () => {
  const { status, err } = wikisol(['check'], { ...env, PORT: 'mille' })
  expect([status, err]).toEqual([1, expect.stringContaining('PORT : un nombre entier est attendu')])
})

test('check finds nothing wrong in the founding content', () => {
  const { status, out } = wikisol(['check'], env)
  expect([status, out]).toEqual([0, expect.stringContaining('aucun problème')])
})

test('check names file, line and mend of what is wrong; format mends the form only', () => {
  const tree = join(folder, 'content')
  cpSync(resolve('content'), tree, { recursive: true })
  const file = join(tree, 'fiches/institutions/caf-du-pas-de-calais.md')
  const text = readFileSync(file, 'utf8')
  writeFileSync(file, text.replace(/^titre: (.*)$/m, 'titre:   "$1"').replace('thematiques:', 'thématiques:'))
  const broken = JSON.parse(wikisol(['check', '--de', tree, '--json'], env).out)
  const lines = broken.problemes.map(
    ({ path, message }: { path: string; message: string }) => `${path} ${message}`,
  )
  expect(lines.join('\n')).toContain('Clé inconnue : « thématiques ». Vouliez-vous dire « thematiques » ?')

  writeFileSync(file, text.replace(/^titre: (.*)$/m, 'titre:   "$1"'))
  expect(wikisol(['format', '--de', tree, '--verifier'], env).status).toBe(1)
  expect(wikisol(['format', '--de', tree], env)).toMatchObject({ status: 0 })
  expect(readFileSync(file, 'utf8')).toBe(text)
})
