/** npm run bench -- start: milliseconds from the start of the process to the first answer, first and later starts. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { serveGuide } from '../scripts/serve.ts'

async function startOnce(dataDir: string): Promise<{ ms: number; megabytes: number }> {
  const started = performance.now()
  const { child, url } = await serveGuide(dataDir)
  const response = await fetch(url)
  if (!response.ok) throw new Error(`status ${response.status}`)
  const ms = performance.now() - started
  const { readFileSync } = await import('node:fs')
  const kilobytes = Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1] ?? 0)
  child.kill('SIGTERM')
  await new Promise((done) => child.once('exit', done))
  return { ms, megabytes: kilobytes / 1_024 }
}

const data = mkdtempSync(join(tmpdir(), 'wikisol-bench-'))
for (const name of ['premier', 'deuxième', 'troisième']) {
  const { ms, megabytes } = await startOnce(data)
  console.log(
    `${name} démarrage : ${Math.round(ms)} ms jusqu’à la première page, ${Math.round(megabytes)} Mo`,
  )
}
rmSync(data, { recursive: true, force: true })
