import { retry } from '../actions/administer.ts'
import { numberParameter, parameter } from '../http/query.ts'
import { findMessage, messagesPage } from '../store/outbox.ts'
import { MESSAGES_PER_PAGE, outboxPage } from '../viewmodels/outbox.ts'
import { actOnce } from './forms.ts'
import { stewardOf } from './grants.ts'
import { allow, formKey, type Route, type Visit } from './route.ts'

const LIST = '/administration/courriels'
const RETRY = '/administration/courriels/:id/reessayer'

export const outboxRoutes: Route[] = [
  { method: 'GET', path: LIST, right: 'outbox', kept: false, handle: (visit) => renderOutbox(visit) },
  { method: 'POST', path: RETRY, right: 'outbox', handle: takeRetry },
]

async function renderOutbox(visit: Visit, refusal?: string): Promise<void> {
  const { context, request, view } = visit
  allow(visit, 'outbox', 'all')
  const page = numberParameter(request, 'page', { min: 1, max: 10_000 }) ?? 1
  const found = await messagesPage(context.database.read, {
    limit: MESSAGES_PER_PAGE + 1,
    offset: (page - 1) * MESSAGES_PER_PAGE,
  })
  const model = outboxPage(
    {
      messages: found.slice(0, MESSAGES_PER_PAGE),
      page,
      hasOlder: found.length > MESSAGES_PER_PAGE,
      isPublic: context.config.publicUrl !== undefined,
      retryKey: () => formKey(visit, RETRY),
      done: parameter(request, 'fait'),
      refusal,
    },
    view,
  )
  visit.render('outbox/show', model, refusal === undefined ? 200 : 409)
}

async function takeRetry(visit: Visit): Promise<void> {
  const { context, request, response } = visit
  const id = String(request.params.id)
  const message = /^[1-9]\d{0,14}$/.test(id)
    ? await findMessage(context.database.read, Number(id))
    : undefined
  if (message === undefined) return allow(visit, 'outbox', 'absent')
  allow(visit, 'outbox', 'all')
  const location = `${LIST}?fait=reprise`
  const outcome = await retry(actOnce(visit, location), message.id, stewardOf(visit), context.now())
  if (outcome.ok) return response.redirect(303, location)
  await renderOutbox(visit, outcome.message)
}
