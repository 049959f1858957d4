/** npm run bench -- compare: milliseconds to compare two versions of 64 KB, and to merge three, the worst we know. */
import { compareDocuments } from '../server/domain/diff.ts'
import type { Document } from '../server/domain/document/document.ts'
import { mergeDocuments } from '../server/domain/merge.ts'

const SIZE = 63 * 1_024
const TIMES = 20

/** A text made of words among `vocabulary`, some words a line. */
function textOf(seed: number, vocabulary: number, width: number, lineEnd: string): string {
  const parts: string[] = []
  let state = seed
  for (let size = 0, i = 1; size < SIZE - 20; i++) {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    const word = `m${Math.floor((state / 2_147_483_648) * vocabulary)}`
    parts.push(word, i % width === 0 ? lineEnd : ' ')
    size += word.length + lineEnd.length
  }
  return parts.join('').trim()
}

const shapes: [string, (seed: number) => string][] = [
  ['paragraphes de 40 mots, sans rien de commun', (seed) => textOf(seed, 1e6, 40, '\n\n')],
  ['paragraphes de 40 mots, de deux mots seulement', (seed) => textOf(seed, 2, 40, '\n\n')],
  ['paragraphes d’un mot', (seed) => textOf(seed, 1e6, 1, '\n\n')],
  ['paragraphes d’un mot, parmi deux', (seed) => textOf(seed, 2, 1, '\n\n')],
  ['lignes d’un mot, parmi trente', (seed) => textOf(seed, 30, 1, '\n')],
  ['une seule ligne', (seed) => textOf(seed, 1e6, 1e9, '\n')],
  ['une lettre répétée', (seed) => `${'abc'[seed % 3]} `.repeat(SIZE / 2).trim()],
]

const help = (body: string) =>
  ({ kind: 'help', fields: { nature: 'aide', titre: 'T', resume: 'R' }, body }) as Document

/** 500 terms of the longest document there is, most of them changed. */
const thesaurus = (seed: number) =>
  ({
    kind: 'thesaurus',
    fields: {
      nature: 'thesaurus',
      titre: 'T',
      thematique: 't',
      entrees: Array.from({ length: 500 }, (_, i) => ({
        terme: `Terme ${i}`,
        mots: [textOf(i * 7 + seed * (i % 2), 1e6, 9, ' ').slice(0, 90)],
      })),
    },
    body: '',
  }) as Document

const cases: [string, Document[]][] = [
  ...shapes.map(([name, make]): [string, Document[]] => [name, [3, 5, 7].map((seed) => help(make(seed)))]),
  ['thésaurus de 500 termes', [3, 5, 7].map(thesaurus)],
]

const titleOf = (_to: string, slug: string) => slug
for (const [name, [base, theirs, mine]] of cases) {
  if (base === undefined || theirs === undefined || mine === undefined) continue
  const compared = milliseconds(() => compareDocuments(base, theirs, titleOf))
  const merged = milliseconds(() => mergeDocuments({ base, theirs, mine }, titleOf))
  console.log(`${name} : comparer ${compared}, fusionner ${merged}`)
}

function milliseconds(act: () => unknown): string {
  const times: number[] = []
  for (let i = 0; i < TIMES; i++) {
    const before = performance.now()
    act()
    times.push(performance.now() - before)
  }
  times.sort((a, b) => a - b)
  return `médiane ${times[TIMES / 2]?.toFixed(0)} ms, au plus ${times.at(-1)?.toFixed(0)} ms`
}
