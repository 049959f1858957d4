/** The second factor of the own account, and its recovery codes. */
import { installFactor, removeFactor, renewCodes } from '../actions/secondFactor.ts'
import { newTotpSecret, totpUri } from '../auth/totp.ts'
import { needsSecondFactor } from '../domain/permission.ts'
import { setSessionCookie } from '../http/cookies.ts'
import { HttpError } from '../http/errors.ts'
import { field } from '../http/forms.ts'
import { codesForm, ownFactorPage, removeFactorForm } from '../viewmodels/account.ts'
import { recoveryPage } from '../viewmodels/doors.ts'
import type { Problems } from '../viewmodels/form.ts'
import { actOnce } from './forms.ts'
import {
  hasFactor,
  ownAct,
  ownerOf,
  ownPage,
  proofProblems,
  refusalStatus,
  renderOwn,
  statusFor,
  withProof,
} from './own.ts'
import { formKey, type Route, type Visit } from './route.ts'
import { requestOrigin, senderOf } from './signIn.ts'
import { visitorOf } from './visitor.ts'

const FACTOR = '/compte/second-facteur'
const REMOVE_FACTOR = '/compte/second-facteur/retirer'
const CODES = '/compte/codes'

export const secondFactorRoutes: Route[] = [
  ownPage(FACTOR, (visit) => renderFactor(visit, newTotpSecret(), {})),
  ownAct(FACTOR, takeFactor),
  ownPage(REMOVE_FACTOR, showRemoval),
  ownAct(REMOVE_FACTOR, takeRemoval),
  ownPage(CODES, (visit) => renderOwn(visit, CODES, codesForm)),
  ownAct(CODES, takeCodes),
]

async function mayRemoveFactor(visit: Visit): Promise<boolean> {
  const isDue = needsSecondFactor(visitorOf(visit).grants, visit.context.config.secondFactor)
  return !isDue && (await hasFactor(visit))
}

async function renderFactor(visit: Visit, secret: string, problems: Problems, status = statusFor(problems)) {
  const { person } = visitorOf(visit)
  const uri = totpUri(secret, person.email ?? '', visit.context.config.brand.name)
  const asked = { key: formKey(visit, FACTOR), problems, hasFactor: await hasFactor(visit) }
  const state = { ...asked, uri, secret, canRemove: await mayRemoveFactor(visit) }
  visit.render('account/factor', ownFactorPage(state, visit.view), status)
}

/** The secret travels in the form: it becomes one only with the code that shows that the telephone holds it. */
const SECRET = /^[A-Z2-7]{32}$/

async function takeFactor(visit: Visit): Promise<void> {
  const { context, request, response } = visit
  const secret = field(request, 'secret')
  if (!SECRET.test(secret)) throw new HttpError(422)
  const code = field(request, 'code', 20)
  const problems = await withProof(
    visit,
    code === '' ? { code: 'Écrivez le code affiché par l’application.' } : {},
  )
  if (Object.keys(problems).length > 0) return renderFactor(visit, secret, problems, refusalStatus(problems))
  const means = { guide: context.config.brand.name, origin: requestOrigin(request) }
  const installed = await installFactor(
    actOnce(visit, '/compte'),
    ownerOf(visit),
    { secret, code },
    means,
    context.now(),
  )
  if (!installed.ok)
    return renderFactor(visit, secret, {
      code: 'Ce code n’est pas juste. Vérifiez l’heure de votre téléphone et tapez le suivant.',
    })
  setSessionCookie(response, context.config, installed.token)
  visit.render(
    'doors/recovery',
    recoveryPage({ codes: installed.recoveryCodes, isSignedIn: true }, visit.view),
  )
}

async function showRemoval(visit: Visit): Promise<void> {
  if (!(await mayRemoveFactor(visit))) return visit.response.redirect(303, FACTOR)
  renderOwn(visit, REMOVE_FACTOR, removeFactorForm)
}

async function takeRemoval(visit: Visit): Promise<void> {
  const { context, response } = visit
  if (!(await mayRemoveFactor(visit))) throw new HttpError(409)
  const problems = await proofProblems(visit)
  if (Object.keys(problems).length > 0)
    return renderOwn(visit, REMOVE_FACTOR, removeFactorForm, problems, refusalStatus(problems))
  const there = '/compte?fait=facteur-retire'
  await removeFactor(actOnce(visit, there), ownerOf(visit), senderOf(context), context.now())
  response.redirect(303, there)
}

async function takeCodes(visit: Visit): Promise<void> {
  const { context } = visit
  if (!(await hasFactor(visit))) throw new HttpError(409)
  const problems = await proofProblems(visit)
  if (Object.keys(problems).length > 0)
    return renderOwn(visit, CODES, codesForm, problems, refusalStatus(problems))
  const codes = await renewCodes(actOnce(visit, '/compte'), ownerOf(visit), senderOf(context), context.now())
  visit.render('doors/recovery', recoveryPage({ codes, isSignedIn: true }, visit.view))
}
