/** Letters about proposals: who is told what, in the transaction of what happened. */

import { covers, type Standing } from '../domain/permission.ts'
import { type ReviewLevel, reviewLevel, type SeatStanding } from '../domain/proposal.ts'
import { submittedLetter, type Verdict, verdictLetter } from '../mail/letters.ts'
import type { Writer } from '../store/database.ts'
import { findPerson, type Moderator } from '../store/people.ts'
import type { Proposal } from '../store/proposals.ts'
import { dateInWords } from '../text/dates.ts'
import type { Sender } from './invite.ts'
import type { Outlook } from './outlook.ts'
import { post } from './post.ts'

export type Tell = (tx: Writer) => Promise<void>

/** For which guide, and when. */
export interface Telling {
  sender: Sender
  now: Date
}

/** Titles that are published already, and nothing of a text that is not. */
function subjectOf(outlooks: readonly Pick<Outlook, 'now'>[]): string {
  const [first] = outlooks.flatMap(({ now }) => now ?? [])
  return first === undefined ? 'une nouvelle fiche' : `la fiche « ${first.document.fields.titre} »`
}

/** The author is told what became of the own proposal. */
export function tellVerdict(
  telling: Telling,
  { proposal, outlooks }: { proposal: Proposal; outlooks: readonly Pick<Outlook, 'now'>[] },
  verdict: Verdict,
): Tell {
  return async (tx) => {
    const author = await findPerson(tx, proposal.authorId)
    if (author === undefined || author.disabledAt !== null) return
    const letter = verdictLetter({
      ...addressed(telling, proposal.id, author.name),
      what: subjectOf(outlooks),
      verdict,
    })
    await post(tx, author.email, letter, telling.now)
  }
}

/** Those to whom it falls are told that it waits. */
export function tellReviewers(
  telling: Telling,
  { proposalId, promisedOn, authorId }: { proposalId: number; promisedOn: string; authorId: number },
  outlooks: readonly (Pick<Outlook, 'now'> & { seats: readonly SeatStanding[] })[],
  reviewers: readonly Moderator[],
): Tell {
  const standings = outlooks.flatMap(({ seats }) => seats.map(({ standing }) => standing))
  const concerned = nearestReviewers(standings, reviewers, authorId)
  return async (tx) => {
    for (const { name, email } of concerned) {
      const about = { ...addressed(telling, proposalId, name), what: subjectOf(outlooks) }
      const letter = submittedLetter({ ...about, promisedOn: dateInWords(promisedOn) })
      await post(tx, email, letter, telling.now)
    }
  }
}

function addressed({ sender: { guide, origin } }: Telling, proposalId: number, name: string) {
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
