import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sessionCookieName } from '../../server/http/cookies.ts'
import { axeFaults, type OpenGuide, openGuide, scrollsSideways, watchedPage } from '../support/browsing.ts'
import { type SignedIn, signedIn } from '../support/people.ts'

const CAF = 'caf-du-pas-de-calais'

let open: OpenGuide
let alice: SignedIn
let bruno: SignedIn
let carole: SignedIn
beforeAll(async () => {
  open = await openGuide()
  alice = await signedIn(open.guide, [`contributor:institution:${CAF}`], { name: 'Alice Martin' })
  bruno = await signedIn(open.guide, [], { name: 'Bruno Leroy' })
  carole = await signedIn(open.guide, [`moderator:institution:${CAF}`], { name: 'Carole Petit' })
})
afterAll(() => open.close())

async function browse(
  who: SignedIn,
  options: { width?: number; javaScriptEnabled?: boolean; colorScheme?: 'light' | 'dark' } = {},
) {
  const { width = 1280, javaScriptEnabled = true, colorScheme = 'light' } = options
  const context = await open.browser.newContext({
    viewport: { width, height: 900 },
    javaScriptEnabled,
    colorScheme,
  })
  const name = sessionCookieName(open.guide.context.config)
  await context.addCookies([{ name, value: who.token, url: open.url }])
  return { context, ...(await watchedPage(context, open.url)) }
}

/** Wednesday begins later, sent from the fiche; answers the address of the proposal. */
async function changeWednesday(page: Page, slug: string, from: string): Promise<string> {
  await page.goto(`${open.url}/fiches/${slug}/modifier?champ=horaires`)
  await page.fill('[name="horaires.me.0.de"]', from)
  await page.click('button[value=soumettre]')
  return page.url().replace(/\?.*/, '')
}

test('a change of hours is approved in two keys, and read by everybody at once', async () => {
  const author = await browse(alice, { javaScriptEnabled: false })
  const proposal = await changeWednesday(author.page, 'caf-de-calais', '13 h 30')
  await author.context.close()
  const { page, context, faults } = await browse(carole)
  await page.goto(`${open.url}/relecture`)
  await page.click('text=Accueil de la CAF à Calais')
  expect(page.url()).toContain(proposal)
  await page.waitForLoadState()
  await page.keyboard.press('a')
  await page.keyboard.press('Enter')
  await page.waitForURL(/relecture.fait/)
  expect(faults).toEqual([])
  await context.close()
  const fiche = await open.guide.get('/fiches/caf-de-calais')
  expect(fiche.text).toContain('13&nbsp;h&nbsp;30'.replaceAll('&nbsp;', '\u00a0'))
})

test('a number is changed and sent in three acts from the fiche, without a script', async () => {
  const { page, context } = await browse(alice, { javaScriptEnabled: false })
  await page.goto(`${open.url}/fiches/caf-de-calais`)
  await page.click('text=Changer le téléphone')
  await page.fill('[name=telephone]', '03 21 00 00 62')
  await page.click('button[value=soumettre]')
  expect(await page.textContent('h1')).toContain('CAF à Calais')
  expect(await page.textContent('main')).toContain('Soumise')
  await context.close()
})

test('the same hours changed by two: the second is asked, and nothing is lost', async () => {
  const second = await browse(bruno)
  await second.page.goto(`${open.url}/fiches/caf-de-saint-omer/modifier?champ=horaires`)
  const first = await browse(alice, { javaScriptEnabled: false })
  const proposal = await changeWednesday(first.page, 'caf-de-saint-omer', '13 h 30')
  await first.context.close()
  const reviewer = await browse(carole, { javaScriptEnabled: false })
  await reviewer.page.goto(proposal)
  await reviewer.page.click('button[value=accepter]')
  await reviewer.context.close()
  await second.page.fill('[name="horaires.me.0.de"]', '10 h')
  await second.page.click('button[value=soumettre]')
  expect(await second.page.textContent('h1')).toContain('Deux modifications')
  expect(await axeFaults(second.page)).toEqual([])
  await second.page.check('input[type=radio][value=propose]')
  await second.page.click('main form button[type=submit]')
  expect(await second.page.textContent('main')).toContain('Vos choix sont enregistrés')
  await second.page.click('button[value=soumettre]')
  expect(await second.page.textContent('main')).toContain('13 h 30'.replaceAll(' ', '\u00a0'))
  expect(await second.page.textContent('main')).toContain('10 h'.replaceAll(' ', '\u00a0'))
  await second.context.close()
})

const LOOKS = [
  { width: 1280, colorScheme: 'light' },
  { width: 1280, colorScheme: 'dark' },
  { width: 360, colorScheme: 'light' },
  { width: 360, colorScheme: 'dark' },
] as const

describe('the screens', () => {
  let proposal = ''
  beforeAll(async () => {
    const author = await browse(bruno, { javaScriptEnabled: false })
    await author.page.goto(`${open.url}/fiches/${CAF}/modifier`)
    await author.page.fill('[name=telephone]', '06 12 34 56 78')
    await author.page.fill('[name="corps.0.texte"]', 'Un autre texte.')
    await author.page.fill('[name=resume_modification]', 'Une nouvelle ligne')
    await author.page.click('button[value=soumettre]')
    proposal = author.page.url().replace(/\?.*/, '')
    await author.context.close()
  })

  test.each(LOOKS)('pass axe and fit at $width px, $colorScheme', async (look) => {
    const found: string[] = []
    const visit = async (who: SignedIn, paths: readonly string[]) => {
      const { page, context, faults } = await browse(who, look)
      for (const path of paths) {
        await page.goto(path.startsWith('http') ? path : open.url + path)
        // A bar that sticks over a link is no small target.
        await page.evaluate(() => window.scrollTo(0, document.body.scrollHeight))
        found.push(...(await axeFaults(page, look)).map((fault) => `${path} ${fault}`))
        if (await scrollsSideways(page)) found.push(`${path} scrolls sideways`)
      }
      found.push(...faults)
      await context.close()
    }
    await visit(carole, ['/relecture', '/relecture?onglet=traitees', proposal, `${proposal}/apercu/1`])
    await visit(carole, [`${proposal}/corriger/1`, `${proposal}?vue=colonnes`])
    await visit(bruno, ['/propositions', proposal, '/fiches/nouvelle', '/fiches/nouvelle?nature=dispositif'])
    await visit(alice, [
      '/fiches/caf-d-arras',
      '/fiches/caf-d-arras/modifier',
      '/fiches/caf-de-calais/historique',
    ])
    expect(found).toEqual([])
  })
})
