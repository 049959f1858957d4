import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest'
import { importContent, isFounded } from '../../server/actions/importContent.ts'
import { publish } from '../../server/actions/publish.ts'
import type { ContentTree } from '../../server/content/tree.ts'
import type { Renderer } from '../../server/markdown/rendered.ts'
import { createRenderer } from '../../server/markdown/renderer.ts'
import { findDocument } from '../../server/store/documents.ts'
import { findRedirection } from '../../server/store/redirections.ts'
import { revisionText } from '../../server/store/revisions.ts'
import { ENGINES, newDatabase, TEST_NOW, type TestDatabase } from '../support/databases.ts'
import { ADIL, type Fixture, LOGEMENT, NUMERO_VERT } from '../support/fixtures.ts'

const treeOf = (...fixtures: Fixture[]): ContentTree => ({
  files: fixtures.map(({ kind, slug, source }) => ({ path: `${slug}.md`, kind, slug, text: source })),
  formerSlugs: [],
  problems: [],
})

const changed = (from: string, to: string): Fixture => ({ ...ADIL, source: ADIL.source.replace(from, to) })

describe.each(ENGINES)('importing, on %s', (engine) => {
  let place: TestDatabase
  let renderer: Renderer
  beforeAll(() => {
    renderer = createRenderer({ workerFile: `${inject('buildDir')}/server/renderWorker.mjs` })
  })
  afterAll(() => renderer.close())
  beforeEach(async () => {
    place = await newDatabase(engine)
  })
  afterEach(() => place.close())

  const run = (tree: ContentTree) => importContent(place.database, renderer, tree, { now: TEST_NOW })
  const textOf = async (slug: string) => {
    const found = await findDocument(place.database.read, 'fiche', slug)
    return (
      found && (await revisionText(place.database.read, 'professional', found.id, found.revision))?.source
    )
  }

  test('a text is created once, updated when its file changes, left when it does not', async () => {
    expect(await isFounded(place.database)).toBe(false)
    expect(await run(treeOf(ADIL, NUMERO_VERT))).toMatchObject({
      created: ['adil.md', 'numero-vert.md'],
      updated: [],
    })
    expect(await isFounded(place.database)).toBe(true)
    expect(await run(treeOf(ADIL, NUMERO_VERT))).toMatchObject({ created: [], updated: [], unchanged: 2 })
    const edited = changed('Conseille', 'Renseigne')
    expect(await run(treeOf(edited, NUMERO_VERT))).toMatchObject({ updated: ['adil.md'], unchanged: 1 })
    expect(await textOf('adil')).toContain('Renseigne')
  })

  test('a text that was changed in the guide is left as it is, whatever its file says', async () => {
    await run(treeOf(ADIL))
    const inGuide = changed('Conseille', 'Accompagne')
    await publish(
      place.database,
      renderer,
      { ...inGuide, author: 'Alice', summary: 's', origin: 'edition', base: 1 },
      TEST_NOW,
    )
    const report = await run(treeOf(changed('Conseille', 'Renseigne')))
    expect(report).toMatchObject({ updated: [], changedInGuide: ['adil.md'] })
    expect(await run(treeOf(ADIL))).toMatchObject({ changedInGuide: ['adil.md'] })
    expect(await textOf('adil')).toContain('Accompagne')
  })

  test('a text that came back to what its file says is unchanged', async () => {
    await run(treeOf(ADIL))
    const edition = { author: 'Alice', summary: 's', origin: 'edition' as const }
    await publish(place.database, renderer, { ...changed('Conseille', 'X'), ...edition, base: 1 }, TEST_NOW)
    await publish(place.database, renderer, { ...ADIL, ...edition, base: 2 }, TEST_NOW)
    expect(await run(treeOf(ADIL))).toMatchObject({ unchanged: 1, changedInGuide: [] })
  })

  test('a broken file is named and nothing of it is kept; the others are imported', async () => {
    const broken = {
      ...NUMERO_VERT,
      source: NUMERO_VERT.source.replace('telephone: 0 805', 'telephone: 0 8'),
    }
    const tooComplex = { ...ADIL, slug: 'trop', source: `${ADIL.source}\n${'- x\n'.repeat(6_000)}` }
    const report = await run(treeOf(broken, tooComplex, LOGEMENT))
    expect(report.created).toEqual(['logement.md'])
    expect(report.problems).toEqual([
      {
        path: 'numero-vert.md',
        line: expect.any(Number),
        message: expect.stringContaining('telephone : « 0 8'),
      },
      { path: 'trop.md', line: 1, message: expect.stringContaining('trop complexe') },
    ])
    expect(await textOf('numero-vert')).toBeUndefined()
  })

  test('a slug of another nature is refused', async () => {
    await run(treeOf(ADIL))
    const { problems } = await run(treeOf({ ...NUMERO_VERT, slug: 'adil' }))
    expect(problems).toEqual([
      { path: 'adil.md', line: 1, message: expect.stringContaining('déjà une fiche') },
    ])
  })

  test('former slugs lead to their pages; those that cannot are named', async () => {
    const former = (slug: string, target: string) => ({ namespace: 'fiche' as const, slug, target })
    const tree = {
      ...treeOf(ADIL, NUMERO_VERT),
      formerSlugs: [former('vieux', 'adil'), former('perdu', 'nulle-part'), former('numero-vert', 'adil')],
    }
    const { problems } = await run(tree)
    expect(problems.map(({ message }) => message)).toEqual([
      'perdu : « nulle-part » n’existe pas.',
      expect.stringContaining('numero-vert : cet ancien identifiant est celui d’une page'),
    ])
    expect(await findRedirection(place.database.read, 'reader', 'fiche', 'vieux')).toBe('adil')
    expect((await run(tree)).problems).toEqual(problems)
  })
})
