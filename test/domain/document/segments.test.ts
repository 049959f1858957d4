import { describe, expect, test } from 'vitest'
import { cutSegments } from '../../../server/domain/document/segments.ts'

const lines = (...text: string[]) => text.join('\n')

describe('a body is cut at its ::: lines', () => {
  test('into what is common, a territory’s, a warning, a tip', () => {
    const body = lines(
      'Pour tous.',
      '',
      '::: territoire lens-lievin',
      'À Lens.',
      ':::',
      '::: attention',
      'Fermé en août.',
      ':::',
      '',
      '::: astuce',
      'Venir tôt.',
      ':::',
      'Fin.',
    )
    expect(cutSegments(body)).toEqual({
      segments: [
        { kind: 'common', markdown: 'Pour tous.', line: 1 },
        { kind: 'territory', territory: 'lens-lievin', markdown: 'À Lens.', line: 4 },
        { kind: 'warning', markdown: 'Fermé en août.', line: 7 },
        { kind: 'tip', markdown: 'Venir tôt.', line: 11 },
        { kind: 'common', markdown: 'Fin.', line: 13 },
      ],
      problems: [],
    })
  })

  test('without their blank lines, and each knows the line where its text starts', () => {
    expect(cutSegments(lines('', ' ', '    code', '', '::: astuce', '', 'a  ', '', ':::')).segments).toEqual([
      { kind: 'common', markdown: '    code', line: 3 },
      { kind: 'tip', markdown: 'a', line: 7 },
    ])
  })

  test.each(['', '\n', ' \n\t\n'])('%j has none', (body) => {
    expect(cutSegments(body)).toEqual({ segments: [], problems: [] })
  })

  test.each([
    ['```', '```'],
    ['~~~~', '~~~~~'],
    ['   ```yaml', '``` '],
    ['```', '````'],
  ])('but not inside a block of code (%j … %j)', (opening, closing) => {
    const code = lines(opening, '::: attention', 'a', ':::', closing)
    expect(cutSegments(code)).toEqual({
      segments: [{ kind: 'common', markdown: code.trimEnd(), line: 1 }],
      problems: [],
    })
  })

  test.each([
    ['```code``` dans une ligne'],
    ['    ```'],
    ['``'],
    ['texte ```'],
    [lines('```', '~~~', '```')],
    [lines('````', '```', '````')],
  ])('and again after %j, which leaves no code open', (before) => {
    const { segments, problems } = cutSegments(lines(before, '::: astuce', 'a', ':::'))
    expect(segments.map(({ kind }) => kind)).toEqual(['common', 'tip'])
    expect(problems).toEqual([])
  })

  test.each([' ::: astuce', '> ::: astuce', ':: astuce', 'a ::: astuce'])('%j is text', (line) => {
    expect(cutSegments(line)).toEqual({
      segments: [{ kind: 'common', markdown: line, line: 1 }],
      problems: [],
    })
  })
})

describe('a faulty ::: line is reported with its number, and nothing typed is lost', () => {
  test.each([
    ['an unknown word', lines('a', '::: danger', 'b'), 2, 'inconnu', ['a\nb']],
    ['a territory without name', lines('::: territoire', 'b'), 1, 'Indiquez le territoire', ['b']],
    ['a word too many', lines('::: attention lens', 'b'), 1, 'ne prend rien', ['b']],
    ['a territory of two words', lines('::: territoire lens liévin', 'b'), 1, 'inconnu', ['b']],
    ['an end without beginning', lines('a', ':::', 'b'), 2, 'pas ouvert', ['a\nb']],
    ['a block in a block', lines('::: astuce', 'a', '::: attention', 'b', ':::'), 3, 'contenir', ['a\nb']],
    ['a block left open', lines('a', '::: astuce', 'b'), 2, 'pas fermé', ['a', 'b']],
    ['an empty block', lines('a', '::: astuce', '', '', ':::'), 2, 'vide', ['a']],
    ['code left open', lines('a', '```', '::: astuce', 'b'), 2, 'code', ['a\n```\n::: astuce\nb']],
    [
      'code opened in a list',
      lines('- ```', '  a', '  ```', '::: astuce', ':::'),
      3,
      'code',
      ['- ```\n  a\n  ```\n::: astuce\n:::'],
    ],
  ])('%s', (_what, body, line, message, texts) => {
    const { segments, problems } = cutSegments(body)
    expect(problems).toEqual([{ line, message: expect.stringContaining(message) }])
    expect(segments.map(({ markdown }) => markdown)).toEqual(texts)
  })
})

test('long runs of spaces and of fences cost nothing', () => {
  const spaces = ' '.repeat(500_000)
  expect(cutSegments(`a${spaces}b`).segments).toHaveLength(1)
  expect(cutSegments(`${'\n'.repeat(500_000)}b`).segments).toEqual([
    { kind: 'common', markdown: 'b', line: 500_001 },
  ])
  expect(cutSegments(':::\n'.repeat(100_000)).problems).toHaveLength(100_000)
})
