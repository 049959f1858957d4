/** npm run bench -- render: milliseconds to render a text through the worker, and its memory after many. */
import { resolve } from 'node:path'
import { createRenderer } from '../server/markdown/renderer.ts'

const PARAGRAPH =
  'Le conseil est **gratuit** : appelez le 0 805 29 62 62, ou voyez [[adil|l’ADIL]] et https://exemple.fr.\n\n'
const TABLE = '| jour | heures |\n|---|--:|\n| lundi | 8 h |\n| mardi | 9 h |\n\n'
const TEXTS: [string, string][] = [
  ['1 Ko de texte', PARAGRAPH.repeat(10)],
  ['4 Ko, 30 petits tableaux', TABLE.repeat(30) + PARAGRAPH.repeat(20)],
  ['20 Ko de texte', PARAGRAPH.repeat(190)],
]
const TIMES = 300

const renderer = createRenderer({ workerFile: resolve('build/server/renderWorker.mjs') })
await renderer.render('chauffe')
for (const [name, text] of TEXTS) {
  const times: number[] = []
  for (let i = 0; i < TIMES; i++) {
    const before = performance.now()
    const outcome = await renderer.render(text)
    if (!outcome.ok) throw new Error(outcome.message)
    times.push(performance.now() - before)
  }
  times.sort((a, b) => a - b)
  const at = (part: number) => (times[Math.floor(times.length * part)] ?? 0).toFixed(1)
  console.log(`${name} : médiane ${at(0.5)} ms, 95e centile ${at(0.95)} ms`)
}
console.log(`mémoire : ${Math.round(process.memoryUsage().rss / 1_048_576)} Mo`)
await renderer.close()
