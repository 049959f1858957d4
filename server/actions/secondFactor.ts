/** The second factor of the own account, from a session that is open. */
import { newRecoveryCodes } from '../auth/recoveryCodes.ts'
import { verifyTotp } from '../auth/totp.ts'
import type { Database } from '../store/database.ts'
import { cancelLinks } from '../store/links.ts'
import { replaceRecoveryCodes, setTotp, takeTotpStep } from '../store/people.ts'
import { closeSessions } from '../store/sessions.ts'
import type { Owner } from './account.ts'
import type { Sender } from './invite.ts'
import { journalOwn } from './people.ts'
import { tell } from './post.ts'
import { type Origin, openWholeSession } from './signIn.ts'

export type Installed = { ok: true; token: string; recoveryCodes: string[] } | { ok: false }

/** A second factor from a whole session. The session is replaced by one that has shown it, and the others close. */
export function installFactor(
  database: Database,
  { person }: Owner,
  { secret, code }: { secret: string; code: string },
  { guide, origin }: { guide: string; origin: Origin },
  now: Date,
): Promise<Installed> {
  return database.write<Installed>(async (tx) => {
    const step = verifyTotp(secret, code, now, 0)
    if (step === undefined) return { ok: false }
    const codes = newRecoveryCodes()
    await setTotp(
      tx,
      person.id,
      secret,
      codes.map(({ hash }) => hash),
    )
    await takeTotpStep(tx, person.id, step)
    await closeSessions(tx, person.id)
    await cancelLinks(tx, person.id, ['invitation'], now.toISOString())
    await tell(tx, person, 'Un second facteur vient d’être installé sur votre compte.', guide, now)
    await journalOwn(tx, person, 'second facteur installé', now)
    const token = await openWholeSession(tx, person, true, origin, now)
    return { ok: true, token, recoveryCodes: codes.map(({ code: each }) => each) }
  })
}

/** The other sessions close: whoever removed it without being the owner is seen, and whoever else was in is out. */
export function removeFactor(
  database: Database,
  { person, sessionHash }: Owner,
  { guide }: Sender,
  now: Date,
): Promise<void> {
  return database.write(async (tx) => {
    await setTotp(tx, person.id, undefined, [])
    await closeSessions(tx, person.id, sessionHash)
    await tell(tx, person, 'Le second facteur de votre compte vient d’être retiré.', guide, now)
    await journalOwn(tx, person, 'second facteur retiré', now)
  })
}

/** New recovery codes; the former ones open nothing any more. */
export function renewCodes(
  database: Database,
  { person }: Owner,
  { guide }: Sender,
  now: Date,
): Promise<string[]> {
  return database.write(async (tx) => {
    const codes = newRecoveryCodes()
    await replaceRecoveryCodes(
      tx,
      person.id,
      codes.map(({ hash }) => hash),
    )
    await tell(
      tx,
      person,
      'De nouveaux codes de secours viennent d’être faits ; les anciens ne servent plus.',
      guide,
      now,
    )
    await journalOwn(tx, person, 'codes de secours renouvelés', now)
    return codes.map(({ code }) => code)
  })
}
