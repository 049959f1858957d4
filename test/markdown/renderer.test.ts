import { rmSync, writeFileSync } from 'node:fs'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { Renderer } from '../../server/markdown/rendered.ts'
import { createRenderer } from '../../server/markdown/renderer.ts'
import { HOSTILE_FOR_TIME } from '../support/hostileForTime.ts'
import { buildRenderWorker } from '../support/renderWorkerFile.ts'

let workerFile: string
let open: Renderer[] = []
const logged: [string, Record<string, unknown>][] = []

function rendererOf(file: string, timeoutMs?: number): Renderer {
  const renderer = createRenderer({
    workerFile: file,
    log: (...entry) => logged.push(entry),
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
  })
  open.push(renderer)
  return renderer
}

beforeAll(async () => {
  workerFile = await buildRenderWorker()
})
afterEach(async () => {
  await Promise.all(open.map((renderer) => renderer.close()))
  open = []
  logged.length = 0
})
afterAll(() => rmSync(workerFile, { force: true }))

const ok = (html: string) => ({ ok: true, segments: [{ html }] })

/** Deep enough for jsdom to need several hundred milliseconds. */
const SLOW = '~~a '.repeat(1_200) + 'b~~ '.repeat(1_200)

describe('the render worker', () => {
  test('renders texts in their order, each with its own outcome', async () => {
    const { render } = rendererOf(workerFile)
    const outcomes = await Promise.all(['un', '&'.repeat(60_000), 'é'.repeat(40_000), '## deux'].map(render))
    expect(outcomes).toMatchObject([
      ok('<p>un</p>\n'),
      { ok: false, reason: 'tooComplex' },
      { ok: false, reason: 'tooLarge' },
      ok('<h2 id="s-deux">deux</h2>\n'),
    ])
    expect(logged).toEqual([])
  })

  test('stops a text that takes too long, says so, and renders the next ones', async () => {
    const { render } = rendererOf(workerFile, 100)
    const outcomes = await Promise.all([render(SLOW), render('a'), render(SLOW), render('b')])
    expect(outcomes).toMatchObject([
      { ok: false, reason: 'timeout', message: expect.stringContaining('trop de temps') },
      ok('<p>a</p>\n'),
      { ok: false, reason: 'timeout' },
      ok('<p>b</p>\n'),
    ])
    expect(logged).toEqual([
      ['rendu trop long, arrêté', { reason: 'timeout', bytes: SLOW.length }],
      ['rendu trop long, arrêté', { reason: 'timeout', bytes: SLOW.length }],
    ])
  })

  test('answers every text that is hostile for time, and then an ordinary one', async () => {
    expect(HOSTILE_FOR_TIME.length).toBeGreaterThanOrEqual(31)
    const { render } = rendererOf(workerFile)
    for (const { name, markdown } of HOSTILE_FOR_TIME) {
      const outcome = await render(markdown)
      expect(outcome.ok || ['tooComplex', 'tooLarge', 'timeout'].includes(outcome.reason), name).toBe(true)
    }
    expect(await render('a')).toMatchObject(ok('<p>a</p>\n'))
  })
})

describe('a worker that fails', () => {
  // Speaks the worker's protocol and fails on demand.
  const failing = 'node_modules/.cache/wikisol-test/failingWorker.mjs'
  const file = () => `${process.cwd()}/${failing}`
  beforeAll(() => {
    writeFileSync(
      file(),
      `import { parentPort } from 'node:worker_threads'
      parentPort.on('message', ({ body }) => {
        if (body === 'stop') process.exit(1)
        if (body === 'throw') throw new Error('panne')
        if (body === 'reject') Promise.reject(new Error('panne'))
        if (body === 'loop') for (;;);
        if (body === 'memory') { const all = []; for (;;) all.push(new Array(1_000_000).fill(all.length)) }
        if (body === 'error') return parentPort.postMessage({ type: 'done', outcome: { ok: false, reason: 'failed' }, error: 'panne' })
        if (body !== 'reject') parentPort.postMessage({ type: 'done', outcome: { ok: true, segments: [] } })
      })
      parentPort.postMessage({ type: 'ready' })`,
    )
  })
  afterAll(() => rmSync(file(), { force: true }))

  test.each([
    ['stop', 'failed'],
    ['throw', 'failed'],
    ['reject', 'failed'],
    ['error', 'failed'],
    ['loop', 'timeout'],
  ])(
    'in the middle of a text (%s) answers « %s » to that one only, and is replaced',
    async (body, reason) => {
      const { render } = rendererOf(file(), 1_000)
      const outcomes = await Promise.all(['a', body, 'b', body, 'c'].map(render))
      expect(outcomes.map((outcome) => (outcome.ok ? 'ok' : outcome.reason))).toEqual([
        'ok',
        reason,
        'ok',
        reason,
        'ok',
      ])
      expect(logged).toHaveLength(2)
    },
  )

  test('by taking all the memory does not take the server with it', async () => {
    const { render } = rendererOf(file(), 30_000)
    expect(await render('memory')).toMatchObject({ ok: false, reason: 'failed' })
    expect(await render('a')).toMatchObject({ ok: true })
  })

  test.each(['/nowhere/renderWorker.mjs', 'not-absolute.mjs'])(
    'because it is not there (%s) answers « failed » to all',
    async (missing) => {
      const { render } = rendererOf(missing)
      const outcomes = await Promise.all(['a', 'b'].map(render))
      expect(outcomes).toMatchObject([
        { ok: false, reason: 'failed' },
        { ok: false, reason: 'failed' },
      ])
    },
  )
})

describe('closing', () => {
  test('answers the text in hand and those that wait, and every later one', async () => {
    const renderer = rendererOf(workerFile)
    const waiting = [SLOW, 'a', 'b'].map(renderer.render)
    await renderer.close()
    const outcomes = await Promise.all([...waiting, renderer.render('c')])
    for (const outcome of outcomes) expect(outcome).toMatchObject({ ok: false, reason: 'failed' })
    await renderer.close()
  })

  test('needs no text to have been rendered', async () => {
    await expect(rendererOf(workerFile).close()).resolves.toBeUndefined()
  })
})
