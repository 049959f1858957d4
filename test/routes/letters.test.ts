import { afterAll, beforeAll, expect, test } from 'vitest'
import { disablePerson, OPERATOR } from '../../server/actions/people.ts'
import { newApp, type TestApp } from '../support/app.ts'
import { formIn } from '../support/client.ts'
import { TEST_NOW } from '../support/databases.ts'
import { NUMERO_VERT, withText } from '../support/fixtures.ts'
import { type SignedIn, signedIn } from '../support/people.ts'
import { letters } from '../support/proposing.ts'

let guide: TestApp
let alice: SignedIn
let carole: SignedIn
beforeAll(async () => {
  guide = await newApp()
  alice = await signedIn(guide, ['contributor:institution:adil'])
  carole = await signedIn(guide, ['moderator:institution:adil'])
  // Farther from the fiche than carole: told nothing as long as she is there.
  await signedIn(guide, ['moderator:everywhere'])
})
afterAll(() => guide.close())

/** A word that stands in every unapproved text and message of these tests, and a number. */
const WORD = 'zébulonique'
const NUMBER = '03 21 00 00 77'

/** Fills the form of a page as a browser would, and sends it. */
async function fill(who: SignedIn, page: string, action: string, typed: Record<string, string>) {
  const form = formIn((await who.get(page)).text, action)
  const answer = await who.post(action, { ...form, ...typed })
  expect([action, answer.status]).toEqual([action, 303])
  return String(answer.headers.location)
}

/** What left since the last time it was asked. */
let read = 0
async function newLetters() {
  const all = await letters(guide.context.database)
  const fresh = all.slice(read)
  read = all.length
  return fresh
}

test('letters about a proposal tell who is concerned, and hold no word of a text that nobody approved', async () => {
  const action = '/fiches/numero-vert/modifier'
  const written = { telephone: NUMBER, resume_modification: WORD, message: WORD, acte: 'soumettre' }
  const sent = await fill(alice, `${action}?champ=telephone`, action, written)
  const proposal = sent.replace(/\?.*/, '')
  const change = `${proposal}/changements/1`
  const avis = (verdict: string) =>
    fill(carole, proposal, `${proposal}/avis`, { avis: verdict, message: WORD })
  const seen: [string, { recipient: string; text: string }[]][] = [['sent', await newLetters()]]
  await fill(carole, proposal, `${proposal}/commenter`, { commentaire: WORD })
  seen.push(['commented', await newLetters()])
  await avis('demander')
  seen.push(['asked', await newLetters()])
  await fill(alice, change, change, { resume: `Un juriste ${WORD} répond.`, acte: 'soumettre' })
  seen.push(['sent again', await newLetters()])
  await fill(carole, `${proposal}/corriger/1`, `${proposal}/corriger/1`, {
    telephone: '03 21 00 00 78',
    resume_modification: WORD,
    acte: 'soumettre',
  })
  seen.push(['corrected', await newLetters()])
  await fill(alice, proposal, `${proposal}/garder`, {})
  await avis('refuser')
  seen.push(['refused', await newLetters()])

  expect(seen.map(([what, found]) => [what, found.map(({ recipient }) => recipient)])).toEqual([
    ['sent', [carole.email]],
    ['commented', [alice.email]],
    ['asked', [alice.email]],
    ['sent again', [carole.email]],
    ['corrected', [alice.email]],
    ['refused', [alice.email]],
  ])
  for (const { text } of seen.flatMap(([, found]) => found)) {
    expect(text).toContain('Numéro vert prévention des expulsions')
    expect(text).toContain(`${proposal}`)
    expect(text).not.toMatch(/z[ée]bulonique|03.?21.?00.?00|00.?00.?7[78]/i)
  }
})

test('a new fiche is not named before it is published, and its author is told when it is', async () => {
  const action = '/fiches/nouvelle?nature=contact'
  const text = withText(NUMERO_VERT, 'Numéro vert prévention des expulsions', `Permanence ${WORD}`)
  const typed = { mode: 'source', source: text.source, resume_modification: WORD, pas_un_double: 'oui' }
  const sent = await fill(alice, action, action, { ...typed, acte: 'soumettre' })
  const proposal = sent.replace(/\?.*/, '')
  const [told, ...others] = await newLetters()
  expect([told?.recipient, others]).toEqual([carole.email, []])
  expect(told?.text).toContain('une nouvelle fiche')
  expect(told?.text).not.toMatch(/z[ée]bulonique/i)
  await fill(carole, proposal, `${proposal}/avis`, { avis: 'accepter', message: '' })
  const [accepted] = await newLetters()
  expect([accepted?.recipient, accepted?.text.includes('est publiée')]).toEqual([alice.email, true])
})

test('nobody is told of an own proposal, nor who is disabled of a verdict', async () => {
  const action = '/fiches/adil-arras/modifier'
  const written = { telephone: NUMBER, resume_modification: WORD, acte: 'soumettre' }
  await fill(carole, `${action}?champ=telephone`, action, written)
  const recipients = (await newLetters()).map(({ recipient }) => recipient)
  expect(recipients).not.toContain(carole.email)
  expect(recipients).toHaveLength(1)

  const bruno = await signedIn(guide)
  const sent = await fill(bruno, `${action}?champ=telephone`, action, written)
  const proposal = sent.replace(/\?.*/, '')
  await disablePerson(guide.context.database, bruno.id, OPERATOR, TEST_NOW)
  await newLetters()
  await fill(carole, proposal, `${proposal}/avis`, { avis: 'refuser', message: WORD })
  expect(await newLetters()).toEqual([])
})
