import {
  addressOpening,
  askForAddress,
  changePassword,
  closeOtherSessions,
  closeOwnSession,
  confirmAddress,
  eraseAccount,
  ownData,
  rename,
} from '../actions/account.ts'
import { LAST_ADMINISTRATOR } from '../actions/people.ts'
import { isAlive } from '../auth/sessionLimits.ts'
import { isEmail } from '../domain/email.ts'
import { needsSecondFactor } from '../domain/permission.ts'
import { clearSessionCookie } from '../http/cookies.ts'
import { field, rawField } from '../http/forms.ts'
import { parameter } from '../http/query.ts'
import { administrators, hasSecondFactor, recoveryCodesLeft } from '../store/people.ts'
import { sessionsOf } from '../store/sessions.ts'
import { accountPage, addressForm, eraseForm, passwordForm } from '../viewmodels/account.ts'
import { confirmAddressPage } from '../viewmodels/doors.ts'
import type { Problems } from '../viewmodels/form.ts'
import { actOnce } from './forms.ts'
import { passwordProblems, showDeadLink, tokenIn } from './links.ts'
import {
  ownAct,
  ownerOf,
  ownPage,
  proofProblems,
  refusalStatus,
  renderOwn,
  statusFor,
  withProof,
} from './own.ts'
import { allow, formKey, type Route, type Visit } from './route.ts'
import { senderOf } from './signIn.ts'
import { visitorOf } from './visitor.ts'

const PASSWORD = '/compte/mot-de-passe'
const ADDRESS = '/compte/adresse'
const ADDRESS_LINK = '/compte/adresse/:jeton'
const ERASE = '/compte/effacer'

export const accountRoutes: Route[] = [
  ownPage('/compte', (visit) => renderAccount(visit)),
  ownAct('/compte/nom', takeName),
  ownPage(PASSWORD, (visit) => renderOwn(visit, PASSWORD, passwordForm)),
  ownAct(PASSWORD, takePassword),
  ownPage(ADDRESS, (visit) => renderAddress(visit, '', {})),
  ownAct(ADDRESS, takeAddress),
  {
    method: 'GET',
    path: ADDRESS_LINK,
    right: 'door',
    samples: ['/compte/adresse/{jeton}'],
    kept: false,
    handle: showAddressLink,
  },
  { method: 'POST', path: ADDRESS_LINK, right: 'door', handle: takeAddressLink },
  { method: 'POST', path: '/compte/sessions/fermer', right: 'belonging', handle: closeOne },
  ownAct('/compte/sessions/fermer-les-autres', closeOthers),
  ownPage('/compte/donnees.json', sendData),
  ownPage(ERASE, (visit) => renderOwn(visit, ERASE, eraseForm)),
  ownAct(ERASE, takeErasure),
]

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

async function takeName(visit: Visit): Promise<void> {
  const { context, request, response } = visit
  const name = field(request, 'nom', 120)
  if (name === '') return renderAccount(visit, { nom: 'Écrivez votre prénom et votre nom.' }, name)
  await rename(actOnce(visit, '/compte?fait=nom'), ownerOf(visit), name, context.now())
  response.redirect(303, '/compte?fait=nom')
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
