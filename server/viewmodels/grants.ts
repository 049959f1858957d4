import { placeOf, placeText } from '../domain/geography.ts'
import type { Grant, Role } from '../domain/permission.ts'
import type { ViewContext } from './context.ts'

const ROLES: Record<Role, string> = {
  contributor: 'Contributeur',
  moderator: 'Modérateur',
  administrator: 'Administrateur',
}

/** A role as forms and addresses say it. */
export const ROLE_VALUES: Record<Role, string> = {
  contributor: 'contributeur',
  moderator: 'moderateur',
  administrator: 'administrateur',
}

export const ROLE_CHOICES: readonly (readonly [string, string])[] = [
  [ROLE_VALUES.contributor, ROLES.contributor],
  [ROLE_VALUES.moderator, ROLES.moderator],
  [ROLE_VALUES.administrator, ROLES.administrator],
]

export function roleOf(value: string | undefined): Role | undefined {
  return (Object.keys(ROLE_VALUES) as Role[]).find((role) => ROLE_VALUES[role] === value)
}

/** « Modérateur · Prévention des expulsions ». A scope whose page is gone keeps its slug. */
export function grantInWords(grant: Grant, context: Pick<ViewContext, 'directory'>): string {
  return grant.role === 'administrator'
    ? ROLES.administrator
    : `${ROLES[grant.role]} · ${scopeInWords(grant, context)}`
}

function scopeInWords({ scope, target }: Grant, { directory }: Pick<ViewContext, 'directory'>): string {
  switch (scope) {
    case 'everywhere':
      return 'tout le guide'
    case 'institution':
      return directory.find(target)?.title ?? target
    case 'theme':
      return directory.themes.get(target)?.title ?? target
    case 'territory': {
      const place = placeOf(directory.geography, target)
      return place === undefined ? target : placeText(place)
    }
  }
}
