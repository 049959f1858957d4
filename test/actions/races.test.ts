import { afterEach, beforeEach, describe, expect, inject, test } from 'vitest'
import { verify } from '../../server/actions/verify.ts'
import type { Renderer } from '../../server/markdown/rendered.ts'
import { createRenderer } from '../../server/markdown/renderer.ts'
import { findDocument } from '../../server/store/documents.ts'
import { findPage } from '../../server/store/pages.ts'
import { changesOf, findProposal } from '../../server/store/proposals.ts'
import { ENGINES, newDatabase, type TestDatabase } from '../support/databases.ts'
import { ADIL, NUMERO_VERT, publishAll, withText } from '../support/fixtures.ts'
import {
  changeOf,
  draft,
  journalLines,
  kept,
  letters,
  PROMISED,
  person,
  reading,
  sent,
} from '../support/proposing.ts'
import { type Racers, startRacers } from '../support/races.ts'

/** Numbers that differ each time: 03 21 20 00 00 and on. */
const withNumber = (n: number) =>
  withText(
    NUMERO_VERT,
    '0 805 29 62 62',
    `03 21 20 ${String(n)
      .padStart(4, '0')
      .replace(/(..)(..)/, '$1 $2')}`,
  )

describe.each(ENGINES)('two processes at the same moment, on %s', (engine) => {
  let place: TestDatabase
  let racers: Racers
  let renderer: Renderer
  let alice: number
  let carole: number
  let agathe: number

  beforeEach(async () => {
    renderer = createRenderer({ workerFile: `${inject('buildDir')}/server/renderWorker.mjs` })
    place = await newDatabase(engine)
    racers = await startRacers(place.options)
    await publishAll(place.database, renderer, [ADIL, NUMERO_VERT])
    alice = await person(place.database, 'alice')
    carole = await person(place.database, 'carole', 'moderator:everywhere')
    agathe = await person(place.database, 'agathe', 'moderator:institution:adil')
  })
  afterEach(async () => {
    await racers.stop()
    await renderer.close()
    await place.close()
  })

  test('G20: of 100 × 2 savings of one draft, one is kept each time, and the other is told', async () => {
    const { database } = place
    const proposalId = await draft(database, alice, NUMERO_VERT)
    const change = await changeOf(database, NUMERO_VERT)
    const base = { authorId: alice, token: 'x', proposalId, position: 1, change }
    for (let round = 1; round <= 100; round += 1) {
      const texts = ['une', 'deux'].map((window) => ({ telephone: `${window} ${round}` }))
      const outcomes = await racers.race(
        ...texts.map((typed) => ({ act: 'save' as const, saving: { ...base, typed, seen: round } })),
      )
      const saved = { proposalId, position: 1, seq: round + 1 }
      const winner = outcomes.findIndex((each) => 'ok' in each && each.ok === true)
      expect(outcomes[winner]).toEqual({ ok: true, ...saved })
      expect(outcomes[1 - winner]).toEqual({ ok: false, reason: 'elsewhere', ...saved })
      const [stored] = await changesOf(database.read, proposalId)
      expect([stored?.typed, stored?.typedSeq]).toEqual([texts[winner], round + 1])
    }
  })

  test('G20, F03: of 20 × 2 first savings of one form, one draft is made each time', async () => {
    const { database } = place
    const change = await changeOf(database, NUMERO_VERT)
    for (let round = 1; round <= 20; round += 1) {
      const saving = {
        authorId: alice,
        token: `jeton-${round}`,
        proposalId: undefined,
        position: undefined,
        change,
        typed: { telephone: `${round}` },
        seen: 0,
      }
      const [one, two] = await racers.race({ act: 'save', saving }, { act: 'save', saving })
      expect(one).toEqual({ ok: true, proposalId: expect.any(Number), position: 1, seq: 1 })
      expect(two).toEqual(one)
    }
  })

  test('F05: of 100 × 2 approvals of one proposal, one publishes, and the other is told that it is decided', async () => {
    const { database } = place
    for (let round = 1; round <= 100; round += 1) {
      const id = await sent(database, alice, withNumber(round))
      const jobs = [carole, agathe].map(async (reviewer) => ({
        act: 'approve' as const,
        approving: await reading(database, renderer, id, reviewer),
      }))
      const outcomes = await racers.race(...(await Promise.all(jobs)))
      expect(outcomes).toContainEqual({ ok: true, proposalId: id, published: true })
      expect(outcomes).toContainEqual({ ok: false, reason: 'closed' })
      const { changes, events } = await kept(database, id)
      expect([changes[0]?.published, events.map(({ kind }) => kind)]).toEqual([
        round + 1,
        ['submitted', 'accepted'],
      ])
    }
    expect((await findDocument(database.read, 'fiche', 'numero-vert'))?.revision).toBe(101)
    const lines = await journalLines(database)
    expect(lines.filter((line) => line.includes('proposition acceptée'))).toHaveLength(100)
    expect(lines.filter((line) => /· publication ·/.test(line))).toHaveLength(2 + 100)
    expect(await letters(database)).toHaveLength(100)
    expect((await verify(database, renderer)).faults).toEqual([])
  })

  test('of 20 × an approval and a new version, what is published is what was read, or nothing is', async () => {
    const { database } = place
    for (let round = 1; round <= 20; round += 1) {
      const [first, second] = [withNumber(2 * round), withNumber(2 * round + 1)]
      const id = await sent(database, alice, first)
      const approving = await reading(database, renderer, id, carole)
      const [change] = await changesOf(database.read, id)
      const { position = 1, slug = '', base = 0 } = change ?? {}
      const changes = [{ position, slug, base, source: second.source }]
      const submission = {
        proposalId: id,
        authorId: alice,
        summary: 's',
        message: '',
        promisedOn: PROMISED,
        changes,
      }
      const [approved, submitted] = await racers.race(
        { act: 'approve', approving },
        { act: 'submit', submission },
      )
      const page = await findPage(database.read, 'reader', 'fiche', 'numero-vert')
      const isPublished = first.source.includes(`telephone: ${page?.phone}`)
      const proposal = await findProposal(database.read, id)
      expect([approved, submitted, proposal?.state]).toEqual(
        isPublished
          ? [{ ok: true, proposalId: id, published: true }, { ok: false, reason: 'closed' }, 'accepted']
          : [{ ok: false, reason: 'stale' }, { ok: true, proposalId: id, version: 2 }, 'submitted'],
      )
    }
  })
})
