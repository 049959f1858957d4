import type { Request, Response } from 'express'
import type { Context } from '../context.ts'
import { decide, type ObjectOf, type Right } from '../domain/access.ts'
import { parisDay } from '../domain/day.ts'
import { describeHours } from '../domain/openingHours/describe.ts'
import { may } from '../domain/permission.ts'
import { originOf } from '../http/urls.ts'
import type { LiveDirectory } from '../search/directory.ts'
import type { Sight } from '../store/pageTypes.ts'
import type { ViewContext } from '../viewmodels/context.ts'
import type { ViewName, Views } from '../viewmodels/views.ts'
import { refuse } from './refusals.ts'
import type { Who } from './visitor.ts'

/** The rows of the table of access that let somebody in who is not signed in. */
export type OpenRight = 'read' | 'door'

interface AnyRoute {
  path: string
  /** The row of the table of access (`domain/access.ts`) that decides. */
  right: Right
  /** False where the answer is no page of the guide: nothing is looked up before it. */
  kept?: false
  /** False for what a script of ours sends and no form: it has no key. */
  form?: false
  /** A long text that comes back with the key of one that was acted on is another one, unless it says the same. */
  byText?: true
  handle: (visit: Visit) => Promise<void> | void
}

interface OpenPage extends AnyRoute {
  method: 'GET'
  right: OpenRight
  /**
   * Addresses of it, with everything of the guide that they can show: `{fiche}`, `{mot}`… are filled in by the tests, which
   * open them all to see that no word that nobody has approved is read there.
   */
  samples: readonly [string, ...string[]]
}

interface ClosedPage extends AnyRoute {
  method: 'GET'
  right: Exclude<Right, OpenRight>
}

interface Sending extends AnyRoute {
  method: 'POST'
}

export type Route = OpenPage | ClosedPage | Sending

/** One request being answered, and everything it may be answered with. */
export interface Visit extends Who {
  context: Context
  request: Request
  response: Response
  right: Right
  /** See `Route`. */
  byText: boolean
  /** What rows this visit may read. */
  sight: Sight
  /** What this visit may know of every fiche: routes ask this one, never the context's. */
  directory: LiveDirectory
  view: ViewContext
  render: <Name extends ViewName>(name: Name, model: Views[Name], status?: number) => void
}

/** What a visit is made of besides the request itself. */
export interface Asked {
  who: Who
  right: Right
  byText?: boolean
}

/**
 * The one place that decides who sees the contacts kept for professionals: rows, directory, index and pages kept all follow
 * from it. A reading link for the desks of a team, which opens them without an account, would be one more case here.
 */
function sightOf({ visitor }: Who): Sight {
  return may(visitor?.grants, 'voir-contacts-professionnels') ? 'professional' : 'reader'
}

export function visitOf(context: Context, request: Request, response: Response, asked: Asked): Visit {
  const { who, right, byText = false } = asked
  const sight = sightOf(who)
  const directory = sight === 'reader' ? context.directory : context.reserved().directory
  // What one person sees, and every door, is kept by nobody. The rest may be kept by a proxy but is asked again each time:
  // a changed number must not wait.
  const isPrivate = who.visitor !== undefined || sight !== 'reader' || right !== 'read'
  response.set('Cache-Control', isPrivate ? 'no-store' : 'no-cache')
  return {
    ...who,
    context,
    request,
    response,
    right,
    byText,
    sight,
    directory,
    view: viewContext(context, request, who, directory),
    render: (name, model, status = 200) => {
      const html = context.renderPage(name, model)
      response.status(status).type('html')
      // Answers are asked once each: a fingerprint of them would serve nobody.
      if (name === 'results' || isPrivate) response.end(html)
      else response.send(html)
    },
  }
}

/** Goes on only if the table of access allows it, for what kind of object the loaded row is. */
export function allow<R extends Right>(visit: Visit, right: R, object: ObjectOf<R>): void {
  const decision = decide(right, object, visit.visitor?.grants)
  if (decision !== 'allowed') refuse(decision, visit.request.originalUrl)
}

/** A key for one form: `path` is the pattern of the route that it is sent to. */
export function formKey({ context, visitor }: Visit, path: string): string {
  return context.formKeys.make(path, visitor?.session.hash ?? '', visitor?.person.id)
}

function viewContext(
  { calendar, config, communes, formKeys, now }: Context,
  request: Request,
  { visitor }: Who,
  directory: LiveDirectory,
): ViewContext {
  return {
    brand: config.brand,
    sendsMail: config.mail !== undefined,
    origin: originOf(config, request),
    today: parisDay(now()),
    now: now(),
    calendar,
    communeName: (code) => communes.get(code)?.nom,
    hoursInWords: describeHours,
    directory,
    place: undefined,
    preview: undefined,
    placeText: '',
    account: visitor && {
      name: visitor.person.name,
      roles: visitor.grants.map(({ role }) => role),
      signOutKey: formKeys.make('/deconnexion', visitor.session.hash, visitor.person.id),
    },
  }
}
