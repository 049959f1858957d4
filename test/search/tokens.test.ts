import { describe, expect, test } from 'vitest'
import { isEmptyWord, tokens } from '../../server/search/tokens.ts'

describe('a text is cut into words in the form in which they are compared', () => {
  test.each([
    ['Éducation ŒUVRE Noël', ['education', 'oeuvre', 'noel']],
    ['l’aide d’urgence', ['aide', 'urgence']],
    ["l'aide, qu'il, jusqu'ici, lorsqu'elle", ['aide', 'il', 'ici', 'elle']],
    ['L’Hôpital', ['hopital']],
    ['aujourd’hui', ['aujourd', 'hui']],
    ['prud’homal', ['prud', 'homal']],
    ['M.D.S. d’Arras', ['mds', 'arras']],
    ['la C.A.F', ['la', 'caf']],
    ['fin. Début', ['fin', 'debut']],
    ['a.fr', ['a', 'fr']],
    ['rendez-vous', ['rendez', 'vous']],
    ['03 21 21 62 62', ['03', '21', '21', '62', '62']],
    ['39-19, 24/7', ['39', '19', '24', '7']],
    ['l’', ['l']],
    ['É'.normalize('NFD'), ['e']],
    ['ﬁn de mois', ['fin', 'de', 'mois']],
    ['🏠 — « » !', []],
    ['', []],
  ])('« %s »', (text, words) => {
    expect(tokens(text)).toEqual(words)
  })
})

test.each([
  ['je', true],
  ['bonjour', true],
  ['cherche', true],
  ['loyer', false],
  ['rsa', false],
])('« %s » tells nothing of the need: %s', (word, isEmpty) => expect(isEmptyWord(word)).toBe(isEmpty))
