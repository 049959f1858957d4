import { describe, expect, it } from 'vitest'
import type { ProposalState } from '../../server/domain/proposal.ts'
import { proposalPage } from '../../server/viewmodels/proposal.ts'
import { context, NBSP, segment } from './guide.ts'
import {
  alice,
  authored,
  change,
  field,
  HOSTILE,
  htmlOf,
  marie,
  NOTHING,
  post,
  proposal,
  reviewed,
  you,
} from './proposals.ts'

const shown = (input: Parameters<typeof proposalPage>[0]) =>
  htmlOf('proposals/show', proposalPage(input, context))
const noticesOf = (more: Parameters<typeof reviewed>[0]) =>
  proposalPage(reviewed(more), context).notices.map(({ strong }) => strong.replaceAll(NBSP, ' '))

describe('who may decide', () => {
  it('has one form for the verdict, with its key, version and fingerprint', () => {
    const html = shown(reviewed())
    const form = html.slice(html.indexOf('id="avis"'), html.indexOf('</form>', html.indexOf('id="avis"')))
    expect(form).toContain('action="/propositions/12/avis" method="post"')
    for (const hidden of ['name="cle" value="k"', 'name="version" value="2"', 'name="empreinte" value="abc"'])
      expect(form).toContain(hidden)
    expect(html.match(/form="avis" name="avis" value="\w+"/g)).toEqual([
      'form="avis" name="avis" value="accepter"',
      'form="avis" name="avis" value="demander"',
      'form="avis" name="avis" value="refuser"',
    ])
  })

  it('finds ready sentences without any script', () =>
    expect(shown(reviewed())).toContain(`D’où vient cette information, et de quand date-t-elle${NBSP}?`))

  it('comes from the queue, and goes on to the next one', () => {
    const { position, trail } = proposalPage(reviewed(), context)
    expect(position).toEqual({ words: '1 sur 6', next: '/propositions/13?onglet=a-relire&nature=lieu' })
    expect(trail[0]?.url).toBe('/relecture?onglet=a-relire&nature=lieu')
  })

  it('is told to call before a sensitive field is accepted', () => {
    expect(noticesOf({})).toEqual(['Champ sensible : Mercredi.'])
    expect(proposalPage(proposal(), context).notices).toEqual([])
  })

  it('finds again what was typed in a form that was refused', () => {
    const problems = { message: 'Écrivez ce que vous demandez.' }
    const page = proposalPage(reviewed({ typed: { message: 'abc', comment: '' }, problems }), context)
    expect(page.title).toMatch(/^Erreur : /)
    expect(page.problems).toEqual([{ name: 'message', text: problems.message }])
    expect(htmlOf('proposals/show', page)).toMatch(/aria-invalid="true">abc<\/textarea>/)
  })

  it('gives one side’s agreement where the other one’s is missing', () => {
    const seat = { scope: 'CAF', agreed: undefined }
    const seats = [
      { ...seat, seat: 'now' as const, isYours: true },
      { ...seat, seat: 'next' as const, scope: 'MDS', isYours: false },
    ]
    const page = proposalPage(reviewed({ seats }), context)
    expect(page.verdict?.acceptWords).toBe('Donner mon accord')
    expect(page.notices[1]?.lines[0]).toBe(`CAF (qui répond de la fiche, votre côté)${NBSP}: accord attendu.`)
    const agreed = { by: marie, at: '2026-11-23T10:00:00Z' }
    const done = seats.map((each) => (each.isYours ? each : { ...each, agreed }))
    expect(proposalPage(reviewed({ seats: done }), context).verdict?.acceptWords).toBe('Accepter et publier')
  })

  it('writes without deciding in a form that is folded', () => {
    expect(shown(reviewed())).toMatch(/<details class="invite">\s*<summary>Écrire sans décider/)
    const typed = { message: '', comment: 'abc' }
    expect(shown(reviewed({ typed }))).toMatch(/<details class="invite" open>\s*<summary>Écrire sans/)
  })
})

describe('what happened meanwhile', () => {
  const moved = { revision: 4, publishedAt: '2026-11-23T10:00:00Z', conflict: undefined }

  it('elsewhere in the fiche goes together', () =>
    expect(noticesOf({ changes: [change({ moved, comparison: NOTHING })] })[0]).toMatch(
      /^La fiche a changé depuis \(version 4, .*\), ailleurs\.$/,
    ))

  it('at the same place must be chosen before anything is accepted', () => {
    const conflict = { labels: ['Téléphone'], url: '/propositions/12/conflit' }
    const input = reviewed({ changes: [change({ moved: { ...moved, conflict } })] })
    const page = proposalPage(input, context)
    expect(page.notices[1]?.link).toEqual({ label: 'Choisir ce qui reste', url: conflict.url })
    expect([page.verdict?.acceptWords, page.verdict?.correctUrl]).toEqual([undefined, undefined])
    expect(page.verdict?.keys.map(({ does }) => does)).toEqual(['demander', 'refuser'])
    expect(htmlOf('proposals/show', page)).not.toContain('value="accepter"')
  })

  it('to the text of the author is said first', () =>
    expect(noticesOf({ changedSince: { version: 3, at: '2026-11-24T10:00:00Z' } })[0]).toBe(
      'L’auteur a envoyé un autre texte pendant votre lecture (version 3, 24 novembre 2026 à 11 h).',
    ))

  it.each([
    ['everywhere', 'Personne dans ce périmètre.'],
    ['nobody', 'Personne d’autre ne peut relire.'],
  ] as const)('nobody is in scope: %s', (level, words) => expect(noticesOf({ level })[1]).toBe(words))

  it('is no news once it is decided', () =>
    expect(noticesOf({ state: 'accepted', level: 'nobody', changes: [change({ moved })] })).toEqual([]))
})

describe('the author', () => {
  it.each([
    ['draft', 'Ce brouillon n’est lu que par vous'],
    ['submitted', 'Votre proposition attend d’être relue. Réponse promise : mercredi 25 novembre.'],
    ['in_review', 'Quelqu’un relit votre proposition. Réponse promise'],
    ['changes_requested', 'La relecture vous demande quelque chose'],
    ['accepted', 'Votre proposition est publiée'],
    ['rejected', 'Votre proposition est refusée'],
    ['withdrawn', 'Vous avez retiré cette proposition'],
  ] as [ProposalState, string][])('is told in one sentence where it stands: %s', (state, words) => {
    const standing = proposalPage(authored({ state }), context).standing
    expect(standing?.replaceAll(NBSP, ' ')).toContain(words)
  })

  it('goes on writing and withdraws, and decides nothing', () => {
    const html = shown(authored())
    expect(html).toContain('href="/propositions/12/modifier"')
    expect(html).toContain('action="/propositions/12/retirer"')
    expect(html).not.toContain('name="avis"')
  })

  it('takes a withdrawal back', () => {
    const forms = { ...authored().forms, withdraw: undefined, resume: post('/propositions/12/reprendre') }
    expect(shown(authored({ state: 'withdrawn', forms }))).toContain('action="/propositions/12/reprendre"')
  })

  it('answers a question', () => {
    const comment = (state: ProposalState) => proposalPage(authored({ state }), context).comment
    expect(comment('changes_requested')?.field.label).toBe('Votre réponse')
    expect(comment('submitted')?.field.label).toBe('Écrire à qui relit')
  })

  it('accepts in one click what a moderator corrected, or keeps the own text', () => {
    const corrections = {
      by: marie,
      fiches: [{ title: 'A', comparison: { fields: [field()], body: [] } }],
      accept: post('/propositions/12/corrections'),
      keep: post('/propositions/12/garder'),
    }
    const html = shown(authored({ state: 'changes_requested', corrections }))
    expect(html).toContain('acceptez-les, ou gardez votre texte')
    expect(html).toContain('Corrections proposées par Marie Leroy')
    for (const words of ['Accepter ces corrections et publier', 'Garder mon texte', '/12/garder'])
      expect(html).toContain(words)
    const others = shown(proposal({ corrections: { ...corrections, accept: undefined, keep: undefined } }))
    expect(others).toContain('Corrections proposées par Marie Leroy')
    expect(others).not.toContain('Garder mon texte')
  })
})

describe('anybody else', () => {
  it('reads why there is nothing to decide', () => {
    const page = proposalPage(proposal({ whyNot: 'outOfScope' }), context)
    expect(page.standing).toContain('hors de votre périmètre')
    expect(htmlOf('proposals/show', page)).not.toContain('class="dock"')
    expect(
      proposalPage(proposal({ whyNot: 'outOfScope', state: 'accepted' }), context).standing,
    ).toBeUndefined()
  })
})

describe('each change', () => {
  it('shows the riskiest field first, and what was not known as such', () => {
    const rows = proposalPage(reviewed(), context).changes[0]?.changes.fields
    expect(rows?.map(({ label }) => label)).toEqual(['Mercredi', 'Sur rendez-vous', 'Autres noms'])
    expect(shown(reviewed())).toContain('Non renseigné')
  })

  it('of a new fiche has no « Avant », and touches nothing yet', () => {
    const page = proposalPage(reviewed({ changes: [change({ slug: undefined })] }), context)
    expect(page.touches).toEqual([])
    expect(page.layouts).toEqual([])
    expect(htmlOf('proposals/show', page)).not.toContain('<th scope="col">Avant')
  })

  it('puts the text side by side where that is asked for, and stays in the queue', () => {
    const page = proposalPage(reviewed({ layout: 'colonnes' }), context)
    expect(page.layouts.map(({ url, current }) => [url, current])).toEqual([
      ['/propositions/12?onglet=a-relire&nature=lieu&vue=ligne', false],
      ['/propositions/12?onglet=a-relire&nature=lieu&vue=colonnes', true],
    ])
    expect(htmlOf('proposals/show', page)).toContain('Texte avant')
    expect(proposalPage(proposal(), context).layouts[0]?.url).toBe('/propositions/12?vue=ligne')
  })

  it('says what deserves a second look', () => {
    const named = { id: 1, kind: 'site', slug: 'caf', title: 'CAF' } as never
    const warnings = proposalPage(
      reviewed({
        changes: [
          change({
            warnings: [
              { what: 'personal', label: 'Personne', value: 'Jeanne' },
              { what: 'shared', fiches: [named] },
              { what: 'contradiction', fiche: named, label: 'Téléphone', value: '115' },
              { what: 'duplicate', fiche: named, why: 'même numéro' },
            ],
          }),
        ],
      }),
      context,
    ).changes[0]?.warnings
    expect(warnings?.map(({ words }) => words.replaceAll(NBSP, ' '))).toEqual([
      'Donnée personnelle ajoutée : Personne, « Jeanne ».',
      'Une autre fiche montre ce contact, et changera avec lui :',
      'Téléphone (115) :',
      'Doublon possible (même numéro) :',
    ])
    expect(warnings?.map(({ links }) => links.length)).toEqual([0, 1, 1, 1])
  })

  it('names a few fiches that show it, and counts the others', () => {
    const cards = Array.from({ length: 9 }, (_, n) => ({
      kind: 'site',
      slug: `s${n}`,
      title: `S${n}`,
    })) as never[]
    const touched = proposalPage(reviewed({ changes: [change({ shownOn: cards })] }), context).touches[0]
    expect([touched?.shownOn.length, touched?.others]).toEqual([6, `et 3${NBSP}autres`])
  })

  it('gives its headings no name, since several texts stand on one page', () => {
    const segments = [segment('<h2 id="s-a">A</h2><p id="garde">B</p>')]
    const html = shown(reviewed({ changes: [change({ segments }), change({ segments })] }))
    expect(html).not.toContain('id="s-a"')
    expect(html).toContain('<h2>A</h2>')
  })
})

it('tells who did what, in order', () => {
  const { thread, facts } = proposalPage(reviewed(), context)
  expect(thread.map(({ what, who }) => `${what} ${who}`)).toEqual([
    'Envoyée Alice Martin · CAF',
    'Précisions demandées Marie Leroy',
    'Nouveau texte, version 2 Alice Martin · CAF',
  ])
  expect(facts.find(({ label }) => label === 'Textes')?.lines).toHaveLength(2)
  expect(facts.find(({ label }) => label === 'Périmètre')?.lines).toEqual(['CAF du Pas-de-Calais, le vôtre'])
})

it('names no account that was erased', () => {
  const author = { name: undefined, institution: 'CAF', isYou: false }
  expect(proposalPage(reviewed({ author }), context).facts[0]?.lines).toEqual(['Compte effacé · CAF'])
  expect(
    proposalPage(reviewed({ author: { ...alice, isYou: false }, takenBy: you }), context).facts.find(
      ({ label }) => label === 'Relue par',
    )?.lines,
  ).toEqual(['Vous'])
})

it('escapes what people wrote', () => {
  const hostile = field({ label: HOSTILE, before: [HOSTILE], after: ['a'] })
  const person = { name: HOSTILE, institution: HOSTILE, isYou: false }
  const comparison = { fields: [hostile], body: [{ kind: 'removed' as const, text: HOSTILE }] }
  const html = shown(
    reviewed({
      summary: HOSTILE,
      message: HOSTILE,
      author: person,
      takenBy: person,
      scope: { label: HOSTILE, isYours: false },
      typed: { message: HOSTILE, comment: HOSTILE },
      problems: { message: HOSTILE, commentaire: HOSTILE },
      refusal: HOSTILE,
      changes: [
        change({
          title: HOSTILE,
          comparison,
          warnings: [{ what: 'personal', label: HOSTILE, value: HOSTILE }],
        }),
      ],
      corrections: {
        by: person,
        fiches: [{ title: HOSTILE, comparison }],
        accept: undefined,
        keep: undefined,
      },
      thread: [{ at: '2026-11-20T15:00:00Z', by: person, kind: 'comment', version: 1, words: HOSTILE }],
      seats: [
        { seat: 'now', scope: HOSTILE, agreed: { by: person, at: '2026-11-20T15:00:00Z' }, isYours: false },
        { seat: 'next', scope: HOSTILE, agreed: undefined, isYours: true },
      ],
    }),
  )
  expect(html).not.toContain('<script>')
  expect(html.match(/&lt;script&gt;/g)?.length).toBeGreaterThan(15)
})
