/** Accounts of others: the list, the invitation, and what may be done to one of them. */
import {
  closeAccount,
  closeAllSessions,
  giveTo,
  invite,
  inviteAgain,
  relabel,
  reopenAccount,
  resetFactor,
  type Steward,
  takeFrom,
} from '../actions/administer.ts'
import { ADDRESS_TAKEN, actorOf, type Outcome } from '../actions/people.ts'
import { isAlive } from '../auth/sessionLimits.ts'
import { type AccountFilter, isListed } from '../domain/account.ts'
import { isEmail } from '../domain/email.ts'
import {
  allPerimeters,
  EVERYWHERE,
  mayGiveHere,
  maySee,
  type Perimeter,
  readPerimeter,
} from '../domain/perimeter.ts'
import { type Grant, isAdministrator } from '../domain/permission.ts'
import { HttpError } from '../http/errors.ts'
import { field } from '../http/forms.ts'
import { numberParameter, parameter } from '../http/query.ts'
import { type Account, findAccount, listAccounts, namesOf } from '../store/accounts.ts'
import type { Database } from '../store/database.ts'
import { readJournal } from '../store/journal.ts'
import { sessionsOf } from '../store/sessions.ts'
import { sortKey } from '../text/fold.ts'
import type { Problems } from '../viewmodels/form.ts'
import type { GrantFieldsState } from '../viewmodels/grantForm.ts'
import { grantInWords, roleOf } from '../viewmodels/grants.ts'
import { accountNumber } from '../viewmodels/journal.ts'
import { peoplePage, personUrl, stateOf } from '../viewmodels/people.ts'
import { type PersonAct, personPage } from '../viewmodels/person.ts'
import { actOnce } from './forms.ts'
import { allow, formKey, type Route, type Visit } from './route.ts'
import { senderOf } from './signIn.ts'
import type { Visitor } from './visitor.ts'

const LIST = '/administration/comptes'
const PERSON = '/administration/comptes/:id'

const actRoute = (act: PersonAct, right: 'people' | 'manage', handle: Route['handle']): Route => ({
  method: 'POST',
  path: `${PERSON}/${act}`,
  right,
  handle,
})

export const peopleRoutes: Route[] = [
  { method: 'GET', path: LIST, right: 'people', kept: false, handle: (visit) => renderList(visit) },
  { method: 'POST', path: LIST, right: 'people', handle: takeInvitation },
  { method: 'GET', path: PERSON, right: 'people', kept: false, handle: showPerson },
  actRoute('habilitations', 'people', takeGrant),
  actRoute('habilitations/retirer', 'people', takeGrantBack),
  actRoute('desactiver', 'manage', simpleAct(closeAccount, 'desactivation')),
  actRoute('reactiver', 'manage', simpleAct(reopenAccount, 'reactivation')),
  actRoute('invitation', 'manage', simpleAct(inviteAgain, 'invitation')),
  actRoute('second-facteur', 'manage', takeFactorReset),
  actRoute('sessions', 'manage', simpleAct(closeAllSessions, 'sessions')),
  actRoute('libelle', 'manage', takeLabel),
]

/** The table of access let only somebody signed in come here. */
function visitorOf({ visitor }: Visit): Visitor {
  if (visitor === undefined) throw new Error('Nobody is signed in')
  return visitor
}

export function stewardOf(visit: Visit): Steward {
  const { person } = visitorOf(visit)
  return { actor: actorOf(person), name: person.name, sender: senderOf(visit.context) }
}

const NOTHING_TYPED = { name: '', email: '', role: 'contributeur', perimeter: '', problems: {} }

async function renderList(
  visit: Visit,
  typed: typeof NOTHING_TYPED & { problems: Problems } = NOTHING_TYPED,
) {
  const { context, request, view } = visit
  const { grants } = visitorOf(visit)
  allow(visit, 'people', 'list')
  const filter = {
    text: parameter(request, 'q') ?? '',
    role: parameter(request, 'role') ?? '',
    state: parameter(request, 'etat') ?? '',
  }
  const wanted: AccountFilter = { text: filter.text, role: roleOf(filter.role), state: stateOf(filter.state) }
  const everybody = await listAccounts(context.database.read)
  const seen = everybody.filter((account) => maySee(grants, account.grants, context.directory))
  const model = peoplePage(
    {
      accounts: byName(seen.filter((account) => isListed(account, wanted))),
      total: seen.filter((account) => account.erasedAt === null).length,
      seesAll: isAdministrator(grants),
      filter,
      page: numberParameter(request, 'page', { min: 1, max: 10_000 }) ?? 1,
      done: parameter(request, 'fait'),
      invitation: { ...typed, ...choicesFor(visit), key: formKey(visit, LIST) },
    },
    view,
  )
  visit.render('people/list', model, hasProblems(typed.problems) ? 422 : 200)
}

function byName(accounts: readonly Account[]): Account[] {
  return accounts
    .map((account) => ({ account, key: sortKey(account.name) }))
    .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : a.account.id - b.account.id))
    .map(({ account }) => account)
}

function hasProblems(problems: Problems): boolean {
  return Object.keys(problems).length > 0
}

function knownPerimeters({ context: { directory } }: Visit): Perimeter[] {
  const { all, find, themes, geography } = directory
  return allPerimeters({ all, find, themes, geography, acronymOf: (id) => directory.cardOf(id)?.acronym })
}

/** What whoever asks may give, to be chosen from. */
function choicesFor(visit: Visit): Pick<GrantFieldsState, 'perimeters' | 'mayChooseRole'> {
  const { grants } = visitorOf(visit)
  const { directory } = visit.context
  return {
    perimeters: knownPerimeters(visit).filter((perimeter) =>
      mayGiveHere(grants, { role: 'contributor', ...perimeter }, directory),
    ),
    mayChooseRole: isAdministrator(grants),
  }
}

interface TypedGrant {
  role: string
  perimeter: string
  grant: Grant | undefined
  problems: Problems
}

/** A moderator's form has no role, and none is read from it: a contributor is what a moderator may make. */
function typedGrant(visit: Visit): TypedGrant {
  const { request } = visit
  const role = isAdministrator(visitorOf(visit).grants) ? field(request, 'role') : 'contributeur'
  const perimeter = field(request, 'perimetre')
  const read = readGrant(visit, role, perimeter)
  return 'scope' in read
    ? { role, perimeter, grant: read, problems: {} }
    : { role, perimeter, grant: undefined, problems: read.problems }
}

function readGrant(visit: Visit, value: string, perimeter: string): Grant | { problems: Problems } {
  const role = roleOf(value)
  if (role === undefined) return { problems: { role: 'Choisissez un rôle.' } }
  if (role === 'administrator')
    return perimeter === '' || perimeter === EVERYWHERE.label
      ? { role, scope: 'everywhere', target: '' }
      : { problems: { perimetre: 'Un administrateur l’est partout : laissez ce champ vide.' } }
  if (perimeter === '')
    return { problems: { perimetre: 'Dites sur quelle partie du guide : choisissez dans la liste.' } }
  const found = readPerimeter(knownPerimeters(visit), visit.context.directory.geography, perimeter)
  if (typeof found === 'string') return { problems: { perimetre: found } }
  const grant = { role, scope: found.scope, target: found.target }
  return mayGiveHere(visitorOf(visit).grants, grant, visit.context.directory)
    ? grant
    : { problems: { perimetre: `« ${found.label} » n’est pas dans votre périmètre.` } }
}

async function takeInvitation(visit: Visit): Promise<void> {
  const { context, request, response } = visit
  const name = field(request, 'nom')
  const email = field(request, 'adresse')
  const { grant, ...given } = typedGrant(visit)
  const problems = { ...nameProblems(name), ...addressProblems(email), ...given.problems }
  const typed = { ...given, name, email }
  if (grant === undefined || hasProblems(problems)) return renderList(visit, { ...typed, problems })
  const made = await invite(
    actOnce<Outcome<number>>(visit, (result) => invitedUrl(result)),
    { name, email, grant },
    stewardOf(visit),
    context.now(),
  )
  if (!made.ok) return renderList(visit, { ...typed, problems: { adresse: takenWords(visit, made.message) } })
  response.redirect(303, invitedUrl(made))
}

function invitedUrl(made: Outcome<number>): string {
  return made.ok ? `${personUrl(made.value)}?fait=invitation` : LIST
}

function nameProblems(name: string): Problems {
  if (name === '') return { nom: 'Écrivez le prénom et le nom.' }
  return name.length > 120 ? { nom: 'Ce nom est trop long : 120 signes au plus.' } : {}
}

function addressProblems(email: string): Problems {
  if (email === '') return { adresse: 'Écrivez l’adresse de courriel.' }
  return isEmail(email) ? {} : { adresse: 'Cette adresse n’est pas valable. Exemple : nom@exemple.fr' }
}

/** Whose account it is, a moderator is not told: it may be outside the own scope. */
function takenWords(visit: Visit, message: string): string {
  if (message !== ADDRESS_TAKEN) return message
  return isAdministrator(visitorOf(visit).grants)
    ? `${ADDRESS_TAKEN} Cherchez-le dans la liste pour lui donner une habilitation.`
    : `${ADDRESS_TAKEN} S’il n’est pas dans votre liste, demandez à l’administration de lui donner cette habilitation.`
}

/** The row that was loaded decides whether it may be seen, or acted on. */
async function loadAccount(visit: Visit): Promise<Account> {
  const { context, request } = visit
  const id = String(request.params.id)
  const account = /^[1-9]\d{0,14}$/.test(id)
    ? await findAccount(context.database.read, Number(id))
    : undefined
  const right = visit.right === 'manage' ? 'manage' : 'people'
  if (account === undefined) {
    allow(visit, right, 'absent')
    throw new HttpError(404)
  }
  const isSeen = maySee(visitorOf(visit).grants, account.grants, context.directory)
  allow(visit, right, isSeen ? 'inScope' : 'outOfScope')
  return account
}

async function showPerson(visit: Visit): Promise<void> {
  await renderPerson(visit, await loadAccount(visit))
}

interface PersonAnswer {
  typed?: Pick<GrantFieldsState, 'role' | 'perimeter' | 'problems'>
  label?: { typed: string; problems: Problems }
  refusal?: string
  status?: number
}

/** Lines of the journal that the page of an account shows. */
const LAST_LINES = 20

async function renderPerson(visit: Visit, account: Account, answer: PersonAnswer = {}): Promise<void> {
  const { context, request, view } = visit
  const { grants } = visitorOf(visit)
  const { read } = context.database
  const manages = isAdministrator(grants)
  const { config, directory, now } = context
  const concerned = { ids: [account.id], name: `compte ${account.id}` }
  const [sessions, journal] = await Promise.all([
    sessionsOf(read, account.id),
    manages ? readJournal(read, { people: concerned }, LAST_LINES) : undefined,
  ])
  const given = [...account.grants, ...account.formerGrants]
  const names = await namesOf(
    read,
    [
      account.createdBy,
      ...given.flatMap(({ grantedBy, revokedBy }) => [grantedBy, revokedBy]),
      ...(journal ?? []).flatMap(({ actor, personId }) => [accountNumber(actor) ?? null, personId]),
    ].filter((id) => id !== null),
  )
  const model = personPage(
    {
      account,
      openSessions: sessions.filter((session) => isAlive(session, config.sessions, now())).length,
      names,
      manages,
      mayTakeBack: (grant) => mayGiveHere(grants, grant, directory),
      keyFor: (act) => formKey(visit, `${PERSON}/${act}`),
      giving: {
        ...choicesFor(visit),
        ...(answer.typed ?? { role: 'contributeur', perimeter: '', problems: {} }),
      },
      label: answer.label?.typed ?? account.label ?? '',
      labelProblems: answer.label?.problems ?? {},
      journal,
      done: parameter(request, 'fait'),
      refusal: answer.refusal,
    },
    view,
  )
  visit.render('people/show', model, answer.status)
}

async function takeGrant(visit: Visit): Promise<void> {
  const { context, view } = visit
  const account = await loadAccount(visit)
  const { grant, ...typed } = typedGrant(visit)
  if (grant === undefined) return renderPerson(visit, account, { typed, status: 422 })
  const location = `${personUrl(account.id)}?fait=habilitation-donnee`
  const outcome = await giveTo(
    actOnce(visit, location),
    account.id,
    { grant, words: grantInWords(grant, view) },
    stewardOf(visit),
    context.now(),
  )
  if (outcome.ok) return visit.response.redirect(303, location)
  const problems = { perimetre: outcome.message }
  await renderPerson(visit, account, { typed: { ...typed, problems }, status: 422 })
}

async function takeGrantBack(visit: Visit): Promise<void> {
  const { context, request, view } = visit
  const account = await loadAccount(visit)
  const id = field(request, 'habilitation')
  const grant = account.grants.find((held) => String(held.id) === id)
  if (grant === undefined)
    return renderPerson(visit, account, { refusal: 'Ce compte n’a plus cette habilitation.', status: 409 })
  const { grants } = visitorOf(visit)
  if (!mayGiveHere(grants, grant, context.directory)) throw new HttpError(403)
  const left = account.grants.filter((held) => held !== grant)
  const page = maySee(grants, left, context.directory) ? personUrl(account.id) : LIST
  await finish(visit, account, `${page}?fait=habilitation-retiree`, (database) =>
    takeFrom(
      database,
      account.id,
      { grant, words: grantInWords(grant, view) },
      stewardOf(visit),
      context.now(),
    ),
  )
}

type SimpleAct = (database: Database, id: number, steward: Steward, now: Date) => Promise<Outcome<void>>

/** An act that needs nothing but the account. */
function simpleAct(act: SimpleAct, done: string): Route['handle'] {
  return async (visit) => {
    const account = await loadAccount(visit)
    await finish(visit, account, `${personUrl(account.id)}?fait=${done}`, (database) =>
      act(database, account.id, stewardOf(visit), visit.context.now()),
    )
  }
}

async function takeFactorReset(visit: Visit): Promise<void> {
  const policy = visit.context.config.secondFactor
  const reset: SimpleAct = (database, id, steward, now) =>
    resetFactor(database, id, { ...steward, policy }, now)
  await simpleAct(reset, 'second-facteur')(visit)
}

const LONGEST_LABEL = 120

async function takeLabel(visit: Visit): Promise<void> {
  const account = await loadAccount(visit)
  const label = field(visit.request, 'libelle')
  if (label.length > LONGEST_LABEL) {
    const problems = { libelle: `Ce libellé est trop long : ${LONGEST_LABEL} signes au plus.` }
    return renderPerson(visit, account, { label: { typed: label, problems }, status: 422 })
  }
  await finish(visit, account, `${personUrl(account.id)}?fait=libelle`, (database) =>
    relabel(database, account.id, label, stewardOf(visit), visit.context.now()),
  )
}

/** Acts once, and leads on; what is refused is said on the page of the account as it is now. */
async function finish(
  visit: Visit,
  { id }: Account,
  location: string,
  act: (database: Database) => Promise<Outcome<void>>,
): Promise<void> {
  const outcome = await act(actOnce(visit, location))
  if (outcome.ok) return visit.response.redirect(303, location)
  const account = await findAccount(visit.context.database.read, id)
  if (account === undefined) throw new HttpError(404)
  await renderPerson(visit, account, { refusal: outcome.message, status: 409 })
}
