import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { closeAccount, giveTo, invite, type Steward } from '../../server/actions/administer.ts'
import { OPERATOR } from '../../server/actions/people.ts'
import { sessionCookieName } from '../../server/http/cookies.ts'
import { addMessage, markFailed } from '../../server/store/outbox.ts'
import { axeFaults, type OpenGuide, openGuide, scrollsSideways, watchedPage } from '../support/browsing.ts'
import { TEST_NOW } from '../support/databases.ts'
import { type SignedIn, signedIn } from '../support/people.ts'

const CAF = 'caf-du-pas-de-calais'
const STEWARD: Steward = {
  actor: OPERATOR,
  name: 'Denis Admin',
  sender: { guide: 'WikiSol62', origin: 'http://localhost' },
}

let open: OpenGuide
let denis: SignedIn
let carole: SignedIn
let alice = 0

beforeAll(async () => {
  open = await openGuide()
  const { database } = open.guide.context
  denis = await signedIn(open.guide, ['administrator'], { name: 'Denis Admin' })
  carole = await signedIn(open.guide, ['moderator:everywhere'], { name: 'Carole Modératrice' })
  const grant = { role: 'contributor', scope: 'institution', target: CAF } as const
  const email = 'alice.martin-de-la-longue-adresse@une-institution-au-nom-long.pas-de-calais.exemple.fr'
  const made = await invite(database, { email, name: 'Alice Martin', grant }, STEWARD, TEST_NOW)
  alice = made.ok ? made.value : 0
  const moderator = { ...grant, role: 'moderator' } as const
  const words = 'Modérateur · CAF'
  await giveTo(database, alice, { grant: moderator, words }, STEWARD, TEST_NOW)
  const bruno = await signedIn(open.guide, [`contributor:institution:${CAF}`], { name: 'Bruno Petit' })
  await closeAccount(database, bruno.id, STEWARD, TEST_NOW)
  const letter = { recipient: email, subject: 'Un objet', text: 'Un texte\n', html: '<p>Un texte</p>' }
  const id = await database.write((tx) => addMessage(tx, letter, TEST_NOW))
  await database.write((tx) => markFailed(tx, { id, attempts: 5 }, 'Adresse refusée', TEST_NOW))
})
afterAll(() => open.close())

async function browse(
  who: SignedIn,
  options: { width: number; javaScriptEnabled?: boolean; dark?: boolean },
) {
  const { width, javaScriptEnabled = true, dark = false } = options
  const context = await open.browser.newContext({
    viewport: { width, height: 800 },
    javaScriptEnabled,
    colorScheme: dark ? 'dark' : 'light',
  })
  const name = sessionCookieName(open.guide.context.config)
  await context.addCookies([{ name, value: who.token, url: open.url }])
  return { context, ...(await watchedPage(context, open.url)) }
}

describe.each([
  { width: 1280, dark: false },
  { width: 360, dark: false },
  { width: 360, dark: true },
])('at $width px (dark: $dark)', (look) => {
  test('every screen of administration passes axe and fits its window', async () => {
    const found: string[] = []
    for (const who of [denis, carole]) {
      const { context, page, faults } = await browse(who, look)
      const person = `/administration/comptes/${alice}`
      const own = ['/administration/comptes', person, '/administration/comptes?q=zzz']
      const administrator = ['/administration/journal', '/administration/courriels']
      for (const path of who === denis ? [...own, ...administrator] : own) {
        await page.goto(open.url + path)
        await page.evaluate(() => {
          for (const each of document.querySelectorAll('details')) each.open = true
        })
        found.push(...(await axeFaults(page)).map((fault) => `${path} ${fault}`))
        if (await scrollsSideways(page)) found.push(`${path} scrolls sideways`)
      }
      await page.goto(`${open.url}/administration/comptes`)
      await page.locator('details.invite > summary').click()
      await page.getByRole('button', { name: 'Envoyer l’invitation' }).click()
      await page.getByRole('alert').waitFor()
      found.push(...(await axeFaults(page)), ...faults.filter((fault) => !fault.includes('status of 422')))
      await context.close()
    }
    expect(found).toEqual([])
  })
})

test('by keyboard and without a script, somebody is invited; a fault leads to its field and loses nothing', async () => {
  const { context, page } = await browse(denis, { width: 360, javaScriptEnabled: false })
  await page.goto(`${open.url}/administration/comptes`)
  await page.locator('summary').first().focus()
  await page.keyboard.press('Enter')
  await page.keyboard.press('Tab')
  await page.keyboard.type('Zoé Lambert')
  await page.keyboard.press('Tab')
  await page.keyboard.type('zoe@ccas.example')
  await page.keyboard.press('Tab')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Tab')
  await page.keyboard.type('Zébulon')
  await page.keyboard.press('Enter')
  await page.getByRole('alert').waitFor()
  expect(await page.title()).toMatch(/^Erreur/)
  await page.getByRole('alert').getByRole('link').click()
  expect(page.url()).toContain('#perimetre')
  expect(await page.locator('#nom').inputValue()).toBe('Zoé Lambert')
  expect(await page.locator('#role').inputValue()).toBe('moderateur')
  await page.locator('#perimetre').fill('Logement')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { level: 1, name: 'Zoé Lambert' }).waitFor()
  expect(await page.getByRole('status').first().textContent()).toContain('L’invitation est écrite')
  expect(await page.getByText('Modérateur · Logement').count()).toBeGreaterThan(0)
  await context.close()
})
