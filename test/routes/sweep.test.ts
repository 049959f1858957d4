import { readdirSync } from 'node:fs'
import supertest, { type Response } from 'supertest'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ROUTES } from '../../server/routes/index.ts'
import { fold } from '../../server/text/fold.ts'
import { newApp, type TestApp } from '../support/app.ts'
import { ADIL, ADIL_ARRAS, CAF, CONSEIL, GUIDE, NUMERO_VERT, publishVersion } from '../support/fixtures.ts'
import { type SignedIn, signedIn } from '../support/people.ts'
import { letters } from '../support/proposing.ts'
import { decide, fillIn, proposalOf, propose, proposeNew } from '../support/writing.ts'

/** One invented word for each place in which words wait that nobody has approved; none is like another. */
const WAITING = {
  'a draft': 'brontalumeau',
  'a draft of a new fiche': 'quistovale',
  'the text of a proposal': 'cravozine',
  'its body': 'dulcimarque',
  'its summary': 'fragoluste',
  'its message': 'gribanthelle',
  'what its author typed after sending it': 'plumectoire',
  'a comment': 'hirvoquet',
  'the answer of its author': 'wolfrageon',
  'a refused text': 'jarnabiste',
  'why it was refused': 'kolibrante',
  'a withdrawn text': 'lumbrasque',
  'a moderator’s corrections': 'mavrotine',
  'why they were made': 'sabrécourge',
  'a question to an author': 'truchelonde',
  'the title of a new fiche': 'nacrivelle',
  'a contact that waits with it': 'ostrogine',
} as const
const WORDS: readonly string[] = Object.values(WAITING)

/** What the contact kept for professionals is made of. */
const RESERVED = ['Zyglarsky', 'zébulonique', 'ligne-interne'] as const
const NUMBERS = { waiting: '0321557788', reserved: '0321998877' } as const
const RESERVED_SEEN = /zyglarsky|zebulonique|ligne-interne|0321998877|\+33321998877/

/** As a machine compares: an accent, a capital or the spaces of a number hide nothing. */
const seenIn = (text: string) => fold(text).replace(/(?<=\d)[ \u00a0.\u202f](?=\d)/g, '')
const waitingIn = (text: string) =>
  [...WORDS, NUMBERS.waiting].filter((word) => seenIn(text).includes(fold(word)))

/** The words that somebody might ask: whole, without accents, unfinished, and with a slip of the finger. */
function askedAs(word: string): string[] {
  const [a = '', b = ''] = word.slice(4, 6)
  return [...new Set([word, fold(word), word.slice(0, 6), word.slice(0, 4) + b + a + word.slice(6)])]
}
const ASKED = [...WORDS, ...RESERVED, ...Object.values(NUMBERS)].flatMap(askedAs)

const PUBLISHED = [ADIL, NUMERO_VERT, CONSEIL, ADIL_ARRAS, CAF].map(({ slug }) => slug)
/** Addresses of what is not for everybody: they answer as those of nothing. */
const HIDDEN = ['ligne-interne', 'nacrivelle', 'nacrivelle-2', 'ostrogine', 'permanence-ostrogine']

const HOLES: Readonly<Record<string, readonly string[]>> = {
  mot: ASKED,
  fiche: [...PUBLISHED, ...HIDDEN],
  version: ['1', '2', '3'],
  theme: ['logement', 'expulsions'],
  territoire: ['pas-de-calais'],
  aide: ['chercher', 'chercherr'],
  commune: ['62041'],
  mois: ['2026-11'],
  jeton: ['a'.repeat(43)],
  proposition: ['1', '7', '99'],
}

/** Each address that a sample stands for. */
function filled(sample: string): string[] {
  const [hole, name = ''] = /\{(\w+)\}/.exec(sample) ?? []
  if (hole === undefined) return [sample]
  const values = HOLES[name]
  if (values === undefined) throw new Error(`No value for ${hole}`)
  return values.flatMap((value) => filled(sample.replace(hole, encodeURIComponent(value))))
}

const PAGES = ROUTES.filter(({ method }) => method === 'GET')
const OPEN = PAGES.flatMap((route) => ('samples' in route ? route.samples.flatMap(filled) : []))

/** Every other page, at the numbers that drafts, proposals and accounts have. */
const CLOSED = PAGES.flatMap((route) =>
  'samples' in route
    ? []
    : [...PUBLISHED.slice(0, 1), ...HIDDEN].flatMap((slug) =>
        ['1', '2', '7', '99'].map((id) =>
          route.path
            .replace(':slug', slug)
            .replace(':id', id)
            .replace(':position', '1')
            .replace(':jeton', 'a'.repeat(43)),
        ),
      ),
)

/** Addresses of nothing, whose page proposes what is near. */
const UNKNOWN = [...WORDS, ...RESERVED].flatMap((word) => [
  `/fiches/${encodeURIComponent(word)}`,
  `/${encodeURIComponent(word)}`,
])

const SURFACES = [...new Set([...OPEN, ...CLOSED, ...UNKNOWN, '/theme.css', '/logo'])]

/** What an answer says besides when it was given and its own number. */
function told({ status, headers, text }: Response): string {
  const { date: _, connection: __, 'keep-alive': ___, etag, ...others } = headers
  const own = /"identifiant":"[^"]*"|(?<=name="cle" value=")[^"]*/g
  // The fingerprint of an answer that holds its own number is another each time.
  return JSON.stringify([status, others, text?.replace(own, ''), own.test(text ?? '') ? '' : etag])
}

/** Nothing for two answers that are alike, else where they part. */
function difference(before: string, now: string): string {
  if (before === now) return ''
  const at = Array.from(now).findIndex((letter, index) => letter !== before[index])
  return `${before.slice(at - 60, at + 60)}  ≠  ${now.slice(at - 60, at + 60)}`
}

/** A page that shows what was asked says those words: they are the reader’s own. */
function withoutEcho(text: string, path: string): string {
  const asked = [
    ...new URL(path, 'http://guide').searchParams.values(),
    ...decodeURIComponent(path.split('?')[0] ?? '').split('/'),
  ]
  return asked
    .filter((word) => word.length > 3)
    .sort((a, b) => b.length - a.length)
    .reduce((rest, word) => rest.split(fold(word)).join('').split(encodeURIComponent(word)).join(''), text)
}

describe('A04, A06, A07: every surface of the guide', () => {
  let guide: TestApp
  let alice: SignedIn
  let bruno: SignedIn
  let carole: SignedIn
  const before = new Map<string, string>()
  const proposals: number[] = []

  const ask = async (path: string) => supertest(guide.app).get(path).set('Host', 'guide')

  beforeAll(async () => {
    guide = await newApp({ fixtures: [...GUIDE, CAF] })
    const { database, renderer, index } = guide.context
    const edited = { ...ADIL, source: ADIL.source.replace('Conseille', 'Renseigne') }
    await publishVersion(database, renderer, edited, 1)
    await index.catchUp()
    alice = await signedIn(guide, ['contributor:institution:adil'])
    bruno = await signedIn(guide, ['contributor:institution:caf'])
    carole = await signedIn(guide, ['moderator:institution:adil'], { name: 'Carole Petit' })
    for (const path of SURFACES) before.set(path, told(await ask(path)))
    await write()
  }, 240_000)
  afterAll(() => guide.close())

  async function write(): Promise<void> {
    const say = (place: keyof typeof WAITING) => `Un mot ${WAITING[place]} ici.`
    // Drafts: one saved by the script, one by its button, one left after a text was sent.
    const draft = { fiche: 'conseil-logement', jeton: 'j'.repeat(30), titre: WAITING['a draft'] }
    const kept = await alice.post('/propositions/brouillon', { ...draft, resume: say('a draft') })
    expect(kept.status).toBe(200)
    const unsent = await proposeNew(alice, 'lieu', {
      acte: 'enregistrer',
      titre: say('a draft of a new fiche'),
      'corps.0.texte': say('a draft of a new fiche'),
    })
    expect(unsent.status).toBe(303)

    const texts = {
      titre: `Agence ${WAITING['the text of a proposal']}`,
      resume: say('the text of a proposal'),
      mots_usuels: WAITING['the text of a proposal'],
      telephone: NUMBERS.waiting,
      'corps.0.texte': say('its body'),
      resume_modification: say('its summary'),
      message: say('its message'),
    }
    const waiting = await propose(alice, 'adil', texts)
    await fillIn(alice, `/propositions/${waiting}/changements/1`, {
      acte: 'enregistrer',
      resume: say('what its author typed after sending it'),
    })
    const comment = `/propositions/${waiting}/commenter`
    await carole.post(comment, { commentaire: say('a comment') })
    await decide(carole, waiting, 'demander', say('a question to an author'))
    await alice.post(comment, { commentaire: say('the answer of its author') })

    const refused = await propose(alice, 'numero-vert', { resume: say('a refused text') })
    await decide(carole, refused, 'refuser', say('why it was refused'))
    const withdrawn = await propose(alice, 'adil-arras', { resume: say('a withdrawn text') })
    await alice.post(`/propositions/${withdrawn}/retirer`)

    const corrected = await propose(alice, 'conseil-logement', { delai: 'Deux semaines' })
    const correcting = await fillIn(carole, `/propositions/${corrected}/corriger/1`, {
      conditions: say('a moderator’s corrections'),
      'corps.0.texte': say('a moderator’s corrections'),
      resume_modification: say('why they were made'),
    })
    expect(correcting.headers.location).toContain('corrigee')

    const identity = {
      resume: say('the title of a new fiche'),
      'thematiques.0': 'Logement',
      'territoires.0': 'Pas-de-Calais',
      responsable: 'Agence d’information sur le logement',
    }
    const page = '/fiches/nouvelle?nature=dispositif'
    const title = { ...identity, titre: WAITING['the title of a new fiche'] }
    const begun = await fillIn(alice, page, { to: page, ...title, acte: 'creer:contact:contacts' })
    const contact = {
      titre: `Permanence ${WAITING['a contact that waits with it']}`,
      fonction: say('a contact that waits with it'),
      telephone: NUMBERS.waiting,
      ...identity,
    }
    const added = await fillIn(alice, begun.headers.location ?? '', contact)
    expect(added.headers.location).toContain('fait=ajoute')
    const parent = String(added.headers.location).replace(/#.*/, '')
    const sent = await fillIn(alice, parent, { resume_modification: 'Un dispositif et son contact' })
    expect(sent.headers.location).toContain('fait=soumise')

    proposals.push(waiting, refused, withdrawn, corrected, proposalOf(begun))
    // Everybody who may has read all of it: nothing of that stays for others.
    for (const id of proposals) {
      for (const who of [alice, carole]) {
        await who.get(`/propositions/${id}`)
        await who.get(`/propositions/${id}/apercu/1`)
      }
    }
    await carole.get('/relecture?onglet=toutes')
    await alice.get('/propositions')
    await guide.context.index.catchUp()
  }

  test('each page that anybody may open gives addresses of it', () => {
    for (const route of PAGES) {
      if (!('samples' in route)) continue
      const pattern = new RegExp(`^${route.path.replace('.', '\\.').replace(/:\w+/g, '[^/?]+')}(?:\\?|$)`)
      expect([route.path, route.samples.length > 0]).toEqual([route.path, true])
      for (const sample of route.samples) expect(sample).toMatch(pattern)
    }
  })

  test('no other page answers somebody who is not signed in', async () => {
    for (const path of CLOSED) expect([path, (await ask(path)).status]).toEqual([path, 303])
  })

  test('the words wait where they were written, and those who may read them do', async () => {
    const own = await Promise.all(
      ['/propositions', ...proposals.map((id) => `/propositions/${id}`)].map((path) => alice.get(path)),
    )
    const drafts = await Promise.all(
      [1, 2, proposals[0]].map((id) => alice.get(`/propositions/${id}/changements/1`)),
    )
    const read = [...own, ...drafts].map(({ text }) => seenIn(text)).join('\n')
    expect([...WORDS, NUMBERS.waiting].filter((word) => !read.includes(fold(word)))).toEqual([])
  })

  test('no word that nobody approved is told to a reader: every answer is what it was before it was written, header by header and letter by letter', async () => {
    for (const path of SURFACES) {
      const answer = await ask(path)
      expect(answer.status, path).toBeLessThan(500)
      const now = told(answer)
      expect(difference(before.get(path) ?? '', now), path).toBe('')
      const rest = withoutEcho(seenIn(now), path)
      expect([path, waitingIn(rest)]).toEqual([path, []])
      expect(RESERVED_SEEN.exec(rest)?.[0], path).toBeUndefined()
    }
    console.log(`le balayage : ${SURFACES.length} adresses, ${WORDS.length} mots en attente`)
    expect(SURFACES.length).toBeGreaterThan(900)
  })

  test('no number of an answer betrays it, nor a correction of what is typed', async () => {
    for (const word of ASKED) {
      const { body } = await ask(`/api/v1/suggestions?q=${encodeURIComponent(`${word} loyer`)}`)
      expect([word, body.compris.corrige]).toEqual([word, null])
    }
    expect((await ask('/sante')).body.fiches).toBe(PUBLISHED.length)
    expect((await ask('/recherche?q=conseil&nature=contact')).text).not.toContain('/fiches/ligne-interne')
  })

  test('a refusal or a fault says nothing of it either', async () => {
    const answers: Response[] = []
    const sends = (path: string) => supertest(guide.app).post(path).type('form')
    for (const id of [...proposals, 999]) {
      const path = `/propositions/${id}`
      answers.push(await supertest(guide.app).put(path))
      answers.push(await supertest(guide.app).options(path))
      answers.push(await supertest(guide.app).head(path))
      for (const end of ['/avis', '/commenter', '/retirer', '/changements/1', '/corriger/1', '/conflit/1']) {
        answers.push(await sends(path + end).send('cle=x'))
        answers.push(
          await sends(path + end)
            .set('Sec-Fetch-Site', 'same-origin')
            .send('cle=x'),
        )
        answers.push(await sends(path + end).send(`a=${'x'.repeat(600_000)}`))
        answers.push(
          await sends(path + end)
            .set('Content-Type', 'application/json')
            .send('{}'),
        )
      }
    }
    const statuses = new Set(answers.map(({ status }) => status))
    expect([...statuses].toSorted()).toEqual([204, 303, 403, 405, 413, 415])
    const render = guide.context.renderPage
    guide.context.renderPage = ((name, model) => {
      if (name === 'fiches/list') throw new TypeError(JSON.stringify(model))
      return render(name, model)
    }) as typeof render
    answers.push(await ask('/fiches?nature=lieu'))
    guide.context.renderPage = render
    expect(answers.at(-1)?.status).toBe(500)
    for (const answer of answers) {
      expect(waitingIn(told(answer))).toEqual([])
      expect(seenIn(told(answer))).not.toMatch(RESERVED_SEEN)
    }
  })

  test('the statistics count none of it', async () => {
    await guide.context.visits.flush()
    for (const path of ['/statistiques', '/statistiques.csv', '/statistiques?mois=2026-11']) {
      const { text, status } = await ask(path)
      expect([status, waitingIn(text), RESERVED_SEEN.test(seenIn(text))]).toEqual([200, [], false])
    }
  })

  test('the files of the guide, and what its pages load, hold none of it', async () => {
    const { text } = await ask('/')
    const linked = Array.from(text.matchAll(/(?:href|src)="(\/assets\/[^"#?]+)/g), ([, path = '']) => path)
    expect(linked.length).toBeGreaterThan(2)
    const files = readdirSync(guide.context.assetsDir, { recursive: true }).map(String)
    for (const path of [...new Set([...linked, ...files.map((file) => `/assets/${file}`)])]) {
      const answer = await ask(path)
      expect(waitingIn(JSON.stringify([answer.headers, answer.text ?? ''])), path).toEqual([])
    }
  })

  test('letters name what is published and go to those who may read it', async () => {
    const posted = await letters(guide.context.database)
    expect(posted.length).toBeGreaterThan(5)
    expect(new Set(posted.map(({ recipient }) => recipient))).toEqual(new Set([alice.email, carole.email]))
    for (const { text } of posted) expect(waitingIn(text)).toEqual([])
  })

  test('the log holds none of it', () => {
    expect(guide.log.length).toBeGreaterThan(SURFACES.length)
    expect(waitingIn(guide.log.filter((line) => !line.includes('TypeError')).join('\n'))).toEqual([])
  })

  test('a contributor of another institution reads the contact of professionals, and nothing that waits', async () => {
    const paths = [
      ...new Set([
        ...SURFACES.filter((path) => !path.startsWith('/connexion') && !path.startsWith('/compte/effacer')),
        '/fiches/adil/modifier',
        '/fiches/conseil-logement/modifier',
        '/fiches/numero-vert/modifier?champ=telephone',
        '/fiches/nouvelle?nature=dispositif&depuis=adil',
      ]),
    ]
    let reserved = 0
    for (const path of paths) {
      const answer = await bruno.get(path)
      expect(answer.status, path).toBeLessThan(500)
      const rest = withoutEcho(seenIn(told(answer)), path)
      expect([path, waitingIn(rest)]).toEqual([path, []])
      if (RESERVED_SEEN.test(rest)) reserved += 1
    }
    for (const id of proposals) {
      for (const end of ['', '/apercu/1', '/changements/1', '/conflit/1', '/corriger/1'])
        expect((await bruno.get(`/propositions/${id}${end}`)).status).toBe(404)
    }
    console.log(`un contributeur d’ailleurs : ${paths.length} adresses`)
    expect(reserved).toBeGreaterThan(20)
  })

  test('what is too like a fiche that waits is told to nobody who writes another', async () => {
    const identity = {
      resume: 'Une autre.',
      'thematiques.0': 'Logement',
      'territoires.0': 'Pas-de-Calais',
      responsable: 'Caisse d’allocations familiales',
    }
    const title = WAITING['the title of a new fiche'].toUpperCase()
    const sent = await proposeNew(bruno, 'dispositif', { titre: title, ...identity })
    expect([sent.status, waitingIn(sent.text.replaceAll(title, ''))]).toEqual([303, []])
  })

  test('once a text is approved it is found at once; what was said about it, and what was typed since, is not', async () => {
    const accepted = await decide(carole, proposals[0] ?? 0, 'accepter')
    expect([accepted.status, accepted.headers.location]).toEqual([
      303,
      expect.stringContaining('/relecture?fait=publiee&proposition='),
    ])
    const found = new Set<string>()
    for (const path of SURFACES) {
      const answer = await ask(path)
      for (const word of waitingIn(withoutEcho(seenIn(told(answer)), path))) found.add(word)
    }
    const published = ['the text of a proposal', 'its body', 'its summary'] as const
    const words = [...published.map((place) => WAITING[place]), NUMBERS.waiting]
    expect([...found].toSorted()).toEqual(words.toSorted())
    const { body } = await ask('/api/v1/suggestions?q=cravozin')
    expect(body.suggestions[0].slug).toBe('adil')
  })
})
