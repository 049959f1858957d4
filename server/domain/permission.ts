/** Who may do what: one table of acts, asked by routes, commands and tests alike. Pure. */

export const ROLES = ['contributor', 'moderator', 'administrator'] as const
export type Role = (typeof ROLES)[number]

export const SCOPES = ['institution', 'territory', 'theme', 'everywhere'] as const
export type Scope = (typeof SCOPES)[number]

/** A role on a part of the guide. `target` is a slug (or an INSEE code); empty for everywhere. */
export interface Grant {
  role: Role
  scope: Scope
  target: string
}

/** Where a document stands, as the row that was loaded says. */
export interface Standing {
  /** Who answers for it; an institution answers for itself, and so does the one it names. */
  institutions: readonly string[]
  territories: readonly string[]
  themes: readonly string[]
}

export type Act =
  | 'voir-contacts-professionnels'
  | 'proposer'
  | 'agir-aussitot'
  | 'relire'
  | 'expliquer-la-recherche'

/** A moderator may do what a contributor may; an administrator has no opinion on texts: it is no reviewer by that alone. */
const ROLES_OF: Record<'contribute' | 'moderate', readonly Role[]> = {
  contribute: ['contributor', 'moderator'],
  moderate: ['moderator'],
}

/** True where the grant's scope holds what stands there. Everywhere holds all. */
export function covers({ scope, target }: Grant, { institutions, territories, themes }: Standing): boolean {
  switch (scope) {
    case 'everywhere':
      return true
    case 'institution':
      return institutions.includes(target)
    case 'territory':
      return territories.includes(target)
    case 'theme':
      return themes.includes(target)
  }
}

const EVERYWHERE: Standing = { institutions: [], territories: [], themes: [] }

function holds(grants: readonly Grant[], roles: readonly Role[], standing: Standing): boolean {
  return grants.some((grant) => roles.includes(grant.role) && covers(grant, standing))
}

/** Each act on what the guide says, for somebody who is signed in; who is not may do none of them. */
const ACTS: Record<Act, (grants: readonly Grant[], standing: Standing) => boolean> = {
  'voir-contacts-professionnels': () => true,
  // A proposal on any fiche is welcome: outside the scope it says whose scope it reaches.
  proposer: () => true,
  'agir-aussitot': (grants, standing) => holds(grants, ROLES_OF.contribute, standing),
  relire: (grants, standing) => holds(grants, ROLES_OF.moderate, standing),
  'expliquer-la-recherche': (grants) => grants.some(({ role }) => role !== 'contributor'),
}

/** `grants` are those in force; `undefined` for nobody signed in. */
export function may(
  grants: readonly Grant[] | undefined,
  act: Act,
  standing: Standing = EVERYWHERE,
): boolean {
  return grants !== undefined && ACTS[act](grants, standing)
}

export function isAdministrator(grants: readonly Grant[]): boolean {
  return grants.some(({ role }) => role === 'administrator')
}

export type SecondFactorPolicy = 'administrateurs' | 'moderateurs'

/** Who must sign in with a second factor (TOTP_OBLIGATOIRE). */
export function needsSecondFactor(grants: readonly Grant[], policy: SecondFactorPolicy): boolean {
  const roles: readonly Role[] =
    policy === 'administrateurs' ? ['administrator'] : ['administrator', 'moderator']
  return grants.some(({ role }) => roles.includes(role))
}

/**
 * What somebody with these grants may give to others: an administrator all, a moderator contributors inside the own scope.
 * `parents` are the institutions that answer for the one that is given: their moderators may give it too.
 */
export function mayGive(grants: readonly Grant[], given: Grant, parents: readonly string[] = []): boolean {
  if (isAdministrator(grants)) return true
  const isInside = ({ scope, target }: Grant) =>
    scope === 'everywhere' ||
    (scope === given.scope &&
      (target === given.target || (scope === 'institution' && parents.includes(target))))
  return given.role === 'contributor' && grants.some((grant) => grant.role === 'moderator' && isInside(grant))
}

const ROLE_WORDS: Record<Role, string> = {
  contributor: 'contributeur',
  moderator: 'modérateur',
  administrator: 'administrateur',
}

/** « contributor:institution:caf-du-pas-de-calais », « moderator:everywhere », « administrator »; a French sentence otherwise. */
export function parseGrant(text: string): Grant | string {
  const [role = '', scope = 'everywhere', target = '', ...more] = text.split(':')
  if (!ROLES.includes(role as Role))
    return `« ${role} » n’est pas un rôle : contributor, moderator ou administrator.`
  if (!SCOPES.includes(scope as Scope) || more.length > 0)
    return `« ${scope} » n’est pas un périmètre : institution, territory, theme ou everywhere.`
  if ((scope === 'everywhere') !== (target === ''))
    return scope === 'everywhere'
      ? '« everywhere » ne prend pas de cible.'
      : `Le périmètre « ${scope} » demande une cible, par exemple ${role}:${scope}:caf-du-pas-de-calais.`
  if (role === 'administrator' && scope !== 'everywhere')
    return `Un ${ROLE_WORDS.administrator} l’est partout.`
  return { role: role as Role, scope: scope as Scope, target }
}

export function writeGrant({ role, scope, target }: Grant): string {
  if (role === 'administrator') return role
  return target === '' ? `${role}:${scope}` : `${role}:${scope}:${target}`
}
