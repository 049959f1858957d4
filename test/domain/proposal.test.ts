import { describe, expect, test } from 'vitest'
import { type Grant, parseGrant, type Standing } from '../../server/domain/permission.ts'
import {
  isPending,
  PROPOSAL_STATES,
  type ProposalAct,
  type ProposalState,
  type Reviewer,
  reviewLevel,
  riskiest,
  type Seat,
  seatsOf,
  stateAfter,
  type Urgency,
  waitingState,
  weigh,
} from '../../server/domain/proposal.ts'

const STATES = Object.keys(PROPOSAL_STATES) as ProposalState[]

/** Act by act, where it leads from each state; what is not named is not possible. */
const TABLE: Record<ProposalAct, Partial<Record<ProposalState, ProposalState>>> = {
  edit: {
    draft: 'draft',
    submitted: 'submitted',
    in_review: 'in_review',
    changes_requested: 'changes_requested',
  },
  submit: {
    draft: 'submitted',
    submitted: 'submitted',
    in_review: 'submitted',
    changes_requested: 'submitted',
  },
  withdraw: { submitted: 'withdrawn', in_review: 'withdrawn', changes_requested: 'withdrawn' },
  resume: { withdrawn: 'draft', rejected: 'draft' },
  take: { submitted: 'in_review' },
  release: { in_review: 'submitted' },
  ask: {
    submitted: 'changes_requested',
    in_review: 'changes_requested',
    changes_requested: 'changes_requested',
  },
  answer: { changes_requested: 'submitted' },
  correct: {
    submitted: 'changes_requested',
    in_review: 'changes_requested',
    changes_requested: 'changes_requested',
  },
  accept: { submitted: 'accepted', in_review: 'accepted', changes_requested: 'accepted' },
  reject: { submitted: 'rejected', in_review: 'rejected', changes_requested: 'rejected' },
}

describe('states', () => {
  test.each(
    (Object.keys(TABLE) as ProposalAct[]).flatMap((act) =>
      STATES.map((state) => [act, state, TABLE[act][state]] as const),
    ),
  )('%s from %s leads to %s', (act, state, next) => {
    expect(stateAfter(state, act)).toBe(next)
  })

  test('an accepted proposal is the end: no act is possible', () => {
    for (const act of Object.keys(TABLE) as ProposalAct[]) expect(stateAfter('accepted', act)).toBeUndefined()
  })

  test('what waits for somebody else than its author alone is pending', () => {
    expect(STATES.filter(isPending)).toEqual(['submitted', 'in_review', 'changes_requested'])
  })

  test.each([
    ['draft', null, 'submitted'],
    ['submitted', null, 'submitted'],
    ['changes_requested', null, 'submitted'],
    // Approved by one side of two: somebody is reading, whom nobody wrote down.
    ['in_review', null, 'in_review'],
    ['in_review', 7, 'in_review'],
    ['changes_requested', 7, 'in_review'],
  ] as const)('a text that was %s, taken by %s, waits again as %s', (state, takenBy, waiting) => {
    expect(waitingState({ state, takenBy })).toBe(waiting)
  })
})

const at = (institutions: string[], territories: string[] = [], themes: string[] = []): Standing => ({
  institutions,
  territories,
  themes,
})

describe('seats', () => {
  test.each<[string, Standing | undefined, Standing, Seat[]]>([
    ['a new fiche has the side it would be on', undefined, at(['caf']), ['next']],
    ['a fiche that stays needs the side it is on', at(['caf']), at(['caf']), ['now']],
    ['A09: one that passes to another institution needs both', at(['caf']), at(['adil']), ['now', 'next']],
    ['A09: to a service of its institution', at(['caf']), at(['caf-lens', 'caf']), ['now', 'next']],
    ['A09: from a service to the institution above', at(['caf-lens', 'caf']), at(['caf']), ['now', 'next']],
    ['A09: from one service to another', at(['lens', 'caf']), at(['arras', 'caf']), ['now', 'next']],
    ['A09: an institution that leaves the one above', at(['ccas', 'ville']), at(['ccas']), ['now', 'next']],
    ['other places or themes are no other side', at(['caf'], ['x'], ['y']), at(['caf'], ['z']), ['now']],
  ])('%s', (_, now, next, seats) => {
    expect(seatsOf(now, next).map(({ seat }) => seat)).toEqual(seats)
  })

  test.each<[string, string[], string[], string[], string[]]>([
    ['from one to another', ['caf'], ['adil'], ['caf'], ['adil']],
    ['to one below', ['adil'], ['bureau', 'adil'], ['adil'], ['bureau', 'adil']],
    ['to the one above', ['bureau', 'adil'], ['adil'], ['bureau', 'adil'], ['adil']],
    ['an institution under another', ['ccas'], ['ccas', 'ville'], ['ccas'], ['ville']],
    ['an institution that leaves the one above', ['ccas', 'ville'], ['ccas'], ['ville'], ['ccas']],
    ['an institution from one above to another', ['ccas', 'a'], ['ccas', 'b'], ['a'], ['b']],
  ])('A09: %s: who is on both sides does not speak for both', (_, now, next, ...sides) => {
    expect(seatsOf(at(now), at(next)).map(({ standing }) => standing.institutions)).toEqual(sides)
  })

  test('each side is judged where the fiche stands, or would stand', () => {
    const [now, next] = [at(['caf'], ['lens']), at(['adil'], ['arras'])]
    expect(seatsOf(now, next)).toEqual([
      { seat: 'now', standing: now },
      { seat: 'next', standing: next },
    ])
  })
})

const reviewer = (id: number, ...grants: string[]): Reviewer => ({ id, grants: grants.map(grant) })

function grant(text: string): Grant {
  const parsed = parseGrant(text)
  if (typeof parsed === 'string') throw new Error(parsed)
  return parsed
}

describe('to whom a proposal falls', () => {
  const CAF = at(['caf-lens', 'caf'], ['lens-lievin'], ['prestations'])
  const AUTHOR = 1
  const everywhere = reviewer(9, 'moderator:everywhere')

  test.each<[string, Reviewer[], string]>([
    ['its institution', [everywhere, reviewer(2, 'moderator:institution:caf-lens')], 'institution'],
    ['the institution above', [everywhere, reviewer(2, 'moderator:institution:caf')], 'institution'],
    ['its territory', [everywhere, reviewer(2, 'moderator:territory:lens-lievin')], 'part'],
    ['its theme', [everywhere, reviewer(2, 'moderator:theme:prestations')], 'part'],
    [
      'the nearest of several',
      [reviewer(2, 'moderator:theme:prestations'), reviewer(3, 'moderator:institution:caf')],
      'institution',
    ],
    ['those of everywhere', [everywhere, reviewer(2, 'moderator:institution:adil')], 'everywhere'],
    [
      'nobody: other scopes',
      [reviewer(2, 'moderator:institution:adil', 'moderator:theme:logement')],
      'nobody',
    ],
    [
      'nobody: contributors and administrators',
      [reviewer(2, 'contributor:institution:caf', 'administrator')],
      'nobody',
    ],
    ['nobody at all', [], 'nobody'],
    [
      'A11: everywhere, where its author alone is nearer',
      [everywhere, reviewer(AUTHOR, 'moderator:institution:caf')],
      'everywhere',
    ],
    ['A11: nobody, where its author alone may review', [reviewer(AUTHOR, 'moderator:everywhere')], 'nobody'],
    [
      'a colleague of its author',
      [reviewer(AUTHOR, 'moderator:institution:caf'), reviewer(2, 'moderator:institution:caf')],
      'institution',
    ],
  ])('%s', (_, reviewers, level) => {
    expect(reviewLevel(CAF, reviewers, AUTHOR)).toBe(level)
  })
})

describe('urgency', () => {
  const READS = [0, 1, 5, 50, 500, 50_000]
  const RISKS = ['low', 'medium', 'high'] as const
  const DAYS = [0, 0.5, 1, 3, 10, 60]

  test('never falls when the fiche is read more, the risk is greater or the proposal older', () => {
    const score = (r: number, k: number, d: number) =>
      weigh(READS[r] ?? 0, RISKS[k] ?? 'low', DAYS[d] ?? 0).score
    for (const r of READS.keys())
      for (const k of RISKS.keys())
        for (const d of DAYS.keys()) {
          if (r > 0) expect(score(r, k, d)).toBeGreaterThan(score(r - 1, k, d))
          if (k > 0) expect(score(r, k, d)).toBeGreaterThan(score(r, k - 1, d))
          if (d > 0) expect(score(r, k, d)).toBeGreaterThan(score(r, k, d - 1))
        }
  })

  test.each<[number, 'low' | 'medium' | 'high', number, Urgency]>([
    [0, 'low', 0, 'basse'],
    [0, 'high', 0, 'moyenne'],
    [0, 'high', 1, 'moyenne'],
    [30, 'high', 0, 'haute'],
    [30, 'low', 0, 'basse'],
    [30, 'low', 3, 'moyenne'],
    [0, 'low', 365, 'haute'],
  ])('%d reads, risk %s, %d days: %s', (reads, risk, days, urgency) => {
    expect(weigh(reads, risk, days).urgency).toBe(urgency)
  })

  test('a clock that went back makes nothing younger than new', () => {
    expect(weigh(3, 'high', -2)).toEqual(weigh(3, 'high', 0))
  })

  test('the riskiest change decides; a proposal without any is of low risk', () => {
    expect(riskiest(['low', 'high', 'medium'])).toBe('high')
    expect(riskiest(['low', 'medium'])).toBe('medium')
    expect([riskiest(['low']), riskiest([])]).toEqual(['low', 'low'])
  })
})
