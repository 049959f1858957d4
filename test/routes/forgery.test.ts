import { sql } from 'kysely'
import type { Response } from 'supertest'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { disablePerson, OPERATOR } from '../../server/actions/people.ts'
import { changesOf, findProposal } from '../../server/store/proposals.ts'
import { newApp, type TestApp } from '../support/app.ts'
import { formIn } from '../support/client.ts'
import { TEST_NOW } from '../support/databases.ts'
import { CAF, GUIDE } from '../support/fixtures.ts'
import { type SignedIn, signedIn } from '../support/people.ts'
import { everything, kept } from '../support/proposing.ts'
import {
  decide,
  type Fields,
  fillIn,
  problemsIn,
  proposalOf,
  propose,
  proposeNew,
} from '../support/writing.ts'

const ACCUEIL_CAF = {
  kind: 'site' as const,
  slug: 'accueil-caf',
  source: `---
nature: lieu
titre: Accueil de la caisse
resume: On y est reçu.
thematiques:
  - logement
territoires:
  - "62041"
responsable: caf
commune: "62041"
code_postal: "62000"
telephone: 03 21 11 11 11
---
`,
}
const ADIL_NAME = 'Agence d’information sur le logement'
const CAF_NAME = 'Caisse d’allocations familiales'

let guide: TestApp
let alice: SignedIn
let bruno: SignedIn
let carole: SignedIn
let claire: SignedIn
let denis: SignedIn
beforeAll(async () => {
  guide = await newApp({ fixtures: [...GUIDE, CAF, ACCUEIL_CAF] })
  alice = await signedIn(guide, ['contributor:institution:adil'])
  bruno = await signedIn(guide, ['contributor:institution:caf'])
  carole = await signedIn(guide, ['moderator:institution:adil'], { name: 'Carole Petit' })
  claire = await signedIn(guide, ['moderator:institution:caf'], { name: 'Claire Leroy' })
  denis = await signedIn(guide, ['administrator'])
})
afterAll(() => guide.close())

const database = () => guide.context.database
const stateOf = async (id: number) => (await findProposal(database().read, id))?.state
const ids = async () =>
  (await sql<{ id: number }>`SELECT id FROM proposals ORDER BY id`.execute(database().read)).rows.map(
    ({ id }) => id,
  )

/** Everything that is kept but sessions, and pages made in advance: what an attempt must leave alone. */
async function world() {
  const { sessions: _, rendered: __, ...rest } = await everything(database())
  return rest
}

/** Asks, and sees that nothing was written. */
async function refused(attempt: () => Promise<Response>): Promise<Response> {
  const before = await world()
  const answer = await attempt()
  expect(await world()).toEqual(before)
  return answer
}

/** An answer without what is its own: the number of the request, and the address that was asked. */
const bare = ({ status, text, headers }: Response, path: string) => {
  const own = /(?<=name="cle" value=")[^"]*|\/propositions\/\d+|(?<=Numéro de la demande[^<]*)[\w-]{36}/g
  return [status, text.replaceAll(path, '').replaceAll(own, ''), headers['cache-control']] as const
}

const AVIS = { avis: 'accepter', message: '' }
const read = async (who: SignedIn, id: number): Promise<Fields> =>
  formIn((await who.get(`/propositions/${id}`)).text, `/propositions/${id}/avis`)

describe('A02: outside the own scope', () => {
  test('what takes effect at once is refused, nothing is written; a proposal is welcome and says whose scope it reaches', async () => {
    const page = await alice.get('/fiches/accueil-caf/modifier')
    expect(page.text.replaceAll('\u00a0', ' ')).toContain(`dans le périmètre de « ${CAF_NAME} »`)
    const id = await propose(alice, 'accueil-caf', { telephone: '03 21 22 22 22' })
    expect((await carole.get(`/propositions/${id}`)).text).toContain(CAF_NAME)
    const reading = await read(claire, id)
    for (const [end, fields] of [
      ['/avis', { ...reading, ...AVIS }],
      ['/avis', { ...reading, avis: 'refuser', message: 'Non.' }],
      ['/avis', { ...reading, avis: 'demander', message: 'Pourquoi ?' }],
      ['/prendre', { version: '1' }],
      ['/rendre', { version: '1' }],
      ['/corriger/1', { ...reading, acte: 'soumettre', titre: 'Autre' }],
    ] as const) {
      const { cle: _, ...given } = fields as Fields
      const answer = await refused(() => carole.post(`/propositions/${id}${end}`, given))
      expect([end, answer.status]).toEqual([end, 403])
    }
    const batch = { [`sur.${id}`]: reading.empreinte ?? '' }
    const answer = await carole.post('/relecture', batch)
    expect(answer.headers.location).toContain('acceptees=0&laissees=1')
    expect(await stateOf(id)).toBe('submitted')
    for (const who of [bruno, alice, denis]) {
      const { cle: _, ...given }: Fields = { ...reading, ...AVIS }
      expect([403, 404]).toContain((await refused(() => who.post(`/propositions/${id}/avis`, given))).status)
    }
  })
})

describe('A03: what is not one’s own, by a guessed number', () => {
  test('answers letter by letter as what never existed', async () => {
    const draft = proposalOf(
      await fillIn(alice, '/fiches/adil/modifier?autre=1', { acte: 'enregistrer', titre: 'En cours' }),
    )
    const waiting = await propose(alice, 'adil', { resume: 'Autre chose.' })
    const withdrawn = await propose(alice, 'adil', { resume: 'Retiré.' })
    await alice.post(`/propositions/${withdrawn}/retirer`)
    const thrown = proposalOf(
      await fillIn(alice, '/fiches/adil/modifier?autre=1', { acte: 'enregistrer', titre: 'Jeté' }),
    )
    await alice.post(`/propositions/${thrown}/supprimer`)
    const nobodys: [SignedIn, number[]][] = [
      [bruno, [draft, waiting, withdrawn, thrown]],
      [carole, [draft, withdrawn, thrown]],
      [denis, [draft, withdrawn, thrown]],
    ]
    const pages = ['', '/apercu/1', '/changements/1', '/conflit/1', '/corriger/1']
    const sends = ['/changements/1', '/conflit/1', '/corriger/1', '/commenter', '/retirer', '/reprendre']
    const acts = [...sends, '/supprimer', '/accord', '/garder', '/avis', '/prendre', '/rendre']
    for (const [who, numbers] of nobodys) {
      for (const end of pages) {
        const absent = await who.get(`/propositions/999${end}`)
        for (const id of numbers) {
          const path = `/propositions/${id}${end}`
          expect(absent.status).toBe(404)
          expect(bare(await who.get(path), path)).toEqual(bare(absent, `/propositions/999${end}`))
        }
      }
      for (const end of acts) {
        const absent = await refused(() => who.post(`/propositions/999${end}`))
        for (const id of numbers) {
          const path = `/propositions/${id}${end}`
          const answer = await refused(() => who.post(path))
          expect([path, ...bare(answer, path)]).toEqual([path, ...bare(absent, `/propositions/999${end}`)])
        }
      }
    }
  })

  test('a version that is none is not brought back, and says nothing', async () => {
    for (const version of ['999', '2']) {
      const answer = await alice.get(`/fiches/numero-vert/modifier?version=${version}`)
      expect([version, answer.status]).toEqual([version, 404])
    }
    for (const version of ['0', '-1', '1e1', 'x', '1.5'])
      expect((await alice.get(`/fiches/numero-vert/modifier?version=${version}`)).status).toBe(422)
    // A version of a contact kept for professionals is theirs alone.
    const reader = await guide.get('/fiches/ligne-interne/modifier?version=1')
    expect([reader.status, reader.headers.location]).toEqual([
      303,
      '/connexion?retour=%2Ffiches%2Fligne-interne%2Fmodifier%3Fversion%3D1',
    ])
  })
})

describe('A05: of two numbers, the row that is loaded decides', () => {
  test('the proposal of another in a hidden field is not found, and nothing of it changes', async () => {
    const mine = await propose(alice, 'adil', { resume: 'À moi.' })
    const form = await bruno.get('/fiches/caf/modifier?autre=1')
    const own = formIn(form.text, '/fiches/caf/modifier')
    for (const [path, fields] of [
      ['/fiches/caf/modifier', { ...own, proposition: String(mine), position: '1', titre: 'Pris' }],
      ['/fiches/caf/modifier', { ...own, proposition: String(mine), position: '', titre: 'Pris' }],
      ['/fiches/nouvelle?nature=lieu', { proposition: String(mine), position: '1', titre: 'Pris' }],
      ['/propositions/brouillon', { fiche: 'adil', proposition: String(mine), position: '1', titre: 'Pris' }],
      ['/propositions/brouillon', { nature: 'lieu', proposition: String(mine), titre: 'Pris' }],
    ] as [string, Fields][]) {
      const answer = await refused(() => bruno.post(path, { ...fields, cle: bruno.key(path) }))
      expect([path, answer.status]).toEqual([path, 404])
    }
  })

  test('the token of another’s form makes a draft of one’s own', async () => {
    const token = 'k'.repeat(30)
    await alice.post('/propositions/brouillon', { fiche: 'adil', jeton: token, titre: 'D’Alice' })
    const { body } = await bruno.post('/propositions/brouillon', {
      fiche: 'adil',
      jeton: token,
      titre: 'De Bruno',
    })
    const { proposal, typed } = await kept(database(), body.proposition)
    expect([proposal?.authorId, typed]).toEqual([bruno.id, [{ titre: 'De Bruno' }]])
    expect((await alice.get('/propositions')).text).not.toContain('De Bruno')
  })

  test('the form of one fiche does not write over the change of another, though both are one’s own', async () => {
    const first = proposalOf(
      await fillIn(bruno, '/fiches/caf/modifier?autre=1', { acte: 'enregistrer', titre: 'La caisse' }),
    )
    const before = await changesOf(database().read, first)
    const form = await bruno.get('/fiches/adil/modifier?autre=1')
    const fields = formIn(form.text, '/fiches/adil/modifier')
    const aimed: Fields = { ...fields, proposition: String(first), position: '1', vu: '1', acte: 'soumettre' }
    const sent = await refused(() =>
      bruno.post('/fiches/adil/modifier', {
        ...aimed,
        titre: 'L’agence',
        resume_modification: 'Une autre fiche',
      }),
    )
    expect(sent.status).toBe(404)
    const { cle: _, ...without } = aimed
    const made = await refused(() =>
      bruno.post('/fiches/nouvelle?nature=institution', { ...without, titre: 'Une nouvelle' }),
    )
    expect(made.status).toBe(404)
    expect(await changesOf(database().read, first)).toEqual(before)
  })

  test('a position that is none, or of another proposal, is no change', async () => {
    const own = await propose(alice, 'adil', { resume: 'Encore à moi.' })
    for (const position of ['2', '0', '-1', '01', '1e0', ' 1', '%201', '1%00', 'x', '__proto__']) {
      for (const end of ['changements', 'conflit', 'apercu']) {
        const answer = await alice.get(`/propositions/${own}/${end}/${position}`)
        expect([end, position, answer.status]).toEqual([end, position, 404])
      }
      const path = `/propositions/${own}/changements/${position}`
      expect((await refused(() => alice.post(path, { titre: 'x' }))).status).toBe(404)
      const correct = `/propositions/${own}/corriger/${position}`
      expect((await carole.get(correct)).status).toBe(404)
    }
    for (const id of ['0', '01', '-1', '1e0', '1.0', '99999999999', 'x', '%00', '__proto__'])
      expect([id, (await alice.get(`/propositions/${id}`)).status]).toEqual([id, 404])
  })
})

describe('A07: refusals of private addresses', () => {
  test.each([
    '/propositions/1',
    '/propositions/1/changements/1',
    '/relecture',
    '/fiches/ligne-interne/modifier',
  ])('%s tells a reader nothing but where to sign in', async (path) => {
    const answer = await guide.get(path)
    expect([answer.status, answer.headers.location]).toEqual([
      303,
      `/connexion?retour=${encodeURIComponent(path)}`,
    ])
    expect(answer.text).not.toMatch(/Zyglarsky|at .*\.ts:/)
  })
})

describe('A08: what a form brings besides', () => {
  const EXTRA = {
    role: 'administrator',
    author_id: '1',
    authorId: '1',
    rev: '99',
    revision: '99',
    state: 'accepted',
    etat: 'accepted',
    version: '99',
    edited: 'x',
    edited_by: '1',
    published: '1',
    source: '---\nnature: contact\n---\n',
    kind: 'contact',
    slug: 'numero-vert',
    document_id: '1',
    takenBy: '1',
    decided_at: '2026-01-01',
    promisedOn: '2020-01-01',
    archive: 'oui',
    'archive.le': '2026-01-01',
    'archive.motif': 'Fini',
    'verification.tous_les_jours': '730',
    nature: 'contact',
    visibilite: 'professionnels',
    __proto__x: 'y',
    'constructor.prototype.x': 'y',
  }

  test('changes nothing: neither whose it is, nor its state, nor what no field of the form holds', async () => {
    const id = await propose(alice, 'adil', { resume: 'Un autre résumé.', ...EXTRA })
    const { proposal, changes } = await kept(database(), id)
    expect(proposal).toMatchObject({
      authorId: alice.id,
      state: 'submitted',
      version: 1,
      takenBy: null,
      decidedAt: null,
    })
    expect(proposal?.promisedOn?.slice(0, 4)).toBe('2026')
    expect(changes).toMatchObject([
      { kind: 'institution', slug: 'adil', edited: null, editedBy: null, published: null, typed: null },
    ])
    expect(changes[0]?.source).not.toMatch(/archive|verification|visibilite|contact$/m)
    const page = await alice.get('/compte')
    expect(page.text).not.toContain('Administrateur')
  })

  test('is not even kept with the draft', async () => {
    const { body } = await alice.post('/propositions/brouillon', {
      fiche: 'adil',
      jeton: 'e'.repeat(30),
      resume: 'Un brouillon.',
      ...EXTRA,
    })
    const { typed } = await kept(database(), body.proposition)
    expect(Object.keys(typed[0] ?? {}).toSorted()).toEqual(['resume', 'source'])
  })

  test('a short form changes what it shows, whatever else it brings', async () => {
    const page = '/fiches/adil/modifier?champ=telephone&autre=1'
    const sent = await fillIn(alice, page, { telephone: '03 21 00 00 07', titre: 'Pris', ...EXTRA })
    const { changes, proposal } = await kept(database(), proposalOf(sent))
    const published = (await alice.get('/fiches/adil.md')).text
    const line = 'telephone: 03 21 00 00 07'
    expect(changes[0]?.source?.split('\n').filter((each) => each !== line)).toEqual(published.split('\n'))
    expect(proposal?.state).toBe('submitted')
  })

  test.each(['0', '-1', '99', '1.5', 'NaN', '1e9', '', '__proto__', '2 '])(
    'a base that is out of range (« %s ») is the version that is published',
    async (base) => {
      const sent = await fillIn(alice, '/fiches/numero-vert/modifier?autre=1', {
        resume: 'Un autre.',
        resume_modification: 'Autre',
        base,
      })
      const { changes } = await kept(database(), proposalOf(sent))
      expect(changes[0]?.base).toBe(1)
    },
  )

  test('words that are names of every object are words', async () => {
    const id = await propose(alice, 'adil', { resume: 'Des mots.' })
    const pages: [SignedIn, string][] = [
      [alice, `/propositions/${id}`],
      [carole, `/propositions/${id}`],
      [alice, '/propositions'],
      [alice, `/propositions/${id}/changements/1`],
      [alice, '/fiches/adil/modifier?autre=1'],
      [carole, '/relecture'],
      [alice, '/compte'],
      [denis, '/administration/comptes'],
      [denis, `/administration/comptes/${alice.id}`],
      [denis, '/administration/courriels'],
      [denis, '/administration/journal'],
    ]
    const names = ['fait', 'champ', 'version', 'vue', 'onglet', 'depuis', 'etat', 'role', 'acte', 'theme']
    for (const word of ['constructor', '__proto__']) {
      for (const [who, page] of pages) {
        for (const name of names) {
          const path = `${page}${page.includes('?') ? '&' : '?'}${name}=${word}`
          const { status } = await who.get(path)
          expect([path, status < 500]).toEqual([path, true])
        }
      }
      expect((await guide.get(`/connexion?fait=${word}`)).status).toBe(200)
      const fields = Object.fromEntries(
        [
          'champ',
          'pour',
          'parent',
          'acte',
          'mode',
          'jeton',
          'vu',
          'base',
          `${word}.0`,
          `publics.${word}`,
        ].map((name) => [name, word]),
      )
      for (const path of [`/propositions/${id}/changements/1`, '/fiches/adil/modifier']) {
        const { status } = await alice.post(path, { ...fields, cle: alice.key(path), [word]: word })
        expect([path, word, status < 500]).toEqual([path, word, true])
      }
      const draft = await alice.post('/propositions/brouillon', { ...fields, fiche: 'adil' })
      expect(draft.status).toBeLessThan(500)
    }
  })
})

describe('A09: a fiche that would pass to another institution', () => {
  test('is not published before both sides have agreed, whichever agrees first', async () => {
    for (const [first, second] of [
      [claire, carole],
      [carole, claire],
    ] as const) {
      const id = await propose(bruno, 'accueil-caf', { responsable: ADIL_NAME })
      const before = (await guide.get('/fiches/accueil-caf.md')).text
      const half = await decide(first, id, 'accepter')
      expect([half.status, await stateOf(id)]).toEqual([303, 'in_review'])
      expect((await guide.get('/fiches/accueil-caf.md')).text).toBe(before)
      // The same side again is not the other one.
      const again = await first.post(`/propositions/${id}/avis`, {
        ...(await fingerprintOf(first, id)),
        ...AVIS,
      })
      expect([again.status, await stateOf(id)]).toEqual([303, 'in_review'])
      const whole = await decide(second, id, 'accepter')
      expect([whole.status, await stateOf(id)]).toEqual([303, 'accepted'])
      expect((await guide.get('/fiches/accueil-caf.md')).text).toContain('responsable: adil')
      // Back where it was.
      const back = await propose(bruno, 'accueil-caf', { responsable: CAF_NAME })
      await decide(carole, back, 'accepter')
      await decide(claire, back, 'accepter')
      expect((await guide.get('/fiches/accueil-caf.md')).text).toContain('responsable: caf')
    }
  })

  test('so is one that an older version would take back to where it was', async () => {
    const history = await guide.get('/fiches/accueil-caf/versions/2')
    expect(history.text).toContain(ADIL_NAME)
    const sent = await fillIn(bruno, '/fiches/accueil-caf/modifier?version=2', {
      to: '/fiches/accueil-caf/modifier',
    })
    const id = proposalOf(sent)
    await decide(claire, id, 'accepter')
    expect(await stateOf(id)).toBe('in_review')
    await bruno.post(`/propositions/${id}/retirer`)
  })

  test('an institution is put under another, or taken from under it, by both', async () => {
    for (const responsable of [CAF_NAME, '']) {
      const id = await propose(alice, 'adil', { responsable })
      await decide(carole, id, 'accepter')
      expect([responsable, await stateOf(id)]).toEqual([responsable, 'in_review'])
      await decide(claire, id, 'accepter')
      expect([responsable, await stateOf(id)]).toEqual([responsable, 'accepted'])
    }
  })

  test('a moderator who corrects it into another institution does not speak for that one', async () => {
    const id = await propose(bruno, 'accueil-caf', { resume: 'On y est bien reçu.' })
    const corrected = await fillIn(claire, `/propositions/${id}/corriger/1`, { responsable: ADIL_NAME })
    expect(corrected.status).toBe(303)
    expect(await stateOf(id)).not.toBe('accepted')
    expect((await guide.get('/fiches/accueil-caf.md')).text).toContain('responsable: caf')
    await bruno.post(`/propositions/${id}/retirer`)
  })
})

/** What the page would send, where it has no form to send it by. */
async function fingerprintOf(who: SignedIn, id: number): Promise<Fields> {
  const { outlooksOf, fingerprintOf: of } = await import('../../server/actions/outlook.ts')
  const changes = (await changesOf(database().read, id)).filter(({ source }) => source !== null)
  const outlooks = await outlooksOf(database().read, changes, (_, slug) => slug)
  const proposal = await findProposal(database().read, id)
  const version = proposal?.version ?? 0
  void who
  return { version: String(version), empreinte: of(version, outlooks) }
}

describe('A11: nobody decides on the own proposal', () => {
  test.each([
    ['contributor:institution:adil'],
    ['moderator:institution:adil'],
    ['moderator:everywhere'],
    ['administrator'],
    ['administrator', 'moderator:everywhere'],
    ['moderator:theme:logement', 'moderator:territory:pas-de-calais'],
  ])('%s, by no way', async (...grants) => {
    const who = await signedIn(guide, grants)
    const id = await propose(who, 'adil', { sigle: 'ADIL62' })
    const reading = await fingerprintOf(who, id)
    for (const [end, fields] of [
      ['/avis', { ...reading, ...AVIS }],
      ['/avis', { ...reading, avis: 'demander', message: 'Pourquoi ?' }],
      ['/avis', { ...reading, avis: 'refuser', message: 'Non.' }],
      ['/prendre', reading],
      ['/rendre', reading],
      ['/corriger/1', { ...reading, acte: 'soumettre', titre: 'ADIL' }],
    ] as const) {
      const answer = await refused(() => who.post(`/propositions/${id}${end}`, fields as Fields))
      expect([end, answer.status]).toEqual([end, 403])
    }
    expect((await who.get(`/propositions/${id}/corriger/1`)).status).toBe(403)
    if (grants.some((grant) => !grant.startsWith('contributor'))) {
      const batch = await who.post('/relecture', { [`sur.${id}`]: reading.empreinte ?? '' })
      expect(batch.headers.location).toContain('acceptees=0&laissees=1')
    }
    expect(await stateOf(id)).toBe('submitted')
    await who.post(`/propositions/${id}/retirer`)
  })

  test('nor on the other side of it: an author who speaks for both sides waits for both', async () => {
    const both = await signedIn(guide, ['moderator:institution:adil', 'moderator:institution:caf'])
    const id = await propose(both, 'accueil-caf', { responsable: ADIL_NAME })
    await decide(carole, id, 'accepter')
    expect(await stateOf(id)).toBe('in_review')
    await both.post(`/propositions/${id}/retirer`)
  })

  test('a moderator’s own corrections of what the author alone knows wait for the author', async () => {
    const id = await propose(alice, 'adil', { telephone: '03 21 00 00 08' })
    const corrected = await fillIn(carole, `/propositions/${id}/corriger/1`, { telephone: '03 21 00 00 09' })
    expect(corrected.headers.location).toContain('corrigee')
    for (const end of ['/avis', '/accord', '/garder']) {
      const fields = { ...(await fingerprintOf(carole, id)), ...AVIS }
      const answer = await refused(() => carole.post(`/propositions/${id}${end}`, fields))
      expect([end, [403, 409].includes(answer.status)]).toEqual([end, true])
    }
    // Nor does a second correction, of one word, publish the first.
    const again = await carole.get(`/propositions/${id}/corriger/1`)
    const second = {
      ...formIn(again.text, `/propositions/${id}/corriger/1`),
      sigle: 'ADIL 9',
      acte: 'soumettre',
    }
    expect((await refused(() => carole.post(`/propositions/${id}/corriger/1`, second))).status).toBe(409)
    expect((await guide.get('/fiches/adil')).text).not.toContain('03 21 00 00 09')
    await alice.post(`/propositions/${id}/retirer`)
  })
})

describe('A12: a new fiche under a name that is taken', () => {
  const fields = {
    resume: 'Une autre.',
    'thematiques.0': 'Logement',
    'territoires.0': 'Pas-de-Calais',
    responsable: ADIL_NAME,
  }
  test.each([
    'Conseil logement',
    'CONSEIL LOGEMENT',
    'Conseil Lögement'.normalize('NFD'),
    'Çonseil logément'.normalize('NFC'),
    'conseil-logement',
    ' conseil   logement ',
    'Conseil\u200b logement',
    '../conseil logement',
    'Conseil/logement',
    'Conseil\u202e logement',
    'Cоnseil logement conseil-logement',
  ])('« %s » is held against it, and never takes its place', async (titre) => {
    const before = (await guide.get('/fiches/conseil-logement.md')).text
    const asked = await proposeNew(alice, 'dispositif', { titre, ...fields })
    const sure =
      asked.status === 422
        ? await proposeNew(alice, 'dispositif', { titre, ...fields, pas_un_double: 'oui' })
        : asked
    expect([422, 303]).toContain(asked.status)
    expect([sure.status, problemsIn(sure.text)]).toEqual([303, []])
    const [change] = await changesOf(database().read, proposalOf(sure))
    expect(change?.slug).toMatch(/^[a-z0-9]+(?:-[a-z0-9]+)*$/)
    expect(change?.slug).not.toBe('conseil-logement')
    expect((await guide.get('/fiches/conseil-logement.md')).text).toBe(before)
  })

  test.each([
    'Conseil logement.',
    'Recherche',
    'ADMIN',
    'Nouvelle',
    'Modifier',
    'api',
    'Versions',
    'Comparer',
    'Historique',
    '...',
    '‑‑‑‑',
  ])('« %s » is a word of the guide, or no title', async (titre) => {
    const sent = await proposeNew(alice, 'dispositif', { titre, ...fields })
    expect(sent.status).toBe(422)
    expect(sent.text).toContain('Une autre.')
  })

  test('a slug that a form brings is none', async () => {
    const sent = await proposeNew(alice, 'dispositif', {
      titre: 'Un titre à moi',
      ...fields,
      slug: 'adil',
      fiche: 'adil',
      position: '1',
    })
    const [change] = await changesOf(database().read, proposalOf(sent))
    expect(change).toMatchObject({ slug: 'un-titre-a-moi', documentId: null, base: 0 })
  })
})

describe('A14: a verdict on what was decided', () => {
  test('409, and nothing is published nor written', async () => {
    const accepted = await propose(alice, 'adil', { sigle: 'ADIL-62' })
    const rejected = await propose(alice, 'adil', { sigle: 'ADIL 62' })
    const withdrawn = await propose(alice, 'adil', { sigle: 'ADIL.62' })
    const readings = new Map<number, Fields>()
    for (const id of [accepted, rejected, withdrawn]) readings.set(id, await read(carole, id))
    await decide(carole, rejected, 'refuser', 'Non.')
    await alice.post(`/propositions/${withdrawn}/retirer`)
    await decide(carole, accepted, 'accepter')
    for (const id of [accepted, rejected, withdrawn]) {
      // What the author took back is for nobody else: it is not even found.
      const expected = id === withdrawn ? 404 : 409
      const { cle: _, ...reading } = readings.get(id) ?? {}
      for (const fields of [
        { ...reading, ...AVIS },
        { ...reading, avis: 'refuser', message: 'Non.' },
        { ...reading, avis: 'demander', message: 'Pourquoi ?' },
      ]) {
        const answer = await refused(() => carole.post(`/propositions/${id}/avis`, fields))
        expect([id, fields.avis, answer.status]).toEqual([id, fields.avis, expected])
      }
      for (const end of ['/prendre', '/rendre', '/commenter']) {
        const fields = { version: '1', commentaire: 'Un mot.' }
        const answer = await refused(() => carole.post(`/propositions/${id}${end}`, fields))
        expect([id, end, answer.status]).toEqual([id, end, expected])
      }
      const corrected = await refused(() =>
        carole.post(`/propositions/${id}/corriger/1`, { ...reading, acte: 'soumettre', titre: 'Pris' }),
      )
      expect([409, 404, 422]).toContain(corrected.status)
      const batch = await carole.post('/relecture', { [`sur.${id}`]: reading.empreinte ?? '' })
      expect(batch.headers.location).toContain('acceptees=0&laissees=1')
    }
  })

  test('what was read before its author took it back and sent it anew is not what is decided', async () => {
    const id = await propose(alice, 'adil', { sigle: 'Adil62' })
    const { cle: _, ...reading } = await read(carole, id)
    await alice.post(`/propositions/${id}/retirer`)
    await alice.post(`/propositions/${id}/reprendre`)
    expect(
      (await refused(() => carole.post(`/propositions/${id}/avis`, { ...reading, ...AVIS }))).status,
    ).toBe(404)
    const sent = await fillIn(alice, `/propositions/${id}/changements/1`, { sigle: 'Autre' })
    expect(sent.status).toBe(303)
    const answer = await refused(() => carole.post(`/propositions/${id}/avis`, { ...reading, ...AVIS }))
    expect([answer.status, await stateOf(id)]).toEqual([409, 'submitted'])
    await alice.post(`/propositions/${id}/retirer`)
  })
})

describe('a disabled account', () => {
  test('keeps, sends, decides and reads nothing', async () => {
    const gone = await signedIn(guide, ['moderator:everywhere'])
    const id = await propose(alice, 'adil', { sigle: 'ADIL 1' })
    const own = await propose(gone, 'caf', { sigle: 'CAF 1' })
    const { cle: _, ...reading } = await read(gone, id)
    await disablePerson(database(), gone.id, OPERATOR, TEST_NOW)
    for (const [path, fields] of [
      [`/propositions/${id}/avis`, { ...reading, ...AVIS }],
      [`/propositions/${own}/retirer`, {}],
      [`/propositions/${own}/changements/1`, { titre: 'x' }],
      ['/fiches/adil/modifier', { titre: 'x' }],
      ['/propositions/brouillon', { fiche: 'adil', titre: 'x' }],
      ['/relecture', { [`sur.${id}`]: reading.empreinte ?? '' }],
    ] as [string, Fields][]) {
      const before = await ids()
      const answer = await gone.post(path, fields)
      expect([path, answer.status]).toEqual([path, 303])
      expect(answer.headers.location).toMatch(/^\/connexion\?/)
      expect(await ids()).toEqual(before)
    }
    expect([await stateOf(id), await stateOf(own)]).toEqual(['submitted', 'submitted'])
    for (const path of [`/propositions/${own}`, '/relecture', `/propositions/${own}/apercu/1`])
      expect((await gone.get(path)).status).toBe(303)
    expect((await gone.get('/fiches/ligne-interne')).status).toBe(404)
    await alice.post(`/propositions/${id}/retirer`)
  })
})
