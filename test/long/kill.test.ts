import { expect, inject, test } from 'vitest'
import { createRenderer } from '../../server/markdown/renderer.ts'
import { ENGINES } from '../support/databases.ts'
import { killAgainAndAgain } from '../support/killing.ts'

test.each(ENGINES)(
  'F01, F03: on %s, a guide that is killed 200 times loses nothing that it acknowledged, and doubles nothing',
  async (engine) => {
    const renderer = createRenderer({ workerFile: `${inject('buildDir')}/server/renderWorker.mjs` })
    const killing = await killAgainAndAgain(engine, renderer, { kills: 200, answers: 32 })
    await renderer.close()
    console.log(engine, killing)
    expect(killing.faults).toEqual([])
    expect(killing.repeated).toBeGreaterThan(50)
    // Some 2,000: the goal of the fault tests.
    expect(killing.drafts + killing.sent + killing.approved).toBeGreaterThan(1_500)
  },
)
