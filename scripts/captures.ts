/**
 * npm run captures: the screens as they are, in docs/captures/, so that a change of look is seen in its commit. The guide
 * is started on its founding content, in a folder of its own.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sendInvitation } from '../server/actions/invite.ts'
import { actorOf, createPerson, OPERATOR } from '../server/actions/people.ts'
import { hashOf, newToken } from '../server/auth/tokens.ts'
import { type Grant, parseGrant } from '../server/domain/permission.ts'
import { openDatabase } from '../server/store/database.ts'
import { addSession } from '../server/store/sessions.ts'
import { slugify } from '../server/text/slug.ts'
import { launchBrowser } from '../test/support/browser.ts'
import { serveGuide } from './serve.ts'

const FOLDER = 'docs/captures'
/** Pixels of the tallest capture. */
const TALLEST = 2_400

const SCREENS: [string, string][] = [
  ['accueil', '/'],
  ['resultats', '/recherche?q=loyer+impay%C3%A9&ou=62498'],
  ['dispositif', '/fiches/conseil-impaye-de-loyer-et-expulsion?ou=62498'],
  ['lieu', '/fiches/caf-d-arras'],
  ['institution', '/fiches/caf-du-pas-de-calais'],
  ['contact', '/fiches/gps-administration'],
  ['glossaire', '/glossaire'],
  ['violences', '/fiches/3919-violences-femmes-info'],
  ['thematique', '/thematiques/logement'],
  ['territoire', '/territoires/lens-lievin'],
  ['introuvable', '/fiches/inconnue'],
  ['statistiques', '/statistiques'],
]

/** What one who administers finds, once signed in. */
const SIGNED_IN: [string, string][] = [
  ['compte', '/compte'],
  ['second-facteur', '/compte/second-facteur'],
  ['comptes', '/administration/comptes'],
  ['personne', '/administration/comptes/2'],
  ['journal', '/administration/journal'],
  ['courriels', '/administration/courriels'],
]

const LOOKS = [
  { name: '1280', viewport: { width: 1280, height: 900 }, colorScheme: 'light' },
  { name: '1280-sombre', viewport: { width: 1280, height: 900 }, colorScheme: 'dark' },
  { name: '360', viewport: { width: 360, height: 740 }, colorScheme: 'light' },
  { name: '360-sombre', viewport: { width: 360, height: 740 }, colorScheme: 'dark' },
] as const

const PRINTED = ['dispositif', 'lieu', 'contact']

/** An A4 sheet at 96 dots an inch. */
const SHEET = { width: 794, height: 1123 }

const data = mkdtempSync(join(tmpdir(), 'wikisol-captures-'))
mkdirSync(FOLDER, { recursive: true })
const { child, url } = await serveGuide(data)
const cookie = await signedInCookie()
const author = await cookieOf('Bruno Leroy', ['contributor:institution:caf-du-pas-de-calais'])
const other = await cookieOf('Chloé Adam', [])
const reviewer = await cookieOf('Denis Morel', ['moderator:institution:caf-du-pas-de-calais'])
const browser = await launchBrowser()
for (const { name, viewport, colorScheme } of LOOKS) {
  const page = await browser.newPage({ viewport, colorScheme })
  for (const [screen, path] of SCREENS) {
    await page.goto(url + path)
    await page.screenshot({ path: join(FOLDER, `${screen}-${name}.jpg`), type: 'jpeg', quality: 72 })
  }
  // The console: what stands under the field while one types.
  await page.goto(url)
  await page.locator('#q').pressSequentially('loyer imp')
  await page.locator('.suggest-item').first().waitFor()
  await page.screenshot({ path: join(FOLDER, `console-${name}.jpg`), type: 'jpeg', quality: 72 })
  await page.goto(`${url}/connexion`)
  await Promise.all([page.waitForNavigation(), page.locator('main button[type=submit]').click()])
  await page.screenshot({ path: join(FOLDER, `connexion-${name}.jpg`), type: 'jpeg', quality: 72 })
  await page.context().addCookies([{ name: 'wikisol', value: cookie, url }])
  for (const [screen, path] of SIGNED_IN) {
    await page.goto(url + path)
    await page.screenshot({ path: join(FOLDER, `${screen}-${name}.jpg`), type: 'jpeg', quality: 72 })
  }
  await page.close()
}
await captureProposals()
const sheet = await browser.newPage({ viewport: SHEET })
await sheet.emulateMedia({ media: 'print' })
for (const [screen, path] of SCREENS.filter(([each]) => PRINTED.includes(each))) {
  await sheet.goto(url + path)
  await sheet.screenshot({ path: join(FOLDER, `${screen}-imprime.jpg`), type: 'jpeg', quality: 72 })
}
await browser.close()
child.kill('SIGTERM')
rmSync(data, { recursive: true, force: true })

/** An administrator with an open session, and a contributor who was invited: made beside the guide, in its database. */
async function signedInCookie(): Promise<string> {
  const database = openDatabase({ dataDir: data })
  const now = new Date()
  const admin = {
    email: 'carole.petit@dept.example',
    name: 'Carole Petit',
    label: 'Référente WikiSol62, Direction de l’autonomie',
    grants: [
      { role: 'administrator', scope: 'everywhere', target: '' },
      { role: 'moderator', scope: 'theme', target: 'logement' },
    ],
  } as const
  const made = await createPerson(database, admin, OPERATOR, now)
  if (!made.ok) throw new Error(made.message)
  const token = newToken()
  const at = now.toISOString()
  const session = {
    personId: made.value,
    secondFactor: true,
    browser: 'Firefox sous Windows',
    createdAt: at,
    seenAt: at,
  }
  await database.write((tx) => addSession(tx, { hash: hashOf(token), ...session }))
  const guest = {
    email: 'alice.martin@ccas.example',
    name: 'Alice Martin',
    grants: [{ role: 'contributor', scope: 'institution', target: 'caf-du-pas-de-calais' }],
  } as const
  const by = actorOf({ id: made.value })
  const invited = await createPerson(database, guest, by, now)
  if (!invited.ok) throw new Error(invited.message)
  const sender = { guide: 'WikiSol62', origin: 'https://guide.exemple.fr' }
  await database.write((tx) =>
    sendInvitation(tx, { id: invited.value, ...guest }, { actor: by, name: admin.name }, sender, now),
  )
  await database.close()
  return token
}

async function cookieOf(name: string, grants: readonly string[]): Promise<string> {
  const database = openDatabase({ dataDir: data })
  const email = `${slugify(name)}@exemple.example`
  const person = {
    email,
    name,
    grants: grants.map((grant) => parseGrant(grant) as Grant),
    passwordHash: 'none',
  }
  const made = await createPerson(database, person, OPERATOR, new Date())
  if (!made.ok) throw new Error(made.message)
  const token = newToken()
  const at = new Date().toISOString()
  const session = { personId: made.value, secondFactor: true, browser: 'Firefox', createdAt: at, seenAt: at }
  await database.write((tx) => addSession(tx, { hash: hashOf(token), ...session }))
  await database.close()
  return token
}

/** A change from the form to its publication, as its author, its reviewer and somebody who met it on the way see it. */
async function captureProposals(): Promise<void> {
  const site = `${url}/fiches/caf-de-calais`
  const [first, second, third] = [await pageOf(author), await pageOf(other), await pageOf(reviewer)]
  await second.goto(`${site}/modifier?champ=horaires`)
  await first.goto(`${site}/modifier`)
  await first.locator('[name="horaires.me.0.de"]').fill('13 h 30')
  await first.locator('[name="horaires.me.0.de"]').blur()
  await inBothWidths(first, 'formulaire')
  await first
    .locator('[name=resume_modification]')
    .fill('Le mercredi matin, l’accueil ferme. Note du 16 novembre.')
  await first.locator('button[value=soumettre]').click()
  await inBothWidths(first, 'proposition')
  await third.goto(`${url}/relecture`)
  await inBothWidths(third, 'relecture')
  await third.locator('main a:has-text("Calais")').first().click()
  await inBothWidths(third, 'relire')
  await third.locator('button[value=accepter]').click()
  await second.locator('[name="horaires.me.0.de"]').fill('10 h')
  await second.locator('button[value=soumettre]').click()
  await inBothWidths(second, 'conflit')
  await third.goto(`${site}/historique`)
  await inBothWidths(third, 'historique')
  for (const page of [first, second, third]) await page.close()
}

async function pageOf(token: string) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } })
  await context.addCookies([{ name: 'wikisol', value: token, url }])
  return context.newPage()
}

async function inBothWidths(page: Awaited<ReturnType<typeof pageOf>>, screen: string): Promise<void> {
  for (const [width, height] of [
    [360, 740],
    [1280, 900],
  ] as const) {
    await page.setViewportSize({ width, height })
    const file = join(FOLDER, `${screen}-${width}.jpg`)
    // The form is as long as a fiche: its beginning shows how it goes.
    await page.evaluate(() => window.scrollTo(0, 0))
    const whole = await page.evaluate(() => document.documentElement.scrollHeight)
    const clip = { x: 0, y: 0, width, height: Math.min(whole, TALLEST) }
    await page.screenshot({ path: file, type: 'jpeg', quality: 60, fullPage: true, clip })
  }
}
