import { type AccountState, accountState } from '../domain/account.ts'
import type { Account } from '../store/accounts.ts'
import { counted, withFrenchSpaces } from '../text/typography.ts'
import { wordIn } from '../text/wordIn.ts'
import type { ViewContext } from './context.ts'
import {
  type Choice,
  choicesOf,
  type FieldView,
  type FormView,
  fieldView,
  formView,
  type Problems,
  titleWith,
} from './form.ts'
import { type GrantFields, type GrantFieldsState, grantFields, inFormOrder } from './grantForm.ts'
import { grantInWords, ROLE_CHOICES } from './grants.ts'
import { instantInWords } from './instant.ts'
import { NO_MAIL } from './mail.ts'
import { type Page, pageOf } from './page.ts'

export const PEOPLE_PER_PAGE = 50

/** A state is an icon and words. */
export interface StateView {
  words: string
  icon: string
  tone: 'ok' | 'unknown' | 'doubt' | 'off'
}

const STATES: Record<AccountState, StateView> = {
  active: { words: 'Actif', icon: 'circle-check', tone: 'ok' },
  invited: { words: 'Invité, sans mot de passe', icon: 'circle-dashed', tone: 'unknown' },
  disabled: { words: 'Désactivé', icon: 'circle-minus', tone: 'off' },
  erased: { words: 'Effacé', icon: 'circle-minus', tone: 'off' },
}

export function stateView(account: Parameters<typeof accountState>[0]): StateView {
  return STATES[accountState(account)]
}

/** States as the address says them. */
const STATE_VALUES: Readonly<Record<string, AccountState>> = {
  actif: 'active',
  invite: 'invited',
  desactive: 'disabled',
}

export function stateOf(value: string | undefined): AccountState | undefined {
  return wordIn(STATE_VALUES, value)
}

export interface PersonRow {
  url: string
  name: string
  email: string
  label: string | undefined
  grants: string[]
  state: StateView
  lastSignIn: string
}

/** A form of invitation: which fields, and whether it is open. */
export interface InvitationView {
  form: FormView
  fields: FieldView[]
  grant: GrantFields
  explanation: string
  open: boolean
}

export interface PageLinks {
  words: string
  previous: string | undefined
  next: string | undefined
}

export interface PeoplePage extends Page {
  heading: string
  lead: string
  notice: string | undefined
  filters: { text: string; roles: Choice[]; states: Choice[]; isFiltered: boolean }
  count: string
  rows: PersonRow[]
  empty: string | undefined
  pages: PageLinks | undefined
  invitation: InvitationView
}

const NOTICES: Readonly<Record<string, string>> = {
  'habilitation-retiree': 'L’habilitation est retirée. Ce compte n’est plus dans votre périmètre.',
}

export interface PeopleState {
  /** Those that the filter lets through, in order. */
  accounts: readonly Account[]
  /** Those whom the visitor sees, filter or not. */
  total: number
  seesAll: boolean
  filter: { text: string; role: string; state: string }
  page: number
  done: string | undefined
  invitation: { key: string; name: string; email: string; problems: Problems } & Omit<
    GrantFieldsState,
    'problems'
  >
}

export function peoplePage(state: PeopleState, context: ViewContext): PeoplePage {
  const { accounts, total, seesAll, filter, page, done, invitation } = state
  const heading = 'Comptes'
  const title = titleWith(heading, invitation.problems)
  const isFiltered = filter.text !== '' || filter.role !== '' || filter.state !== ''
  const shown = accounts.slice((page - 1) * PEOPLE_PER_PAGE, page * PEOPLE_PER_PAGE)
  return {
    ...pageOf(
      { title, description: title, canonicalPath: '/administration/comptes', noindex: true },
      context,
    ),
    heading,
    lead: seesAll
      ? 'Qui contribue au guide, qui le relit et qui l’administre.'
      : 'Les contributeurs de votre périmètre.',
    notice: wordIn(NOTICES, done),
    filters: {
      text: filter.text,
      roles: choicesOf([['', 'Tous les rôles'], ...ROLE_CHOICES], filter.role),
      states: choicesOf(
        [
          ['', 'Tous les états'],
          ['actif', 'Actifs'],
          ['invite', 'Invités, sans mot de passe'],
          ['desactive', 'Désactivés'],
        ],
        filter.state,
      ),
      isFiltered,
    },
    count: counted(accounts.length, 'compte', 'comptes'),
    rows: shown.map((account) => personRow(account, context)),
    empty: shown.length === 0 ? emptyWords({ total, seesAll, isFiltered }) : undefined,
    pages: pageLinks(accounts.length, page, filter),
    invitation: invitationView(invitation, total === 0, context),
  }
}

function emptyWords({
  total,
  seesAll,
  isFiltered,
}: Pick<PeopleState, 'total' | 'seesAll'> & { isFiltered: boolean }): string {
  if (total > 0) return isFiltered ? 'Aucun compte ne répond à ces critères.' : 'Cette page est vide.'
  return seesAll
    ? 'Aucun compte pour l’instant.'
    : 'Aucun contributeur dans votre périmètre pour l’instant. Invitez le premier.'
}

function personRow(account: Account, context: ViewContext): PersonRow {
  return {
    url: personUrl(account.id),
    name: account.name,
    email: account.email ?? '',
    label: account.label ?? undefined,
    grants: account.grants.map((grant) => grantInWords(grant, context)),
    state: stateView(account),
    lastSignIn: account.lastSignInAt === null ? 'Jamais' : instantInWords(account.lastSignInAt),
  }
}

export function personUrl(id: number): string {
  return `/administration/comptes/${id}`
}

function pageLinks(count: number, page: number, filter: PeopleState['filter']): PageLinks | undefined {
  const last = Math.ceil(count / PEOPLE_PER_PAGE)
  if (last < 2) return undefined
  const link = (n: number) => {
    const query = Object.entries({ q: filter.text, role: filter.role, etat: filter.state, page: String(n) })
    return `/administration/comptes?${new URLSearchParams(query.filter(([, value]) => value !== ''))}`
  }
  return {
    words: `Page ${page} sur ${last}`,
    previous: page > 1 ? link(Math.min(page - 1, last)) : undefined,
    next: page < last ? link(page + 1) : undefined,
  }
}

function invitationView(
  state: PeopleState['invitation'],
  isFirst: boolean,
  context: ViewContext,
): InvitationView {
  const { key, name, email, problems } = state
  const fields = [
    fieldView('nom', 'Prénom et nom', problems, { value: name }),
    fieldView('adresse', 'Adresse de courriel', problems, { type: 'email', value: email }),
  ]
  const grant = grantFields(state)
  return {
    fields,
    grant,
    form: formView({
      action: '/administration/comptes',
      key,
      submit: 'Envoyer l’invitation',
      fields: [...fields, ...inFormOrder(grant)],
    }),
    explanation: invitationWords(state, context),
    open: isFirst || Object.keys(problems).length > 0,
  }
}

function invitationWords(
  { mayChooseRole }: Pick<GrantFieldsState, 'mayChooseRole'>,
  { sendsMail }: ViewContext,
): string {
  const way = sendsMail
    ? 'Un lien part à cette adresse.'
    : `${NO_MAIL} : ${mayChooseRole ? 'vous transmettrez vous-même le lien, pris dans « Courriels »' : 'l’administration transmettra le lien'}.`
  const role = mayChooseRole ? '' : ' Le compte est celui d’un contributeur.'
  return withFrenchSpaces(`${way} Il sert une fois, pendant sept jours.${role}`)
}
