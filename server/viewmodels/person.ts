import { accountState } from '../domain/account.ts'
import type { Account } from '../store/accounts.ts'
import type { JournalLine } from '../store/journal.ts'
import type { GivenGrant } from '../store/people.ts'
import { withFrenchSpaces } from '../text/typography.ts'
import { wordIn } from '../text/wordIn.ts'
import type { ViewContext } from './context.ts'
import { type FormView, fieldView, formView, type Problems, titleWith } from './form.ts'
import { type GrantFields, type GrantFieldsState, grantFields, inFormOrder } from './grantForm.ts'
import { grantInWords } from './grants.ts'
import { instantInWords } from './instant.ts'
import { type JournalRow, journalRow } from './journal.ts'
import { NO_MAIL } from './mail.ts'
import { type Page, pageOf } from './page.ts'
import { personUrl, type StateView, stateView } from './people.ts'

/** A button alone: what it sends, and to where. */
export interface ActView {
  action: string
  key: string
  label: string
  /** What follows from it. */
  explanation: string
}

export interface PersonPage extends Page {
  heading: string
  state: StateView
  notice: string | undefined
  refusal: string | undefined
  /** Of any form of the page. */
  problems: FormView['problems']
  facts: { label: string; value: string }[]
  grants: {
    words: string
    given: string
    /** Nothing where whoever asks may not take it back. */
    takeBack: { action: string; key: string; id: number } | undefined
  }[]
  formerGrants: { words: string; given: string; taken: string }[]
  /** Nothing for an account that was erased. */
  giving: { form: FormView; grant: GrantFields } | undefined
  labelForm: FormView | undefined
  acts: ActView[]
  /** The last lines of the journal, for an administrator. */
  journal: { rows: JournalRow[]; url: string } | undefined
}

const NOTICES: Readonly<Record<string, string>> = {
  invitation: 'L’invitation est partie.',
  'habilitation-donnee': 'L’habilitation est donnée.',
  'habilitation-retiree': 'L’habilitation est retirée.',
  desactivation: 'Le compte est désactivé, et ses sessions sont fermées.',
  reactivation: 'Le compte est réactivé.',
  'second-facteur': 'Le second facteur est retiré.',
  sessions: 'Ses sessions sont fermées.',
  libelle: 'Le libellé public est enregistré.',
}

/** Of these the person is told. */
const TOLD = ['habilitation-donnee', 'habilitation-retiree', 'desactivation', 'second-facteur', 'sessions']

function noticeOf(
  { done = '', account, manages }: PersonState,
  { sendsMail }: ViewContext,
): string | undefined {
  const words = wordIn(NOTICES, done)
  if (words === undefined) return undefined
  if (done === 'reactivation' && accountState(account) === 'invited')
    return withFrenchSpaces(`${words} Son ancien lien ne sert plus : renvoyez l’invitation.`)
  if (done === 'invitation' && !sendsMail) {
    const next = manages
      ? 'transmettez-la vous-même, depuis « Courriels »'
      : 'demandez à l’administration de la transmettre'
    return withFrenchSpaces(`L’invitation est écrite. ${NO_MAIL} : ${next}.`)
  }
  if (!TOLD.includes(done)) return words
  return withFrenchSpaces(
    sendsMail
      ? `${words} La personne en est prévenue par courriel.`
      : `${words} ${NO_MAIL} : prévenez la personne.`,
  )
}

export interface PersonState {
  account: Account
  openSessions: number
  /** Names of the accounts that the page speaks of. */
  names: ReadonlyMap<number, string>
  /** Only an administrator may do more than give and take back. */
  manages: boolean
  mayTakeBack: (grant: GivenGrant) => boolean
  /** A key for the form that is sent to this part of the account's address: `habilitations`. */
  keyFor: (act: PersonAct) => string
  giving: GrantFieldsState
  label: string
  labelProblems: Problems
  journal: readonly JournalLine[] | undefined
  done: string | undefined
  refusal: string | undefined
}

export type PersonAct =
  | 'habilitations'
  | 'habilitations/retirer'
  | 'desactiver'
  | 'reactiver'
  | 'invitation'
  | 'second-facteur'
  | 'libelle'
  | 'sessions'

export function personPage(state: PersonState, context: ViewContext): PersonPage {
  const { account, names, giving, labelProblems, refusal, journal } = state
  const problems = { ...giving.problems, ...labelProblems, ...(refusal === undefined ? {} : { refusal }) }
  const title = titleWith(account.name, problems)
  const isErased = account.erasedAt !== null
  const forms = isErased ? undefined : { giving: givingView(state), label: labelForm(state) }
  return {
    ...pageOf({ title, description: title, canonicalPath: personUrl(account.id), noindex: true }, context),
    heading: account.name,
    state: stateView(account),
    notice: noticeOf(state, context),
    refusal,
    problems: forms === undefined ? [] : [...forms.giving.form.problems, ...forms.label.problems],
    facts: factsOf(state),
    grants: account.grants.map((grant) => ({
      words: grantInWords(grant, context),
      given: givenWords(grant, names),
      takeBack: state.mayTakeBack(grant)
        ? {
            action: actUrl(account.id, 'habilitations/retirer'),
            key: state.keyFor('habilitations/retirer'),
            id: grant.id,
          }
        : undefined,
    })),
    formerGrants: account.formerGrants.map((grant) => ({
      words: grantInWords(grant, context),
      given: givenWords(grant, names),
      taken: takenWords(grant, names),
    })),
    giving: forms?.giving,
    labelForm: state.manages ? forms?.label : undefined,
    acts: state.manages ? actsOn(state, context) : [],
    journal: journal && {
      rows: journal.map((line) => journalRow(line, names, context)),
      url: `/administration/journal?personne=${account.id}`,
    },
  }
}

function actUrl(id: number, act: PersonAct): string {
  return `${personUrl(id)}/${act}`
}

function factsOf({ account, openSessions, names }: PersonState): PersonPage['facts'] {
  const { email, label, createdAt, createdBy, lastSignInAt, hasSecondFactor, disabledAt } = account
  const facts: [string, string | undefined][] = [
    ['Adresse', email ?? undefined],
    ['Libellé public', label ?? undefined],
    ['Compte créé', `le ${instantInWords(createdAt)}, ${byWhom(createdBy, names)}`],
    ['Désactivé', disabledAt === null ? undefined : `le ${instantInWords(disabledAt)}`],
    ['Dernière connexion', lastSignInAt === null ? 'Jamais' : `le ${instantInWords(lastSignInAt)}`],
    ['Second facteur', hasSecondFactor ? 'Oui' : 'Non'],
    ['Sessions ouvertes', String(openSessions)],
  ]
  return facts.flatMap(([name, value]) => (value === undefined ? [] : [{ label: name, value }]))
}

function byWhom(id: number | null, names: ReadonlyMap<number, string>): string {
  return id === null ? 'par l’exploitant du guide' : `par ${names.get(id) ?? `compte ${id}`}`
}

function givenWords({ grantedAt, grantedBy }: GivenGrant, names: ReadonlyMap<number, string>): string {
  return `Donnée le ${instantInWords(grantedAt)}, ${byWhom(grantedBy, names)}`
}

function takenWords({ revokedAt, revokedBy }: GivenGrant, names: ReadonlyMap<number, string>): string {
  return `retirée le ${instantInWords(revokedAt ?? '')}, ${byWhom(revokedBy, names)}`
}

function givingView({ account, giving, keyFor }: PersonState): NonNullable<PersonPage['giving']> {
  const fields = grantFields(giving)
  const form = formView({
    action: actUrl(account.id, 'habilitations'),
    key: keyFor('habilitations'),
    submit: 'Donner l’habilitation',
    fields: inFormOrder(fields),
  })
  return { grant: fields, form }
}

function labelForm({ account, label, labelProblems, keyFor }: PersonState): FormView {
  return formView({
    action: actUrl(account.id, 'libelle'),
    key: keyFor('libelle'),
    submit: 'Enregistrer le libellé',
    fields: [
      fieldView('libelle', 'Libellé public d’un référent', labelProblems, {
        value: label,
        hint: 'Tout le monde le lit : « Référent WikiSol62, Direction de l’autonomie ». Vide pour l’enlever.',
      }),
    ],
  })
}

const WRITTEN_AGAIN = 'Un nouveau lien est écrit dans « Courriels » ; le précédent ne sert plus.'

const ACTS: Partial<Record<PersonAct, Omit<ActView, 'action' | 'key'>>> = {
  invitation: {
    label: 'Renvoyer l’invitation',
    explanation: 'Un nouveau lien part par courriel ; le précédent ne sert plus.',
  },
  'second-facteur': {
    label: 'Retirer le second facteur',
    explanation:
      'Pour un téléphone perdu. Ses sessions se ferment ; un lien part si son rôle demande un second facteur.',
  },
  sessions: {
    label: 'Fermer ses sessions',
    explanation: 'La personne devra se connecter de nouveau, sur chacun de ses appareils.',
  },
  desactiver: {
    label: 'Désactiver le compte',
    explanation: 'La personne ne pourra plus se connecter, et ses sessions se ferment aussitôt.',
  },
  reactiver: {
    label: 'Réactiver le compte',
    explanation: 'La personne pourra de nouveau se connecter, avec les mêmes habilitations.',
  },
}

function actsOn({ account, openSessions, keyFor }: PersonState, { sendsMail }: ViewContext): ActView[] {
  const standing = accountState(account)
  const offered: [PersonAct, boolean][] = [
    ['invitation', standing === 'invited'],
    ['second-facteur', standing !== 'erased' && account.hasSecondFactor],
    ['sessions', openSessions > 0],
    ['desactiver', standing === 'active' || standing === 'invited'],
    ['reactiver', standing === 'disabled'],
  ]
  return offered.flatMap(([act, isOffered]) => {
    const words = ACTS[act]
    if (!isOffered || words === undefined) return []
    const explanation = withFrenchSpaces(
      act === 'invitation' && !sendsMail ? WRITTEN_AGAIN : words.explanation,
    )
    return [{ ...words, explanation, action: actUrl(account.id, act), key: keyFor(act) }]
  })
}
