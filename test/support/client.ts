import supertest, { type Response } from 'supertest'
import type { TestApp } from './app.ts'

export interface Client {
  get: (path: string) => Promise<Response>
  /** Fills the form of a page that is sent to `action`, and sends it as a browser would. */
  submit: (page: string, action: string, fields: Record<string, string>) => Promise<Response>
  /** Sends a form that was on an answer already here. */
  send: (html: string, action: string, fields: Record<string, string>) => Promise<Response>
  post: (path: string, fields: Record<string, string>, headers?: Record<string, string>) => Promise<Response>
  cookie: () => string
  setCookie: (cookie: string) => void
}

/** A browser without a script: it keeps its cookie, and sends forms with what the page put in them. */
export function newClient(guide: Pick<TestApp, 'app'>, { address = '' } = {}): Client {
  let cookie = ''

  function remember(response: Response): Response {
    const header = response.headers['set-cookie'] as unknown as string[] | undefined
    for (const line of header ?? []) {
      const [pair = ''] = line.split(';')
      cookie = /(?:Expires=Thu, 01 Jan 1970|Max-Age=0)/.test(line) ? '' : pair
    }
    return response
  }

  function dress(test: supertest.Test, headers: Record<string, string> = {}): supertest.Test {
    const worn = test.set('User-Agent', 'Mozilla/5.0 (Windows NT 10.0) Gecko Firefox/140.0').set(headers)
    if (address !== '') worn.set('X-Forwarded-For', address)
    return cookie === '' ? worn : worn.set('Cookie', cookie)
  }

  const get = async (path: string) => remember(await dress(supertest(guide.app).get(path)))
  const post = async (path: string, fields: Record<string, string>, headers: Record<string, string> = {}) =>
    remember(
      await dress(supertest(guide.app).post(path), { 'Sec-Fetch-Site': 'same-origin', ...headers })
        .type('form')
        .send(fields),
    )
  const send = (html: string, action: string, fields: Record<string, string>) =>
    post(action, { ...hiddenFields(html, action), ...fields })

  return {
    get,
    post,
    send,
    submit: async (page, action, fields) => {
      const response = await get(page)
      if (response.status !== 200) throw new Error(`${page} answered ${response.status}`)
      return send(response.text, action, fields)
    },
    cookie: () => cookie,
    setCookie: (given) => {
      cookie = given
    },
  }
}

/** The hidden fields of the form of a page that is sent there. */
export function hiddenFields(html: string, action: string): Record<string, string> {
  const forms = html.match(/<form[\s\S]*?<\/form>/g) ?? []
  const form = forms.find((each) => each.includes(`action="${action}"`))
  if (form === undefined) throw new Error(`No form is sent to ${action}`)
  const inputs = form.match(/<input[^>]*type="hidden"[^>]*>/g) ?? []
  return Object.fromEntries(inputs.map((input) => [attribute(input, 'name'), attribute(input, 'value')]))
}

function attribute(tag: string, name: string): string {
  return (new RegExp(`${name}="([^"]*)"`).exec(tag)?.[1] ?? '').replaceAll('&amp;', '&')
}

/** What a form holds, as a browser would send it. */
export function formIn(html: string, action: string): Record<string, string> {
  const form = (html.match(/<form[\s\S]*?<\/form>/g) ?? []).find((each) =>
    each.includes(`action="${action}"`),
  )
  if (form === undefined) throw new Error(`No form is sent to ${action}`)
  const fields: Record<string, string> = hiddenFields(html, action)
  for (const [, tag = ''] of form.matchAll(/<input([^>]*)>/g)) {
    const name = /name="([^"]*)"/.exec(tag)?.[1]
    const type = /type="([^"]*)"/.exec(tag)?.[1]
    const value = plain(/value="([^"]*)"/.exec(tag)?.[1] ?? '')
    if (
      name !== undefined &&
      type !== 'hidden' &&
      ((type !== 'checkbox' && type !== 'radio') || / checked/.test(tag))
    )
      fields[name] = value
  }
  for (const [, name = '', text = ''] of form.matchAll(
    /<textarea[^>]*name="([^"]*)"[^>]*>([\s\S]*?)<\/textarea>/g,
  ))
    fields[name] = plain(text.replace(/^\n/, ''))
  for (const [, name = '', options = ''] of form.matchAll(
    /<select[^>]*name="([^"]*)"[^>]*>([\s\S]*?)<\/select>/g,
  ))
    fields[name] = /<option value="([^"]*)" selected/.exec(options)?.[1] ?? ''
  return fields
}

function plain(text: string): string {
  return text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&#34;', '"')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&')
}
