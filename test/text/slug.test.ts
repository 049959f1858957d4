import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isReservedSlug, isSlug, slugify } from '../../server/text/slug.ts'

test.each([
  ['Évaluation, 1er accueil', 'evaluation-1er-accueil'],
  ['L’accueil de jour', 'l-accueil-de-jour'],
  ['  — Cœur à cœur —  ', 'coeur-a-coeur'],
  ['C.A.F.', 'c-a-f'],
  ['???', ''],
  ['', ''],
  ['a'.repeat(90), 'a'.repeat(80)],
  [`${'a'.repeat(79)} b`, 'a'.repeat(79)],
])('the slug of %j is %j', (text, slug) => {
  expect(slugify(text)).toBe(slug)
})

test.each(['caf', 'caf-pas-de-calais', '115', 'a1-b2', 'a'.repeat(80)])('%j is a slug', (text) => {
  expect(isSlug(text)).toBe(true)
})

test.each(['', '-a', 'a-', 'a--b', 'A', 'é', 'a b', 'a/b', 'a.md', '..', 'a\n', 'a'.repeat(81)])(
  '%j is no slug',
  (text) => {
    expect(isSlug(text)).toBe(false)
  },
)

test('whatever the text, its slug is empty or a slug', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const slug = slugify(text)
      expect(slug === '' || isSlug(slug)).toBe(true)
      expect(slugify(slug)).toBe(slug)
    }),
  )
})

test('addresses of the guide itself are reserved', () => {
  expect(isReservedSlug('nouvelle')).toBe(true)
  expect(isReservedSlug('nouvelle-chance')).toBe(false)
})
