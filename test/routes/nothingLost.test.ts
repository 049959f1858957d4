/** What is written by one person is never dropped for what another wrote, nor by the road that it takes. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newApp, type TestApp } from '../support/app.ts'
import { formIn } from '../support/client.ts'
import { type SignedIn, signedIn } from '../support/people.ts'

let guide: TestApp
let alice: SignedIn
let bruno: SignedIn
let carole: SignedIn
beforeAll(async () => {
  guide = await newApp()
  alice = await signedIn(guide, ['contributor:institution:adil'], { name: 'Alice Martin' })
  bruno = await signedIn(guide, [], { name: 'Bruno Leroy' })
  carole = await signedIn(guide, ['moderator:institution:adil'], { name: 'Carole Petit' })
})
afterAll(() => guide.close())

const fresh = (who: SignedIn, path: string, action = path.replace(/\?.*/, '')) =>
  who.get(path).then(({ text }) => formIn(text, action))

/** The form of a fiche, opened anew whatever is open on it already. */
const opened = (who: SignedIn, slug: string) => fresh(who, `/fiches/${slug}/modifier?autre=1`)

async function sent(
  who: SignedIn,
  slug: string,
  fields: Record<string, string>,
  form?: Record<string, string>,
) {
  const action = `/fiches/${slug}/modifier`
  const before = form ?? (await opened(who, slug))
  return who.post(action, { ...before, resume_modification: 'Un changement', acte: 'soumettre', ...fields })
}

const addressOf = (location: unknown) => String(location).replace(/[?#].*/, '')

async function accepted(proposal: string) {
  const page = await carole.get(proposal)
  return carole.post(`${proposal}/avis`, { ...formIn(page.text, `${proposal}/avis`), avis: 'accepter' })
}

/** Bruno's change of a fiche is published while others write. */
async function published(slug: string, fields: Record<string, string>) {
  const proposal = addressOf((await sent(bruno, slug, fields)).headers.location)
  expect((await accepted(proposal)).status).toBe(303)
}

const page = async (slug: string) => (await guide.get(`/fiches/${slug}`)).text

describe('two windows', () => {
  test('that were opened on one version: the second keeps what it was written from, and drops nothing', async () => {
    const stale = await opened(alice, 'numero-vert')
    await published('numero-vert', { fonction: 'Juristes de permanence' })
    const first = await sent(alice, 'numero-vert', { resume: 'Un juriste répond aux locataires.' }, stale)
    expect(first.status).toBe(303)
    const second = await alice.post('/fiches/numero-vert/modifier', {
      ...stale,
      resume: 'Un juriste répond.',
      resume_modification: 'Plus court',
      acte: 'soumettre',
    })
    expect(second.status).toBe(409)
    const again = formIn(second.text, '/fiches/numero-vert/modifier')
    expect(again.resume).toBe('Un juriste répond.')
    const third = await alice.post('/fiches/numero-vert/modifier', { ...again, acte: 'soumettre' })
    expect(third.status).toBe(303)
    expect((await accepted(addressOf(third.headers.location))).status).toBe(303)
    expect(await page('numero-vert')).toContain('Juristes de permanence')
    expect(await page('numero-vert')).toContain('Un juriste répond.')
  })

  test('a key that comes back with another text sends that text, or keeps it', async () => {
    const form = await opened(alice, 'conseil-logement')
    const one = await sent(alice, 'conseil-logement', { delai: 'Un jour' }, form)
    expect(one.status).toBe(303)
    expect((await sent(alice, 'conseil-logement', { delai: 'Un jour' }, form)).headers.location).toBe(
      one.headers.location,
    )
    const other = await sent(alice, 'conseil-logement', { delai: 'Deux jours' }, form)
    expect(other.status).toBe(409)
    expect(formIn(other.text, '/fiches/conseil-logement/modifier').delai).toBe('Deux jours')
  })
})

describe('a fiche that changed meanwhile', () => {
  test('choosing in a conflict changes nothing of what reviewers read until it is sent', async () => {
    const form = await opened(alice, 'adil-arras')
    const proposal = addressOf(
      (await sent(alice, 'adil-arras', { resume: 'Le texte d’Alice.' }, form)).headers.location,
    )
    await published('adil-arras', { resume: 'Le texte de Bruno.', complement_adresse: 'Deuxième étage' })
    const conflict = await alice.get(`${proposal}/conflit/1`)
    const settled = await alice.post(`${proposal}/conflit/1`, {
      ...formIn(conflict.text, `${proposal}/conflit/1`),
      'choix.resume': 'propose',
    })
    expect(settled.headers.location).toContain('fait=choix')
    const review = await carole.get(proposal)
    expect(review.text).toContain('au même endroit')
    expect(review.text).not.toContain('value="accepter"')
    const draft = addressOf(settled.headers.location)
    const again = await alice.post(draft, { ...(await fresh(alice, draft)), acte: 'soumettre' })
    expect(again.status).toBe(303)
    expect((await accepted(proposal)).status).toBe(303)
    expect(await page('adil-arras')).toContain('Le texte d’Alice.')
    expect(await page('adil-arras')).toContain('Deuxième étage')
  })

  test('what begins again from the published fiche is written from it', async () => {
    const form = await opened(alice, 'adil')
    const kept = await alice.post('/fiches/adil/modifier', {
      ...form,
      telephone: '03 21 00 00 01',
      acte: 'enregistrer',
    })
    await published('adil', { telephone: '03 21 00 00 02' })
    const draft = addressOf(kept.headers.location)
    const again = await fresh(alice, `${draft}?recommencer=1`, draft)
    expect(again.telephone).toBe('03 21 00 00 02')
    const made = await alice.post(draft, {
      ...again,
      telephone: '03 21 00 00 03',
      resume_modification: 'Le bon numéro',
      acte: 'soumettre',
    })
    expect(made.status).toBe(303)
    expect((await accepted(addressOf(made.headers.location))).status).toBe(303)
    expect(await page('adil')).toContain('03 21 00 00 03')
  })
})

describe('corrections', () => {
  test('of a text that its author changed meanwhile publish nothing, whatever the button', async () => {
    const proposal = addressOf(
      (await sent(alice, 'numero-vert', { resume: 'Première version.' })).headers.location,
    )
    const action = `${proposal}/corriger/1`
    const form = formIn((await carole.get(action)).text, action)
    const change = addressOf((await alice.get('/fiches/numero-vert/modifier')).headers.location)
    const mine = await fresh(alice, change)
    await alice.post(change, { ...mine, resume: 'Deuxième version.', acte: 'soumettre' })
    const looked = await carole.post(action, { ...form, resume: 'Première correction.', acte: 'relire' })
    const late = await carole.post(action, { ...formIn(looked.text, action), acte: 'soumettre' })
    expect(late.status).toBe(409)
    expect(formIn(late.text, action).resume).toBe('Première correction.')
    const later = await carole.post(action, { ...formIn(late.text, action), acte: 'soumettre' })
    expect(later.status).toBe(409)
    expect(await page('numero-vert')).not.toContain('correction')
    await alice.post(`${proposal}/retirer`)
  })

  test('are told apart from what somebody else published meanwhile', async () => {
    const proposal = addressOf(
      (await sent(alice, 'numero-vert', { telephone: '0 805 29 62 65' })).headers.location,
    )
    await published('numero-vert', { mots_usuels: 'zut le loyer' })
    const action = `${proposal}/corriger/1`
    const form = formIn((await carole.get(action)).text, action)
    await carole.post(action, { ...form, telephone: '0 805 29 62 66', acte: 'soumettre' })
    const text = (await alice.get(proposal)).text
    const corrections = text.slice(text.indexOf('Corrections proposées'), text.indexOf('Ce qui change'))
    expect(corrections).toContain('0 805 29 62 66')
    expect(corrections).not.toContain('zut le loyer')
    await alice.post(`${proposal}/retirer`)
  })

  test('an author who writes on is told that they will be set aside', async () => {
    const proposal = addressOf(
      (await sent(alice, 'numero-vert', { telephone: '0 805 29 62 63' })).headers.location,
    )
    const action = `${proposal}/corriger/1`
    const form = formIn((await carole.get(action)).text, action)
    await carole.post(action, { ...form, telephone: '0 805 29 62 64', acte: 'soumettre' })
    expect((await alice.get(`${proposal}/changements/1`)).text).toContain('elles seront écartées')
    await alice.post(`${proposal}/retirer`)
  })
})

describe('a proposal that was decided while its author wrote', () => {
  test('gives the text back as a new draft', async () => {
    const proposal = addressOf((await sent(bruno, 'conseil-logement', { cout: 'Gratuit' })).headers.location)
    const change = `${proposal}/changements/1`
    const form = await fresh(bruno, change)
    expect((await accepted(proposal)).status).toBe(303)
    const late = await bruno.post(change, { ...form, delai: 'Une semaine', acte: 'soumettre' })
    expect(late.status).toBe(409)
    expect(late.text).toContain('nouveau brouillon')
    const action = '/fiches/conseil-logement/modifier'
    expect(formIn(late.text, action).delai).toBe('Une semaine')
    const again = await bruno.post(action, { ...formIn(late.text, action), acte: 'soumettre' })
    expect(again.status).toBe(303)
    expect(addressOf(again.headers.location)).not.toBe(proposal)
  })
})

describe('a new fiche that was published while its author wrote on', () => {
  test('is gone on with as the fiche it is by now, once however often the form is sent', async () => {
    const action = '/fiches/nouvelle?nature=contact'
    const own = {
      ...formIn((await alice.get(`${action}&depuis=adil`)).text, action),
      titre: 'Permanence du lundi',
      resume: 'Une permanence.',
      fonction: 'Permanence',
      resume_modification: 'Nouveau contact',
    }
    const proposal = addressOf((await alice.post(action, { ...own, acte: 'soumettre' })).headers.location)
    const change = `${proposal}/changements/1`
    const form = { ...(await fresh(alice, change)), telephone: '03 21 77 88 99', acte: 'enregistrer' }
    expect((await accepted(proposal)).status).toBe(303)
    const cle = alice.key(change)
    const late = await alice.post(change, { ...form, cle })
    await alice.post(change, { ...form, cle })
    const fiche = '/fiches/permanence-du-lundi/modifier'
    const sent = await alice.post(fiche, { ...formIn(late.text, fiche), acte: 'soumettre' })
    expect(sent.status).toBe(303)
    expect((await accepted(addressOf(sent.headers.location))).status).toBe(303)
    expect(await page('permanence-du-lundi')).toContain('03 21 77 88 99')
  })
})

describe('a new fiche', () => {
  const action = '/fiches/nouvelle?nature=contact'
  const written = async (who: SignedIn, titre: string) => ({
    ...formIn((await who.get(`${action}&depuis=adil`)).text, action),
    titre,
    resume: 'Une permanence.',
    fonction: 'Permanence',
    telephone: '03 21 44 55 66',
    resume_modification: 'Nouveau contact',
    pas_un_double: 'oui',
  })

  test('whose name was taken while it was withdrawn gets another', async () => {
    const own = await written(alice, 'Permanence du jeudi')
    const first = addressOf((await alice.post(action, { ...own, acte: 'soumettre' })).headers.location)
    await alice.post(`${first}/retirer`)
    const taken = await bruno.post(action, {
      ...(await written(bruno, 'Permanence du jeudi')),
      acte: 'soumettre',
    })
    expect(taken.status).toBe(303)
    await alice.post(`${first}/reprendre`)
    const change = `${first}/changements/1`
    const again = await alice.post(change, {
      ...(await fresh(alice, change)),
      pas_un_double: 'oui',
      acte: 'soumettre',
    })
    expect(again.status).toBe(303)
  })

  test('that is saved late, after it was sent, makes no ghost of itself', async () => {
    const own = await written(alice, 'Permanence du vendredi')
    const proposal = addressOf((await alice.post(action, { ...own, acte: 'soumettre' })).headers.location)
    await alice.post('/propositions/brouillon', {
      ...own,
      nature: 'contact',
      vu: '0',
      proposition: '',
      position: '',
    })
    const review = await carole.get(proposal)
    expect(review.text).not.toContain('id="fiche-2"')
    expect((await accepted(proposal)).status).toBe(303)
  })

  test('begun on the way and left is named where it can be finished or taken out', async () => {
    const parentAt = '/fiches/nouvelle?nature=dispositif'
    const parent = {
      ...formIn((await alice.get(`${parentAt}&depuis=adil`)).text, parentAt),
      titre: 'Accompagnement aux impayés',
      resume: 'Un accompagnement.',
      resume_modification: 'Nouveau',
    }
    const away = await alice.post(parentAt, { ...parent, acte: 'creer:contact:contacts' })
    const child = addressOf(away.headers.location)
    const back = child.replace(/2$/, '1')
    const blocked = await alice.post(back, { ...(await fresh(alice, back)), acte: 'soumettre' })
    expect(blocked.status).toBe(422)
    expect(blocked.text).toContain(`href="${child}"`)
    const out = await alice.post(child, { ...(await fresh(alice, child)), acte: 'oter' })
    expect(out.headers.location).toBe(`${back}?fait=otee`)
    const made = await alice.post(back, { ...(await fresh(alice, back)), acte: 'soumettre' })
    expect(made.status).toBe(303)
  })
})
