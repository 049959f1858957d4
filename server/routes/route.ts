import type { Request, Response } from 'express'
import type { Context } from '../context.ts'
import { parisDay } from '../domain/day.ts'
import { describeHours } from '../domain/openingHours/describe.ts'
import { originOf } from '../http/urls.ts'
import type { ViewContext } from '../viewmodels/context.ts'
import type { ViewName, Views } from '../viewmodels/views.ts'

export interface Route {
  method: 'GET' | 'POST'
  path: string
  /** False where the answer is no page of the guide: nothing is looked up before it. */
  kept?: false
  handle: (visit: Visit) => Promise<void> | void
}

/** One request being answered, and everything it may be answered with. */
export interface Visit {
  context: Context
  request: Request
  response: Response
  view: ViewContext
  render: <Name extends ViewName>(name: Name, model: Views[Name], status?: number) => void
}

export function visitOf(context: Context, request: Request, response: Response): Visit {
  return {
    context,
    request,
    response,
    view: viewContext(context, request),
    render: (name, model, status = 200) => {
      // Pages may be kept by a proxy but are asked again each time: a changed number must not wait.
      const html = context.renderPage(name, model)
      response.status(status).set('Cache-Control', 'no-cache').type('html')
      // Answers are asked once each: a fingerprint of them would serve nobody.
      if (name === 'results') response.end(html)
      else response.send(html)
    },
  }
}

function viewContext({ calendar, config, communes, directory, now }: Context, request: Request): ViewContext {
  return {
    brand: config.brand,
    origin: originOf(config, request),
    today: parisDay(now()),
    now: now(),
    calendar,
    communeName: (code) => communes.get(code)?.nom,
    hoursInWords: describeHours,
    directory,
    place: undefined,
    placeText: '',
  }
}
