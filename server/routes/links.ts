/** One-time links: GET shows what they open, POST does it. */
import {
  type Chosen,
  choosePassword,
  confirmFactor,
  type Opened,
  type Opening,
  openingOf,
} from '../actions/invite.ts'
import { askForPassword, passwordOpening, replacePassword } from '../actions/passwordLink.ts'
import { totpUri } from '../auth/totp.ts'
import { isEmail } from '../domain/email.ts'
import { checkPassword } from '../domain/password.ts'
import { setSessionCookie } from '../http/cookies.ts'
import { field, rawField } from '../http/forms.ts'
import {
  deadLinkPage,
  factorPage,
  forgottenPage,
  linkSentPage,
  newPasswordPage,
  openAccountPage,
  recoveryPage,
} from '../viewmodels/doors.ts'
import type { Problems } from '../viewmodels/form.ts'
import { tooMany } from '../viewmodels/signIn.ts'
import { formKey, type Route, type Visit } from './route.ts'
import { doorkeeper, requestOrigin, senderOf } from './signIn.ts'

const INVITATION = '/invitation/:jeton'
const RESET = '/mot-de-passe/:jeton'

export const linkRoutes: Route[] = [
  {
    method: 'GET',
    path: INVITATION,
    right: 'door',
    samples: ['/invitation/{jeton}'],
    kept: false,
    handle: showInvitation,
  },
  { method: 'POST', path: INVITATION, right: 'door', handle: takeInvitation },
  {
    method: 'GET',
    path: '/mot-de-passe',
    right: 'door',
    samples: ['/mot-de-passe'],
    kept: false,
    handle: showForgotten,
  },
  { method: 'POST', path: '/mot-de-passe', right: 'door', handle: sendLink },
  {
    method: 'GET',
    path: RESET,
    right: 'door',
    samples: ['/mot-de-passe/{jeton}'],
    kept: false,
    handle: showNewPassword,
  },
  { method: 'POST', path: RESET, right: 'door', handle: takeNewPassword },
]

export function tokenIn({ request }: Visit): string {
  return String(request.params.jeton)
}

export function showDeadLink(visit: Visit): void {
  visit.render('doors/word', deadLinkPage(visit.request.path, visit.view), 404)
}

function openingIn(visit: Visit): Promise<Opening | undefined> {
  return openingOf(visit.context.database, tokenIn(visit), visit.context.now())
}

async function showInvitation(visit: Visit): Promise<void> {
  const opening = await openingIn(visit)
  if (opening === undefined) return showDeadLink(visit)
  renderStep(visit, opening, {})
}

interface Typed {
  name?: string
  email?: string
}

function renderStep(visit: Visit, opening: Opening, problems: Problems, typed: Typed = {}): void {
  const { context, request, view } = visit
  const form = { action: request.path, key: formKey(visit, INVITATION), problems }
  const status = Object.keys(problems).length === 0 ? 200 : 422
  if (opening.step === 'factor') {
    const { secret, email } = opening
    const uri = totpUri(secret, email, context.config.brand.name)
    visit.render('doors/factor', factorPage({ ...form, uri, secret }, view), status)
    return
  }
  const { person } = opening
  const who = { name: typed.name ?? person?.name ?? '', email: person?.email ?? typed.email ?? '' }
  visit.render('doors/form', openAccountPage({ ...form, ...who, isNew: person === undefined }, view), status)
}

async function takeInvitation(visit: Visit): Promise<void> {
  const opening = await openingIn(visit)
  if (opening === undefined) return showDeadLink(visit)
  await (opening.step === 'factor' ? takeFactor(visit, opening) : takeFirstStep(visit, opening))
}

async function takeFirstStep(visit: Visit, opening: Opening): Promise<void> {
  const { context, request, response } = visit
  const { person } = opening
  const typed = {
    name: field(request, 'nom', 120),
    email: person?.email ?? field(request, 'adresse'),
  }
  const password = rawField(request, 'nouveau')
  const problems = {
    ...(typed.name === '' ? { nom: 'Écrivez votre prénom et votre nom.' } : {}),
    ...(isEmail(typed.email)
      ? {}
      : { adresse: 'Écrivez une adresse de courriel, par exemple nom@exemple.fr.' }),
    ...passwordProblems(visit, password, [typed.name, typed.email]),
  }
  if (Object.keys(problems).length > 0) return renderStep(visit, opening, problems, typed)
  const chosen: Chosen = { ...typed, passwordHash: await context.hasher.hash(password) }
  const outcome = await choosePassword(
    doorkeeper(context),
    opening,
    chosen,
    requestOrigin(request),
    context.now(),
  )
  if (!outcome.ok) return renderStep(visit, opening, outcome.problems, typed)
  if (outcome.next === 'factor') return response.redirect(303, request.path)
  welcome(visit, outcome)
}

async function takeFactor(visit: Visit, opening: Extract<Opening, { step: 'factor' }>): Promise<void> {
  const { context, request } = visit
  const code = field(request, 'code', 20)
  if (code === '') return renderStep(visit, opening, { code: 'Écrivez le code affiché par l’application.' })
  const outcome = await confirmFactor(context.database, opening, code, requestOrigin(request), context.now())
  if (!outcome.ok) return renderStep(visit, opening, outcome.problems)
  if (outcome.next === 'in') welcome(visit, outcome)
}

/** The account is open: recovery codes are shown now, and never again. */
function welcome(visit: Visit, { token, recoveryCodes }: Extract<Opened, { next: 'in' }>): void {
  const { context, response } = visit
  if (token !== undefined) setSessionCookie(response, context.config, token)
  if (recoveryCodes.length === 0) response.redirect(303, '/compte?fait=bienvenue')
  else {
    const codes = { codes: recoveryCodes, isSignedIn: token !== undefined }
    visit.render('doors/recovery', recoveryPage(codes, visit.view))
  }
}

/** What is wrong with a new password, beside its field. */
export function passwordProblems(
  { context }: Visit,
  password: string,
  about: readonly string[],
): { nouveau?: string } {
  if (password === '') return { nouveau: 'Écrivez un mot de passe.' }
  const { name, territory } = context.config.brand
  const fault = checkPassword(password, [...about, name, territory])
  return fault === undefined ? {} : { nouveau: fault }
}

async function showForgotten(visit: Visit): Promise<void> {
  renderForgotten(visit, { problems: {}, email: '' })
}

interface Forgotten {
  problems: Problems
  email: string
  refusal?: string
}

function renderForgotten(visit: Visit, state: Forgotten, status = 200): void {
  const key = formKey(visit, '/mot-de-passe')
  visit.render('doors/form', forgottenPage({ ...state, key }, visit.view), status)
}

async function sendLink(visit: Visit): Promise<void> {
  const { context, request, response } = visit
  const email = field(request, 'adresse')
  if (!isEmail(email)) {
    const problems = { adresse: 'Écrivez votre adresse de courriel, par exemple nom@exemple.fr.' }
    return renderForgotten(visit, { problems, email }, 422)
  }
  const desk = { ...doorkeeper(context), sender: senderOf(context) }
  const asked = await askForPassword(desk, { email, address: requestOrigin(request).address }, context.now())
  if (!asked.ok) {
    response.set('Retry-After', String(asked.retryAfterSeconds))
    return renderForgotten(visit, { problems: {}, email, refusal: tooMany(asked.retryAfterSeconds) }, 429)
  }
  visit.render('doors/word', linkSentPage(visit.view))
}

async function showNewPassword(visit: Visit): Promise<void> {
  const opening = await passwordOpening(visit.context.database, tokenIn(visit), visit.context.now())
  if (opening === undefined) return showDeadLink(visit)
  renderNewPassword(visit, opening.person.email ?? '', {})
}

function renderNewPassword(visit: Visit, email: string, problems: Problems): void {
  const form = { action: visit.request.path, key: formKey(visit, RESET), problems }
  const status = Object.keys(problems).length === 0 ? 200 : 422
  visit.render('doors/form', newPasswordPage({ ...form, email }, visit.view), status)
}

async function takeNewPassword(visit: Visit): Promise<void> {
  const { context, request, response } = visit
  const { database } = context
  const opening = await passwordOpening(database, tokenIn(visit), context.now())
  if (opening === undefined) return showDeadLink(visit)
  const { name, email } = opening.person
  const password = rawField(request, 'nouveau')
  const problems = passwordProblems(visit, password, [name, email ?? ''])
  if (problems.nouveau !== undefined) return renderNewPassword(visit, email ?? '', problems as Problems)
  const hash = await context.hasher.hash(password)
  const { ok } = await replacePassword(database, opening, hash, senderOf(context), context.now())
  if (!ok) return showDeadLink(visit)
  response.redirect(303, '/connexion?fait=mot-de-passe')
}
