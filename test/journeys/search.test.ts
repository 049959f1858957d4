import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { axeFaults, type OpenGuide, openGuide, scrollsSideways, watchedPage } from '../support/browsing.ts'

/** Answers under the field, as an agent types. */
let open: OpenGuide
beforeAll(async () => {
  open = await openGuide()
})
afterAll(() => open.close())

const words = (text: string) => text.replace(/\u00a0/g, ' ')

describe('with a keyboard', () => {
  test('the number stands there before the sentence is finished; the arrows choose, Enter opens', async () => {
    const context = await open.browser.newContext()
    const { page, faults } = await watchedPage(context, open.url)
    await page.goto(open.url)
    await page.getByLabel(/Que cherchez-vous/).pressSequentially('loyer imp')
    const first = page.getByRole('option').first()
    await first.waitFor()
    expect(words(await first.innerText())).toContain('0 805 29 62 62')
    const field = page.getByRole('combobox', { name: /Que cherchez-vous/ })
    expect(await field.getAttribute('aria-expanded')).toBe('true')
    expect(await axeFaults(page)).toEqual([])

    // What stands first is not chosen for anybody: Enter would then open it by surprise.
    expect(await page.getByRole('option', { selected: true }).count()).toBe(0)
    await page.keyboard.press('ArrowDown')
    const chosen = page.getByRole('option', { selected: true })
    expect(await field.getAttribute('aria-activedescendant')).toBe(await chosen.getAttribute('id'))
    const slug = await chosen.getAttribute('data-fiche')
    await page.keyboard.press('Enter')
    await page.waitForURL(new RegExp(`/fiches/${slug}`))
    expect(faults).toEqual([])
    await context.close()
  })

  test('Enter without an arrow asks for all the answers; Escape closes, and what is typed stays', async () => {
    const context = await open.browser.newContext()
    const page = await context.newPage()
    await page.goto(open.url)
    const field = page.getByLabel(/Que cherchez-vous/)
    await field.pressSequentially('domiciliation')
    await page.getByRole('option').first().waitFor()
    await page.keyboard.press('Escape')
    expect(await page.getByRole('option').count()).toBe(0)
    expect(await field.inputValue()).toBe('domiciliation')
    await page.keyboard.press('Enter')
    await page.waitForURL(/recherche\?q=domiciliation/)
    await context.close()
  })

  test('Ctrl+Enter copies the number', async () => {
    const context = await open.browser.newContext({ permissions: ['clipboard-read', 'clipboard-write'] })
    const page = await context.newPage()
    await page.goto(open.url)
    await page.getByLabel(/Que cherchez-vous/).pressSequentially('loyer impayé')
    await page.getByRole('option').first().waitFor()
    await page.keyboard.press('Control+Enter')
    await page.getByText('0 805 29 62 62 copié').first().waitFor()
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('0 805 29 62 62')
    await context.close()
  })

  test('« / » leads to the field, unless it was switched off', async () => {
    const context = await open.browser.newContext()
    const page = await context.newPage()
    await page.goto(`${open.url}/fiches`)
    await page.keyboard.press('/')
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('q')
    await page.goto(`${open.url}/aide`)
    await page.getByLabel(/mène au champ de recherche/).uncheck()
    await page.goto(`${open.url}/fiches`)
    await page.keyboard.press('/')
    expect(await page.evaluate(() => document.activeElement?.id)).not.toBe('q')
    await context.close()
  })
})

test('an old answer never overwrites a newer one', async () => {
  const context = await open.browser.newContext()
  const page = await context.newPage()
  await page.route('**/api/v1/suggestions?**', async (route) => {
    // The first question is answered late, by a list that nobody asks for any more.
    if (new URL(route.request().url()).searchParams.get('q') === 'loyer') {
      await new Promise((done) => setTimeout(done, 1_500))
      await route.continue().catch(() => undefined)
    } else await route.continue()
  })
  await page.goto(open.url)
  const field = page.getByLabel(/Que cherchez-vous/)
  const late = page.waitForRequest(/q=loyer(?:&|$)/)
  await field.fill('loyer')
  await late
  await field.fill('domiciliation')
  await page.getByText(/pour « domiciliation »/).waitFor()
  await page.waitForTimeout(1_800)
  expect(await page.getByText(/pour « domiciliation »/).count()).toBe(1)
  await context.close()
})

test('on a touch screen the answers are plain links and numbers to call', async () => {
  const context = await open.browser.newContext({
    hasTouch: true,
    isMobile: true,
    viewport: { width: 360, height: 740 },
  })
  const { page, faults } = await watchedPage(context, open.url)
  await page.goto(open.url)
  await page.getByLabel(/Que cherchez-vous/).pressSequentially('loyer imp')
  const call = page.locator('.suggest a[href^="tel:"]').first()
  await call.waitFor()
  expect(await call.getAttribute('href')).toBe('tel:+33805296262')
  expect(await page.getByRole('option').count()).toBe(0)
  expect(await axeFaults(page)).toEqual([])
  expect(await scrollsSideways(page)).toBe(false)
  expect(faults).toEqual([])
  await context.close()
})

test('without JavaScript the form does it all: filters, pages, correction', async () => {
  const context = await open.browser.newContext({ javaScriptEnabled: false })
  const page = await context.newPage()
  await page.goto(open.url)
  await page.getByLabel(/Que cherchez-vous/).fill('expulssiom du logement')
  await page.keyboard.press('Enter')
  await page.getByText('Résultats pour').waitFor()
  await page.getByRole('link', { name: /Lieux d’accueil/ }).click()
  expect(page.url()).toContain('nature=lieu')
  expect(await page.locator('.card').count()).toBeGreaterThan(0)
  await page.getByRole('link', { name: /Chercher plutôt/ }).click()
  expect(page.url()).toContain('exact=1')
  await context.close()
})

test('nothing that was typed is kept on the machine', async () => {
  const context = await open.browser.newContext()
  const page = await context.newPage()
  await page.goto(open.url)
  await page.getByLabel(/Que cherchez-vous/).pressSequentially('motdelapersonne')
  await page
    .getByText(/Aucune réponse/)
    .first()
    .waitFor()
  await page.keyboard.press('Enter')
  await page.waitForURL(/recherche/)
  expect(await page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }))).not.toContain(
    'motdelapersonne',
  )
  await context.close()
})
