import supertest from 'supertest'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newLink } from '../../server/actions/invite.ts'
import { createPerson, disablePerson, OPERATOR } from '../../server/actions/people.ts'
import { waitingHash } from '../../server/auth/formKeys.ts'
import { hashOf, newToken } from '../../server/auth/tokens.ts'
import { newTotpSecret } from '../../server/auth/totp.ts'
import { ACCESS, type Decision, decide, type ObjectOf, type Right } from '../../server/domain/access.ts'
import { type Grant, parseGrant } from '../../server/domain/permission.ts'
import { sessionCookieName } from '../../server/http/cookies.ts'
import { ROUTES } from '../../server/routes/index.ts'
import { keepForm } from '../../server/store/forms.ts'
import { addMessage, markFailed } from '../../server/store/outbox.ts'
import { addSession } from '../../server/store/sessions.ts'
import { newApp, type TestApp } from '../support/app.ts'
import { newClient } from '../support/client.ts'
import { TEST_NOW } from '../support/databases.ts'
import { drafted, submitted, submittedNew } from '../support/proposals.ts'

/** Everybody who may ask: with the grants that the table of access should see, and whether they may use them now. */
const ASKERS = {
  nobody: { grants: undefined },
  'a contributor without a grant': { grants: [] },
  'a contributor': { grants: ['contributor:institution:adil'] },
  'a contributor elsewhere': { grants: ['contributor:territory:62041'] },
  'a moderator': { grants: ['moderator:institution:adil'] },
  'a moderator of a theme': { grants: ['moderator:theme:logement'] },
  'a moderator everywhere': { grants: ['moderator:everywhere'] },
  'an administrator': { grants: ['administrator'] },
  'an administrator who also moderates': { grants: ['administrator', 'moderator:institution:adil'] },
  // What they were gives them nothing: they are readers.
  'a disabled administrator': { grants: ['administrator'], disabled: true },
  'an administrator who gave no second factor yet': { grants: ['administrator'], halfway: true },
  'an administrator whose session ended': { grants: ['administrator'], ended: true },
} as const satisfies Record<string, Asker>

interface Asker {
  grants: readonly string[] | undefined
  disabled?: boolean
  halfway?: boolean
  ended?: boolean
}
type AskerName = keyof typeof ASKERS

interface World {
  guide: TestApp
  asker: AskerName
  /** The asker's own account and session, where there is one. */
  own: { id: number; hash: string } | undefined
}

interface Target {
  path: string
  fields?: Record<string, string>
}

/** How each object of a route is made for one asker: a new one for each cell, for acts change them. */
type Objects = Record<string, (world: World) => Promise<Target> | Target>

const at =
  (path: string, fields: Record<string, string> = {}): Objects[string] =>
  () => ({ path, fields })

async function person(guide: TestApp, grants: readonly string[]): Promise<number> {
  const email = `p${newToken()
    .slice(0, 12)
    .toLowerCase()
    .replaceAll(/[^a-z0-9]/g, 'x')}@ccas.example`
  const made = await createPerson(
    guide.context.database,
    {
      email,
      name: 'Une personne',
      grants: grants.map((grant) => parseGrant(grant) as Grant),
      // Who never chose one is no administrator to whom the guide could be left.
      passwordHash: 'none',
    },
    OPERATOR,
    TEST_NOW,
  )
  if (!made.ok) throw new Error(made.message)
  return made.value
}

/** A person inside or outside the scope of who moderates adil, logement or everything. */
function people(end: string, fields: Record<string, string> = {}): Objects {
  const path = (id: number) => `/administration/comptes/${id}${end}`
  const inside = async ({ guide, asker }: World) => {
    const grant =
      asker === 'a moderator of a theme' ? 'contributor:theme:logement' : 'contributor:institution:adil'
    return { path: path(await person(guide, [grant])), fields }
  }
  const outside = async ({ guide, asker }: World) => {
    const grants =
      asker === 'a moderator everywhere' ? ['moderator:everywhere'] : ['contributor:theme:expulsions']
    return { path: path(await person(guide, grants)), fields }
  }
  return { inScope: inside, outOfScope: outside, absent: () => ({ path: path(999_999), fields }) }
}

const link = (kind: 'invitation' | 'password' | 'email', path: string): Objects => ({
  open: async ({ guide }) => {
    const id = await person(guide, [])
    const details = kind === 'email' ? { email: `n${id}@ccas.example` } : {}
    const token = await guide.context.database.write((tx) => newLink(tx, kind, id, details, TEST_NOW))
    return { path: `${path}/${token}` }
  },
  closed: () => ({ path: `${path}/${newToken()}` }),
})

const fiche = (end: string): Objects => ({
  public: at(`/fiches/adil${end}`),
  professional: at(`/fiches/ligne-interne${end}`),
})

const message =
  (abandoned: boolean) =>
  async ({ guide }: World) => {
    const letter = { recipient: 'a@ccas.example', subject: 's', text: 't', html: 'h' }
    const id = await guide.context.database.write((tx) => addMessage(tx, letter, TEST_NOW))
    if (abandoned)
      await guide.context.database.write((tx) => markFailed(tx, { id, attempts: 5 }, 'non', TEST_NOW))
    return { path: `/administration/courriels/${id}/reessayer` }
  }

const ELSEWHERE = `---
nature: dispositif
titre: Aide d’ailleurs
resume: Une aide qui n’est dans le périmètre de personne ici.
thematiques:
  - sante
territoires:
  - "62193"
responsable: ailleurs
---
`

let lastNew = 0

/** A proposal that is the asker's, in the scope of who moderates, outside it, or nobody's to see. */
function proposals(end: string, fields: Record<string, string> = {}): Objects {
  const path = (id: number) => ({ path: `/propositions/${id}${end}`, fields })
  const other = (guide: TestApp) => person(guide, ['contributor:institution:adil'])
  return {
    own: async ({ guide, own }) =>
      path(await submitted(guide, { authorId: own?.id ?? (await other(guide)), slug: 'adil' })),
    inScope: async ({ guide }) =>
      path(await submitted(guide, { authorId: await other(guide), slug: 'adil' })),
    outOfScope: async ({ guide }) => {
      lastNew += 1
      const fiche = { slug: `ailleurs-${lastNew}`, kind: 'scheme' as const, source: ELSEWHERE }
      return path(await submittedNew(guide, { authorId: await other(guide), ...fiche }))
    },
    hidden: async ({ guide }) => path(await drafted(guide, { authorId: await other(guide), slug: 'adil' })),
  }
}

/** Every address of the guide, and what each kind of object at it is. A route without a line here fails. */
const EXAMPLES: Record<string, Objects> = {
  'GET /': { public: at('/') },
  'GET /recherche': { public: at('/recherche?q=loyer') },
  'GET /fiches': { public: at('/fiches') },
  'GET /fiches/:slug.md': fiche('.md'),
  'GET /fiches/:slug': fiche(''),
  'POST /fiches/:slug/impression': fiche('/impression'),
  'GET /fiches/:slug/historique': fiche('/historique'),
  'GET /fiches/:slug/versions/:n': fiche('/versions/1'),
  'GET /fiches/:slug/comparer': fiche('/comparer'),
  'GET /thematiques': { public: at('/thematiques') },
  'GET /thematiques/:slug': { public: at('/thematiques/logement') },
  'GET /territoires': { public: at('/territoires') },
  'GET /territoires/:slug': { public: at('/territoires/pas-de-calais') },
  'GET /aide': { public: at('/aide') },
  'GET /aide/:slug': { public: at('/aide/chercher') },
  'GET /accessibilite': { public: at('/accessibilite') },
  'GET /donnees-personnelles': { public: at('/donnees-personnelles') },
  'GET /mentions-legales': { public: at('/mentions-legales') },
  'GET /financement-europeen': { public: at('/financement-europeen') },
  'GET /glossaire': { public: at('/glossaire') },
  'GET /plan-du-site': { public: at('/plan-du-site') },
  'GET /sitemap.xml': { public: at('/sitemap.xml') },
  'GET /robots.txt': { public: at('/robots.txt') },
  'GET /statistiques': { public: at('/statistiques') },
  'GET /statistiques.csv': { public: at('/statistiques.csv') },
  'GET /api/v1/fiches': { public: at('/api/v1/fiches') },
  'GET /api/v1/fiches/:slug': {
    public: at('/api/v1/fiches/adil'),
    professional: at('/api/v1/fiches/ligne-interne'),
  },
  'GET /api/v1/lieux': { public: at('/api/v1/lieux?q=arras') },
  'GET /api/v1/recherche': { public: at('/api/v1/recherche?q=loyer') },
  'GET /api/v1/suggestions': { public: at('/api/v1/suggestions?q=loyer') },
  'GET /sante': { public: at('/sante') },

  'GET /connexion': { open: at('/connexion') },
  'POST /connexion': { open: at('/connexion', { adresse: 'nobody@ccas.example', mot_de_passe: 'x' }) },
  'GET /connexion/code': { open: at('/connexion/code') },
  'POST /connexion/code': { open: at('/connexion/code', { code: '000000' }) },
  'GET /connexion/reprise/:jeton': {
    own: async ({ guide, own }) => {
      const token = newToken()
      const form = { path: '/compte/nom', pattern: '/compte/nom', fields: { nom: 'Alice' } }
      const hash = waitingHash(token, own?.id ?? 0)
      await guide.context.database.write((tx) => keepForm(tx, hash, form, TEST_NOW.toISOString()))
      return { path: `/connexion/reprise/${token}` }
    },
    other: () => ({ path: `/connexion/reprise/${newToken()}` }),
  },
  'POST /deconnexion': { own: at('/deconnexion') },
  'GET /invitation/:jeton': link('invitation', '/invitation'),
  'POST /invitation/:jeton': link('invitation', '/invitation'),
  'GET /mot-de-passe': { open: at('/mot-de-passe') },
  'POST /mot-de-passe': { open: at('/mot-de-passe', { adresse: 'nobody@ccas.example' }) },
  'GET /mot-de-passe/:jeton': link('password', '/mot-de-passe'),
  'POST /mot-de-passe/:jeton': link('password', '/mot-de-passe'),
  'GET /compte/adresse/:jeton': link('email', '/compte/adresse'),
  'POST /compte/adresse/:jeton': link('email', '/compte/adresse'),

  'GET /compte': { own: at('/compte') },
  'POST /compte/nom': { own: at('/compte/nom', { nom: 'Alice Martin' }) },
  'GET /compte/mot-de-passe': { own: at('/compte/mot-de-passe') },
  'POST /compte/mot-de-passe': { own: at('/compte/mot-de-passe') },
  'GET /compte/adresse': { own: at('/compte/adresse') },
  'POST /compte/adresse': { own: at('/compte/adresse') },
  'GET /compte/second-facteur': { own: at('/compte/second-facteur') },
  'POST /compte/second-facteur': { own: at('/compte/second-facteur', { secret: newTotpSecret() }) },
  'GET /compte/second-facteur/retirer': { own: at('/compte/second-facteur/retirer') },
  'POST /compte/second-facteur/retirer': { own: at('/compte/second-facteur/retirer') },
  'GET /compte/codes': { own: at('/compte/codes') },
  'POST /compte/codes': { own: at('/compte/codes') },
  'POST /compte/sessions/fermer': {
    own: ({ own }) => ({ path: '/compte/sessions/fermer', fields: { session: own?.hash ?? '' } }),
    other: () => ({ path: '/compte/sessions/fermer', fields: { session: 'f'.repeat(64) } }),
  },
  'POST /compte/sessions/fermer-les-autres': { own: at('/compte/sessions/fermer-les-autres') },
  'GET /compte/donnees.json': { own: at('/compte/donnees.json') },
  'GET /compte/effacer': { own: at('/compte/effacer') },
  'POST /compte/effacer': { own: at('/compte/effacer') },

  'GET /administration/comptes': { list: at('/administration/comptes') },
  'POST /administration/comptes': { list: at('/administration/comptes', { adresse: 'x' }) },
  'GET /administration/comptes/:id': people(''),
  'POST /administration/comptes/:id/habilitations': people('/habilitations'),
  'POST /administration/comptes/:id/habilitations/retirer': people('/habilitations/retirer'),
  'POST /administration/comptes/:id/desactiver': people('/desactiver'),
  'POST /administration/comptes/:id/reactiver': people('/reactiver'),
  'POST /administration/comptes/:id/invitation': people('/invitation'),
  'POST /administration/comptes/:id/second-facteur': people('/second-facteur'),
  'POST /administration/comptes/:id/libelle': people('/libelle', { libelle: 'Référent' }),
  'POST /administration/comptes/:id/sessions': people('/sessions'),
  'GET /fiches/nouvelle': { fiche: at('/fiches/nouvelle?nature=lieu') },
  'POST /fiches/nouvelle': {
    fiche: at('/fiches/nouvelle?nature=lieu', { acte: 'relire', titre: 'Un lieu' }),
  },
  'GET /fiches/:slug/modifier': {
    fiche: at('/fiches/ligne-interne/modifier'),
    absent: at('/fiches/inconnue/modifier'),
  },
  'POST /fiches/:slug/modifier': {
    fiche: at('/fiches/adil/modifier', { acte: 'relire', titre: 'ADIL' }),
    absent: at('/fiches/inconnue/modifier', { titre: 'ADIL' }),
  },
  'GET /propositions': { own: at('/propositions') },
  'POST /propositions/brouillon': { own: at('/propositions/brouillon', { fiche: 'adil', titre: 'ADIL' }) },
  'GET /propositions/:id': proposals(''),
  'GET /propositions/:id/apercu/:position': proposals('/apercu/1'),
  'GET /propositions/:id/changements/:position': proposals('/changements/1'),
  'POST /propositions/:id/changements/:position': proposals('/changements/1', { acte: 'relire', titre: 'A' }),
  'GET /propositions/:id/conflit/:position': proposals('/conflit/1'),
  'POST /propositions/:id/conflit/:position': proposals('/conflit/1'),
  'POST /propositions/:id/commenter': proposals('/commenter', { commentaire: 'Merci.' }),
  'POST /propositions/:id/retirer': proposals('/retirer'),
  'POST /propositions/:id/reprendre': proposals('/reprendre'),
  'POST /propositions/:id/supprimer': proposals('/supprimer'),
  'POST /propositions/:id/accord': proposals('/accord'),
  'POST /propositions/:id/garder': proposals('/garder'),
  'GET /relecture': { all: at('/relecture') },
  'POST /relecture': { all: at('/relecture') },
  'POST /propositions/:id/avis': proposals('/avis', {
    avis: 'demander',
    message: 'Pourquoi ?',
    version: '1',
  }),
  'POST /propositions/:id/prendre': proposals('/prendre', { version: '1' }),
  'POST /propositions/:id/rendre': proposals('/rendre', { version: '1' }),
  'GET /propositions/:id/corriger/:position': proposals('/corriger/1'),
  'POST /propositions/:id/corriger/:position': proposals('/corriger/1', { acte: 'relire', version: '1' }),
  'GET /administration/journal': { all: at('/administration/journal') },
  'GET /administration/courriels': { all: at('/administration/courriels') },
  'POST /administration/courriels/:id/reessayer': {
    all: message(true),
    absent: at('/administration/courriels/999999/reessayer'),
  },
}

/** A person who administers or moderates everything has nobody out of scope; a moderator of nothing else has. */
function hasObject(right: Right, object: string, asker: Asker): boolean {
  const isEverywhere = asker.grants?.some((grant) => grant === 'administrator') === true
  const moderatesAll = asker.grants?.some((grant) => grant === 'moderator:everywhere') === true
  const isOfProposals = right === 'proposal' || right === 'authorship' || right === 'review'
  if (isOfProposals && object === 'outOfScope' && moderatesAll) return false
  return !(right === 'people' && object === 'outOfScope' && isEverywhere && !usable(asker))
}

function usable({ disabled, halfway, ended }: Asker): boolean {
  return disabled !== true && halfway !== true && ended !== true
}

/** What the table says this asker is answered. */
function expected<R extends Right>(right: R, object: ObjectOf<R>, asker: Asker): Decision {
  const grants = usable(asker) ? asker.grants?.map((grant) => parseGrant(grant) as Grant) : undefined
  return decide(right, object, grants)
}

/** What an answer says of the decision behind it. */
function decisionIn(status: number, location: string | undefined): Decision {
  if (status === 403) return 'forbidden'
  if (status === 404) return 'notFound'
  return location?.startsWith('/connexion?retour=') === true ? 'signIn' : 'allowed'
}

const CELLS = ROUTES.flatMap(({ method, path, right }) =>
  Object.keys(EXAMPLES[`${method} ${path}`] ?? {}).flatMap((object) =>
    (Object.keys(ASKERS) as AskerName[])
      .filter((asker) => hasObject(right, object, ASKERS[asker]))
      .map((asker) => ({ method, path, right, object, asker })),
  ),
)

describe('A01: who may ask what', () => {
  let guide: TestApp
  beforeAll(async () => {
    guide = await newApp()
    // Somebody administers the guide whatever the cells do.
    await person(guide, ['administrator'])
  })
  afterAll(() => guide.close())

  test('every route has an example of each kind of object it answers, and no example is of a route that is gone', () => {
    const routes = ROUTES.map(({ method, path }) => `${method} ${path}`)
    expect(Object.keys(EXAMPLES).sort()).toEqual(routes.toSorted())
    for (const { method, path, right } of ROUTES) {
      const objects = Object.keys(EXAMPLES[`${method} ${path}`] ?? {})
      expect([path, objects.filter((object) => !(object in ACCESS[right]))]).toEqual([path, []])
    }
  })

  test('every row of the table is asked', () => {
    const asked = new Set(CELLS.map(({ right, object }) => `${right} ${object}`))
    const rows = Object.entries(ACCESS).flatMap(([right, objects]) =>
      Object.keys(objects).map((object) => `${right} ${object}`),
    )
    expect(rows.filter((row) => !asked.has(row))).toEqual([])
  })

  async function worldOf(name: AskerName): Promise<World & { cookie: string }> {
    const asker: Asker = ASKERS[name]
    if (asker.grants === undefined) return { guide, asker: name, own: undefined, cookie: '' }
    const { database, config } = guide.context
    const id = await person(guide, asker.grants)
    const token = newToken()
    const instant = new Date(TEST_NOW.getTime() - (asker.ended === true ? 24 * 3_600_000 : 0)).toISOString()
    await database.write((tx) =>
      addSession(tx, {
        hash: hashOf(token),
        personId: id,
        secondFactor: asker.halfway !== true,
        browser: 'Firefox',
        createdAt: instant,
        seenAt: instant,
      }),
    )
    if (asker.disabled === true) {
      await disablePerson(database, id, OPERATOR, TEST_NOW)
      // Even a session that was forgotten when the account was disabled opens nothing.
      await database.write((tx) =>
        addSession(tx, {
          hash: hashOf(token),
          personId: id,
          secondFactor: true,
          browser: 'Firefox',
          createdAt: instant,
          seenAt: instant,
        }),
      )
    }
    const own = usable(asker) ? { id, hash: hashOf(token) } : undefined
    return { guide, asker: name, own, cookie: `${sessionCookieName(config)}=${token}` }
  }

  test.each(CELLS)('$method $path ($object) for $asker', async ({ method, path, right, object, asker }) => {
    const world = await worldOf(asker)
    const make = EXAMPLES[`${method} ${path}`]?.[object]
    if (make === undefined) throw new Error('no example')
    const target = await make(world)
    const client = newClient(guide)
    client.setCookie(world.cookie)
    const key = guide.context.formKeys.make(path, world.own?.hash ?? '')
    const answer =
      method === 'GET'
        ? await client.get(target.path)
        : await client.post(target.path, { cle: key, ...target.fields })
    expect(answer.status).toBeLessThan(500)
    expect(decisionIn(answer.status, answer.headers.location)).toBe(
      expected(right, object as ObjectOf<typeof right>, ASKERS[asker]),
    )
    const isPrivate = world.own !== undefined || right !== 'read'
    if (isPrivate && answer.status < 300) expect(answer.headers['cache-control']).toBe('no-store')
    if (world.own === undefined && right === 'read') expect(answer.headers['set-cookie']).toBeUndefined()
    // Whoever is signed in finds the way out on every page.
    if (world.own !== undefined && answer.status === 200 && answer.type === 'text/html' && method === 'GET')
      expect(answer.text).toContain('action="/deconnexion"')
  })

  test('no address that is only looked at opens a session', async () => {
    const world = await worldOf('nobody')
    for (const { method, path } of ROUTES.filter((route) => route.method === 'GET')) {
      for (const make of Object.values(EXAMPLES[`${method} ${path}`] ?? {})) {
        const answer = await newClient(guide).get((await make(world)).path)
        expect([path, answer.headers['set-cookie']]).toEqual([path, undefined])
      }
    }
  })

  const UNSAFE = ROUTES.filter(({ method }) => method === 'POST')
  describe.each(UNSAFE)('A15: POST $path', ({ path, right, form }) => {
    const [object = ''] = Object.keys(EXAMPLES[`POST ${path}`] ?? {})
    async function attempt(
      fields: (key: string) => Record<string, string>,
      headers: Record<string, string>,
    ): Promise<number> {
      const world = await worldOf('an administrator who also moderates')
      const target = await EXAMPLES[`POST ${path}`]?.[object]?.(world)
      const client = newClient(guide)
      client.setCookie(world.cookie)
      const key = guide.context.formKeys.make(path, world.own?.hash ?? '')
      const answer = await client.post(target?.path ?? '', { ...target?.fields, ...fields(key) }, headers)
      return answer.status
    }
    const own = { 'Sec-Fetch-Site': 'same-origin' }

    test.each([
      ['another site', { 'Sec-Fetch-Site': 'cross-site' }],
      ['another host of the same site', { 'Sec-Fetch-Site': 'same-site' }],
      ['an old browser, another origin', { 'Sec-Fetch-Site': '', Origin: 'https://evil.example' }],
      ['an old browser, a hidden origin', { 'Sec-Fetch-Site': '', Origin: 'null' }],
    ])('refuses a form from %s', async (_from, headers) => {
      expect(await attempt((key) => ({ cle: key }), headers)).toBe(403)
    })

    test('refuses a key that is missing, of another form or of another session', async () => {
      // What a script of ours sends has no key: its origin alone is judged.
      if (form === false) return expect(await attempt(() => ({}), own)).toBeLessThan(300)
      const { formKeys } = guide.context
      const session = 'e'.repeat(64)
      for (const cle of ['', 'x', formKeys.make('/ailleurs', session), formKeys.make(path, session)])
        expect([cle, await attempt(() => ({ cle }), own)]).toEqual([cle, 403])
    })

    test('refuses what is not a form', async () => {
      const answer = await supertest(guide.app)
        .post(path.replace(/:\w+/g, '1'))
        .set('Content-Type', 'text/plain')
        .send('cle=x')
      expect([403, 415]).toContain(answer.status)
    })

    test('names its right', () => expect(Object.keys(ACCESS)).toContain(right))
  })
})
