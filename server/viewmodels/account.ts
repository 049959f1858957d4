import type { Grant } from '../domain/permission.ts'
import type { Person } from '../store/people.ts'
import type { Session } from '../store/sessions.ts'
import { counted, withFrenchSpaces } from '../text/typography.ts'
import { wordIn } from '../text/wordIn.ts'
import type { ViewContext } from './context.ts'
import { codeField, type DoorPage, newPasswordField } from './doors.ts'
import { type FieldView, type FormView, fieldView, formView, type Problems, titleWith } from './form.ts'
import { grantInWords } from './grants.ts'
import { instantInWords } from './instant.ts'
import { NO_MAIL } from './mail.ts'
import { type Page, pageOf } from './page.ts'
import { type QrCode, qrCodeOf } from './qrCode.ts'

export interface AccountPage extends Page {
  notice: string | undefined
  nameForm: FormView
  email: string
  factor: { state: string; isOn: boolean; link: { label: string; url: string } | undefined }
  /** « Il reste 2 codes de secours »; where the factor is on. */
  codes: string | undefined
  grants: string[]
  sessions: { hash: string; browser: string; since: string; seen: string; current: boolean }[]
  hasOthers: boolean
  closeKey: string
  closeOthersKey: string
}

const NOTICES: Readonly<Record<string, string>> = {
  bienvenue: 'Votre compte est ouvert. Bienvenue.',
  nom: 'Votre nom est enregistré.',
  'mot-de-passe': 'Votre mot de passe est changé. Les autres sessions sont fermées.',
  'adresse-confirmee': 'Votre adresse est changée.',
  session: 'La session est fermée.',
  sessions: 'Les autres sessions sont fermées.',
  'facteur-retire': 'Le second facteur est retiré.',
  'code-de-secours': withFrenchSpaces(
    'Vous êtes entré par un code de secours : il ne servira plus. Pensez à en faire de nouveaux.',
  ),
}

interface AccountState {
  person: Person
  grants: readonly Grant[]
  sessions: readonly Session[]
  sessionHash: string
  hasFactor: boolean
  mustHaveFactor: boolean
  codesLeft: number
  done: string | undefined
  name: string
  problems: Problems
  keys: { name: string; close: string; closeOthers: string }
}

export function accountPage(state: AccountState, context: ViewContext): AccountPage {
  const { person, grants, sessions, sessionHash, done, name, problems, keys } = state
  return {
    ...ownPage(titleWith('Mon compte', problems), '/compte', context),
    notice: done === 'adresse' ? linkOnItsWay(context) : wordIn(NOTICES, done),
    nameForm: formView({
      action: '/compte/nom',
      key: keys.name,
      submit: 'Enregistrer',
      fields: [fieldView('nom', 'Prénom et nom', problems, { value: name, autocomplete: 'name' })],
    }),
    email: person.email ?? '',
    factor: factorState(state),
    codes: state.hasFactor ? `${codesInWords(state.codesLeft)} de secours.` : undefined,
    grants: grants.map((grant) => grantInWords(grant, context)),
    sessions: sessions.map(({ hash, browser, createdAt, seenAt }) => ({
      hash,
      browser,
      since: instantInWords(createdAt),
      seen: instantInWords(seenAt),
      current: hash === sessionHash,
    })),
    hasOthers: sessions.length > 1,
    closeKey: keys.close,
    closeOthersKey: keys.closeOthers,
  }
}

/** Of the link that confirms a new address. */
function linkOnItsWay({ sendsMail }: ViewContext): string {
  const way = sendsMail
    ? 'Un lien vient de partir à la nouvelle adresse.'
    : `${NO_MAIL} : demandez à l’administration le lien qui confirme la nouvelle adresse.`
  return withFrenchSpaces(`${way} Elle remplacera l’ancienne quand vous l’aurez suivi.`)
}

function codesInWords(left: number): string {
  return left === 0 ? 'Il ne reste aucun code' : `Il reste ${counted(left, 'code', 'codes')}`
}

function factorState({ hasFactor, mustHaveFactor }: AccountState): AccountPage['factor'] {
  const link = hasFactor
    ? { label: 'Changer de téléphone', url: '/compte/second-facteur' }
    : { label: 'Installer un second facteur', url: '/compte/second-facteur' }
  const state = hasFactor
    ? `Le second facteur est installé.${mustHaveFactor ? ' Votre rôle le demande.' : ''}`
    : withFrenchSpaces('Il n’y a pas de second facteur : le mot de passe suffit à ouvrir votre compte.')
  return { state, isOn: hasFactor, link }
}

/** What shows again that it is really the owner who acts. */
const proofFields = (
  { problems, hasFactor }: Asked,
  factor = {
    label: 'Code de votre second facteur',
    hint: 'Celui que votre téléphone affiche maintenant, ou un code de secours.',
  },
): FieldView[] => [
  fieldView('actuel', 'Votre mot de passe actuel', problems, {
    type: 'password',
    autocomplete: 'current-password',
    hint: 'Il est demandé de nouveau pour que personne d’autre ne puisse faire ce changement.',
  }),
  ...(hasFactor
    ? [
        fieldView('code_actuel', factor.label, problems, {
          hint: factor.hint,
          autocomplete: 'one-time-code',
        }),
      ]
    : []),
]

interface Asked {
  key: string
  problems: Problems
  /** Who has a second factor shows it again too. */
  hasFactor: boolean
}

export function passwordForm(asked: Asked, context: ViewContext): DoorPage {
  return ownForm(
    {
      heading: 'Changer de mot de passe',
      explanation: 'Les sessions ouvertes ailleurs se fermeront.',
      action: '/compte/mot-de-passe',
      submit: 'Changer le mot de passe',
      fields: [...proofFields(asked), newPasswordField(asked.problems, 'Nouveau mot de passe')],
    },
    asked,
    context,
  )
}

export function addressForm(asked: Asked & { email: string }, context: ViewContext): DoorPage {
  return ownForm(
    {
      heading: 'Changer d’adresse',
      explanation:
        'Un lien partira à la nouvelle adresse ; elle remplacera l’ancienne quand vous l’aurez suivi.',
      action: '/compte/adresse',
      submit: 'Recevoir le lien',
      fields: [
        fieldView('adresse', 'Nouvelle adresse de courriel', asked.problems, {
          type: 'email',
          value: asked.email,
          autocomplete: 'email',
        }),
        ...proofFields(asked),
      ],
    },
    asked,
    context,
  )
}

export function codesForm(asked: Asked, context: ViewContext): DoorPage {
  return ownForm(
    {
      heading: 'Faire de nouveaux codes de secours',
      explanation: 'Les anciens ne serviront plus.',
      action: '/compte/codes',
      submit: 'Faire de nouveaux codes',
      fields: proofFields(asked),
    },
    asked,
    context,
  )
}

export function eraseForm(asked: Asked, context: ViewContext): DoorPage {
  return ownForm(
    {
      heading: 'Effacer mon compte',
      explanation:
        'Votre nom, votre adresse et votre mot de passe sont effacés aussitôt, et rien ne les rend. Ce que vous avez écrit dans le guide reste, sous un pseudonyme.',
      action: '/compte/effacer',
      submit: 'Effacer mon compte',
      fields: proofFields(asked),
    },
    asked,
    context,
  )
}

/** A second factor set up from the account, or another telephone; and how to remove it where the role allows. */
export interface OwnFactorPage extends DoorPage {
  qr: QrCode
  secret: string
  /** As the form carries it. */
  rawSecret: string
  /** Where it is removed; nothing where the role asks for it, or where there is none. */
  removal: string | undefined
}

const FIRST_PHONE = {
  heading: 'Installer un second facteur',
  explanation: 'Une application de votre téléphone affichera un code de six chiffres à chaque connexion.',
  submit: 'Installer',
  code: 'Code affiché par l’application',
}

const OTHER_PHONE = {
  heading: 'Changer de téléphone',
  explanation: 'L’ancien téléphone sert jusqu’à la fin de ce changement ; ensuite, seul le nouveau.',
  submit: 'Changer de téléphone',
  code: 'Code affiché par le nouveau téléphone',
}

/** Beside the code of the new telephone, the other one must be said to be the other. */
const FORMER_CODE = {
  label: 'Code affiché par l’ancien téléphone',
  hint: 'Sans lui : un code de secours.',
}

export function ownFactorPage(
  state: Asked & { uri: string; secret: string; canRemove: boolean },
  context: ViewContext,
): OwnFactorPage {
  const { uri, secret, canRemove, hasFactor, problems } = state
  const words = hasFactor ? OTHER_PHONE : FIRST_PHONE
  const page = ownForm(
    {
      ...words,
      action: '/compte/second-facteur',
      fields: [codeField(problems, words.code), ...proofFields(state, FORMER_CODE)],
    },
    state,
    context,
  )
  return {
    ...page,
    qr: qrCodeOf(uri),
    secret: (secret.match(/.{1,4}/g) ?? []).join(' '),
    rawSecret: secret,
    removal: canRemove ? '/compte/second-facteur/retirer' : undefined,
  }
}

export function removeFactorForm(asked: Asked, context: ViewContext): DoorPage {
  return ownForm(
    {
      heading: 'Retirer le second facteur',
      explanation: 'Le mot de passe suffira de nouveau à ouvrir votre compte.',
      action: '/compte/second-facteur/retirer',
      submit: 'Retirer le second facteur',
      fields: proofFields(asked),
    },
    asked,
    context,
  )
}

interface OwnForm {
  heading: string
  explanation: string
  action: string
  submit: string
  fields: FieldView[]
}

function ownForm(
  { heading, explanation, action, submit, fields }: OwnForm,
  { key, problems }: Pick<Asked, 'key' | 'problems'>,
  context: ViewContext,
): DoorPage {
  return {
    ...ownPage(titleWith(heading, problems), action, context),
    heading,
    explanation: withFrenchSpaces(explanation),
    refusal: problems.form,
    form: formView({ action, key, submit, fields }),
  }
}

function ownPage(title: string, path: string, context: ViewContext): Page {
  return pageOf({ title, description: title, canonicalPath: path, noindex: true }, context)
}
