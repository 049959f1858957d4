import type { Decision } from '../domain/access.ts'
import { HttpError } from '../http/errors.ts'

/** Nobody is signed in, and signing in could help. */
export class SignInNeeded extends Error {
  readonly location: string
  constructor(location: string) {
    super('sign in')
    this.location = location
  }
}

export class NotFound extends HttpError {
  constructor() {
    super(404)
  }
}

/** A form that was acted on already leads where it led the first time. */
export class AlreadySent extends Error {
  readonly location: string
  constructor(location: string) {
    super('already sent')
    this.location = location
  }
}

/** Answers a decision that is not « allowed »; `back` is where to come back to after signing in. */
export function refuse(decision: Exclude<Decision, 'allowed'>, back: string): never {
  switch (decision) {
    case 'signIn':
      throw new SignInNeeded(signInAddress(back))
    case 'forbidden':
      throw new HttpError(403)
    case 'notFound':
      throw new NotFound()
  }
}

export function signInAddress(back: string, kept?: string): string {
  const query = new URLSearchParams({ retour: back, ...(kept === undefined ? {} : { formulaire: kept }) })
  return `/connexion?${query}`
}
