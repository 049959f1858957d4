import { describe, expect, it } from 'vitest'
import { ownProposalsPage } from '../../server/viewmodels/ownProposals.ts'
import { context, NBSP } from './guide.ts'
import { fiche, HOSTILE, htmlOf, marie, NOTHING, OWN, own, post } from './proposals.ts'

const pageOf = (proposals: typeof OWN) => ownProposalsPage({ proposals, done: undefined }, context)
const rowOf = (more: Parameters<typeof own>[0]) => pageOf([own(more)]).groups[0]?.rows[0]

describe('one’s own proposals', () => {
  it('come first where one is asked something, then drafts, then what waits, then what is over', () =>
    expect(pageOf(OWN).groups.map(({ heading, rows }) => [heading, rows.length])).toEqual([
      ['À vous de répondre', 1],
      ['Brouillons', 1],
      ['En attente', 1],
      ['Terminées', 2],
    ]))

  it('come first as well where the fiche changed at the same place, with the way to choose', () => {
    const contested = own({ choiceUrl: '/propositions/12/conflit/1' })
    expect(pageOf([contested]).groups[0]?.heading).toBe('À vous de répondre')
    expect(htmlOf('proposals/own', pageOf([contested]))).toContain('href="/propositions/12/conflit/1"')
  })

  it('are none at first, and the page says how to begin', () =>
    expect(htmlOf('proposals/own', pageOf([]))).toContain('Proposer une modification&nbsp;»'))

  it.each([
    [{ state: 'draft' }, 'Brouillon gardé le 23 novembre 2026 à 16 h 12'],
    [{ state: 'submitted' }, 'Envoyée le samedi 21 novembre'],
    [{ state: 'accepted', decidedAt: '2026-11-20T10:00:00Z' }, 'Publiée le vendredi 20 novembre'],
    [{ state: 'rejected', decidedAt: '2026-11-20T10:00:00Z' }, 'Décidée le vendredi 20 novembre'],
    [{ state: 'withdrawn' }, 'Retirée le lundi 23 novembre'],
  ] as const)('%o says since when', (more, words) =>
    expect(rowOf(more)?.when.replaceAll(NBSP, ' ')).toBe(words),
  )

  it('promise a day only while a moderator has to answer', () => {
    expect(rowOf({})?.promise?.words).toContain('mercredi')
    expect(rowOf({ state: 'changes_requested' })?.promise).toBeUndefined()
  })

  it('show the question that waits for an answer', () => {
    const question = { words: HOSTILE, by: marie, at: '2026-11-22T10:00:00Z' }
    const html = htmlOf('proposals/own', pageOf([own({ state: 'changes_requested', question })]))
    expect(html).toContain('Marie Leroy, 22 novembre 2026 à 11\u00A0h')
    expect(html).not.toContain('<script>')
  })

  it('say what changes where the author has not summed it up', () => {
    expect(rowOf({ summary: '' })?.change).toMatch(/^Mercredi/)
    expect(rowOf({ summary: '', fiches: [fiche({ comparison: NOTHING })] })?.change).toBeUndefined()
  })

  it('ask before a draft is deleted, without any script', () => {
    const draft = own({
      state: 'draft',
      editUrl: '/propositions/12/modifier',
      discard: post('/propositions/12/supprimer'),
    })
    const html = htmlOf('proposals/own', pageOf([draft]))
    expect(rowOf(draft)?.url).toBe('/propositions/12/modifier')
    expect(html).toMatch(/<details[\s\S]*perdu[\s\S]*Supprimer ce brouillon[\s\S]*<\/details>/)
  })
})
