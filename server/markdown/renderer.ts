import { Worker } from 'node:worker_threads'
import { isTooLarge, refusal } from './caps.ts'
import type { RefusalReason, Renderer, RenderOutcome } from './rendered.ts'
import type { RenderReply, RenderRequest } from './renderWorker.ts'

export interface RendererOptions {
  /** The bundled worker, by its absolute path: build/server/renderWorker.mjs. */
  workerFile: string | URL
  /** Time for one text, in milliseconds, once the worker is ready. */
  timeoutMs?: number
  /** Receives what an operator should know: a worker that died or was stopped, a text that made rendering fail. */
  log?: (message: string, details: Record<string, unknown>) => void
}

interface Job {
  body: string
  answer: (outcome: RenderOutcome) => void
}

/** Loading jsdom takes half a second; a machine that needs more than this has another trouble. */
const START_TIMEOUT_MS = 30_000

/** Texts that may wait: beyond, each would wait for longer than a person does. */
const WAITING = 100

/** A text that needs more memory than this ends the worker, not the server. */
const MEMORY = { maxOldGenerationSizeMb: 512 }

/**
 * Renders texts in a worker thread, one at a time, first come first served. The worker is started by the first text;
 * when it dies or takes too long it is stopped, the text in hand is answered with the reason, and the next text gets
 * a new worker.
 */
export function createRenderer({ workerFile, timeoutMs = 2_000, log }: RendererOptions): Renderer {
  const queue: Job[] = []
  let worker: Worker | undefined
  let isReady = false
  let current: Job | undefined
  let clock: NodeJS.Timeout | undefined
  let closed = false

  function takeNext(): void {
    if (current !== undefined) return
    current = queue.shift()
    if (current === undefined) {
      worker?.unref()
      return
    }
    try {
      worker ??= startWorker()
    } catch (error) {
      abandon('failed', 'le processus de rendu ne peut pas être créé', { error: String(error) })
      return
    }
    worker.ref()
    if (isReady) send()
    else clock = setTimeout(() => abandon('failed', 'le processus de rendu ne démarre pas'), START_TIMEOUT_MS)
  }

  function send(): void {
    if (worker === undefined || current === undefined) return
    clearTimeout(clock)
    clock = setTimeout(() => abandon('timeout', 'rendu trop long, arrêté'), timeoutMs)
    worker.postMessage({ body: current.body } satisfies RenderRequest)
  }

  function startWorker(): Worker {
    const started = new Worker(workerFile, { resourceLimits: MEMORY })
    const died = (details: Record<string, unknown>) => {
      if (worker === started) abandon('failed', 'le processus de rendu s’est arrêté', details)
    }
    started.on('message', (reply: RenderReply) => {
      if (worker !== started) return
      if (reply.type === 'done') return finish(reply.outcome, reply.error)
      isReady = true
      send()
    })
    started.on('error', (error) => died({ error: String(error) }))
    started.on('exit', (code) => died({ code }))
    return started
  }

  function finish(outcome: RenderOutcome, error?: string): void {
    clearTimeout(clock)
    if (error !== undefined) log?.('le rendu d’un texte a échoué', { error })
    const job = current
    current = undefined
    job?.answer(outcome)
    takeNext()
  }

  /** Leaves the worker to its fate, answers the text in hand, and lets the next one start another worker. */
  function abandon(reason: RefusalReason, message: string, details: Record<string, unknown> = {}): void {
    log?.(message, { ...details, reason, bytes: Buffer.byteLength(current?.body ?? '') })
    void stopWorker()
    finish(refusal(reason))
  }

  async function stopWorker(): Promise<void> {
    const stopped = worker
    worker = undefined
    isReady = false
    await stopped?.terminate()
  }

  return {
    render: (body) => {
      if (closed) return Promise.resolve(refusal('failed'))
      if (isTooLarge(body)) return Promise.resolve(refusal('tooLarge'))
      if (queue.length >= WAITING) return Promise.resolve(refusal('busy'))
      return new Promise((answer) => {
        queue.push({ body, answer })
        takeNext()
      })
    },
    close: async () => {
      closed = true
      const unanswered = current === undefined ? queue.splice(0) : [current, ...queue.splice(0)]
      current = undefined
      clearTimeout(clock)
      for (const { answer } of unanswered) answer(refusal('failed'))
      await stopWorker()
    },
  }
}
