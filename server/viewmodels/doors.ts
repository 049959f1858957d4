/** The pages that one-time links open. */
import { withFrenchSpaces } from '../text/typography.ts'
import type { ViewContext } from './context.ts'
import { type FormView, fieldView, formView, type Problems, titleWith } from './form.ts'
import { NO_MAIL } from './mail.ts'
import type { Page } from './page.ts'
import { type QrCode, qrCodeOf } from './qrCode.ts'
import { doorPage } from './signIn.ts'

/** A page of one form. */
export interface DoorPage extends Page {
  heading: string
  explanation: string
  refusal: string | undefined
  form: FormView
}

/** A page that only says something, and where to go on. */
export interface WordPage extends Page {
  heading: string
  explanation: string
  links: { label: string; url: string }[]
}

const PASSWORD_HINT =
  'Quinze caractères au moins. Une phrase de quatre mots sans rapport entre eux est facile à retenir et difficile à deviner.'

export function newPasswordField(problems: Problems, label = 'Mot de passe') {
  return fieldView('nouveau', label, problems, {
    type: 'password',
    hint: PASSWORD_HINT,
    autocomplete: 'new-password',
  })
}

interface Given {
  action: string
  key: string
  problems: Problems
}

/** Step one of an account: who, and which password. */
export function openAccountPage(
  { action, key, problems, name, email, isNew }: Given & { name: string; email: string; isNew: boolean },
  context: ViewContext,
): DoorPage {
  const heading = isNew ? 'Créer le compte d’administration' : 'Ouvrir votre compte'
  return {
    ...doorPage(titleWith(heading, problems), action, context),
    heading,
    explanation: isNew
      ? 'Ce compte invitera les autres. Le second facteur vient à l’étape suivante.'
      : `Votre adresse de connexion est ${email}.`,
    refusal: problems.form,
    form: formView({
      action,
      key,
      submit: 'Continuer',
      fields: [
        fieldView('nom', 'Prénom et nom', problems, { value: name, autocomplete: 'name' }),
        ...(isNew
          ? [
              fieldView('adresse', 'Adresse de courriel', problems, {
                type: 'email',
                value: email,
                autocomplete: 'username',
                hint: 'Elle servira à vous connecter.',
              }),
            ]
          : []),
        newPasswordField(problems),
      ],
    }),
  }
}

/** Step two: the application of the phone. */
export interface FactorPage extends DoorPage {
  qr: QrCode
  /** The same as the QR code, to be typed: groups of four letters. */
  secret: string
}

export function factorPage(
  { action, key, problems, uri, secret }: Given & { uri: string; secret: string },
  context: ViewContext,
): FactorPage {
  const heading = 'Installer le second facteur'
  return {
    ...doorPage(titleWith(heading, problems), action, context),
    heading,
    explanation: 'Une application de votre téléphone affichera un code de six chiffres à chaque connexion.',
    refusal: problems.form,
    qr: qrCodeOf(uri),
    secret: (secret.match(/.{1,4}/g) ?? []).join(' '),
    form: formView({ action, key, submit: 'Terminer', fields: [codeField(problems)] }),
  }
}

export function codeField(problems: Problems, label = 'Code affiché par l’application') {
  return fieldView('code', label, problems, {
    hint: 'Six chiffres.',
    autocomplete: 'one-time-code',
    inputmode: 'numeric',
  })
}

/** Shown once: each code replaces the phone one time. */
export interface RecoveryPage extends Page {
  heading: string
  codes: string[]
  next: { label: string; url: string }
}

export function recoveryPage(
  { codes, isSignedIn }: { codes: readonly string[]; isSignedIn: boolean },
  context: ViewContext,
): RecoveryPage {
  const heading = 'Vos codes de secours'
  return {
    ...doorPage(heading, '/compte', context),
    heading,
    codes: [...codes],
    next: isSignedIn
      ? { label: 'C’est noté : aller à mon compte', url: '/compte' }
      : { label: 'C’est noté : se connecter', url: '/connexion' },
  }
}

export function deadLinkPage(path: string, context: ViewContext): WordPage {
  const heading = 'Ce lien ne sert plus'
  return {
    ...doorPage(heading, path, context),
    heading,
    explanation: withFrenchSpaces(
      'Il a déjà servi, il est trop ancien, ou un lien plus récent l’a remplacé. Si votre compte est déjà ouvert, connectez-vous. Sinon, demandez un nouveau lien par « Mot de passe oublié », ou à la personne qui vous l’a envoyé.',
    ),
    links: [
      { label: 'Se connecter', url: '/connexion' },
      { label: 'Mot de passe oublié', url: '/mot-de-passe' },
    ],
  }
}

export function forgottenPage(
  { key, problems, email, refusal }: { key: string; problems: Problems; email: string; refusal?: string },
  context: ViewContext,
): DoorPage {
  const heading = 'Mot de passe oublié'
  return {
    ...doorPage(
      titleWith(heading, refusal === undefined ? problems : { form: refusal }),
      '/mot-de-passe',
      context,
    ),
    heading,
    explanation: withFrenchSpaces(
      'Donnez l’adresse de votre compte : un lien y arrive, pour choisir un nouveau mot de passe.',
    ),
    refusal,
    form: formView({
      action: '/mot-de-passe',
      key,
      submit: 'Recevoir le lien',
      fields: [
        fieldView('adresse', 'Adresse de courriel', problems, {
          type: 'email',
          value: email,
          autocomplete: 'username',
        }),
      ],
    }),
  }
}

export function linkSentPage(context: ViewContext): WordPage {
  const heading = context.sendsMail ? 'Regardez vos courriels' : 'Demandez votre lien'
  return {
    ...doorPage(heading, '/mot-de-passe', context),
    heading,
    explanation: withFrenchSpaces(
      context.sendsMail
        ? 'Si un compte a cette adresse, un lien vient d’y partir. Il sert pendant une heure. Rien reçu ? Vérifiez l’adresse et les indésirables, ou demandez à l’administration du guide.'
        : `Si un compte a cette adresse, un lien est prêt, pour une heure. ${NO_MAIL} : demandez à l’administration de vous le transmettre.`,
    ),
    links: [{ label: 'Revenir à la connexion', url: '/connexion' }],
  }
}

export function newPasswordPage(
  { action, key, problems, email }: Given & { email: string },
  context: ViewContext,
): DoorPage {
  const heading = 'Choisir un nouveau mot de passe'
  return {
    ...doorPage(titleWith(heading, problems), action, context),
    heading,
    explanation: `Pour le compte ${email}. Les sessions ouvertes ailleurs se fermeront.`,
    refusal: problems.form,
    form: formView({ action, key, submit: 'Changer le mot de passe', fields: [newPasswordField(problems)] }),
  }
}

export function confirmAddressPage(
  { action, key, problems, email }: Given & { email: string },
  context: ViewContext,
): DoorPage {
  const heading = 'Confirmer votre nouvelle adresse'
  return {
    ...doorPage(titleWith(heading, problems), action, context),
    heading,
    explanation: `Vous vous connecterez désormais avec ${email}.`,
    refusal: problems.form,
    form: formView({ action, key, submit: 'Confirmer', fields: [] }),
  }
}
