import { withFrenchSpaces } from '../text/typography.ts'
import type { ViewContext } from './context.ts'
import { type FormView, fieldView, formView, type Problems, titleWith } from './form.ts'
import { NO_MAIL } from './mail.ts'
import { type Page, pageOf } from './page.ts'

export interface SignInPage extends Page {
  heading: string
  /** What just happened, where something did: « Vous êtes déconnecté. » */
  notice: string | undefined
  /** What went wrong with the whole form. */
  refusal: string | undefined
  form: FormView
  back: string
  kept: string
}

export interface SignInState {
  email: string
  problems: Problems
  refusal?: string | undefined
  notice?: string | undefined
  /** Where to go after signing in. */
  back: string
  /** Token of a form that waits; empty for none. */
  kept: string
  key: string
}

/** The answer to an unknown account and to a wrong password: one sentence, so that nobody learns who has an account. */
export const WRONG =
  'L’adresse ou le mot de passe n’est pas juste. Vérifiez que les majuscules ne sont pas verrouillées.'

export function tooMany(seconds: number): string {
  const minutes = Math.ceil(seconds / 60)
  return `Trop d’essais de suite. Attendez ${minutes === 1 ? 'une minute' : `${minutes} minutes`}, puis réessayez.`
}

export function signInPage(state: SignInState, context: ViewContext): SignInPage {
  const { email, problems, refusal, notice, back, kept, key } = state
  const heading = 'Se connecter'
  return {
    ...doorPage(
      titleWith(heading, refusal === undefined ? problems : { form: refusal }),
      '/connexion',
      context,
    ),
    heading,
    notice,
    refusal,
    back,
    kept,
    form: formView({
      action: '/connexion',
      key,
      submit: 'Se connecter',
      fields: [
        fieldView('adresse', 'Adresse de courriel', problems, {
          type: 'email',
          value: email,
          autocomplete: 'username',
        }),
        fieldView('mot_de_passe', 'Mot de passe', problems, {
          type: 'password',
          autocomplete: 'current-password',
        }),
      ],
    }),
  }
}

export interface CodePage extends Page {
  heading: string
  refusal: string | undefined
  form: FormView
  back: string
  kept: string
}

export type CodeState = Pick<SignInState, 'problems' | 'refusal' | 'back' | 'kept' | 'key'>

export function codePage({ problems, refusal, back, kept, key }: CodeState, context: ViewContext): CodePage {
  const heading = 'Second facteur'
  return {
    ...doorPage(
      titleWith(heading, refusal === undefined ? problems : { form: refusal }),
      '/connexion/code',
      context,
    ),
    heading,
    refusal,
    back,
    kept,
    form: formView({
      action: '/connexion/code',
      key,
      submit: 'Continuer',
      fields: [
        fieldView('code', 'Code à six chiffres', problems, {
          hint: 'Il est affiché par l’application de votre téléphone. Sans le téléphone : un code de secours.',
          autocomplete: 'one-time-code',
        }),
      ],
    }),
  }
}

/** The password was right, but the role asks for a second factor that is not set up yet. */
export interface EnrolNeededPage extends Page {
  heading: string
  explanation: string
}

export function enrolNeededPage(context: ViewContext): EnrolNeededPage {
  const heading = 'Il manque le second facteur'
  return {
    ...doorPage(heading, '/connexion', context),
    heading,
    explanation: withFrenchSpaces(
      `Votre rôle demande un second facteur, et votre compte n’en a pas encore. ${
        context.sendsMail
          ? 'Un lien pour l’installer vient de partir à votre adresse. Sans courriel dans l’heure, demandez à l’administration du guide.'
          : `${NO_MAIL} : demandez à l’administration le lien pour l’installer.`
      }`,
    ),
  }
}

/** A page of the doors: not to be indexed, and without the place or question of a reader. */
export function doorPage(title: string, path: string, context: ViewContext): Page {
  return pageOf({ title, description: title, canonicalPath: path, noindex: true }, context)
}
