/**
 * The worker thread that renders: it says `ready` once it is warm, then answers each text with its outcome. Its
 * messages are the whole protocol with renderer.ts, which sends one text at a time and stops the thread when it is
 * too slow.
 */
import { parentPort } from 'node:worker_threads'
import { refusal } from './caps.ts'
import { renderBody } from './render.ts'
import type { RenderOutcome } from './rendered.ts'
import { loadSanitiser } from './sanitise.ts'

export type RenderRequest = { body: string }
export type RenderReply = { type: 'ready' } | { type: 'done'; outcome: RenderOutcome; error?: string }

/** Uses every part once, so that the first reader's text does not pay for compiling them. */
const WARM_UP =
  '# Titre\n\n- [lien](https://exemple.fr) 03 21 00 00 00\n\n| a | b |\n|---|--:|\n| 1 | 2 |\n\n`code`'

const port = parentPort
if (port === null) throw new Error('renderWorker runs in a worker thread only')

const sanitise = await loadSanitiser()
renderBody(WARM_UP, sanitise)

port.on('message', ({ body }: RenderRequest) => {
  const reply = answer(body)
  // What jsdom holds weakly is freed only when the event loop turns: answering in a later turn, and so receiving
  // the next text in yet another, keeps the memory flat.
  setImmediate(() => port.postMessage(reply))
})
port.postMessage({ type: 'ready' } satisfies RenderReply)

function answer(body: string): RenderReply {
  try {
    return { type: 'done', outcome: renderBody(body, sanitise) }
  } catch (error) {
    return { type: 'done', outcome: refusal('failed'), error: String(error) }
  }
}
