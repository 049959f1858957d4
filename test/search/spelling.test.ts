import { describe, expect, test } from 'vitest'
import { randomFrom, withSlip } from '../../bench/support/slips.ts'
import { createSpeller, slipsBetween, soundOf } from '../../server/search/spelling.ts'

test.each([
  ['loyer', 'loyer', 0],
  ['loyer', 'loyr', 1],
  ['loyer', 'looyer', 1],
  ['loyer', 'loier', 1],
  ['loyer', 'lyoer', 1],
  ['expulsion', 'expultoin', 2],
  ['loyer', 'dette', 3],
])('from « %s » to « %s » there are %i slips (3: more than two)', (a, b, slips) => {
  expect(slipsBetween(a, b, 2)).toBe(slips)
  expect(slipsBetween(b, a, 2)).toBe(slips)
})

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
