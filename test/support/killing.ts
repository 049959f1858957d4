/**
 * A guide that is killed again and again while people write: six contributors who draft and send, two moderators who
 * approve. What was answered must be there after the kill; what was not answered is sent again, word for word, as by
 * somebody whose page did not come back. The people outlive the server.
 */
import { setTimeout as pause } from 'node:timers/promises'
import { sql } from 'kysely'
import { hashOf, newToken } from '../../server/auth/tokens.ts'
import type { Renderer } from '../../server/markdown/rendered.ts'
import { type Database, openDatabase } from '../../server/store/database.ts'
import { migrate } from '../../server/store/migrations.ts'
import { writeSetting } from '../../server/store/records.ts'
import { addSession } from '../../server/store/sessions.ts'
import { hiddenFields } from './client.ts'
import { type Engine, newPlace, TEST_NOW } from './databases.ts'
import { type Fixture, GUIDE, NUMERO_VERT, publishAll, withText } from './fixtures.ts'
import { openServer } from './processes.ts'
import { person } from './proposing.ts'

const CONTRIBUTORS = 6
const MODERATORS = 2

export interface Killing {
  drafts: number
  sent: number
  approved: number
  /** Requests that were cut, and sent again. */
  repeated: number
  /** Sendings and approvals that were done when their answer was cut: sending them again must do nothing. */
  unheard: number
  /** What was wrong, one line each; none for a guide that loses nothing and doubles nothing. */
  faults: string[]
}

/** What the guide acknowledged: each must be found after every kill. */
interface Acknowledged {
  drafts: { proposal: number; position: number; seen: number; phone: string }[]
  sent: { proposal: number; summary: string; phone: string }[]
  approved: { proposal: number; slug: string; phone: string }[]
  /** Forms that were acted on, to be sent once more at the end. */
  forms: { who: Somebody; path: string; fields: Record<string, string>; location: string }[]
}

/** `answers`: at most so many in each life of the server. */
export async function killAgainAndAgain(
  engine: Engine,
  renderer: Renderer,
  { kills, answers }: { kills: number; answers: number },
): Promise<Killing> {
  const { options, remove } = await newPlace(engine)
  const cookies = await withDatabase((database) => fill(database, renderer))
  const env = {
    WIKISOL_DATA_DIR: options.dataDir,
    ...(options.url === undefined ? {} : { DATABASE_URL: options.url }),
  }
  const lives = new Lives()
  const acknowledged: Acknowledged = { drafts: [], sent: [], approved: [], forms: [] }
  const faults: string[] = []
  let unheard = 0

  /** Nobody but the server has the database open while it lives. */
  async function withDatabase<T>(work: (database: Database) => Promise<T>): Promise<T> {
    const database = openDatabase(options)
    try {
      return await work(database)
    } finally {
      await database.close()
    }
  }
  const look = async () => {
    const seen = await withDatabase((each) => lookInto(each, acknowledged))
    faults.push(...seen.faults)
    unheard += seen.unheard
  }

  let server = await openServer(env)
  try {
    lives.begin(server.url)
    const work = everybodyWorks(lives, cookies, acknowledged)
    for (let kill = 0; kill < kills && faults.length === 0; kill += 1) {
      // At any moment of a life in which something was done: a count of answers, for a machine may be slow, and a little more.
      await Promise.race([lives.answers(Math.floor(Math.random() * answers)), work])
      await pause(Math.random() * 15)
      server.process.kill('SIGKILL')
      await server.ended
      lives.end()
      await look()
      server = await openServer(env)
      lives.begin(server.url)
    }
    lives.isLast = true
    await work
    faults.push(...(await faultsOfRepeating(acknowledged)), ...(await faultsOnPages(lives, acknowledged)))
  } finally {
    lives.isOver = true
    server.process.kill('SIGTERM')
    await server.ended
  }
  await look()
  await remove()
  const { drafts, sent, approved } = acknowledged
  return {
    drafts: drafts.length,
    sent: sent.length,
    approved: approved.length,
    repeated: lives.repeated,
    unheard,
    faults,
  }
}

/** A contact for each contributor, and everybody signed in; answers their cookies, the moderators last. */
async function fill(database: Database, renderer: Renderer): Promise<string[]> {
  await migrate(database, TEST_NOW)
  const own = Array.from(
    { length: CONTRIBUTORS },
    (_, n): Fixture => ({
      ...withText(NUMERO_VERT, 'Numéro vert prévention des expulsions', `Permanence ${n}`),
      slug: `permanence-${n}`,
    }),
  )
  await publishAll(database, renderer, [...GUIDE, ...own])
  // Else a start would import the founding content.
  await database.write((tx) => writeSetting(tx, 'founding_import', TEST_NOW.toISOString()))
  const cookies: string[] = []
  for (let n = 0; n < CONTRIBUTORS + MODERATORS; n += 1) {
    const id = await person(database, `p${n}`, ...(n < CONTRIBUTORS ? [] : ['moderator:everywhere']))
    const token = newToken()
    const at = new Date().toISOString()
    const session = { hash: hashOf(token), personId: id, secondFactor: true, browser: 'Firefox' }
    await database.write((tx) => addSession(tx, { ...session, createdAt: at, seenAt: at }))
    cookies.push(`wikisol=${token}`)
  }
  return cookies
}

interface Answer {
  status: number
  location: string
  text: string
}

/** The lives of the server, one after the other, each at its own address. */
class Lives {
  /** Everybody ends what was begun, and begins nothing more. */
  isLast = false
  isOver = false
  repeated = 0
  #answered = 0
  #url: Promise<string>
  #begin: (url: string) => void = () => undefined

  constructor() {
    this.#url = this.#wait()
  }

  begin(url: string): void {
    this.#begin(url)
  }

  end(): void {
    this.#url = this.#wait()
  }

  #wait(): Promise<string> {
    return new Promise((found) => {
      this.#begin = found
    })
  }

  /** Waits until this life has given so many answers more. */
  async answers(count: number): Promise<void> {
    const enough = this.#answered + count
    while (this.#answered < enough && !this.isOver) await pause(2)
  }

  /** Asks until it is answered, by the next server where one dies. */
  async ask(path: string, request: RequestInit): Promise<Answer> {
    for (let patience = 1_000; patience > 0 && !this.isOver; patience -= 1) {
      try {
        const response = await fetch((await this.#url) + path, { ...request, redirect: 'manual' })
        const location = response.headers.get('location') ?? ''
        const text = await response.text()
        this.#answered += 1
        return { status: response.status, location, text }
      } catch {
        this.repeated += 1
        await pause(20)
      }
    }
    throw new Error(`${path} is never answered`)
  }
}

interface Somebody {
  get: (path: string) => Promise<Answer>
  post: (path: string, fields: Record<string, string>) => Promise<Answer>
}

function somebody(lives: Lives, cookie: string): Somebody {
  const headers = { Cookie: cookie, 'User-Agent': 'Mozilla/5.0', 'Sec-Fetch-Site': 'same-origin' }
  return {
    get: (path) => lives.ask(path, { headers }),
    post: (path, fields) => lives.ask(path, { method: 'POST', headers, body: new URLSearchParams(fields) }),
  }
}

/** What was sent and waits for a moderator; `done` once it is published. */
interface Waiting {
  proposal: number
  slug: string
  phone: string
  done: () => void
}

async function everybodyWorks(
  lives: Lives,
  cookies: readonly string[],
  acknowledged: Acknowledged,
): Promise<void> {
  const queue: Waiting[] = []
  let left = CONTRIBUTORS
  const people = cookies.map((cookie) => somebody(lives, cookie))
  const contribute = async (who: Somebody, n: number) => {
    for (let round = 0; !lives.isLast; round += 1) {
      const sent = await draftAndSend(who, `permanence-${n}`, n * 10_000 + 2 * round, acknowledged)
      await new Promise<void>((done) => queue.push({ ...sent, done }))
    }
    left -= 1
  }
  const moderate = async (who: Somebody) => {
    while (left > 0) {
      const next = queue.shift()
      if (next === undefined) await pause(5)
      else await acceptOne(who, next, acknowledged)
    }
  }
  await Promise.all(people.map((who, n) => (n < CONTRIBUTORS ? contribute(who, n) : moderate(who))))
}

/** Another number each time: 03 21 20 00 00 and on. */
function phoneOf(n: number): string {
  return `03 21 2${String(n)
    .padStart(5, '0')
    .replace(/^(.)(..)(..)$/, '$1 $2 $3')}`
}

/** The short form of the phone number: saved twice as its script does, then sent. */
async function draftAndSend(
  who: Somebody,
  slug: string,
  n: number,
  { drafts, sent, forms }: Acknowledged,
): Promise<Omit<Waiting, 'done'>> {
  const action = `/fiches/${slug}/modifier`
  const page = await who.get(`${action}?champ=telephone`)
  let hidden = hiddenFields(requireStatus(page, 200).text, action)
  const summary = `Numéro ${n}`
  let phone = ''
  for (const half of [0, 1]) {
    phone = phoneOf(n + half)
    const typed = { ...hidden, fiche: slug, telephone: phone, resume_modification: summary }
    const answer = await who.post('/propositions/brouillon', typed)
    const { proposition, position, vu } = JSON.parse(requireStatus(answer, 200).text) as Record<
      string,
      number
    >
    hidden = { ...hidden, proposition: `${proposition}`, position: `${position}`, vu: `${vu}` }
    drafts.push({ proposal: proposition ?? 0, position: position ?? 0, seen: vu ?? 0, phone })
  }
  const fields = { ...hidden, telephone: phone, resume_modification: summary, acte: 'soumettre' }
  const { location } = requireStatus(await who.post(action, fields), 303)
  const proposal = Number(hidden.proposition)
  sent.push({ proposal, summary, phone })
  forms.push({ who, path: action, fields, location })
  return { proposal, slug, phone }
}

async function acceptOne(
  who: Somebody,
  { proposal, slug, phone, done }: Waiting,
  { approved, forms }: Acknowledged,
): Promise<void> {
  const page = requireStatus(await who.get(`/propositions/${proposal}`), 200)
  const path = `/propositions/${proposal}/avis`
  const fields = { ...hiddenFields(page.text, path), avis: 'accepter', message: '' }
  const { location } = requireStatus(await who.post(path, fields), 303)
  approved.push({ proposal, slug, phone })
  forms.push({ who, path, fields, location })
  done()
}

function requireStatus(answer: Answer, status: number): Answer {
  if (answer.status === status) return answer
  throw new Error(`${answer.status} instead of ${status}: ${answer.text.slice(0, 2_000)}`)
}

/** Every form once more: it leads where it led, and what is kept is looked at afterwards. */
async function faultsOfRepeating({ forms }: Acknowledged): Promise<string[]> {
  const faults: string[] = []
  for (const { who, path, fields, location } of forms) {
    const again = await who.post(path, fields)
    if (again.status !== 303 || again.location !== location)
      faults.push(`${path} sent again: ${again.status} ${again.location} instead of ${location}`)
  }
  return faults
}

/** The last number that was approved is the one that is read. */
async function faultsOnPages(lives: Lives, { approved }: Acknowledged): Promise<string[]> {
  const faults: string[] = []
  for (const [slug, phone] of new Map(approved.map((each) => [each.slug, each.phone]))) {
    const { text } = await lives.ask(`/fiches/${slug}`, {})
    if (!text.includes(phone)) faults.push(`/fiches/${slug} does not say ${phone}`)
  }
  return faults
}

interface Found {
  id: number
  state: string
  version: number
  source: string | null
  typed: string | null
  seq: number
  position: number
  sendings: number
  acceptances: number
  lines: number
  revisions: number
}

/** What the database does not hold of what was acknowledged, and what it holds twice. */
async function lookInto(
  database: Database,
  { drafts, sent, approved }: Acknowledged,
): Promise<Pick<Killing, 'faults' | 'unheard'>> {
  const known = { sent: sent.length, approved: approved.length }
  const proposals = new Map((await proposalsIn(database)).map((found) => [found.id, found]))
  const faults = await brokenInvariants(database)
  for (const { proposal, position, seen, phone } of drafts) {
    const found = proposals.get(proposal)
    const isLater = (found?.seq ?? 0) > seen
    if (found?.position !== position || !(isLater || (found.seq === seen && found.typed?.includes(phone))))
      faults.push(`draft ${proposal}, saved ${seen} times, ${phone}: lost`)
  }
  for (const { proposal, phone } of sent)
    if (!proposals.get(proposal)?.source?.includes(phone)) faults.push(`proposal ${proposal}, ${phone}: lost`)
  for (const { proposal } of approved)
    if (proposals.get(proposal)?.state !== 'accepted') faults.push(`approval of ${proposal}: lost`)
  for (const { id, version, state, ...found } of proposals.values()) {
    const once = state === 'accepted' ? 1 : 0
    if (version > 1 || found.sendings !== version) faults.push(`proposal ${id}: sent ${found.sendings} times`)
    if ([found.acceptances, found.lines, found.revisions].some((count) => count !== once))
      faults.push(
        `proposal ${id}, ${state}: ${found.acceptances} acceptances, ${found.lines} lines, ${found.revisions} versions`,
      )
  }
  const summaries = sent.map(({ summary }) => summary)
  if (new Set(summaries).size !== summaries.length) faults.push('a text was sent as two proposals')
  const all = [...proposals.values()]
  const done = {
    sent: all.filter(({ version }) => version > 0).length,
    approved: all.filter(({ state }) => state === 'accepted').length,
  }
  return { faults, unheard: done.sent - known.sent + (done.approved - known.approved) }
}

async function proposalsIn({ read, engine }: Database): Promise<Found[]> {
  const number =
    engine === 'sqlite'
      ? sql`json_extract(details, '$.proposition')`
      : sql`(details::json ->> 'proposition')::integer`
  const { rows } = await sql<Found>`
    SELECT p.id, p.state, p.version, c.source, c.typed, c.typed_seq AS seq, c.position,
      (SELECT COUNT(*) FROM proposal_events e WHERE e.proposal_id = p.id AND e.kind = 'submitted') AS sendings,
      (SELECT COUNT(*) FROM proposal_events e WHERE e.proposal_id = p.id AND e.kind = 'accepted') AS acceptances,
      (SELECT COUNT(*) FROM (SELECT ${number} AS number FROM audit WHERE action = 'proposition acceptée') a
        WHERE a.number = p.id) AS lines,
      (SELECT COUNT(*) FROM revisions r WHERE r.proposal_id = p.id) AS revisions
    FROM proposals p LEFT JOIN proposal_changes c ON c.proposal_id = p.id`.execute(read)
  return rows
}

async function brokenInvariants({ read, engine }: Database): Promise<string[]> {
  const count = async (what: string, rows: Promise<{ rows: unknown[] }>) =>
    (await rows).rows.map((row) => `${what}: ${JSON.stringify(row)}`)
  const check = engine === 'sqlite' ? await sql<object>`PRAGMA quick_check`.execute(read) : { rows: [] }
  return [
    ...check.rows.map((row) => JSON.stringify(row)).filter((line) => line !== '{"quick_check":"ok"}'),
    ...(await count(
      'two open proposals of one author on one fiche',
      sql`SELECT p.author_id, c.document_id FROM proposals p JOIN proposal_changes c ON c.proposal_id = p.id
        WHERE p.state <> 'accepted' GROUP BY p.author_id, c.document_id HAVING COUNT(*) > 1`.execute(read),
    )),
    ...(await count(
      'a proposal without its change',
      sql`SELECT id FROM proposals WHERE id NOT IN (SELECT proposal_id FROM proposal_changes)`.execute(read),
    )),
    ...(await count(
      'a fiche whose versions are not those it says',
      sql`SELECT d.slug FROM documents d JOIN revisions r ON r.document_id = d.id
        GROUP BY d.id, d.slug, d.revision HAVING COUNT(*) <> d.revision OR MAX(r.n) <> d.revision`.execute(
        read,
      ),
    )),
    ...(await count(
      'letters that are not those of the approvals',
      sql`SELECT a.accepted, l.letters FROM
        (SELECT COUNT(*) AS accepted FROM proposals WHERE state = 'accepted') a,
        (SELECT COUNT(*) AS letters FROM outbox WHERE subject LIKE '%est publiée') l
        WHERE a.accepted <> l.letters`.execute(read),
    )),
  ]
}
