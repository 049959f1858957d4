import { expect, test } from 'vitest'
import { ACRONYM, acronymsIn, createGlossary } from '../../server/domain/glossary.ts'

const GLOSSARY = createGlossary([
  {
    entrees: [
      { terme: 'revenu de solidarité active', sigle: 'RSA', explication: 'Un revenu.', fiche: 'rsa' },
      { terme: 'huissier', mots: ['papier bleu'] },
    ],
  },
  {
    entrees: [
      { terme: 'autre sens', sigle: 'RSA' },
      { terme: 'aide au logement', sigle: 'APL' },
    ],
  },
])

test('the glossary is made of the entries that have an acronym; the first meaning stands', () => {
  expect([...GLOSSARY.values()]).toEqual([
    { acronym: 'RSA', meaning: 'revenu de solidarité active', explanation: 'Un revenu.', fiche: 'rsa' },
    { acronym: 'APL', meaning: 'aide au logement', explanation: undefined, fiche: undefined },
  ])
})

test('the acronyms of a text are told once, in order', () => {
  const found = acronymsIn('L’APL, le RSA ; l’APL et la MDPH.', GLOSSARY)
  expect(found.map(({ acronym }) => acronym)).toEqual(['APL', 'RSA'])
})

test.each([
  ['la CAF', ['CAF']],
  ['l’ADIL d’Arras', ['ADIL']],
  ['CDOS62 et 3919', ['CDOS62']],
  ['CMU-C', ['CMU']],
  ['Pass Pass, McDo, a B c', []],
  ['ÉCOLE', ['ÉCOLE']],
  ['abcCAF CAFs', []],
])('%s reads as %j', (text, acronyms) => {
  expect(Array.from(text.matchAll(ACRONYM), ([acronym]) => acronym)).toEqual(acronyms)
})
