import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newApp, type TestApp } from '../support/app.ts'

let guide: TestApp
beforeAll(async () => {
  guide = await newApp()
})
afterAll(() => guide.close())

describe('« Où ? »', () => {
  test.each([
    ['/fiches/conseil-logement?lieu=Lens', '/fiches/conseil-logement?ou=62498'],
    ['/fiches/conseil-logement?lieu=62100', '/fiches/conseil-logement?ou=62193'],
    ['/recherche?q=loyer&lieu=Lens+(62300)', '/recherche?q=loyer&ou=62498'],
    ['/?ou=saint-omer', '/?ou=62765'],
    ['/?ou=62498&lieu=Arras', '/?ou=62041'],
    ['/?lieu=Pas-de-Calais', '/?ou=pas-de-calais'],
  ])('%s leads to %s', async (from, to) => {
    const response = await guide.get(from)
    expect([response.status, response.headers.location]).toEqual([302, to])
  })

  test('five figures are a postcode when typed and an INSEE code in an address', async () => {
    expect((await guide.get('/?lieu=62100')).headers.location).toBe('/?ou=62193')
    const { text } = await guide.get('/?ou=62100')
    expect(text).toMatch(/data-ou="62100"/)
    expect(text).not.toContain('Calais (62100)')
  })

  test('words that mean several places give the choice, with the rest of the address kept', async () => {
    const { text, status } = await guide.get('/recherche?q=loyer&lieu=62217')
    expect(status).toBe(200)
    expect(text).toContain('Quel lieu')
    expect(text).toMatch(/href="\/recherche\?q=loyer&amp;ou=62\d{3}"/)
    expect(text).toContain('Beaurains')
  })

  test('words that mean no place say so, and stay in the field', async () => {
    const { text } = await guide.get('/recherche?q=loyer&lieu=Atlantis')
    expect(text).toContain('Lieu inconnu')
    expect(text).toContain('value="Atlantis"')
  })

  test('an empty field is no place', async () => {
    expect((await guide.get('/recherche?q=loyer&lieu=')).status).toBe(200)
    expect((await guide.get('/recherche?q=loyer&ou=')).status).toBe(200)
  })

  test.each(['/?lieu=a&lieu=b', '/?ou=62498&ou=62041'])('%s is refused', async (path) => {
    expect((await guide.get(path)).status).toBe(422)
  })

  test('hostile words are shown escaped and lead nowhere else', async () => {
    const { text, headers } = await guide.get(
      `/?lieu=${encodeURIComponent('"><script>alert(1)</script>//evil.example')}`,
    )
    expect(text).not.toContain('<script>alert')
    expect(headers.location).toBeUndefined()
  })
})

test('the address of a page for a place has the page without place as its canonical one', async () => {
  const { text } = await guide.get('/fiches/conseil-logement?ou=62498').set('Host', 'guide')
  expect(text).toContain('<link rel="canonical" href="http://guide/fiches/conseil-logement">')
})

test('« Vers qui orienter ? » names who serves the place, with the number and whose it is', async () => {
  const arras = (await guide.get('/fiches/conseil-logement?ou=62041')).text.replace(/\u00a0/g, ' ')
  const section = /id="orienter"[\s\S]*?<\/section>/.exec(arras)?.[0] ?? ''
  expect(section).toContain('Vers qui orienter : Arras')
  expect(section).toContain('Numéro vert prévention des expulsions')
  expect(section).toContain('0 805 29 62 62')
  expect(section).toContain('Bureau ADIL d’Arras')
  const lens = (await guide.get('/fiches/conseil-logement?ou=62498')).text
  expect(/id="orienter"[\s\S]*?<\/section>/.exec(lens)?.[0]).not.toContain('Bureau ADIL d’Arras')
})

test('links of a page for a place keep the place, without script', async () => {
  const { text } = await guide.get('/recherche?q=expulsion&ou=62041')
  expect(text).toContain('href="/fiches/numero-vert?ou=62041"')
})

test('/api/v1/lieux answers what was typed with places that lead back to themselves', async () => {
  const { body } = await guide.get('/api/v1/lieux?q=st+om')
  expect(body.lieux[0]).toEqual({ ou: '62765', texte: 'Saint-Omer (62500)' })
  expect((await guide.get('/api/v1/lieux')).body).toEqual({ lieux: [] })
})
