import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Document } from '../../../server/domain/document/document.ts'
import { formatDocument } from '../../../server/domain/document/format.ts'
import { ALL_KINDS } from '../../../server/domain/document/kinds.ts'
import { namespaceOf, referencesOf } from '../../../server/domain/document/references.ts'
import { withoutHidden } from '../../../server/domain/document/withoutHidden.ts'
import { arbitraryDocument } from './arbitraryDocument.ts'

const HIDDEN = 'camille-zyglarsky'
const isVisible = (slug: string) => slug !== HIDDEN

const doc = (kind: Document['kind'], fields: object, body = ''): Document =>
  ({ kind, fields: { titre: 'Accueil', ...fields }, body }) as unknown as Document
const shown = (kind: Document['kind'], fields: object, body = '') => {
  const { fields: kept, body: text } = withoutHidden(doc(kind, fields, body), isVisible)
  const { titre: _titre, ...rest } = kept as { titre: string }
  return { fields: rest, body: text }
}

describe('a slug that its reader may not see disappears', () => {
  test.each([
    ['from a list', 'site', { contacts: ['a', HIDDEN, 'b'] }, { contacts: ['a', 'b'] }],
    ['with its list when it was alone', 'site', { contacts: [HIDDEN] }, {}],
    ['from a key of its own', 'contact', { relais: HIDDEN, fonction: 'f' }, { fonction: 'f' }],
    [
      'from a group, which stays',
      'contact',
      { absences: [{ du: 'd', au: 'e', relais: HIDDEN }] },
      { absences: [{ du: 'd', au: 'e' }] },
    ],
    [
      'from the archive, which stays',
      'scheme',
      { archive: { le: 'l', motif: 'm', remplacee_par: HIDDEN } },
      { archive: { le: 'l', motif: 'm' } },
    ],
    [
      'with the group that cannot do without it',
      'theme',
      {
        questions: [
          { question: 'Qui ?', fiche: HIDDEN },
          { question: 'Quoi ?', fiche: 'a' },
        ],
      },
      { questions: [{ question: 'Quoi ?', fiche: 'a' }] },
    ],
    ['with the list of such groups', 'theme', { questions: [{ question: 'Qui ?', fiche: HIDDEN }] }, {}],
    ['from what to see besides', 'institution', { voir_aussi: [HIDDEN, 'a'] }, { voir_aussi: ['a'] }],
  ] as [string, Document['kind'], object, object][])('%s', (_what, kind, fields, kept) => {
    expect(shown(kind, fields).fields).toEqual(kept)
  })

  test.each([
    ['a link leaves its words', `Voir [[${HIDDEN}|la juriste]].`, 'Voir la juriste.'],
    ['a link without words leaves a word of ours', `Voir [[${HIDDEN}]].`, 'Voir fiche indisponible.'],
    ['several links', `[[${HIDDEN}]] [[a]] [[${HIDDEN}|x]]`, 'fiche indisponible [[a]] x'],
    [
      'a link of another space with that very name stays',
      `[[thematiques/${HIDDEN}]]`,
      `[[thematiques/${HIDDEN}]]`,
    ],
    ['words that hold a dollar', `[[${HIDDEN}|$& $1]]`, '$& $1'],
  ])('from the body: %s', (_what, body, text) => {
    expect(shown('help', {}, body).body).toBe(text)
  })

  test('and nothing else does: themes and territories of that very name stay, so does every other value', () => {
    const fields = {
      thematiques: [HIDDEN],
      territoires: [HIDDEN],
      latitude: 0,
      sans_rendez_vous: false,
      transport: { arret: HIDDEN },
      autres_noms: [HIDDEN],
    }
    expect(shown('site', fields).fields).toEqual(fields)
  })
})

describe.each(ALL_KINDS)('any document of kind %s', (kind) => {
  test('is unchanged when all is visible', () => {
    fc.assert(
      fc.property(arbitraryDocument(kind), (document) => {
        expect(withoutHidden(document, () => true)).toEqual(document)
      }),
      { numRuns: 100 },
    )
  })

  test('holds no reference to a fiche when none is visible, and all its others', () => {
    fc.assert(
      fc.property(arbitraryDocument(kind), (document) => {
        const others = (of: Document) => referencesOf(of).filter(({ to }) => namespaceOf(to) !== 'fiche')
        const bare = withoutHidden(document, () => false)
        expect(referencesOf(bare)).toEqual(others(bare))
        // A fiche whose institution is hidden cannot be shown at all; institutions never are.
        const kept = withoutHidden(
          document,
          (slug) => slug === (document.fields as { responsable?: string }).responsable,
        )
        expect(others(kept)).toEqual(others(document))
        expect(formatDocument(kept).length).toBeGreaterThan(0)
      }),
      { numRuns: 200 },
    )
  })
})
