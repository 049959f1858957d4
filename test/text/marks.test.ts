import { expect, test } from 'vitest'
import { markWords } from '../../server/text/marks.ts'

const isMarked = (word: string) => ['loyer', 'Loyer', 'impayé'].includes(word)
const shown = (text: string) =>
  markWords(text, isMarked)
    .map(({ text: piece, marked }) => (marked ? `[${piece}]` : piece))
    .join('')

test.each([
  ['Loyer impayé : agir', '[Loyer] [impayé] : agir'],
  ['déloyer, loyers', 'déloyer, loyers'],
  ['<b>loyer</b>', '<b>[loyer]</b>'],
  ['rien', 'rien'],
  ['', ''],
])('« %s »', (text, marked) => {
  expect(shown(text)).toBe(marked)
  expect(
    markWords(text, isMarked)
      .map((piece) => piece.text)
      .join(''),
  ).toBe(text)
})
