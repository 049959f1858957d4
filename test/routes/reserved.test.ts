import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addRedirection } from '../../server/store/redirections.ts'
import { closeSessions } from '../../server/store/sessions.ts'
import { newApp, type TestApp } from '../support/app.ts'
import { ENGINES, TEST_NOW } from '../support/databases.ts'
import { CONSEIL, GUIDE, LIGNE_INTERNE, NUMERO_VERT, publishVersion } from '../support/fixtures.ts'
import { type SignedIn, signedIn } from '../support/people.ts'

const MARK = 'Réservé aux professionnels'

const plain = (html: string) => html.replace(/\u00a0|&nbsp;/g, ' ')

/** A scheme that has no other contact than the one kept for professionals. */
const MEDIATION = {
  ...CONSEIL,
  slug: 'mediation',
  source: CONSEIL.source
    .replace('Conseil logement', 'Médiation locative')
    .replace('- numero-vert', '- ligne-interne')
    .replace('lieux:\n  - adil-arras\n', ''),
}

describe.each(ENGINES)('a contact kept for professionals, for who is signed in, on %s', (engine) => {
  let guide: TestApp
  let alice: SignedIn
  beforeAll(async () => {
    guide = await newApp({
      engine,
      env: { PUBLIC_URL: 'https://guide.exemple.fr' },
      fixtures: [...GUIDE, MEDIATION],
    })
    const documentId = guide.ids.get('ligne-interne') ?? 0
    await guide.context.database.write((tx) =>
      addRedirection(tx, { namespace: 'fiche', slug: 'la-cachette', documentId }, TEST_NOW.toISOString()),
    )
    await guide.context.index.catchUp()
    alice = await signedIn(guide)
  })
  afterAll(() => guide.close())

  test.each([
    ['/', 'Zyglarsky'],
    ['/fiches', 'Zyglarsky'],
    ['/fiches?nature=contact', 'Zyglarsky'],
    ['/fiches/adil', '/fiches/ligne-interne'],
    ['/fiches/adil.md', 'ligne-interne'],
    ['/fiches/adil/versions/1', 'ligne-interne'],
    ['/fiches/mediation', '/fiches/ligne-interne'],
    ['/fiches/ligne-interne', 'Juriste référente zébulonique'],
    ['/fiches/ligne-interne.md', 'visibilite: professionnels'],
    ['/fiches/ligne-interne/historique', 'Zyglarsky'],
    ['/fiches/ligne-interne/versions/1', 'Zyglarsky'],
    ['/fiches/ligne-interne/comparer', 'Zyglarsky'],
    ['/thematiques/expulsions', 'Zyglarsky'],
    ['/territoires/pas-de-calais', 'Zyglarsky'],
    ['/recherche?q=zebulonique', 'Zyglarsky'],
    ['/recherche?q=Camille+Zyglarski', '/fiches/ligne-interne'],
    ['/recherche?q=0321998877', '/fiches/ligne-interne'],
    ['/api/v1/suggestions?q=zebul', 'ligne-interne'],
    ['/api/v1/suggestions?q=0321+99', 'ligne-interne'],
    ['/api/v1/recherche?q=zebulonique', 'ligne-interne'],
    ['/api/v1/fiches?nature=contact', 'ligne-interne'],
    ['/api/v1/fiches/ligne-interne', 'zébulonique'],
    ['/api/v1/fiches/adil', 'ligne-interne'],
  ])('%s shows it, and is kept by nobody', async (path, shown) => {
    const { status, text, headers } = await alice.get(path)
    expect([status, headers['cache-control']]).toEqual([200, 'no-store'])
    expect(text).toContain(shown)
    // What a signed-in person receives is for the guide's own pages alone.
    expect(headers['access-control-allow-origin']).toBeUndefined()
  })

  test.each(['/fiches', '/fiches/adil', '/fiches/mediation', '/recherche?q=zebulonique'])(
    '%s says what it is, with an icon and in words',
    async (path) => {
      const { text } = await alice.get(path)
      expect(text).toMatch(
        new RegExp(`<span class="st reserved"><svg[^>]*><use href="[^"]*#lock"/></svg>${MARK}`),
      )
    },
  )

  test.each(['', '/historique', '/versions/1', '/comparer'])('its own page%s says so too', async (end) => {
    expect((await alice.get(`/fiches/ligne-interne${end}`)).text).toContain(MARK)
  })

  test('its former address leads to it, and an unknown one near it proposes it', async () => {
    const moved = await alice.get('/fiches/la-cachette')
    expect([moved.status, moved.headers.location]).toEqual([301, '/fiches/ligne-interne'])
    const unknown = await alice.get('/fiches/zebulonique')
    expect([unknown.status, unknown.headers['cache-control']]).toEqual([404, 'no-store'])
    expect(unknown.text).toContain('href="/fiches/ligne-interne"')
  })

  test('it stands in a section of its own, and the answers, their number and the filters stay the readers’', async () => {
    const path = '/recherche?q=juriste'
    const [own, open] = [(await alice.get(path)).text, (await guide.get(path)).text]
    expect(own).toContain('Contacts réservés aux professionnels')
    const answers = (html: string) =>
      Array.from(html.slice(html.indexOf('>Réponses<')).matchAll(/data-fiche="([^"]+)"/g), ([, slug]) => slug)
    const part = (html: string, pattern: RegExp) => pattern.exec(html)?.[0]
    expect(answers(own)).toEqual(answers(open))
    expect(answers(own)).not.toContain('ligne-interne')
    for (const pattern of [/<h1>.*<\/h1>/, /<nav class="facets"[\s\S]*?<\/nav>/])
      expect(part(own, pattern)).toBe(part(open, pattern))
  })

  test('filters hold for it as well', async () => {
    const shows = async (filter: string) =>
      (await alice.get(`/recherche?q=juriste${filter}`)).text.includes('ligne-interne')
    expect(await shows('&nature=contact&theme=expulsions')).toBe(true)
    expect(await shows('&nature=lieu')).toBe(false)
    expect(await shows('&page=2')).toBe(false)
  })

  test('where it alone answers, the page says that it was found', async () => {
    const { text } = await alice.get('/recherche?q=zebulonique')
    expect(plain(text)).toContain('<h1>1 contact réservé pour « zebulonique »</h1>')
  })

  test('a word that it only shares with better answers does not bring it up', async () => {
    const { text } = await alice.get('/recherche?q=bureau+adil+arras+rendez+repond')
    expect(text).not.toContain('ligne-interne')
  })

  test('the API marks it, and only it', async () => {
    const marked = (list: { slug: string; reserve?: boolean }[]) =>
      list.flatMap(({ slug, reserve }) => (reserve === undefined ? [] : [slug]))
    const { suggestions, total } = (await alice.get('/api/v1/suggestions?q=juriste')).body
    const found = (await alice.get('/api/v1/recherche?q=juriste')).body
    const { fiches } = (await alice.get('/api/v1/fiches')).body
    expect([suggestions, found.resultats, fiches].map(marked)).toEqual([
      ['ligne-interne'],
      ['ligne-interne'],
      ['ligne-interne'],
    ])
    expect([total, found.total]).toEqual([suggestions.length, found.resultats.length])
    expect((await alice.get('/api/v1/fiches/ligne-interne')).body.reserve).toBe(true)
  })

  test('its number is given where none is for everybody, and says what it is; it is not kept on the machine', async () => {
    const { text } = await alice.get('/fiches/mediation')
    expect(plain(text)).toContain('03 21 99 88 77')
    expect(text).toContain('plate-reserved')
    expect(text).not.toContain('data-last-phone')
    expect((await alice.get('/api/v1/fiches/mediation')).body.telephone).toMatchObject({ reserve: true })
    expect((await alice.get('/api/v1/fiches/conseil-logement')).body.telephone.reserve).toBeUndefined()
    const page = (await alice.get('/fiches/ligne-interne')).text
    expect(page).not.toMatch(/data-last-(?:title|phone)/)
  })

  test('what is copied for a message says that it is not to be given out', async () => {
    const { text } = await alice.get('/fiches/ligne-interne')
    expect(/data-copy="([^"]*Zyglarsky[^"]*)"/.exec(text)?.[1]).toContain(MARK)
  })

  test('it is counted for who sees it; the state of the guide and the sitemap are the readers’', async () => {
    expect((await alice.get('/fiches?nature=contact')).text).toMatch(/2[ \u00a0]fiches\b/)
    expect((await alice.get('/sante')).body.fiches).toBe(5)
    expect((await alice.get('/sitemap.xml')).text).not.toContain('ligne-interne')
  })

  test('the page kept for readers is theirs, whoever asked for the address before or after', async () => {
    const own = (await alice.get('/fiches/numero-vert')).text
    expect(own).toContain('Alice Martin')
    const first = await guide.get('/fiches/numero-vert')
    expect(first.text).not.toContain('Alice Martin')
    const kept = await guide.get('/fiches/adil')
    const etag = String(kept.headers.etag)
    const { status, text, headers } = await alice.get('/fiches/adil')
    expect([status, headers.etag, text.includes('ligne-interne')]).toEqual([200, undefined, true])
    const again = await guide.get('/fiches/adil')
    expect([again.text, again.headers.etag]).toEqual([kept.text, etag])
  })

  test('what is opened to all, and closed again, changes sides in the same instant', async () => {
    const { context } = guide
    const open = {
      ...NUMERO_VERT,
      source: NUMERO_VERT.source.replace('Un juriste répond', 'Un apiculteur répond'),
    }
    const closed = {
      ...open,
      source: open.source.replace('\n---\n\n', '\nvisibilite: professionnels\n---\n\n'),
    }
    const seen = async () => {
      await context.index.catchUp()
      const path = '/api/v1/recherche?q=apiculteur'
      const slugs = ({ resultats }: { resultats: { slug: string; reserve?: true }[] }) =>
        resultats.map(({ slug, reserve }) => `${slug}${reserve === true ? ' reserve' : ''}`)
      return [slugs((await alice.get(path)).body), slugs((await guide.get(path)).body)]
    }
    await publishVersion(context.database, context.renderer, closed, 1)
    expect(await seen()).toEqual([['numero-vert reserve'], []])
    await publishVersion(context.database, context.renderer, open, 2)
    expect(await seen()).toEqual([['numero-vert'], ['numero-vert']])
  })

  test('beyond three, they unfold', async () => {
    const { context } = guide
    for (const n of [1, 2, 3])
      await publishVersion(context.database, context.renderer, { ...LIGNE_INTERNE, slug: `ligne-${n}` }, 0)
    const { text } = await alice.get('/recherche?q=zebulonique')
    const [shown = '', folded = ''] = text.split('Voir les 4 contacts réservés'.replace('4 ', '4\u00a0'))
    const count = (html: string) => html.match(/data-fiche="ligne-/g)?.length
    expect([count(shown), count(folded)]).toEqual([3, 1])
  })

  test('when the session ends, all of it is gone at the next request', async () => {
    const paths = ['/fiches/ligne-interne', '/api/v1/fiches/ligne-interne', '/fiches/ligne-interne.md']
    await guide.context.database.write((tx) => closeSessions(tx, alice.id))
    for (const path of paths) expect([path, (await alice.get(path)).status]).toEqual([path, 404])
    for (const path of ['/fiches/adil', '/recherche?q=zebuloniq', '/api/v1/suggestions?q=zebul'])
      expect((await alice.get(path)).text).not.toMatch(/ligne-interne|Zyglarsky|zébulonique/)
  })
})
