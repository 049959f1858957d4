import { describe, expect, test } from 'vitest'
import { CAPS } from '../../server/markdown/caps.ts'
import { renderBody } from '../../server/markdown/render.ts'
import { sanitise, segmentsOf } from './rendering.ts'

describe('a body is rendered segment by segment', () => {
  test('each with its kind, its territory, its headings and its plain text', () => {
    const body =
      '# Accueil\n\n::: territoire lens-lievin\nÀ Lens : *03 21 00 00 00*\n:::\n::: attention\nFermé.\n:::\n::: astuce\nTôt.\n:::'
    expect(segmentsOf(body)).toEqual([
      {
        kind: 'common',
        html: '<h2 id="s-accueil">Accueil</h2>\n',
        headings: [{ level: 2, id: 's-accueil', text: 'Accueil' }],
        text: 'Accueil',
      },
      {
        kind: 'territory',
        territory: 'lens-lievin',
        html: '<p>À Lens : <em><a href="tel:+33321000000">03 21 00 00 00</a></em></p>\n',
        headings: [],
        text: 'À Lens : 03 21 00 00 00',
      },
      { kind: 'warning', html: '<p>Fermé.</p>\n', headings: [], text: 'Fermé.' },
      { kind: 'tip', html: '<p>Tôt.</p>\n', headings: [], text: 'Tôt.' },
    ])
  })

  test('which know nothing of each other', () => {
    const [common, tip] = segmentsOf('[a]: /b\n\n- un\n::: astuce\n[a]\n\n  deux\n:::')
    expect(common?.html).toBe('<ul>\n<li>un</li>\n</ul>\n')
    expect(tip?.html).toBe('<p>[a]</p>\n<p>deux</p>\n')
  })

  test('an empty body has none', () => {
    expect(segmentsOf('')).toEqual([])
    expect(segmentsOf('\r\n \u200b')).toEqual([])
  })
})

/** Answers what was refused, and whether the sanitiser, the slow step, was reached. */
function outcomeOf(body: string) {
  let sanitised = false
  const outcome = renderBody(body, (html) => {
    sanitised = true
    return sanitise(html)
  })
  return { result: outcome.ok ? 'ok' : outcome.reason, sanitised }
}

describe('a body may cost so much and no more', () => {
  const table = (columns: number, rows: number) =>
    `${'|a'.repeat(columns)}|\n${'|-'.repeat(columns)}|\n${'|\n'.repeat(rows - 1)}`

  test.each([
    ['64 KB of text', 'a'.repeat(CAPS.bodyBytes), 'ok'],
    ['64 KB and one byte', 'a'.repeat(CAPS.bodyBytes + 1), 'tooLarge'],
    ['64 KB and one byte of accents', `${'é'.repeat(CAPS.bodyBytes / 2)}a`, 'tooLarge'],
    // A paragraph is four tokens: it opens, holds a text, closes.
    ['5,000 tokens', 'a\n\n'.repeat(CAPS.tokens / 4), 'ok'],
    ['more than 5,000 tokens', 'a\n\n'.repeat(CAPS.tokens / 4 + 1), 'tooComplex'],
    [
      'more than 5,000 tokens in several blocks',
      '::: astuce\na\n:::\n'.repeat(CAPS.tokens / 4 + 1),
      'tooComplex',
    ],
    ['more than 5,000 tokens in one paragraph', '`a` '.repeat(CAPS.tokens), 'tooComplex'],
    ['1,000 cells', table(20, 50), 'ok'],
    ['a table that is all empty cells', table(50, 5_000), 'tooComplex'],
    ['more than 256 KB of HTML', '&'.repeat(60_000), 'tooComplex'],
    [
      'the same from a long address used often',
      `[a]: /${'b'.repeat(10_000)}\n\n${'[a] '.repeat(100)}`,
      'tooComplex',
    ],
  ])('%s', (_what, body, result) => {
    expect(outcomeOf(body)).toEqual({ result, sanitised: result === 'ok' })
  })

  test.each([
    [1, 2_000, 'tooComplex'],
    [40, 50, 'tooComplex'],
    [2_000, 1, 'tooComplex'],
    [30, 50, 'ok'],
  ])('a table of %i columns and %i rows: %s, for 2,000 cells are too many', (columns, rows, result) => {
    expect(outcomeOf(table(columns, rows)).result).toBe(result)
  })

  test('a refusal says in French what to do', () => {
    expect(renderBody('a'.repeat(CAPS.bodyBytes + 1), sanitise)).toEqual({
      ok: false,
      reason: 'tooLarge',
      message: expect.stringContaining('64 Ko'),
    })
    expect(renderBody('&'.repeat(60_000), sanitise)).toMatchObject({
      message: expect.stringContaining('trop complexe'),
    })
  })
})
