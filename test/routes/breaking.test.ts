import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { changesOf, findProposal } from '../../server/store/proposals.ts'
import { clean } from '../../server/text/fold.ts'
import { newApp, type TestApp } from '../support/app.ts'
import { formIn } from '../support/client.ts'
import { ENGINES } from '../support/databases.ts'
import { CAF, GUIDE } from '../support/fixtures.ts'
import { type SignedIn, signedIn } from '../support/people.ts'
import { kept } from '../support/proposing.ts'
import { decide, type Fields, fillIn, proposalOf, propose } from '../support/writing.ts'

describe.each(ENGINES)('attempts of somebody who is signed in, on %s', (engine) => {
  let guide: TestApp
  let alice: SignedIn
  let carole: SignedIn
  let claire: SignedIn
  beforeAll(async () => {
    guide = await newApp({ engine, fixtures: [...GUIDE, CAF] })
    alice = await signedIn(guide, ['contributor:institution:adil'])
    carole = await signedIn(guide, ['moderator:institution:adil'], { name: 'Carole Petit' })
    claire = await signedIn(guide, ['moderator:institution:caf'], { name: 'Claire Leroy' })
  })
  afterAll(() => guide.close())

  const read = () => guide.context.database.read
  const stateOf = async (id: number) => (await findProposal(read(), id))?.state

  /** One proposal of the fiches of two institutions. */
  async function ofTwo(changes: { adil: Fields; caf: Fields }): Promise<number> {
    const first = await fillIn(alice, '/fiches/adil/modifier?autre=1', {
      acte: 'enregistrer',
      ...changes.adil,
      resume_modification: 'Les deux',
    })
    const id = proposalOf(first)
    const page = '/fiches/caf/modifier?autre=1'
    const form = formIn((await alice.get(page)).text, '/fiches/caf/modifier')
    const sent = await alice.post('/fiches/caf/modifier', {
      ...form,
      proposition: String(id),
      position: '',
      vu: '0',
      acte: 'soumettre',
      resume_modification: 'Les deux',
      ...changes.caf,
    })
    expect([sent.status, proposalOf(sent)]).toEqual([303, id])
    expect(await changesOf(read(), id)).toMatchObject([{ slug: 'adil' }, { slug: 'caf' }])
    return id
  }

  test('a moderator publishes nothing outside the own scope through a proposal that also holds a fiche inside it', async () => {
    const id = await ofTwo({
      adil: { resume: 'Un résumé de l’agence.' },
      caf: { resume: 'Un résumé de la caisse.' },
    })
    const before = [(await guide.get('/fiches/adil.md')).text, (await guide.get('/fiches/caf.md')).text]
    const half = await decide(carole, id, 'accepter')
    expect([half.status, await stateOf(id)]).toEqual([303, 'in_review'])
    expect([(await guide.get('/fiches/adil.md')).text, (await guide.get('/fiches/caf.md')).text]).toEqual(
      before,
    )
    await decide(claire, id, 'accepter')
    expect(await stateOf(id)).toBe('accepted')
    expect((await guide.get('/fiches/caf')).text).toContain('Un résumé de la caisse.')
  })

  test('nor corrects there: the text of the other fiche stays its author’s', async () => {
    const id = await ofTwo({ adil: { sigle: 'ADIL1' }, caf: { sigle: 'CAF1' } })
    const page = await carole.get(`/propositions/${id}/corriger/2`)
    expect(page.status).toBe(403)
    const own = await carole.get(`/propositions/${id}/corriger/1`)
    const to = `/propositions/${id}/corriger/2`
    const fields = formIn(own.text, `/propositions/${id}/corriger/1`)
    const answer = await carole.post(to, { ...fields, titre: 'La caisse de Carole', acte: 'soumettre' })
    expect(answer.status).toBe(403)
    expect((await changesOf(read(), id)).map(({ edited }) => edited)).toEqual([null, null])
    await alice.post(`/propositions/${id}/retirer`)
  })

  test('a proposal holds twenty fiches, however they are added', async () => {
    const { body } = await alice.post('/propositions/brouillon', {
      nature: 'lieu',
      jeton: 'm'.repeat(30),
      titre: 'Lieu 0',
    })
    const id = body.proposition as number
    const answers = new Set<number>()
    for (let n = 1; n < 25; n += 1) {
      const nature = ['lieu', 'contact', 'dispositif'][n % 3] ?? ''
      const draft = { nature, proposition: String(id), titre: `Fiche ${n}` }
      answers.add((await alice.post('/propositions/brouillon', draft)).status)
    }
    expect((await changesOf(read(), id)).length).toBe(20)
    expect([...answers]).toEqual([200, 409])
    await alice.post(`/propositions/${id}/supprimer`)
  })

  test('signs that no text may hold are in no word about it either', async () => {
    const odd = 'Un\u0000 mot\u202e inversé\u2066\ufeff'
    const id = await propose(alice, 'adil', { sigle: 'ADIL2', resume_modification: odd, message: odd })
    expect(await findProposal(read(), id)).toMatchObject({
      summary: 'Un mot inversé',
      message: 'Un mot inversé',
    })
    await carole.post(`/propositions/${id}/commenter`, { commentaire: odd })
    const corrected = await fillIn(carole, `/propositions/${id}/corriger/1`, {
      telephone: '03 21 00 00 01',
      resume_modification: odd,
    })
    expect(corrected.status).toBe(303)
    const { events } = await kept(guide.context.database, id)
    for (const { words } of events) expect(words).toBe(clean(words))
    await alice.post(`/propositions/${id}/retirer`)
  })

  test('words about a proposal are not longer than a message', async () => {
    const page = '/fiches/adil/modifier?autre=1'
    for (const name of ['message', 'resume_modification']) {
      const sent = await fillIn(alice, page, {
        sigle: 'ADIL3',
        resume_modification: 'Long',
        [name]: 'mot '.repeat(2_000),
      })
      expect([name, sent.status]).toEqual([name, 422])
      expect(sent.text).toContain('mot mot mot')
    }
    const id = await propose(alice, 'adil', { sigle: 'ADIL3' })
    const corrected = await fillIn(carole, `/propositions/${id}/corriger/1`, {
      sigle: 'ADIL4',
      resume_modification: 'mot '.repeat(2_000),
    })
    expect([corrected.status, await stateOf(id)]).toEqual([422, 'submitted'])
    await alice.post(`/propositions/${id}/retirer`)
  })

  test('the batch publishes nothing but what a row shows as safe', async () => {
    const id = await propose(alice, 'adil', { telephone: '03 21 00 00 02' })
    const page = await carole.get(`/propositions/${id}`)
    const { empreinte = '' } = formIn(page.text, `/propositions/${id}/avis`)
    expect((await carole.get('/relecture')).text).not.toContain(`name="sur.${id}"`)
    const sent = await carole.post('/relecture', { [`sur.${id}`]: empreinte })
    expect(sent.headers.location).toContain('acceptees=0&laissees=1')
    expect(await stateOf(id)).toBe('submitted')
    await alice.post(`/propositions/${id}/retirer`)
  })

  test('a text that changed between reading and clicking is not published by any button', async () => {
    const id = await propose(alice, 'adil', { resume: 'Premier.' })
    const page = await carole.get(`/propositions/${id}`)
    const reading = formIn(page.text, `/propositions/${id}/avis`)
    const row = await carole.get('/relecture')
    expect(row.text).toContain(`name="sur.${id}" value="${reading.empreinte}"`)
    const correcting = await carole.get(`/propositions/${id}/corriger/1`)
    const correction = formIn(correcting.text, `/propositions/${id}/corriger/1`)
    await fillIn(alice, `/propositions/${id}/changements/1`, { resume: 'Second.' })
    const before = (await guide.get('/fiches/adil.md')).text
    const accepted = await carole.post(`/propositions/${id}/avis`, { ...reading, avis: 'accepter' })
    expect([accepted.status, accepted.text.includes('Second.')]).toEqual([409, true])
    // Nor with the version of now and the print of then, or the other way round.
    for (const mixed of [{ version: '2' }, { empreinte: 'f'.repeat(64) }, { version: '', empreinte: '' }]) {
      const { cle: _, ...rest } = reading
      const answer = await carole.post(`/propositions/${id}/avis`, { ...rest, avis: 'accepter', ...mixed })
      expect(answer.status).toBe(409)
    }
    const batch = await carole.post('/relecture', { [`sur.${id}`]: reading.empreinte ?? '' })
    expect(batch.headers.location).toContain('acceptees=0')
    const corrected = await carole.post(`/propositions/${id}/corriger/1`, {
      ...correction,
      acte: 'soumettre',
    })
    expect(corrected.status).toBe(409)
    expect([(await guide.get('/fiches/adil.md')).text, await stateOf(id)]).toEqual([before, 'submitted'])
    await alice.post(`/propositions/${id}/retirer`)
  })

  test('a correction names nothing that the guide does not know, in a source text either', async () => {
    const id = await propose(alice, 'adil', { sigle: 'ADIL5' })
    const to = `/propositions/${id}/corriger/1`
    const source = (await alice.get('/fiches/adil.md')).text.replace('- numero-vert', '- nulle-part')
    const answer = await fillIn(carole, to, { mode: 'source', source })
    expect([answer.status, await stateOf(id)]).toEqual([422, 'submitted'])
    await alice.post(`/propositions/${id}/retirer`)
  })

  test('a source text of another nature, or of none, is no text of this fiche', async () => {
    const page = '/fiches/adil/modifier?autre=1'
    const site = (await guide.get('/fiches/adil-arras.md')).text
    for (const source of [site, '', '---\n---\n', site.replace('nature: lieu', 'nature: thematique'), 'x']) {
      const sent = await fillIn(alice, page, { mode: 'source', source, resume_modification: 'Autre nature' })
      expect([source.slice(0, 20), sent.status]).toEqual([source.slice(0, 20), 422])
    }
  })

  test('two texts that are too much together are still read, asked about and refused', async () => {
    const table = (rows: number) => `| a | b | c |\n|---|---|---|\n${'| 1 | 2 | 3 |\n'.repeat(rows)}`
    const action = '/fiches/conseil-logement/modifier'
    const body = (before: string, after: string) => ({
      'corps.0.texte': `${before}Un conseil gratuit.\n\nEntre les deux.\n\nLe dernier mot.${after}`,
    })
    const start = await propose(alice, 'conseil-logement', { ...noBlocks(), ...body('', '') })
    await decide(carole, start, 'accepter')
    const form = formIn((await alice.get(`${action}?autre=1`)).text, action)
    const first = await propose(alice, 'conseil-logement', body(`${table(250)}\n`, ''))
    const second = await alice.post(action, {
      ...form,
      ...body('', `\n\n${table(250)}`),
      resume_modification: 'Une autre table',
      acte: 'soumettre',
    })
    const id = proposalOf(second)
    await decide(carole, first, 'accepter')
    const page = await carole.get(`/propositions/${id}`)
    expect(page.status).toBe(200)
    expect((await carole.get(`/propositions/${id}/apercu/1`)).status).toBe(422)
    const accepted = await carole.post(`/propositions/${id}/avis`, {
      ...formIn(page.text, `/propositions/${id}/avis`),
      avis: 'accepter',
    })
    expect([accepted.status, await stateOf(id)]).toEqual([422, 'submitted'])
    expect((await decide(carole, id, 'refuser', 'Trop long.')).status).toBe(303)
  })

  /** The blocks of the body after the first, emptied. */
  const noBlocks = (): Fields =>
    Object.fromEntries(Array.from({ length: 8 }, (_, n) => [`corps.${n + 1}.texte`, '']))

  test('a version whose text was taken out is brought back by nobody', async () => {
    await decide(carole, await propose(alice, 'numero-vert', { resume: 'Second.' }), 'accepter')
    const documentId = guide.ids.get('numero-vert') ?? 0
    await guide.context.database.write((tx) =>
      sql`UPDATE revisions SET source = '', redacted_at = '2026-11-24T00:00:00.000Z'
        WHERE document_id = ${documentId} AND n = 1`.execute(tx),
    )
    const answer = await alice.get('/fiches/numero-vert/modifier?version=1')
    expect(answer.status).toBe(404)
    expect((await alice.get('/fiches/numero-vert/modifier?autre=1')).status).toBe(200)
    // A text that was written from it still has its page.
    const form = await alice.get('/fiches/numero-vert/modifier?autre=1')
    const fields = formIn(form.text, '/fiches/numero-vert/modifier')
    const sent = await alice.post('/fiches/numero-vert/modifier', {
      ...fields,
      base: '1',
      resume: 'Troisième.',
      resume_modification: 'Depuis la première',
      acte: 'soumettre',
    })
    expect([303, 409, 422]).toContain(sent.status)
  })

  test('what was typed when the proposal was decided stays its author’s', async () => {
    const id = await propose(alice, 'adil', { sigle: 'ADIL6' })
    const editing = await alice.get(`/propositions/${id}/changements/1`)
    const form = formIn(editing.text, `/propositions/${id}/changements/1`)
    await decide(carole, id, 'accepter')
    for (const acte of ['soumettre', 'enregistrer', 'relire']) {
      const sent = await alice.post(`/propositions/${id}/changements/1`, {
        ...form,
        cle: alice.key(`/propositions/${id}/changements/1`),
        resume: 'Un long texte que je viens d’écrire.',
        acte,
      })
      expect([acte, sent.status]).toEqual([acte, 409])
      expect(sent.text).toContain('Un long texte que je viens d’écrire.')
    }
  })

  test('a fiche made on the way leaves the one it was made for as it was sent', async () => {
    const page = '/fiches/nouvelle?nature=dispositif'
    const identity = {
      resume: 'Une autre.',
      'thematiques.0': 'Logement',
      'territoires.0': 'Pas-de-Calais',
      responsable: 'Agence d’information sur le logement',
    }
    const begun = await fillIn(alice, page, {
      to: page,
      titre: 'Un dispositif pour deux',
      ...identity,
      resume_modification: 'Nouveau',
      acte: 'creer:contact:contacts',
    })
    const id = proposalOf(begun)
    const child = String(begun.headers.location)
    const childForm = await alice.get(child)
    // The parent is sent from another window, without the child.
    const sent = await fillIn(alice, `/propositions/${id}/changements/1`, { resume_modification: 'Seul' })
    expect([303, 422]).toContain(sent.status)
    const to = child.replace(/\?.*/, '')
    for (const [parent, pour] of [
      ['1', 'contacts'],
      ['1', 'responsable'],
      ['1', '__proto__'],
      ['2', 'contacts'],
      ['9', 'contacts'],
    ]) {
      const added = await alice.post(to, {
        ...formIn(childForm.text, to),
        cle: alice.key(to),
        titre: 'Permanence du dispositif',
        fonction: 'Accueil',
        ...identity,
        vu: String((await changesOf(read(), id)).at(-1)?.typedSeq ?? 0),
        parent: parent ?? '',
        pour: pour ?? '',
        acte: 'soumettre',
      })
      expect([pour, parent, added.status < 500]).toEqual([pour, parent, true])
      const [first] = await changesOf(read(), id)
      const titles = [first?.typed?.titre, first?.source?.includes('Un dispositif pour deux')]
      expect([pour, parent, titles[0] === 'Un dispositif pour deux' || titles[1] === true]).toEqual([
        pour,
        parent,
        true,
      ])
      expect((await alice.get(`/propositions/${id}/changements/1`)).text).toContain('Un dispositif pour deux')
    }
  })
})
