import { describe, expect, it } from 'vitest'
import { accountState, isListed } from '../../server/domain/account.ts'
import { accountNumber, journalPage, journalRow } from '../../server/viewmodels/journal.ts'
import { outboxPage } from '../../server/viewmodels/outbox.ts'
import { peoplePage } from '../../server/viewmodels/people.ts'
import { personPage } from '../../server/viewmodels/person.ts'
import { account, given, journalLine, message } from './accounts.ts'
import { context } from './guide.ts'

const AT = '2026-11-20T09:00:00.000Z'

describe('accounts', () => {
  it('stand in one state', () => {
    const states = [
      account(),
      account({ hasPassword: false }),
      account({ hasPassword: false, disabledAt: AT }),
      account({ disabledAt: AT, erasedAt: AT }),
    ]
    expect(states.map(accountState)).toEqual(['active', 'invited', 'disabled', 'erased'])
  })

  it.each([
    ['', undefined, undefined, true],
    ['MARTIN alice', undefined, undefined, true],
    ['ccas.example', 'contributor', 'active', true],
    ['alice petit', undefined, undefined, false],
    ['', 'administrator', undefined, false],
    ['', undefined, 'invited', false],
  ] as const)('« %s », %s, %s lets Alice through: %s', (text, role, state, through) =>
    expect(isListed(account(), { text, role, state })).toBe(through),
  )

  it('are in no list once they are erased', () =>
    expect(isListed(account({ erasedAt: AT }), { text: '', role: undefined, state: undefined })).toBe(false))
})

const asked = {
  role: 'contributeur',
  perimeter: '',
  perimeters: [],
  mayChooseRole: true,
  problems: {},
}
const list = {
  accounts: Array.from({ length: 120 }, (_, index) => account({ id: index + 1 })),
  total: 120,
  seesAll: true,
  filter: { text: 'a b', role: '', state: 'actif' },
  page: 2,
  done: undefined,
  invitation: { ...asked, key: 'k', name: '', email: '' },
}

describe('the list of accounts', () => {
  it('shows fifty, and its pages keep what was asked', () => {
    const page = peoplePage(list, context)
    expect(page.rows).toHaveLength(50)
    expect(page.rows[0]?.url).toBe('/administration/comptes/51')
    expect(page.pages).toEqual({
      words: 'Page 2 sur 3',
      previous: '/administration/comptes?q=a+b&etat=actif&page=1',
      next: '/administration/comptes?q=a+b&etat=actif&page=3',
    })
  })

  it('says when it is empty, and why', () => {
    const empty = (more: object) => peoplePage({ ...list, accounts: [], ...more }, context).empty
    const all = { text: '', role: '', state: '' }
    expect(empty({})).toBe('Aucun compte ne répond à ces critères.')
    expect(empty({ total: 0, filter: all })).toBe('Aucun compte pour l’instant.')
    expect(empty({ total: 0, filter: all, seesAll: false })).toContain('dans votre périmètre')
  })

  it('opens the invitation where it has a fault, and gives a moderator no choice of role', () => {
    const invitation = { ...list.invitation, mayChooseRole: false, problems: { perimetre: 'Inconnu.' } }
    const page = peoplePage({ ...list, invitation }, context)
    expect(page.title).toBe('Erreur : Comptes')
    expect(page.invitation.open).toBe(true)
    expect(page.invitation.grant.roleField).toBeUndefined()
    expect(page.invitation.form.problems).toEqual([{ name: 'perimetre', text: 'Inconnu.' }])
  })
})

const noMail = { ...context, sendsMail: false }

describe('an invitation', () => {
  it('is not said to leave where the guide sends no mail', () => {
    const words = (mayChooseRole: boolean) =>
      peoplePage({ ...list, invitation: { ...list.invitation, mayChooseRole } }, noMail).invitation
        .explanation
    expect(words(true)).toMatch(/n’envoie pas de courriel\u00a0: vous transmettrez/)
    expect(words(false)).toMatch(/l’administration transmettra le lien/)
    expect(peoplePage(list, context).invitation.explanation).toContain('Un lien part à cette adresse.')
  })

  it('of who answers for one part of the guide already says which', () => {
    const caf = {
      scope: 'institution',
      target: 'caf',
      label: 'CAF (institution)',
      title: 'CAF',
      otherName: undefined,
    } as const
    const value = (perimeters: (typeof caf)[]) =>
      peoplePage({ ...list, invitation: { ...list.invitation, perimeters } }, context).invitation.grant
        .perimeterField.value
    expect([value([caf]), value([caf, caf])]).toEqual(['CAF (institution)', ''])
  })
})

const person = {
  account: account(),
  openSessions: 1,
  names: new Map([[3, 'Denis']]),
  manages: true,
  mayTakeBack: () => true,
  keyFor: (act: string) => `key of ${act}`,
  giving: asked,
  label: '',
  labelProblems: {},
  journal: [],
  done: undefined,
  refusal: undefined,
}

describe('the page of an account', () => {
  const acts = (more: object, state: object = {}) =>
    personPage({ ...person, account: account(more), ...state }, context).acts.map(({ action }) =>
      action.replace('/administration/comptes/12/', ''),
    )

  it('offers what its state allows', () => {
    expect(acts({})).toEqual(['second-facteur', 'sessions', 'desactiver'])
    expect(acts({ hasPassword: false, hasSecondFactor: false }, { openSessions: 0 })).toEqual([
      'invitation',
      'desactiver',
    ])
    expect(acts({ disabledAt: AT, hasSecondFactor: false }, { openSessions: 0 })).toEqual(['reactiver'])
    expect(acts({}, { manages: false })).toEqual([])
  })

  it('of somebody erased offers nothing', () => {
    const page = personPage({ ...person, account: account({ erasedAt: AT }), openSessions: 0 }, context)
    expect([page.acts, page.giving, page.labelForm]).toEqual([[], undefined, undefined])
  })

  it.each([
    ['invitation', {}, /demandez à l’administration de la transmettre/],
    ['invitation', { manages: true }, /transmettez-la vous-même, depuis «\u00a0Courriels\u00a0»/],
    ['habilitation-donnee', {}, /^L’habilitation est donnée\. .*prévenez la personne\.$/],
  ])('without mail says of « %s » who passes it on', (done, state, words) =>
    expect(personPage({ ...person, manages: false, done, ...state }, noMail).notice).toMatch(words),
  )

  it('says after an account is enabled again that its invitation must be sent again', () => {
    const notice = (hasPassword: boolean) =>
      personPage({ ...person, done: 'reactivation', account: account({ hasPassword }) }, context).notice
    expect(notice(false)).toContain('renvoyez l’invitation')
    expect(notice(true)).toBe('Le compte est réactivé.')
  })

  it('says who gave and who took', () => {
    const formerGrants = [given({ grantedBy: 3, revokedAt: AT, revokedBy: 9 })]
    const page = personPage({ ...person, account: account({ formerGrants }) }, context)
    expect(page.grants[0]?.given).toMatch(/^Donnée le 20 novembre 2026 .*, par l’exploitant du guide$/)
    expect(page.grants[0]?.takeBack).toEqual({
      action: '/administration/comptes/12/habilitations/retirer',
      key: 'key of habilitations/retirer',
      id: 7,
    })
    expect(page.formerGrants[0]?.given).toMatch(/par Denis$/)
    expect(page.formerGrants[0]?.taken).toMatch(/^retirée .*par compte 9$/)
  })
})

describe('the journal', () => {
  it('names accounts as they are called now, and acts in words', () => {
    const row = journalRow(journalLine(), new Map([[12, 'Alice Martin']]), context)
    expect(row).toMatchObject({
      actor: { label: 'Alice Martin', url: '/administration/comptes/12' },
      action: 'Habilitation donnée',
      object: { label: 'Alice Martin' },
      details: ['Modérateur · caf'],
    })
    const operator = journalLine({ actor: 'exploitant', action: 'rebuild', personId: null, details: {} })
    expect(journalRow(operator, new Map(), context)).toMatchObject({
      actor: { label: 'Exploitant', url: undefined },
      action: 'Projections refaites',
      object: undefined,
    })
  })

  it('tells the words of search from the theme that they are for', () => {
    const line = journalLine({ document: { kind: 'thesaurus', slug: 'logement' } })
    expect(journalRow(line, new Map(), context).object?.label).toBe('Thésaurus logement')
  })

  it('shows of the details what it knows, and nothing else', () => {
    const details = { revision: 3, jeton: 'secret', adresse: 'a@b.example' }
    expect(journalRow(journalLine({ details }), new Map(), context).details).toEqual(['version 3'])
  })

  it('leads to older lines with the same filter', () => {
    const state = {
      lines: [journalLine({ id: 90 })],
      hasOlder: true,
      isFirstPage: false,
      names: new Map(),
      actions: ['connexion'],
      filter: { person: '12', object: '', action: 'connexion' },
    }
    const page = journalPage(state, context)
    expect(page.older).toBe('/administration/journal?personne=12&acte=connexion&avant=90')
    expect(page.newest).toBe('/administration/journal?personne=12&acte=connexion')
    expect(page.filters.actions[1]).toEqual({ value: 'connexion', label: 'Connexion', selected: true })
  })

  it.each([
    ['compte 12', 12],
    ['compte 12b', undefined],
    ['exploitant', undefined],
  ])('%s is the account %s', (actor, id) => expect(accountNumber(actor)).toBe(id))
})

describe('messages', () => {
  const shown = (more: Parameters<typeof message>[0]) =>
    outboxPage(
      {
        messages: [message(more)],
        page: 1,
        hasOlder: false,
        isPublic: true,
        retryKey: () => 'k',
        done: undefined,
        refusal: undefined,
      },
      context,
    ).messages[0]

  it('show their text until they have left: its links open accounts', () => {
    expect(shown({})?.text).toContain('/invitation/abc')
    expect(shown({ sentAt: AT })?.text).toBeUndefined()
  })

  it('are tried again by hand only when they were given up', () => {
    expect(shown({})?.retry).toBeUndefined()
    expect(shown({ attempts: 6, abandonedAt: AT })).toMatchObject({
      retry: { action: '/administration/courriels/5/reessayer', key: 'k' },
      state: { words: expect.stringMatching(/^Abandonné .*6\u00a0essais$/), tone: 'off' },
    })
  })

  it('are warned of where none leaves, and where their links open on one machine only', () => {
    const warnings = (isPublic: boolean, sendsMail: boolean) =>
      outboxPage(
        {
          messages: [],
          page: 1,
          hasOlder: false,
          isPublic,
          retryKey: () => 'k',
          done: undefined,
          refusal: undefined,
        },
        { ...context, sendsMail },
      ).warnings.map((words) => words.match(/[A-Z]+_[A-Z]+/)?.[0])
    expect(warnings(true, true)).toEqual([])
    expect(warnings(false, false)).toEqual(['SMTP_URL', 'PUBLIC_URL'])
  })

  it('say how often they were tried', () =>
    expect(shown({ attempts: 2 })?.state.words).toMatch(/^En attente : 2\u00a0essais, le prochain le/))
})
