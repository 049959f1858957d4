import { describe, expect, it } from 'vitest'
import { changedSentences, changesInOneLine, changesView } from '../../server/viewmodels/changes.ts'
import { queuePage } from '../../server/viewmodels/queue.ts'
import { context, NBSP } from './guide.ts'
import {
  alice,
  comparison,
  fiche,
  field,
  HOSTILE,
  htmlOf,
  marie,
  NOTHING,
  names,
  ONLY_NAMES,
  queue,
  queued,
  you,
} from './proposals.ts'

const rowOf = (more: Parameters<typeof queued>[0]) =>
  queuePage(queue({ proposals: [queued(more)] }), context).rows[0]

describe('what changes, in one line', () => {
  it.each([
    [[fiche()], `Mercredi${NBSP}: 8 h 30 à 16 h 30 → 13 h 30 à 16 h 30`, 'et 2 champs, 2 phrases'],
    [[fiche({ comparison: ONLY_NAMES })], `Autres noms${NBSP}: Cafpas ajouté`, ''],
    [[fiche({ comparison: { ...NOTHING, body: comparison.body } })], `Texte${NBSP}: 2 phrases changées`, ''],
    [[fiche({ slug: undefined })], 'Nouvelle fiche', '3 champs, 2 phrases'],
    [[fiche(), fiche({ comparison: NOTHING })], expect.any(String), 'et 2 champs, 2 phrases, sur 2 fiches'],
  ])('%# names the riskiest first', (fiches, first, rest) => {
    const said = changesInOneLine(fiches)
    expect([said.first, said.rest.replaceAll(NBSP, ' ')]).toEqual([
      typeof first === 'string' ? first.replace('2 phrases', `2${NBSP}phrases`) : first,
      rest,
    ])
  })

  it('counts the sentences that change, not the words', () => {
    const change = (text: string) => ({ kind: 'added' as const, text })
    const same = (text: string) => ({ kind: 'same' as const, text })
    expect(changedSentences([change('a'), same(' b '), change('c')])).toBe(1)
    expect(changedSentences([same('A. '), change('b'), same('. C '), change('d')])).toBe(2)
    expect(changedSentences([])).toBe(0)
  })
})

describe('changes, side by side', () => {
  it('strike and underline the values that differ only', () => {
    const view = changesView({ fields: [names], body: [] }).fields[0]
    expect(view?.before).toEqual([{ text: 'CAF 62', changed: false }])
    expect(view?.after.map(({ changed }) => changed)).toEqual([false, true])
  })

  it('mark every value where only the order changed', () => {
    const moved = field({ before: ['a', 'b'], after: ['b', 'a'] })
    expect(changesView({ fields: [moved], body: [] }).fields[0]?.after.map(({ changed }) => changed)).toEqual(
      [true, true],
    )
  })

  it('cut what does not change in a long text, and no change', () => {
    const long = 'mot '.repeat(500)
    const body = [
      { kind: 'same' as const, text: long },
      { kind: 'added' as const, text: 'neuf' },
      { kind: 'same' as const, text: ` ${long}` },
      { kind: 'removed' as const, text: long },
    ]
    const [head, added, between, removed] = changesView({ fields: [], body }, { around: 20 }).body
    expect([added?.text, removed?.text]).toEqual(['neuf', long])
    expect(head?.text).toBe(`[…] ${'mot '.repeat(4)}`)
    expect(between?.text).toMatch(/^ mot mot .*\[…\].* mot $/)
    expect(between?.text.length).toBeLessThan(60)
  })

  it('show each side of the text for itself', () => {
    const sides = changesView(comparison, { inColumns: true }).sides
    const text = (pieces: { text: string }[] | undefined) => pieces?.map((piece) => piece.text).join('')
    expect(text(sides?.before)).toBe('La CAF reçoit sur rendez-vous. L’espace classique reste ouvert.')
    expect(text(sides?.after)).toContain('pris en ligne. L’accueil sans rendez-vous')
  })
})

describe('a line of the queue', () => {
  it('says why it stands there', () => {
    expect(rowOf({})?.why.replaceAll(NBSP, ' ')).toBe(
      '214 lectures en 30 jours · champ sensible · attend depuis 3 jours',
    )
    const fiches = [fiche({ comparison: ONLY_NAMES })]
    expect(rowOf({ fiches, submittedAt: '2026-11-24T09:00:00Z' })?.why).toMatch(
      /jours · arrivée aujourd’hui$/,
    )
  })

  it.each([
    ['2026-11-25', false, 'mercredi 25 novembre'],
    ['2026-11-24', false, 'aujourd’hui, mardi 24 novembre'],
    ['2026-11-22', true, 'dimanche 22 novembre, dépassé de 2 jours'],
    ['2027-01-04', false, 'lundi 4 janvier 2027'],
  ])('promised for %s is late: %s, in words', (promisedOn, late, words) => {
    const promise = rowOf({ promisedOn })?.promise
    expect([promise?.late, promise?.words.replaceAll(NBSP, ' ')]).toEqual([late, words])
  })

  it.each([
    [you, 'Vous relisez'],
    [marie, 'Marie Leroy relit'],
    [undefined, undefined],
  ])('says who reads it: %#', (takenBy, words) => expect(rowOf({ takenBy })?.takenBy).toBe(words))

  it('is not decided by its author', () => {
    const row = rowOf({ author: you })
    expect(row?.author).toBe('Vous')
    expect(row?.notYours).toContain('quelqu’un d’autre')
    expect(row?.promise).toBeUndefined()
  })

  it.each([
    ['institution', undefined],
    ['part', undefined],
    ['everywhere', `Personne dans ce périmètre${NBSP}: revient aux modérateurs de tout le guide.`],
    ['nobody', `Personne d’autre ne peut relire${NBSP}: voir l’aide.`],
  ] as const)('says where it falls: %s', (level, words) => expect(rowOf({ level })?.falls?.words).toBe(words))

  it('once decided says how and when, and promises nothing', () => {
    const row = rowOf({ state: 'rejected', decidedAt: '2026-11-23T09:00:00Z', level: 'nobody' })
    expect(row?.state?.words.replaceAll(NBSP, ' ')).toBe('Refusée le lundi 23 novembre')
    expect([row?.promise, row?.falls]).toEqual([undefined, undefined])
  })

  it('leads to the proposal, which knows the list it was opened from', () => {
    const filter = { ...queue().filter, kind: 'scheme' as const, theme: 'logement' }
    const page = queuePage(queue({ filter }), context)
    expect(page.rows[0]?.url).toBe('/propositions/12?onglet=a-relire&nature=dispositif&theme=logement')
    expect(page.unfilteredUrl).toBe('/relecture?onglet=a-relire')
    expect(page.tabs[5]?.url).toBe('/relecture?onglet=traitees&nature=dispositif&theme=logement')
  })
})

describe('a batch', () => {
  const safe = queued({ id: 16, fiches: [fiche({ comparison })], safe: 'f00d' })

  it('offers a box for what is safe only, with all that it would publish beside it', () => {
    const html = htmlOf('proposals/queue', queuePage(queue({ proposals: [queued(), safe] }), context))
    expect(html.match(/type="checkbox"/g)).toHaveLength(1)
    expect(html).toContain('form="lot" name="sur.16" value="f00d"')
    for (const words of ['13 h 30 à 16 h 30', 'Cafpas', 'pris en ligne', 'L’espace classique'])
      expect(html.slice(html.indexOf('class="safe"'), html.indexOf('id="lot"'))).toContain(words)
    expect(html).toContain(`1${NBSP}modification sans risque`)
  })

  it('is not offered where nothing is safe', () =>
    expect(htmlOf('proposals/queue', queuePage(queue(), context))).not.toContain('id="lot"'))

  it('leads to the fiche that was just published', () => {
    const about = { label: 'Accueil de la CAF', url: '/fiches/caf' }
    const html = htmlOf('proposals/queue', queuePage(queue({ done: 'publiee', about }), context))
    expect(html).toContain('La proposition est publiée.')
    expect(html).toContain('<a href="/fiches/caf">Accueil de la CAF</a>')
  })

  it('says what was published and what was left', () => {
    const notice = (accepted: number, left: number) =>
      queuePage(queue({ done: 'lot', batchResult: { accepted, left } }), context).notice?.replaceAll(
        NBSP,
        ' ',
      )
    expect(notice(2, 0)).toBe('2 propositions publiées.')
    expect(notice(1, 1)).toBe(
      '1 proposition publiée. 1 laissée : le texte a changé depuis que vous l’avez lu.',
    )
  })
})

describe('the queue', () => {
  it('says that nothing waits, or that nothing answers the filters', () => {
    const filter = { ...queue().filter, theme: 'logement' }
    const empty = (more: object) => queuePage(queue({ proposals: [], ...more }), context).empty?.words
    expect(empty({})).toBe('Rien n’attend votre relecture.')
    expect(empty({ filter })).toBe('Aucune proposition ne répond à ces critères.')
    expect(empty({ filter: { ...filter, theme: '', tab: 'miennes' } })).toContain('vos propositions')
  })

  it('says the delay that was measured, where there is one', () => {
    expect(queuePage(queue(), context).delay?.replaceAll(NBSP, ' ')).toBe(
      'Depuis 90 jours : 41 traitées, 38 dans le délai promis, médiane 1 jour.',
    )
    expect(queuePage(queue({ delay: undefined }), context).delay).toBeUndefined()
  })

  it('keeps its filters in the form', () => {
    const filter = { ...queue().filter, territory: 'arrageois', tab: 'toutes' as const }
    const html = htmlOf('proposals/queue', queuePage(queue({ filter }), context))
    expect(html).toContain('<option value="arrageois" selected>')
    expect(html).toContain('name="onglet" value="toutes"')
  })

  it('says in its title that something was refused', () =>
    expect(queuePage(queue({ refusal: 'Non.' }), context).title).toBe('Erreur : File de relecture'))

  it('escapes what people wrote', () => {
    const hostile = field({ label: HOSTILE, before: [HOSTILE], after: [HOSTILE, 'a'], says: HOSTILE })
    const body = [{ kind: 'added' as const, text: HOSTILE }]
    const proposal = queued({
      fiches: [fiche({ title: HOSTILE, comparison: { fields: [hostile], body } })],
      author: { ...alice, name: HOSTILE, institution: HOSTILE },
      takenBy: { ...marie, name: HOSTILE },
      safe: HOSTILE,
    })
    const html = htmlOf('proposals/queue', queuePage(queue({ proposals: [proposal] }), context))
    expect(html).not.toContain('<script>')
    expect(html).toContain('&lt;script&gt;')
  })
})
