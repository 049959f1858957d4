import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest'
import { post } from '../../server/actions/post.ts'
import { withdraw } from '../../server/actions/propose.ts'
import { publish } from '../../server/actions/publish.ts'
import {
  type Approving,
  acceptAtTheMachine,
  acceptCorrections,
  approve,
  askAuthor,
  correct,
  type ReadyChange,
  reject,
  release,
  take,
} from '../../server/actions/review.ts'
import { verify } from '../../server/actions/verify.ts'
import { verdictLetter } from '../../server/mail/letters.ts'
import type { Renderer } from '../../server/markdown/rendered.ts'
import { createRenderer } from '../../server/markdown/renderer.ts'
import type { Database, Writer } from '../../server/store/database.ts'
import { findDocument } from '../../server/store/documents.ts'
import { findPage } from '../../server/store/pages.ts'
import { changesOf, decisionsSince, findProposal } from '../../server/store/proposals.ts'
import { revisionsOf } from '../../server/store/revisions.ts'
import { type DatabaseModel, ENGINES, newModel, TEST_NOW, type TestDatabase } from '../support/databases.ts'
import {
  ADIL,
  CAF,
  CONSEIL,
  type Fixture,
  NUMERO_VERT,
  publishAll,
  publishVersion,
  withText,
} from '../support/fixtures.ts'
import {
  everything,
  journalLines,
  kept,
  letters,
  PROMISED,
  person,
  reading,
  readyChange,
  readyOf,
  send,
  sent,
  tellNobody,
} from '../support/proposing.ts'

const LATER = new Date(TEST_NOW.getTime() + 3_600_000)

const NEW_NUMBER = withText(NUMERO_VERT, '0 805 29 62 62', '03 21 21 62 16')
const NEWER_NUMBER = withText(NUMERO_VERT, '0 805 29 62 62', '03 21 21 62 17')
/** The contact passes from the ADIL to the CAF. */
const MOVED = withText(NEW_NUMBER, 'responsable: adil', 'responsable: caf')
const MOVED_NEWER = withText(NEWER_NUMBER, 'responsable: adil', 'responsable: caf')
const PERMANENCE: Fixture = {
  ...withText(NUMERO_VERT, 'Numéro vert prévention des expulsions', 'Permanence du jeudi'),
  slug: 'permanence-du-jeudi',
}
const WITH_PERMANENCE = withText(CONSEIL, '  - numero-vert', '  - numero-vert\n  - permanence-du-jeudi')

describe.each(ENGINES)('a reviewer’s acts, on %s', (engine) => {
  let model: DatabaseModel
  let place: TestDatabase
  let database: Database
  let renderer: Renderer
  let alice: number
  let adil: number
  let caf: number
  let carole: number
  let denis: number

  beforeAll(async () => {
    renderer = createRenderer({ workerFile: `${inject('buildDir')}/server/renderWorker.mjs` })
    model = await newModel(engine, async (empty) => {
      await publishAll(empty, renderer, [ADIL, CAF, NUMERO_VERT, CONSEIL])
      // Alice reviews everything too: only that she is the author stands in her way.
      alice = await person(empty, 'alice', 'moderator:everywhere', 'administrator')
      adil = await person(empty, 'agathe', 'moderator:institution:adil')
      caf = await person(empty, 'camille', 'moderator:institution:caf')
      carole = await person(empty, 'carole', 'moderator:everywhere')
      denis = await person(empty, 'denis', 'administrator', 'contributor:institution:adil')
    })
  })
  afterAll(async () => {
    await renderer.close()
    await model.remove()
  })
  beforeEach(async () => {
    place = await model.copy()
    database = place.database
  })
  afterEach(() => place.close())

  const read = (id: number, reviewer = carole) => reading(database, renderer, id, reviewer)
  const accept = async (id: number, reviewer = carole, tell = tellNobody) =>
    approve(database, await read(id, reviewer), LATER, tell)
  const phone = async (slug = 'numero-vert') =>
    (await findPage(database.read, 'reader', 'fiche', slug))?.phone
  const stateOf = async (id: number) => (await findProposal(database.read, id))?.state
  const proposed = (...texts: Fixture[]) => sent(database, alice, ...texts)
  /** Somebody else publishes meanwhile. */
  const overtake = (fixture: Fixture) => publishVersion(database, renderer, fixture, 1)

  /** Tells alice, as the routes do. */
  const tellAlice = (tx: Writer) =>
    post(
      tx,
      'alice@ccas.example',
      verdictLetter({
        name: 'Alice',
        guide: 'Guide',
        what: 'la fiche',
        url: 'https://guide.example/p',
        verdict: 'accepted',
      }),
      LATER,
    )
  const failToTell = async () => {
    throw new Error('no letter')
  }

  /** Does something that must leave every row of the database as it was. */
  async function writesNothing<T>(act: () => Promise<T>): Promise<T> {
    const before = await everything(database)
    const outcome = await act()
    expect(await everything(database)).toEqual(before)
    return outcome
  }

  const correctionOf = async (id: number, text: Fixture, reviewer = carole, position = 1) => {
    const changes = await changesOf(database.read, id)
    const change = changes.find((each) => each.position === position)
    if (change === undefined) throw new Error('no change')
    const others = (await readyOf(database, renderer, id)).filter((each) => each.position !== position)
    const own = await readyChange(database, renderer, change, { source: text.source, by: reviewer })
    const approving = { ...(await read(id, reviewer)), ready: [...others, own] }
    return { approving, corrections: [{ position, source: text.source, base: own.over }] }
  }
  const correctWith = async (
    id: number,
    text: Fixture,
    waits: boolean,
    reviewer = carole,
    tell = tellNobody,
  ) => {
    const { approving, corrections } = await correctionOf(id, text, reviewer)
    return correct(database, approving, corrections, { waits, words: 'Voir.' }, LATER, tell)
  }
  const agree = async (
    id: number,
    more: { authorId?: number; version?: number; ready?: ReadyChange[] } = {},
  ) => {
    const { version, ready } = await read(id)
    return acceptCorrections(
      database,
      { proposalId: id, authorId: alice, version, ready: [...ready], ...more },
      LATER,
    )
  }

  describe('taking, giving back, asking and refusing', () => {
    const acts = {
      take: (approving: Approving) => take(database, approving, LATER),
      release: (approving: Approving) => release(database, approving, LATER),
      ask: (approving: Approving) => askAuthor(database, approving, 'Quel jour ?', LATER, tellAlice),
      reject: (approving: Approving) => reject(database, approving, 'Déjà fait.', LATER, tellAlice),
    }

    test('each moves the proposal, and leaves one line in the journal and one in the thread', async () => {
      const id = await proposed(NEW_NUMBER)
      const steps = [
        ['take', { state: 'in_review', takenBy: carole }, 'taken', 'proposition prise en relecture', ''],
        ['release', { state: 'submitted', takenBy: null }, 'released', 'relecture rendue', ''],
        ['ask', { state: 'changes_requested' }, 'asked', 'précisions demandées', 'Quel jour ?'],
        [
          'reject',
          { state: 'rejected', decidedBy: carole, decidedAt: LATER.toISOString() },
          'rejected',
          'proposition refusée',
          'Déjà fait.',
        ],
      ] as const
      for (const [name, after, kind, line, words] of steps) {
        const [lines, events] = [await journalLines(database), (await kept(database, id)).events]
        expect(await acts[name](await read(id))).toEqual({ ok: true, proposalId: id })
        expect(await findProposal(database.read, id)).toMatchObject(after)
        const details = `{"proposition":${id},"version":1}`
        expect((await journalLines(database)).slice(lines.length)).toEqual([
          `compte ${carole} · ${line} · ${details}`,
        ])
        expect((await kept(database, id)).events.slice(events.length)).toMatchObject([
          { kind, personId: carole, version: 1, words },
        ])
      }
      expect(await letters(database)).toHaveLength(2)
      expect(await phone()).toBe('0 805 29 62 62')
    })

    test('a letter that cannot be written undoes what it announces', async () => {
      const id = await proposed(NEW_NUMBER)
      const approving = await read(id)
      for (const act of [askAuthor, reject])
        await writesNothing(() =>
          expect(act(database, approving, 'x', LATER, failToTell)).rejects.toThrow('no letter'),
        )
    })

    test('an older version of the text is refused: it is not what stands there', async () => {
      const id = await proposed(NEW_NUMBER)
      const former = await read(id)
      await send(database, { proposalId: id, authorId: alice }, [NEWER_NUMBER])
      for (const name of ['take', 'ask', 'reject'] as const)
        expect([name, await writesNothing(() => acts[name](former))]).toEqual([
          name,
          { ok: false, reason: 'stale' },
        ])
    })

    test('A11: nobody takes, asks about or refuses an own proposal', async () => {
      const id = await proposed(NEW_NUMBER)
      const own = await read(id, alice)
      for (const name of ['take', 'ask', 'reject'] as const)
        expect([name, await writesNothing(() => acts[name](own))]).toEqual([
          name,
          { ok: false, reason: 'own' },
        ])
    })

    test('what is taken is not taken again, and what nobody took is not given back', async () => {
      const id = await proposed(NEW_NUMBER)
      expect(await writesNothing(async () => acts.release(await read(id)))).toMatchObject({
        reason: 'closed',
      })
      await acts.take(await read(id))
      expect(await writesNothing(async () => acts.take(await read(id, adil)))).toMatchObject({
        reason: 'closed',
      })
    })
  })

  test('A14: every act on a proposal that is accepted, refused or withdrawn, or that is not there, is refused', async () => {
    const accepted = await proposed(NEW_NUMBER)
    await accept(accepted)
    const refused = await proposed(NEWER_NUMBER)
    await reject(database, await read(refused), 'non', LATER, tellNobody)
    const withdrawn = await proposed(NEWER_NUMBER)
    await withdraw(database, { proposalId: withdrawn, authorId: alice }, LATER)
    const closed = { ok: false, reason: 'closed' }
    for (const id of [accepted, refused, withdrawn, withdrawn + 99]) {
      const reviewing = { ...(await read(id)), proposalId: id }
      const outcomes = await writesNothing(async () => [
        await take(database, reviewing, LATER),
        await release(database, reviewing, LATER),
        await askAuthor(database, reviewing, '?', LATER, tellAlice),
        await reject(database, reviewing, 'non', LATER, tellAlice),
        await approve(database, reviewing, LATER, tellAlice),
        await correct(database, reviewing, [], { waits: false, words: '' }, LATER, tellAlice),
        await acceptCorrections(database, { ...reviewing, authorId: alice }, LATER),
        await acceptAtTheMachine(
          database,
          { ...reviewing, reason: 'x' },
          { id: undefined, name: 'exploitant' },
          LATER,
          async () => undefined,
        ),
      ])
      expect(outcomes).toEqual(outcomes.map(() => closed))
    }
  })

  describe('approving', () => {
    test('publishes the text in one act, under both names, and tells its author', async () => {
      const id = await proposed(NEW_NUMBER)
      const lines = await journalLines(database)
      expect(await accept(id, carole, tellAlice)).toEqual({ ok: true, proposalId: id, published: true })
      expect(await phone()).toBe('03 21 21 62 16')
      const { proposal, changes, events } = await kept(database, id)
      expect(proposal).toMatchObject({ state: 'accepted', decidedBy: carole, decidedAt: LATER.toISOString() })
      expect(changes).toMatchObject([{ published: 2 }])
      expect(events.map(({ kind }) => kind)).toEqual(['submitted', 'accepted'])
      const { id: documentId = 0 } = (await findDocument(database.read, 'fiche', 'numero-vert')) ?? {}
      expect((await revisionsOf(database.read, 'reader', documentId))[0]).toMatchObject({
        n: 2,
        author: `compte ${alice}`,
        approver: `compte ${carole}`,
        summary: 'Mise à jour',
        origin: 'edition',
      })
      expect((await journalLines(database)).slice(lines.length)).toEqual([
        `compte ${carole} · publication · {"revision":2,"origin":"edition"}`,
        `compte ${carole} · proposition acceptée · {"proposition":${id},"version":1}`,
      ])
      expect((await letters(database)).map(({ recipient }) => recipient)).toEqual(['alice@ccas.example'])
      expect((await verify(database, renderer)).faults).toEqual([])
      expect(await decisionsSince(database.read, LATER.toISOString())).toEqual([
        { submittedAt: TEST_NOW.toISOString(), decidedAt: LATER.toISOString(), promisedOn: PROMISED },
      ])
      expect(await decisionsSince(database.read, new Date(LATER.getTime() + 1).toISOString())).toEqual([])
    })

    test('the same once more publishes nothing more', async () => {
      const id = await proposed(NEW_NUMBER)
      const approving = await read(id)
      const [one, two] = await Promise.all([1, 2].map(() => approve(database, approving, LATER, tellAlice)))
      expect([one, two].filter((each) => each?.ok)).toHaveLength(1)
      expect([one, two].find((each) => !each?.ok)).toEqual({ ok: false, reason: 'closed' })
      expect(await writesNothing(() => approve(database, approving, LATER, tellAlice))).toMatchObject({
        reason: 'closed',
      })
      const accepted = (await journalLines(database)).filter((line) => line.includes('proposition acceptée'))
      expect([accepted.length, (await letters(database)).length]).toEqual([1, 1])
    })

    test('after a question is still possible: the answer may have come by another road', async () => {
      const id = await proposed(NEW_NUMBER)
      await askAuthor(database, await read(id), '?', LATER, tellNobody)
      expect(await accept(id)).toMatchObject({ published: true })
    })

    test('A11: nobody approves an own text, whatever the role', async () => {
      for (const author of [alice, adil, denis]) {
        const id = await sent(database, author, NEW_NUMBER)
        expect(await writesNothing(() => accept(id, author))).toEqual({ ok: false, reason: 'own' })
      }
    })

    test('A02: who does not review that part of the guide is refused, administrators too, and nothing is written', async () => {
      const id = await proposed(NEW_NUMBER)
      for (const reviewer of [caf, denis])
        expect(await writesNothing(() => accept(id, reviewer, tellAlice))).toEqual({
          ok: false,
          reason: 'outside',
        })
      expect(await accept(id, adil)).toMatchObject({ published: true })
    })

    test('a version that its author has sent anew since is refused, and nothing is written', async () => {
      const id = await proposed(NEW_NUMBER)
      const former = await read(id)
      await send(database, { proposalId: id, authorId: alice }, [NEWER_NUMBER])
      expect(await writesNothing(() => approve(database, former, LATER, tellAlice))).toEqual({
        ok: false,
        reason: 'stale',
      })
      expect(await accept(id)).toMatchObject({ published: true })
      expect(await phone()).toBe('03 21 21 62 17')
    })

    test('F05: a fiche that was published anew since it was read publishes nothing, and leaves no trace of an agreement', async () => {
      const id = await proposed(NEW_NUMBER)
      const former = await read(id)
      await overtake(NEWER_NUMBER)
      expect(await writesNothing(() => approve(database, former, LATER, tellAlice))).toEqual({
        ok: false,
        reason: 'stale',
      })
      expect([await phone(), await stateOf(id)]).toEqual(['03 21 21 62 17', 'submitted'])
    })

    test('a letter that cannot be written undoes the publication', async () => {
      const id = await proposed(NEW_NUMBER)
      await writesNothing(() => expect(accept(id, carole, failToTell)).rejects.toThrow('no letter'))
    })

    test('A12: a new fiche whose slug was taken since publishes nothing, and the fiche that has it is unchanged', async () => {
      const id = await proposed(PERMANENCE)
      const former = await read(id)
      await publishAll(database, renderer, [withText(PERMANENCE, '0 805 29 62 62', '03 21 21 62 99')])
      expect(await writesNothing(() => approve(database, former, LATER, tellAlice))).toEqual({
        ok: false,
        reason: 'stale',
      })
      expect(await phone(PERMANENCE.slug)).toBe('03 21 21 62 99')
    })
  })

  describe('several fiches of one proposal', () => {
    test('are published together: the new contact, and the scheme that names it', async () => {
      const id = await proposed(WITH_PERMANENCE, PERMANENCE)
      expect(await accept(id)).toMatchObject({ published: true })
      expect((await kept(database, id)).changes.map(({ published }) => published)).toEqual([2, 1])
      expect(await phone(PERMANENCE.slug)).toBe('0 805 29 62 62')
      const accepted = (await journalLines(database)).filter((line) => line.includes('proposition acceptée'))
      expect(accepted).toHaveLength(1)
    })

    test('are not published at all where the second cannot be', async () => {
      const id = await proposed(WITH_PERMANENCE, PERMANENCE)
      const former = await read(id)
      await publishAll(database, renderer, [PERMANENCE])
      expect(await writesNothing(() => approve(database, former, LATER, tellAlice))).toEqual({
        ok: false,
        reason: 'stale',
      })
      const scheme = await findDocument(database.read, 'fiche', 'conseil-logement')
      expect(scheme?.revision).toBe(1)
    })

    test('are not published where only some of them were read', async () => {
      const id = await proposed(WITH_PERMANENCE, PERMANENCE)
      const approving = await read(id)
      for (const ready of [approving.ready.slice(0, 1), approving.ready.slice(1)])
        expect(
          await writesNothing(() => approve(database, { ...approving, ready }, LATER, tellAlice)),
        ).toEqual({
          ok: false,
          reason: 'stale',
        })
      expect(
        await writesNothing(() => approve(database, { ...approving, ready: [] }, LATER, tellAlice)),
      ).toMatchObject({
        ok: false,
      })
    })
  })

  describe('A09: a fiche that passes to another institution', () => {
    test('waits for both sides, in either order; the last one publishes', async () => {
      for (const [first, second] of [
        [adil, caf],
        [caf, adil],
      ] as const) {
        const id = await sent(
          database,
          alice,
          first === adil ? MOVED : withText(MOVED_NEWER, 'responsable: caf', 'responsable: adil'),
        )
        expect(await accept(id, first, tellAlice)).toEqual({ ok: true, proposalId: id, published: false })
        const revision = (await findDocument(database.read, 'fiche', 'numero-vert'))?.revision
        const { proposal, approvals, events } = await kept(database, id)
        expect([proposal?.state, proposal?.decidedAt]).toEqual(['in_review', null])
        expect(approvals).toMatchObject([{ version: 1, personId: first }])
        expect(events.at(-1)).toMatchObject({ kind: 'approved', personId: first })
        expect((await journalLines(database)).at(-1)).toBe(
          `compte ${first} · proposition approuvée en partie · {"proposition":${id}}`,
        )
        expect(await accept(id, second)).toEqual({ ok: true, proposalId: id, published: true })
        expect((await findDocument(database.read, 'fiche', 'numero-vert'))?.revision).toBe(
          (revision ?? 0) + 1,
        )
      }
      // The first halves announced nothing.
      expect(await letters(database)).toEqual([])
    })

    test('is signed by everybody who agreed', async () => {
      const id = await proposed(MOVED)
      await accept(id, adil)
      await accept(id, caf)
      const { id: documentId = 0 } = (await findDocument(database.read, 'fiche', 'numero-vert')) ?? {}
      const [revision] = await revisionsOf(database.read, 'reader', documentId)
      expect(revision?.approver).toBe(`compte ${adil}, compte ${caf}`)
    })

    test('needs no second person where one speaks for both sides', async () => {
      expect(await accept(await proposed(MOVED), carole)).toMatchObject({ published: true })
    })

    test('one side that agrees twice is still one side', async () => {
      const id = await proposed(MOVED)
      for (let time = 0; time < 2; time += 1)
        expect(await accept(id, adil)).toMatchObject({ ok: true, published: false })
      expect((await kept(database, id)).approvals).toHaveLength(1)
      expect(await phone()).toBe('0 805 29 62 62')
    })

    test('A11: its author, who moderates the other side, does not count', async () => {
      const id = await sent(database, caf, MOVED)
      await accept(id, adil)
      expect(await writesNothing(() => accept(id, caf))).toEqual({ ok: false, reason: 'own' })
    })

    test('an agreement to an older version does not count', async () => {
      const id = await proposed(MOVED)
      await accept(id, adil)
      await send(database, { proposalId: id, authorId: alice }, [MOVED_NEWER])
      expect(await accept(id, caf)).toMatchObject({ published: false })
      expect(await accept(id, adil)).toMatchObject({ published: true })
      expect(await phone()).toBe('03 21 21 62 17')
    })

    test('nor does one to another text of the same version: the very same text sent anew is read anew', async () => {
      const id = await proposed(MOVED)
      await accept(id, adil)
      await send(database, { proposalId: id, authorId: alice }, [MOVED])
      expect(await accept(id, caf)).toMatchObject({ published: false })
    })

    test('nor does one to a text that was corrected since', async () => {
      const id = await proposed(MOVED)
      await accept(id, adil)
      expect(await correctWith(id, MOVED_NEWER, false, caf)).toMatchObject({ ok: true, published: false })
      expect(await stateOf(id)).toBe('in_review')
      expect(await accept(id, adil)).toMatchObject({ published: true })
      expect(await phone()).toBe('03 21 21 62 17')
    })

    test('nor does one to what would have come over an older version of the fiche', async () => {
      const id = await proposed(MOVED)
      await accept(id, adil)
      const former = await read(id, caf)
      await overtake(NEWER_NUMBER)
      expect(await writesNothing(() => approve(database, former, LATER, tellAlice))).toEqual({
        ok: false,
        reason: 'stale',
      })
    })
  })

  describe('correcting', () => {
    test('wording alone publishes at once, under both names, with its lines', async () => {
      const id = await proposed(NEW_NUMBER)
      const lines = await journalLines(database)
      expect(await correctWith(id, NEWER_NUMBER, false, carole, tellAlice)).toMatchObject({
        ok: true,
        published: true,
      })
      expect(await phone()).toBe('03 21 21 62 17')
      const { id: documentId = 0 } = (await findDocument(database.read, 'fiche', 'numero-vert')) ?? {}
      const [revision] = await revisionsOf(database.read, 'reader', documentId)
      expect([revision?.author, revision?.approver]).toEqual([
        `compte ${alice}, compte ${carole}`,
        `compte ${carole}`,
      ])
      const { events, changes } = await kept(database, id)
      expect(events.map(({ kind }) => kind)).toEqual(['submitted', 'corrected', 'accepted'])
      // What its author had sent is kept beside what was published.
      expect(changes).toMatchObject([
        { source: NEW_NUMBER.source, edited: NEWER_NUMBER.source, editedBy: carole },
      ])
      expect((await journalLines(database)).slice(lines.length).map((line) => line.split(' · ')[1])).toEqual([
        'proposition corrigée',
        'publication',
        'proposition acceptée',
      ])
      expect(await letters(database)).toHaveLength(1)
    })

    test('what only the author can know waits for the author, who publishes it by one click', async () => {
      const id = await proposed(NEW_NUMBER)
      expect(await correctWith(id, NEWER_NUMBER, true, carole, tellAlice)).toMatchObject({
        ok: true,
        published: false,
      })
      const { proposal, changes, events, approvals } = await kept(database, id)
      expect(proposal).toMatchObject({ state: 'changes_requested', version: 1 })
      expect(changes).toMatchObject([{ edited: NEWER_NUMBER.source, editedBase: 1, editedBy: carole }])
      expect(events.at(-1)).toMatchObject({ kind: 'corrected', words: 'Voir.' })
      expect([approvals.length, await phone()]).toEqual([1, '0 805 29 62 62'])
      expect((await journalLines(database)).at(-1)).toBe(
        `compte ${carole} · proposition corrigée · {"proposition":${id},"version":1}`,
      )
      expect(await letters(database)).toHaveLength(1)

      const lines = await journalLines(database)
      expect(await agree(id)).toEqual({ ok: true, proposalId: id, published: true })
      expect([await phone(), await stateOf(id)]).toEqual(['03 21 21 62 17', 'accepted'])
      expect(
        (await kept(database, id)).events.slice(-2).map(({ kind, personId }) => [kind, personId]),
      ).toEqual([
        ['agreed', alice],
        ['accepted', carole],
      ])
      const details = `{"proposition":${id},"version":1}`
      expect((await journalLines(database)).slice(lines.length)).toEqual([
        `compte ${alice} · corrections acceptées · ${details}`,
        `compte ${carole} · publication · {"revision":2,"origin":"edition"}`,
        `compte ${carole} · proposition acceptée · ${details}`,
      ])
      expect(await writesNothing(() => agree(id))).toMatchObject({ reason: 'closed' })
    })

    test('what waits for the author’s click is published past it by nobody', async () => {
      const id = await proposed(NEW_NUMBER)
      const before = await read(id, adil)
      await correctWith(id, NEWER_NUMBER, true)
      for (const approving of [await read(id, carole), await read(id, adil), before])
        expect(await writesNothing(() => approve(database, approving, LATER, tellAlice))).toEqual({
          ok: false,
          reason: 'stale',
        })
      for (const reviewer of [carole, adil])
        expect(await writesNothing(() => correctWith(id, NEWER_NUMBER, false, reviewer))).toEqual({
          ok: false,
          reason: 'stale',
        })
    })

    test('what waits for the author’s click may be corrected further, and waits again', async () => {
      const id = await proposed(NEW_NUMBER)
      await correctWith(id, NEWER_NUMBER, true)
      const last = withText(NUMERO_VERT, '0 805 29 62 62', '03 21 21 62 18')
      expect(await correctWith(id, last, true, adil)).toMatchObject({ ok: true, published: false })
      expect(await agree(id)).toMatchObject({ published: true })
      expect(await phone()).toBe('03 21 21 62 18')
    })

    test('wording after a question that is not answered publishes at once', async () => {
      const id = await proposed(NEW_NUMBER)
      await askAuthor(database, await read(id), '?', LATER, tellNobody)
      expect(await correctWith(id, NEWER_NUMBER, false)).toMatchObject({ published: true })
    })

    test('only the author clicks, on what is read, where there is something to agree to', async () => {
      const plain = await proposed(PERMANENCE)
      await askAuthor(database, await read(plain), '?', LATER, tellNobody)
      expect(await writesNothing(() => agree(plain))).toEqual({ ok: false, reason: 'closed' })
      const id = await proposed(NEW_NUMBER)
      expect(await writesNothing(() => agree(id))).toEqual({ ok: false, reason: 'closed' })
      await correctWith(id, NEWER_NUMBER, true)
      for (const authorId of [carole, adil, denis])
        expect(await writesNothing(() => agree(id, { authorId }))).toEqual({ ok: false, reason: 'closed' })
      expect(await writesNothing(() => agree(id, { version: 2 }))).toEqual({ ok: false, reason: 'stale' })
    })

    test('a click on another text than the moderator’s publishes nothing: it waits in the queue again', async () => {
      const id = await proposed(NEW_NUMBER)
      await correctWith(id, NEWER_NUMBER, true)
      const [change] = await changesOf(database.read, id)
      if (change === undefined) throw new Error('no change')
      const other = withText(NUMERO_VERT, '0 805 29 62 62', '03 21 21 62 99')
      const ready = [await readyChange(database, renderer, change, { source: other.source, by: carole })]
      expect(await agree(id, { ready })).toEqual({ ok: true, proposalId: id, published: false })
      expect([await stateOf(id), await phone()]).toEqual(['submitted', '0 805 29 62 62'])
      expect((await journalLines(database)).at(-1)).toContain('corrections acceptées')
    })

    test('a click when the fiche was published anew publishes nothing, and leaves no trace', async () => {
      const id = await proposed(NEW_NUMBER)
      await correctWith(id, NEWER_NUMBER, true)
      const { ready } = await read(id)
      await overtake(withText(NUMERO_VERT, '0 805 29 62 62', '03 21 21 62 99'))
      expect(await writesNothing(() => agree(id, { ready: [...ready] }))).toEqual({
        ok: false,
        reason: 'stale',
      })
    })

    test('a click where another side has still to read gives it back to whoever had taken it', async () => {
      const id = await proposed(MOVED)
      await take(database, await read(id, adil), LATER)
      await correctWith(id, MOVED_NEWER, true, adil)
      expect(await agree(id)).toMatchObject({ published: false })
      expect(await findProposal(database.read, id)).toMatchObject({ state: 'in_review', takenBy: adil })
      expect(await accept(id, caf)).toMatchObject({ published: true })
      expect(await phone()).toBe('03 21 21 62 17')
    })

    test('one fiche of several publishes the others with it', async () => {
      const id = await proposed(WITH_PERMANENCE, PERMANENCE)
      const better = withText(PERMANENCE, '0 805 29 62 62', '03 21 21 62 16')
      const { approving, corrections } = await correctionOf(id, better, carole, 2)
      expect(
        await correct(database, approving, corrections, { waits: false, words: '' }, LATER, tellNobody),
      ).toMatchObject({
        published: true,
      })
      expect(await phone(PERMANENCE.slug)).toBe('03 21 21 62 16')
    })

    test('A11, A02: an own text, or one of another part of the guide, is not corrected, and nothing is kept', async () => {
      const id = await proposed(NEW_NUMBER)
      for (const waits of [true, false]) {
        expect(await writesNothing(() => correctWith(id, NEWER_NUMBER, waits, alice, tellAlice))).toEqual({
          ok: false,
          reason: 'own',
        })
        for (const reviewer of [caf, denis])
          expect(
            await writesNothing(() => correctWith(id, NEWER_NUMBER, waits, reviewer, tellAlice)),
          ).toEqual({
            ok: false,
            reason: 'outside',
          })
      }
    })

    test('an older version, or a fiche that was published anew, is not corrected, and nothing is kept', async () => {
      const id = await proposed(NEW_NUMBER)
      const { approving, corrections } = await correctionOf(id, NEWER_NUMBER)
      const attempt = (waits: boolean) => () =>
        correct(database, approving, corrections, { waits, words: '' }, LATER, tellAlice)
      await overtake(withText(NUMERO_VERT, '0 805 29 62 62', '03 21 21 62 99'))
      expect(await writesNothing(attempt(false))).toEqual({ ok: false, reason: 'stale' })
      await send(database, { proposalId: id, authorId: alice }, [NEW_NUMBER])
      for (const waits of [true, false])
        expect(await writesNothing(attempt(waits))).toEqual({ ok: false, reason: 'stale' })
    })

    test('a letter that cannot be written undoes the corrections', async () => {
      const id = await proposed(NEW_NUMBER)
      for (const waits of [true, false])
        await writesNothing(() =>
          expect(correctWith(id, NEWER_NUMBER, waits, carole, failToTell)).rejects.toThrow('no letter'),
        )
    })
  })

  describe('at the machine', () => {
    const operator = { id: undefined, name: 'exploitant' }
    const acceptThere = (proposalId: number, ready: readonly ReadyChange[]) =>
      acceptAtTheMachine(
        database,
        { proposalId, version: 1, ready, reason: 'Seul relecteur' },
        operator,
        LATER,
        async () => undefined,
      )

    test('a text is published with its reason in the journal', async () => {
      const id = await proposed(NEW_NUMBER)
      expect(await acceptThere(id, (await read(id)).ready)).toEqual({
        ok: true,
        proposalId: id,
        published: true,
      })
      expect((await journalLines(database)).at(-1)).toBe(
        `exploitant · proposition acceptée · {"proposition":${id},"version":1,"motif":"Seul relecteur"}`,
      )
      expect(await findProposal(database.read, id)).toMatchObject({ state: 'accepted', decidedBy: null })
      expect((await kept(database, id)).events.at(-1)).toMatchObject({
        personId: null,
        words: 'Seul relecteur',
      })
    })

    test('a fiche that was published anew, or a part of a proposal, publishes nothing', async () => {
      const id = await proposed(NEW_NUMBER, PERMANENCE)
      const { ready } = await read(id)
      expect(await writesNothing(() => acceptThere(id, ready.slice(0, 1)))).toEqual({
        ok: false,
        reason: 'stale',
      })
      await overtake(NEWER_NUMBER)
      expect(await writesNothing(() => acceptThere(id, ready))).toEqual({ ok: false, reason: 'stale' })
    })
  })

  test('a publication by another road leaves proposals as they are', async () => {
    const id = await proposed(NEW_NUMBER)
    const made = await publish(
      database,
      renderer,
      { ...NEWER_NUMBER, author: 'import', summary: 's', origin: 'import', base: 1 },
      LATER,
    )
    expect([made.ok, await stateOf(id)]).toEqual([true, 'submitted'])
  })
})
