import type { Request, Response } from 'express'
import { Passport } from 'passport'
import { Strategy } from 'passport-local'

/** Names of the fields that the strategy reads. */
export const EMAIL_FIELD = 'adresse'
export const PASSWORD_FIELD = 'mot_de_passe'

/**
 * Reads an address and a password from a form and asks who is behind them. Passport's own sessions are not used: ours
 * stand in the database. Nothing is answered here; without both fields the outcome is undefined.
 */
export function createPasswordDoor<Outcome extends object>(
  verify: (request: Request, email: string, password: string) => Promise<Outcome>,
): (request: Request, response: Response) => Promise<Outcome | undefined> {
  const passport = new Passport()
  passport.use(
    new Strategy(
      {
        usernameField: EMAIL_FIELD,
        passwordField: PASSWORD_FIELD,
        session: false,
        passReqToCallback: true,
      },
      (request, email, password, done) => {
        verify(request, email, password).then((outcome) => done(null, outcome), done)
      },
    ),
  )
  return (request, response) =>
    new Promise((resolve, reject) => {
      const answer = (error: unknown, outcome?: Outcome | false | null) =>
        error ? reject(error) : resolve(outcome || undefined)
      passport.authenticate('local', { session: false }, answer)(request, response, reject)
    })
}
