import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newApp, type TestApp } from '../support/app.ts'
import { formIn } from '../support/client.ts'
import { type SignedIn, signedIn } from '../support/people.ts'

let guide: TestApp
let alice: SignedIn
let carole: SignedIn
beforeAll(async () => {
  guide = await newApp()
  alice = await signedIn(guide, ['contributor:institution:adil'])
  carole = await signedIn(guide, ['moderator:institution:adil'], { name: 'Carole Petit' })
})
afterAll(() => guide.close())

describe('from a fiche to its publication', () => {
  test('a number is changed, read and published, and found at once', async () => {
    const form = await alice.get('/fiches/adil/modifier?champ=telephone')
    expect(form.status).toBe(200)
    const action = '/fiches/adil/modifier'
    const sent = await alice.post(action, {
      ...formIn(form.text, action),
      telephone: '03 21 00 00 01',
      acte: 'soumettre',
    })
    expect(sent.status).toBe(303)
    const page = await alice.get(sent.headers.location ?? '')
    expect(page.status).toBe(200)
    const location = String(sent.headers.location).replace(/\?.*/, '')
    const queue = await carole.get('/relecture')
    expect(queue.text).toContain('Téléphone')
    const review = await carole.get(location)
    const verdict = await carole.post(`${location}/avis`, {
      ...formIn(review.text, `${location}/avis`),
      avis: 'accepter',
    })
    expect(verdict.status).toBe(303)
    expect((await guide.get('/fiches/adil')).text).toContain('03 21 00 00 01')
    expect((await guide.get('/recherche?q=03+21+00+00+01')).text).toContain('adil')
  })
})
