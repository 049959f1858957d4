/** How those who wrote and approved a version are named to whoever reads its history. */

import { OPERATOR } from '../actions/people.ts'
import type { RevisionRow } from '../store/pageTypes.ts'
import { signersOf } from '../store/people.ts'
import { joinWords } from '../text/typography.ts'
import type { Visit } from './route.ts'

const ACCOUNT = /^compte ([1-9]\d*)$/

/**
 * From « compte 12, compte 15 » to words. To anybody, a professional is a public label or an institution; the name is for
 * those who are signed in.
 */
export async function signaturesOf(
  visit: Visit,
  revisions: readonly Pick<RevisionRow, 'author' | 'approver'>[],
): Promise<(signature: string) => string> {
  const all = revisions.flatMap(({ author, approver }) => [author, ...(approver === null ? [] : [approver])])
  const ids = all.flatMap((signature) => signature.split(', ').flatMap((each) => numberIn(each) ?? []))
  const signers = await signersOf(visit.context.database.read, [...new Set(ids)])
  const nameOf = (one: string): string => {
    const id = numberIn(one)
    if (id === undefined) return one === OPERATOR.name ? 'l’exploitant du guide' : one
    const signer = signers.get(id)
    const place =
      signer?.institution === null ? undefined : visit.directory.find(signer?.institution ?? '')?.title
    if (visit.visitor !== undefined && signer !== undefined)
      return place === undefined ? signer.name : `${signer.name} (${place})`
    return signer?.label ?? place ?? 'un contributeur'
  }
  return (signature) => joinWords([...new Set(signature.split(', ').map(nameOf))])
}

function numberIn(text: string): number | undefined {
  const [, id] = ACCOUNT.exec(text) ?? []
  return id === undefined ? undefined : Number(id)
}
