import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type OpenGuide, openGuide, watchedPage } from '../support/browsing.ts'

/** What a desk keeps on its own machine, and what it must never keep. */
let open: OpenGuide
beforeAll(async () => {
  open = await openGuide()
})
afterAll(() => open.close())

const SCHEME = '/fiches/conseil-impaye-de-loyer-et-expulsion'

const words = (text: string) => text.replace(/\u00a0/g, ' ')

describe('the place of the desk', () => {
  test('is kept on the machine, shows whom to send to on the next fiche, and is forgotten when the field is emptied', async () => {
    const context = await open.browser.newContext()
    const { page, faults } = await watchedPage(context, open.url)
    await page.goto(open.url)
    await page.getByLabel(/Que cherchez-vous/).fill('loyer impayé')
    await page.getByRole('combobox', { name: /Où/ }).fill('lens')
    await page.keyboard.press('Enter')
    await page.waitForURL(/ou=62498/)

    // Another day, by the plain address: the place comes from the machine.
    await page.goto(open.url + SCHEME)
    await page.getByRole('heading', { name: 'Vers qui orienter : Lens' }).waitFor()
    expect(await page.getByRole('combobox', { name: /Où/ }).inputValue()).toBe('Lens (62300)')
    const section = words(await page.locator('#orienter').innerText())
    expect(section).toContain('0 805 29 62 62')
    expect(section).toContain('Bureau de l’ADIL à Lens')

    await page.getByRole('combobox', { name: /Où/ }).fill('')
    await page.keyboard.press('Enter')
    await page.waitForURL(/recherche/)
    expect(await page.evaluate(() => localStorage.getItem('wikisol.lieu'))).toBeNull()
    expect(faults).toEqual([])
    await context.close()
  })

  test('without JavaScript the field does it all', async () => {
    const context = await open.browser.newContext({ javaScriptEnabled: false })
    const page = await context.newPage()
    await page.goto(open.url)
    await page.getByLabel(/Que cherchez-vous/).fill('loyer impayé')
    await page.locator('input[name="lieu"]').fill('62300')
    await page.keyboard.press('Enter')
    await page.waitForURL(/ou=62\d{3}|lieu=62300/)
    await context.close()
  })

  test('names are proposed while they are typed', async () => {
    const context = await open.browser.newContext()
    const page = await context.newPage()
    await page.goto(open.url)
    await page.getByRole('combobox', { name: /Où/ }).pressSequentially('bethu')
    await page.waitForFunction(() => (document.querySelectorAll('#ou-choix option').length ?? 0) > 0)
    expect(await page.locator('#ou-choix option').first().getAttribute('value')).toBe('Béthune (62400)')
    await context.close()
  })

  test('« Copier l’orientation » puts a whole message on the clipboard', async () => {
    const context = await open.browser.newContext({ permissions: ['clipboard-read', 'clipboard-write'] })
    const page = await context.newPage()
    await page.goto(`${open.url}${SCHEME}?ou=62498`)
    await page.getByRole('button', { name: /Copier l’orientation vers Numéro vert/ }).click()
    const copied = await page.evaluate(() => navigator.clipboard.readText())
    expect(words(copied)).toContain('Numéro vert prévention des expulsions\nTéléphone : 0 805 29 62 62')
    expect(words(copied)).toContain('Lundi au vendredi : 8 h 30 à 12 h 30')
    await context.close()
  })
})

describe('the last fiches opened', () => {
  test('stand on the home page with their number, and go with « Effacer »', async () => {
    const context = await open.browser.newContext()
    const page = await context.newPage()
    await page.goto(`${open.url}/fiches/gps-administration`)
    await page.goto(open.url)
    const last = page.locator('[data-last-fiches]')
    expect(words(await last.innerText())).toContain('03 21 21 62 16')
    await page.getByRole('button', { name: /Effacer/ }).click()
    expect(await last.isVisible()).toBe(false)
    expect(await page.evaluate(() => localStorage.length)).toBe(0)
    await context.close()
  })

  test('never hold a fiche on violence, nor the words that were typed', async () => {
    const context = await open.browser.newContext()
    const page = await context.newPage()
    await page.goto(`${open.url}/recherche?q=mari+violent`)
    await page.goto(`${open.url}/fiches/3919-violences-femmes-info`)
    await page.goto(open.url)
    expect(await page.locator('[data-last-fiches]').isVisible()).toBe(false)
    expect(await page.evaluate(() => JSON.stringify({ ...localStorage }))).not.toMatch(/violen|3919|mari/)
    await context.close()
  })
})

test('« Quitter vite » leaves, and « Précédent » does not come back', async () => {
  const context = await open.browser.newContext()
  await context.route('https://meteofrance.com/', (route) =>
    route.fulfill({ body: '<title>Météo</title>', contentType: 'text/html' }),
  )
  const page = await context.newPage()
  await page.goto(open.url)
  await page.goto(`${open.url}/fiches/3919-violences-femmes-info`)
  await page.getByRole('link', { name: 'Quitter vite' }).click()
  await page.waitForURL('https://meteofrance.com/')
  await page.goBack()
  expect(page.url()).not.toContain('3919')
  await context.close()
})

test('« Ouvert » is said again as the minutes pass, by the browser itself', async () => {
  const context = await open.browser.newContext()
  const page = await context.newPage()
  // Wednesday 25 November 2026, five to noon in Paris, then five past one.
  await page.clock.install({ time: new Date('2026-11-25T11:25:00Z') })
  await page.goto(`${open.url}/fiches/numero-vert-prevention-des-expulsions`)
  const state = page.locator('.plate [data-opening-words]')
  expect(words((await state.textContent()) ?? '')).toBe('Ouvert, ferme à 12 h 30, rouvre à 13 h 30')
  await page.clock.runFor(10 * 60_000)
  expect(words((await state.textContent()) ?? '')).toBe('Fermé, ouvre à 13 h 30')
  await page.clock.runFor(60 * 60_000)
  expect(words((await state.textContent()) ?? '')).toBe('Ouvert, ferme à 17 h 30')
  await context.close()
})
