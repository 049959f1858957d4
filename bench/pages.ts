/**
 * npm run bench -- pages: requests per second of the guide's pages against an Express hello, one after the other in the
 * same run, three rounds, medians. Everything stays on loopback. A ratio holds where a time does not.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import autocannon from 'autocannon'
import { serve, serveGuide } from '../scripts/serve.ts'

const PAGES = [
  '/fiches/caf-du-pas-de-calais',
  '/fiches/conseil-impaye-de-loyer-et-expulsion',
  '/',
  '/recherche?q=loyer',
  '/fiches',
]
const ROUNDS = 3
const SECONDS = 3

async function rate(url: string): Promise<{ perSecond: number; p99: number }> {
  const { requests, latency, non2xx } = await autocannon({ url, connections: 20, duration: SECONDS })
  if (non2xx > 0) throw new Error(`${url}: ${non2xx} answers were not 2xx`)
  return { perSecond: requests.average, p99: latency.p99 }
}

const median = (values: number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0

const data = mkdtempSync(join(tmpdir(), 'wikisol-bench-'))
process.once('exit', () => rmSync(data, { recursive: true, force: true }))
const guide = await serveGuide(data)
const hello = await serve(resolve('node_modules/.cache/wikisol-bench/hello.mjs'), {}, /^(http\S+)/)

console.log('page\trequêtes/s\trapport à hello\tp99 (ms)')
for (const path of PAGES) {
  const ratios: number[] = []
  const rates: number[] = []
  const tails: number[] = []
  for (let round = 0; round < ROUNDS; round++) {
    const [yardstick, page] = [await rate(hello.url), await rate(guide.url + path)]
    ratios.push(page.perSecond / yardstick.perSecond)
    rates.push(page.perSecond)
    tails.push(page.p99)
  }
  console.log([path, Math.round(median(rates)), median(ratios).toFixed(2), median(tails)].join('\t'))
}
process.exit()
