import { afterAll, beforeAll, expect, test } from 'vitest'
import { newApp, type TestApp } from '../support/app.ts'
import { type SignedIn, signedIn } from '../support/people.ts'

const PATH = '/recherche?q=juriste'
const WHY = 'Pourquoi à cette place'
const LINK = 'Expliquer le classement'

let guide: TestApp
let contributor: SignedIn
let moderator: SignedIn
let administrator: SignedIn
beforeAll(async () => {
  guide = await newApp()
  contributor = await signedIn(guide, ['contributor:institution:adil'])
  moderator = await signedIn(guide, ['moderator:institution:adil'])
  administrator = await signedIn(guide, ['administrator'])
})
afterAll(() => guide.close())

/** The key of the form that signs out is another one each time. */
const withoutKey = (html: string) => html.replaceAll(/name="cle" value="[^"]*"/g, '')

test('moderators and administrators read under each card why it stands there', async () => {
  for (const person of [moderator, administrator]) {
    const { text } = await person.get(`${PATH}&expliquer=1`)
    const cards = text.match(/data-fiche=/g)?.length ?? 0
    expect(cards).toBe(5)
    expect(text.match(new RegExp(WHY, 'g'))).toHaveLength(cards)
  }
})

test('the words with their points, each factor with its sentence, and the total', async () => {
  const { text } = await moderator.get(`${PATH}+arras&expliquer=1`)
  const [, why = ''] = /<details class="why">([\s\S]*?)<\/details>/.exec(text) ?? []
  const words = why.replace(/<[^>]*>/g, '').replace(/\u00a0|&nbsp;/g, ' ')
  expect(words).toMatch(/\+ \d+,\d\d juriste/)
  expect(words).toMatch(/× [01],\d\d Part des mots de la question que la fiche contient/)
  expect(words).toMatch(/× \d,\d\d Nature de la fiche : /)
  expect(words).toMatch(/× \d,\d\d Territoires que la fiche sert : (?:Arras|Pas-de-Calais)/)
  expect(words).toMatch(/Total : \d+,\d\d/)
})

test('the points, multiplied, are the score that ranks', async () => {
  const { text } = await moderator.get(`${PATH}&expliquer=1`)
  const answers = text.slice(text.indexOf('>Réponses<'))
  const totals = Array.from(answers.matchAll(/Total&nbsp;: <strong>([\d,]+)</g), ([, total = '']) =>
    Number(total.replace(',', '.')),
  )
  expect(totals).toEqual(totals.toSorted((a, b) => b - a))
  const { resultats } = (await guide.get('/api/v1/recherche?q=juriste')).body
  totals.forEach((total, at) => {
    expect(total).toBeCloseTo(resultats[at].score, 1)
  })
})

test('the link to it, and back, stands for them alone; filters keep it', async () => {
  expect((await moderator.get(PATH)).text).toContain(`href="/recherche?q=juriste&amp;expliquer=1">${LINK}`)
  const { text } = await moderator.get(`${PATH}&expliquer=1`)
  expect(text).toContain('href="/recherche?q=juriste">Ne plus expliquer le classement')
  expect(text).toContain('href="/recherche?q=juriste&amp;nature=lieu&amp;expliquer=1"')
  for (const get of [guide.get, contributor.get]) expect((await get(PATH)).text).not.toContain(LINK)
})

test.each(['&expliquer=1', '&expliquer=2', '&expliquer=1&expliquer=1', '&expliquer='])(
  'for everybody else %s changes nothing at all',
  async (parameter) => {
    for (const get of [guide.get, contributor.get]) {
      const [plain, asked] = [await get(PATH), await get(PATH + parameter)]
      expect([asked.status, withoutKey(asked.text)]).toEqual([plain.status, withoutKey(plain.text)])
    }
  },
)

test('a value that means nothing is refused to who may ask', async () => {
  expect((await moderator.get(`${PATH}&expliquer=2`)).status).toBe(422)
})
