import { createHash } from 'node:crypto'
import { originOf } from '../http/urls.ts'
import type { Visit } from './route.ts'

interface KeptPage {
  /** Number of the last change when the page was begun, and the minute: « Ouvert » is not true for longer. */
  version: string
  /** In bytes: the same text is not encoded again for each reader. */
  html: Buffer
  etag: string
}

/** 500 pages of 20 KB are 10 MB. */
const LIMIT = 500

/** Hours open and close on the minute. */
const KEPT_MS = 60_000

/**
 * Pages kept whole until something is published or the minute ends. A reader's page depends on nothing else: no cookie, no
 * account, no choice. Making one costs four queries and a template, 1.2 ms; an Express hello takes 0.06 (measured).
 */
export interface KeptPages {
  /** Answers with the kept page if there is one, else calls `make` and keeps what it renders. */
  answer: (visit: Visit, make: (visit: Visit) => Promise<void> | void) => Promise<void>
}

export function createKeptPages(): KeptPages {
  const pages = new Map<string, KeptPage>()

  function keep(key: string, page: KeptPage): void {
    pages.delete(key)
    pages.set(key, page)
    const oldest = pages.keys().next().value
    if (pages.size > LIMIT && oldest !== undefined) pages.delete(oldest)
  }

  return {
    answer: async (visit, make) => {
      const { context, directory, request, sight } = visit
      // What one person sees is for nobody else.
      if (sight !== 'reader' || visit.visitor !== undefined) return make(visit)
      // Read before the page is made: a change that comes meanwhile makes the page be made again, never kept too long.
      const change = await directory.catchUp()
      // What follows a question mark has too many forms to be kept.
      if (request.originalUrl.includes('?')) return make(visit)
      const key = `${originOf(context.config, request)}\n${request.originalUrl}`
      const version = `${change} ${Math.floor(context.now().getTime() / KEPT_MS)}`
      const kept = pages.get(key)
      if (kept?.version === version) {
        keep(key, kept)
        send(visit, kept)
        return
      }
      await make({
        ...visit,
        render: (name, model, status = 200) => {
          if (status !== 200) return visit.render(name, model, status)
          const html = Buffer.from(context.renderPage(name, model))
          const page = { version, html, etag: `"${createHash('sha256').update(html).digest('base64url')}"` }
          keep(key, page)
          send(visit, page)
        },
      })
    },
  }
}

/** How long it may be kept by others was said when the visit began. */
function send({ response }: Visit, { html, etag }: KeptPage): void {
  response.set('ETag', etag).type('html').send(html)
}
