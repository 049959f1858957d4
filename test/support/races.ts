import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { build } from 'esbuild'
import type { DraftSaving, Submission } from '../../server/actions/propose.ts'
import type { Approving } from '../../server/actions/review.ts'
import type { DatabaseOptions } from '../../server/store/database.ts'

export type Job =
  | { act: 'save'; saving: DraftSaving }
  | { act: 'submit'; submission: Submission }
  | { act: 'approve'; approving: Approving }

export interface Racers {
  /** Each process does its job, all at the same moment; what each answered, in their order. */
  race: (...jobs: Job[]) => Promise<object[]>
  stop: () => Promise<void>
}

/** Two processes of their own, each with the same database open: as two nodes of the guide, without their routes. */
export async function startRacers(options: DatabaseOptions): Promise<Racers> {
  const program = await buildRacer()
  const racers = await Promise.all([start(program, options), start(program, options)])
  let first = 0
  return {
    race: async (...jobs) => {
      const answers = racers.map((racer) => once(racer, 'message').then(([answer]) => answer as object))
      // Neither is always told first.
      first = 1 - first
      for (const at of [first, 1 - first]) racers[at]?.send(jobs[at] as Job)
      return Promise.all(answers)
    },
    stop: async () => {
      const ended = racers.map((racer) => once(racer, 'exit'))
      for (const racer of racers) racer.disconnect()
      await Promise.all(ended)
    },
  }
}

async function start(program: string, options: DatabaseOptions): Promise<ChildProcess> {
  const racer = fork(program, [JSON.stringify(options)], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
  await once(racer, 'message')
  return racer
}

/** Inside node_modules, where the bundle finds the packages it leaves outside. */
async function buildRacer(): Promise<string> {
  const outfile = path.resolve(`node_modules/.cache/wikisol-test/racer-${process.pid}.mjs`)
  await build({
    entryPoints: ['test/support/racer.ts'],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    logLevel: 'error',
  })
  return outfile
}
