import { afterAll, beforeAll, expect, test } from 'vitest'
import { newApp, type TestApp } from '../support/app.ts'
import { TEST_NOW } from '../support/databases.ts'
import { LIGNE_INTERNE, NUMERO_VERT, publishVersion } from '../support/fixtures.ts'

let guide: TestApp
let now = TEST_NOW
beforeAll(async () => {
  guide = await newApp({ env: { PUBLIC_URL: 'https://guide.exemple.fr' } })
  guide.context.now = () => now
})
afterAll(() => guide.close())

/** How many templates were rendered by a visit: none when the page was kept. */
async function rendered(path: string): Promise<[number, string]> {
  const { renderPage } = guide.context
  let count = 0
  guide.context.renderPage = (name, model) => {
    count += 1
    return renderPage(name, model)
  }
  const { text } = await guide.get(path)
  guide.context.renderPage = renderPage
  return [count, text]
}

test('a page is made once and the same is sent again, until something is published', async () => {
  const [first, made] = await rendered('/fiches/adil')
  const [second, kept] = await rendered('/fiches/adil')
  expect([first, second]).toEqual([1, 0])
  expect(kept).toBe(made)
  const changed = { ...NUMERO_VERT, source: NUMERO_VERT.source.replace('0 805 29 62 62', '03 21 21 62 16') }
  await publishVersion(guide.context.database, guide.context.renderer, changed, 1)
  const [third, fresh] = await rendered('/fiches/adil')
  expect(third).toBe(1)
  expect(fresh.replace(/\u00a0/g, ' ')).toContain('03 21 21 62 16')
})

test('a contact that becomes reserved to professionals leaves the kept pages in the same instant', async () => {
  const open = {
    ...LIGNE_INTERNE,
    slug: 'semi-ouverte',
    source: LIGNE_INTERNE.source.replace('\nvisibilite: professionnels', ''),
  }
  await publishVersion(guide.context.database, guide.context.renderer, open, 0)
  expect((await rendered('/fiches/semi-ouverte'))[1]).toContain('Zyglarsky')
  expect((await rendered('/fiches'))[1]).toContain('Zyglarsky')
  await publishVersion(
    guide.context.database,
    guide.context.renderer,
    { ...LIGNE_INTERNE, slug: 'semi-ouverte' },
    1,
  )
  expect((await rendered('/fiches/semi-ouverte'))[1]).not.toContain('Zyglarsky')
  expect((await rendered('/fiches'))[1]).not.toContain('Zyglarsky')
})

test('the day that ends makes pages anew', async () => {
  await rendered('/fiches/adil-arras')
  now = new Date('2026-11-25T08:00:00Z')
  expect((await rendered('/fiches/adil-arras'))[0]).toBe(1)
})

test('a question, a refusal and an unknown address are not kept', async () => {
  for (const path of ['/recherche?q=adil', '/fiches/inconnue', '/fiches?nature=x']) {
    await rendered(path)
    expect([path, (await rendered(path))[0]]).toEqual([path, 1])
  }
})

test('a kept page answers 304 to who has it', async () => {
  const { headers } = await guide.get('/aide')
  const again = await guide.get('/aide').set('If-None-Match', String(headers.etag))
  expect([again.status, again.text]).toEqual([304, ''])
})
