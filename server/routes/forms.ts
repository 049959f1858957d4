/** What every form meets before it is acted on: whose page sent it, its key, and whether it was acted on already. */
import { keyId, keyOwner, waitingHash } from '../auth/formKeys.ts'
import { isOwnOrigin } from '../auth/origin.ts'
import { hashOf } from '../auth/tokens.ts'
import { HttpError } from '../http/errors.ts'
import { allFields, rawField } from '../http/forms.ts'
import type { Database } from '../store/database.ts'
import { claimSending, keepForm, releaseSending, sendingOf, settleSending } from '../store/forms.ts'
import { resumePage } from '../viewmodels/resume.ts'
import { AlreadySent, refuse, SignInNeeded, signInAddress } from './refusals.ts'
import { formKey, type Route, type Visit } from './route.ts'

/** Name of the field that holds the key. */
export const KEY_FIELD = 'cle'

/** Fields that are never kept: a password or a code is typed again. */
const SECRET_FIELDS: ReadonlySet<string> = new Set([
  KEY_FIELD,
  'mot_de_passe',
  'nouveau',
  'actuel',
  'code',
  'code_actuel',
  'secret',
])

export function isSecretField(name: string): boolean {
  return SECRET_FIELDS.has(name)
}

/** As much as the longest text of the guide; nobody types more. */
const KEPT_LENGTH = 64 * 1_024

/** A page of elsewhere is refused whatever it brings. */
export function requireOwnOrigin({ request, view }: Visit): void {
  if (!isOwnOrigin(request.headers, view.origin)) throw new HttpError(403)
}

/**
 * A form of somebody whose session ended while it was being typed waits for its author, and for nobody else: what another
 * account had typed must not be sent with more rights than its own. The key shows that the guide gave it to the session
 * whose cookie came with it; nothing else is kept. `back` is the page that the form stands on.
 */
export async function keepForSignIn(
  { context, request, cookieHash }: Visit,
  path: string,
  back: string,
): Promise<never> {
  const key = rawField(request, KEY_FIELD)
  const check = context.formKeys.check(key, path, cookieHash)
  if (cookieHash === '' || (check !== 'ok' && check !== 'stale')) return refuse('signIn', back)
  const fields = keepable(request)
  if (JSON.stringify(fields).length > KEPT_LENGTH) return refuse('signIn', back)
  const token = context.formKeys.waitingToken(key)
  await context.database.write((tx) =>
    keepForm(
      tx,
      waitingHash(token, keyOwner(key)),
      { path: request.originalUrl, pattern: path, fields },
      context.now().toISOString(),
    ),
  )
  throw new SignInNeeded(signInAddress(back, token))
}

function keepable(request: Visit['request']): Record<string, string> {
  return Object.fromEntries(Object.entries(allFields(request)).filter(([name]) => !isSecretField(name)))
}

/**
 * True when the form may be acted on. A key that is not good is refused; where the form may have been typed before its
 * author signed in again, the refusal shows it and offers to send it anew.
 */
export function acceptsKey(visit: Visit, { path }: Pick<Route, 'path'>): boolean {
  const { context, request, visitor } = visit
  const check = context.formKeys.check(rawField(request, KEY_FIELD), path, visitor?.session.hash ?? '')
  if (check === 'ok') return true
  const fields = keepable(request)
  if (visitor === undefined || check === 'missing' || Object.keys(fields).length === 0)
    throw new HttpError(403)
  const form = { path: request.originalUrl, fields, key: formKey(visit, path) }
  visit.render('forms/resume', resumePage({ ...form, reason: 'old page' }, visit.view), 403)
  return false
}

/** What tells a sending from another: its key, and for a long text its words. */
function sendingKey({ request, byText }: Visit): string {
  const key = keyId(rawField(request, KEY_FIELD))
  return byText ? `${key}.${hashOf(JSON.stringify(keepable(request)))}` : key
}

/** A resend of what was acted on answers as the first sending did. */
export async function refuseResend(visit: Visit): Promise<void> {
  const location = await sendingOf(visit.context.database.read, sendingKey(visit))
  if (location !== undefined) throw new AlreadySent(location)
}

/**
 * The database for the one transaction that a form leads to: with what is changed, it notes that this sending was acted
 * on and where it leads. A refusal (`ok: false`) is no act, and may be sent again corrected.
 */
export function actOnce<T>(visit: Visit, locationOf: string | ((result: T) => string)): Database {
  const { database, now } = visit.context
  const key = sendingKey(visit)
  return {
    ...database,
    write: (work) =>
      database.write(async (tx) => {
        if (!(await claimSending(tx, key, now().toISOString())))
          throw new AlreadySent((await sendingOf(tx, key)) ?? '/')
        const result = await work(tx)
        if (isRefusal(result)) await releaseSending(tx, key)
        else {
          const location = typeof locationOf === 'string' ? locationOf : locationOf(result as unknown as T)
          await settleSending(tx, key, location)
        }
        return result
      }),
  }
}

function isRefusal(result: unknown): boolean {
  return typeof result === 'object' && result !== null && 'ok' in result && result.ok === false
}
