import {
  addressOpening,
  askForAddress,
  changePassword,
  closeOtherSessions,
  closeOwnSession,
  confirmAddress,
  confirmOwner,
  eraseAccount,
  installFactor,
  type Owner,
  ownData,
  removeFactor,
  rename,
  renewCodes,
} from '../actions/account.ts'
import { LAST_ADMINISTRATOR } from '../actions/people.ts'
import { isAlive } from '../auth/sessionLimits.ts'
import { newTotpSecret, totpUri } from '../auth/totp.ts'
import { isEmail } from '../domain/email.ts'
import { needsSecondFactor } from '../domain/permission.ts'
import { clearSessionCookie, setSessionCookie } from '../http/cookies.ts'
import { HttpError } from '../http/errors.ts'
import { field, rawField } from '../http/forms.ts'
import { parameter } from '../http/query.ts'
import { administrators, hasSecondFactor, recoveryCodesLeft } from '../store/people.ts'
import { sessionsOf } from '../store/sessions.ts'
import {
  accountPage,
  addressForm,
  codesForm,
  eraseForm,
  ownFactorPage,
  passwordForm,
  removeFactorForm,
} from '../viewmodels/account.ts'
import type { ViewContext } from '../viewmodels/context.ts'
import { confirmAddressPage, type DoorPage, recoveryPage } from '../viewmodels/doors.ts'
import type { Problems } from '../viewmodels/form.ts'
import { tooMany } from '../viewmodels/signIn.ts'
import { actOnce } from './forms.ts'
import { passwordProblems, showDeadLink, tokenIn } from './links.ts'
import { allow, formKey, type Route, type Visit } from './route.ts'
import { doorkeeper, requestOrigin, senderOf } from './signIn.ts'
import type { Visitor } from './visitor.ts'

const PASSWORD = '/compte/mot-de-passe'
const ADDRESS = '/compte/adresse'
const ADDRESS_LINK = '/compte/adresse/:jeton'
const FACTOR = '/compte/second-facteur'
const REMOVE_FACTOR = '/compte/second-facteur/retirer'
const CODES = '/compte/codes'
const ERASE = '/compte/effacer'

const get = (path: string, handle: Route['handle']): Route => ({
  method: 'GET',
  path,
  right: 'account',
  kept: false,
  handle,
})
const post = (path: string, handle: Route['handle']): Route => ({
  method: 'POST',
  path,
  right: 'account',
  handle,
})

export const accountRoutes: Route[] = [
  get('/compte', (visit) => renderAccount(visit)),
  post('/compte/nom', takeName),
  get(PASSWORD, (visit) => renderOwn(visit, PASSWORD, passwordForm)),
  post(PASSWORD, takePassword),
  get(ADDRESS, (visit) => renderAddress(visit, '', {})),
  post(ADDRESS, takeAddress),
  { method: 'GET', path: ADDRESS_LINK, right: 'door', kept: false, handle: showAddressLink },
  { method: 'POST', path: ADDRESS_LINK, right: 'door', handle: takeAddressLink },
  get(FACTOR, (visit) => renderFactor(visit, newTotpSecret(), {})),
  post(FACTOR, takeFactor),
  get(REMOVE_FACTOR, showRemoval),
  post(REMOVE_FACTOR, takeRemoval),
  get(CODES, (visit) => renderOwn(visit, CODES, codesForm)),
  post(CODES, takeCodes),
  { method: 'POST', path: '/compte/sessions/fermer', right: 'belonging', handle: closeOne },
  post('/compte/sessions/fermer-les-autres', closeOthers),
  get('/compte/donnees.json', sendData),
  get(ERASE, (visit) => renderOwn(visit, ERASE, eraseForm)),
  post(ERASE, takeErasure),
]

/** The table of access let only somebody signed in come here. */
function visitorOf({ visitor }: Visit): Visitor {
  if (visitor === undefined) throw new Error('Nobody is signed in')
  return visitor
}

function ownerOf(visit: Visit): Owner {
  const { person, session } = visitorOf(visit)
  return { person, sessionHash: session.hash }
}

async function renderAccount(visit: Visit, problems: Problems = {}, typedName?: string): Promise<void> {
  const { context, request, view } = visit
  const { person, grants, session } = visitorOf(visit)
  const { read } = context.database
  const [sessions, isOn, codesLeft] = await Promise.all([
    sessionsOf(read, person.id),
    hasSecondFactor(read, person.id),
    recoveryCodesLeft(read, person.id),
  ])
  const keys = {
    name: formKey(visit, '/compte/nom'),
    close: formKey(visit, '/compte/sessions/fermer'),
    closeOthers: formKey(visit, '/compte/sessions/fermer-les-autres'),
  }
  const mustHaveFactor = needsSecondFactor(grants, context.config.secondFactor)
  const { config, now } = context
  const open = sessions.filter((each) => isAlive(each, config.sessions, now()))
  const own = {
    person,
    grants,
    sessions: open,
    sessionHash: session.hash,
    hasFactor: isOn,
    mustHaveFactor,
    codesLeft,
  }
  const done = parameter(request, 'fait')
  const page = accountPage({ ...own, done, name: typedName ?? person.name, problems, keys }, view)
  visit.render('account/show', page, statusFor(problems))
}

function statusFor(problems: Problems): number {
  return Object.keys(problems).length === 0 ? 200 : 422
}

async function takeName(visit: Visit): Promise<void> {
  const { context, request, response } = visit
  const name = field(request, 'nom', 120)
  if (name === '') return renderAccount(visit, { nom: 'Écrivez votre prénom et votre nom.' }, name)
  await rename(actOnce(visit, '/compte?fait=nom'), ownerOf(visit), name, context.now())
  response.redirect(303, '/compte?fait=nom')
}

type OwnPage = (asked: { key: string; problems: Problems; hasFactor: boolean }, view: ViewContext) => DoorPage

async function renderOwn(
  visit: Visit,
  path: string,
  page: OwnPage,
  problems: Problems = {},
  status = statusFor(problems),
): Promise<void> {
  const asked = { key: formKey(visit, path), problems, hasFactor: await hasFactor(visit) }
  visit.render('account/form', page(asked, visit.view), status)
}

function hasFactor(visit: Visit): Promise<boolean> {
  return hasSecondFactor(visit.context.database.read, visitorOf(visit).person.id)
}

/** What is wrong with what was asked for again: the password, and the code of who has a second factor. */
async function proofProblems(visit: Visit): Promise<Problems> {
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
async function withProof(visit: Visit, problems: Problems): Promise<Problems> {
  return Object.keys(problems).length > 0 ? problems : proofProblems(visit)
}

function refusalStatus(problems: Problems): number {
  return problems.form === undefined ? 422 : 429
}

async function takePassword(visit: Visit): Promise<void> {
  const { context, request, response } = visit
  const { person } = visitorOf(visit)
  const chosen = rawField(request, 'nouveau')
  const problems = await withProof(
    visit,
    passwordProblems(visit, chosen, [person.name, person.email ?? '']) as Problems,
  )
  if (Object.keys(problems).length > 0)
    return renderOwn(visit, PASSWORD, passwordForm, problems, refusalStatus(problems))
  const hash = await context.hasher.hash(chosen)
  const there = '/compte?fait=mot-de-passe'
  await changePassword(actOnce(visit, there), ownerOf(visit), hash, senderOf(context), context.now())
  response.redirect(303, there)
}

function renderAddress(visit: Visit, email: string, problems: Problems, status?: number): Promise<void> {
  return renderOwn(visit, ADDRESS, (asked, view) => addressForm({ ...asked, email }, view), problems, status)
}

async function takeAddress(visit: Visit): Promise<void> {
  const { context, request, response } = visit
  const email = field(request, 'adresse')
  const problems = await withProof(
    visit,
    isEmail(email) ? {} : { adresse: 'Écrivez une adresse de courriel, par exemple nom@exemple.fr.' },
  )
  if (Object.keys(problems).length > 0) return renderAddress(visit, email, problems, refusalStatus(problems))
  const there = '/compte?fait=adresse'
  await askForAddress(actOnce(visit, there), ownerOf(visit), email, senderOf(context), context.now())
  response.redirect(303, there)
}

async function showAddressLink(visit: Visit): Promise<void> {
  const opening = await addressOpening(visit.context.database, tokenIn(visit), visit.context.now())
  if (opening === undefined) return showDeadLink(visit)
  renderAddressLink(visit, opening.email, {})
}

function renderAddressLink(visit: Visit, email: string, problems: Problems): void {
  const form = { action: visit.request.path, key: formKey(visit, ADDRESS_LINK), problems, email }
  visit.render('doors/form', confirmAddressPage(form, visit.view), statusFor(problems))
}

async function takeAddressLink(visit: Visit): Promise<void> {
  const { context, response } = visit
  const opening = await addressOpening(context.database, tokenIn(visit), context.now())
  if (opening === undefined) return showDeadLink(visit)
  const done = await confirmAddress(context.database, opening, senderOf(context), context.now())
  if (!done.ok) return renderAddressLink(visit, opening.email, { form: done.message })
  response.redirect(303, '/compte?fait=adresse-confirmee')
}

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

async function closeOne(visit: Visit): Promise<void> {
  const { context, request, response } = visit
  const hash = field(request, 'session')
  const owner = ownerOf(visit)
  const closed = await closeOwnSession(context.database, owner, hash, context.now())
  allow(visit, 'belonging', closed ? 'own' : 'other')
  if (hash !== owner.sessionHash) return response.redirect(303, '/compte?fait=session')
  clearSessionCookie(response, context.config)
  response.redirect(303, '/connexion?fait=deconnexion')
}

async function closeOthers(visit: Visit): Promise<void> {
  const there = '/compte?fait=sessions'
  await closeOtherSessions(actOnce(visit, there), ownerOf(visit), visit.context.now())
  visit.response.redirect(303, there)
}

async function sendData(visit: Visit): Promise<void> {
  const data = await ownData(visit.context.database, visitorOf(visit).person.id)
  visit.response.attachment('mon-compte.json').json(data)
}

async function isOnlyAdministrator(visit: Visit): Promise<boolean> {
  const all = await administrators(visit.context.database.read)
  return all.length === 1 && all[0] === visitorOf(visit).person.id
}

async function takeErasure(visit: Visit): Promise<void> {
  const { context, response } = visit
  // Said before a code is used up for nothing; the act itself asks again, in turn.
  if (await isOnlyAdministrator(visit))
    return renderOwn(visit, ERASE, eraseForm, { form: LAST_ADMINISTRATOR }, 409)
  const problems = await proofProblems(visit)
  if (Object.keys(problems).length > 0)
    return renderOwn(visit, ERASE, eraseForm, problems, refusalStatus(problems))
  const done = await eraseAccount(context.database, ownerOf(visit), context.now())
  if (!done.ok) return renderOwn(visit, ERASE, eraseForm, { form: done.message }, 409)
  clearSessionCookie(response, context.config)
  response.redirect(303, '/connexion?fait=effacement')
}
