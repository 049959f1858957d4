import { JSDOM } from 'jsdom'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newApp, type TestApp } from '../support/app.ts'
import { ADIL, publishVersion } from '../support/fixtures.ts'
import { HOSTILE } from '../support/hostileMarkdown.ts'

/** In a line of the front matter and in the body, where each follows a word: none may open a block of code or link a fiche. */
const texts = HOSTILE.map(({ markdown }) => `Voir ${markdown.replace(/\s+/g, ' ').trim()}`).filter(
  (text) => !text.includes('[['),
)
const half = Math.ceil(texts.length / 2)

let guide: TestApp
beforeAll(async () => {
  guide = await newApp()
  const version = (base: number, name: string, body: readonly string[]) =>
    publishVersion(
      guide.context.database,
      guide.context.renderer,
      {
        ...ADIL,
        source: ADIL.source
          .replace('Agence d’information', JSON.stringify(name).slice(1, -1))
          .replace(/\n---\n\n[\s\S]*$/, `\n---\n\n${body.join('\n\n')}\n`),
      },
      base,
    )
  await version(1, '<img src=x onerror=pwn()>', texts.slice(0, half))
  await version(2, '"><script>pwn()</script>', texts.slice(half))
})
afterAll(() => guide.close())

describe.each(['', '&vue=colonnes'])('X09 two hostile versions compared%s', (layout) => {
  test('are text on both sides: nothing in them is an element, an attribute or an address', async () => {
    const response = await guide.get(`/fiches/adil/comparer?de=2&a=3${layout}`)
    expect(response.status).toBe(200)
    const { document } = new JSDOM(response.text).window
    const shown = document.querySelectorAll('.dif td, .worddiff')
    const names = new Set(
      [...shown].flatMap((cell) => [...cell.querySelectorAll('*')].map((e) => e.localName)),
    )
    expect([...names].filter((name) => !['p', 'span', 'ins', 'del'].includes(name))).toEqual([])
    const inside = [...shown].flatMap((cell) => [...cell.querySelectorAll('*')])
    const attributes = new Set(inside.flatMap((element) => element.getAttributeNames()))
    expect([...attributes].filter((name) => name !== 'class')).toEqual([])
    const said = document.querySelector('main')?.textContent ?? ''
    for (const text of ['<img src=x onerror=pwn()>', '"><script>pwn()</script>']) expect(said).toContain(text)
    const marked = (tag: string) => [...document.querySelectorAll(tag)].map((e) => e.textContent).join('')
    expect(marked('del')).toContain('<')
    expect(marked('ins')).toContain('<')
  })
})
