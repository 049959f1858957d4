import type { Database } from '../store/database.ts'
import { administrators } from '../store/people.ts'
import { issueAdministratorLink } from './invite.ts'
import { OPERATOR } from './people.ts'

interface Outlet {
  /** A person reads what is printed, and nothing keeps it. */
  isTerminal: boolean
  /** Where the link leads. */
  origin: string
}

/**
 * What a start says while nobody administers the guide: on a terminal, the link that creates the first account. Where the
 * output is kept, in a file or a log, the command that gives one: a link that opens everything does not belong there.
 */
export async function howToBegin(
  database: Database,
  { isTerminal, origin }: Outlet,
  now: Date,
): Promise<string[]> {
  if ((await administrators(database.read)).length > 0) return []
  if (!isTerminal) {
    return [
      'Aucun compte d’administration : npm run wikisol -- people lien-administrateur donne le lien qui en crée un.',
    ]
  }
  const url = await issueAdministratorLink(database, OPERATOR, origin, now)
  return [
    'Aucun compte d’administration. Ce lien en crée un ; il sert une fois, pendant 24 heures :',
    `  ${url}`,
  ]
}
