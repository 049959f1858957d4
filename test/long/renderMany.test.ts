import { rmSync } from 'node:fs'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { Renderer } from '../../server/markdown/rendered.ts'
import { createRenderer } from '../../server/markdown/renderer.ts'
import { HOSTILE_FOR_TIME } from '../support/hostileForTime.ts'
import { buildRenderWorker } from '../support/renderWorkerFile.ts'

let workerFile: string
let renderer: Renderer

beforeAll(async () => {
  workerFile = await buildRenderWorker()
})
afterEach(() => renderer.close())
afterAll(() => rmSync(workerFile, { force: true }))

/** An ordinary fiche of about 3.7 KB, different each time. */
function fiche(n: number): string {
  const part = (p: number) => `## Permanence ${n}-${p}

Le **CCAS** reçoit [sur rendez-vous](https://www.exemple${p}.fr/aide) au 03 21 ${10 + p} 62 62, voir [[caf-${p}]].

| Jour | Heures |
|---|--:|
| lundi | 9 h - 12 h |
| mardi | 14 h - 17 h |

- pièce d’identité ;
- avis d’imposition ${n}.
`
  return Array.from({ length: 14 }, (_, p) => part(p)).join('\n')
}

test('D08: 10,000 texts leave the memory as it was', async () => {
  renderer = createRenderer({ workerFile })
  const renderFrom = async (first: number, count: number) => {
    for (let n = first; n < first + count; n += 1) {
      const outcome = await renderer.render(fiche(n))
      if (!outcome.ok) throw new Error(outcome.reason)
    }
  }
  await renderFrom(0, 1_000)
  const before = process.memoryUsage().rss
  const start = performance.now()
  await renderFrom(1_000, 10_000)
  const growth = (process.memoryUsage().rss - before) / 2 ** 20
  const each = (performance.now() - start) / 10_000
  console.log(
    `${Buffer.byteLength(fiche(1))} octets : ${each.toFixed(1)} ms ; mémoire ${(before / 2 ** 20).toFixed(0)} Mo, puis ${growth.toFixed(1)} Mo de plus`,
  )
  expect(growth).toBeLessThan(50)
})

test('D01: each text that is hostile for time is answered within 2.5 s while the server stays awake', async () => {
  expect(HOSTILE_FOR_TIME.length).toBeGreaterThanOrEqual(31)
  renderer = createRenderer({ workerFile })
  await renderer.render('a')
  const delay = monitorEventLoopDelay({ resolution: 5 })
  delay.enable()
  let slowest = { name: '', ms: 0 }
  for (const { name, markdown } of HOSTILE_FOR_TIME) {
    const start = performance.now()
    const outcome = await renderer.render(markdown)
    const ms = performance.now() - start
    if (ms > slowest.ms) slowest = { name, ms }
    expect(ms, name).toBeLessThan(2_500)
    expect(outcome.ok || outcome.reason !== 'failed', name).toBe(true)
  }
  delay.disable()
  const p99 = delay.percentile(99) / 1e6
  console.log(
    `le plus lent : ${slowest.name}, ${slowest.ms.toFixed(0)} ms ; retard de la boucle p99 ${p99.toFixed(1)} ms`,
  )
  expect(p99).toBeLessThan(50)
})
