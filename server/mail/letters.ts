/** Every message that the guide writes: what it says, and nothing of how it leaves. */
import type { Letter } from './message.ts'

interface Addressee {
  name: string
  /** « WikiSol62 ». */
  guide: string
}

const CLOSING = 'Ce message est écrit par le guide. Inutile d’y répondre.'

const greeting = ({ name }: Addressee) => `Bonjour ${name},`

export function invitationLetter(to: Addressee & { url: string; by: string }): Letter {
  return {
    subject: `${to.guide} : votre compte vous attend`,
    greeting: greeting(to),
    paragraphs: [
      `${to.by} vous ouvre un compte sur ${to.guide}, le guide des solidarités, pour tenir à jour les fiches de votre institution.`,
      'Le lien qui suit sert une seule fois, pendant sept jours. Vous y choisirez un mot de passe.',
    ],
    action: { label: 'Ouvrir mon compte', url: to.url },
    closing: `Vous n’attendiez pas ce message ? Ne suivez pas le lien : le compte ne s’ouvrira pas. ${CLOSING}`,
  }
}

export function enrolLetter(to: Addressee & { url: string }): Letter {
  return {
    subject: `${to.guide} : installer votre second facteur`,
    greeting: greeting(to),
    paragraphs: [
      'Votre rôle demande un second facteur : une application de votre téléphone qui affiche un code.',
      'Le lien qui suit sert une seule fois, pendant sept jours. Il vous guide en deux minutes.',
    ],
    action: { label: 'Installer le second facteur', url: to.url },
    closing: `Vous ne venez pas de vous connecter ? Prévenez l’administration du guide : quelqu’un a votre mot de passe. ${CLOSING}`,
  }
}

export function passwordLetter(to: Addressee & { url: string }): Letter {
  return {
    subject: `${to.guide} : choisir un nouveau mot de passe`,
    greeting: greeting(to),
    paragraphs: [
      'Un nouveau mot de passe a été demandé pour votre compte. Le lien qui suit sert une seule fois, pendant une heure.',
    ],
    action: { label: 'Choisir un nouveau mot de passe', url: to.url },
    closing: `Ce n’est pas vous ? Ne faites rien : votre mot de passe ne change pas. ${CLOSING}`,
  }
}

export function addressLetter(to: Addressee & { url: string }): Letter {
  return {
    subject: `${to.guide} : confirmer votre nouvelle adresse`,
    greeting: greeting(to),
    paragraphs: [
      'Cette adresse doit devenir celle de votre compte. Le lien qui suit sert une seule fois, pendant un jour.',
    ],
    action: { label: 'Confirmer cette adresse', url: to.url },
    closing: `Ce n’est pas vous ? Ne faites rien : rien ne change. ${CLOSING}`,
  }
}

/** What happened to an account, told to its owner: a theft is seen by the one it happens to. */
export function noticeLetter(to: Addressee & { what: string }): Letter {
  return {
    subject: `${to.guide} : votre compte a changé`,
    greeting: greeting(to),
    paragraphs: [to.what],
    closing: `Vous ne vous y attendiez pas ? Prévenez aussitôt l’administration du guide. ${CLOSING}`,
  }
}

/*
 * Letters about proposals name published fiches only, and repeat no word of a text that nobody has approved yet: they lead
 * to the page where it is read by whoever may.
 */

/** « la fiche « Accueil de la CAF » », « une nouvelle fiche ». */
interface AboutProposal extends Addressee {
  what: string
  url: string
}

export function submittedLetter(to: AboutProposal & { promisedOn: string }): Letter {
  return {
    subject: `${to.guide} : une modification attend votre relecture`,
    greeting: greeting(to),
    paragraphs: [
      `Quelqu’un propose une modification de ${to.what}, dans votre périmètre.`,
      `Une réponse est promise pour le ${to.promisedOn}.`,
    ],
    action: { label: 'Relire la proposition', url: to.url },
    closing: CLOSING,
  }
}

export type Verdict = 'accepted' | 'rejected' | 'asked' | 'corrected' | 'comment'

const VERDICTS: Readonly<
  Record<Verdict, { subject: string; words: (what: string) => string; label: string }>
> = {
  accepted: {
    subject: 'votre modification est publiée',
    words: (what) =>
      `Votre modification de ${what} est acceptée : les agents la lisent dès maintenant. Merci.`,
    label: 'Voir la proposition',
  },
  rejected: {
    subject: 'votre modification n’est pas retenue',
    words: (what) =>
      `Votre modification de ${what} n’est pas retenue. La raison est donnée avec la proposition.`,
    label: 'Lire la raison',
  },
  asked: {
    subject: 'une question sur votre modification',
    words: (what) => `Avant de publier votre modification de ${what}, le relecteur vous pose une question.`,
    label: 'Lire la question et répondre',
  },
  corrected: {
    subject: 'des corrections attendent votre accord',
    words: (what) =>
      `Le relecteur a corrigé votre modification de ${what}. Elle sera publiée dès que vous serez d’accord.`,
    label: 'Voir les corrections',
  },
  comment: {
    subject: 'un message sur une proposition',
    words: (what) => `Quelqu’un a écrit un message au sujet d’une modification de ${what}.`,
    label: 'Lire le message',
  },
}

export function verdictLetter(to: AboutProposal & { verdict: Verdict }): Letter {
  const { subject, words, label } = VERDICTS[to.verdict]
  return {
    subject: `${to.guide} : ${subject}`,
    greeting: greeting(to),
    paragraphs: [words(to.what)],
    action: { label, url: to.url },
    closing: CLOSING,
  }
}
