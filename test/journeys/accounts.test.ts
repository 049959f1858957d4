import { sql } from 'kysely'
import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { issueAdministratorLink } from '../../server/actions/invite.ts'
import { OPERATOR } from '../../server/actions/people.ts'
import { newTotpSecret, totpCode, totpStep } from '../../server/auth/totp.ts'
import { axeFaults, type OpenGuide, openGuide, scrollsSideways, watchedPage } from '../support/browsing.ts'
import { TEST_NOW } from '../support/databases.ts'
import { accountFor, PASSWORD } from '../support/people.ts'

const NEW = 'quatre lampes sous la pluie'

let open: OpenGuide
let people = 0
beforeAll(async () => {
  open = await openGuide()
})
afterAll(() => open.close())

/** An account of its own for each story: a code is good once, and time stands still here. */
async function account(grants: readonly string[]): Promise<{ email: string; secret: string }> {
  people += 1
  const email = `personne${people}@ccas.example`
  const secret = newTotpSecret()
  const totp = grants.length === 0 ? undefined : secret
  await accountFor(open.guide, { email, grants, totp, name: 'Carole Petit' })
  return { email, secret }
}

/** The keyboard alone: fills a field that has the focus, goes on with Tab, sends with Enter. */
async function signIn(page: Page, email: string, secret?: string): Promise<void> {
  await page.goto(`${open.url}/connexion`)
  await page.locator('#adresse').focus()
  await page.keyboard.type(email)
  await page.keyboard.press('Tab')
  await page.keyboard.type(PASSWORD)
  await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')])
  if (secret === undefined) return
  await page.locator('#code').focus()
  await page.keyboard.type(totpCode(secret, totpStep(TEST_NOW)))
  await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')])
}

async function refusedAndMended(page: Page): Promise<void> {
  await page.goto(`${open.url}/connexion?retour=%2Fcompte`)
  await page.locator('#adresse').fill('personne@ccas.example')
  await Promise.all([page.waitForNavigation(), page.locator('main button[type=submit]').click()])
  // The summary has the focus, and its link leads to the field.
  expect(await page.evaluate(() => document.activeElement?.className)).toBe('problems')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('mot_de_passe')
  expect(await page.locator('#adresse').inputValue()).toBe('personne@ccas.example')
}

const LOOKS = [
  { width: 1280, height: 900, colorScheme: 'light' },
  { width: 360, height: 740, colorScheme: 'dark' },
] as const

/** What one who both moderates and administers finds. */
const SCREENS = [
  '/',
  '/compte',
  '/compte/mot-de-passe',
  '/compte/adresse',
  '/compte/second-facteur',
  '/compte/codes',
  '/compte/effacer',
  '/fiches/caf-d-arras',
  '/recherche?q=loyer',
  '/administration/comptes',
  '/administration/comptes/1',
  '/administration/journal',
  '/administration/courriels',
]

describe.each(LOOKS)('at $width px, $colorScheme', ({ width, height, colorScheme }) => {
  const newContext = (): Promise<BrowserContext> =>
    open.browser.newContext({ viewport: { width, height }, colorScheme })

  test('every screen of an account passes axe, fits its window and says nothing to others', async () => {
    const { email, secret } = await account(['administrator', 'moderator:everywhere'])
    const context = await newContext()
    const { page, faults } = await watchedPage(context, open.url)
    await signIn(page, email, secret)
    for (const path of SCREENS) {
      const response = await page.goto(open.url + path)
      expect([path, response?.status()]).toEqual([path, 200])
      expect([path, await axeFaults(page), await scrollsSideways(page)]).toEqual([path, [], false])
    }
    expect(faults).toEqual([])
    await context.close()
  })

  test('the doors pass axe with their faults, and a fault leads to its field', async () => {
    const { database } = open.guide.context
    const link = new URL(await issueAdministratorLink(database, OPERATOR, open.url, TEST_NOW)).pathname
    const context = await newContext()
    const page = await context.newPage()
    const check = async (what: string) =>
      expect([what, await axeFaults(page), await scrollsSideways(page)]).toEqual([what, [], false])
    await refusedAndMended(page)
    await check('sign in refused')
    await page.goto(`${open.url}/mot-de-passe`)
    await check('forgotten')
    await page.goto(`${open.url}/invitation/nothing`)
    await check('dead link')
    await page.goto(open.url + link)
    await page.locator('#nom').fill('Denis Caron')
    await page.locator('#adresse').fill(`denis${width}@dept.example`)
    await page.locator('#nouveau').fill('court')
    await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')])
    await check('password refused')
    await page.locator('#nouveau').fill(NEW)
    await page.getByRole('button', { name: 'Afficher : mot de passe' }).click()
    expect(await page.locator('#nouveau').getAttribute('type')).toBe('text')
    await Promise.all([page.waitForNavigation(), page.locator('main button[type=submit]').click()])
    await check('second factor')
    const secret = ((await page.locator('.secret').textContent()) ?? '').replaceAll(' ', '')
    await page.locator('#code').fill(totpCode(secret, totpStep(TEST_NOW)))
    await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')])
    await check('recovery codes')
    expect(await page.locator('.codes li').count()).toBe(10)
    await Promise.all([page.waitForNavigation(), page.getByRole('link', { name: /mon compte/ }).click()])
    expect(await page.locator('h1').textContent()).toBe('Mon compte')
    await context.close()
  })
})

test('without JavaScript one signs in, changes the own name and signs out', async () => {
  const { email } = await account([])
  const context = await open.browser.newContext({ javaScriptEnabled: false })
  const page = await context.newPage()
  await page.goto(`${open.url}/compte`)
  expect(new URL(page.url()).pathname).toBe('/connexion')
  await page.locator('#adresse').fill(email)
  await page.locator('#mot_de_passe').fill(PASSWORD)
  await page.locator('main button[type=submit]').click()
  expect(new URL(page.url()).pathname).toBe('/compte')
  await page.locator('#nom').fill('Alice Durand')
  await page.locator('main .form button[type=submit]').first().click()
  expect(await page.locator('main [role=status]').textContent()).toContain('Votre nom est enregistré')
  await page.getByRole('button', { name: 'Se déconnecter' }).click()
  expect(await page.locator('main [role=status]').textContent()).toContain('Vous êtes déconnecté')
  expect((await context.cookies()).filter(({ value }) => value !== '')).toEqual([])
  await context.close()
})

test('a form of a guide without Sec-Fetch-Site still knows its own page, and no cookie is read by a script', async () => {
  const { email, secret } = await account(['moderator:everywhere'])
  const context = await open.browser.newContext()
  const page = await context.newPage()
  // What older browsers do not send: only Origin is left to judge by.
  await page.route('**/*', (route) => {
    const headers = { ...route.request().headers() }
    delete headers['sec-fetch-site']
    return route.continue({ headers })
  })
  await signIn(page, email, secret)
  expect(await page.evaluate(() => document.cookie)).toBe('')
  await page.goto(`${open.url}/compte`)
  expect(await page.locator('h1').textContent()).toBe('Mon compte')
  const { rows } = await sql<{ count: number }>`SELECT COUNT(*) AS count FROM sessions`.execute(
    open.guide.context.database.read,
  )
  expect(rows[0]?.count).toBeGreaterThan(0)
  await context.close()
})
