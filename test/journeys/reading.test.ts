import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type OpenGuide, openGuide, watchedPage } from '../support/browsing.ts'

let open: OpenGuide
beforeAll(async () => {
  open = await openGuide()
})
afterAll(() => open.close())

/** An agent looks for what to say to somebody whose rent is unpaid, and reads the number aloud. */
async function findTheNumber(page: Page): Promise<string> {
  await page.goto(open.url)
  await page.getByLabel(/Que cherchez-vous/).fill('loyer impayé')
  await page.keyboard.press('Enter')
  await page
    .getByRole('link', { name: /prévention des expulsions|loyer impayé/i })
    .first()
    .click()
  return (await page.locator('a[href^="tel:"]').first().textContent()) ?? ''
}

/** How many pages a PDF has: its page objects. */
function sheetsOf(pdf: Buffer): number {
  return pdf.toString('latin1').match(/\/Type\s*\/Page[^s]/g)?.length ?? 0
}

describe.each([true, false])('with JavaScript: %s', (javaScriptEnabled) => {
  test('an agent finds the number for an unpaid rent', async () => {
    const context = await open.browser.newContext({ javaScriptEnabled })
    const page = await context.newPage()
    expect((await findTheNumber(page)).replace(/\u00a0/g, ' ')).toContain('0 805 29 62 62')
    await context.close()
  })

  test('no button stands there that does nothing', async () => {
    const context = await open.browser.newContext({ javaScriptEnabled })
    const page = await context.newPage()
    await page.goto(`${open.url}/fiches/gps-administration`)
    const buttons = page.locator('button:visible:not([type="submit"]):not(form button)')
    if (javaScriptEnabled) expect(await buttons.count()).toBeGreaterThan(0)
    else expect(await buttons.count()).toBe(0)
    await context.close()
  })
})

test('the keyboard alone goes from the home page to a fiche', async () => {
  const context = await open.browser.newContext()
  const page = await context.newPage()
  await page.goto(open.url)
  await page.keyboard.press('Tab')
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Aller au contenu')
  await page.keyboard.press('Enter')
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('contenu')
  await page.keyboard.press('Tab')
  expect(await page.evaluate(() => document.activeElement?.getAttribute('name'))).toBe('q')
  await page.keyboard.type('caf arras')
  await page.keyboard.press('Enter')
  await page.waitForURL(/recherche/)
  for (let step = 0; step < 40; step++) {
    await page.keyboard.press('Tab')
    const href = await page.evaluate(() => document.activeElement?.getAttribute('href') ?? '')
    if (href.startsWith('/fiches/') && href !== '/fiches') break
  }
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/fiches\/./)
  await context.close()
})

test('« Copier » puts the number on the clipboard and says so', async () => {
  const context = await open.browser.newContext({ permissions: ['clipboard-read', 'clipboard-write'] })
  const { page, faults } = await watchedPage(context, open.url)
  await page.goto(`${open.url}/fiches/gps-administration`)
  const button = page.locator('button[data-copy]').first()
  await button.click()
  await page.getByText('Copié', { exact: true }).first().waitFor()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('03 21 21 62 16')
  expect(await page.locator('#annonce').textContent()).toContain('copié')
  expect(faults).toEqual([])
  await context.close()
})

test('« Copier » works too where the browser gives no clipboard, as on a local network without https', async () => {
  const context = await open.browser.newContext()
  const page = await context.newPage()
  await page.addInitScript(() => Object.defineProperty(navigator, 'clipboard', { value: undefined }))
  await page.goto(`${open.url}/fiches/gps-administration`)
  await page.evaluate(() => {
    document.addEventListener('copy', () => document.body.setAttribute('data-copied', String(getSelection())))
  })
  await page.locator('button[data-copy]').first().click()
  await page.getByText('Copié', { exact: true }).first().waitFor()
  expect(await page.getAttribute('body', 'data-copied')).toBe('03 21 21 62 16')
  await context.close()
})

test('two versions are compared from the history', async () => {
  const { database, renderer, index } = open.guide.context
  const { findDocument } = await import('../../server/store/documents.ts')
  const { revisionText } = await import('../../server/store/revisions.ts')
  const { publish } = await import('../../server/actions/publish.ts')
  const found = await findDocument(database.read, 'fiche', 'caf-de-calais')
  const text = found && (await revisionText(database.read, 'reader', found.id, 1))
  const source = String(text?.source).replace('Mo-Fr 08:30-16:30', 'Mo-Fr 09:00-12:00')
  const published = await publish(
    database,
    renderer,
    {
      kind: 'site',
      slug: 'caf-de-calais',
      source,
      author: 'Alice',
      summary: 'Nouvelles heures',
      origin: 'edition',
      base: 1,
    },
    new Date('2026-11-25T09:00:00Z'),
  )
  expect(published.ok).toBe(true)
  await index.catchUp()

  const context = await open.browser.newContext()
  const page = await context.newPage()
  await page.goto(`${open.url}/fiches/caf-de-calais`)
  await page.getByRole('link', { name: 'Historique' }).first().click()
  await page.getByText('Nouvelles heures').first().waitFor()
  await page.getByRole('button', { name: /Comparer/ }).click()
  const words = (await page.getByRole('main').innerText()).replace(/\u00a0/g, ' ')
  expect(words).toContain('8 h 30 à 16 h 30')
  expect(words).toContain('9 h à 12 h')
  await context.close()
})

test('the paper shows the number, the hours and where the facts come from, and no button', async () => {
  const context = await open.browser.newContext()
  const page = await context.newPage()
  await page.goto(`${open.url}/fiches/gps-administration`)
  await page.emulateMedia({ media: 'print' })
  const words = (await page.locator('body').innerText()).replace(/\u00a0/g, ' ')
  for (const fact of ['03 21 21 62 16', 'Source', '2017', 'Cofinancé']) expect(words).toContain(fact)
  expect(await page.locator('button:visible').count()).toBe(0)
  await context.close()
})

/** Fiches with the most on them: what an institution runs, blocks by territory, many places. */
const LONGEST = [
  'departement-pas-de-calais',
  'caf-du-pas-de-calais',
  'prefecture-du-pas-de-calais',
  'conseil-impaye-de-loyer-et-expulsion',
  'premier-accueil-social',
  'gps-administration',
  'caf-d-arras',
]

test.each(LONGEST)('%s fits one sheet of A4', async (slug) => {
  const context = await open.browser.newContext()
  const page = await context.newPage()
  await page.goto(`${open.url}/fiches/${slug}`)
  expect(sheetsOf(await page.pdf({ preferCSSPageSize: true }))).toBe(1)
  await context.close()
})
