import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { closeSessions } from '../../server/store/sessions.ts'
import { newApp, type TestApp } from '../support/app.ts'
import { formIn } from '../support/client.ts'
import { type SignedIn, signedIn, signedInAgain } from '../support/people.ts'
import { submitted } from '../support/proposals.ts'

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

describe('what is typed is not lost', () => {
  const action = '/fiches/conseil-logement/modifier'

  test('a session that ended while the form was typed: it opens again as it was, and nothing was sent', async () => {
    const bruno = await signedIn(guide, [], { name: 'Bruno Leroy' })
    const form = await bruno.get(action)
    const typed = { ...formIn(form.text, action), delai: 'Sous huit jours', acte: 'soumettre' }
    await guide.context.database.write((tx) => closeSessions(tx, bruno.id))
    const sent = await bruno.post(action, typed)
    expect(sent.headers.location).toContain(
      '/connexion?retour=%2Ffiches%2Fconseil-logement%2Fmodifier&formulaire=',
    )
    const again = await signedInAgain(guide, bruno.id)
    const token = new URL(String(sent.headers.location), 'http://guide').searchParams.get('formulaire')
    const kept = await again.get(`/connexion/reprise/${token}`)
    expect(kept.text).toContain('Retrouver ma saisie')
    const reopened = await again.post(action, formIn(kept.text, action))
    expect(reopened.status).toBe(200)
    expect(formIn(reopened.text, action).delai).toBe('Sous huit jours')
    const own = await again.get('/propositions')
    expect(own.text).toContain('Brouillon')
  })

  test('a draft that another window saved meanwhile comes back with both, and replaces it only on demand', async () => {
    const bruno = await signedIn(guide, [])
    const form = formIn((await bruno.get(action)).text, action)
    const first = await bruno.post(action, { ...form, delai: 'Un jour', acte: 'relire' })
    const second = await bruno.post(action, { ...form, delai: 'Deux jours', acte: 'relire' })
    expect([first.status, second.status]).toEqual([200, 409])
    expect(second.text).toContain('enregistré ailleurs entre-temps')
    const mine = formIn(second.text, action)
    expect(mine.delai).toBe('Deux jours')
    const third = await bruno.post(action, { ...mine, acte: 'enregistrer' })
    expect(third.status).toBe(303)
    const draft = await bruno.get(String(third.headers.location))
    expect(draft.text).toContain('value="Deux jours"')
  })

  test('a fault in the form answers 422 beside the field, with everything that was typed', async () => {
    const bruno = await signedIn(guide, [])
    const site = '/fiches/adil-arras/modifier'
    const form = formIn((await bruno.get(site)).text, site)
    const sent = await bruno.post(site, { ...form, telephone: '12', code_postal: '6200', acte: 'soumettre' })
    expect(sent.status).toBe(422)
    expect(sent.text).toContain('<title>Erreur : ')
    expect(sent.text).toContain('href="#telephone"')
    expect(sent.text).toContain('href="#resume_modification"')
    expect(formIn(sent.text, site)).toMatchObject({ telephone: '12', code_postal: '6200' })
  })

  test('a form that changes nothing says so', async () => {
    const bruno = await signedIn(guide, [])
    const form = formIn((await bruno.get(action)).text, action)
    const sent = await bruno.post(action, { ...form, resume_modification: 'Rien', acte: 'soumettre' })
    expect(sent.status).toBe(422)
    expect(sent.text).toContain('Rien n’est changé')
  })
})

describe('a fiche and the contact created with it', () => {
  test('are written one after the other, read together and published together', async () => {
    const action = '/fiches/nouvelle?nature=dispositif'
    const form = formIn((await alice.get('/fiches/nouvelle?nature=dispositif&depuis=adil')).text, action)
    expect(form.responsable).toBe('Agence d’information sur le logement')
    const scheme = {
      ...form,
      titre: 'Atelier budget des locataires',
      resume: 'Un atelier pour tenir son budget.',
      resume_modification: 'Nouveau dispositif',
    }
    const away = await alice.post(action, { ...scheme, acte: 'creer:contact:contacts' })
    expect(away.status).toBe(303)
    const contactAt = String(away.headers.location).replace(/\?.*/, '')
    const contact = formIn((await alice.get(contactAt)).text, contactAt)
    expect(contact['thematiques.0']).toBe('Logement')
    const back = await alice.post(contactAt, {
      ...contact,
      titre: 'Inscription aux ateliers budget',
      resume: 'Inscrit aux ateliers.',
      fonction: 'Secrétariat des ateliers',
      telephone: '03 21 11 22 33',
      acte: 'soumettre',
    })
    expect(back.status).toBe(303)
    const schemeAt = String(back.headers.location).replace(/[?#].*/, '')
    const whole = await alice.get(String(back.headers.location).replace(/#.*/, ''))
    expect(whole.text).toContain('Inscription aux ateliers budget')
    const sent = await alice.post(schemeAt, { ...formIn(whole.text, schemeAt), acte: 'soumettre' })
    expect(sent.status).toBe(303)
    const proposal = String(sent.headers.location).replace(/\?.*/, '')
    expect((await guide.get('/fiches/atelier-budget-des-locataires')).status).toBe(404)
    const review = await carole.get(proposal)
    expect(review.text).toContain('Atelier budget des locataires')
    expect(review.text).toContain('03 21 11 22 33')
    const verdict = await carole.post(`${proposal}/avis`, {
      ...formIn(review.text, `${proposal}/avis`),
      avis: 'accepter',
    })
    expect(verdict.status).toBe(303)
    const page = await guide.get('/fiches/atelier-budget-des-locataires')
    expect(page.text).toContain('Inscription aux ateliers budget')
    expect((await guide.get('/recherche?q=atelier+budget')).text).toContain(
      'href="/fiches/atelier-budget-des-locataires"',
    )
  })

  test('a fiche that may be there already asks first', async () => {
    const action = '/fiches/nouvelle?nature=dispositif'
    const form = formIn((await alice.get('/fiches/nouvelle?nature=dispositif&depuis=adil')).text, action)
    const twin = { ...form, titre: 'Conseil logement', resume: 'Le même.', resume_modification: 'Nouveau' }
    const sent = await alice.post(action, { ...twin, acte: 'soumettre' })
    expect(sent.status).toBe(422)
    expect(sent.text).toContain('href="/fiches/conseil-logement"')
    const sure = await alice.post(action, {
      ...formIn(sent.text, action),
      pas_un_double: 'oui',
      acte: 'soumettre',
    })
    expect(sure.status).toBe(303)
  })
})

describe('corrections', () => {
  async function waiting(edit: (source: string) => string): Promise<string> {
    const id = await submitted(guide, { authorId: alice.id, slug: 'numero-vert', edit })
    return `/propositions/${id}`
  }
  const inForm = async (proposal: string) => {
    const action = `${proposal}/corriger/1`
    return { action, form: formIn((await carole.get(action)).text, action) }
  }

  test('of wording are published at once under both names', async () => {
    const proposal = await waiting((source) => source.replace(/^resume: .*$/m, 'resume: Un juriste repond.'))
    const { action, form } = await inForm(proposal)
    const made = await carole.post(action, { ...form, resume: 'Un juriste répond.', acte: 'soumettre' })
    expect(made.headers.location).toMatch(/^\/relecture\?fait=publiee&proposition=\d+$/)
    const history = await carole.get('/fiches/numero-vert/historique')
    expect(history.text).toContain('Alice Martin')
    expect(history.text).toContain('Carole Petit')
    expect((await guide.get('/fiches/numero-vert')).text).toContain('Un juriste répond.')
  })

  test('of a number wait for the author, who publishes them by one click', async () => {
    const proposal = await waiting((source) =>
      source.replace(/^telephone: .*$/m, 'telephone: 0 805 29 62 63'),
    )
    const { action, form } = await inForm(proposal)
    const made = await carole.post(action, {
      ...form,
      telephone: '0 805 29 62 64',
      resume_modification: 'J’ai appelé : c’est 64',
      acte: 'soumettre',
    })
    expect(made.headers.location).toBe(`${proposal}?fait=corrigee`)
    expect((await guide.get('/fiches/numero-vert')).text).toContain('0 805 29 62 62')
    const page = await alice.get(proposal)
    expect(page.text).toContain('À corriger')
    const agreed = await alice.post(`${proposal}/accord`, formIn(page.text, `${proposal}/accord`))
    expect(agreed.status).toBe(303)
    expect((await guide.get('/fiches/numero-vert')).text).toContain('0 805 29 62 64')
  })
})

describe('a quick edit', () => {
  const action = '/fiches/adil-arras/modifier'

  test('that is a draft opens again with the other field, and keeps both', async () => {
    const bruno = await signedIn(guide, [])
    const form = formIn((await bruno.get(`${action}?champ=telephone`)).text, action)
    const kept = await bruno.post(action, { ...form, telephone: '03 21 55 55 55', acte: 'enregistrer' })
    const draft = String(kept.headers.location).replace(/\?.*/, '')
    const other = await bruno.get(`${action}?champ=courriel`)
    expect(other.headers.location).toBe(`${draft}?fait=reprise&champ=courriel#courriel`)
    const whole = formIn((await bruno.get(String(other.headers.location))).text, draft)
    expect(whole).toMatchObject({ telephone: '03 21 55 55 55', titre: 'Bureau ADIL d’Arras' })
    const sent = await bruno.post(draft, { ...whole, courriel: 'arras@adil.example', acte: 'soumettre' })
    expect(sent.status).toBe(303)
    const page = await bruno.get(String(sent.headers.location))
    expect(page.text).toContain('03 21 55 55 55')
    expect(page.text).toContain('arras@adil.example')
  })

  test('leads to the whole form with what was typed', async () => {
    const bruno = await signedIn(guide, [])
    const form = formIn((await bruno.get(`${action}?champ=telephone`)).text, action)
    const whole = await bruno.post(action, { ...form, telephone: '03 21 55 55 56', acte: 'entiere' })
    expect(formIn(whole.text, action)).toMatchObject({
      telephone: '03 21 55 55 56',
      titre: 'Bureau ADIL d’Arras',
    })
  })

  test('is looked at as the whole fiche before it is sent', async () => {
    const bruno = await signedIn(guide, [])
    const form = formIn((await bruno.get(`${action}?champ=telephone`)).text, action)
    const kept = await bruno.post(action, { ...form, telephone: '03 21 55 55 57', acte: 'enregistrer' })
    const look = await bruno.get(
      String(kept.headers.location).replace('changements', 'apercu').replace(/\?.*/, ''),
    )
    expect(look.text).toContain('03 21 55 55 57')
    expect(look.text).toContain('rien de ceci n’est publié')
    expect((await guide.get('/fiches/adil-arras')).text).not.toContain('03 21 55 55 57')
  })
})
