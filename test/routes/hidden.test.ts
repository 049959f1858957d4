import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addRedirection } from '../../server/store/redirections.ts'
import { addSession, closeSession, sessionsOf } from '../../server/store/sessions.ts'
import { newApp, type TestApp } from '../support/app.ts'
import { ENGINES, TEST_NOW } from '../support/databases.ts'
import { ADIL, CONSEIL, GUIDE, publishVersion } from '../support/fixtures.ts'
import { signedIn } from '../support/people.ts'

/** What the contact kept for professionals is made of: none of it may be read by anybody else. */
const SECRET =
  /ligne-interne|Zyglarsky|zébulonique|03 21 99 88 77|0321998877|\+33321998877|la-cachette|reserve/

/** Every surface that a reader has, searches by misspelt and unfinished words of the secret included. */
const SURFACES = [
  '/',
  '/fiches',
  '/fiches?nature=contact',
  '/fiches/adil',
  '/fiches/adil?ou=62041',
  '/fiches/adil.md',
  '/fiches/adil/historique',
  '/fiches/adil/versions/1',
  '/fiches/adil/versions/2',
  '/fiches/adil/comparer?de=1&a=2',
  '/fiches/conseil-logement',
  '/fiches/mediation',
  '/thematiques',
  '/thematiques/logement',
  '/thematiques/expulsions',
  '/territoires',
  '/territoires/pas-de-calais',
  '/aide',
  '/glossaire',
  '/statistiques',
  '/statistiques.csv',
  '/plan-du-site',
  '/sitemap.xml',
  '/robots.txt',
  '/sante',
  '/recherche?q=juriste',
  '/recherche?q=juriste&nature=contact&theme=expulsions',
  '/recherche?q=juriste&expliquer=1',
  '/recherche?q=zebuloniqe',
  '/recherche?q=Camille+Zyglarski',
  '/recherche?q=0321+99+88',
  '/api/v1/suggestions?q=jurist',
  '/api/v1/suggestions?q=zebul',
  '/api/v1/suggestions?q=Zyglarski',
  '/api/v1/suggestions?q=0321+99+88',
  '/api/v1/recherche?q=juriste',
  '/api/v1/recherche?q=zebuloniqe',
  '/api/v1/fiches',
  '/api/v1/fiches?nature=contact',
  '/api/v1/fiches?theme=expulsions',
  '/api/v1/fiches?territoire=pas-de-calais',
  '/api/v1/fiches/adil',
  '/api/v1/fiches/mediation',
  '/api/v1/lieux?q=arras',
]

/** Addresses that must answer as those of something that never existed. */
const ABSENT = ['', '.md', '/historique', '/versions/1', '/comparer', '?ou=62041']

/** A scheme that has no other contact than the one kept for professionals. */
const MEDIATION = {
  ...CONSEIL,
  slug: 'mediation',
  source: CONSEIL.source
    .replace('Conseil logement', 'Médiation locative')
    .replace('- numero-vert', '- ligne-interne'),
}

describe.each(ENGINES)('a contact kept for professionals, for everybody else, on %s', (engine) => {
  let guide: TestApp
  const before = new Map<string, string>()
  beforeAll(async () => {
    guide = await newApp({
      engine,
      env: { PUBLIC_URL: 'https://guide.exemple.fr' },
      fixtures: [...GUIDE, MEDIATION],
    })
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

  test('costs a reader nothing: what professionals know is not even made', async () => {
    const { reserved } = guide.context
    guide.context.reserved = () => {
      throw new Error('made for a reader')
    }
    for (const path of [...SURFACES, '/fiches/zebuloniqe']) before.set(path, (await guide.get(path)).text)
    guide.context.reserved = reserved
  })

  test.each(SURFACES)('%s shows nothing of it', async (path) => {
    const response = await guide.get(path)
    expect(response.status).toBe(200)
    expect(response.text).not.toMatch(SECRET)
  })

  test('the words that its author gave to a link stay, without the link', async () => {
    const { text } = await guide.get('/fiches/adil')
    expect(text).toContain('la ligne des professionnels')
  })

  test.each(ABSENT)('its address%s answers as one that never existed', async (end) => {
    const strip = (text: string) => text.replaceAll(/[\w-]*ligne-interne|ligne-externe/g, 'X')
    const hidden = await guide.get(`/fiches/ligne-interne${end}`)
    const absent = await guide.get(`/fiches/ligne-externe${end}`)
    expect(hidden.status).toBe(404)
    expect(strip(hidden.text)).toBe(strip(absent.text))
  })

  test.each(['/fiches/la-cachette', '/api/v1/fiches/ligne-interne', '/api/v1/fiches/la-cachette'])(
    '%s leads nowhere',
    async (path) => expect((await guide.get(path)).status).toBe(404),
  )

  test('an unknown address near it proposes nothing of it', async () => {
    for (const slug of ['zebuloniqe', 'juriste-referente', 'camille-zyglarski']) {
      const { status, text } = await guide.get(`/fiches/${slug}`)
      expect([status, SECRET.test(text)]).toEqual([404, false])
    }
  })

  test('searching its own words finds nothing', async () => {
    for (const word of ['zébulonique', 'Zyglarsky', '0321998877']) {
      const { text } = await guide.get(`/recherche?q=${encodeURIComponent(word)}`)
      expect(text).toContain('Aucune réponse')
      expect(text).not.toContain('/fiches/ligne-interne')
    }
  })

  test('neither its words nor its beginnings are known to the spelling', async () => {
    for (const path of ['/api/v1/suggestions?q=zebuloniqe+loyer', '/api/v1/suggestions?q=zyglarski+loyer'])
      expect((await guide.get(path)).body.compris.corrige).toBeNull()
  })

  test('counts do not betray it', async () => {
    expect((await guide.get('/sante')).body.fiches).toBe(5)
    expect((await guide.get('/fiches?nature=contact')).text).toMatch(/1[ \u00a0]fiche\b/)
  })

  test('once a professional has read all of it, every answer to a reader is still the same, letter by letter', async () => {
    const alice = await signedIn(guide)
    const paths = [...SURFACES, '/fiches/zebuloniqe']
    for (const path of paths) await alice.get(path)
    expect((await alice.get('/fiches/ligne-interne')).status).toBe(200)
    for (const path of paths) expect((await guide.get(path)).text, path).toBe(before.get(path))
    for (const end of ABSENT) expect((await guide.get(`/fiches/ligne-interne${end}`)).status).toBe(404)
    await guide.context.visits.flush()
    for (const path of ['/statistiques', '/statistiques.csv'])
      expect((await guide.get(path)).text).not.toMatch(SECRET)
  })

  test('the cookie of somebody whose second factor is still waited for shows nothing', async () => {
    const carole = await signedIn(guide, ['moderator:everywhere'])
    const [session] = await sessionsOf(guide.context.database.read, carole.id)
    if (session === undefined) throw new Error('no session')
    await guide.context.database.write(async (tx) => {
      await closeSession(tx, carole.id, carole.hash)
      await addSession(tx, { ...session, secondFactor: false })
    })
    expect((await carole.get('/fiches/ligne-interne')).status).toBe(404)
    expect((await carole.get('/recherche?q=juriste')).text).not.toMatch(SECRET)
  })
})
