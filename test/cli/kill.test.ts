import { expect, inject, test } from 'vitest'
import { createRenderer } from '../../server/markdown/renderer.ts'
import { killAgainAndAgain } from '../support/killing.ts'

/** Half a minute on a quiet machine: twenty starts. */
const PATIENCE = 300_000

test(
  'F01, F03: a guide that is killed 20 times loses no draft, proposal nor approval that it acknowledged, and doubles none',
  async () => {
    const renderer = createRenderer({ workerFile: `${inject('buildDir')}/server/renderWorker.mjs` })
    const killing = await killAgainAndAgain('sqlite', renderer, { kills: 20, answers: 24 })
    await renderer.close()
    expect(killing.faults).toEqual([])
    // Else nothing was tried.
    expect(killing.repeated).toBeGreaterThan(0)
    expect(Math.min(killing.drafts, killing.sent, killing.approved)).toBeGreaterThan(20)
  },
  PATIENCE,
)
