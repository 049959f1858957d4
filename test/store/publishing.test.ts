import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest'
import { publish } from '../../server/actions/publish.ts'
import { rebuild } from '../../server/actions/rebuild.ts'
import { verify } from '../../server/actions/verify.ts'
import type { Renderer } from '../../server/markdown/rendered.ts'
import { createRenderer } from '../../server/markdown/renderer.ts'
import { changesAfter, lastChange } from '../../server/store/changes.ts'
import { findPage, listFiches } from '../../server/store/pages.ts'
import { storedProjection } from '../../server/store/projections.ts'
import { revisionsOf, revisionText } from '../../server/store/revisions.ts'
import { ENGINES, newDatabase, TEST_NOW, type TestDatabase } from '../support/databases.ts'
import {
  CONSEIL,
  type Fixture,
  GUIDE,
  LIGNE_INTERNE,
  NUMERO_VERT,
  publishAll,
  publishVersion,
} from '../support/fixtures.ts'

const LIGNE_INTERNE_OPEN: Fixture = {
  ...LIGNE_INTERNE,
  source: LIGNE_INTERNE.source.replace('visibilite: professionnels\n', ''),
}

const edited = (fixture: Fixture, from: string, to: string): Fixture => ({
  ...fixture,
  source: fixture.source.replace(from, to),
})

describe.each(ENGINES)('on %s', (engine) => {
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

  test('a published text is read back canonical, rendered, with its number and its change', async () => {
    const { database } = place
    const published = await publishVersion(database, renderer, CONSEIL, 0)
    const page = await findPage(database.read, 'reader', 'fiche', 'conseil-logement')
    expect(page).toMatchObject({
      kind: 'scheme',
      revision: 1,
      title: 'Conseil logement',
      status: 'en-service',
    })
    expect(page?.segments.map(({ kind }) => kind)).toEqual(['common', 'territory', 'warning'])
    expect(page?.segments[0]?.html).toContain('<a href="tel:+33805296262">0 805 29 62 62</a>')
    expect(published.change).toBe(1)
    expect(await changesAfter(database.read, 0)).toEqual([
      {
        number: 1,
        documentId: published.documentId,
        event: 'publication',
        revision: 1,
        at: TEST_NOW.toISOString(),
      },
    ])
  })

  test('each publication adds a revision and keeps the earlier ones', async () => {
    const { database } = place
    const { documentId } = await publishVersion(database, renderer, NUMERO_VERT, 0)
    await publishVersion(database, renderer, edited(NUMERO_VERT, '0 805 29 62 62', '03 21 21 62 16'), 1)
    const revisions = await revisionsOf(database.read, 'reader', documentId)
    expect(revisions.map(({ n, summary }) => [n, summary])).toEqual([
      [2, 'Version 2'],
      [1, 'Version 1'],
    ])
    expect((await revisionText(database.read, 'reader', documentId, 1))?.source).toContain('0 805 29 62 62')
    expect((await findPage(database.read, 'reader', 'fiche', 'numero-vert'))?.phone).toBe('03 21 21 62 16')
  })

  test('two people who edit the same version: one is published, the other is told', async () => {
    const { database } = place
    await publishVersion(database, renderer, NUMERO_VERT, 0)
    const attempt = (phone: string) =>
      publish(
        database,
        renderer,
        {
          ...edited(NUMERO_VERT, '0 805 29 62 62', phone),
          author: 'x',
          summary: 's',
          origin: 'edition',
          base: 1,
        },
        TEST_NOW,
      )
    const outcomes = await Promise.all([attempt('03 21 21 62 16'), attempt('03 21 21 62 17')])
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1)
    expect(outcomes.find(({ ok }) => !ok)).toEqual({ ok: false, conflict: true })
    expect(await lastChange(database.read)).toBe(2)
  })

  test('twenty documents published at once are numbered 1 to 20 in commit order', async () => {
    const { database } = place
    const fixtures = Array.from({ length: 20 }, (_, i) => ({ ...NUMERO_VERT, slug: `contact-${i}` }))
    await Promise.all(fixtures.map((fixture) => publishVersion(database, renderer, fixture, 0)))
    const changes = await changesAfter(database.read, 0)
    expect(changes.map(({ number }) => number)).toEqual(Array.from({ length: 20 }, (_, i) => i + 1))
  })

  test('a slug that exists, is reserved or was redirected is not given again', async () => {
    const { database } = place
    const { documentId } = await publishVersion(database, renderer, NUMERO_VERT, 0)
    await database.write((tx) =>
      sql`INSERT INTO redirections (namespace, slug, document_id, created_at)
        VALUES ('fiche', 'ancien', ${documentId}, '2026')`.execute(tx),
    )
    for (const slug of ['numero-vert', 'nouvelle', 'ancien', 'Majuscule', '']) {
      const outcome = await publish(
        database,
        renderer,
        { ...NUMERO_VERT, slug, author: 'x', summary: 's', origin: 'edition', base: 0 },
        TEST_NOW,
      )
      expect([slug, outcome]).toEqual([slug, { ok: false, conflict: true }])
    }
  })

  test('a text with a problem, of another nature, or too complex to render publishes nothing', async () => {
    const { database } = place
    const cases: Fixture[] = [
      edited(NUMERO_VERT, 'titre:', 'titr:'),
      { ...NUMERO_VERT, kind: 'site' },
      { ...CONSEIL, source: `${CONSEIL.source}\n${'- x\n'.repeat(6_000)}` },
    ]
    for (const fixture of cases) {
      const outcome = await publish(
        database,
        renderer,
        { ...fixture, author: 'x', summary: 's', origin: 'edition', base: 0 },
        TEST_NOW,
      )
      expect(outcome.ok).toBe(false)
      expect('problems' in outcome && outcome.problems.every(({ message }) => message.length > 10)).toBe(true)
    }
    expect(await lastChange(database.read)).toBe(0)
    expect(await listFiches(database.read, 'professional')).toEqual([])
  })

  test('revisions, journal and changes can only grow; a revision may be redacted once', async () => {
    const { database } = place
    await publishVersion(database, renderer, NUMERO_VERT, 0)
    const run = (statement: string) => database.write((tx) => sql.raw(statement).execute(tx))
    const refused = [
      "UPDATE revisions SET source = 'x'",
      ...(engine === 'sqlite' ? ['INSERT OR REPLACE INTO revisions SELECT * FROM revisions'] : []),
      "UPDATE revisions SET author = 'x', redacted_at = '2026'",
      'DELETE FROM revisions',
      "UPDATE audit SET actor = 'x'",
      'DELETE FROM audit',
      "UPDATE changes SET event = 'x'",
      'DELETE FROM changes',
      ...(engine === 'postgres' ? ['TRUNCATE revisions CASCADE', 'TRUNCATE audit', 'TRUNCATE changes'] : []),
    ]
    for (const statement of refused) await expect(run(statement), statement).rejects.toThrow('append only')
    await run("UPDATE revisions SET source = 'caviardé', redacted_at = '2026-11-24'")
    await expect(run("UPDATE revisions SET source = 'encore', redacted_at = '2026-11-25'")).rejects.toThrow(
      'append only',
    )
  })

  test('rebuild makes what publishing made, and mends what was damaged', async () => {
    const { database } = place
    const ids = await publishAll(database, renderer)
    const snapshot = async () =>
      Promise.all([...ids.values()].map((id) => storedProjection(database.read, id)))
    const html = async () => (await sql`SELECT * FROM rendered ORDER BY sha256`.execute(database.read)).rows
    const [before, htmlBefore] = [await snapshot(), await html()]
    expect((await rebuild(database, renderer, { now: TEST_NOW, html: true })).mended).toEqual([])
    expect([await snapshot(), await html()]).toEqual([before, htmlBefore])

    const damage = [
      "UPDATE pages SET title = 'faux'",
      'DELETE FROM page_links',
      'DELETE FROM rendered',
      'DELETE FROM page_names',
    ]
    for (const statement of damage) await database.write((tx) => sql.raw(statement).execute(tx))
    const report = await rebuild(database, renderer, { now: TEST_NOW, html: true })
    expect(report).toMatchObject({ documents: GUIDE.length, failed: [] })
    expect(report.mended).toHaveLength(GUIDE.length)
    expect([await snapshot(), await html()]).toEqual([before, htmlBefore])
  })

  test('a rebuild that began before a publication does not undo it', async () => {
    const { database } = place
    await publishVersion(database, renderer, LIGNE_INTERNE_OPEN, 0)
    // The text is read, then somebody publishes while it is rendered.
    let published = false
    const slow: Renderer = {
      ...renderer,
      render: async (body) => {
        if (!published) {
          published = true
          await publishVersion(database, renderer, LIGNE_INTERNE, 1)
        }
        return renderer.render(body)
      },
    }
    await rebuild(database, slow, { now: TEST_NOW, html: true })
    expect(await findPage(database.read, 'reader', 'fiche', 'ligne-interne')).toBeUndefined()
    expect((await verify(database, renderer)).faults).toEqual([])
  })

  test.each([
    ['`[[ligne-interne]]`', 'n’est pas lu comme un lien'],
    ['\\[[ligne-interne]]', 'n’est pas lu comme un lien'],
    ['    [[ligne-interne]]', 'n’est pas lu comme un lien'],
    [`[[ligne-interne|${'x'.repeat(300)}]]`, 'n’est pas lu comme un lien'],
    ['[x]: /fiches/ligne-interne\n\n[x]', 'mène à une fiche'],
    ['[x](&#47;fiches/ligne-interne)', 'mène à une fiche'],
    ['[x](/%66iches/ligne-interne)', 'mène à une fiche'],
    ['[x](\\/fiches/ligne-interne)', 'mène à une fiche'],
  ])('a fiche named otherwise than by a link is refused: %.40s', async (body, message) => {
    const outcome = await publish(
      place.database,
      renderer,
      {
        ...CONSEIL,
        source: `${CONSEIL.source}\nVoir\n\n${body}\n`,
        author: 'x',
        summary: 's',
        origin: 'edition',
        base: 0,
      },
      TEST_NOW,
    )
    expect(outcome).toMatchObject({ ok: false, problems: [{ message: expect.stringContaining(message) }] })
  })

  test('verify finds nothing wrong in a sound guide, and names each damage', async () => {
    const { database } = place
    await publishAll(database, renderer)
    expect(await verify(database, renderer)).toEqual({ texts: GUIDE.length, faults: [] })
    const damages: [string, RegExp][] = [
      [
        "UPDATE pages SET phone = '115' WHERE title LIKE 'Numéro vert%'",
        /fiche numero-vert, version 1 : la projection/,
      ],
      ['DELETE FROM page_themes', /fiche adil, version 1 : la projection/],
      [
        "UPDATE rendered SET segments = replace(segments, 'gratuit', '<script>')",
        /conseil-logement, version 1 : la mise en forme ne répond pas/,
      ],
      ["UPDATE pages SET sha256 = 'x' WHERE title = 'Logement'", /theme logement, version 1 : la projection/],
      ["UPDATE documents SET kind = 'site' WHERE slug = 'numero-vert'", /numero-vert, version 1 : nature/],
      ['DELETE FROM rendered', /conseil-logement : mise en forme absente/],
      ['UPDATE change_counter SET number = 99', /numérotation/],
      [
        "UPDATE documents SET revision = 2 WHERE slug = 'adil'",
        /adil : version publiée 2, 1 versions gardées/,
      ],
      [
        "UPDATE revisions SET source = source || ' ', redacted_at = '2026' WHERE document_id IN (SELECT id FROM documents WHERE slug = 'chercher')",
        /help chercher, version 1 : le texte ne répond pas à son empreinte/,
      ],
    ]
    for (const [statement, fault] of damages) {
      await database.write((tx) => sql.raw(statement).execute(tx))
      const { faults } = await verify(database, renderer)
      expect(
        faults.some((line) => fault.test(line)),
        `${statement}\n${faults.join('\n')}`,
      ).toBe(true)
    }
  })
})
