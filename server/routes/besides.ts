/** What somebody writes about a change, besides the text itself. */
import type { FieldProblem, Typed } from '../domain/editing/typed.ts'
import { clean, cleanLine } from '../text/fold.ts'

export interface Besides {
  /** One line, for the history. */
  summary: string
  message: string
}

export function besidesOf(typed: Typed): Besides {
  return {
    summary: cleanLine(typed.resume_modification ?? ''),
    message: clean(typed.message ?? '').trim(),
  }
}

/** Signs of a message, a comment or a reason. */
export const LONGEST_MESSAGE = 4_000
const LONGEST_SUMMARY = 400

export function besidesProblems(typed: Typed): FieldProblem[] {
  const { summary, message } = besidesOf(typed)
  return [
    ...tooLong('resume_modification', 'Résumé trop long', summary, LONGEST_SUMMARY),
    ...tooLong('message', 'Message trop long', message, LONGEST_MESSAGE),
  ]
}

function tooLong(field: string, what: string, { length }: string, most: number): FieldProblem[] {
  return length > most ? [{ field, message: `${what} : ${length} signes, ${most} au plus.` }] : []
}
