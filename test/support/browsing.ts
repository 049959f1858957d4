import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { importContent } from '../../server/actions/importContent.ts'
import { createApp } from '../../server/app.ts'
import { readContentTree } from '../../server/content/tree.ts'
import { newApp, type TestApp } from './app.ts'
import { launchBrowser } from './browser.ts'
import { TEST_NOW } from './databases.ts'

export interface OpenGuide {
  url: string
  guide: TestApp
  browser: Browser
  close: () => Promise<void>
}

/** The guide with its founding content, served on loopback, and a browser to walk in it. */
export async function openGuide(): Promise<OpenGuide> {
  const guide = await newApp({ fixtures: [] })
  const { database, renderer, index, config } = guide.context
  await importContent(database, renderer, readContentTree(config.contentDir), { now: TEST_NOW })
  await index.catchUp()
  const server: Server = createServer(createApp(guide.context))
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const browser = await launchBrowser()
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    guide,
    browser,
    close: async () => {
      await browser.close()
      server.closeAllConnections()
      await new Promise((done) => server.close(done))
      await guide.close()
    },
  }
}

export interface Watched {
  page: Page
  /** What went wrong unseen: script errors, refused resources, requests that left the guide. */
  faults: string[]
}

/** A page whose unseen faults are kept. */
export async function watchedPage(context: BrowserContext, origin: string): Promise<Watched> {
  const page = await context.newPage()
  const faults: string[] = []
  page.on('pageerror', (error) => faults.push(`script: ${error.message}`))
  page.on('console', (message) => {
    // A 404 page is one: the browser says so, and it is no fault.
    if (message.type() === 'error' && !message.text().includes('status of 404')) faults.push(message.text())
  })
  page.on('request', (request) => {
    if (!request.url().startsWith(origin) && !request.url().startsWith('data:'))
      faults.push(`left: ${request.url()}`)
  })
  return { page, faults }
}

/** What axe finds against WCAG 2.2 AA and its good practices, in words. */
export async function axeFaults(
  page: Page,
  { colorScheme }: { colorScheme?: 'light' | 'dark' } = {},
): Promise<string[]> {
  const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
  const axe = new AxeBuilder({ page })
  // In the dark the page is the same but for its colours: what the light has shown is not asked twice.
  const { violations } = await (colorScheme === 'dark'
    ? axe.withRules(['color-contrast'])
    : axe.withTags(tags)
  ).analyze()
  return violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`,
  )
}

/** True when the page is wider than its window. */
export async function scrollsSideways(page: Page): Promise<boolean> {
  return page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth)
}
