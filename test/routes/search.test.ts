import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newApp, type TestApp } from '../support/app.ts'
import { ENGINES } from '../support/databases.ts'
import { CONSEIL, EXPULSIONS, NUMERO_VERT, publishVersion } from '../support/fixtures.ts'

const words = (html: string) =>
  html
    .replace(/<[^>]*>/g, ' ')
    .replace(/&nbsp;|\u00a0/g, ' ')
    .replace(/\s+/g, ' ')

describe.each(ENGINES)('searching, on %s', (engine) => {
  let guide: TestApp
  beforeAll(async () => {
    guide = await newApp({ engine })
  })
  afterAll(() => guide.close())

  const suggested = async (query: string) => (await guide.get(`/api/v1/suggestions?${query}`)).body
  const slugs = async (query: string) =>
    (await suggested(query)).suggestions.map(({ slug }: { slug: string }) => slug)
  const found = async (query: string) => {
    const { text } = await guide.get(`/recherche?${query}`)
    return Array.from(text.matchAll(/data-fiche="([^"]+)"/g), ([, slug]) => slug)
  }

  test('a suggestion says who, which number, open or not, and how old', async () => {
    const { suggestions, total, compris } = await suggested('q=expuls')
    expect(suggestions[0]).toEqual({
      slug: 'numero-vert',
      nature: 'contact',
      titre: 'Numéro vert prévention des expulsions',
      resume: 'Un juriste répond aux locataires et aux propriétaires.',
      commune: null,
      telephone: expect.objectContaining({ affiche: '0 805 29 62 62', gratuit: true }),
      ouverture: expect.objectContaining({ etat: 'ouvert' }),
      verifie_le: null,
      source: null,
    })
    expect([total, compris]).toEqual([suggestions.length, { corrige: null, lieu: null }])
  })

  test('the last word is the beginning of one, and a number finds its owner', async () => {
    expect(await slugs('q=jur')).toContain('conseil-logement')
    expect((await slugs('q=0805+29'))[0]).toBe('numero-vert')
    expect(await slugs('q=')).toEqual([])
  })

  test('everyday words lead to those of the trade', async () => {
    expect(await slugs('q=mis+dehors')).toContain('numero-vert')
  })

  test('a place in the question is read as one; « ou » wins over it', async () => {
    expect((await suggested('q=bureau+arras')).compris.lieu).toBe('Arras')
    expect((await suggested('q=bureau+arras&ou=62498')).compris.lieu).toBeNull()
    const { text } = await guide.get('/recherche?q=bureau+arras')
    expect(words(text)).toContain('Lieu compris : Arras')
    expect(text).toContain('href="/recherche?q=bureau"')
  })

  test('a slip is corrected, said, and can be taken back', async () => {
    const { text } = await guide.get('/recherche?q=expultion')
    expect(words(text)).toContain('Résultats pour expulsion')
    expect(text).toContain('href="/recherche?q=expultion&amp;exact=1"')
    expect(text).toContain('data-fiche="numero-vert"')
    expect(words((await guide.get('/recherche?q=expultion&exact=1')).text)).toContain('Aucune réponse')
  })

  test('filters combine, and what they leave can be undone', async () => {
    expect(await found('q=juriste')).toHaveLength(4)
    expect(await found('q=juriste&nature=lieu')).toEqual(['adil-arras'])
    expect(await found('q=juriste&ouvert=1')).toContain('numero-vert')
    expect(await found('q=juriste&theme=expulsions&nature=contact')).toEqual(['numero-vert'])
    const { text } = await guide.get('/recherche?q=juriste&nature=lieu&sansrdv=1')
    expect(words(text)).toContain('4 réponses sans ces filtres')
  })

  test('answers are ordered by distance when that is asked', async () => {
    expect((await found('q=juriste&ou=62041&tri=distance'))[0]).toBe('adil-arras')
    const { text } = await guide.get('/recherche?q=juriste&ou=62041')
    expect(text).toContain('href="/recherche?q=juriste&amp;ou=62041&amp;tri=distance"')
  })

  test('sorted by distance, what holds few of the words does not come first by chance', async () => {
    const words = 'q=bureau+adil+arras+rendez+juriste&ou=62041'
    const [near, far] = [await found(words), await found(`${words}&tri=distance`)]
    expect(near.length).toBeGreaterThan(far.length)
    expect(far[0]).toBe('adil-arras')
  })

  test('where violence is spoken of, the emergency numbers stand above the answers', async () => {
    const above = async (query: string) => {
      const { text } = await guide.get(`/recherche?${query}`)
      const urgent = text.indexOf('class="sos"')
      return urgent >= 0 && urgent < text.indexOf('data-fiche=')
    }
    expect(await above('q=juriste')).toBe(false)
    const theme = {
      ...EXPULSIONS,
      source: EXPULSIONS.source.replace('parent:', 'sortie_rapide: oui\nparent:'),
    }
    await publishVersion(guide.context.database, guide.context.renderer, theme, 1)
    await guide.context.index.catchUp()
    expect(await above('q=juriste')).toBe(true)
  })

  test('a card says the new number of its contact as soon as it is published', async () => {
    const phones = async () => (await guide.get('/recherche?q=conseil+logement')).text
    expect(await phones()).toContain('data-copy="0 805 29 62 62"')
    const moved = {
      ...NUMERO_VERT,
      source: NUMERO_VERT.source.replace('0 805 29 62 62', '0 805 29 62 63'),
    }
    await publishVersion(guide.context.database, guide.context.renderer, moved, 1)
    expect(await phones()).toContain('data-copy="0 805 29 62 63"')
    expect(await phones()).not.toContain('data-copy="0 805 29 62 62"')
    await publishVersion(guide.context.database, guide.context.renderer, NUMERO_VERT, 2)
  })

  test('words that answer are marked, and what is typed stays text', async () => {
    const { text } = await guide.get('/recherche?q=juriste')
    expect(text).toContain('<mark>juriste</mark>')
    const hostile = await guide.get(
      `/recherche?q=${encodeURIComponent('juriste <img src=x onerror=alert(1)>')}`,
    )
    expect(hostile.text).not.toContain('<img')
  })

  test.each([
    ['nature=x'],
    ['ouvert=oui'],
    ['public=x'],
    ['tri=x'],
    ['page=0'],
    ['page=1001'],
    ['exact=2'],
    ['theme=a&theme=b'],
  ])('a filter that does not exist is refused: %s', async (query) => {
    expect((await guide.get(`/recherche?q=juriste&${query}`)).status).toBe(422)
  })

  test.each([
    ['a'.repeat(10_000)],
    ['mot '.repeat(1_000)],
    ['le la les'],
    ['?!;:…'],
    ['🏠🏠'],
    ['بيت'],
    ['квартира'],
    ['<b>x</b>'],
    ['" NEAR( col: * -'],
    ['a\u0000b'],
    ['0'.repeat(300)],
    ['%'],
  ])('a strange question is answered on every surface: %#', async (question) => {
    for (const path of ['/recherche', '/api/v1/suggestions', '/api/v1/recherche']) {
      const { status } = await guide.get(`${path}?q=${encodeURIComponent(question)}`)
      expect([path, status]).toEqual([path, 200])
    }
  })

  test('what is published is found by the request that follows', async () => {
    const changed = {
      ...CONSEIL,
      source: CONSEIL.source.replace('titre: Conseil logement', 'titre: Aide aux ruches'),
    }
    await publishVersion(guide.context.database, guide.context.renderer, changed, 1)
    await guide.context.index.catchUp()
    expect((await slugs('q=ruche'))[0]).toBe('conseil-logement')
  })
})
