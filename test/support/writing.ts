/** Proposals of the tests, made as people make them: a form is opened, changed and sent. */
import type { Response } from 'supertest'
import { expect } from 'vitest'
import { formIn } from './client.ts'
import type { SignedIn } from './people.ts'

export type Fields = Record<string, string>

export const proposalOf = (response: Response): number =>
  Number(/^\/propositions\/(\d+)/.exec(response.headers.location ?? '')?.[1])

/** The form of a page, filled in anew and sent by one of its buttons. */
export async function fillIn(
  who: Pick<SignedIn, 'get' | 'post'>,
  page: string,
  { to = page.replace(/\?.*/, ''), ...changes }: Fields & { to?: string },
): Promise<Response> {
  const { status, text } = await who.get(page)
  if (status !== 200) throw new Error(`${page} answered ${status}`)
  return who.post(to, { ...formIn(text, to), acte: 'soumettre', ...changes })
}

/** A change of a published fiche, sent to review; answers the number of the proposal. */
export async function propose(
  who: Pick<SignedIn, 'get' | 'post'>,
  slug: string,
  changes: Fields,
): Promise<number> {
  const page = `/fiches/${slug}/modifier?autre=1`
  const sent = await fillIn(who, page, { resume_modification: 'Une correction', ...changes })
  expect([sent.status, problemsIn(sent.text)]).toEqual([303, []])
  return proposalOf(sent)
}

/** What stands against a form, in words. */
export function problemsIn(html: string): string[] {
  return Array.from(
    html.matchAll(/class="fault"[^>]*>[\s\S]*?<span class="vh">Erreur[\s\S]*?<\/span> ([\s\S]*?)<\/span>/g),
    ([, words = '']) => words.trim(),
  )
}

/** A new fiche, sent to review. */
export async function proposeNew(
  who: Pick<SignedIn, 'get' | 'post'>,
  nature: string,
  fields: Fields,
): Promise<Response> {
  const page = `/fiches/nouvelle?nature=${nature}`
  return fillIn(who, page, { to: page, resume_modification: 'Une nouvelle fiche', ...fields })
}

/** What a reviewer reads, and sends with one of the verdicts. */
export async function decide(
  who: Pick<SignedIn, 'get' | 'post'>,
  id: number,
  verdict: 'accepter' | 'demander' | 'refuser',
  message = '',
): Promise<Response> {
  const to = `/propositions/${id}/avis`
  return fillIn(who, `/propositions/${id}`, { to, avis: verdict, message })
}
