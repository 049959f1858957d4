import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newApp, type TestApp } from '../support/app.ts'
import { ENGINES } from '../support/databases.ts'

describe.each(ENGINES)('the API, on %s', (engine) => {
  let guide: TestApp
  beforeAll(async () => {
    guide = await newApp({ engine, env: { PUBLIC_URL: 'https://guide.exemple.fr' } })
  })
  afterAll(() => guide.close())

  const slugs = async (query: string) => {
    const { body } = await guide.get(`/api/v1/fiches${query}`)
    return body.fiches.map(({ slug }: { slug: string }) => slug)
  }

  test('a list gives slug, nature, title, summary and absolute address, in alphabetical order', async () => {
    const { body } = await guide.get('/api/v1/fiches')
    expect(body.fiches[0]).toEqual({
      slug: 'adil',
      nature: 'institution',
      titre: 'Agence d’information sur le logement',
      resume: 'Conseille gratuitement sur le logement.',
      url: 'https://guide.exemple.fr/fiches/adil',
    })
    expect(await slugs('')).toEqual(['adil', 'adil-arras', 'conseil-logement', 'numero-vert'])
  })

  test('filters by nature, theme (its children included) and territory', async () => {
    expect(await slugs('?nature=lieu')).toEqual(['adil-arras'])
    expect(await slugs('?theme=expulsions')).toEqual(['conseil-logement', 'numero-vert'])
    expect(await slugs('?theme=logement')).toHaveLength(4)
    expect(await slugs('?territoire=62041')).toEqual(['adil-arras'])
    expect(await slugs('?theme=inconnu')).toEqual([])
  })

  test('a cursor goes through all fiches, each once', async () => {
    const seen: string[] = []
    let next: string | null = null
    do {
      const query: string = `?limite=1${next === null ? '' : `&apres=${next}`}`
      const { body } = await guide.get(`/api/v1/fiches${query}`)
      seen.push(...body.fiches.map(({ slug }: { slug: string }) => slug))
      next = body.suivant
    } while (next !== null)
    expect(seen).toEqual(await slugs(''))
  })

  test('a fiche gives its fields, its Markdown and its version', async () => {
    const { body } = await guide.get('/api/v1/fiches/conseil-logement')
    expect(body).toMatchObject({
      slug: 'conseil-logement',
      nature: 'dispositif',
      titre: 'Conseil logement',
      version: 1,
      frais: 'gratuit',
      contacts: ['numero-vert'],
      corps: expect.stringContaining('## Ce que cela apporte'),
    })
  })

  test('a fiche gives the number to call, whose it is, and whether it is open', async () => {
    const { body } = await guide.get('/api/v1/fiches/conseil-logement')
    expect(body.telephone).toEqual({
      affiche: '0 805 29 62 62',
      e164: '+33805296262',
      court: null,
      libelle: 'Numéro vert prévention des expulsions',
      gratuit: true,
    })
    expect(body.verifie_le).toBeNull()
    // Tuesday 24 November 2026, 11 h 24 in Paris.
    expect((await guide.get('/api/v1/fiches/adil-arras')).body.ouverture).toMatchObject({ etat: 'rdv' })
    expect((await guide.get('/api/v1/fiches/numero-vert')).body.ouverture).toMatchObject({
      etat: 'ouvert',
      jusqua: '2026-11-24T11:30:00.000Z',
      rouvre: '2026-11-24T12:30:00.000Z',
      phrase: expect.stringContaining('à vérifier'),
    })
  })

  test('a search gives what an agent reads aloud, for the chosen place, page by page', async () => {
    const { body } = await guide.get('/api/v1/recherche?q=expulsion&ou=62498')
    expect(body).toMatchObject({ question: 'expulsion', total: body.resultats.length, suivant: null })
    expect(body.resultats[0]).toEqual({
      slug: 'numero-vert',
      nature: 'contact',
      titre: 'Numéro vert prévention des expulsions',
      resume: 'Un juriste répond aux locataires et aux propriétaires.',
      url: 'https://guide.exemple.fr/fiches/numero-vert',
      commune: null,
      distance_km: null,
      telephone: expect.objectContaining({ affiche: '0 805 29 62 62' }),
      ouverture: expect.objectContaining({ etat: 'ouvert' }),
      verifie_le: null,
      score: expect.any(Number),
    })
    const near = (await guide.get('/api/v1/recherche?q=bureau&ou=Lens')).body.resultats[0]
    expect(near).toMatchObject({ slug: 'adil-arras', commune: 'Arras' })
    expect(near.distance_km).toBeGreaterThan(10)
    const first = (await guide.get('/api/v1/recherche?q=juriste&limite=1')).body
    const second = (await guide.get(`/api/v1/recherche?q=juriste&limite=1&apres=${first.suivant}`)).body
    expect(second.resultats[0].slug).not.toBe(first.resultats[0].slug)
    expect((await guide.get('/api/v1/recherche?q=juriste&theme=expulsions')).body.total).toBeGreaterThan(0)
    expect((await guide.get('/api/v1/recherche?q=juriste&public=jeunes')).body.total).toBe(0)
    expect((await guide.get('/api/v1/recherche')).body).toMatchObject({
      question: '',
      total: 0,
      resultats: [],
    })
  })

  test.each([
    '?q=x&ou=62217&lieu=62217',
    '?q=x&ou=nulle-part',
    '?q=x&limite=0',
    '?q=x&apres=0',
    '?q=x&nature=y',
  ])('a search with %s is refused', async (query) => {
    expect((await guide.get(`/api/v1/recherche${query}`)).status).toBe(422)
  })

  test.each([
    ['?nature=fiche', 422],
    ['?limite=0', 422],
    ['?limite=101', 422],
    ['?limite=x', 422],
    ['?apres=%7B%7D', 422],
    ['?apres=eyJhIjoxfQ', 422],
    ['?nature=lieu&nature=contact', 422],
    ['/inconnue', 404],
  ])('%s is refused with %i, in JSON', async (query, status) => {
    const response = await guide.get(`/api/v1/fiches${query}`)
    expect([response.status, response.body.erreur]).toEqual([status, status])
  })

  test('any site may read it by GET, and only so', async () => {
    const response = await guide.get('/api/v1/fiches')
    expect(response.headers['access-control-allow-origin']).toBe('*')
    expect((await guide.get('/fiches')).headers['access-control-allow-origin']).toBeUndefined()
  })
})
