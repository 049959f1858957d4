/** The list of accounts, and the invitation that stands on it. */
import { invite } from '../actions/administer.ts'
import { ADDRESS_TAKEN, type Outcome } from '../actions/people.ts'
import { type AccountFilter, isListed } from '../domain/account.ts'
import { isEmail } from '../domain/email.ts'
import { maySee } from '../domain/perimeter.ts'
import { isAdministrator } from '../domain/permission.ts'
import { field } from '../http/forms.ts'
import { numberParameter, parameter } from '../http/query.ts'
import { type Account, listAccounts } from '../store/accounts.ts'
import { sortKey } from '../text/fold.ts'
import type { Problems } from '../viewmodels/form.ts'
import { roleOf } from '../viewmodels/grants.ts'
import { peoplePage, personUrl, stateOf } from '../viewmodels/people.ts'
import { actOnce } from './forms.ts'
import { choicesFor, stewardOf, typedGrant } from './grants.ts'
import { allow, formKey, type Route, type Visit } from './route.ts'
import { visitorOf } from './visitor.ts'

const LIST = '/administration/comptes'

export const peopleRoutes: Route[] = [
  { method: 'GET', path: LIST, right: 'people', kept: false, handle: (visit) => renderList(visit) },
  { method: 'POST', path: LIST, right: 'people', handle: takeInvitation },
]

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
