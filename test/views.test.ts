import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createRenderPage, type RenderPage } from '../server/http/render.ts'
import { isSecretField } from '../server/routes/forms.ts'
import { INTERFACE_ICONS } from '../server/viewmodels/icons.ts'
import { VIEW_NAMES, type ViewName } from '../server/viewmodels/views.ts'
import { EXAMPLES } from './viewmodels/pages.ts'

const viewsDir = join(import.meta.dirname, '../views')
const files = readdirSync(viewsDir, { recursive: true, withFileTypes: true }).filter((entry) =>
  entry.isFile(),
)
const templates = files.map((entry) => {
  const file = join(entry.parentPath, entry.name)
  return { name: relative(viewsDir, file).replace(/\.ejs$/, ''), text: readFileSync(file, 'utf8') }
})
const pages = templates.filter(({ text }) => text.startsWith("<%- part('parts/top'"))
const parts = templates.filter((template) => !pages.includes(template))

const assets = Object.fromEntries(
  ['app.js', 'edit.js', 'style.css', 'font.woff2', 'icons.svg', 'favicon.svg'].map((name) => [
    name,
    `/assets/${name}`,
  ]),
)

describe('templates', () => {
  it('are one for each view, and the rest are parts that something includes', () => {
    expect(pages.map(({ name }) => name).sort()).toEqual(Object.keys(VIEW_NAMES).sort())
    const all = templates.map(({ text }) => text).join()
    expect(parts.filter(({ name }) => !all.includes(`part('${name}'`)).map(({ name }) => name)).toEqual([])
  })

  it('print nothing unescaped but parts and the stored HTML', () => {
    const raw = templates.flatMap(({ name, text }) =>
      Array.from(text.matchAll(/<%-\s*([^%]*)/g), ([, code = '']) => ({ name, code })),
    )
    expect(raw.filter(({ code }) => !/^(?:part|storedHtml)\(/.test(code))).toEqual([])
  })

  it('hold no inline style, script or handler', () => {
    const inline = /<style|<script(?![^>]* src=)|\sstyle=|\son[a-z]+=|javascript:/i
    expect(templates.filter(({ text }) => inline.test(text)).map(({ name }) => name)).toEqual([])
  })

  it('compute nothing: no date, no arithmetic, no right', () => {
    const code = templates.flatMap(({ name, text }) =>
      Array.from(text.matchAll(/<%[-=_]?([\s\S]*?)%>/g), ([, inside = '']) => ({
        name,
        inside: inside.replace(/'[^']*'/g, "''"),
      })),
    )
    const computing =
      /\bDate\b|\bMath\b|\bIntl\b|\bNumber\b|[+*/%]|\s-\s|\b(?:role|rights?|may[A-Z]\w*|can[A-Z]\w*)\b|\.(?:sort|filter|map|reduce|replace|slice|split)\(/
    expect(code.filter(({ inside }) => computing.test(inside))).toEqual([])
  })

  it('name only icons that the sprite holds', () => {
    const names = templates.flatMap(({ text }) =>
      Array.from(text.matchAll(/icon\('([^']+)'\)/g), ([, name]) => name),
    )
    expect(names.filter((name) => !INTERFACE_ICONS.includes(name ?? ''))).toEqual([])
  })
})

describe('rendering', () => {
  const render = createRenderPage({ viewsDir, assets, strict: true })

  it('mask each password and let it be pasted', () => {
    const html = EXAMPLES.map(([name, model]) =>
      (render as (view: ViewName, model: object) => string)(name, model),
    ).join()
    const fields = Array.from(html.matchAll(/<(?:input|select|textarea)\b[^>]*>/g), ([tag]) => tag)
    const attribute = (tag: string, name: string) => new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1]
    const passwords = fields.filter((tag) =>
      /^(?:mot_de_passe|nouveau|actuel)$/.test(attribute(tag, 'name') ?? ''),
    )
    expect(passwords.length).toBeGreaterThan(3)
    for (const tag of passwords) {
      expect([attribute(tag, 'type'), attribute(tag, 'value')]).toEqual(['password', ''])
      expect(attribute(tag, 'autocomplete')).toMatch(/^(?:current|new)-password$/)
    }
    // A form that waits for its author to sign in again holds none of them, nor any code.
    const secrets = fields.filter((tag) =>
      /password|one-time-code/.test(attribute(tag, 'autocomplete') ?? ''),
    )
    const names = new Set(secrets.map((tag) => attribute(tag, 'name') ?? ''))
    expect(names).toEqual(new Set(['mot_de_passe', 'nouveau', 'actuel', 'code', 'code_actuel']))
    expect([...names].filter((name) => !isSecretField(name))).toEqual([])
    expect(fields.filter((tag) => /\sreadonly|\sonpaste|\smaxlength/.test(tag))).toEqual([])
    // Neither a hint nor a question that only its owner could answer.
    expect(fields.filter((tag) => /question|indice|naissance|maman/i.test(tag))).toEqual([])
  })

  it('has an example of every view', () => {
    expect([...new Set(EXAMPLES.map(([name]) => name))].sort()).toEqual(Object.keys(VIEW_NAMES).sort())
  })

  it.each(EXAMPLES.map(([name, model], index) => ({ name, model, index })))(
    '$name ($index) asks for nothing that its model does not hold',
    ({ name, model }) => {
      const html = (render as (view: ViewName, model: object) => string)(name, model)
      expect(html).toMatch(/^<!doctype html>/)
      expect(html).toMatch(/<\/html>\s*$/)
      expect(html).not.toMatch(/undefined|\[object|NaN/)
      expect(html.match(/<h1/g)).toHaveLength(1)
      const ids = Array.from(html.matchAll(/ id="([^"]+)"/g), ([, id]) => id)
      expect(ids).toEqual([...new Set(ids)])
    },
  )

  it('gives the same page in production, where nothing is guarded', () => {
    const free = createRenderPage({ viewsDir, assets, strict: false }) as (
      view: ViewName,
      model: object,
    ) => string
    for (const [name, model] of EXAMPLES) {
      expect(free(name, model)).toBe((render as (view: ViewName, model: object) => string)(name, model))
    }
  })

  it('fails on an unknown property, nested ones included', () => {
    const [, home] = EXAMPLES.find(([name]) => name === 'home') as (typeof EXAMPLES)[number]
    const { frame, ...rest } = home
    const without = render as unknown as (view: string, model: object) => string
    expect(() => without('home', rest)).toThrow(/Unknown property: .*frame/)
    const { brand: _brand, ...noBrand } = frame
    expect(() => without('home', { ...rest, frame: noBrand })).toThrow(/Unknown property: .*brand/)
  })

  it('escapes what people write', () => {
    const [, refusal] = EXAMPLES.find(([name]) => name === 'errors/refusal') as (typeof EXAMPLES)[number]
    const html = (render as RenderPage)('errors/refusal', {
      ...refusal,
      heading: '<img src=x>',
      explanation: '"&\'',
    })
    expect(html).toContain('&lt;img src=x&gt;')
    expect(html).not.toContain('<img')
  })
})
