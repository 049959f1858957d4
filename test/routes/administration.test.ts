import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { eraseAccount } from '../../server/actions/account.ts'
import { createPerson, disablePerson, OPERATOR } from '../../server/actions/people.ts'
import { post } from '../../server/actions/post.ts'
import { type Grant, parseGrant, writeGrant } from '../../server/domain/permission.ts'
import { noticeLetter } from '../../server/mail/letters.ts'
import { type Account, findAccount, listAccounts } from '../../server/store/accounts.ts'
import { claimMessage, markFailed, unsentMessages } from '../../server/store/outbox.ts'
import { findPersonByEmail, setTotp } from '../../server/store/people.ts'
import { sessionsOf } from '../../server/store/sessions.ts'
import { newApp, type TestApp } from '../support/app.ts'
import { newClient } from '../support/client.ts'
import { ENGINES, TEST_NOW } from '../support/databases.ts'
import { ADIL, EXPULSIONS, LOGEMENT, PAS_DE_CALAIS } from '../support/fixtures.ts'
import { type SignedIn, signedIn } from '../support/people.ts'

const PEOPLE = '/administration/comptes'
const JOURNAL = '/administration/journal'
const OUTBOX = '/administration/courriels'

/** A service of the ADIL: an institution that names it as its parent. */
const SERVICE = {
  ...ADIL,
  slug: 'adil-lens',
  source: ADIL.source
    .replace(/titre: .*/, 'titre: Antenne de Lens')
    .replace('sigle: ADIL\n', '')
    .replace('categorie: logement', 'responsable: adil\ncategorie: logement'),
}

describe.each(ENGINES)('administration, on %s', (engine) => {
  let guide: TestApp
  let denis: SignedIn
  let carole: SignedIn
  beforeEach(async () => {
    guide = await newApp({ engine, fixtures: [LOGEMENT, EXPULSIONS, PAS_DE_CALAIS, ADIL, SERVICE] })
    denis = await signedIn(guide, ['administrator'], { name: 'Denis Admin' })
    carole = await signedIn(guide, ['moderator:institution:adil'], { name: 'Carole Modératrice' })
  })
  afterEach(() => guide.close())

  const read = () => guide.context.database.read
  async function person(
    name: string,
    grants: readonly string[] = [],
    more: { passwordHash?: string } = { passwordHash: 'none' },
  ): Promise<number> {
    const email = `${name.toLowerCase().replace(/[^a-z0-9]/g, '')}@ccas.example`
    const given = grants.map((grant) => parseGrant(grant) as Grant)
    const made = await createPerson(
      guide.context.database,
      { email, name, grants: given, ...more },
      OPERATOR,
      TEST_NOW,
    )
    if (!made.ok) throw new Error(made.message)
    return made.value
  }
  const account = async (id: number) => (await findAccount(read(), id)) as Account
  const grantsHeld = async (id: number) => (await account(id)).grants.map(writeGrant)
  const acts = async () => {
    const { rows } = await sql<{ line: string }>`
      SELECT actor || ' · ' || action || ' · ' || COALESCE(person_id, 0) AS line FROM audit
      WHERE action <> 'publication' ORDER BY id DESC`.execute(read())
    return rows.map(({ line }) => line)
  }
  const letters = async () =>
    (await unsentMessages(read())).map(({ recipient, text }) => `${recipient} · ${text}`)

  describe('the list', () => {
    test('an administrator sees everybody, with grants in words, the state and the last sign-in', async () => {
      await person('Alice Martin', ['contributor:institution:adil'])
      await person('Bruno Petit', [], {})
      const { status, text, headers } = await denis.get(PEOPLE)
      expect([status, headers['cache-control']]).toEqual([200, 'no-store'])
      for (const words of [
        'Alice Martin',
        'alicemartin@ccas.example',
        'Contributeur · Agence d’information sur le logement',
        'Modérateur · Agence d’information sur le logement',
        'Invité, sans mot de passe',
        'Jamais',
        '4\u00a0comptes',
      ])
        expect(text).toContain(words)
    })

    test('it is searched without accents, and filtered by role and state', async () => {
      await person('Hélène Dubois', ['contributor:institution:adil'])
      const off = await person('Bruno Petit', ['contributor:theme:logement'])
      await disablePerson(guide.context.database, off, OPERATOR, TEST_NOW)
      const names = async (query: string) => {
        const { text } = await denis.get(`${PEOPLE}?${query}`)
        return ['Hélène', 'Bruno', 'Denis', 'Carole'].filter((name) =>
          new RegExp(`comptes/\\d+">${name}`).test(text),
        )
      }
      expect(await names('q=helene')).toEqual(['Hélène'])
      expect(await names('q=brunopetit%40ccas')).toEqual(['Bruno'])
      expect(await names('role=contributeur')).toEqual(['Hélène', 'Bruno'])
      expect(await names('etat=desactive')).toEqual(['Bruno'])
      expect(await names('etat=actif&role=administrateur')).toEqual(['Denis'])
      expect((await denis.get(`${PEOPLE}?q=zzz`)).text).toContain('Aucun compte ne répond à ces critères')
    })

    test('a moderator sees the contributors of the own scope, and nobody else', async () => {
      expect((await carole.get(PEOPLE)).text).toContain('Aucun contributeur dans votre périmètre')
      await person('Alice Martin', ['contributor:institution:adil'])
      await person('Léa Antenne', ['contributor:institution:adil-lens'])
      await person('Bruno Petit', ['contributor:theme:logement'])
      const { text } = await carole.get(PEOPLE)
      expect(text).toContain('Alice Martin')
      expect(text).toContain('Léa Antenne')
      for (const hidden of ['Bruno', 'Denis Admin']) expect(text).not.toContain(hidden)
    })

    test('it has pages of fifty', async () => {
      for (let n = 0; n < 50; n += 1) await person(`Contributeur ${n}`)
      const first = await denis.get(PEOPLE)
      expect(first.text).toContain('Page 1 sur 2')
      expect(first.text).toContain('href="/administration/comptes?page=2"')
      const second = await denis.get(`${PEOPLE}?page=2`)
      expect(second.text.match(/<th scope="row">/g)).toHaveLength(2)
    })

    test('nobody is asked to sign in, a contributor is refused', async () => {
      const alice = await signedIn(guide, ['contributor:institution:adil'])
      for (const path of [PEOPLE, `${PEOPLE}/${carole.id}`, JOURNAL, OUTBOX]) {
        const visitor = await newClient(guide).get(path)
        expect([visitor.status, visitor.headers.location]).toEqual([
          303,
          `/connexion?retour=${encodeURIComponent(path)}`,
        ])
        expect((await alice.get(path)).status).toBe(403)
      }
    })
  })

  describe('an invitation', () => {
    const invitation = {
      nom: 'Bruno Petit',
      adresse: 'bruno@ccas.example',
      role: 'contributeur',
      perimetre: 'ADIL',
    }

    test('makes the account, sends the link and leads to the account', async () => {
      const answer = await denis.post(PEOPLE, invitation)
      const bruno = await findPersonByEmail(read(), 'bruno@ccas.example')
      expect([answer.status, answer.headers.location]).toEqual([
        303,
        `${PEOPLE}/${bruno?.id}?fait=invitation`,
      ])
      expect(await grantsHeld(bruno?.id ?? 0)).toEqual(['contributor:institution:adil'])
      expect((await letters()).join()).toMatch(/bruno@ccas\.example[\s\S]*Denis Admin[\s\S]*\/invitation\//)
      expect(await acts()).toEqual(
        expect.arrayContaining([
          `compte ${denis.id} · invitation envoyée · ${bruno?.id}`,
          `compte ${denis.id} · compte créé · ${bruno?.id}`,
        ]),
      )
      expect((await denis.get(answer.headers.location ?? '')).text).toContain('L’invitation est écrite')
    })

    test('sent again with the same key gives the same place, one account and one letter', async () => {
      const cle = denis.key(PEOPLE)
      const [first, second] = [
        await denis.post(PEOPLE, { ...invitation, cle }),
        await denis.post(PEOPLE, { ...invitation, cle }),
      ]
      expect([second.status, second.headers.location]).toEqual([303, first.headers.location])
      expect((await listAccounts(read())).filter(({ name }) => name === 'Bruno Petit')).toHaveLength(1)
      expect(await letters()).toHaveLength(1)
    })

    test('sent twice at the same moment makes one account, and both sendings lead to it', async () => {
      const cle = denis.key(PEOPLE)
      const answers = await Promise.all(
        Array.from({ length: 8 }, () => denis.post(PEOPLE, { ...invitation, cle })),
      )
      expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([303]))
      expect(new Set(answers.map(({ headers }) => headers.location)).size).toBe(1)
      expect(await letters()).toHaveLength(1)
    })

    test('names the scope by a label of the list, a name, an acronym, a slug, a commune or its code', async () => {
      const scopes = [
        ['Agence d’information sur le logement (institution)', 'contributor:institution:adil'],
        ['antenne de lens', 'contributor:institution:adil-lens'],
        ['adil-lens', 'contributor:institution:adil-lens'],
        ['prévention des expulsions', 'contributor:theme:expulsions'],
        ['Pas-de-Calais', 'contributor:territory:pas-de-calais'],
        ['Arras', 'contributor:territory:62041'],
        ['62041', 'contributor:territory:62041'],
        ['Tout le guide', 'contributor:everywhere'],
      ]
      for (const [index, [perimetre = '', grant]] of scopes.entries()) {
        const adresse = `b${index}@ccas.example`
        expect([perimetre, (await denis.post(PEOPLE, { ...invitation, adresse, perimetre })).status]).toEqual(
          [perimetre, 303],
        )
        const made = await findPersonByEmail(read(), adresse)
        expect(await grantsHeld(made?.id ?? 0)).toEqual([grant])
      }
    })

    test('with a fault is refused beside its field, and nothing typed is lost', async () => {
      const faults: [string, Record<string, string>, string][] = [
        ['perimetre', { perimetre: 'Zébulon' }, 'ne connaît ni institution'],
        ['perimetre', { perimetre: '' }, 'Dites sur quelle partie'],
        ['perimetre', { perimetre: '62100' }, 'peut vouloir dire : Calais'],
        ['perimetre', { role: 'administrateur' }, 'Un administrateur l’est partout'],
        ['role', { role: 'root' }, 'Choisissez un rôle'],
        ['nom', { nom: ' ' }, 'Écrivez le prénom'],
        ['adresse', { adresse: 'bruno' }, 'n’est pas valable'],
        ['adresse', { adresse: '' }, 'Écrivez l’adresse'],
      ]
      for (const [name, fault, words] of faults) {
        const fields: Record<string, string> = { ...invitation, ...fault }
        const { status, text } = await denis.post(PEOPLE, fields)
        expect([fault, status]).toEqual([fault, 422])
        const kept = ['nom', 'adresse', 'perimetre'].filter((each) => fields[each]?.trim())
        for (const piece of [
          '<title>Erreur',
          `<a href="#${name}">`,
          words,
          '<details class="invite" open>',
          ...kept.map((each) => `value="${fields[each]}"`),
        ])
          expect(text.replaceAll('\u00a0', ' ')).toContain(piece)
      }
      expect(await listAccounts(read())).toHaveLength(2)
      expect(await letters()).toEqual([])
    })

    test('to an address that has an account is refused', async () => {
      const answer = await denis.post(PEOPLE, { ...invitation, adresse: carole.email.toUpperCase() })
      expect(answer.status).toBe(422)
      expect(answer.text).toContain('Un compte a déjà cette adresse')
    })

    test('by a moderator makes a contributor of the own scope, a child institution included', async () => {
      const form = (await carole.get(PEOPLE)).text
      expect(form).not.toContain('id="role"')
      expect(form).toContain('Antenne de Lens (institution)')
      expect(form).not.toContain('Logement (thématique)')
      expect((await carole.post(PEOPLE, { ...invitation, perimetre: 'adil-lens' })).status).toBe(303)
      const outside = await carole.post(PEOPLE, {
        ...invitation,
        adresse: 'x@ccas.example',
        perimetre: 'logement',
      })
      expect(outside.status).toBe(422)
      expect(outside.text).toContain('n’est pas dans votre périmètre')
    })

    test('A08: what the form does not ask for changes nothing', async () => {
      const answer = await carole.post(PEOPLE, {
        ...invitation,
        role: 'administrateur',
        admin: '1',
        scope: 'everywhere',
        habilitation: 'administrator',
        cree_par: String(denis.id),
      })
      expect(answer.status).toBe(303)
      const bruno = await findPersonByEmail(read(), 'bruno@ccas.example')
      expect(await account(bruno?.id ?? 0)).toMatchObject({ createdBy: carole.id })
      expect(await grantsHeld(bruno?.id ?? 0)).toEqual(['contributor:institution:adil'])
    })

    test('of a contributor is refused, and a visitor’s is not taken', async () => {
      const alice = await signedIn(guide, ['contributor:institution:adil'])
      expect((await alice.post(PEOPLE, invitation)).status).toBe(403)
      expect((await newClient(guide).post(PEOPLE, invitation)).headers.location).toContain(
        '/connexion?retour=',
      )
      expect(await findPersonByEmail(read(), 'bruno@ccas.example')).toBeUndefined()
    })
  })

  describe('the page of an account', () => {
    test('says who it is, what was given and taken by whom, and what the journal holds', async () => {
      const id = await person('Alice Martin', ['contributor:institution:adil'])
      await denis.post(`${PEOPLE}/${id}/habilitations`, {
        role: 'moderateur',
        perimetre: 'Logement (thématique)',
      })
      const { text } = await denis.get(`${PEOPLE}/${id}`)
      for (const words of [
        'alicemartin@ccas.example',
        'Modérateur · Logement',
        'par Denis Admin',
        'par l’exploitant du guide',
        'Second facteur',
        'Sessions ouvertes',
        'Dernières lignes du journal',
        'Habilitation donnée',
      ])
        expect(text).toContain(words)
    })

    test('is for an administrator, or a moderator of that scope, who sees no act of administration', async () => {
      const alice = await person('Alice Martin', ['contributor:institution:adil'])
      const bruno = await person('Bruno Petit', ['contributor:theme:logement'])
      const { status, text } = await carole.get(`${PEOPLE}/${alice}`)
      expect(status).toBe(200)
      expect(text).not.toContain('Désactiver')
      expect(text).not.toContain('journal')
      expect((await carole.get(`${PEOPLE}/${bruno}`)).status).toBe(404)
      const hidden = await carole.get(`${PEOPLE}/${denis.id}`)
      expect([hidden.status, hidden.text.includes('Cherchiez-vous ceci')]).toEqual([404, false])
      for (const absent of ['999999', '0', 'x', '1e3', '99999999999999999999'])
        expect([absent, (await denis.get(`${PEOPLE}/${absent}`)).status]).toEqual([absent, 404])
    })

    test('of somebody who was erased holds a pseudonym, and no act', async () => {
      const id = await person('Alice Martin', ['contributor:institution:adil'])
      const alice = await account(id)
      await eraseAccount(guide.context.database, { person: alice, sessionHash: '' }, TEST_NOW)
      const { status, text } = await denis.get(`${PEOPLE}/${id}`)
      expect(status).toBe(200)
      expect(text).toContain(`Personne ${id}`)
      expect(text).not.toContain('action="/administration')
      const answer = await denis.post(`${PEOPLE}/${id}/desactiver`)
      expect(answer.status).toBe(409)
      expect(answer.text).toContain('Ce compte est effacé')
      expect((await denis.get(PEOPLE)).text).not.toContain(`Personne ${id}`)
    })
  })

  describe('a grant', () => {
    test('is given once, ends the sessions of who gets it and tells them', async () => {
      const alice = await signedIn(guide, ['contributor:institution:adil'])
      const path = `${PEOPLE}/${alice.id}/habilitations`
      const answer = await denis.post(path, { role: 'moderateur', perimetre: 'Zébulon' })
      expect(answer.status).toBe(422)
      const cle = denis.key(path)
      const fields = { role: 'moderateur', perimetre: 'expulsions', cle }
      for (const _ of [1, 2])
        expect((await denis.post(path, fields)).headers.location).toBe(
          `${PEOPLE}/${alice.id}?fait=habilitation-donnee`,
        )
      expect(await grantsHeld(alice.id)).toEqual([
        'contributor:institution:adil',
        'moderator:theme:expulsions',
      ])
      expect(await sessionsOf(read(), alice.id)).toEqual([])
      expect(await letters()).toEqual([
        expect.stringMatching(/^personne.*nouvelle habilitation : Modérateur · Prévention des expulsions/s),
      ])
      const again = await denis.post(path, { ...fields, cle: denis.key(path) })
      expect([again.status, again.text.includes('a déjà cette habilitation')]).toEqual([422, true])
    })

    test('is given by a moderator inside the own scope only, as a contributor’s', async () => {
      const alice = await person('Alice Martin', ['contributor:institution:adil'])
      const bruno = await person('Bruno Petit', ['contributor:theme:logement'])
      const give = (id: number, perimetre: string) =>
        carole.post(`${PEOPLE}/${id}/habilitations`, { role: 'administrateur', perimetre })
      expect((await give(alice, 'Antenne de Lens')).status).toBe(303)
      expect((await give(alice, 'Logement')).status).toBe(422)
      expect((await give(alice, 'Tout le guide')).status).toBe(422)
      expect((await give(bruno, 'ADIL')).status).toBe(404)
      expect(await grantsHeld(alice)).toEqual([
        'contributor:institution:adil',
        'contributor:institution:adil-lens',
      ])
      expect(await grantsHeld(bruno)).toEqual(['contributor:theme:logement'])
    })

    const takeBack = async (who: SignedIn, id: number, grant: string) => {
      const held = (await account(id)).grants.find((each) => writeGrant(each) === grant)
      return who.post(`${PEOPLE}/${id}/habilitations/retirer`, { habilitation: String(held?.id ?? 0) })
    }

    test('is taken back, with a notice; what is gone already is said', async () => {
      const id = await person('Alice Martin', ['contributor:institution:adil'])
      const answer = await takeBack(denis, id, 'contributor:institution:adil')
      expect(answer.headers.location).toBe(`${PEOPLE}/${id}?fait=habilitation-retiree`)
      expect(await grantsHeld(id)).toEqual([])
      expect((await account(id)).formerGrants).toMatchObject([{ target: 'adil', revokedBy: denis.id }])
      expect((await letters()).join()).toContain('Une habilitation vous est retirée : Contributeur · Agence')
      const again = await takeBack(denis, id, 'contributor:institution:adil')
      expect([again.status, again.text.includes('n’a plus cette habilitation')]).toEqual([409, true])
    })

    test('is taken back by a moderator who could give it; the last one leads back to the list', async () => {
      const id = await person('Alice Martin', ['contributor:institution:adil', 'contributor:theme:logement'])
      expect((await takeBack(carole, id, 'contributor:theme:logement')).status).toBe(403)
      const answer = await takeBack(carole, id, 'contributor:institution:adil')
      expect(answer.headers.location).toBe(`${PEOPLE}?fait=habilitation-retiree`)
      expect(await grantsHeld(id)).toEqual(['contributor:theme:logement'])
      expect((await takeBack(carole, id, 'contributor:theme:logement')).status).toBe(404)
    })

    test('A13: of the last administrator stays, and the page says why', async () => {
      const taken = await takeBack(denis, denis.id, 'administrator')
      expect(taken.status).toBe(409)
      expect(taken.text).toContain('dernier compte d’administration')
      const closed = await denis.post(`${PEOPLE}/${denis.id}/desactiver`)
      expect(closed.status).toBe(409)
      expect(closed.text).toContain('dernier compte d’administration')
      expect(await grantsHeld(denis.id)).toEqual(['administrator'])
      expect(await letters()).toEqual([])
      await person('Un Autre', ['administrator'])
      expect((await takeBack(denis, denis.id, 'administrator')).status).toBe(303)
      expect((await denis.get(PEOPLE)).status).toBe(303)
    })
  })

  describe('what only an administrator does to an account', () => {
    test('A13: disabling ends the sessions and tells; enabling opens the door again', async () => {
      const alice = await signedIn(guide, ['contributor:institution:adil'])
      const path = (act: string) => `${PEOPLE}/${alice.id}/${act}`
      expect((await denis.post(path('reactiver'))).status).toBe(409)
      expect((await denis.post(path('desactiver'))).headers.location).toBe(
        `${PEOPLE}/${alice.id}?fait=desactivation`,
      )
      expect((await alice.get('/compte')).status).toBe(303)
      expect((await letters()).join()).toContain('Votre compte vient d’être désactivé')
      expect((await denis.get(`${PEOPLE}/${alice.id}`)).text).toContain('Réactiver le compte')
      expect((await denis.post(path('desactiver'))).status).toBe(409)
      expect((await denis.post(path('reactiver'))).status).toBe(303)
      expect((await account(alice.id)).disabledAt).toBeNull()
    })

    test('an invitation leaves again while there is no password', async () => {
      const invited = await person('Bruno Petit', [], {})
      const path = `${PEOPLE}/${invited}/invitation`
      expect((await denis.get(`${PEOPLE}/${invited}`)).text).toContain(`action="${path}"`)
      expect((await denis.post(path)).headers.location).toBe(`${PEOPLE}/${invited}?fait=invitation`)
      expect(await letters()).toHaveLength(1)
      const open = await denis.post(`${PEOPLE}/${carole.id}/invitation`)
      expect([open.status, open.text.includes('il a un mot de passe')]).toEqual([409, true])
      await disablePerson(guide.context.database, invited, OPERATOR, TEST_NOW)
      expect((await denis.post(path)).status).toBe(409)
    })

    test('a lost second factor is taken off; who must have one gets a link', async () => {
      const alice = await person('Alice Martin', ['contributor:institution:adil'])
      for (const id of [alice, carole.id])
        await guide.context.database.write((tx) => setTotp(tx, id, 'SECRET', []))
      for (const id of [alice, carole.id])
        expect((await denis.post(`${PEOPLE}/${id}/second-facteur`)).headers.location).toBe(
          `${PEOPLE}/${id}?fait=second-facteur`,
        )
      expect((await account(carole.id)).hasSecondFactor).toBe(false)
      expect(await sessionsOf(read(), carole.id)).toEqual([])
      const sent = await letters()
      expect(sent.filter((letter) => letter.includes('/invitation/'))).toEqual([
        expect.stringContaining(carole.email),
      ])
      expect(sent.filter((letter) => letter.includes('second facteur de votre compte'))).toHaveLength(2)
      expect((await denis.post(`${PEOPLE}/${alice}/second-facteur`)).status).toBe(409)
    })

    test('sessions are closed, and the person is told', async () => {
      const alice = await signedIn(guide)
      expect((await denis.post(`${PEOPLE}/${alice.id}/sessions`)).status).toBe(303)
      expect(await sessionsOf(read(), alice.id)).toEqual([])
      expect(await letters()).toHaveLength(1)
    })

    test('the public label is set, taken off, and not too long', async () => {
      const path = `${PEOPLE}/${carole.id}/libelle`
      expect((await denis.post(path, { libelle: ' Référente  logement ' })).status).toBe(303)
      expect((await account(carole.id)).label).toBe('Référente logement')
      const long = await denis.post(path, { libelle: 'a'.repeat(121) })
      expect([long.status, long.text.includes('120 signes')]).toEqual([422, true])
      expect((await denis.post(path, { libelle: '' })).status).toBe(303)
      expect((await account(carole.id)).label).toBeNull()
    })

    test('a moderator does none of it, even in the own scope', async () => {
      const alice = await person('Alice Martin', ['contributor:institution:adil'])
      const before = await acts()
      for (const act of ['desactiver', 'reactiver', 'invitation', 'second-facteur', 'sessions', 'libelle'])
        expect([act, (await carole.post(`${PEOPLE}/${alice}/${act}`)).status]).toEqual([act, 403])
      expect(await acts()).toEqual(before)
      expect((await denis.post(`${PEOPLE}/999999/desactiver`)).status).toBe(404)
    })
  })

  describe('the journal', () => {
    test('shows who did what, the newest first, names of today and no secret', async () => {
      await denis.post(PEOPLE, {
        nom: 'Bruno Petit',
        adresse: 'bruno@ccas.example',
        role: 'contributeur',
        perimetre: 'ADIL',
      })
      const { status, text } = await denis.get(JOURNAL)
      expect(status).toBe(200)
      const rows = text.match(/<tr>[\s\S]*?<\/tr>/g)?.slice(1) ?? []
      expect(rows[0]).toContain('Denis Admin')
      expect(rows[0]).toContain('Invitation envoyée')
      expect(rows[0]).toContain('Bruno Petit')
      expect(text).toContain('Contributeur · Agence d’information sur le logement')
      const [mail] = await unsentMessages(read())
      const token = /invitation\/([\w-]{43})/.exec(mail?.text ?? '')?.[1] ?? ''
      expect(token).toHaveLength(43)
      expect(text).not.toContain(token)
      expect(text).not.toContain('bruno@ccas.example')
    })

    test('is filtered by person, document and act, and goes on by pages', async () => {
      const count = async (query: string) => {
        const { text } = await denis.get(`${JOURNAL}?${query}`)
        return (text.match(/<th scope="row">/g) ?? []).length
      }
      expect(await count(`personne=${carole.id}`)).toBe(2)
      expect(await count('personne=carole+moderatrice')).toBe(2)
      expect(await count(`personne=${encodeURIComponent(carole.email)}`)).toBe(2)
      expect(await count('personne=exploitant')).toBe(4)
      expect(await count('personne=inconnue')).toBe(0)
      expect(await count('fiche=adil')).toBe(1)
      expect(await count('fiche=zzz')).toBe(0)
      expect(await count('acte=compte+cr%C3%A9%C3%A9')).toBe(2)
      expect(await count(`acte=compte+cr%C3%A9%C3%A9&personne=${carole.id}`)).toBe(1)
      for (let n = 0; n < 26; n += 1)
        await denis.post(`${PEOPLE}/${carole.id}/libelle`, { libelle: `Référente ${n}` })
      for (let n = 0; n < 26; n += 1) await denis.post(`${PEOPLE}/${carole.id}/sessions`)
      const { text } = await denis.get(`${JOURNAL}?personne=${denis.id}`)
      const older = /href="([^"]*avant=[^"]*)"/.exec(text)?.[1]?.replaceAll('&amp;', '&') ?? ''
      const rest = await denis.get(older)
      expect(rest.text.match(/<th scope="row">/g)).toHaveLength(4)
      expect(rest.text).toContain('Les plus récentes')
    })

    test('names who was erased by the pseudonym, and is for administrators alone', async () => {
      const id = await person('Alice Martin')
      await eraseAccount(guide.context.database, { person: await account(id), sessionHash: '' }, TEST_NOW)
      const { text } = await denis.get(JOURNAL)
      expect(text).toContain(`Personne ${id}`)
      expect(text).not.toContain('Alice Martin')
      expect((await carole.get(JOURNAL)).status).toBe(403)
    })
  })

  describe('messages', () => {
    const write = (what: string) =>
      guide.context.database.write((tx) =>
        post(tx, 'a@ccas.example', noticeLetter({ name: 'A', guide: 'WikiSol62', what }), TEST_NOW),
      )
    async function abandon(id: number): Promise<void> {
      const { database } = guide.context
      let now = TEST_NOW
      for (let attempt = 0; attempt < 6; attempt += 1) {
        const claimed = await database.write((tx) => claimMessage(tx, id, now))
        if (claimed === undefined) throw new Error('not due')
        await database.write((tx) => markFailed(tx, claimed, 'Adresse refusée', now))
        now = new Date(now.getTime() + 24 * 3_600_000)
      }
    }

    test('are shown with their text, and that no server is set', async () => {
      expect((await denis.get(OUTBOX)).text).toContain('Aucun message')
      await write('Un premier changement.')
      const { status, text } = await denis.get(OUTBOX)
      expect(status).toBe(200)
      for (const words of ['a@ccas.example', 'votre compte a changé', 'Un premier changement.', 'SMTP_URL'])
        expect(text).toContain(words)
      expect((await carole.get(OUTBOX)).status).toBe(403)
    })

    test('a message that was given up is tried again, once for one sending', async () => {
      await write('Un changement.')
      const id = (await unsentMessages(read()))[0]?.id ?? 0
      const path = `${OUTBOX}/${id}/reessayer`
      const early = await denis.post(path)
      expect([early.status, early.text.includes('n’est pas abandonné')]).toEqual([409, true])
      await abandon(id)
      const { text } = await denis.get(OUTBOX)
      expect(text).toContain('Adresse refusée')
      expect(text).toContain('Abandonné le')
      const cle = denis.key(path)
      for (const _ of [1, 2])
        expect((await denis.post(path, { cle })).headers.location).toBe(`${OUTBOX}?fait=reprise`)
      expect((await unsentMessages(read()))[0]).toMatchObject({ attempts: 0, abandonedAt: null })
      expect(await acts()).toContain(`compte ${denis.id} · courriel repris · 0`)
      expect((await carole.post(path)).status).toBe(403)
      for (const absent of ['999999', 'x'])
        expect((await denis.post(`${OUTBOX}/${absent}/reessayer`)).status).toBe(404)
    })
  })
})
