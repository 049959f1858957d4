/** People of the tests, signed in without passing the door. */
import type { Response } from 'supertest'
import { createPerson, OPERATOR } from '../../server/actions/people.ts'
import { hashOf, newToken } from '../../server/auth/tokens.ts'
import { type Grant, parseGrant } from '../../server/domain/permission.ts'
import { sessionCookieName } from '../../server/http/cookies.ts'
import { ROUTES } from '../../server/routes/index.ts'
import { addSession } from '../../server/store/sessions.ts'
import type { TestApp } from './app.ts'
import { newClient } from './client.ts'

export interface SignedIn {
  id: number
  email: string
  /** What the cookie holds, and its hash in the database. */
  token: string
  hash: string
  get: (path: string) => Promise<Response>
  /** Sends a form with a key of its own for that address; `fields.cle` replaces it. */
  post: (path: string, fields?: Record<string, string>) => Promise<Response>
  /** A key for the form that is sent to an address, to be sent twice. */
  key: (path: string) => string
}

/** The password of everybody who passes the door in the tests. */
export const PASSWORD = 'trois canards boivent vite'

interface DoorAccount {
  email: string
  grants?: readonly string[]
  /** Secret of the second factor, where there is one. */
  totp?: string | undefined
  name?: string
}

/** An account that can pass the door, with `PASSWORD`; answers its number. */
export async function accountFor(
  { context }: Pick<TestApp, 'context'>,
  { email, grants = [], totp, name = 'Alice Martin' }: DoorAccount,
): Promise<number> {
  const { database, hasher, now } = context
  const factor = totp === undefined ? undefined : { secret: totp, recoveryHashes: [] }
  const passwordHash = await hasher.hash(PASSWORD)
  const person = { email, name, grants: grants.map(grantOf), passwordHash, totp: factor }
  const made = await createPerson(database, person, OPERATOR, now())
  if (!made.ok) throw new Error(made.message)
  return made.value
}

let lastPerson = 0

/** A new account with these grants (`moderator:institution:adil`) and an open session, second factor given. */
export async function signedIn(
  guide: TestApp,
  grants: readonly string[] = [],
  { name = 'Alice Martin', email = '', label = undefined as string | undefined } = {},
): Promise<SignedIn> {
  const { context } = guide
  lastPerson += 1
  const address = email === '' ? `personne${lastPerson}@ccas.example` : email
  const now = context.now()
  const made = await createPerson(
    context.database,
    { email: address, name, label, grants: grants.map(grantOf), passwordHash: 'none' },
    OPERATOR,
    now,
  )
  if (!made.ok) throw new Error(made.message)
  return { ...(await signedInAgain(guide, made.value)), email: address }
}

/** Another open session of somebody. */
export async function signedInAgain(guide: TestApp, id: number): Promise<Omit<SignedIn, 'email'>> {
  const { context } = guide
  const token = newToken()
  const hash = hashOf(token)
  const at = context.now().toISOString()
  await context.database.write((tx) =>
    addSession(tx, { hash, personId: id, secondFactor: true, browser: 'Firefox', createdAt: at, seenAt: at }),
  )
  const client = newClient(guide)
  client.setCookie(`${sessionCookieName(context.config)}=${token}`)
  const key = (path: string) => context.formKeys.make(patternOf(path), hash, id)
  return {
    id,
    token,
    hash,
    get: client.get,
    post: (path, fields = {}) => client.post(path, { cle: key(path), ...fields }),
    key,
  }
}

function grantOf(text: string): Grant {
  const grant = parseGrant(text)
  if (typeof grant === 'string') throw new Error(grant)
  return grant
}

/** The pattern of the route that takes what is posted there. */
function patternOf(address: string): string {
  const [path = ''] = address.split('?')
  const parts = path.split('/')
  const route = ROUTES.filter(({ method }) => method === 'POST').find(({ path: pattern }) => {
    const wanted = pattern.split('/')
    return (
      wanted.length === parts.length &&
      wanted.every((part, index) => part.startsWith(':') || part === parts[index])
    )
  })
  if (route === undefined) throw new Error(`No form is sent to ${path}`)
  return route.path
}
