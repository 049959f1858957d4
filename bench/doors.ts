/**
 * npm run bench -- doors: does the time of an answer tell who has an account (A18), and do readers wait while many sign in
 * (D07)? Known and unknown addresses take turns, so that what slows the machine slows both. Everything stays on loopback.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { serveGuide } from '../scripts/serve.ts'
import { createPerson, OPERATOR } from '../server/actions/people.ts'
import { createPasswordHasher } from '../server/auth/passwords.ts'
import { openDatabase } from '../server/store/database.ts'

const TRIES = 200
const LOGINS = 50
const PASSWORD = 'trois canards boivent vite'
const BROWSER = { 'Sec-Fetch-Site': 'same-origin', 'Content-Type': 'application/x-www-form-urlencoded' }

const data = mkdtempSync(join(tmpdir(), 'wikisol-bench-'))
process.once('exit', () => rmSync(data, { recursive: true, force: true }))
const { url } = await serveGuide(data)

/** Known accounts, one for each handful of tries: a person is sent three messages in a quarter of an hour at most. */
const known = Array.from({ length: TRIES }, (_, n) => `connu${n}@ccas.example`)
await addPeople(known)

async function addPeople(emails: readonly string[]): Promise<void> {
  const database = openDatabase({ dataDir: data })
  const passwordHash = await createPasswordHasher().hash(PASSWORD)
  for (const email of emails)
    await createPerson(database, { email, name: 'Alice', grants: [], passwordHash }, OPERATOR, new Date())
  await database.close()
}

async function keyOf(path: string): Promise<string> {
  const text = await (await fetch(url + path)).text()
  return /name="cle" value="([^"]+)"/.exec(text)?.[1] ?? ''
}

async function send(path: string, fields: Record<string, string>): Promise<{ ms: number; status: number }> {
  const began = performance.now()
  const response = await fetch(url + path, {
    method: 'POST',
    redirect: 'manual',
    headers: BROWSER,
    body: new URLSearchParams(fields),
  })
  await response.arrayBuffer()
  return { ms: performance.now() - began, status: response.status }
}

const quantile = (values: readonly number[], q: number) =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * q))] ?? 0

console.log('adresse\tconnue p50 (ms)\tinconnue p50 (ms)\técart\tréponses')
for (const path of ['/connexion', '/mot-de-passe']) {
  const cle = await keyOf(path)
  const times: { known: number[]; unknown: number[] } = { known: [], unknown: [] }
  const statuses = new Set<number>()
  for (const [n, email] of known.entries()) {
    const pair = [
      ['known', email],
      ['unknown', `inconnu${n}@ccas.example`],
    ] as const
    // Whoever comes second finds the machine warm: they take turns.
    for (const [who, adresse] of n % 2 === 0 ? pair : pair.toReversed()) {
      const { ms, status } = await send(path, { cle, adresse, mot_de_passe: 'ce n’est pas le bon mot' })
      times[who].push(ms)
      statuses.add(status)
    }
  }
  const [a, b] = [quantile(times.known, 0.5), quantile(times.unknown, 0.5)]
  const apart = `${((100 * Math.abs(a - b)) / b).toFixed(1)} %`
  console.log([path, a.toFixed(1), b.toFixed(1), apart, [...statuses].join(' ')].join('\t'))
}

/** Readers, one after the other, while so many sign in at once. */
async function readersDuring(work: Promise<unknown>): Promise<number[]> {
  const times: number[] = []
  let over = false
  void work.finally(() => {
    over = true
  })
  while (!over) {
    const began = performance.now()
    await (await fetch(`${url}/fiches/caf-d-arras`)).arrayBuffer()
    times.push(performance.now() - began)
  }
  return times
}

const cle = await keyOf('/connexion')
const quiet = await readersDuring(new Promise((done) => setTimeout(done, 1_000)))
const logins = Promise.all(
  Array.from({ length: LOGINS }, (_, n) =>
    send('/connexion', { cle, adresse: `ensemble${n}@ccas.example`, mot_de_passe: PASSWORD }),
  ),
)
const busy = await readersDuring(logins)
const answered = (await logins).map(({ status }) => status)
const refused = answered.filter((status) => status === 503).length
console.log(
  `lecteurs p95 (ms) : ${quantile(quiet, 0.95).toFixed(1)} au calme, ${quantile(busy, 0.95).toFixed(1)} pendant ${LOGINS} connexions à la fois, dont ${refused} refusées (503)`,
)
process.exit()
