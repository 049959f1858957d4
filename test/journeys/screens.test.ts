import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { axeFaults, type OpenGuide, openGuide, scrollsSideways, watchedPage } from '../support/browsing.ts'

/** One address for each kind of screen, in its different states. */
const SCREENS = [
  '/',
  '/recherche',
  '/recherche?q=loyer',
  '/recherche?q=zzzzz',
  '/recherche?q=allocations+familliales&nature=lieu&theme=budget-dettes',
  '/recherche?q=caf+st+omer&page=2',
  '/glossaire',
  '/fiches',
  '/fiches?nature=contact',
  '/fiches/caf-du-pas-de-calais',
  '/fiches/conseil-impaye-de-loyer-et-expulsion',
  '/fiches/plateforme-precarite-energetique',
  '/fiches/caf-d-arras',
  '/fiches/annexes-des-centres-de-planification',
  '/fiches/gps-administration',
  '/fiches/3919-violences-femmes-info',
  '/fiches/caf-d-arras/historique',
  '/fiches/caf-d-arras/versions/1',
  '/fiches/caf-d-arras/comparer',
  '/thematiques',
  '/thematiques/logement',
  '/territoires',
  '/territoires/pas-de-calais',
  '/territoires/artois',
  '/aide',
  '/aide/trouver-une-reponse',
  '/accessibilite',
  '/donnees-personnelles',
  '/mentions-legales',
  '/financement-europeen',
  '/plan-du-site',
  '/statistiques',
  '/fiches/conseil-impaye-de-loyer-et-expulsion?ou=62498',
  '/?lieu=62217',
  '/fiches/inconnue',
  '/fiches?nature=inconnue',
] as const

let open: OpenGuide
beforeAll(async () => {
  open = await openGuide()
})
afterAll(() => open.close())

const LOOKS = [
  { width: 1280, height: 900, colorScheme: 'light' },
  { width: 1280, height: 900, colorScheme: 'dark' },
  { width: 360, height: 740, colorScheme: 'light' },
  { width: 360, height: 740, colorScheme: 'dark' },
] as const

describe.each(LOOKS)('at $width px, $colorScheme', ({ width, height, colorScheme }) => {
  test('every screen passes axe, fits its window, and asks nothing of anybody else', async () => {
    const context = await open.browser.newContext({ viewport: { width, height }, colorScheme })
    const { page, faults } = await watchedPage(context, open.url)
    const found: string[] = []
    for (const path of SCREENS) {
      await page.goto(open.url + path)
      found.push(...(await axeFaults(page, { colorScheme })).map((fault) => `${path} ${fault}`))
      if (await scrollsSideways(page)) found.push(`${path} scrolls sideways`)
    }
    const cookies = await context.cookies()
    await context.close()
    expect([...found, ...faults.filter((fault) => !fault.includes('status of 422'))]).toEqual([])
    expect(cookies).toEqual([])
  })
})

test('at 320 px no screen scrolls sideways', async () => {
  const context = await open.browser.newContext({ viewport: { width: 320, height: 640 } })
  const page = await context.newPage()
  const wide: string[] = []
  for (const path of SCREENS) {
    await page.goto(open.url + path)
    if (await scrollsSideways(page)) wide.push(path)
  }
  await context.close()
  expect(wide).toEqual([])
})

test('the first view of a reading page weighs no more than 90 kB, its script no more than 30', async () => {
  const weights: Record<string, { all: number; script: number }> = {}
  for (const path of ['/', '/fiches/caf-d-arras', '/recherche?q=loyer']) {
    const context = await open.browser.newContext()
    const page = await context.newPage()
    const bodies: Promise<[string, number]>[] = []
    page.on('response', (response) => {
      bodies.push(
        response.body().then(async (body) => {
          const { gzipSync } = await import('node:zlib')
          return [response.request().resourceType(), gzipSync(body).length]
        }),
      )
    })
    await page.goto(open.url + path, { waitUntil: 'networkidle' })
    const sizes = await Promise.all(bodies)
    weights[path] = {
      all: sizes.reduce((sum, [, size]) => sum + size, 0),
      script: sizes.reduce((sum, [type, size]) => sum + (type === 'script' ? size : 0), 0),
    }
    await context.close()
  }
  for (const { all, script } of Object.values(weights)) {
    expect(all, JSON.stringify(weights)).toBeLessThan(90_000)
    expect(script).toBeLessThan(30_000)
  }
})
