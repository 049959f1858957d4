/** The contacts kept for professionals that answer a question, for who may see them. */
import type { FicheFacts } from '../domain/facts.ts'
import { type Answer, type Explanation, TAIL } from '../search/engine.ts'
import type { Asked } from '../search/question.ts'
import type { Visit } from './route.ts'

export interface ReservedRow {
  facts: FicheFacts
  score: number
}

/**
 * Best first, and none that would stand in the tail of what `answer` found for everybody: both indexes score alike. Nothing
 * for a reader, and nothing is even asked.
 */
export async function reservedRows(
  visit: Pick<Visit, 'context' | 'sight' | 'directory'>,
  question: string,
  asked: Asked,
  answer: Pick<Answer, 'hits'>,
): Promise<ReservedRow[]> {
  if (visit.sight === 'reader') return []
  const { index } = visit.context.reserved()
  await index.catchUp()
  const { hits } = index.ask(question, asked)
  const least = TAIL * Math.max(0, ...[answer.hits[0], hits[0]].map((hit) => hit?.score ?? 0))
  return hits.flatMap(({ id, score }) => {
    const facts = visit.directory.byId(id)
    return facts === undefined || score < least ? [] : [{ facts, score }]
  })
}

/** One list of both, best first: the readers' rows as they are where there is nothing to add. */
export function withReserved<T extends { score: number }>(
  rows: readonly T[],
  reserved: readonly T[],
): readonly T[] {
  return reserved.length === 0 ? rows : [...rows, ...reserved].toSorted((a, b) => b.score - a.score)
}

/** Why a fiche stands where it stands, asked of the index that holds it. */
export function explain(
  { context, directory }: Pick<Visit, 'context' | 'directory'>,
  id: number,
  question: string,
  asked: Asked,
): Explanation {
  const index = directory.byId(id)?.reserved === true ? context.reserved().index : context.index
  return index.explain(question, id, asked)
}
