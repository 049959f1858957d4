import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sessionCookieName } from '../../server/http/cookies.ts'
import { changesOf, proposalsOf } from '../../server/store/proposals.ts'
import { closeSession } from '../../server/store/sessions.ts'
import { axeFaults, type OpenGuide, openGuide, scrollsSideways, watchedPage } from '../support/browsing.ts'
import { type SignedIn, signedIn, signedInAgain } from '../support/people.ts'

let open: OpenGuide
beforeAll(async () => {
  open = await openGuide()
})
afterAll(() => open.close())

const SITE = '/fiches/caf-d-arras'
/** One that is published here. */
const OTHER_SITE = '/fiches/caf-de-calais'
const words = (text: string | null) => (text ?? '').replace(/\s+/g, ' ').trim()

async function enter(context: BrowserContext, { token }: Pick<SignedIn, 'token'>): Promise<void> {
  await context.addCookies([
    { name: sessionCookieName(open.guide.context.config), value: token, url: open.url },
  ])
}

/** A new contributor with a browser of their own, at an address. */
async function contributorAt(path: string, options: Parameters<typeof open.browser.newContext>[0] = {}) {
  const person = await signedIn(open.guide)
  const context = await open.browser.newContext(options)
  await enter(context, person)
  const { page, faults } = await watchedPage(context, open.url)
  await page.goto(open.url + path)
  return { person, context, page, faults }
}

const state = (page: Page) => page.locator('[data-draft-state]')
const isKept = (page: Page) => state(page).getByText('Brouillon gardé').waitFor()
const localTexts = (page: Page) =>
  page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith('wikisol.brouillon.')))

/** Closed as a person closes it: what the page does at its end is done. */
async function closed(page: Page): Promise<void> {
  await Promise.all([page.waitForEvent('close'), page.close({ runBeforeUnload: true })])
}

/** What the guide has of the drafts of somebody, the newest first. */
async function draftsOf({ id }: Pick<SignedIn, 'id'>) {
  const { read } = open.guide.context.database
  const proposals = await proposalsOf(read, id)
  const changes = await Promise.all(proposals.map((proposal) => changesOf(read, proposal.id)))
  return changes.flat()
}

describe('a draft', () => {
  test('is kept while one types, and is found again in another browser', async () => {
    const { person, context, page, faults } = await contributorAt(`${SITE}/modifier`)
    await page.locator('#resume').fill('Accueil de la CAF, avec ou sans rendez-vous.')
    await isKept(page)
    expect(await localTexts(page)).toEqual([])
    expect(new URL(page.url()).pathname).toMatch(/^\/propositions\/\d+\/changements\/1$/)
    expect((await draftsOf(person))[0]?.typed?.resume).toBe('Accueil de la CAF, avec ou sans rendez-vous.')

    const elsewhere = await open.browser.newContext()
    await enter(elsewhere, await signedInAgain(open.guide, person.id))
    const other = await elsewhere.newPage()
    await other.goto(`${open.url}${SITE}/modifier`)
    expect(await other.locator('#resume').inputValue()).toBe('Accueil de la CAF, avec ou sans rendez-vous.')
    expect(faults).toEqual([])
    await elsewhere.close()
    await context.close()
  })

  test('typed offline stays on the machine, says so, and is sent once the connection is back', async () => {
    const { person, context, page } = await contributorAt(`${SITE}/modifier`)
    await context.setOffline(true)
    await page.locator('#complement_adresse').fill('Bâtiment B')
    await state(page).getByText('Hors connexion : votre texte est gardé sur cet ordinateur.').waitFor()
    expect(await localTexts(page)).toHaveLength(1)
    expect(await draftsOf(person)).toEqual([])
    await page.getByRole('button', { name: 'Soumettre à la relecture' }).click()
    expect(await page.locator('#complement_adresse').inputValue()).toBe('Bâtiment B')

    await context.setOffline(false)
    await isKept(page)
    expect((await draftsOf(person))[0]?.typed?.complement_adresse).toBe('Bâtiment B')
    expect(await localTexts(page)).toEqual([])
    await context.close()
  })

  test('typed after the session ended stays on the machine, and is resent after signing in again', async () => {
    const { person, context, page } = await contributorAt(`${SITE}/modifier`)
    const { database } = open.guide.context
    await database.write((tx) => closeSession(tx, person.id, person.hash))
    await page.locator('#resume').fill('Écrit sans session.')
    await state(page).getByText('Vous n’êtes plus connecté').waitFor()
    const link = state(page).getByRole('link', { name: 'Se connecter (nouvel onglet)' })
    expect(await link.getAttribute('target')).toBe('_blank')
    expect(await localTexts(page)).toHaveLength(1)
    expect(await draftsOf(person)).toEqual([])

    await enter(context, await signedInAgain(open.guide, person.id))
    const fresh = page.waitForResponse((response) => /changements/.test(response.url()))
    await page.evaluate(() => dispatchEvent(new Event('focus')))
    await isKept(page)
    expect((await draftsOf(person))[0]?.typed?.resume).toBe('Écrit sans session.')
    await fresh
    // The keys are those of the new session: the form goes through.
    await page.locator('#resume_modification').fill('Résumé plus clair')
    await Promise.all([
      page.waitForURL(/fait=soumise/),
      page.getByRole('button', { name: 'Soumettre à la relecture' }).click(),
    ])
    await context.close()
  })

  test('is never saved for another account that signs in on the same machine, nor offered to it', async () => {
    const { person, context, page } = await contributorAt(`${SITE}/modifier`)
    const bruno = await signedIn(open.guide, [], { name: 'Bruno Caron' })
    await enter(context, bruno)
    await page.locator('#resume').fill('De la première personne.')
    await state(page).getByText('Un autre compte est connecté').waitFor()
    expect(await draftsOf(bruno)).toEqual([])
    const his = await context.newPage()
    await his.goto(`${open.url}${SITE}/modifier`)
    expect(await his.locator('.kept-text').count()).toBe(0)
    // Signing out, he does not clear what is hers; she is offered it.
    await his.getByRole('button', { name: 'Se déconnecter' }).click()
    await his.waitForURL(/fait=deconnexion/)
    await enter(context, await signedInAgain(open.guide, person.id))
    await his.goto(`${open.url}${SITE}/modifier`)
    await his.locator('.kept-text').waitFor()
    await context.close()
  })

  test('of a tab that was closed offline is offered again, and resumed or erased by its author', async () => {
    const { person, context, page } = await contributorAt(`${SITE}/modifier`)
    await context.setOffline(true)
    await page.locator('#mots_usuels').fill('CAF\nguichet')
    await state(page).getByText('Hors connexion').waitFor()
    await closed(page)
    await context.setOffline(false)

    const next = await context.newPage()
    await next.goto(`${open.url}${SITE}/modifier`)
    const offer = next.locator('.kept-text')
    expect(words(await offer.textContent())).toMatch(
      /^Un texte non envoyé est gardé sur cet ordinateur \(\d+ h( \d\d)?\)/,
    )
    expect(await next.locator('#mots_usuels').inputValue()).not.toBe('CAF\nguichet')
    expect(await axeFaults(next)).toEqual([])
    await offer.getByRole('button', { name: 'Reprendre' }).click()
    await isKept(next)
    expect(await next.locator('#mots_usuels').inputValue()).toBe('CAF\nguichet')
    expect((await draftsOf(person))[0]?.typed?.mots_usuels).toMatch(/^CAF\r?\nguichet$/)
    expect(await localTexts(next)).toEqual([])

    await context.setOffline(true)
    await next.locator('#mots_usuels').fill('à effacer')
    await state(next).getByText('Hors connexion').waitFor()
    await closed(next)
    await context.setOffline(false)
    const last = await context.newPage()
    await last.goto(`${open.url}${SITE}/modifier`)
    await last.locator('.kept-text').getByRole('button', { name: 'Effacer' }).click()
    expect(await last.locator('.kept-text').count()).toBe(0)
    expect(await localTexts(last)).toEqual([])
    expect(await last.evaluate(() => document.activeElement?.tagName)).toBe('H1')
    await context.close()
  })

  test('of a tab closed right after the last word is with the guide', async () => {
    const { person, context, page } = await contributorAt(`${SITE}/modifier`)
    await page.locator('#resume').fill('Dernier mot.')
    await closed(page)
    await expect.poll(async () => (await draftsOf(person))[0]?.typed?.resume).toBe('Dernier mot.')
    const next = await context.newPage()
    await next.goto(`${open.url}${SITE}/modifier`)
    expect(await next.locator('#resume').inputValue()).toBe('Dernier mot.')
    expect(await next.locator('.kept-text').count()).toBe(0)
    await context.close()
  })

  test('saved in two windows asks which one stays, and loses neither', async () => {
    const { person, context, page } = await contributorAt(`${SITE}/modifier`)
    await page.locator('#resume').fill('Première fenêtre.')
    await isKept(page)
    const second = await context.newPage()
    await second.goto(page.url())
    await second.locator('#resume').fill('Seconde fenêtre.')
    await isKept(second)

    await page.locator('#resume').fill('Première fenêtre, encore.')
    await state(page).getByText('enregistré dans une autre fenêtre').waitFor()
    expect((await draftsOf(person))[0]?.typed?.resume).toBe('Seconde fenêtre.')
    await state(page).getByRole('button', { name: 'Garder le mien' }).click()
    await isKept(page)
    expect((await draftsOf(person))[0]?.typed?.resume).toBe('Première fenêtre, encore.')

    await second.locator('#resume').fill('Seconde fenêtre, encore.')
    await state(second).getByText('enregistré dans une autre fenêtre').waitFor()
    await state(second).getByRole('button', { name: 'Voir l’autre' }).click()
    await second.locator('.kept-text').waitFor()
    expect(await second.locator('#resume').inputValue()).toBe('Première fenêtre, encore.')
    await second.locator('.kept-text').getByRole('button', { name: 'Reprendre' }).click()
    await isKept(second)
    expect(await second.locator('#resume').inputValue()).toBe('Seconde fenêtre, encore.')
    await context.close()
  })

  test('that the guide has not got goes at sign-out, once its author was warned', async () => {
    const { context, page } = await contributorAt(`${SITE}/modifier`)
    await page.route('**/propositions/brouillon', (route) => route.fulfill({ status: 503 }))
    await page.locator('#resume').fill('Gardé ici seulement.')
    await state(page).getByText('Le guide ne répond pas').waitFor()
    const asked: string[] = []
    page.once('dialog', (dialog) => {
      asked.push(dialog.message())
      void dialog.dismiss()
    })
    await page.getByRole('button', { name: 'Se déconnecter' }).click()
    expect(asked.join()).toContain('gardé sur cet ordinateur')
    expect(await localTexts(page)).toHaveLength(1)
    page.once('dialog', (dialog) => void dialog.accept())
    await page.getByRole('button', { name: 'Se déconnecter' }).click()
    await page.waitForURL(/fait=deconnexion/)
    expect(await localTexts(page)).toEqual([])
    await context.close()
  })

  test('that could not be submitted is kept, and offered when the form opens again', async () => {
    const { person, context, page } = await contributorAt(`${SITE}/modifier?champ=telephone`)
    await page.route('**/modifier*', (route) =>
      route.request().method() === 'POST' ? route.abort('connectionfailed') : route.continue(),
    )
    await page.locator('#telephone').fill('0321216262')
    await page.getByRole('button', { name: 'Soumettre à la relecture' }).click()
    await page.waitForURL('chrome-error://**')
    await page.goto(`${open.url}${SITE}/modifier?champ=telephone`)
    await page.locator('.kept-text').getByRole('button', { name: 'Reprendre' }).waitFor()
    await page.unroute('**/modifier*')
    await page.locator('.kept-text').getByRole('button', { name: 'Reprendre' }).click()
    await isKept(page)
    expect(await page.locator('#telephone').inputValue()).toBe('03 21 21 62 62')
    await page.getByRole('button', { name: 'Soumettre à la relecture' }).click()
    await page.waitForURL(/fait=soumise/)
    expect(await localTexts(page)).toEqual([])
    expect((await draftsOf(person)).map(({ source }) => source?.includes('03 21 21 62 62'))).toEqual([true])
    await context.close()
  })
})

test('corrections of a reviewer are no draft of the guide: the machine keeps them until they are sent', async () => {
  const { context, page } = await contributorAt(`${OTHER_SITE}/modifier?champ=telephone`)
  await page.locator('#telephone').fill('0321216262')
  await page.getByRole('button', { name: 'Soumettre à la relecture' }).click()
  await page.waitForURL(/fait=soumise/)
  const [address = ''] = /\/propositions\/\d+/.exec(page.url()) ?? []
  const carole = await signedIn(open.guide, ['moderator:everywhere'], { name: 'Carole Petit' })
  await enter(context, carole)
  await page.goto(`${open.url}${address}/corriger/1`)
  await page.locator('#resume').fill('Accueil de la CAF, avec ou sans rendez-vous.')
  await state(page).getByText('Vos corrections sont gardées sur cet ordinateur.').waitFor()
  expect(await draftsOf(carole)).toEqual([])
  await page.reload()
  await page.locator('.kept-text').getByRole('button', { name: 'Reprendre' }).click()
  await page.locator('.kept-text').waitFor({ state: 'detached' })
  expect(await page.locator('#resume').inputValue()).toBe('Accueil de la CAF, avec ou sans rendez-vous.')
  // On her own form of the same fiche they are not offered.
  const own = await context.newPage()
  await own.goto(`${open.url}${OTHER_SITE}/modifier`)
  expect(await own.locator('.kept-text').count()).toBe(0)
  await page.getByRole('button', { name: 'Accepter avec ces corrections' }).click()
  await page.waitForURL(/\/relecture\?fait=/)
  expect(await localTexts(page)).toEqual([])
  await context.close()
})

describe('the phone', () => {
  test('is changed from the fiche in three acts, and lands on the proposal', async () => {
    const { context, page, faults } = await contributorAt(SITE)
    await page.getByRole('link', { name: 'Changer le téléphone' }).click()
    await page.locator('#telephone').fill('0321216262')
    await page.getByRole('button', { name: 'Soumettre à la relecture' }).click()
    await page.waitForURL(/\/propositions\/\d+\?fait=soumise/)
    expect(words(await page.locator('main').innerText())).toContain('03 21 21 62 62')
    expect(await localTexts(page)).toEqual([])
    expect(faults).toEqual([])
    await context.close()
  })

  test('takes its usual form when one leaves the field, and says at once what is wrong', async () => {
    const { context, page } = await contributorAt(`${SITE}/modifier?champ=telephone`)
    const field = page.locator('#telephone')
    for (const [typed, shown] of [
      ['0321216262', '03 21 21 62 62'],
      ['3919', '39 19'],
      ['115', '115'],
      ['+33 3 21 21 62 62', '03 21 21 62 62'],
    ] as const) {
      await field.fill(typed)
      await field.press('Tab')
      expect(await field.inputValue()).toBe(shown)
    }
    await field.fill('03 21 21 62')
    expect(await page.locator('.fault').count()).toBe(0)
    await field.press('Tab')
    expect(words(await page.locator('#telephone-faute').textContent())).toContain('il manque des chiffres')
    expect(await field.getAttribute('aria-invalid')).toBe('true')
    expect(await field.getAttribute('aria-describedby')).toBe('telephone-aide telephone-faute')
    expect(await axeFaults(page)).toEqual([])
    // A Belgian number is the guide's to judge.
    await field.fill('+32 2 555 12 12')
    await field.press('Tab')
    expect(await page.locator('.fault').count()).toBe(0)
    await context.close()
  })
})

describe('the week', () => {
  const line = (page: Page) => page.locator('[data-lines]')

  test('takes hours as they are said, reads them back, and tells a fault once its day is left', async () => {
    const { context, page, faults } = await contributorAt(`${SITE}/modifier?champ=horaires`)
    const monday = page.getByRole('group', { name: 'Lundi' })
    await monday.getByLabel('Ouvert', { exact: true }).check()
    await monday.getByLabel('Lundi, ouvre à').fill('8h30')
    await monday.getByLabel('Lundi, ferme à').fill('12')
    await page.getByText('Lundi : 8 h 30 à 12 h').waitFor()
    expect(await page.locator('.fault').count()).toBe(0)
    await monday.getByLabel('Lundi, ferme à').press('Tab')
    expect(await monday.getByLabel('Lundi, ouvre à').inputValue()).toBe('8 h 30')
    expect(await monday.getByLabel('Lundi, ferme à').inputValue()).toBe('12 h')

    await monday.getByRole('button', { name: /^plage/ }).click()
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('horaires.lu.1.de')
    await page.keyboard.type('13:30')
    await page.keyboard.press('Tab')
    await page.keyboard.type('17')
    await page.keyboard.press('Tab')
    await page.getByText('Lundi : 8 h 30 à 12 h et 13 h 30 à 17 h').waitFor()

    await monday.getByRole('button', { name: /^plage/ }).click()
    await monday.getByLabel('Lundi, ouvre (plage 3) à').fill('16')
    await monday.getByLabel('Lundi, ferme (plage 3) à').fill('18')
    await page.getByRole('group', { name: 'Mardi' }).getByLabel('Ouvert').focus()
    const fault = page.locator('#horaires\\.lu-faute')
    expect(words(await fault.textContent())).toContain('Ces heures en chevauchent d’autres')
    expect(words(await line(page).textContent())).toContain('Lundi : à corriger.')
    expect(await axeFaults(page)).toEqual([])
    await monday.getByRole('button', { name: 'Retirer cette plage' }).last().click()
    await fault.waitFor({ state: 'detached' })
    await isKept(page)
    expect(faults).toEqual([])
    await context.close()
  })

  test('of one day is copied on the working days, and the copy can be taken back', async () => {
    const { person, context, page } = await contributorAt(`${SITE}/modifier?champ=horaires`)
    const tuesday = page.getByRole('group', { name: 'Mardi' })
    await tuesday.getByLabel('Ouvert', { exact: true }).check()
    await tuesday.getByLabel('Mardi, ouvre à').fill('9h')
    await tuesday.getByLabel('Mardi, ferme à').fill('17h')
    await page.getByRole('button', { name: 'Copier le mardi sur les jours ouvrés' }).click()
    await page.getByText('Lundi au vendredi : 9 h à 17 h').waitFor()
    expect(await page.getByRole('group', { name: 'Vendredi' }).getByLabel('Ouvert').isChecked()).toBe(true)
    await page.getByRole('button', { name: 'Annuler la copie' }).click()
    await page.getByText('Mardi : 9 h à 17 h').waitFor()
    await page.getByRole('button', { name: 'Copier le mardi sur les jours ouvrés' }).click()

    // Closed by a click, Friday sends no hours; opened again, it has them back.
    const friday = page.getByRole('group', { name: 'Vendredi' })
    await friday.getByLabel('Ouvert').uncheck()
    await page.getByText('Lundi au jeudi : 9 h à 17 h').waitFor()
    await friday.getByLabel('Ouvert').check()
    await page.getByText('Lundi au vendredi : 9 h à 17 h').waitFor()
    await page.getByRole('button', { name: 'Soumettre à la relecture' }).click()
    await page.waitForURL(/fait=soumise/)
    expect((await draftsOf(person))[0]?.source).toContain('horaires: Mo-Fr 09:00-17:00')
    await context.close()
  })

  test('says a night, and whether it is open now', async () => {
    const { context, page } = await contributorAt(`${SITE}/modifier?champ=horaires`)
    const monday = page.getByRole('group', { name: 'Lundi' })
    await monday.getByLabel('Ouvert', { exact: true }).check()
    await monday.getByLabel('Lundi, ouvre à').fill('20h')
    await monday.getByLabel('Lundi, ferme à').fill('8h')
    await monday.getByLabel('Lundi, ferme à').press('Tab')
    await monday.getByLabel('le lendemain').check()
    await page.getByText('Lundi : 20 h à 8 h le lendemain').waitFor()
    await page.getByLabel('Ouvert 24 h sur 24, tous les jours').check()
    await monday.getByLabel('Ouvert', { exact: true }).uncheck()
    await page.getByText('24 h sur 24, 7 jours sur 7').waitFor()
    expect(words(await page.locator('.reads .st').textContent())).toBe('Ouvert 24 h sur 24')
    await context.close()
  })
})

describe('rows', () => {
  test('are added, removed and put back without a round trip, and the names stay in order', async () => {
    const { person, context, page, faults } = await contributorAt(`${SITE}/modifier`)
    const list = page.locator('[data-rows="fermetures"]')
    await list.locator('summary').click()
    await list.getByLabel('Premier jour').fill('2026-12-24')
    await list.getByRole('button', { name: 'Encore une ligne' }).click()
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('fermetures.1.du')
    await page.locator('#fermetures\\.1\\.du').fill('2026-12-31')
    await list.getByRole('button', { name: 'Encore une ligne' }).click()
    await page.locator('#fermetures\\.2\\.du').fill('2027-01-02')
    await list.getByRole('button', { name: /Retirer.*Fermeture 2/ }).click()
    expect(await page.locator('#fermetures\\.1\\.du').inputValue()).toBe('2027-01-02')
    await list.getByRole('button', { name: /Remettre.*Fermeture 2/ }).click()
    const days = await list
      .locator('input[type="date"][name$=".du"]')
      .evaluateAll((fields) =>
        fields.map((field) => [(field as HTMLInputElement).name, (field as HTMLInputElement).value]),
      )
    expect(days).toEqual([
      ['fermetures.0.du', '2026-12-24'],
      ['fermetures.1.du', '2026-12-31'],
      ['fermetures.2.du', '2027-01-02'],
    ])
    await list.getByRole('button', { name: /Retirer.*Fermeture 1/ }).click()
    expect(await axeFaults(page)).toEqual([])
    await page.locator('#resume_modification').fill('Fermetures de fin d’année')
    await page.getByRole('button', { name: 'Soumettre à la relecture' }).click()
    await page.waitForURL(/fait=soumise/)
    expect((await draftsOf(person))[0]?.source).toMatch(
      /fermetures:\n {2}- du: "2026-12-31"\n.*\n {2}- du: "2027-01-02"\n/,
    )
    expect(faults).toEqual([])
    await context.close()
  })

  test('of the text are blocks, one more at a time', async () => {
    const { context, page } = await contributorAt(`${SITE}/modifier`)
    const blocks = page.locator('[data-block]')
    const before = await blocks.count()
    await page.getByRole('button', { name: 'Encore un bloc' }).click()
    expect(await blocks.count()).toBe(before)
    await page.locator(`#corps\\.${before - 1}\\.texte`).fill('Sonner à gauche.')
    await page.getByRole('button', { name: 'Encore un bloc' }).click()
    expect(await blocks.count()).toBe(before + 1)
    await page.locator(`#corps\\.${before}\\.texte`).fill('Ascenseur en panne.')
    expect(await page.locator(`[data-block="corps.${before}"] .md-bar`).count()).toBe(1)
    await isKept(page)
    await page.reload()
    expect(await page.locator(`#corps\\.${before}\\.texte`).inputValue()).toBe('Ascenseur en panne.')
    await context.close()
  })
})

test('a name of the guide is found by its acronym and without accents, with the keyboard', async () => {
  const { context, page, faults } = await contributorAt(`${SITE}/modifier`)
  const field = page.locator('#gestionnaire')
  await field.pressSequentially('adil')
  const options = page.getByRole('listbox', { name: 'Dans le guide' }).getByRole('option')
  await options.first().waitFor()
  expect(await field.getAttribute('aria-expanded')).toBe('true')
  expect(await axeFaults(page)).toEqual([])
  await field.press('ArrowDown')
  expect(await field.getAttribute('aria-activedescendant')).toBe('gestionnaire-choix-0')
  await field.press('Enter')
  expect(await field.inputValue()).toBe('Agence d’information sur le logement du Nord et du Pas-de-Calais')
  expect(await options.count()).toBe(0)
  await field.fill('')
  await field.pressSequentially('departement')
  await options.first().waitFor()
  await field.press('Escape')
  expect(await options.count()).toBe(0)
  expect(await field.inputValue()).toBe('departement')
  // A row that was added has its list too.
  await page.getByRole('button', { name: 'Ajouter une fiche' }).click()
  await page.keyboard.type('3919')
  await options.first().waitFor()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  expect(await page.locator('[data-rows="voir_aussi"] input').last().inputValue()).toContain('39 19')
  expect(faults).toEqual([])
  await context.close()
})

describe('the text', () => {
  test('is set in bold, listed and linked from its toolbar, and each act is undone like typing', async () => {
    const { context, page } = await contributorAt(`${SITE}/modifier`)
    const area = page.locator('#corps\\.0\\.texte')
    const bar = page.getByRole('toolbar', { name: 'Mise en forme' }).first()
    await area.fill('Venir tôt')
    await area.evaluate((field: HTMLTextAreaElement) => field.setSelectionRange(6, 9))
    await area.press('Control+b')
    expect(await area.inputValue()).toBe('Venir **tôt**')
    await bar.getByRole('button', { name: 'Gras' }).click()
    expect(await area.inputValue()).toBe('Venir tôt')
    await bar.getByRole('button', { name: 'Liste' }).click()
    expect(await area.inputValue()).toBe('- Venir tôt')
    await page.keyboard.press('Control+z')
    expect(await area.inputValue()).toBe('Venir tôt')

    await area.evaluate((field: HTMLTextAreaElement) => field.setSelectionRange(9, 9))
    await bar.getByRole('button', { name: 'Gras' }).focus()
    await page.keyboard.press('End')
    await page.keyboard.press('Enter')
    await page.getByLabel('Quelle fiche ?').pressSequentially('3919')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    expect(await area.inputValue()).toBe('Venir tôt[[3919-violences-femmes-info]]')
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('corps.0.texte')
    expect(await axeFaults(page)).toEqual([])
    await context.close()
  })

  test('is previewed by the guide without leaving the form', async () => {
    const { person, context, page, faults } = await contributorAt(`${SITE}/modifier`)
    await page.locator('#corps\\.0\\.texte').fill('Voir **la CAF** : [[accueil-de-la-caf]].')
    await page.getByRole('button', { name: 'Aperçu du texte' }).click()
    const preview = page.locator('#apercu')
    await preview.getByText('la CAF').first().waitFor()
    expect(await preview.locator('strong').first().textContent()).toBe('la CAF')
    expect(await preview.getByRole('link').first().getAttribute('href')).toBe('/fiches/accueil-de-la-caf')
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('apercu-titre')
    expect((await draftsOf(person))[0]?.typed?.['corps.0.texte']).toContain('**la CAF**')
    expect(await axeFaults(page)).toEqual([])
    // Typing goes on from there: the draft is still this window's.
    await page.locator('#corps\\.0\\.texte').fill('Voir la CAF.')
    await expect
      .poll(async () => (await draftsOf(person))[0]?.typed?.['corps.0.texte'], { timeout: 5_000 })
      .toBe('Voir la CAF.')
    await page.getByRole('button', { name: 'Aperçu du texte' }).click()
    await expect.poll(() => preview.textContent()).not.toContain('accueil')
    expect(await page.locator('#apercu').count()).toBe(1)
    expect(faults).toEqual([])
    await context.close()
  })
})

test('a word that the guide offers is a line of the text while it is ticked', async () => {
  const { context, page } = await contributorAt('/fiches/nouvelle?nature=dispositif')
  await page.locator('#titre').fill('Revenu de solidarité active')
  await page.keyboard.press('Control+s')
  await isKept(page)
  await page.reload()
  const box = page.locator('[data-offers="mots_usuels"] input').first()
  const word = (await box.getAttribute('value')) ?? ''
  await box.check()
  expect(await page.locator('#mots_usuels').inputValue()).toBe(word)
  await page.locator('#mots_usuels').fill('')
  expect(await box.isChecked()).toBe(false)
  await context.close()
})

test('Ctrl + S keeps the draft and Ctrl + Enter submits it, from within a field', async () => {
  const { person, context, page } = await contributorAt(`${SITE}/modifier?champ=telephone`)
  await page.locator('#telephone').fill('0321216262')
  await page.keyboard.press('Control+s')
  await isKept(page)
  expect((await draftsOf(person))[0]?.typed?.telephone).toBe('03 21 21 62 62')
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('telephone')
  await page.keyboard.press('Control+Enter')
  await page.waitForURL(/fait=soumise/)
  await context.close()
})

test.each([
  { width: 1280, height: 900 },
  { width: 360, height: 740 },
])('the form passes axe and fits its window at $width px', async (viewport) => {
  const { context, page } = await contributorAt(`${SITE}/modifier`, { viewport })
  expect(await axeFaults(page)).toEqual([])
  expect(await scrollsSideways(page)).toBe(false)
  await context.close()
})

test('the script of the form is loaded by the form alone, and weighs less than 40 kB', async () => {
  const { context, page } = await contributorAt(SITE)
  const weigh = async () => {
    const sources = await page
      .locator('script')
      .evaluateAll((scripts) => scripts.map((script) => (script as HTMLScriptElement).src))
    const own = sources.find((source) => /\/edit-/.test(source))
    if (own === undefined) return undefined
    const { gzipSync } = await import('node:zlib')
    return gzipSync(await (await fetch(own)).text()).length
  }
  expect(await weigh()).toBeUndefined()
  await page.getByRole('link', { name: 'Proposer une modification' }).click()
  await page.waitForURL(/modifier/)
  expect(await weigh()).toBeLessThan(40_000)
  await context.close()
})
