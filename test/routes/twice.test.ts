import type { Response } from 'supertest'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { changesOf, findProposal } from '../../server/store/proposals.ts'
import { newApp, type TestApp } from '../support/app.ts'
import { formIn } from '../support/client.ts'
import { CAF, GUIDE } from '../support/fixtures.ts'
import { type SignedIn, signedIn } from '../support/people.ts'
import { everything, kept } from '../support/proposing.ts'
import { decide, type Fields, fillIn, proposalOf, propose } from '../support/writing.ts'

let guide: TestApp
let alice: SignedIn
let bruno: SignedIn
let carole: SignedIn
beforeAll(async () => {
  guide = await newApp({ fixtures: [...GUIDE, CAF] })
  alice = await signedIn(guide, ['contributor:institution:adil'])
  bruno = await signedIn(guide, ['contributor:institution:caf'])
  carole = await signedIn(guide, ['moderator:everywhere'], { name: 'Carole Petit' })
})
afterAll(() => guide.close())

const read = () => guide.context.database.read
const stateOf = async (id: number) => (await findProposal(read(), id))?.state

interface Sending {
  who: SignedIn
  path: string
  fields: Fields
}

let count = 0
/** Another text each time: what changes nothing is not sent. */
const fresh = () => {
  count += 1
  return { sigle: `S${count}`, resume_modification: `Envoi ${count}` }
}

const on = async (who: SignedIn, page: string, to: string, fields: Fields): Promise<Sending> => ({
  who,
  path: to,
  fields: { ...formIn((await who.get(page)).text, to), ...fields },
})
const waiting = () => propose(alice, 'adil', fresh())
const act =
  (end: string, fields: Fields = {}, who: () => SignedIn = () => alice) =>
  async (): Promise<Sending> => {
    const id = await waiting()
    const to = `/propositions/${id}${end}`
    return on(who(), `/propositions/${id}`, to, fields)
  }
const NEW = '/fiches/nouvelle?nature=institution'
const newOne = (): Fields => ({
  ...fresh(),
  titre: `Une institution ${count}`,
  resume: 'Nouvelle.',
  'thematiques.0': 'Logement',
  'territoires.0': 'Pas-de-Calais',
  pas_un_double: 'oui',
})
async function corrected(): Promise<number> {
  const id = await propose(alice, 'adil', { ...fresh(), telephone: '03 21 00 00 01' })
  const to = `/propositions/${id}/corriger/1`
  await fillIn(carole, to, { telephone: `03 21 00 01 ${String(count % 100).padStart(2, '0')}` })
  return id
}
async function conflicting(): Promise<number> {
  const first = await propose(bruno, 'adil', { resume: `De Bruno ${count}.` })
  const draft = await fillIn(alice, '/fiches/adil/modifier?autre=1', {
    resume: `D’Alice ${count}.`,
    resume_modification: 'Alice',
    acte: 'enregistrer',
  })
  await decide(carole, first, 'accepter')
  return proposalOf(draft)
}

const FORMS: Record<string, () => Promise<Sending>> = {
  'a change': () =>
    on(alice, '/fiches/adil/modifier?autre=1', '/fiches/adil/modifier', { ...fresh(), acte: 'soumettre' }),
  'a draft': () =>
    on(alice, '/fiches/adil/modifier?autre=1', '/fiches/adil/modifier', { ...fresh(), acte: 'enregistrer' }),
  'a new fiche': () => on(alice, NEW, NEW, { ...newOne(), acte: 'soumettre' }),
  'a draft of a new fiche': () => on(alice, NEW, NEW, { ...newOne(), acte: 'enregistrer' }),
  'a fiche made on the way': () => on(alice, NEW, NEW, { ...newOne(), acte: 'creer:contact:contacts' }),
  'another version': async () => {
    const to = `/propositions/${await waiting()}/changements/1`
    return on(alice, to, to, { ...fresh(), acte: 'soumettre' })
  },
  'a choice between two': async () => {
    fresh()
    const to = `/propositions/${await conflicting()}/conflit/1`
    return on(alice, to, to, { 'choix.resume': 'propose' })
  },
  'a comment': act('/commenter', { commentaire: 'Merci.' }),
  'a withdrawal': act('/retirer'),
  'a resumption': async () => {
    const id = await waiting()
    await alice.post(`/propositions/${id}/retirer`)
    return on(alice, `/propositions/${id}`, `/propositions/${id}/reprendre`, {})
  },
  'a draft thrown away': async () => {
    const draft = await fillIn(alice, '/fiches/adil/modifier?autre=1', { ...fresh(), acte: 'enregistrer' })
    return on(alice, '/propositions', `/propositions/${proposalOf(draft)}/supprimer`, {})
  },
  'an agreement to corrections': async () => {
    const id = await corrected()
    return on(alice, `/propositions/${id}`, `/propositions/${id}/accord`, {})
  },
  'the own text kept': async () => {
    const id = await corrected()
    return on(alice, `/propositions/${id}`, `/propositions/${id}/garder`, {})
  },
  'an acceptance': act('/avis', { avis: 'accepter' }, () => carole),
  'a question': act('/avis', { avis: 'demander', message: 'Pourquoi ?' }, () => carole),
  'a refusal': act('/avis', { avis: 'refuser', message: 'Non.' }, () => carole),
  'a taking': act('/prendre', {}, () => carole),
  'a giving back': async () => {
    const id = await waiting()
    await fillIn(carole, `/propositions/${id}`, { to: `/propositions/${id}/prendre` })
    return on(carole, `/propositions/${id}`, `/propositions/${id}/rendre`, {})
  },
  'a correction of wording': async () => {
    const to = `/propositions/${await waiting()}/corriger/1`
    return on(carole, to, to, { ...fresh(), acte: 'soumettre' })
  },
  'a correction that waits': async () => {
    const to = `/propositions/${await waiting()}/corriger/1`
    return on(carole, to, to, { telephone: '03 21 00 00 05', acte: 'soumettre' })
  },
  'several accepted together': async () => {
    const id = await waiting()
    const page = await carole.get('/relecture')
    const [, print = ''] = new RegExp(`name="sur.${id}" value="([^"]+)"`).exec(page.text) ?? []
    return {
      who: carole,
      path: '/relecture',
      fields: { cle: carole.key('/relecture'), [`sur.${id}`]: print },
    }
  },
}

const led = ({ status, headers }: Response) => [status, headers.location]
async function world() {
  const { sessions: _, rendered: __, ...rest } = await everything(guide.context.database)
  return rest
}

describe('F03: sent again with the same key', () => {
  test.each(Object.entries(FORMS))('%s is done once, and leads to the same place', async (_name, prepare) => {
    const { who, path, fields } = await prepare()
    const before = await world()
    const first = await who.post(path, fields)
    expect(first.status, first.text).toBe(303)
    const once = await world()
    expect(once).not.toEqual(before)
    const second = await who.post(path, fields)
    expect(led(second)).toEqual(led(first))
    expect(await world()).toEqual(once)
  })

  test.each(Object.entries(FORMS))(
    '%s sent twice at the same moment is done once',
    async (_name, prepare) => {
      const { who, path, fields } = await prepare()
      const before = await world()
      const [first, second] = await Promise.all([who.post(path, fields), who.post(path, fields)])
      const places = new Set(
        [first, second].filter(({ status }) => status === 303).map(({ headers }) => headers.location),
      )
      expect(places.size).toBe(1)
      const after = await world()
      for (const table of ['proposals', 'revisions', 'outbox']) {
        const grown = (after[table]?.length ?? 0) - (before[table]?.length ?? 0)
        expect([table, grown < 2]).toEqual([table, true])
      }
      // What was said and done stands once, and so does its letter.
      const said = (after.proposal_events ?? []).map((row) => JSON.stringify({ ...(row as object), id: 0 }))
      expect(new Set(said).size).toBe(said.length)
    },
  )
})

describe('F04: two authors write from the same version', () => {
  const form = async (who: SignedIn) =>
    formIn(
      (await who.get('/fiches/conseil-logement/modifier?autre=1')).text,
      '/fiches/conseil-logement/modifier',
    )
  const send = (who: SignedIn, fields: Fields) =>
    who.post('/fiches/conseil-logement/modifier', {
      acte: 'soumettre',
      ...fields,
      cle: who.key('/fiches/conseil-logement/modifier'),
    })
  const source = async () => (await guide.get('/fiches/conseil-logement.md')).text

  test('different fields go together by themselves, whichever is accepted first', async () => {
    const [a, b] = [await form(alice), await form(bruno)]
    const first = await send(alice, { ...a, delai: 'Deux jours', resume_modification: 'Délai' })
    const second = await send(bruno, { ...b, cout: 'Rien', resume_modification: 'Coût' })
    expect([first.status, second.status]).toEqual([303, 303])
    await decide(carole, proposalOf(second), 'accepter')
    await decide(carole, proposalOf(first), 'accepter')
    expect([await stateOf(proposalOf(first)), await stateOf(proposalOf(second))]).toEqual([
      'accepted',
      'accepted',
    ])
    expect(await source()).toMatch(/cout: Rien\ndelai: Deux jours/)
  })

  test('a form that was open while the other was published merges when it is sent', async () => {
    const [a, b] = [await form(alice), await form(bruno)]
    const first = await send(alice, { ...a, delai: 'Trois jours', resume_modification: 'Délai' })
    await decide(carole, proposalOf(first), 'accepter')
    const second = await send(bruno, { ...b, cout: 'Un euro', resume_modification: 'Coût' })
    expect(second.status).toBe(303)
    const [change] = await changesOf(read(), proposalOf(second))
    expect(change?.source).toMatch(/cout: Un euro\ndelai: Trois jours/)
    await decide(carole, proposalOf(second), 'accepter')
    expect(await source()).toMatch(/cout: Un euro\ndelai: Trois jours/)
  })

  test('of the same field, the second is asked: both texts stand on the page, and nothing is lost', async () => {
    const [a, b] = [await form(alice), await form(bruno)]
    const first = await send(alice, {
      ...a,
      resume: 'Le résumé d’Alice.',
      'corps.0.texte': 'Le texte d’Alice.',
      resume_modification: 'Alice',
    })
    await decide(carole, proposalOf(first), 'accepter')
    const second = await send(bruno, {
      ...b,
      resume: 'Le résumé de Bruno.',
      'corps.0.texte': 'Le texte de Bruno.',
      cout: 'Deux euros',
      resume_modification: 'Bruno',
      message: 'Un message de Bruno.',
    })
    expect(second.status).toBe(409)
    for (const words of [
      'Le résumé d’Alice.',
      'Le résumé de Bruno.',
      'Le texte d’Alice.',
      'Le texte de Bruno.',
    ])
      expect(second.text).toContain(words)
    const id = Number(/\/propositions\/(\d+)\/conflit\/1/.exec(second.text)?.[1])
    expect(await stateOf(id)).toBe('draft')
    // Closed and opened again, everything is there.
    const to = `/propositions/${id}/conflit/1`
    const page = await bruno.get(to)
    expect(page.text).toContain('Le texte de Bruno.')
    const half = await fillIn(bruno, to, { 'choix.resume': 'propose' })
    expect([half.status, half.text.includes('Le texte de Bruno.')]).toEqual([422, true])
    const odd = await fillIn(bruno, to, { 'choix.resume': 'constructor', 'choix.corps-1': '__proto__' })
    expect(odd.status).toBe(422)
    const settled = await fillIn(bruno, to, { 'choix.resume': 'propose', 'choix.corps-1': 'deux' })
    expect(settled.headers.location).toBe(`/propositions/${id}/changements/1?fait=choix`)
    const editing = await bruno.get(String(settled.headers.location))
    const fields = formIn(editing.text, `/propositions/${id}/changements/1`)
    expect(fields).toMatchObject({
      resume: 'Le résumé de Bruno.',
      cout: 'Deux euros',
      resume_modification: 'Bruno',
      message: 'Un message de Bruno.',
    })
    const sent = await bruno.post(`/propositions/${id}/changements/1`, { ...fields, acte: 'soumettre' })
    expect(sent.status).toBe(303)
    await decide(carole, id, 'accepter')
    expect(await source()).toContain('Le texte d’Alice.\n\nLe texte de Bruno.')
  })

  test('where another is published while one chooses, the question is asked anew', async () => {
    const b = await form(bruno)
    const first = await send(alice, { ...(await form(alice)), resume: 'Un.', resume_modification: 'Un' })
    await decide(carole, proposalOf(first), 'accepter')
    const conflict = await send(bruno, { ...b, resume: 'Deux.', resume_modification: 'Deux' })
    const id = Number(/\/propositions\/(\d+)\/conflit\/1/.exec(conflict.text)?.[1])
    const to = `/propositions/${id}/conflit/1`
    const open = formIn((await bruno.get(to)).text, to)
    const third = await send(alice, {
      ...(await form(alice)),
      resume: 'Trois.',
      resume_modification: 'Trois',
    })
    await decide(carole, proposalOf(third), 'accepter')
    const late = await bruno.post(to, { ...open, 'choix.resume': 'propose' })
    expect([late.status, late.text.includes('Trois.'), late.text.includes('Deux.')]).toEqual([
      409,
      true,
      true,
    ])
    const { typed } = await kept(guide.context.database, id)
    expect(typed[0]?.resume).toBe('Deux.')
  })

  test('of two windows of one author, the second is told, with both its text and the way to keep it', async () => {
    const a = await form(alice)
    const draft = await send(alice, { ...a, resume: 'Fenêtre une.', acte: 'enregistrer' })
    expect(draft.status).toBe(303)
    const late = await alice.post('/fiches/conseil-logement/modifier', {
      ...a,
      cle: alice.key('/fiches/conseil-logement/modifier'),
      resume: 'Fenêtre deux.',
      acte: 'enregistrer',
    })
    expect([late.status, late.text.includes('Fenêtre deux.')]).toEqual([409, true])
    const fields = formIn(late.text, '/fiches/conseil-logement/modifier')
    const again = await alice.post('/fiches/conseil-logement/modifier', { ...fields, acte: 'enregistrer' })
    expect(again.status).toBe(303)
  })
})

describe('F05: decided twice', () => {
  test('of an acceptance and a refusal at the same moment, one is done and the other is told', async () => {
    const other = await signedIn(guide, ['moderator:everywhere'])
    for (let turn = 0; turn < 10; turn += 1) {
      const id = await waiting()
      const to = `/propositions/${id}/avis`
      const [one, two] = [
        await on(carole, `/propositions/${id}`, to, {}),
        await on(other, `/propositions/${id}`, to, {}),
      ]
      const answers = await Promise.all([
        carole.post(to, { ...one.fields, avis: 'accepter' }),
        other.post(to, { ...two.fields, avis: turn % 2 === 0 ? 'accepter' : 'refuser', message: 'Non.' }),
      ])
      expect(answers.map(({ status }) => status).toSorted()).toEqual([303, 409])
      const { events, changes } = await kept(guide.context.database, id)
      expect(events.filter(({ kind }) => kind === 'accepted' || kind === 'rejected')).toHaveLength(1)
      const isPublished = changes[0]?.published !== null
      expect((await stateOf(id)) === 'accepted').toBe(isPublished)
    }
  })
})
