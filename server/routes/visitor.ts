import type { Request } from 'express'
import { isAlive, isHalfwayAlive, isToBeTouched } from '../auth/sessionLimits.ts'
import { hashOf } from '../auth/tokens.ts'
import type { Context } from '../context.ts'
import { needsSecondFactor } from '../domain/permission.ts'
import { sessionToken } from '../http/cookies.ts'
import { findPerson, type GivenGrant, grantsOf, hasSecondFactor, type Person } from '../store/people.ts'
import { findSession, type Session, touchSession } from '../store/sessions.ts'

/** Somebody who is signed in, as the database says at this very request. */
export interface Visitor {
  person: Person
  /** Those in force. */
  grants: readonly GivenGrant[]
  session: Session
}

export interface Who {
  visitor: Visitor | undefined
  /** The password was given, the second factor is waited for. It opens that page and nothing else. */
  halfway: Pick<Visitor, 'person' | 'session'> | undefined
  /** Hash of the cookie that came, whether it still opens anything or not; empty for a reader. */
  cookieHash: string
}

/** A reader. */
export const NOBODY: Who = { visitor: undefined, halfway: undefined, cookieHash: '' }

/** Who asks, by the cookie alone. A reader has none, and is not waited for. */
export function whoAsks(context: Context, request: Request): Who | Promise<Who> {
  const token = sessionToken(request, context.config)
  return token === undefined ? NOBODY : whoHas(context, token)
}

async function whoHas({ config, database, now: clock }: Context, token: string): Promise<Who> {
  const cookieHash = hashOf(token)
  const nobody = { ...NOBODY, cookieHash }
  const session = await findSession(database.read, cookieHash)
  const now = clock()
  if (session === undefined || !isAlive(session, config.sessions, now)) return nobody
  const person = await findPerson(database.read, session.personId)
  if (person === undefined || person.disabledAt !== null) return nobody
  const [grants, hasFactor] = await Promise.all([
    grantsOf(database.read, person.id),
    hasSecondFactor(database.read, person.id),
  ])
  if (!session.secondFactor && (hasFactor || needsSecondFactor(grants, config.secondFactor)))
    return { ...nobody, halfway: hasFactor && isHalfwayAlive(session, now) ? { person, session } : undefined }
  if (isToBeTouched(session, now) && !config.readOnly)
    await database.write((tx) => touchSession(tx, cookieHash, now.toISOString()))
  return { visitor: { person, grants, session }, halfway: undefined, cookieHash }
}

/** Where the table of access let only somebody signed in come. */
export function visitorOf({ visitor }: Pick<Who, 'visitor'>): Visitor {
  if (visitor === undefined) throw new Error('Nobody is signed in')
  return visitor
}
