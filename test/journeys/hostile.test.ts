import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { fillHoles } from '../../server/markdown/holes.ts'
import { renderBody } from '../../server/markdown/render.ts'
import { loadSanitiser } from '../../server/markdown/sanitise.ts'
import { escapeHtml } from '../../server/text/html.ts'
import { launchBrowser } from '../support/browser.ts'
import { CONTEXTS, HOSTILE } from '../support/hostileMarkdown.ts'

/** The policy of the guide (docs/decisions). */
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

/** What the page does: it counts every sign of a program that ran, and what the policy had to stop. */
const DETECTOR = `
  window.executed = []
  window.violations = []
  window.place = ''
  window.pwn = () => { executed.push(place); return '' }
  window.alert = window.confirm = window.prompt = window.pwn
  document.addEventListener('securitypolicyviolation', (event) => {
    violations.push(place + ' ' + event.effectiveDirective + ' ' + event.blockedURI + ' ' + event.sample)
  })
  // Links to elsewhere are not followed; javascript: ones would be.
  document.addEventListener('click', (event) => {
    const link = event.target.closest?.('a[href]')
    if (link && !/^javascript:/i.test(link.protocol)) event.preventDefault()
  }, true)
  window.touch = (root, name) => {
    window.place = name
    for (const element of root.querySelectorAll('*')) {
      const view = element.ownerDocument.defaultView
      for (const type of ['mouseover', 'mouseenter', 'pointerenter', 'mousedown', 'mouseup'])
        element.dispatchEvent(new view.MouseEvent(type, { bubbles: true }))
      element.focus?.()
      element.click?.()
      if (element.requestSubmit) try { element.requestSubmit() } catch {}
    }
  }
  window.touchAll = () => {
    for (const section of document.querySelectorAll('main > section')) touch(section, section.dataset.name)
  }
  // For the control: one frame for each raw text, without policy, touched once it is loaded.
  window.touchFrames = async (texts) => {
    const hits = new Set()
    await Promise.all(texts.map((text, index) => new Promise((done) => {
      const frame = document.createElement('iframe')
      window['hit' + index] = () => hits.add(index)
      const hook = '<script>window.pwn = window.alert = parent.hit' + index + '</' + 'script>'
      frame.addEventListener('load', () => setTimeout(() => {
        try { touch(frame.contentDocument, String(index)) } catch {}
        setTimeout(done, 200)
      }, 200), { once: true })
      setTimeout(done, 3000)
      frame.srcdoc = hook + text
      document.body.append(frame)
    })))
    return hits.size
  }`

let server: Server
let origin: string
let browser: Browser
let context: BrowserContext
const pages = new Map<string, string>()
const requestsElsewhere: string[] = []

beforeAll(async () => {
  server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost')
    if (pathname === '/detector.js') {
      response.writeHead(200, { 'Content-Type': 'text/javascript' }).end(DETECTOR)
      return
    }
    const main = pages.get(pathname)
    // The control page has no policy, so that everything that can run does.
    const headers = pathname === '/control' ? {} : { 'Content-Security-Policy': POLICY }
    response
      .writeHead(main === undefined ? 404 : 200, { 'Content-Type': 'text/html; charset=utf-8', ...headers })
      .end(
        `<!doctype html><html lang="fr"><title>x</title><script src="/detector.js"></script><main>${main}</main>`,
      )
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  browser = await launchBrowser()
  context = await browser.newContext()
  await context.route('**', (route) => {
    const url = route.request().url()
    if (url.startsWith(origin) || url.startsWith('data:')) return route.continue()
    requestsElsewhere.push(url)
    return route.abort()
  })
})

afterAll(async () => {
  await browser?.close()
  await new Promise((closed) => server.close(closed))
})

/** A page of the guide that holds these texts, each in a section of its own. */
async function openPage(path: string, sections: string[]): Promise<Page> {
  pages.set(path, sections.join('\n'))
  const page = await context.newPage()
  page.on('dialog', (dialog) => dialog.dismiss())
  await page.goto(origin + path)
  return page
}

test('no hostile text runs anything, asks anything of another site or leaves its place, wherever it stands', async () => {
  const sanitise = await loadSanitiser()
  const sections: string[] = []
  for (const [index, { markdown }] of HOSTILE.entries()) {
    for (const [name, place] of Object.entries(CONTEXTS)) {
      const outcome = renderBody(place(markdown), sanitise)
      if (!outcome.ok) throw new Error(`${name}: ${markdown} : ${outcome.reason}`)
      const html = outcome.segments.map((segment) => segment.html).join('')
      const read = fillHoles(html, (target) => ({ url: `/fiches/${target}`, title: '<b>Titre</b>' }))
      sections.push(`<section data-name="${escapeHtml(`${index} ${name}`)}">${read}</section>`)
    }
    // What jsdom holds is freed between two turns of the event loop.
    await new Promise(setImmediate)
  }
  expect(sections.length).toBe(HOSTILE.length * Object.keys(CONTEXTS).length)

  requestsElsewhere.length = 0
  const size = 500
  for (let start = 0; start < sections.length; start += size) {
    const part = sections.slice(start, start + size)
    const page = await openPage(`/page-${start}`, part)
    const found = await page.evaluate(`touchAll(), new Promise((done) => setTimeout(() => done({
      executed, violations, url: location.href,
      sections: document.querySelectorAll('body > main > section').length,
      strays: document.querySelectorAll('body > :not(main), main > :not(section), [style], [name]').length,
      foreign: document.querySelectorAll('main :is(script, style, img, svg, math, iframe, object, embed, form, input, button, link, meta, base, template)').length,
    }), 50))`)
    expect(found).toEqual({
      executed: [],
      violations: [],
      url: `${origin}/page-${start}`,
      sections: part.length,
      strays: 0,
      foreign: 0,
    })
    await page.close()
  }
  expect(requestsElsewhere).toEqual([])
})

test('the same texts as raw HTML, without sanitiser nor policy, do run: the detector sees them', async () => {
  const page = await openPage('/control', [])
  let executed = 0
  for (let start = 0; start < HOSTILE.length; start += 100) {
    const texts = HOSTILE.slice(start, start + 100).map(({ markdown }) => markdown)
    executed += (await page.evaluate(`touchFrames(${JSON.stringify(texts)})`)) as number
  }
  console.log(`témoin : ${executed} textes sur ${HOSTILE.length} s’exécutent sans protection`)
  expect(executed).toBeGreaterThan(50)
  expect(requestsElsewhere.length).toBeGreaterThan(10)
  await page.close()
})

test('what the policy of the guide stops is seen too', async () => {
  const page = await openPage('/stopped', [
    '<section data-name="style"><p style="color:red">a</p></section>',
    '<section data-name="image"><img src="https://tiers.example/p.gif"></section>',
    '<section data-name="script"><a href="javascript:pwn()">a</a></section>',
  ])
  const seen = await page.evaluate(
    'touchAll(), new Promise((done) => setTimeout(() => done({ executed, count: violations.length }), 200))',
  )
  expect(seen).toEqual({ executed: [], count: 3 })
  await page.close()
})
