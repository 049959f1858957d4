import { answersTo } from '../domain/account.ts'
import { numberParameter, parameter } from '../http/query.ts'
import { listAccounts, namesOf } from '../store/accounts.ts'
import type { Reader } from '../store/database.ts'
import { type JournalFilter, journalActions, readJournal } from '../store/journal.ts'
import { accountNumber, journalPage, LINES_PER_PAGE } from '../viewmodels/journal.ts'
import { allow, type Route, type Visit } from './route.ts'

export const journalRoutes: Route[] = [
  { method: 'GET', path: '/administration/journal', right: 'journal', kept: false, handle: showJournal },
]

async function showJournal(visit: Visit): Promise<void> {
  const { context, request, view } = visit
  allow(visit, 'journal', 'all')
  const { read } = context.database
  const filter = {
    person: parameter(request, 'personne') ?? '',
    object: parameter(request, 'fiche') ?? '',
    action: parameter(request, 'acte') ?? '',
  }
  const before = numberParameter(request, 'avant', { min: 1, max: 999_999_999 })
  const wanted: JournalFilter = {
    people: filter.person === '' ? undefined : await peopleMeant(read, filter.person),
    slug: filter.object === '' ? undefined : filter.object,
    action: filter.action === '' ? undefined : filter.action,
    before,
  }
  const [found, actions] = await Promise.all([
    readJournal(read, wanted, LINES_PER_PAGE + 1),
    journalActions(read),
  ])
  const lines = found.slice(0, LINES_PER_PAGE)
  const numbers = lines.flatMap(({ actor, personId }) => [accountNumber(actor) ?? null, personId])
  const state = {
    lines,
    hasOlder: found.length > lines.length,
    isFirstPage: before === undefined,
    names: await namesOf(
      read,
      numbers.filter((id) => id !== null),
    ),
    actions,
    filter,
  }
  visit.render('journal/show', journalPage(state, view))
}

/** A number, an address, or words of a name; « exploitant » acts without an account. */
async function peopleMeant(read: Reader, text: string): Promise<NonNullable<JournalFilter['people']>> {
  if (/^[1-9]\d{0,8}$/.test(text)) return { ids: [Number(text)], name: `compte ${text}` }
  const called = (await listAccounts(read)).filter((account) => answersTo(account, text))
  return { ids: called.map(({ id }) => id), name: text.toLowerCase() }
}
