/** The account of somebody else, and what may be done to it. */
import {
  closeAccount,
  closeAllSessions,
  giveTo,
  inviteAgain,
  relabel,
  reopenAccount,
  resetFactor,
  type Steward,
  takeFrom,
} from '../actions/administer.ts'
import type { Outcome } from '../actions/people.ts'
import { isAlive } from '../auth/sessionLimits.ts'
import { mayGiveHere, maySee } from '../domain/perimeter.ts'
import { isAdministrator } from '../domain/permission.ts'
import { HttpError } from '../http/errors.ts'
import { field } from '../http/forms.ts'
import { parameter } from '../http/query.ts'
import { type Account, findAccount, namesOf } from '../store/accounts.ts'
import type { Database } from '../store/database.ts'
import { readJournal } from '../store/journal.ts'
import { sessionsOf } from '../store/sessions.ts'
import type { Problems } from '../viewmodels/form.ts'
import type { GrantFieldsState } from '../viewmodels/grantForm.ts'
import { grantInWords } from '../viewmodels/grants.ts'
import { accountNumber } from '../viewmodels/journal.ts'
import { personUrl } from '../viewmodels/people.ts'
import { type PersonAct, personPage } from '../viewmodels/person.ts'
import { actOnce } from './forms.ts'
import { choicesFor, stewardOf, typedGrant } from './grants.ts'
import { allow, formKey, type Route, type Visit } from './route.ts'
import { visitorOf } from './visitor.ts'

const LIST = '/administration/comptes'
const PERSON = '/administration/comptes/:id'

const actRoute = (act: PersonAct, right: 'people' | 'manage', handle: Route['handle']): Route => ({
  method: 'POST',
  path: `${PERSON}/${act}`,
  right,
  handle,
})

export const personRoutes: Route[] = [
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
