/**
 * How fast the engine is over many fiches, made from the words of the real ones: processor and wall milliseconds a
 * question, memory, building, one fiche changed.
 */
import type { FicheFacts } from '../../server/domain/facts.ts'
import type { Geography } from '../../server/domain/geography.ts'
import { createEngine } from '../../server/search/engine.ts'
import type { SearchDocument } from '../../server/search/entry.ts'
import type { Thesaurus } from '../../server/search/thesaurus.ts'
import { randomFrom } from './slips.ts'

const SIZES = [1_000, 10_000, 100_000]
const UPDATES = 50

interface Real {
  documents: SearchDocument[]
  facts: FicheFacts[]
  geography: Geography
  thesaurus: Thesaurus
  questions: string[]
}

export function measureSpeed(real: Real): void {
  console.log(
    '\nfiches\tprocesseur p50/p95/p99 (ms)\técoulé p95 (ms)\tfrappe p95 (ms)\tconstruction (s)\tmémoire (Mo)\tune fiche p50 (ms)',
  )
  for (const size of SIZES) console.log([size, ...measure(size, real)].join('\t'))
}

function measure(size: number, { documents, facts, geography, thesaurus, questions }: Real): string[] {
  const make = generator(documents)
  globalThis.gc?.()
  const memory = process.memoryUsage().rss
  const engine = createEngine({
    geography: () => geography,
    factsOf: (id) => facts[id % facts.length],
    year: () => 2026,
  })
  const started = performance.now()
  for (let id = 1; id <= size; id++) engine.put(make(id))
  engine.setThesaurus(thesaurus)
  engine.ask('chauffe')
  const built = (performance.now() - started) / 1_000
  const grown = (process.memoryUsage().rss - memory) / 1_048_576
  const asked = timed(questions, (question) => engine.ask(question))
  const typed = timed(
    questions.map((question) => question.slice(0, Math.ceil(question.length / 2))),
    (question) => engine.ask(question, { typing: true }),
  )
  const updates: number[] = []
  for (let time = 0; time < UPDATES; time++) {
    const before = performance.now()
    engine.put(make(1 + ((time * 37) % size)))
    engine.ask('loyer')
    updates.push(performance.now() - before)
  }
  const at = (values: number[], part: number) =>
    (values.toSorted((a, b) => a - b)[Math.floor(values.length * part)] ?? 0).toFixed(2)
  return [
    [0.5, 0.95, 0.99].map((part) => at(asked.processor, part)).join('/'),
    at(asked.wall, 0.95),
    at(typed.processor, 0.95),
    built.toFixed(1),
    grown.toFixed(0),
    at(updates, 0.5),
  ]
}

function timed(questions: readonly string[], ask: (question: string) => unknown) {
  const processor: number[] = []
  const wall: number[] = []
  for (let round = 0; round < 3; round++) {
    for (const question of questions) {
      const [cpu, clock] = [process.cpuUsage(), performance.now()]
      ask(question)
      wall.push(performance.now() - clock)
      const { user, system } = process.cpuUsage(cpu)
      processor.push((user + system) / 1_000)
    }
    // The first round warms the compiler.
    if (round === 0) {
      processor.length = 0
      wall.length = 0
    }
  }
  return { processor, wall }
}

/** Fiches made of pieces of real ones: the same words, as long, in another order. */
function generator(documents: readonly SearchDocument[]): (id: number) => SearchDocument {
  const sentences = documents.flatMap(({ body, summary }) => [
    ...body.split(/(?<=[.!?])\s+|\n/),
    ...summary.split('\n'),
  ])
  return (id) => {
    const random = randomFrom(id)
    const one = <T>(from: readonly T[]) => from[Math.floor(random() * from.length)] as T
    const pieces = (from: readonly string[], count: number) => Array.from({ length: count }, () => one(from))
    const [first, second] = [one(documents), one(documents)]
    const half = (text: string, part: 0 | 1) => {
      const words = text.split(' ')
      const middle = Math.ceil(words.length / 2)
      return (part === 0 ? words.slice(0, middle) : words.slice(middle)).join(' ')
    }
    return {
      id,
      slug: `fiche-${id}`,
      title: `${half(first.title, 0)} ${half(second.title, 1)}`,
      acronym: random() < 0.2 ? first.acronym : undefined,
      names: pieces(first.names.length > 0 ? first.names : ['aide'], 8),
      summary: pieces(sentences, 2).join(' '),
      body: pieces(sentences, 10).join(' '),
      phones: first.phones,
    }
  }
}
