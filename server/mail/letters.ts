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
