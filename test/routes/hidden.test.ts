import { afterAll, beforeAll, expect, test } from 'vitest'
import { addRedirection } from '../../server/store/redirections.ts'
import { newApp, type TestApp } from '../support/app.ts'
import { TEST_NOW } from '../support/databases.ts'
import { ADIL, publishVersion } from '../support/fixtures.ts'

/** What the contact kept for professionals is made of: none of it may be read by anybody else. */
const SECRET = /ligne-interne|Zyglarsky|zébulonique|03 21 99 88 77|0321998877|\+33321998877|la-cachette/

let guide: TestApp
beforeAll(async () => {
  guide = await newApp()
  const { database, renderer, index } = guide.context
  const edited = { ...ADIL, source: ADIL.source.replace('Conseille', 'Renseigne') }
  await publishVersion(database, renderer, edited, 1)
  const documentId = guide.ids.get('ligne-interne') ?? 0
  await database.write((tx) =>
    addRedirection(tx, { namespace: 'fiche', slug: 'la-cachette', documentId }, TEST_NOW.toISOString()),
  )
  await index.catchUp()
})
afterAll(() => guide.close())

test.each([
  '/',
  '/fiches',
  '/fiches?nature=contact',
  '/fiches/adil',
  '/fiches/adil.md',
  '/fiches/adil/historique',
  '/fiches/adil/versions/1',
  '/fiches/adil/versions/2',
  '/fiches/adil/comparer?de=1&a=2',
  '/fiches/conseil-logement',
  '/thematiques/logement',
  '/thematiques/expulsions',
  '/territoires/pas-de-calais',
  '/plan-du-site',
  '/sitemap.xml',
  '/recherche?q=juriste',
  '/api/v1/fiches',
  '/api/v1/fiches?nature=contact',
  '/api/v1/fiches?theme=expulsions',
  '/api/v1/fiches/adil',
])('%s shows nothing of it', async (path) => {
  const response = await guide.get(path)
  expect(response.status).toBe(200)
  expect(response.text).not.toMatch(SECRET)
})

test('the words that its author gave to a link stay, without the link', async () => {
  const { text } = await guide.get('/fiches/adil')
  expect(text).toContain('la ligne des professionnels')
})

test.each(['', '.md', '/historique', '/versions/1', '/comparer'])(
  'its address%s answers as one that never existed',
  async (end) => {
    const strip = (text: string) => text.replaceAll(/[\w-]*ligne-interne|ligne-externe/g, 'X')
    const hidden = await guide.get(`/fiches/ligne-interne${end}`)
    const absent = await guide.get(`/fiches/ligne-externe${end}`)
    expect(hidden.status).toBe(404)
    expect(strip(hidden.text)).toBe(strip(absent.text))
  },
)

test('its former address leads nowhere', async () => {
  expect((await guide.get('/fiches/la-cachette')).status).toBe(404)
})

test('searching its own words finds nothing', async () => {
  for (const word of ['zébulonique', 'Zyglarsky', '0321998877']) {
    const { text } = await guide.get(`/recherche?q=${encodeURIComponent(word)}`)
    expect(text).toContain('Aucune réponse')
    expect(text).not.toContain('/fiches/ligne-interne')
  }
})

test('counts do not betray it', async () => {
  expect((await guide.get('/sante')).body.fiches).toBe(4)
  expect((await guide.get('/fiches?nature=contact')).text).toMatch(/1[ \u00a0]fiche\b/)
})
