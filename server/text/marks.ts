/** A piece of a text, and whether it is to be marked. */
export interface Piece {
  text: string
  marked: boolean
}

/** Cuts a text at its words; those for which `isMarked` answers yes are marked. Joined again, the pieces are the text. */
export function markWords(text: string, isMarked: (word: string) => boolean): Piece[] {
  const pieces: Piece[] = []
  let plain = ''
  for (const part of partsOf(text)) {
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

const cut = new Map<string, string[]>()
const KEPT = 5_000

/** Titles and résumés are cut once: the same ones stand in many answers. */
function partsOf(text: string): string[] {
  const known = cut.get(text)
  if (known !== undefined) return known
  const parts = text.split(/([\p{L}\p{N}]+)/u)
  if (cut.size >= KEPT) cut.clear()
  cut.set(text, parts)
  return parts
}
