/** Slips of the finger, drawn with a seed so that a run can be had again. */

/** Numbers between 0 and 1 (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

const LETTERS = 'abcdefghijklmnopqrstuvwxyz'

/** The same question with one slip in one word of at least four letters: a letter lost, doubled, changed or swapped. */
export function withSlip(question: string, random: () => number): string {
  const words = Array.from(question.matchAll(/\p{L}{4,}/gu))
  const word = words[Math.floor(random() * words.length)]
  if (word === undefined) return question
  const text = word[0]
  const at = 1 + Math.floor(random() * (text.length - 2))
  const letter = LETTERS[Math.floor(random() * LETTERS.length)] ?? 'e'
  const slips = [
    text.slice(0, at) + text.slice(at + 1),
    text.slice(0, at) + text[at] + text.slice(at),
    text.slice(0, at) + letter + text.slice(at + 1),
    text.slice(0, at) + text[at + 1] + text[at] + text.slice(at + 2),
  ]
  const slipped = slips[Math.floor(random() * slips.length)] ?? text
  return question.slice(0, word.index) + slipped + question.slice(word.index + text.length)
}
