import { expect, test } from 'vitest'
import { markWords, wordsOf } from '../../server/text/marks.ts'

const pieces = (text: string) =>
  markWords(
    text,
    wordsOf(text).filter(({ word }) => ['loyer', 'Loyer', 'impayé'].includes(word)),
  )
const shown = (text: string) =>
  pieces(text)
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
    pieces(text)
      .map((piece) => piece.text)
      .join(''),
  ).toBe(text)
})
