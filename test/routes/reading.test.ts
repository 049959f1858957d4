import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addRedirection } from '../../server/store/redirections.ts'
import { newApp, type TestApp } from '../support/app.ts'
import { ENGINES, TEST_NOW } from '../support/databases.ts'
import { GUIDE, NUMERO_VERT, publishVersion } from '../support/fixtures.ts'

/** Addresses that answer a page, and a fact that each must show. */
const PAGES: [string, string][] = [
  ['/', 'Que cherchez-vous'],
  ['/fiches', 'Conseil logement'],
  ['/fiches?nature=contact', 'Numéro vert prévention des expulsions'],
  ['/fiches/adil', 'Conseille gratuitement sur le logement.'],
  ['/fiches/conseil-logement', '0 805 29 62 62'],
  ['/fiches/adil-arras', 'Arras'],
  ['/fiches/numero-vert', '0 805 29 62 62'],
  ['/fiches/numero-vert/historique', 'Version 2'],
  ['/fiches/numero-vert/versions/1', '0 805 29 62 62'],
  ['/fiches/numero-vert/comparer?de=1&a=2', '03 21 21 62 16'],
  ['/fiches/numero-vert/comparer', 'Numéro vert'],
  ['/fiches/numero-vert/comparer?de=1&a=2&vue=colonnes', '03 21 21 62 16'],
  ['/thematiques', 'Logement'],
  ['/thematiques/logement', 'Conseil logement'],
  ['/thematiques/expulsions', 'Conseil logement'],
  ['/territoires', 'Pas-de-Calais'],
  ['/territoires/pas-de-calais', 'Conseil logement'],
  ['/aide', 'Chercher'],
  ['/aide/chercher', 'Tapez les mots de la personne.'],
  ['/accessibilite', 'non conforme'],
  ['/donnees-personnelles', 'donnees-personnelles'],
  ['/mentions-legales', 'mentions-legales'],
  ['/financement-europeen', 'financement-europeen'],
  ['/plan-du-site', 'Logement'],
  ['/recherche', 'Que cherchez-vous'],
  ['/recherche?q=expulsion', 'Numéro vert prévention des expulsions'],
  ['/recherche?q=zzzz', 'Aucune réponse'],
]

describe.each(ENGINES)('the reading screens, on %s', (engine) => {
  let guide: TestApp
  beforeAll(async () => {
    guide = await newApp({ engine })
    const changed = { ...NUMERO_VERT, source: NUMERO_VERT.source.replace('0 805 29 62 62', '03 21 21 62 16') }
    await publishVersion(guide.context.database, guide.context.renderer, changed, 1)
    const back = {
      ...NUMERO_VERT,
      source: NUMERO_VERT.source.replace('propriétaires.', 'propriétaires, gratuitement.'),
    }
    await publishVersion(guide.context.database, guide.context.renderer, back, 2)
    await guide.context.database.write((tx) =>
      addRedirection(
        tx,
        { namespace: 'fiche', slug: 'ancienne-adil', documentId: guide.ids.get('adil') ?? 0 },
        TEST_NOW.toISOString(),
      ),
    )
    await guide.context.index.catchUp()
  })
  afterAll(() => guide.close())

  test.each(PAGES)('%s shows « %s »', async (path, fact) => {
    const response = await guide.get(path)
    expect(response.status).toBe(200)
    expect(response.type).toBe('text/html')
    expect(response.text.replace(/<[^>]*>/g, ' ').replace(/[\u00a0\u202f]/g, ' ')).toContain(fact)
    expect(response.headers['set-cookie']).toBeUndefined()
  })

  test('a page answers HEAD as GET, and 304 to who has it already', async () => {
    const ask = () => guide.get('/fiches/adil').set('Host', 'guide')
    const first = await ask()
    const again = await ask().set('If-None-Match', String(first.headers.etag))
    expect([again.status, again.text]).toEqual([304, ''])
  })

  test.each([
    ['/fiches/ADIL', '/fiches/adil'],
    ['/fiches/Adil-Arras/historique', '/fiches/adil-arras/historique'],
    ['/fiches/num%C3%A9ro-vert?x=1', '/fiches/numero-vert?x=1'],
    ['/fiches/ancienne-adil', '/fiches/adil'],
    ['/fiches/ancienne-adil/comparer?de=1', '/fiches/adil/comparer?de=1'],
    ['/fiches/Ancienne-ADIL.md', '/fiches/adil.md'],
    ['/thematiques/LOGEMENT', '/thematiques/logement'],
    ['/aide/accessibilite', '/accessibilite'],
    ['/api/v1/fiches/ADIL', '/api/v1/fiches/adil'],
  ])('%s moved for good to %s', async (from, to) => {
    const response = await guide.get(from)
    expect([response.status, response.headers.location]).toEqual([301, to])
  })

  test.each([
    '/fiches/inconnue',
    '/fiches/inconnue.md',
    '/fiches/inconnue/historique',
    '/fiches/%20',
    '/fiches/numero-vert/versions/99',
    '/fiches/numero-vert/versions/0',
    '/fiches/numero-vert/versions/1e3',
    '/fiches/numero-vert/comparer?de=1&a=77',
    '/fiches/logement',
    '/thematiques/adil',
    '/thematiques/inconnue',
    '/territoires/inconnu',
    '/aide/inconnue',
    '/nulle-part',
    '/.env',
    '/assets/nulle-part.js',
  ])('%s is not found', async (path) => {
    const response = await guide.get(path)
    expect(response.status).toBe(404)
    expect(response.text).toContain('name="q"')
    expect(response.text).toContain('tel:115')
  })

  test('a mistyped address proposes near fiches', async () => {
    const response = await guide.get('/fiches/numero-vert-expulsion')
    expect(response.text).toContain('href="/fiches/numero-vert"')
  })

  test('the source of a fiche is its canonical text', async () => {
    const response = await guide.get('/fiches/adil-arras.md')
    expect(response.type).toBe('text/markdown')
    expect(response.text).toContain('horaires: Mo-Fr 08:30-16:30\n')
  })

  test('a link between fiches shows the title of the day', async () => {
    const response = await guide.get('/fiches/adil')
    expect(response.text).toContain('<a href="/fiches/numero-vert">Numéro vert prévention des expulsions</a>')
  })

  test('the sitemap lists public pages by their absolute addresses; robots.txt names it', async () => {
    const { text, type } = await guide.get('/sitemap.xml')
    expect(type).toBe('application/xml')
    expect(text).toMatch(/<loc>http:\/\/127\.0\.0\.1:\d+\/fiches\/conseil-logement<\/loc>/)
    expect(text).not.toContain('mots-du-logement')
    expect((await guide.get('/robots.txt')).text).toContain('/sitemap.xml')
  })

  test('/sante says engine, version, fiches and the index’s last change', async () => {
    const { body } = await guide.get('/sante')
    expect(body).toEqual({
      etat: 'ok',
      version: guide.context.version,
      moteur: engine,
      fiches: 4,
      index: GUIDE.length + 2,
    })
  })

  test('results, versions and comparisons are not to be indexed elsewhere; fiches are', async () => {
    const robots = async (path: string) =>
      /<meta name="robots" content="noindex/.test((await guide.get(path)).text)
    for (const path of ['/recherche?q=adil', '/fiches/adil/versions/1', '/fiches/adil/comparer']) {
      expect([path, await robots(path)]).toEqual([path, true])
    }
    expect(await robots('/fiches/adil')).toBe(false)
  })
})
