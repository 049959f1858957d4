/** What every page of the own account needs: its owner, a form, and the proof that it is its owner who acts. */
import type { Owner } from '../actions/account.ts'
import { confirmOwner } from '../actions/proof.ts'
import { field, rawField } from '../http/forms.ts'
import { hasSecondFactor } from '../store/people.ts'
import type { ViewContext } from '../viewmodels/context.ts'
import type { DoorPage } from '../viewmodels/doors.ts'
import type { Problems } from '../viewmodels/form.ts'
import { tooMany } from '../viewmodels/signIn.ts'
import { formKey, type Route, type Visit } from './route.ts'
import { doorkeeper, requestOrigin } from './signIn.ts'
import { visitorOf } from './visitor.ts'

export const ownPage = (path: string, handle: Route['handle']): Route => ({
  method: 'GET',
  path,
  right: 'account',
  kept: false,
  handle,
})
export const ownAct = (path: string, handle: Route['handle']): Route => ({
  method: 'POST',
  path,
  right: 'account',
  handle,
})

export function ownerOf(visit: Visit): Owner {
  const { person, session } = visitorOf(visit)
  return { person, sessionHash: session.hash }
}

export function statusFor(problems: Problems): number {
  return Object.keys(problems).length === 0 ? 200 : 422
}

type OwnPage = (asked: { key: string; problems: Problems; hasFactor: boolean }, view: ViewContext) => DoorPage

export async function renderOwn(
  visit: Visit,
  path: string,
  page: OwnPage,
  problems: Problems = {},
  status = statusFor(problems),
): Promise<void> {
  const asked = { key: formKey(visit, path), problems, hasFactor: await hasFactor(visit) }
  visit.render('account/form', page(asked, visit.view), status)
}

export function hasFactor(visit: Visit): Promise<boolean> {
  return hasSecondFactor(visit.context.database.read, visitorOf(visit).person.id)
}

/** What is wrong with what was asked for again: the password, and the code of who has a second factor. */
export async function proofProblems(visit: Visit): Promise<Problems> {
  const { context, request, response } = visit
  const password = rawField(request, 'actuel')
  if (password === '') return { actuel: 'Écrivez votre mot de passe actuel.' }
  const shown = { password, code: field(request, 'code_actuel', 60) }
  const { person } = visitorOf(visit)
  const origin = requestOrigin(request)
  const confirmed = await confirmOwner(doorkeeper(context), person, shown, origin, context.now())
  switch (confirmed.kind) {
    case 'right':
      return {}
    case 'wrong':
      return confirmed.what === 'password'
        ? { actuel: 'Ce n’est pas votre mot de passe actuel.' }
        : { code_actuel: 'Ce code n’est pas juste, ou il a déjà servi. Attendez le suivant.' }
    case 'throttled':
      response.set('Retry-After', String(confirmed.retryAfterSeconds))
      return { form: tooMany(confirmed.retryAfterSeconds) }
  }
}

/** The proof is asked for last: a code is good once, and is not to be lost for a slip in another field. */
export async function withProof(visit: Visit, problems: Problems): Promise<Problems> {
  return Object.keys(problems).length > 0 ? problems : proofProblems(visit)
}

export function refusalStatus(problems: Problems): number {
  return problems.form === undefined ? 422 : 429
}
