import { describe, expect, test } from 'vitest'
import type { Document } from '../../server/domain/document/document.ts'
import { deadThesaurusEntries, editorialWarnings } from '../../server/domain/editorial.ts'
import type { TreeDocument } from '../../server/domain/treeCheck.ts'

function file(kind: Document['kind'], fields: object, body = ''): TreeDocument {
  return {
    path: `${kind}.md`,
    slug: kind,
    document: { kind, fields: { titre: 'Titre', ...fields }, body } as unknown as Document,
    lineOf: (key) => (key === 'corps' ? 20 : 3),
  }
}

const RSA = file('thesaurus', { entrees: [{ terme: 'revenu de solidarité active', sigle: 'RSA' }] })
const GOOD = {
  titre: 'Effacement d’une dette',
  resume: 'Une aide pour payer.',
  mots_usuels: ['dette', 'facture', 'coupure', 'téléphone', 'impayé'],
  sources: [{ document: 'Schéma', date: '2017' }],
}

describe('a fiche is told what the style guide asks', () => {
  test('one that follows it is left alone, acronyms of the glossary included', () => {
    expect(editorialWarnings([RSA, file('scheme', GOOD, 'Le RSA ouvre ce droit. Envoyez un SMS.')])).toEqual(
      [],
    )
  })

  test.each<[string, object, string, string]>([
    ['a long title', { titre: 'x'.repeat(81) }, '', 'titre : 81 signes, 80 au plus.'],
    ['a long résumé', { resume: 'x'.repeat(201) }, '', 'resume : 201 signes, 200 au plus.'],
    ['few everyday words', { mots_usuels: ['dette'] }, '', 'mots_usuels : 1 seulement, 5 au moins.'],
    ['no source', { sources: [] }, '', 'sources : aucune.'],
    [
      'line numbers for a source',
      { sources: [{ section: 'Action 3, lignes 10-12' }] },
      '',
      'sources : des numéros de ligne ne disent rien à l’agent.',
    ],
    [
      'an acronym that nothing expands',
      {},
      'La MDPH répond, la MDPH décide.',
      '« MDPH » n’est pas au glossaire : donnez son sens dans le thésaurus.',
    ],
    ['a long body', {}, 'mot '.repeat(260), '261 mots, 260 au plus pour tenir sur une page.'],
  ])('%s', (_what, fields, body, message) => {
    const warnings = editorialWarnings([RSA, file('scheme', { ...GOOD, ...fields }, body)])
    expect(warnings.map((warning) => warning.message)).toEqual([message])
  })

  test('a theme of the first level owes five questions, one below owes none', () => {
    const questions = [{ question: 'Où dormir ?', fiche: 'a' }]
    expect(editorialWarnings([file('theme', { questions })]).map(({ message }) => message)).toEqual([
      'questions : 1 seulement, 5 au moins.',
    ])
    expect(editorialWarnings([file('theme', { questions, parent: 'logement' })])).toEqual([])
  })
})

describe('a thesaurus entry leads somewhere', () => {
  const fiche = file('scheme', { ...GOOD, titre: 'Dettes de loyer' }, 'Le bailleur peut attendre.')
  const dead = (entry: object) =>
    deadThesaurusEntries([fiche, file('thesaurus', { entrees: [entry] })]).map(({ message }) => message)

  test.each([
    ['its words stand in a fiche, in any order and number', { terme: 'loyer et dette', mots: ['retard'] }],
    ['it names a fiche', { terme: 'zébulonique', fiche: 'dettes', mots: ['retard'] }],
    ['it is for the glossary', { terme: 'zébulonique', sigle: 'ZB' }],
  ])('%s', (_why, entry) => expect(dead(entry)).toEqual([]))

  test.each([
    [
      'nothing says it',
      { terme: 'zébulonique', mots: ['retard'] },
      '« zébulonique » ne mène nulle part : aucune fiche ne le dit. Nommez-en une.',
    ],
    [
      'one of its words is nowhere',
      { terme: 'dette de jeu', mots: ['retard'] },
      '« dette de jeu » ne mène nulle part : aucune fiche ne le dit. Nommez-en une.',
    ],
    ['it has neither words nor acronym', { terme: 'dette' }, '« dette » n’a ni mots ni sigle.'],
  ])('or is refused: %s', (_why, entry, message) => expect(dead(entry)).toEqual([`entrees[0] : ${message}`]))
})
