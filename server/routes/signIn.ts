import type { Request } from 'express'
import { enrolByMail, type Sender } from '../actions/invite.ts'
import { type Doorkeeper, giveCode, type Origin, signIn, signOut } from '../actions/signIn.ts'
import { waitingHash } from '../auth/formKeys.ts'
import { safeReturn } from '../auth/returnPath.ts'
import type { Context } from '../context.ts'
import { throttledAddress } from '../http/address.ts'
import { clearSessionCookie, setSessionCookie } from '../http/cookies.ts'
import { field, rawField } from '../http/forms.ts'
import { createPasswordDoor, EMAIL_FIELD, PASSWORD_FIELD } from '../http/passwordDoor.ts'
import { parameter } from '../http/query.ts'
import { linkOrigin } from '../http/urls.ts'
import { keptForm } from '../store/forms.ts'
import { cleanLine } from '../text/fold.ts'
import { wordIn } from '../text/wordIn.ts'
import type { Problems } from '../viewmodels/form.ts'
import { resumePage } from '../viewmodels/resume.ts'
import { codePage, enrolNeededPage, signInPage, tooMany, WRONG } from '../viewmodels/signIn.ts'
import { allow, formKey, type Route, type Visit } from './route.ts'

export const signInRoutes: Route[] = [
  {
    method: 'GET',
    path: '/connexion',
    right: 'door',
    samples: ['/connexion', '/connexion?retour=/propositions/{proposition}'],
    kept: false,
    handle: showSignIn,
  },
  { method: 'POST', path: '/connexion', right: 'door', handle: takePassword },
  {
    method: 'GET',
    path: '/connexion/code',
    right: 'door',
    samples: ['/connexion/code'],
    kept: false,
    handle: showCode,
  },
  { method: 'POST', path: '/connexion/code', right: 'door', handle: takeCode },
  { method: 'GET', path: '/connexion/reprise/:jeton', right: 'belonging', kept: false, handle: showKeptForm },
  { method: 'POST', path: '/deconnexion', right: 'account', handle: leave },
]

const NOTICES: Readonly<Record<string, string>> = {
  deconnexion: 'Vous êtes déconnecté.',
  'mot-de-passe': 'Votre mot de passe est changé. Connectez-vous avec le nouveau.',
  effacement: 'Votre compte est effacé.',
}

interface Way {
  back: string
  kept: string
}

async function showSignIn(visit: Visit): Promise<void> {
  const { request, response, visitor } = visit
  const way = {
    back: safeReturn(parameter(request, 'retour', 2_000)),
    kept: tokenOf(parameter(request, 'formulaire')),
  }
  if (visitor !== undefined) return response.redirect(303, destination(way))
  const notice = wordIn(NOTICES, parameter(request, 'fait')) ?? noticeOf(way)
  renderSignIn(visit, way, { email: '', problems: {}, notice })
}

/** A button alone is not kept: whoever pressed it must not believe that it was heard. */
function noticeOf({ back, kept }: Way): string | undefined {
  if (kept !== '') return KEPT
  return back === '/' ? undefined : ASKED
}

const ASKED =
  'Cette page demande de se connecter. Si vous veniez d’y faire un changement, il n’a pas été fait.'

const KEPT =
  'Votre session s’est fermée. Ce que vous veniez d’envoyer est gardé : connectez-vous pour le retrouver.'

function tokenOf(text: string | undefined): string {
  return /^[\w-]{43}$/.test(text ?? '') ? (text ?? '') : ''
}

function wayIn({ request }: Visit): Way {
  return { back: safeReturn(rawField(request, 'retour')), kept: tokenOf(rawField(request, 'formulaire')) }
}

function destination({ back, kept }: Way): string {
  return kept === '' ? back : `/connexion/reprise/${kept}`
}

interface SignInAnswer {
  email: string
  problems: Problems
  refusal?: string
  notice?: string | undefined
}

function renderSignIn(visit: Visit, way: Way, answer: SignInAnswer, status = 200): void {
  const key = formKey(visit, '/connexion')
  visit.render('signIn/password', signInPage({ ...answer, ...way, key }, visit.view), status)
}

export function doorkeeper({ database, hasher, secret, config }: Context): Doorkeeper {
  return { database, hasher, secret, limits: config.throttle, policy: config.secondFactor }
}

export function requestOrigin(request: Request): Origin {
  return { address: throttledAddress(request.ip ?? ''), userAgent: request.headers['user-agent'] }
}

/** Whose name messages bear, and where their links lead. */
export function senderOf({ config }: Context): Sender {
  return { guide: config.brand.name, origin: linkOrigin(config) }
}

/** Passport reads the form; each context has its own door. */
const doors = new WeakMap<Context, ReturnType<typeof createDoor>>()

function createDoor(context: Context) {
  return createPasswordDoor((request, email, password) =>
    signIn(
      doorkeeper(context),
      // As every other field of one line: PostgreSQL takes no NUL.
      { email: cleanLine(email), password },
      requestOrigin(request),
      context.now(),
    ),
  )
}

function doorOf(context: Context) {
  const known = doors.get(context) ?? createDoor(context)
  doors.set(context, known)
  return known
}

async function takePassword(visit: Visit): Promise<void> {
  const { context, request, response } = visit
  const way = wayIn(visit)
  const email = field(request, EMAIL_FIELD)
  const problems = {
    ...(email === '' ? { [EMAIL_FIELD]: 'Écrivez votre adresse de courriel.' } : {}),
    ...(rawField(request, PASSWORD_FIELD) === '' ? { [PASSWORD_FIELD]: 'Écrivez votre mot de passe.' } : {}),
  }
  if (Object.keys(problems).length > 0) return renderSignIn(visit, way, { email, problems }, 422)
  const outcome = await doorOf(context)(request, response)
  switch (outcome?.kind) {
    case 'in':
      await closeFormer(visit)
      setSessionCookie(response, context.config, outcome.token)
      return response.redirect(303, destination(way))
    case 'halfway':
      await closeFormer(visit)
      setSessionCookie(response, context.config, outcome.token)
      return response.redirect(
        303,
        `/connexion/code?${new URLSearchParams({ retour: way.back, formulaire: way.kept })}`,
      )
    case 'enrol':
      await enrolByMail(context.database, outcome.person, senderOf(context), context.now())
      return visit.render('signIn/enrol', enrolNeededPage(visit.view))
    case 'throttled':
      response.set('Retry-After', String(outcome.retryAfterSeconds))
      return renderSignIn(
        visit,
        way,
        { email, problems: {}, refusal: tooMany(outcome.retryAfterSeconds) },
        429,
      )
    default:
      return renderSignIn(visit, way, { email, problems: {}, refusal: WRONG }, 422)
  }
}

/** Whoever signs in over an open session leaves it: a session is never handed on. */
async function closeFormer({ context, visitor, halfway }: Visit): Promise<void> {
  const former = visitor ?? halfway
  if (former !== undefined) await signOut(context.database, former.person, former.session.hash, context.now())
}

async function showCode(visit: Visit): Promise<void> {
  const { request, response, visitor, halfway } = visit
  const way = {
    back: safeReturn(parameter(request, 'retour', 2_000)),
    kept: tokenOf(parameter(request, 'formulaire')),
  }
  if (visitor !== undefined) return response.redirect(303, destination(way))
  if (halfway === undefined) return response.redirect(303, '/connexion')
  renderCode(visit, way, { problems: {} })
}

function renderCode(
  visit: Visit,
  way: Way,
  answer: { problems: Problems; refusal?: string },
  status = 200,
): void {
  const key = formKey(visit, '/connexion/code')
  visit.render('signIn/code', codePage({ ...answer, ...way, key }, visit.view), status)
}

async function takeCode(visit: Visit): Promise<void> {
  const { context, request, response, halfway } = visit
  if (halfway === undefined) return response.redirect(303, '/connexion')
  const way = wayIn(visit)
  const code = field(request, 'code', 60)
  if (code === '')
    return renderCode(visit, way, { problems: { code: 'Écrivez le code à six chiffres.' } }, 422)
  const { person, session } = halfway
  const given = { person, halfwayHash: session.hash, code }
  const outcome = await giveCode(doorkeeper(context), given, requestOrigin(request), context.now())
  switch (outcome.kind) {
    case 'in':
      setSessionCookie(response, context.config, outcome.token)
      return response.redirect(
        303,
        outcome.recoveryCode && destination(way) === '/' ? '/compte?fait=code-de-secours' : destination(way),
      )
    case 'throttled':
      response.set('Retry-After', String(outcome.retryAfterSeconds))
      return renderCode(visit, way, { problems: {}, refusal: tooMany(outcome.retryAfterSeconds) }, 429)
    case 'wrong':
      return renderCode(visit, way, { problems: { code: WRONG_CODE } }, 422)
  }
}

const WRONG_CODE =
  'Ce code n’est pas juste, ou il a déjà servi. Attendez le suivant, et vérifiez l’heure de votre téléphone.'

async function leave(visit: Visit): Promise<void> {
  const { context, response, visitor } = visit
  if (visitor !== undefined)
    await signOut(context.database, visitor.person, visitor.session.hash, context.now())
  clearSessionCookie(response, context.config)
  response.redirect(303, '/connexion?fait=deconnexion')
}

const KEPT_MS = 3_600_000

/** The form that came while its author was signed out; for anybody else there is none. */
async function showKeptForm(visit: Visit): Promise<void> {
  const { context, request, view, visitor } = visit
  const since = new Date(context.now().getTime() - KEPT_MS).toISOString()
  const hash = waitingHash(String(request.params.jeton), visitor?.person.id ?? 0)
  const form = await keptForm(context.database.read, hash, since)
  if (form === undefined) return allow(visit, 'belonging', 'other')
  visit.render(
    'forms/resume',
    resumePage({ ...form, key: formKey(visit, form.pattern), reason: 'signed in' }, view),
  )
}
