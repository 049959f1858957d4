/** A refusal that the person who asked may see. Everything else that is thrown is a bug, and answers 500. */
export class HttpError extends Error {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>

  constructor(status: number, headers: Record<string, string> = {}) {
    super(`HTTP ${status}`)
    this.status = status
    this.headers = headers
  }
}

/** Statuses that Express and its body readers attach to what they refuse. */
export function statusOf(error: unknown): number | undefined {
  if (typeof error !== 'object' || error === null) return undefined
  const status = 'status' in error ? error.status : undefined
  return typeof status === 'number' && status >= 400 && status < 600 ? status : undefined
}
