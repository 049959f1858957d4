import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { editDistance, nearest } from '../../server/text/nearest.ts'

describe('editDistance', () => {
  test.each([
    ['logement', 'logement', 0],
    ['logement', 'logment', 1],
    ['logement', 'lgoement', 1],
    ['logement', 'logements', 1],
    ['logement', 'pogement', 1],
    ['ab', 'ba', 1],
    ['', 'abc', 3],
    ['ca', 'abc', 3],
    ['chat', 'chien', 3],
  ])('between %j and %j is %i', (a, b, distance) => {
    expect(editDistance(a, b, 3)).toBe(distance)
    expect(editDistance(b, a, 3)).toBe(distance)
  })

  test('stops at its limit', () => {
    expect(editDistance('abcdef', 'uvwxyz', 2)).toBe(3)
    expect(editDistance('a', 'a'.repeat(1_000_000), 2)).toBe(3)
  })

  test('is what it would be without limit, as long as it is within it', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 8 })
    fc.assert(
      fc.property(word, word, fc.nat(4), (a, b, limit) => {
        expect(editDistance(a, b, limit)).toBe(Math.min(editDistance(a, b, 20), limit + 1))
      }),
    )
  })
})

describe('nearest', () => {
  const known = ['logement', 'statut', 'santé', 'territoire', 'titre', 'resume']
  test.each([
    ['statu', ['statut']],
    ['SANTE', ['santé']],
    ['térritoire', ['territoire']],
    ['resumé', ['resume']],
    ['xyz', []],
    ['', []],
    ['a'.repeat(100_000), []],
  ])('%j may have meant %j', (word, meant) => {
    expect(nearest(word, known)).toEqual(meant)
  })

  test('the nearest comes first, ties by the alphabet', () => {
    expect(nearest('lieux', ['lieu', 'lieux-dits', 'lieux', 'liens'], 3)).toEqual(['lieux', 'lieu', 'liens'])
    expect(nearest('carte', ['certe', 'carta'], 2)).toEqual(['carta', 'certe'])
  })
})
