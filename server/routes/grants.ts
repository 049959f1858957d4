/** Who manages accounts, what they may give, and the grant that a form of theirs names. */
import type { Steward } from '../actions/administer.ts'
import { actorOf } from '../actions/people.ts'
import { allPerimeters, EVERYWHERE, mayGiveHere, type Perimeter, readPerimeter } from '../domain/perimeter.ts'
import { type Grant, isAdministrator } from '../domain/permission.ts'
import { field } from '../http/forms.ts'
import type { Problems } from '../viewmodels/form.ts'
import type { GrantFieldsState } from '../viewmodels/grantForm.ts'
import { roleOf } from '../viewmodels/grants.ts'
import type { Visit } from './route.ts'
import { senderOf } from './signIn.ts'
import { visitorOf } from './visitor.ts'

export function stewardOf(visit: Visit): Steward {
  const { person } = visitorOf(visit)
  return { actor: actorOf(person), name: person.name, sender: senderOf(visit.context) }
}

function knownPerimeters({ context: { directory } }: Visit): Perimeter[] {
  const { all, find, themes, geography } = directory
  return allPerimeters({ all, find, themes, geography, acronymOf: (id) => directory.cardOf(id)?.acronym })
}

/** What whoever asks may give, to be chosen from. */
export function choicesFor(visit: Visit): Pick<GrantFieldsState, 'perimeters' | 'mayChooseRole'> {
  const { grants } = visitorOf(visit)
  const { directory } = visit.context
  return {
    perimeters: knownPerimeters(visit).filter((perimeter) =>
      mayGiveHere(grants, { role: 'contributor', ...perimeter }, directory),
    ),
    mayChooseRole: isAdministrator(grants),
  }
}

interface TypedGrant {
  role: string
  perimeter: string
  grant: Grant | undefined
  problems: Problems
}

/** A moderator's form has no role, and none is read from it: a contributor is what a moderator may make. */
export function typedGrant(visit: Visit): TypedGrant {
  const { request } = visit
  const role = isAdministrator(visitorOf(visit).grants) ? field(request, 'role') : 'contributeur'
  const perimeter = field(request, 'perimetre')
  const read = readGrant(visit, role, perimeter)
  return 'scope' in read
    ? { role, perimeter, grant: read, problems: {} }
    : { role, perimeter, grant: undefined, problems: read.problems }
}

function readGrant(visit: Visit, value: string, perimeter: string): Grant | { problems: Problems } {
  const role = roleOf(value)
  if (role === undefined) return { problems: { role: 'Choisissez un rôle.' } }
  if (role === 'administrator')
    return perimeter === '' || perimeter === EVERYWHERE.label
      ? { role, scope: 'everywhere', target: '' }
      : { problems: { perimetre: 'Un administrateur l’est partout : laissez ce champ vide.' } }
  if (perimeter === '')
    return { problems: { perimetre: 'Dites sur quelle partie du guide : choisissez dans la liste.' } }
  const found = readPerimeter(knownPerimeters(visit), visit.context.directory.geography, perimeter)
  if (typeof found === 'string') return { problems: { perimetre: found } }
  const grant = { role, scope: found.scope, target: found.target }
  return mayGiveHere(visitorOf(visit).grants, grant, visit.context.directory)
    ? grant
    : { problems: { perimetre: `« ${found.label} » n’est pas dans votre périmètre.` } }
}
