import { describe, expect, test } from 'vitest'
import { randomFrom, withSlip } from '../../bench/support/slips.ts'
import { createSpeller, soundOf } from '../../server/search/spelling.ts'

test.each([
  ['familliales', 'familiales'],
  ['permanance', 'permanence'],
  ['telefone', 'telephone'],
  ['ospital', 'hospital'],
  ['caffe', 'cafe'],
  ['reconaissance', 'reconnaissance'],
  ['ecole', 'ecolle'],
  ['chaumage', 'chomage'],
])('« %s » sounds like « %s »', (a, b) => expect(soundOf(a)).toBe(soundOf(b)))

test.each([
  ['loyer', 'loger'],
  ['rsa', 'caf'],
  ['bus', 'bal'],
])('« %s » does not sound like « %s »', (a, b) => expect(soundOf(a)).not.toBe(soundOf(b)))

describe('corrections come from the vocabulary alone', () => {
  const speller = createSpeller(
    new Map([
      ['familiales', 9],
      ['familial', 2],
      ['permanence', 5],
      ['expulsion', 7],
      ['impulsion', 1],
      ['logement', 30],
      ['loyer', 12],
      ['loger', 1],
      ['rsa', 20],
    ]),
  )
  test.each([
    ['familliales', 'familiales'],
    ['permanance', 'permanence'],
    ['expultion', 'expulsion'],
    ['lgement', 'logement'],
    ['lodger', 'loger'],
    ['loyet', 'loyer'],
  ])('« %s » is read « %s »', (typed, read) => expect(speller.correct(typed)[0]?.word).toBe(read))

  test.each([['rsb'], ['zebulon'], ['lo'], ['']])('« %s » is left alone', (typed) => {
    expect(speller.correct(typed)).toEqual([])
  })

  test('words that begin so come commonest first, as many as asked', () => {
    expect(speller.beginning('lo', 2)).toEqual(['logement', 'loyer'])
    expect(speller.beginning('zz', 5)).toEqual([])
  })
})

describe('a slip noted among everyday words', () => {
  const counts = new Map([
    ['budget', 9],
    ['budgets', 2],
    ['budjet', 2],
    ['aidant', 7],
    ['aidants', 1],
    ['balade', 8],
    ['ballade', 3],
    ['seins', 1],
    ['soins', 20],
  ])
  const speller = createSpeller(counts, (word) => !['budjet', 'aidants', 'ballade', 'seins'].includes(word))
  test.each([
    ['budjet', true, 'sounds as a word that four times more texts use'],
    ['budjets', true, 'has the stem of a slip'],
    ['budget', false, 'stands in a text'],
    ['aidants', false, 'has the stem of a word that stands in a text'],
    ['ballade', false, 'is nearly as common'],
    ['seins', false, 'does not sound the same'],
    ['zebulon', false, 'is nowhere'],
  ])('« %s » : %s, it %s', (word, slip) => expect(speller.isSlip(word)).toBe(slip))
  test('is never proposed', () =>
    expect(speller.correct('budgjet').map(({ word }) => word)).toEqual(['budget']))
})

test('one slip is found again whatever it is, in a word of the vocabulary', () => {
  const words = ['permanence', 'allocations', 'surendettement', 'domiciliation', 'handicap', 'chauffage']
  const speller = createSpeller(new Map(words.map((word) => [word, 1])))
  const random = randomFrom(1)
  for (let time = 0; time < 300; time++) {
    const word = words[time % words.length] as string
    const typed = withSlip(word, random)
    if (typed !== word) expect([typed, speller.correct(typed)[0]?.word]).toEqual([typed, word])
  }
})
