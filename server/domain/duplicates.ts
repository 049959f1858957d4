import type { Document } from './document/document.ts'
export type Reason = 'title' | 'phone' | 'address' | 'close-title'
export function likelyDuplicates(
  _candidate: Document,
  _known: Iterable<object>,
): { slug: string; title: string; reasons: Reason[] }[] {
  return []
}
