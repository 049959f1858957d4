/**
 * npm run bench -- visits: what counting a consultation costs, as a share of a kept page. The counting itself is timed alone,
 * a million times; the page is asked for over loopback with a browser's name (counted) and without one (not counted), in
 * turns, five rounds, medians.
 */
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import autocannon from 'autocannon'
import { createVisitCounter } from '../server/actions/countVisits.ts'
import { isReading, wayOf } from '../server/http/visits.ts'

const PAGE = '/fiches/caf-du-pas-de-calais'
const AGENT =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36'
const ROUNDS = 5
const SECONDS = 3
const TIMES = 1_000_000

const median = (values: number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0

/** Microseconds to look at a request's headers and count it. */
function countingCost(): number {
  const visits = createVisitCounter({ write: () => Promise.reject(new Error('nothing is written here')) })
  const headers = {
    'user-agent': AGENT,
    'sec-fetch-dest': 'document',
    referer: 'https://guide.exemple.fr/thematiques/logement?ou=62041',
  }
  const started = performance.now()
  for (let at = 0; at < TIMES; at++) {
    if (!isReading({ method: 'GET', headers, status: 200 })) continue
    visits.count({
      day: '2026-11-24',
      namespace: 'fiche',
      slug: `fiche-${at % 1_000}`,
      way: wayOf(headers, 'https://guide.exemple.fr'),
    })
  }
  return ((performance.now() - started) * 1_000) / TIMES
}

async function rate(url: string, headers: Record<string, string>): Promise<number> {
  const { requests, non2xx } = await autocannon({ url, headers, connections: 20, duration: SECONDS })
  if (non2xx > 0) throw new Error(`${url}: ${non2xx} answers were not 2xx`)
  return requests.average
}

const data = mkdtempSync(join(tmpdir(), 'wikisol-bench-'))
const guide = spawn(process.execPath, [resolve('build/server/main.mjs')], {
  env: { PATH: process.env.PATH, PORT: '0', HOST: '127.0.0.1', LOG_LEVEL: 'silent', WIKISOL_DATA_DIR: data },
  stdio: ['ignore', 'pipe', 'inherit'],
})
const url = await new Promise<string>((done, failed) => {
  let out = ''
  guide.stdout.on('data', (chunk) => {
    out += chunk
    const found = /ouvert : (\S+)/.exec(out)?.[1]
    if (found !== undefined) done(found.replace('localhost', '127.0.0.1'))
  })
  guide.once('exit', (status) => failed(new Error(`the guide ended, status ${status}\n${out}`)))
})

await rate(url + PAGE, {})
const [counted, plain]: [number[], number[]] = [[], []]
for (let round = 0; round < ROUNDS; round++) {
  counted.push(await rate(url + PAGE, { 'User-Agent': AGENT }))
  plain.push(await rate(url + PAGE, {}))
}
guide.kill('SIGTERM')
rmSync(data, { recursive: true, force: true })

const cost = countingCost()
const page = 1_000_000 / median(plain)
console.log(`Compter une consultation : ${cost.toFixed(2)} µs`)
console.log(
  `Une page gardée : ${page.toFixed(0)} µs ; part du comptage : ${((100 * cost) / page).toFixed(2)} %`,
)
console.log(
  `Débit compté / non compté : ${Math.round(median(counted))} / ${Math.round(median(plain))} par seconde, rapport ${(median(counted) / median(plain)).toFixed(3)}`,
)
