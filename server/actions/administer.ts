/** What administrators and moderators do to the accounts of others: each tells the person, in the same transaction. */
import { type Grant, needsSecondFactor, type SecondFactorPolicy, writeGrant } from '../domain/permission.ts'
import { type Account, findAccount } from '../store/accounts.ts'
import type { Database, Writer } from '../store/database.ts'
import { retryMessage } from '../store/outbox.ts'
import { setLabel } from '../store/people.ts'
import { closeSessions } from '../store/sessions.ts'
import { type Sender, sendFactorLink, sendInvitation } from './invite.ts'
import {
  type Actor,
  create,
  disable,
  done,
  dropFactor,
  enable,
  give,
  journal,
  type Outcome,
  refuse,
  takeBack,
} from './people.ts'
import { tell } from './post.ts'

/** Who acts, under which name messages say so, and for which guide. */
export interface Steward {
  actor: Actor
  name: string
  sender: Sender
}

export interface Invitation {
  email: string
  name: string
  grant: Grant
}

/** The account and its invitation come together, or neither does. */
export function invite(
  database: Database,
  { email, name, grant }: Invitation,
  steward: Steward,
  now: Date,
): Promise<Outcome<number>> {
  const { actor, sender } = steward
  return database.write(async (tx) => {
    const made = await create(tx, { email, name, grants: [grant] }, actor, now.toISOString())
    if (made.ok) await sendInvitation(tx, { id: made.value, name, email }, steward, sender, now)
    return made
  })
}

/** A grant, and how the person reads it: « Contributeur · CAF du Pas-de-Calais ». */
export interface WordedGrant {
  grant: Grant
  words: string
}

export function giveTo(
  database: Database,
  id: number,
  { grant, words }: WordedGrant,
  { actor, sender }: Steward,
  now: Date,
): Promise<Outcome<void>> {
  return change(database, id, async (tx, account) => {
    if (account.grants.some((held) => writeGrant(held) === writeGrant(grant)))
      return refuse('Ce compte a déjà cette habilitation.')
    await give(tx, id, grant, actor, now.toISOString())
    await tell(tx, account, `Vous avez une nouvelle habilitation : ${words}.`, sender.guide, now)
    return done
  })
}

export function takeFrom(
  database: Database,
  id: number,
  { grant, words }: WordedGrant,
  { actor, sender }: Steward,
  now: Date,
): Promise<Outcome<void>> {
  return change(database, id, async (tx, account) => {
    const taken = await takeBack(tx, id, grant, actor, now.toISOString())
    if (taken.ok) await tell(tx, account, `Une habilitation vous est retirée : ${words}.`, sender.guide, now)
    return taken
  })
}

export function closeAccount(
  database: Database,
  id: number,
  { actor, sender }: Steward,
  now: Date,
): Promise<Outcome<void>> {
  return change(database, id, async (tx, account) => {
    if (account.disabledAt !== null) return refuse('Ce compte est déjà désactivé.')
    const closed = await disable(tx, id, actor, now.toISOString())
    if (closed.ok)
      await tell(tx, account, 'Votre compte vient d’être désactivé par l’administration.', sender.guide, now)
    return closed
  })
}

export function reopenAccount(
  database: Database,
  id: number,
  { actor }: Steward,
  now: Date,
): Promise<Outcome<void>> {
  return change(database, id, async (tx, account) => {
    if (account.disabledAt === null) return refuse('Ce compte n’est pas désactivé.')
    await enable(tx, id, actor, now.toISOString())
    return done
  })
}

/** A telephone that was lost or a desk left open: whoever holds a session of that account is out. */
export function closeAllSessions(
  database: Database,
  id: number,
  { actor, sender }: Steward,
  now: Date,
): Promise<Outcome<void>> {
  return change(database, id, async (tx, account) => {
    await closeSessions(tx, id)
    await journal(tx, actor, 'sessions fermées', now.toISOString(), { compte: id })
    await tell(
      tx,
      account,
      'L’administration vient de fermer les sessions de votre compte.',
      sender.guide,
      now,
    )
    return done
  })
}

/** A link that was lost or ran out. Who has a password asks for a new one alone. */
export function inviteAgain(
  database: Database,
  id: number,
  steward: Steward,
  now: Date,
): Promise<Outcome<void>> {
  return change(database, id, async (tx, account) => {
    if (account.hasPassword) return refuse('Ce compte est déjà ouvert : il a un mot de passe.')
    if (account.disabledAt !== null) return refuse('Ce compte est désactivé : réactivez-le d’abord.')
    await sendInvitation(tx, account, steward, steward.sender, now)
    return done
  })
}

/** The factor is off; whoever must have one gets the link that sets up the next. */
export function resetFactor(
  database: Database,
  id: number,
  { policy, ...steward }: Steward & { policy: SecondFactorPolicy },
  now: Date,
): Promise<Outcome<void>> {
  const { actor, sender } = steward
  return change(database, id, async (tx, account) => {
    if (!account.hasSecondFactor) return refuse('Ce compte n’a pas de second facteur.')
    await dropFactor(tx, id, actor, now.toISOString())
    const what = 'Le second facteur de votre compte vient d’être retiré par l’administration.'
    await tell(tx, account, what, sender.guide, now)
    const isDue = account.hasPassword && needsSecondFactor(account.grants, policy)
    if (isDue && account.disabledAt === null) await sendFactorLink(tx, account, actor, sender, now)
    return done
  })
}

/** What everybody reads beside the work of a référent. */
export function relabel(
  database: Database,
  id: number,
  label: string,
  { actor }: Steward,
  now: Date,
): Promise<Outcome<void>> {
  return change(database, id, async (tx) => {
    await setLabel(tx, id, label === '' ? undefined : label)
    await journal(tx, actor, 'libellé public changé', now.toISOString(), { compte: id })
    return done
  })
}

/** False when the message is not one that was given up. */
export function retry(database: Database, id: number, { actor }: Steward, now: Date): Promise<Outcome<void>> {
  return database.write<Outcome<void>>(async (tx) => {
    if (!(await retryMessage(tx, id, now)))
      return refuse('Ce message n’est pas abandonné : il est parti, ou il partira à son heure.')
    await journal(tx, actor, 'courriel repris', now.toISOString(), { message: id })
    return done
  })
}

/** The account as it is now, not as the page showed it. */
function change(
  database: Database,
  id: number,
  act: (tx: Writer, account: Account) => Promise<Outcome<void>>,
): Promise<Outcome<void>> {
  return database.write(async (tx) => {
    const account = await findAccount(tx, id)
    if (account === undefined || account.erasedAt !== null) return refuse('Ce compte est effacé.')
    return act(tx, account)
  })
}
