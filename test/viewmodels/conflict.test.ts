import { describe, expect, it } from 'vitest'
import { conflictPage } from '../../server/viewmodels/conflict.ts'
import { context, NBSP } from './guide.ts'
import { alice, conflict, field, HOSTILE, htmlOf } from './proposals.ts'

const shown = (more: Parameters<typeof conflict>[0] = {}) =>
  htmlOf('proposals/conflict', conflictPage(conflict(more), context))

describe('two changes of the same field', () => {
  it('are chosen from by hand: nothing is chosen beforehand', () => {
    const html = shown()
    expect(html.match(/type="radio"/g)).toHaveLength(5)
    expect(html).not.toContain(' checked')
    expect(html).toContain(`Publié depuis par Marie Leroy, 22 novembre 2026 à 11\u00A0h`)
    expect(html).toContain('pendant que vous écriviez. Rien n’est perdu.')
  })

  it('of the text may both be kept; a field has one value', () => {
    const [phone, text] = conflictPage(conflict(), context).conflicts
    expect(phone?.choices.map(({ value }) => value)).toEqual(['publie', 'propose'])
    expect(text?.choices.map(({ value }) => value)).toEqual(['publie', 'propose', 'deux'])
  })

  it('say each what it was before, also where it was not known', () => {
    expect(conflictPage(conflict(), context).conflicts.map(({ before }) => before)).toEqual([[], ['Bus 4.']])
    expect(shown()).toContain('Non renseigné')
  })

  it('tell whose text it is to who is not its author', () => {
    const page = conflictPage(conflict({ author: alice }), context)
    expect(page.conflicts[0]?.choices[1]?.label).toBe('Proposé par Alice Martin')
    expect(page.lead).not.toContain('vous écriviez')
  })

  it('are listed apart from what goes together alone', () => {
    const page = conflictPage(conflict(), context)
    expect(page.merged).toEqual([
      `Autres noms${NBSP}: Cafpas ajouté`,
      `Texte${NBSP}: les deux modifications vont ensemble`,
    ])
    expect(shown({ merged: [], bodyMerged: false })).not.toContain('sans choix')
  })

  it('lead from the summary to the choice that is missing, and keep the others', () => {
    const problems = { 'choix.1': 'Choisissez le numéro qui restera.' }
    const page = conflictPage(conflict({ problems, chosen: { '2': 'deux' } }), context)
    expect(page.title).toMatch(/^Erreur : /)
    expect(page.problems).toEqual([{ name: 'choix.1.publie', text: problems['choix.1'] }])
    const html = htmlOf('proposals/conflict', page)
    expect(html).toContain('href="#choix.1.publie"')
    expect(html).toContain('value="deux" checked')
  })

  it('are escaped', () => {
    const texts = { base: [HOSTILE], theirs: [HOSTILE], mine: [HOSTILE] }
    const html = shown({
      fiche: { kind: 'site', title: HOSTILE, slug: undefined },
      conflicts: [{ id: '1', key: 'titre', label: HOSTILE, ...texts }],
      published: { revision: 4, at: '2026-11-22T10:00:00Z', by: HOSTILE },
      author: { ...alice, name: HOSTILE },
      merged: [field({ says: HOSTILE })],
      problems: { 'choix.1': HOSTILE },
    })
    expect(html).not.toContain('<script>')
    expect(html.match(/&lt;script&gt;/g)?.length).toBeGreaterThan(8)
  })
})
