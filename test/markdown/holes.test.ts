import { describe, expect, test } from 'vitest'
import { fillHoles, targetsIn, UNAVAILABLE } from '../../server/markdown/holes.ts'
import { escapeHtml } from '../../server/text/html.ts'
import { htmlOf, segmentsOf } from './rendering.ts'

/** The page as read, with one fiche that can be seen. */
function read(markdown: string): string {
  return fillHoles(htmlOf(markdown), (target) =>
    target === 'caf' ? { url: '/fiches/caf', title: 'Caf & <Cie>' } : undefined,
  )
}

const LINK = '<a href="/fiches/caf">Caf &amp; &lt;Cie&gt;</a>'

describe('a link between fiches', () => {
  test.each([
    ['[[caf]]', `<p>${LINK}</p>`],
    ['voir [[caf]], puis [[caf]].', `<p>voir ${LINK}, puis ${LINK}.</p>`],
    ['[[caf|la Caf]]', '<p><a href="/fiches/caf">la Caf</a></p>'],
    ['[[caf| la Caf ]]', '<p><a href="/fiches/caf">la Caf</a></p>'],
    ['[[caf| ]]', `<p>${LINK}</p>`],
    ['**[[caf]]**', `<p><strong>${LINK}</strong></p>`],
    ['- [[caf]]', `<ul>\n<li>${LINK}</li>\n</ul>`],
    ['| [[caf]] |\n|---|', `<table>\n<thead>\n<tr>\n<th>${LINK}</th>\n</tr>\n</thead>\n</table>`],
    ['[[cpam]]', `<p>${UNAVAILABLE}</p>`],
    ['[[cpam|la Sécurité sociale]]', '<p>la Sécurité sociale</p>'],
    ['[[caf|<script>"a"</script>]]', '<p><a href="/fiches/caf">&lt;script&gt;"a"&lt;/script&gt;</a></p>'],
    ['[[caf|&lt;b&gt;]]', '<p><a href="/fiches/caf">&amp;lt;b&amp;gt;</a></p>'],
  ])('%j reads %j', (markdown, html) => {
    expect(read(markdown)).toBe(html)
  })

  test.each(['[[caf]]', '[[thematiques/logement]]', '[[territoires/lens-lievin]]', '[[aide/ecrire]]'])(
    '%s is a hole',
    (markdown) => {
      expect(targetsIn(htmlOf(markdown))).toEqual([markdown.slice(2, -2)])
    },
  )

  test.each([
    '[[Caf]]',
    '[[caf ]]',
    '[[]]',
    '[[-caf]]',
    '[[caf-]]',
    '[[caf--62]]',
    '[[/caf]]',
    '[[caf/]]',
    '[[fiches/caf]]',
    '[[admin/caf]]',
    '[[thematiques/a/b]]',
    '[[thematiques/]]',
    '[[../caf]]',
    '[[caf|]]',
    '[[caf|a|b]]',
    '[[caf|a\nb]]',
    '[[caf',
    '[[caf]',
    '[caf]]',
    '\\[[caf]]',
    '`[[caf]]`',
    '    [[caf]]',
    `[[${'a'.repeat(81)}]]`,
    `[[caf|${'a'.repeat(201)}]]`,
  ])('%j is none', (markdown) => {
    expect(targetsIn(htmlOf(markdown))).toEqual([])
  })

  test.each(['[voir [[caf]] ici](/a)', '[[[caf]]](/a)'])(
    '%j: a link never stands in another one',
    (markdown) => {
      expect(read(markdown)).toContain(LINK)
      expect(read(markdown)).not.toContain('href="/a"')
    },
  )

  test('the description of an image keeps its words only', () => {
    expect(htmlOf('![voir [[caf|la Caf]]](/x)')).toBe('<p>voir la Caf</p>')
  })

  test('the targets of a text are named once, in their order', () => {
    expect(targetsIn(htmlOf('[[b]] [[a|x]]\n\n[[b|y]] [[aide/c]]'))).toEqual(['b', 'a', 'aide/c'])
  })

  test('its plain text is the words of its author, or nothing', () => {
    expect(segmentsOf('voir [[caf]] et [[cpam|la CPAM]]')[0]?.text).toBe('voir et la CPAM')
  })
})

describe('a hole cannot be forged', () => {
  test.each([
    '\ue000caf\ue002',
    '\ue000caf\ue001<b>\ue002',
    '&#xE000;caf&#xE002;',
    '&#57344;caf&#57345;&lt;script&gt;&#57346;',
    '`\ue000caf\ue002`',
    '```\n\ue000caf\ue002\n```',
    '```&#xE000;caf&#xE002;\na\n```',
    '![&#xE000;caf&#xE002;](/x)',
    '![![&#xE000;caf&#xE002;](/x)](/y)',
    '![![&#xE000;caf&#xE001;&lt;img src=x onerror=alert(1)&gt;&#xE002;](/x)](/y)',
    '# &#xE000;caf&#xE002;',
    '[a](/b "&#xE000;caf&#xE002;")',
    '[a](/&#xE000;caf&#xE002;)',
    '[&#xE000;caf&#xE002;](/b)',
    '<https://a.fr/\ue000caf\ue002>',
    '[a]: /b "&#xE000;caf&#xE002;"\n\n[a]',
    '\\\ue000caf\\\ue002',
  ])('%j', (markdown) => {
    const html = htmlOf(markdown)
    expect(targetsIn(html)).toEqual([])
    expect(html).not.toMatch(/[\ue000-\uf8ff]/)
  })

  test('nor one be closed early by the words of its author', () => {
    expect(read('[[cpam|a&#xE002;b]] [[caf|x\ue002y]]')).toBe(
      '<p>a&amp;#xE002;b <a href="/fiches/caf">xy</a></p>',
    )
  })
})

test('an address that resolves is escaped where it stands', () => {
  const filled = fillHoles('\ue000a\ue002', () => ({ url: '/a?b=1&c="><script>', title: '"' }))
  expect(filled).toBe('<a href="/a?b=1&amp;c=&quot;&gt;&lt;script&gt;">&quot;</a>')
  expect(escapeHtml(`&<>"'`)).toBe('&amp;&lt;&gt;&quot;&#39;')
})
