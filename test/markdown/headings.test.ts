import { describe, expect, test } from 'vitest'
import { createAnchors } from '../../server/markdown/headings.ts'
import { htmlOf, segmentsOf } from './rendering.ts'

describe('headings', () => {
  test.each([
    ['# Horaires', '<h2 id="s-horaires">Horaires</h2>'],
    ['## Horaires', '<h2 id="s-horaires">Horaires</h2>'],
    ['### À l’été', '<h3 id="s-a-l-ete">À l’été</h3>'],
    ['###### a', '<h6 id="s-a">a</h6>'],
    ['Horaires\n===', '<h2 id="s-horaires">Horaires</h2>'],
    [
      '## **Gras** `code` [lien](/a)',
      '<h2 id="s-gras-code-lien"><strong>Gras</strong> <code>code</code> <a href="/a">lien</a></h2>',
    ],
    ['## ???', '<h2 id="s-partie">???</h2>'],
    ['## a {#contenu}', '<h2 id="s-a-contenu">a {#contenu}</h2>'],
    ['## <b id="x">a</b>', '<h2 id="s-b-id-x-a-b">&lt;b id="x"&gt;a&lt;/b&gt;</h2>'],
    ['## location', '<h2 id="s-location">location</h2>'],
  ])('%j gives %j: the page’s title is its only h1', (markdown, html) => {
    expect(htmlOf(markdown)).toBe(html)
  })

  test('the table of contents names those that have words', () => {
    expect(
      segmentsOf('# Un\n\n### *Deux* &amp; trois\n\n##\n\n## ![plan](/x)\n\n## [[caf]]')[0]?.headings,
    ).toEqual([
      { level: 2, id: 's-un', text: 'Un' },
      { level: 3, id: 's-deux-trois', text: 'Deux & trois' },
      { level: 2, id: 's-plan', text: 'plan' },
    ])
  })

  test('anchors are unique in the whole body, through its segments', () => {
    const segments = segmentsOf(
      '## Horaires\n\n## Horaires 2\n\n::: territoire lens-lievin\n## Horaires\n:::\n\n## Horaires\n\n::: astuce\n## Horaires\n:::',
    )
    const ids = segments.flatMap(({ headings }) => headings.map(({ id }) => id))
    expect(ids).toEqual(['s-horaires', 's-horaires-2', 's-horaires-3', 's-horaires-4', 's-horaires-5'])
    for (const id of ids) expect(segments.map(({ html }) => html).join('')).toContain(` id="${id}"`)
  })

  test('a heading in a quotation or a list has its anchor too', () => {
    expect(htmlOf('> ## a\n\n- ## a')).toMatch(/id="s-a".*id="s-a-2"/s)
  })
})

describe('anchors', () => {
  test.each([['a'.repeat(200)], [`${'ab-'.repeat(60)}`], ['a '.repeat(100)]])(
    'of %j repeated are short enough for the sanitiser, and different',
    (text) => {
      const anchorFor = createAnchors()
      const ids = Array.from({ length: 1_200 }, () => anchorFor(text))
      expect(new Set(ids).size).toBe(1_200)
      for (const id of ids) expect(id).toMatch(/^s-[a-z0-9-]{1,80}$/)
    },
  )
})
