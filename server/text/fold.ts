/** Marks that Unicode decomposition leaves after a letter: accents, cedilla, diaeresis. */
const COMBINING_MARKS = /\p{M}+/gu

/** Everything that ends a line, in Unicode: word processors and PDF files bring the rarer ones. */
const LINE_ENDS = /\r\n|[\r\v\f\u0085\u2028\u2029]/g

/**
 * What nobody means to write: control characters, soft hyphens and other invisible ones, those that turn the
 * direction of a text, private-use ones (reserved for the guide's own marks, see markdown/holes.ts), halves of a
 * surrogate pair (no UTF-8 can hold them). The joiners of emojis stay.
 */
const UNWANTED =
  /(?![\t\n])[\p{Cc}\p{Co}\p{Cs}\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufffe\uffff\u{e0000}-\u{e007f}]/gu

/** Lower case, without accents, ligatures opened, typographic apostrophes made plain: the form in which words are compared. */
export function fold(text: string): string {
  // Apostrophes come first: NFKD makes a space of « ´ ».
  return text
    .replace(/[’‘ʼ`´]/g, "'")
    .normalize('NFKD')
    .replace(COMBINING_MARKS, '')
    .toLowerCase()
    .replaceAll('œ', 'oe')
    .replaceAll('æ', 'ae')
}

/** A text as the guide stores it: NFC, line feeds only, nothing invisible. */
export function clean(text: string): string {
  return text.replace(LINE_ENDS, '\n').replace(UNWANTED, '').normalize('NFC')
}

/** A text of one line: cleaned, trimmed, inner white space reduced to single spaces (non-breaking spaces stay). */
export function cleanLine(text: string): string {
  return clean(text)
    .replace(/[ \t\n]+/g, ' ')
    .trim()
}

/** The key by which titles are sorted on both engines: folded letters and figures, compared byte by byte. */
export function sortKey(text: string): string {
  return fold(text)
    .replace(/[^a-z0-9]+/g, ' ')
    .trim()
}
