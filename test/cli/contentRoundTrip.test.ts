import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { ENGINES, newPlace, type TestPlace } from '../support/databases.ts'
import { wikisol } from '../support/processes.ts'

const CONTENT = resolve('content')

/** Every file of a tree with its bytes. */
function treeOf(root: string): Map<string, string> {
  const files = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  const paths = files.map((entry) => join(entry.parentPath, entry.name)).sort()
  return new Map(paths.map((path) => [path.slice(root.length + 1), readFileSync(path, 'utf8')]))
}

describe.each(ENGINES)('the founding content, on %s', (engine) => {
  let place: TestPlace
  let env: Record<string, string>
  let work: string

  beforeEach(async () => {
    place = await newPlace(engine)
    work = mkdtempSync(join(tmpdir(), 'wikisol-content-'))
    env = {
      WIKISOL_DATA_DIR: place.options.dataDir,
      ...(place.options.url === undefined ? {} : { DATABASE_URL: place.options.url }),
    }
    expect(wikisol(['migrate'], env).status).toBe(0)
  })
  afterEach(async () => {
    rmSync(work, { recursive: true, force: true })
    await place.remove()
  })

  test('import then export gives the same bytes; a second import changes nothing; all is sound', () => {
    const imported = wikisol(['import', '--json'], env)
    expect(JSON.parse(imported.out)).toMatchObject({ ok: true, problemes: [], inchanges: 0 })
    const exported = wikisol(['export', '--vers', work, '--json'], env)
    expect(JSON.parse(exported.out)).toMatchObject({ ok: true, absents_du_guide: [] })
    expect(treeOf(work)).toEqual(treeOf(CONTENT))
    const again = JSON.parse(wikisol(['import', '--de', work, '--json'], env).out)
    expect(again).toMatchObject({ ok: true, crees: [], mis_a_jour: [], inchanges: treeOf(CONTENT).size - 3 })
    expect(JSON.parse(wikisol(['verify', '--json'], env).out)).toMatchObject({ ok: true, defauts: [] })
    expect(JSON.parse(wikisol(['rebuild', '--json'], env).out)).toMatchObject({
      ok: true,
      repares: [],
      echecs: [],
    })
  })

  test('a changed file makes a revision, a broken one is reported and the rest is imported', () => {
    cpSync(CONTENT, work, { recursive: true })
    const file = join(work, 'fiches/contacts/115.md')
    const changed = join(work, 'fiches/institutions/siao.md')
    writeFileSync(file, 'pas une fiche')
    writeFileSync(changed, readFileSync(changed, 'utf8').replace(/resume: .*/, 'resume: Texte nouveau.'))
    const report = JSON.parse(wikisol(['import', '--de', work, '--json'], env).out)
    expect(report.ok).toBe(false)
    expect(report.problemes).toEqual([
      expect.objectContaining({
        path: 'fiches/contacts/115.md',
        line: 1,
        message: expect.stringContaining('---'),
      }),
    ])
    expect(report.crees.length).toBeGreaterThan(200)
    writeFileSync(changed, readFileSync(changed, 'utf8').replace('Texte nouveau', 'Texte plus neuf'))
    const second = JSON.parse(wikisol(['import', '--de', work, '--json'], env).out)
    expect(second.mis_a_jour).toEqual(['fiches/institutions/siao.md'])
  })
})
