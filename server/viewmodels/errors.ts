import type { Card } from '../store/pageTypes.ts'
import { type CardView, cardViews } from './card.ts'
import type { ViewContext } from './context.ts'
import { type Page, pageOf } from './page.ts'

export interface ErrorPage extends Page {
  heading: string
  explanation: string
}

export interface NotFoundPage extends ErrorPage {
  /** Documents whose address is near the one asked for. */
  near: CardView[]
}

export interface FailurePage extends ErrorPage {
  /** What to give to whoever mends it. */
  requestId: string
}

export type RefusalStatus = 400 | 403 | 405 | 409 | 413 | 414 | 415 | 421 | 422 | 429

const REFUSALS: Record<RefusalStatus, readonly [heading: string, explanation: string]> = {
  400: [
    'Demande incomprise',
    'L’adresse ou le formulaire reçu n’est pas lisible. Revenez en arrière et recommencez.',
  ],
  403: ['Accès refusé', 'Cette page ne vous est pas ouverte.'],
  405: ['Action impossible ici', 'Cette adresse ne répond pas à ce genre de demande.'],
  409: [
    'Changement simultané',
    'Quelqu’un a changé cela entre-temps. Rechargez la page avant de recommencer.',
  ],
  413: ['Envoi trop lourd', 'Ce qui a été envoyé dépasse la taille permise. Raccourcissez le texte.'],
  414: ['Adresse trop longue', 'La question ou l’adresse est trop longue. Raccourcissez-la.'],
  415: ['Format non reconnu', 'Ce qui a été envoyé n’est pas dans un format que le guide sait lire.'],
  421: ['Mauvaise adresse du guide', 'Le guide ne répond pas à ce nom de site. Vérifiez l’adresse.'],
  422: ['Envoi incomplet', 'Quelque chose manque ou n’est pas juste. Revenez en arrière et corrigez.'],
  429: [
    'Trop de demandes à la fois',
    `Votre réseau a fait beaucoup de demandes. Attendez une minute et réessayez.`,
  ],
}

export function isRefusalStatus(status: number): status is RefusalStatus {
  return status in REFUSALS
}

export function notFoundPage(
  { path, near }: { path: string; near: readonly Card[] },
  context: ViewContext,
): NotFoundPage {
  const words = {
    heading: 'Page introuvable',
    explanation: `Rien ne se trouve à cette adresse. Vérifiez-la, ou cherchez avec vos mots dans le champ du haut.`,
  }
  return { ...errorPage(words, path, context), near: cardViews(near, context) }
}

export function refusalPage(
  { status, path }: { status: RefusalStatus; path: string },
  context: ViewContext,
): ErrorPage {
  const [heading, explanation] = REFUSALS[status]
  return errorPage({ heading, explanation }, path, context)
}

export function failurePage({ requestId }: { requestId: string }, context: ViewContext): FailurePage {
  const words = {
    heading: 'Une erreur est survenue',
    explanation: 'La faute est de notre côté, pas du vôtre. Réessayez dans un instant.',
  }
  return { ...errorPage(words, '/', context), requestId }
}

export function unavailablePage(context: ViewContext): ErrorPage {
  const words = {
    heading: 'Le guide est occupé',
    explanation: 'Il ne peut pas répondre à cet instant. Réessayez dans une minute.',
  }
  return errorPage(words, '/', context)
}

function errorPage(
  words: { heading: string; explanation: string },
  path: string,
  context: ViewContext,
): ErrorPage {
  const { heading, explanation } = words
  return {
    ...pageOf(
      { title: heading, description: explanation, canonicalPath: path, noindex: true, emergencyAbove: true },
      context,
    ),
    heading,
    explanation,
  }
}
