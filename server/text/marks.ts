/** A piece of a text, and whether it is to be marked. */
export interface Piece {
  text: string
  marked: boolean
}

/** Cuts a text at its words; those for which `isMarked` answers yes are marked. Joined again, the pieces are the text. */
export function markWords(text: string, isMarked: (word: string) => boolean): Piece[] {
  const pieces: Piece[] = []
  let plain = ''
  for (const part of text.split(/([\p{L}\p{N}]+)/u)) {
    if (part === '') continue
    if (!/^[\p{L}\p{N}]/u.test(part) || !isMarked(part)) {
      plain += part
      continue
    }
    if (plain !== '') pieces.push({ text: plain, marked: false })
    plain = ''
    pieces.push({ text: part, marked: true })
  }
  if (plain !== '') pieces.push({ text: plain, marked: false })
  return pieces
}
