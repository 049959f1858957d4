import { fold } from '../text/fold.ts'

const ELISION = /(?<![a-z0-9])(?:[ldjcmnst]|qu|jusqu|lorsqu|puisqu)'(?=[a-z0-9])/g

/** The words of a text in the form in which they are compared: folded, elisions taken off, « M.D.S. » joined. */
export function tokens(text: string): string[] {
  return (
    fold(text)
      .replace(ELISION, ' ')
      .replace(/(?<![a-z0-9])((?:[a-z]\.){2,})([a-z]?)(?![a-z0-9])/g, (dotted) => dotted.replaceAll('.', ''))
      .match(/[a-z0-9]+/g) ?? []
  )
}

/** Words so common that they tell fiches apart from none. */
const STOP_WORDS = new Set(
  `a ai au aux avec ce ces cette comme dans de des du elle elles en est et eux il ils je la le les leur leurs lui ma
  mais me mes mon ne nos notre nous on ou par pas pour plus qu que qui sa se ses si son sont sur ta te tes toi ton tu
  un une vos votre vous y d l j c m n s t`.split(/\s+/),
)

/** The words of a question: without the commonest, unless nothing else is left. */
export function questionWords(question: string): string[] {
  const all = tokens(question)
  const telling = all.filter((word) => !STOP_WORDS.has(word))
  return [...new Set(telling.length > 0 ? telling : all)]
}
