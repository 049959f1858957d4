/** Sends what stands in the form to the guide, and says how it went. */
import { fieldsOf } from './form.ts'

export interface Saved {
  proposition: string
  position: string
  vu: string
}

export type Refusal =
  /** Nothing came through. */
  | 'offline'
  /** The guide is there, and cannot take it now. */
  | 'down'
  | 'signedOut'
  /** Somebody else is signed in on this machine. */
  | 'otherAccount'
  /** The proposal was decided, or thrown away. */
  | 'closed'
  | 'tooLong'

export type Outcome =
  | ({ kind: 'saved'; savedAt: string } & Saved)
  /** Another window saved meanwhile: what it made of the draft. */
  | ({ kind: 'elsewhere' } & Saved)
  | { kind: Refusal }

/** After this long nobody waits any more: the connection is as good as lost. */
const PATIENCE_MS = 20_000

export async function sendDraft(form: HTMLFormElement, keepalive = false): Promise<Outcome> {
  const { fiche = '', nature = '' } = form.dataset
  const body = new URLSearchParams({ ...fieldsOf(form), ...(fiche === '' ? { nature } : { fiche }) })
  const response = await ask('/propositions/brouillon', { body, keepalive })
  if (response === undefined) return { kind: lost() }
  const kind = refusalOf(response)
  if (kind !== undefined && response.status !== 409 && response.status !== 403) return { kind }
  const answer = await response.json().catch(() => undefined)
  if (response.status === 403) return { kind: answer?.raison === 'other' ? 'otherAccount' : 'down' }
  if (response.status === 409 && answer?.raison !== 'elsewhere') return { kind: 'closed' }
  const saved = {
    proposition: String(answer?.proposition),
    position: String(answer?.position),
    vu: String(answer?.vu),
  }
  return response.ok && typeof answer?.savedAt === 'string'
    ? { kind: 'saved', ...saved, savedAt: answer.savedAt }
    : { kind: response.ok ? 'down' : 'elsewhere', ...saved }
}

/** The page that the guide answers to an act of the form; it keeps what stands in it as well. */
export async function sendAct(form: HTMLFormElement, act: string): Promise<Document | Refusal | 'oldKey'> {
  const body = new URLSearchParams({ ...fieldsOf(form), acte: act })
  const response = await ask(form.getAttribute('action') ?? '', { body })
  if (response === undefined) return lost()
  if (response.status === 403) return 'oldKey'
  const refusal = refusalOf(response)
  if (refusal !== undefined && response.status !== 409) return refusal
  return new DOMParser().parseFromString(await response.text(), 'text/html')
}

/** The form as the guide gives it now, for a key of a new session. */
export async function freshForm(address: string): Promise<Document | undefined> {
  const response = await ask(address, { method: 'GET' })
  if (response?.ok !== true) return undefined
  return new DOMParser().parseFromString(await response.text(), 'text/html')
}

async function ask(address: string, options: RequestInit): Promise<Response | undefined> {
  const controller = new AbortController()
  const timer = setTimeout(() => controller.abort(), PATIENCE_MS)
  const asked = { method: 'POST', redirect: 'manual', signal: controller.signal, ...options } as const
  const response = await fetch(address, asked).catch(() => undefined)
  clearTimeout(timer)
  return response
}

function lost(): Refusal {
  return navigator.onLine ? 'down' : 'offline'
}

function refusalOf({ type, status, ok }: Response): Refusal | undefined {
  // A page that wants to be signed in to leads to the door.
  if (type === 'opaqueredirect' || status === 401) return 'signedOut'
  if (status === 404 || status === 409) return 'closed'
  if (status === 413) return 'tooLong'
  return ok ? undefined : 'down'
}
