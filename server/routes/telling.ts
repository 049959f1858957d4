/** Letters about proposals: who is told what, in the transaction of what happened. */
import { post } from '../actions/post.ts'
import { covers, type Standing } from '../domain/permission.ts'
import { type ReviewLevel, reviewLevel } from '../domain/proposal.ts'
import { submittedLetter, type Verdict, verdictLetter } from '../mail/letters.ts'
import type { Writer } from '../store/database.ts'
import { findPerson, type Moderator } from '../store/people.ts'
import { dateInWords } from '../text/dates.ts'
import type { Loaded, Weighted } from './proposing.ts'
import type { Visit } from './route.ts'
import { senderOf } from './signIn.ts'
import { visitorOf } from './visitor.ts'

type Tell = (tx: Writer) => Promise<void>

/** Titles that are published already, and nothing of a text that is not. */
function subjectOf(outlooks: readonly Pick<Weighted, 'now'>[]): string {
  const [first] = outlooks.flatMap(({ now }) => now ?? [])
  return first === undefined ? 'une nouvelle fiche' : `la fiche « ${first.document.fields.titre} »`
}

/** The author is told what became of the own proposal. */
export function tellVerdict(
  visit: Visit,
  { proposal, outlooks }: Pick<Loaded, 'proposal' | 'outlooks'>,
  verdict: Verdict,
): Tell {
  return async (tx) => {
    const author = await findPerson(tx, proposal.authorId)
    if (author === undefined || author.disabledAt !== null) return
    const letter = verdictLetter({
      ...addressed(visit, proposal.id, author.name),
      what: subjectOf(outlooks),
      verdict,
    })
    await post(tx, author.email, letter, visit.context.now())
  }
}

/** Those to whom it falls are told that it waits. */
export function tellReviewers(
  visit: Visit,
  { proposalId, promisedOn }: { proposalId: number; promisedOn: string },
  outlooks: readonly Pick<Weighted, 'now' | 'seats'>[],
  reviewers: readonly Moderator[],
): Tell {
  const standings = outlooks.flatMap(({ seats }) => seats.map(({ standing }) => standing))
  const concerned = nearestReviewers(standings, reviewers, visitorOf(visit).person.id)
  return async (tx) => {
    for (const { name, email } of concerned) {
      const about = { ...addressed(visit, proposalId, name), what: subjectOf(outlooks) }
      const letter = submittedLetter({ ...about, promisedOn: dateInWords(promisedOn) })
      await post(tx, email, letter, visit.context.now())
    }
  }
}

function addressed({ context }: Visit, proposalId: number, name: string) {
  const { guide, origin } = senderOf(context)
  return { name, guide, url: `${origin}/propositions/${proposalId}` }
}

const SCOPES: Readonly<Record<ReviewLevel, readonly string[]>> = {
  institution: ['institution'],
  part: ['territory', 'theme'],
  everywhere: ['everywhere'],
  nobody: [],
}

/** For each side, everybody of the nearest level that has somebody. */
function nearestReviewers(
  standings: readonly Standing[],
  reviewers: readonly Moderator[],
  authorId: number,
): Moderator[] {
  const found = standings.flatMap((standing) => {
    const scopes = SCOPES[reviewLevel(standing, reviewers, authorId)]
    return reviewers.filter(
      ({ id, grants }) =>
        id !== authorId &&
        grants.some(
          (grant) => grant.role === 'moderator' && scopes.includes(grant.scope) && covers(grant, standing),
        ),
    )
  })
  return [...new Set(found)]
}
