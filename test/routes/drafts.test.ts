import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newApp, type TestApp } from '../support/app.ts'
import { type SignedIn, signedIn } from '../support/people.ts'

let guide: TestApp
let alice: SignedIn
let bruno: SignedIn
beforeAll(async () => {
  guide = await newApp()
  alice = await signedIn(guide)
  bruno = await signedIn(guide, [], { name: 'Bruno Leroy' })
})
afterAll(() => guide.close())

const DRAFT = '/propositions/brouillon'
const form = (jeton: string) => ({ fiche: 'adil', jeton: jeton.repeat(24), base: '1', vu: '0' })

describe('what the script of the form sends', () => {
  test('is kept, and answered with where it stands', async () => {
    const first = await alice.post(DRAFT, { ...form('a'), sigle: 'ADIL 62' })
    expect(first.status).toBe(200)
    expect(first.body).toMatchObject({ position: 1, vu: 1 })
    expect(first.body.savedAt).toMatch(/^2026-/)
    const { proposition, position, vu } = first.body
    const again = { ...form('a'), proposition, position, vu: String(vu), sigle: 'ADIL' }
    expect((await alice.post(DRAFT, again)).body).toMatchObject({ proposition, position, vu: 2 })
  })

  test('over what another window saved is refused, with what would replace it', async () => {
    const { body } = await alice.post(DRAFT, { ...form('b'), sigle: 'ADIL 62' })
    const { proposition, position } = body
    const mine = { ...form('b'), proposition, position, vu: '1', sigle: 'Mien' }
    await alice.post(DRAFT, { ...mine, sigle: 'Autre' })
    const refused = await alice.post(DRAFT, mine)
    expect([refused.status, refused.body]).toEqual([
      409,
      { raison: 'elsewhere', proposition, position, vu: 2 },
    ])
    expect((await alice.post(DRAFT, { ...mine, vu: '2' })).status).toBe(200)
  })

  test('from a page that somebody else left open is not this account’s', async () => {
    const answer = await bruno.post(DRAFT, { ...form('c'), cle: alice.key('/fiches/adil/modifier') })
    expect([answer.status, answer.body]).toEqual([403, { raison: 'other' }])
    expect((await bruno.get('/propositions')).text).not.toContain('Agence d’information')
  })

  test('for a proposal of somebody else finds nothing', async () => {
    const { body } = await alice.post(DRAFT, { ...form('d'), sigle: 'ADIL 62' })
    expect((await bruno.post(DRAFT, { ...form('d'), ...body, vu: '1' })).status).toBe(404)
  })
})
