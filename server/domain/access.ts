/**
 * Who may ask what of which address: the whole table. The router asks it before and after it has loaded the object, and
 * the tests ask every cell of the running guide. What a role may do to which document is in `permission.ts`. Pure.
 */
import type { Grant, Role } from './permission.ts'

/** `signIn`: nobody is signed in, and signing in could help. `notFound`: not even its existence is told. */
export type Decision = 'allowed' | 'signIn' | 'forbidden' | 'notFound'

/** Somebody signed in without any grant is a contributor without a scope: proposals are welcome from anywhere. */
export type Asker = 'nobody' | Role

type Row = Readonly<Record<Asker, Decision>>

const [A, S, F, N] = ['allowed', 'signIn', 'forbidden', 'notFound'] as const

function row(nobody: Decision, contributor: Decision, moderator: Decision, administrator: Decision): Row {
  return { nobody, contributor, moderator, administrator }
}

export const ACCESS = {
  /** Reading pages. A contact for professionals does not exist for who is not one. */
  read: {
    public: row(A, A, A, A),
    professional: row(N, A, A, A),
  },
  /** Doors: signing in, a forgotten password, a one-time link. A link that is not good answers like one that never was. */
  door: {
    open: row(A, A, A, A),
    closed: row(N, N, N, N),
  },
  /** The own account. */
  account: {
    own: row(S, A, A, A),
  },
  /** A session, or a form that was kept: the own, or one that is not found. */
  belonging: {
    own: row(S, A, A, A),
    other: row(S, N, N, N),
  },
  /** People: those of the own scope for a moderator, everybody for an administrator. */
  people: {
    list: row(S, F, A, A),
    inScope: row(S, F, A, A),
    outOfScope: row(S, F, N, A),
    absent: row(S, F, N, N),
  },
  /** What only an administrator does to an account. */
  manage: {
    inScope: row(S, F, F, A),
    outOfScope: row(S, F, F, A),
    absent: row(S, F, F, N),
  },
  /** Proposing a change of a fiche: open to whoever is signed in, on any fiche that may be seen. */
  propose: {
    fiche: row(S, A, A, A),
    absent: row(S, N, N, N),
  },
  /** Reading a proposal: its author, and those who review or administer, once it was sent. */
  proposal: {
    own: row(S, A, A, A),
    inScope: row(S, N, A, A),
    outOfScope: row(S, N, A, A),
    hidden: row(S, N, N, N),
  },
  /** What only its author does to a proposal. */
  authorship: {
    own: row(S, A, A, A),
    inScope: row(S, N, F, F),
    outOfScope: row(S, N, F, F),
    hidden: row(S, N, N, N),
  },
  /** Deciding on a proposal: moderators in whose scope it is, and never one's own, whatever the role. */
  review: {
    own: row(S, F, F, F),
    inScope: row(S, N, A, F),
    outOfScope: row(S, N, F, F),
    hidden: row(S, N, N, N),
  },
  queue: { all: row(S, F, A, A) },
  journal: { all: row(S, F, F, A) },
  outbox: { all: row(S, F, F, A), absent: row(S, F, F, N) },
} as const satisfies Record<string, Record<string, Row>>

export type Right = keyof typeof ACCESS
export type ObjectOf<R extends Right> = keyof (typeof ACCESS)[R] & string

/** Who asks, as the table knows them. Several roles add up. */
export function askersOf(grants: readonly Pick<Grant, 'role'>[] | undefined): Asker[] {
  return grants === undefined ? ['nobody'] : ['contributor', ...grants.map(({ role }) => role)]
}

/** From the highest to the lowest. */
const ASKERS: readonly Asker[] = ['administrator', 'moderator', 'contributor', 'nobody']

/** The decision for an object that was loaded. */
export function decide<R extends Right>(
  right: R,
  object: ObjectOf<R>,
  grants: readonly Pick<Grant, 'role'>[] | undefined,
): Decision {
  const cells = (ACCESS[right] as Record<string, Row>)[object]
  if (cells === undefined) throw new Error(`No object ${object} for ${right}`)
  return best(askersOf(grants), cells)
}

/** The decision before anything is loaded: a refusal only where every object of this right would be refused alike. */
export function decideEarly(right: Right, grants: readonly Pick<Grant, 'role'>[] | undefined): Decision {
  return grants === undefined ? FOR_NOBODY[right] : earlyFor(right, askersOf(grants))
}

function earlyFor(right: Right, askers: readonly Asker[]): Decision {
  const objects: Row[] = Object.values(ACCESS[right])
  const [first = 'forbidden', ...others] = objects.map((cells) => best(askers, cells))
  return others.every((decision) => decision === first) ? first : 'allowed'
}

/** Nearly every request is a reader's: what they are answered is worked out once. */
const FOR_NOBODY = Object.fromEntries(
  (Object.keys(ACCESS) as Right[]).map((right) => [right, earlyFor(right, ['nobody'])]),
) as Readonly<Record<Right, Decision>>

/** Of several roles, the one that opens decides; where none does, the highest one: it knows most of what there is. */
function best(askers: readonly Asker[], cells: Row): Decision {
  const ordered = ASKERS.filter((asker) => askers.includes(asker)).map((asker) => cells[asker])
  return ordered.includes('allowed') ? 'allowed' : (ordered[0] ?? 'forbidden')
}
