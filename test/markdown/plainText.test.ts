import { expect, test } from 'vitest'
import { segmentsOf } from './rendering.ts'

test.each([
  ['a *b* **c** `d`', 'a b c d'],
  ['a\nb  \nc', 'a b c'],
  ['# Titre\n\nTexte.\n\n- un\n- deux', 'Titre\nTexte.\nun\ndeux'],
  ['| a | b |\n|---|---|\n| c | d |', 'a b\nc d'],
  ['> cité', 'cité'],
  ['```\nx\n\n  y\n```', 'x\ny'],
  ['[lien](https://exemple.fr "titre")', 'lien'],
  ['![plan](/x.png)', 'plan'],
  ['&lt;b&gt; &amp; <i>', '<b> & <i>'],
  ['03 21 21 62 62', '03 21 21 62 62'],
  ['---', ''],
])('the plain text of %j is %j', (markdown, text) => {
  expect(segmentsOf(markdown)[0]?.text).toBe(text)
})

test('a long run of spaces in code costs nothing', () => {
  expect(segmentsOf(`\`\`\`\na${' '.repeat(60_000)}b\n\`\`\``)[0]?.text).toHaveLength(60_002)
})
