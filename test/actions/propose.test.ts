import { setTimeout as pause } from 'node:timers/promises'
import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest'
import { post } from '../../server/actions/post.ts'
import {
  comment,
  type DraftSaving,
  discard,
  keepOwnText,
  nameNewFiche,
  rebase,
  resume,
  retype,
  saveDraft,
  submit,
  withdraw,
} from '../../server/actions/propose.ts'
import { approve, askAuthor, correct, reject, take } from '../../server/actions/review.ts'
import type { ProposalState } from '../../server/domain/proposal.ts'
import { submittedLetter } from '../../server/mail/letters.ts'
import type { Renderer } from '../../server/markdown/rendered.ts'
import { createRenderer } from '../../server/markdown/renderer.ts'
import type { Database, Writer } from '../../server/store/database.ts'
import { findDocument } from '../../server/store/documents.ts'
import {
  changesOf,
  findProposal,
  forgetOldProposals,
  openProposalOn,
  pendingOn,
  pendingProposals,
  proposalsOf,
} from '../../server/store/proposals.ts'
import { addRedirection } from '../../server/store/redirections.ts'
import { type DatabaseModel, ENGINES, newModel, TEST_NOW, type TestDatabase } from '../support/databases.ts'
import {
  ADIL,
  CONSEIL,
  type Fixture,
  LIGNE_INTERNE,
  NUMERO_VERT,
  publishAll,
  withText,
} from '../support/fixtures.ts'
import {
  changeOf,
  draft,
  everything,
  journalLines,
  kept,
  letters,
  newFormToken,
  PROMISED,
  person,
  reading,
  readyChange,
  send,
  sent,
  tellNobody,
} from '../support/proposing.ts'

const LATER = new Date(TEST_NOW.getTime() + 3_600_000)

const NEW_NUMBER = withText(NUMERO_VERT, '0 805 29 62 62', '03 21 21 62 16')
const NEWER_NUMBER = withText(NUMERO_VERT, '0 805 29 62 62', '03 21 21 62 17')
const PERMANENCE: Fixture = {
  ...withText(NUMERO_VERT, 'Numéro vert prévention des expulsions', 'Permanence du jeudi'),
  slug: 'permanence-du-jeudi',
}

describe.each(ENGINES)('an author’s acts, on %s', (engine) => {
  let model: DatabaseModel
  let place: TestDatabase
  let database: Database
  let renderer: Renderer
  let alice: number
  let bruno: number
  let carole: number

  beforeAll(async () => {
    renderer = createRenderer({ workerFile: `${inject('buildDir')}/server/renderWorker.mjs` })
    model = await newModel(engine, async (empty) => {
      await publishAll(empty, renderer, [ADIL, NUMERO_VERT, CONSEIL])
      alice = await person(empty, 'alice', 'contributor:institution:adil')
      bruno = await person(empty, 'bruno')
      carole = await person(empty, 'carole', 'moderator:everywhere')
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

  const stateOf = async (id: number) => (await findProposal(database.read, id))?.state
  const read = (id: number) => reading(database, renderer, id, carole)
  const own = (proposalId: number) => ({ proposalId, authorId: alice })

  /** A proposal of alice's in this state. */
  const inState = async (state: ProposalState): Promise<number> => {
    if (state === 'draft') return draft(database, alice, NEW_NUMBER)
    const id = await sent(database, alice, NEW_NUMBER)
    if (state === 'in_review') await take(database, await read(id), TEST_NOW)
    if (state === 'changes_requested') await askAuthor(database, await read(id), '?', TEST_NOW, tellNobody)
    if (state === 'accepted') await approve(database, await read(id), TEST_NOW, tellNobody)
    if (state === 'rejected') await reject(database, await read(id), 'non', TEST_NOW, tellNobody)
    if (state === 'withdrawn') await withdraw(database, own(id), TEST_NOW)
    expect(await stateOf(id)).toBe(state)
    return id
  }

  /** A moderator’s correction that waits for its author. */
  const corrected = async (id: number, text: Fixture) => {
    const [change] = await changesOf(database.read, id)
    if (change === undefined) throw new Error('no change')
    const ready = [await readyChange(database, renderer, change, { source: text.source, by: carole })]
    const made = await correct(
      database,
      { ...(await read(id)), ready },
      [{ position: change.position, source: text.source, base: change.base }],
      { waits: true, words: 'Voir le téléphone.' },
      TEST_NOW,
      tellNobody,
    )
    expect(made).toEqual({ ok: true, proposalId: id, published: false })
  }

  describe('a draft', () => {
    const saving = async (more: Partial<DraftSaving> = {}): Promise<DraftSaving> => ({
      authorId: alice,
      token: 'un-jeton-de-formulaire',
      proposalId: undefined,
      position: undefined,
      change: await changeOf(database, NUMERO_VERT),
      typed: { telephone: '03' },
      seen: 0,
      ...more,
    })
    const save = async (more: Partial<DraftSaving> = {}) => saveDraft(database, await saving(more), TEST_NOW)

    test('is kept as typed, by the author, for the fiche and its version', async () => {
      const saved = await save()
      expect(saved).toEqual({ ok: true, proposalId: expect.any(Number), position: 1, seq: 1 })
      const id = saved.ok ? saved.proposalId : 0
      const { proposal, changes } = await kept(database, id)
      expect(proposal).toMatchObject({ authorId: alice, state: 'draft', version: 0, submittedAt: null })
      expect(changes).toMatchObject([
        { kind: 'contact', slug: 'numero-vert', base: 1, typed: { telephone: '03' }, source: null },
      ])
    })

    test('that is saved twice by the form it began with is one draft', async () => {
      const first = await save()
      const again = await save({ typed: { telephone: '03 21' }, seen: 1 })
      expect(again).toEqual({ ...first, seq: 2 })
      expect(await proposalsOf(database.read, alice)).toHaveLength(1)
    })

    test('F03: a first saving that is sent again is the same draft, at once or one after the other', async () => {
      const [one, two] = await Promise.all([save(), save()])
      expect(one).toEqual(two)
      expect(await save()).toEqual(one)
      expect(await proposalsOf(database.read, alice)).toHaveLength(1)
      expect((await kept(database, one.ok ? one.proposalId : 0)).changes).toHaveLength(1)
    })

    test('of another form, or of somebody else with the same token, is another draft', async () => {
      const ids = new Set<number>()
      for (const more of [{}, { token: newFormToken() }, { authorId: bruno }]) {
        const saved = await save(more)
        ids.add(saved.ok ? saved.proposalId : 0)
      }
      expect(ids.size).toBe(3)
    })

    test('F04: of two windows, the second is told, and its text is not written over the first', async () => {
      const first = await save()
      const ids = first.ok ? { proposalId: first.proposalId, position: first.position } : {}
      expect(await save({ ...ids, typed: { telephone: 'première' }, seen: 1 })).toMatchObject({
        ok: true,
        seq: 2,
      })
      const second = await save({ ...ids, typed: { telephone: 'seconde' }, seen: 1 })
      expect(second).toEqual({ ok: false, reason: 'elsewhere', ...ids, seq: 2 })
      expect((await kept(database, ids.proposalId ?? 0)).typed).toEqual([{ telephone: 'première' }])
      // The same form opened twice, before either knew of a draft.
      expect(await save({ typed: { telephone: 'troisième' } })).toMatchObject({ reason: 'elsewhere' })
      // Who was told and saves again on purpose is heard.
      expect(await save({ ...ids, typed: { telephone: 'seconde' }, seen: 2 })).toMatchObject({
        ok: true,
        seq: 3,
      })
    })

    test('F03: the same words sent again are harmless, whatever the window had seen', async () => {
      const first = await save()
      const ids = first.ok ? { proposalId: first.proposalId, position: first.position } : {}
      const words = { ...ids, typed: { telephone: '03 21' }, seen: 1 }
      const saved = await save(words)
      expect(await save(words)).toEqual(saved)
      expect(await save({ ...words, seen: 0 })).toEqual(saved)
      expect((await kept(database, ids.proposalId ?? 0)).changes).toMatchObject([{ typedSeq: 2 }])
    })

    test('saves a second fiche beside the first, once, however often it is asked for', async () => {
      const first = await save()
      const proposalId = first.ok ? first.proposalId : 0
      const fiche = { kind: 'contact', documentId: null, slug: '', base: 0 } as const
      const beside = { proposalId, change: fiche, typed: { parent: '1' } }
      const made = await save(beside)
      expect(made).toEqual({ ok: true, proposalId, position: 2, seq: 1 })
      expect(await save(beside)).toEqual(made)
      expect((await kept(database, proposalId)).changes).toHaveLength(2)
      // Once something was typed in it, another one may be begun.
      expect(
        await save({ ...beside, position: 2, typed: { parent: '1', titre: 'Un' }, seen: 1 }),
      ).toMatchObject({ ok: true })
      expect(await save(beside)).toMatchObject({ ok: true, position: 3 })
    })

    test('whose change was thrown away elsewhere is kept anew, whatever the window had seen', async () => {
      const id = await draft(database, alice, NEW_NUMBER, withText(CONSEIL, 'gratuit**', 'offert**'))
      await discard(database, { ...own(id), position: 1 }, TEST_NOW)
      const saved = await save({ proposalId: id, typed: { telephone: 'encore là' }, seen: 7 })
      expect(saved).toMatchObject({ ok: true, seq: 1 })
      expect((await kept(database, id)).changes.map(({ slug, typed }) => [slug, typed])).toEqual([
        ['conseil-logement', { texte: expect.any(String) }],
        ['numero-vert', { telephone: 'encore là' }],
      ])
      expect(await save({ proposalId: id, position: 99 })).toEqual({ ok: false, reason: 'closed' })
    })

    test('on a text that waits changes nothing of what reviewers read', async () => {
      for (const state of ['submitted', 'in_review', 'changes_requested'] as const) {
        const id = await inState(state)
        const before = await kept(database, id)
        const [change] = before.changes
        const saved = await save({ proposalId: id, position: 1, seen: change?.typedSeq ?? 0 })
        expect(saved).toMatchObject({ ok: true })
        const after = await kept(database, id)
        expect(after.typed).toEqual([{ telephone: '03' }])
        expect(after.proposal).toEqual(before.proposal)
        expect(after.changes[0]).toMatchObject({ source: change?.source, base: change?.base })
      }
    })

    test('a late saving of the form that was sent does not bring back what was typed', async () => {
      const id = await inState('submitted')
      const late = await save({ proposalId: id, position: 1, typed: { telephone: 'tard' }, seen: 1 })
      expect(late).toMatchObject({ ok: false, reason: 'elsewhere' })
      expect((await kept(database, id)).typed).toEqual([null])
    })

    test('of a proposal that is decided or withdrawn is refused', async () => {
      for (const state of ['accepted', 'rejected', 'withdrawn'] as const) {
        const id = await inState(state)
        const before = await everything(database)
        expect(await save({ proposalId: id, position: 1, seen: 2 })).toEqual({ ok: false, reason: 'closed' })
        expect(await everything(database)).toEqual(before)
      }
    })

    test('A05: of somebody else, or of a proposal that is not there, is refused', async () => {
      const id = await inState('draft')
      const before = await everything(database)
      expect(await save({ authorId: bruno, proposalId: id, position: 1, seen: 1 })).toEqual({
        ok: false,
        reason: 'closed',
      })
      expect(await save({ proposalId: id + 99, position: 1 })).toEqual({ ok: false, reason: 'closed' })
      expect(await everything(database)).toEqual(before)
    })

    test('is what its author goes on with on that fiche, the last one first', async () => {
      const { id: documentId = 0 } = (await findDocument(database.read, 'fiche', 'numero-vert')) ?? {}
      const open = async (who: number) => (await openProposalOn(database.read, who, documentId))?.id
      expect(await open(alice)).toBeUndefined()
      for (const state of ['draft', 'submitted', 'in_review', 'changes_requested'] as const) {
        const id = await inState(state)
        expect([state, await open(alice), await open(bruno)]).toEqual([state, id, undefined])
      }
      const last = await open(alice)
      for (const state of ['accepted', 'rejected', 'withdrawn'] as const) await inState(state)
      expect(await open(alice)).toBe(last)
    })
  })

  describe('sending', () => {
    test('shows the text to reviewers, raises the version, promises a day and is told in the same transaction', async () => {
      const id = await draft(database, alice, NEW_NUMBER)
      const tell = (tx: Writer) =>
        post(
          tx,
          'carole@ccas.example',
          submittedLetter({
            name: 'Carole',
            guide: 'Guide',
            what: 'la fiche',
            url: 'https://guide.example/x',
            promisedOn: 'demain',
          }),
          LATER,
        )
      const made = await send(database, own(id), [NEW_NUMBER], {
        now: LATER,
        tell,
        summary: 'Nouveau numéro',
        message: 'Vu sur place',
      })
      expect(made).toEqual({ ok: true, proposalId: id, version: 1 })
      const { proposal, changes, events } = await kept(database, id)
      expect(proposal).toMatchObject({
        state: 'submitted',
        version: 1,
        summary: 'Nouveau numéro',
        message: 'Vu sur place',
        submittedAt: LATER.toISOString(),
        updatedAt: LATER.toISOString(),
        promisedOn: PROMISED,
        takenBy: null,
      })
      expect(changes).toMatchObject([{ source: NEW_NUMBER.source, typed: null }])
      expect(events).toMatchObject([
        { kind: 'submitted', personId: alice, version: 1, words: 'Nouveau numéro' },
      ])
      expect(await journalLines(database)).toContain(
        `compte ${alice} · proposition soumise · {"proposition":${id},"version":1}`,
      )
      expect((await letters(database)).map(({ recipient }) => recipient)).toEqual(['carole@ccas.example'])
      expect((await pendingProposals(database.read)).map((each) => each.id)).toEqual([id])
    })

    test('that cannot be told is not done', async () => {
      const id = await draft(database, alice, NEW_NUMBER)
      const before = await everything(database)
      const fails = async () => {
        throw new Error('no letter')
      }
      await expect(send(database, own(id), [NEW_NUMBER], { tell: fails })).rejects.toThrow('no letter')
      expect(await everything(database)).toEqual(before)
    })

    test('again raises the version, and who had taken it goes on reading', async () => {
      const id = await inState('in_review')
      expect(await send(database, own(id), [NEWER_NUMBER])).toMatchObject({ ok: true, version: 2 })
      expect(await findProposal(database.read, id)).toMatchObject({
        state: 'in_review',
        version: 2,
        takenBy: carole,
      })
    })

    test('in answer to a question gives it back to whoever had taken it, or to the queue', async () => {
      const asked = await inState('changes_requested')
      await send(database, own(asked), [NEWER_NUMBER])
      expect(await stateOf(asked)).toBe('submitted')
      const taken = await inState('in_review')
      await askAuthor(database, await read(taken), '?', TEST_NOW, tellNobody)
      await send(database, own(taken), [NEWER_NUMBER])
      expect(await findProposal(database.read, taken)).toMatchObject({ state: 'in_review', takenBy: carole })
    })

    test('takes the place of a moderator’s corrections of the former text', async () => {
      const id = await inState('submitted')
      await corrected(id, NEWER_NUMBER)
      await send(database, own(id), [NEW_NUMBER])
      expect((await kept(database, id)).changes).toMatchObject([
        { source: NEW_NUMBER.source, edited: null, editedBase: null, editedBy: null },
      ])
    })

    test('a proposal that is decided or withdrawn is refused', async () => {
      for (const state of ['accepted', 'rejected', 'withdrawn'] as const) {
        const id = await inState(state)
        const before = await everything(database)
        expect(await send(database, own(id), [NEWER_NUMBER])).toEqual({ ok: false, reason: 'closed' })
        expect(await everything(database)).toEqual(before)
      }
    })

    test('A05: somebody else’s proposal, or a change that was thrown away, is refused', async () => {
      const id = await draft(database, alice, NEW_NUMBER, PERMANENCE)
      const before = await everything(database)
      expect(await send(database, { proposalId: id, authorId: bruno }, [NEW_NUMBER])).toEqual({
        ok: false,
        reason: 'closed',
      })
      const submission = { ...own(id), summary: 's', message: '', promisedOn: PROMISED }
      const gone = { position: 3, slug: 'numero-vert', base: 1, source: NEW_NUMBER.source }
      const kept = { ...gone, position: 1 }
      for (const changes of [[kept, gone], []])
        expect(await submit(database, { ...submission, changes }, TEST_NOW, tellNobody)).toEqual({
          ok: false,
          reason: 'closed',
        })
      expect(await everything(database)).toEqual(before)
    })
  })

  describe('A12: a new fiche', () => {
    const refusedAs = async (slug: string) => {
      const change = { kind: 'contact', documentId: null, slug, base: 0 } as const
      const saving = { authorId: alice, token: newFormToken(), change, typed: { titre: slug }, seen: 0 }
      const drafted = await saveDraft(
        database,
        { ...saving, proposalId: undefined, position: undefined },
        TEST_NOW,
      )
      const id = drafted.ok ? drafted.proposalId : 0
      const before = await everything(database)
      expect(await send(database, own(id), [{ ...PERMANENCE, slug }]), slug).toEqual({
        ok: false,
        reason: 'slug',
        position: 1,
      })
      expect(await everything(database)).toEqual(before)
    }

    test('does not take the slug of a fiche, nor a former one', async () => {
      const { id: documentId = 0 } = (await findDocument(database.read, 'fiche', 'numero-vert')) ?? {}
      const row = { namespace: 'fiche', slug: 'ancien-numero', documentId } as const
      await database.write((tx) => addRedirection(tx, row, TEST_NOW.toISOString()))
      await refusedAs('numero-vert')
      await refusedAs('ancien-numero')
    })

    test('does not take the slug of a contact kept for professionals either', async () => {
      await publishAll(database, renderer, [LIGNE_INTERNE])
      await refusedAs('ligne-interne')
    })

    test('is called neither by another spelling of a slug, nor by an address of the guide', async () => {
      for (const slug of [
        'Numero-Vert',
        'numéro-vert',
        'nume\u0301ro-vert',
        'admin',
        'recherche',
        'nouvelle',
        '..',
        'numero-vert.',
        '',
      ])
        await refusedAs(slug)
    })

    test('does not take the slug that another waiting proposal would give; once that is withdrawn, it may', async () => {
      const first = await sent(database, bruno, PERMANENCE)
      await refusedAs(PERMANENCE.slug)
      const second = await draft(database, alice, PERMANENCE)
      await withdraw(database, { proposalId: first, authorId: bruno }, TEST_NOW)
      expect(await send(database, own(second), [PERMANENCE])).toMatchObject({ ok: true })
      // The one that comes back finds it taken.
      await resume(database, { proposalId: first, authorId: bruno }, TEST_NOW)
      expect(await send(database, { proposalId: first, authorId: bruno }, [PERMANENCE])).toMatchObject({
        reason: 'slug',
      })
    })

    test('sent again keeps its own slug, and a draft takes none', async () => {
      await draft(database, bruno, PERMANENCE)
      const id = await sent(database, alice, PERMANENCE)
      expect(await send(database, own(id), [PERMANENCE])).toMatchObject({ ok: true, version: 2 })
    })

    test('does not take the slug of another of the same proposal; nothing of either is sent', async () => {
      const id = await draft(database, alice, NEW_NUMBER, PERMANENCE, { ...PERMANENCE, slug: 'autre' })
      const before = await everything(database)
      expect(await send(database, own(id), [NEW_NUMBER, PERMANENCE, PERMANENCE])).toEqual({
        ok: false,
        reason: 'slug',
        position: 3,
      })
      expect(await everything(database)).toEqual(before)
    })

    test('of two that are sent at once under one slug, one is, and the other waits for its end and is told', async () => {
      const [one, two] = [await draft(database, alice, PERMANENCE), await draft(database, bruno, PERMANENCE)]
      let second: ReturnType<typeof send> | undefined
      const first = await send(database, own(one), [PERMANENCE], {
        // The other comes when the first has asked about its slug, and is not done yet.
        tell: async () => {
          second = send(database, { proposalId: two, authorId: bruno }, [PERMANENCE])
          await Promise.race([second, pause(300)])
        },
      })
      expect(first).toMatchObject({ ok: true })
      expect(await second).toEqual({ ok: false, reason: 'slug', position: 1 })
    })

    test('that is written on the way is named in the form it was created for, by its author alone', async () => {
      const id = await draft(database, alice, NEW_NUMBER, { ...PERMANENCE, slug: '' })
      const fiche = { ...own(id), position: 2, slug: PERMANENCE.slug }
      const parent = { position: 1, base: 1, typed: { 'contacts.0': 'Permanence' } }
      await nameNewFiche(database, { ...fiche, authorId: bruno }, parent, TEST_NOW)
      expect((await kept(database, id)).changes[1]?.slug).toBe('')
      await nameNewFiche(database, fiche, parent, TEST_NOW)
      const { changes, typed } = await kept(database, id)
      expect([changes.map(({ slug }) => slug), typed[0]]).toEqual([
        ['numero-vert', PERMANENCE.slug],
        parent.typed,
      ])
      await retype(
        database,
        { proposal: { id, authorId: alice }, position: 1, base: 1, typed: { titre: 'refait' } },
        TEST_NOW,
      )
      expect((await kept(database, id)).typed[0]).toEqual({ titre: 'refait' })
      // A fiche that is published keeps its slug.
      await nameNewFiche(database, { ...fiche, position: 1, slug: 'autre' }, undefined, TEST_NOW)
      expect((await kept(database, id)).changes[0]?.slug).toBe('numero-vert')
    })
  })

  test('what the guide changes in a form for its author stays off a proposal that is decided, and somebody else’s', async () => {
    const id = await inState('accepted')
    const draftId = await draft(database, alice, { ...PERMANENCE, slug: '' })
    const before = await everything(database)
    const named = { position: 1, slug: 'autre' }
    const typed = { titre: 'refait' }
    for (const proposal of [
      { id, authorId: alice },
      { id: draftId, authorId: bruno },
    ]) {
      const { id: proposalId, authorId } = proposal
      await nameNewFiche(
        database,
        { proposalId, authorId, ...named },
        { position: 1, base: 0, typed },
        TEST_NOW,
      )
      await retype(database, { proposal, position: 1, base: 0, typed }, TEST_NOW)
    }
    expect(await everything(database)).toEqual(before)
  })

  describe('taking back', () => {
    test('a proposal that waits is withdrawn, leaves the queue, and can be taken up again', async () => {
      for (const state of ['submitted', 'in_review', 'changes_requested'] as const) {
        const id = await inState(state)
        expect(await withdraw(database, own(id), LATER)).toEqual({ ok: true, proposalId: id })
        expect(await findProposal(database.read, id)).toMatchObject({ state: 'withdrawn', takenBy: null })
        expect((await pendingProposals(database.read)).map((each) => each.id)).not.toContain(id)
        expect(await resume(database, own(id), LATER)).toEqual({ ok: true, proposalId: id })
        const { proposal, changes, events } = await kept(database, id)
        expect(proposal).toMatchObject({ state: 'draft', decidedBy: null, decidedAt: null })
        expect(changes).toMatchObject([{ source: NEW_NUMBER.source }])
        expect(events.slice(-2).map(({ kind }) => kind)).toEqual(['withdrawn', 'resumed'])
        expect((await journalLines(database)).slice(-2)).toEqual([
          `compte ${alice} · proposition retirée · {"proposition":${id}}`,
          `compte ${alice} · proposition reprise · {"proposition":${id}}`,
        ])
        expect(await send(database, own(id), [NEW_NUMBER])).toMatchObject({ ok: true, version: 2 })
      }
    })

    test('a refused proposal is taken up again, and its decision is gone', async () => {
      const id = await inState('rejected')
      expect(await resume(database, own(id), LATER)).toMatchObject({ ok: true })
      expect(await findProposal(database.read, id)).toMatchObject({
        state: 'draft',
        decidedBy: null,
        decidedAt: null,
      })
    })

    test('what does not wait is not withdrawn, and what was neither refused nor withdrawn is not taken up again', async () => {
      const cases: [ProposalState, 'withdraw' | 'resume'][] = [
        ['draft', 'withdraw'],
        ['accepted', 'withdraw'],
        ['rejected', 'withdraw'],
        ['withdrawn', 'withdraw'],
        ['draft', 'resume'],
        ['submitted', 'resume'],
        ['in_review', 'resume'],
        ['changes_requested', 'resume'],
        ['accepted', 'resume'],
      ]
      for (const [state, name] of cases) {
        const id = await inState(state)
        const before = await everything(database)
        const outcome = await { withdraw, resume }[name](database, own(id), LATER)
        expect([state, name, outcome]).toEqual([state, name, { ok: false, reason: 'closed' }])
        expect(await everything(database)).toEqual(before)
      }
    })

    test('A05: nobody but the author withdraws, takes up or throws away', async () => {
      const [waiting, refused] = [await inState('submitted'), await inState('rejected')]
      const before = await everything(database)
      for (const authorId of [bruno, carole]) {
        expect(await withdraw(database, { proposalId: waiting, authorId }, LATER)).toMatchObject({
          reason: 'closed',
        })
        expect(await resume(database, { proposalId: refused, authorId }, LATER)).toMatchObject({
          reason: 'closed',
        })
        expect(await discard(database, { proposalId: waiting, authorId }, LATER)).toMatchObject({
          reason: 'closed',
        })
      }
      expect(await everything(database)).toEqual(before)
    })
  })

  describe('throwing away', () => {
    test('a draft that was never sent is gone, with all that was said of it', async () => {
      const id = await inState('draft')
      expect(await discard(database, own(id), TEST_NOW)).toMatchObject({ ok: true })
      expect(await kept(database, id)).toEqual({
        proposal: undefined,
        changes: [],
        approvals: [],
        events: [],
        typed: [],
      })
      expect(await discard(database, own(id), TEST_NOW)).toEqual({ ok: false, reason: 'closed' })
    })

    test('a draft that was sent before and taken up again is gone too', async () => {
      const id = await inState('withdrawn')
      await resume(database, own(id), TEST_NOW)
      expect(await discard(database, own(id), TEST_NOW)).toMatchObject({ ok: true })
      expect(await kept(database, id)).toMatchObject({ proposal: undefined, changes: [], events: [] })
    })

    test('of a text that waits, only what was typed since is gone', async () => {
      const id = await inState('submitted')
      const [change] = (await kept(database, id)).changes
      const typed = { telephone: '03' }
      await saveDraft(
        database,
        {
          ...own(id),
          token: '',
          position: 1,
          change: await changeOf(database, NUMERO_VERT),
          typed,
          seen: change?.typedSeq ?? 0,
        },
        TEST_NOW,
      )
      expect((await kept(database, id)).typed).toEqual([typed])
      expect(await discard(database, own(id), TEST_NOW)).toMatchObject({ ok: true })
      const after = await kept(database, id)
      expect([after.typed, after.changes[0]?.source, after.proposal?.state]).toEqual([
        [null],
        NEW_NUMBER.source,
        'submitted',
      ])
    })

    test('one change of several leaves the others', async () => {
      const id = await draft(database, alice, NEW_NUMBER, PERMANENCE)
      await discard(database, { ...own(id), position: 1 }, TEST_NOW)
      expect((await kept(database, id)).changes.map(({ slug }) => slug)).toEqual([PERMANENCE.slug])
      await discard(database, { ...own(id), position: 2 }, TEST_NOW)
      expect(await findProposal(database.read, id)).toBeUndefined()
    })

    test('a proposal that is decided or withdrawn is refused', async () => {
      for (const state of ['accepted', 'rejected', 'withdrawn'] as const) {
        const id = await inState(state)
        expect(await discard(database, own(id), TEST_NOW)).toEqual({ ok: false, reason: 'closed' })
      }
    })
  })

  describe('after a conflict', () => {
    test('the text goes on from the version that is published now; a new fiche has none', async () => {
      const id = await draft(database, alice, NEW_NUMBER, PERMANENCE)
      const typed = { telephone: 'choisi' }
      expect(await rebase(database, { ...own(id), position: 1, base: 4, typed }, TEST_NOW)).toMatchObject({
        ok: true,
      })
      await rebase(database, { ...own(id), position: 2, base: 4, typed }, TEST_NOW)
      expect(
        (await kept(database, id)).changes.map(({ base, typed, typedBase, typedSeq }) => [
          base,
          typed,
          typedBase,
          typedSeq,
        ]),
      ).toEqual([
        // What was sent, if anything was, stays written from where it was.
        [1, typed, 4, 2],
        [0, typed, 4, 2],
      ])
    })

    test('a proposal that is decided or withdrawn is refused, and somebody else’s', async () => {
      for (const state of ['accepted', 'rejected', 'withdrawn'] as const) {
        const change = { position: 1, base: 4, typed: {} }
        const id = await inState(state)
        expect(await rebase(database, { ...own(id), ...change }, TEST_NOW)).toEqual({
          ok: false,
          reason: 'closed',
        })
        const waiting = await inState('submitted')
        expect(await rebase(database, { proposalId: waiting, authorId: bruno, ...change }, TEST_NOW)).toEqual(
          { ok: false, reason: 'closed' },
        )
      }
    })
  })

  describe('rather than a moderator’s corrections', () => {
    test('the own text waits again, and the journal says so', async () => {
      const id = await inState('submitted')
      await corrected(id, NEWER_NUMBER)
      expect(await keepOwnText(database, own(id), TEST_NOW)).toEqual({ ok: true, proposalId: id })
      const { proposal, changes, events } = await kept(database, id)
      expect([proposal?.state, proposal?.version, changes[0]?.edited, changes[0]?.source]).toEqual([
        'submitted',
        1,
        null,
        NEW_NUMBER.source,
      ])
      expect(events.at(-1)).toMatchObject({ kind: 'comment', personId: alice })
      expect((await journalLines(database)).at(-1)).toBe(
        `compte ${alice} · corrections écartées · {"proposition":${id}}`,
      )
      expect(await keepOwnText(database, own(id), TEST_NOW)).toEqual({ ok: false, reason: 'closed' })
    })

    test('it goes back to who had taken it; nobody but the author decides so', async () => {
      const id = await inState('in_review')
      await corrected(id, NEWER_NUMBER)
      expect(await keepOwnText(database, { proposalId: id, authorId: bruno }, TEST_NOW)).toEqual({
        ok: false,
        reason: 'closed',
      })
      await keepOwnText(database, own(id), TEST_NOW)
      expect(await findProposal(database.read, id)).toMatchObject({ state: 'in_review', takenBy: carole })
    })
  })

  describe('an answer to a question', () => {
    const answer = (proposalId: number, personId: number) =>
      comment(database, { proposalId, personId, words: 'Jeudi.' }, LATER, tellNobody)

    test('puts the text before its reviewers again, as it was, or before whoever had taken it', async () => {
      const asked = await inState('changes_requested')
      expect(await answer(asked, alice)).toMatchObject({ ok: true })
      expect(await findProposal(database.read, asked)).toMatchObject({ state: 'submitted', version: 1 })
      const taken = await inState('in_review')
      await askAuthor(database, await read(taken), '?', TEST_NOW, tellNobody)
      await answer(taken, alice)
      expect(await findProposal(database.read, taken)).toMatchObject({ state: 'in_review', takenBy: carole })
    })

    test('is the author’s: what somebody else says leaves the question open', async () => {
      const id = await inState('changes_requested')
      await answer(id, carole)
      expect(await stateOf(id)).toBe('changes_requested')
    })

    test('is none where corrections wait for a click, and moves nothing that waits already', async () => {
      const id = await inState('submitted')
      await answer(id, alice)
      expect(await stateOf(id)).toBe('submitted')
      await corrected(id, NEWER_NUMBER)
      await answer(id, alice)
      expect(await stateOf(id)).toBe('changes_requested')
    })
  })

  describe('a comment', () => {
    const say = (proposalId: number, personId: number, tell = tellNobody) =>
      comment(database, { proposalId, personId, words: 'Bien vu.' }, LATER, tell)

    test('is kept in the thread, by anybody, with its letter; the proposal stays as it is', async () => {
      const id = await inState('in_review')
      expect(await say(id, carole)).toEqual({ ok: true, proposalId: id })
      await say(id, alice)
      const { events, proposal } = await kept(database, id)
      expect(events.slice(-2)).toMatchObject([
        { kind: 'comment', personId: carole, version: 1, words: 'Bien vu.', at: LATER.toISOString() },
        { kind: 'comment', personId: alice },
      ])
      expect(proposal).toMatchObject({ state: 'in_review', version: 1, updatedAt: LATER.toISOString() })
      const before = await everything(database)
      const fails = async () => {
        throw new Error('no letter')
      }
      await expect(say(id, carole, fails)).rejects.toThrow('no letter')
      expect(await everything(database)).toEqual(before)
    })

    test('on a proposal that does not wait is refused', async () => {
      for (const state of ['draft', 'accepted', 'rejected', 'withdrawn'] as const) {
        expect(await say(await inState(state), alice)).toEqual({ ok: false, reason: 'closed' })
      }
    })
  })

  test('proposals of others that wait on a fiche are found, drafts and decided ones are not', async () => {
    const { id: documentId = 0 } = (await findDocument(database.read, 'fiche', 'numero-vert')) ?? {}
    for (const state of ['draft', 'rejected', 'withdrawn'] as const) await inState(state)
    const [one, two] = [await inState('submitted'), await inState('changes_requested')]
    expect(await pendingOn(database.read, documentId, 0)).toEqual([one, two])
    expect(await pendingOn(database.read, documentId, one)).toEqual([two])
  })

  test('old drafts and refused or withdrawn texts are forgotten with all that was said; what waits or is published stays', async () => {
    const forgotten = [await inState('draft'), await inState('rejected'), await inState('withdrawn')]
    const stays = [
      await inState('submitted'),
      await inState('in_review'),
      await inState('changes_requested'),
      await inState('accepted'),
    ]
    const forget = (before: Date) => database.write((tx) => forgetOldProposals(tx, before.toISOString()))
    const ids = async () =>
      (await proposalsOf(database.read, alice)).map(({ id }) => id).sort((a, b) => a - b)
    await forget(TEST_NOW)
    expect(await ids()).toEqual([...forgotten, ...stays].sort((a, b) => a - b))
    await forget(LATER)
    expect(await ids()).toEqual(stays)
    for (const table of ['proposal_changes', 'proposal_events', 'approvals']) {
      const { rows } =
        await sql`SELECT 1 FROM ${sql.table(table)} WHERE proposal_id IN (${sql.join(forgotten)})`.execute(
          database.read,
        )
      expect([table, rows]).toEqual([table, []])
    }
  })
})
