/**
 * npm run bench:search -- FICHIER…: how well agents' questions are answered. Each file is a YAML list of
 * `{q, ou?, expect: [fact ids]}` or `{…, fiches: [slugs]}`; without a file, our own two. Fact ids are resolved
 * through `sources[].faits`. Printed: success@1 and @3, MRR, nDCG@10, keystrokes until the right fiche stands in the first
 * three suggestions; the same without accents, and with one slip in one word; and stock lunr with its French stemmer over
 * the same texts. `--pires` lists the questions answered worst.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parse } from 'yaml'
import { importContent } from '../server/actions/importContent.ts'
import { readCommunes } from '../server/content/communes.ts'
import { readContentTree } from '../server/content/tree.ts'
import { placeOf } from '../server/domain/geography.ts'
import { createRenderer } from '../server/markdown/renderer.ts'
import { createDirectory } from '../server/search/directory.ts'
import { createSearchIndex, documentOf } from '../server/search/index.ts'
import { createThesaurus } from '../server/search/thesaurus.ts'
import { openDatabase } from '../server/store/database.ts'
import { migrate } from '../server/store/migrations.ts'
import { listPages, searchablePages } from '../server/store/pages.ts'
import { randomFrom, withSlip } from './support/slips.ts'
import { measureSpeed } from './support/speed.ts'
import { stockLunr } from './support/stockLunr.ts'

interface Asked {
  id?: string
  q: string
  ou?: string
  expect?: string[]
  fiches?: string[]
}

const NOW = new Date('2026-11-25T09:00:00Z')
const SUGGESTED = 3

const files = process.argv.slice(2).filter((argument) => !argument.startsWith('--'))
const data = mkdtempSync(join(tmpdir(), 'wikisol-bench-'))
process.once('exit', () => rmSync(data, { recursive: true, force: true }))
const database = openDatabase({ dataDir: data })
await migrate(database, NOW)
const renderer = createRenderer({ workerFile: resolve('build/server/renderWorker.mjs') })
const tree = readContentTree(resolve('content'))
await importContent(database, renderer, tree, { now: NOW })
await renderer.close()
const directory = createDirectory(database.read, readCommunes(resolve('content')))
const index = createSearchIndex(database.read, directory, () => NOW)
await index.catchUp()
const pages = await searchablePages(database.read)
const slugOf = new Map(pages.map(({ id, slug }) => [id, slug]))
const holders = new Map<string, Set<string>>()
for (const { slug, fields } of pages as { slug: string; fields: { sources?: { faits?: string[] }[] } }[]) {
  for (const fact of (fields.sources ?? []).flatMap(({ faits = [] }) => faits))
    holders.set(fact, new Set([...(holders.get(fact) ?? []), slug]))
}

type Ask = (asked: Asked, typing?: boolean) => string[]

const ours: Ask = ({ q, ou }, typing = false) => {
  const place = ou === undefined ? undefined : placeOf(directory.geography, ou)
  return index.ask(q, { place, typing }).hits.map(({ id }) => slugOf.get(id) ?? '')
}

function baseline(): Ask {
  const search = stockLunr(
    ['title', 'names', 'summary', 'text'],
    pages.map(({ id, title, acronym, names, summary, text }) => ({
      id,
      title: `${title} ${acronym ?? ''}`,
      names: names.join(' '),
      summary: summary ?? '',
      text,
    })),
  )
  return ({ q }) => search(q).map((id) => slugOf.get(id) ?? '')
}

function wantedBy({ expect = [], fiches = [] }: Asked): Set<string> {
  return new Set([...fiches, ...expect.flatMap((fact) => [...(holders.get(fact) ?? [])])])
}

interface Score {
  first: number
  three: number
  mrr: number
  ndcg: number
}

function scoreOf(found: string[], wanted: Set<string>): Score & { rank: number } {
  const rank = found.findIndex((slug) => wanted.has(slug)) + 1
  const gain = (ranks: number[]) => ranks.reduce((sum, at) => sum + 1 / Math.log2(at + 1), 0)
  const ranks = found.slice(0, 10).flatMap((slug, at) => (wanted.has(slug) ? [at + 1] : []))
  const ideal = gain(Array.from({ length: Math.min(10, wanted.size) }, (_, at) => at + 1))
  return {
    rank,
    first: rank === 1 ? 1 : 0,
    three: rank > 0 && rank <= 3 ? 1 : 0,
    mrr: rank === 0 ? 0 : 1 / rank,
    ndcg: ideal === 0 ? 0 : gain(ranks) / ideal,
  }
}

function report(name: string, questions: Asked[], ask: Ask): void {
  const scores = questions.map((asked) => scoreOf(ask(asked), wantedBy(asked)))
  const mean = (pick: (score: Score) => number) =>
    scores.reduce((sum, score) => sum + pick(score), 0) / scores.length
  const percent = (value: number) => `${(100 * value).toFixed(1)} %`
  console.log(
    [
      name,
      percent(mean(({ first }) => first)),
      percent(mean(({ three }) => three)),
      mean(({ mrr }) => mrr).toFixed(3),
      mean(({ ndcg }) => ndcg).toFixed(3),
    ].join('\t'),
  )
}

/** Letters to type before the right fiche stands in the first suggestions; as many as the question has when it never does. */
function keystrokes(asked: Asked): number {
  const wanted = wantedBy(asked)
  for (let typed = 1; typed <= asked.q.length; typed++) {
    const shown = ours({ ...asked, q: asked.q.slice(0, typed) }, true).slice(0, SUGGESTED)
    if (shown.some((slug) => wanted.has(slug))) return typed
  }
  return asked.q.length + 1
}

const unaccented = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '')

for (const file of files.length > 0 ? files : ['bench/questions.yaml', 'bench/questions-temoin.yaml']) {
  const all = (parse(readFileSync(file, 'utf8')) as Asked[]).filter((asked) => wantedBy(asked).size > 0)
  const unresolved = (parse(readFileSync(file, 'utf8')) as Asked[]).length - all.length
  console.log(`\n${file} : ${all.length} questions${unresolved === 0 ? '' : `, ${unresolved} sans fiche`}`)
  console.log('\tsuccès@1\tsuccès@3\tMRR\tnDCG@10')
  report('telles quelles', all, ours)
  report(
    'sans accents',
    all.map((asked) => ({ ...asked, q: unaccented(asked.q) })),
    ours,
  )
  const random = randomFrom(62)
  report(
    'une faute',
    all.map((asked) => ({ ...asked, q: withSlip(asked.q, random) })),
    ours,
  )
  report('lunr-fr', all, baseline())
  const short = all.filter(({ q }) => q.split(/\s+/).length <= 5)
  const keys = short.map(keystrokes).sort((a, b) => a - b)
  const at = (part: number) => keys[Math.min(keys.length - 1, Math.floor(keys.length * part))] ?? 0
  console.log(
    `frappes (${short.length} questions de cinq mots au plus) : médiane ${at(0.5)}, 9e décile ${at(0.9)}`,
  )
  if (process.argv.includes('--pires')) {
    const worst = all
      .map((asked) => ({ asked, found: ours(asked), ...scoreOf(ours(asked), wantedBy(asked)) }))
      .filter(({ rank }) => rank !== 1)
      .sort((a, b) => (b.rank || 999) - (a.rank || 999))
    for (const { asked, rank, found } of worst)
      console.log(
        `  [${rank || '-'}] ${asked.q} → ${found.slice(0, 3).join(', ')} (attendu : ${[...wantedBy(asked)].slice(0, 3).join(', ')})`,
      )
  }
}

if (!process.argv.includes('--sans-vitesse')) {
  const titles = new Map((await listPages(database.read, 'theme')).map(({ slug, title }) => [slug, title]))
  const thesauri = await listPages(database.read, 'thesaurus')
  measureSpeed({
    documents: pages.map((page) => documentOf(page, titles, directory)),
    facts: [...directory.all()],
    geography: directory.geography,
    thesaurus: createThesaurus(thesauri.map(({ fields }) => fields)),
    questions: (parse(readFileSync('bench/questions.yaml', 'utf8')) as Asked[]).map(({ q }) => q),
  })
}
process.exit()
