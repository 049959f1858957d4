import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { clean, cleanLine, fold, sortKey } from '../../server/text/fold.ts'

describe('fold', () => {
  test.each([
    ['Élève', 'eleve'],
    ['HÉNIN-BEAUMONT', 'henin-beaumont'],
    ['cœur', 'coeur'],
    ['CŒUR', 'coeur'],
    ['ex æquo', 'ex aequo'],
    ['garçon', 'garcon'],
    ['l’aïeul', "l'aieul"],
    ['l‘aide', "l'aide"],
    ['l´aide', "l'aide"],
    ['ﬁche', 'fiche'],
    ['n°\u00a01', 'n° 1'],
    ['É en deux signes : e\u0301', 'e en deux signes : e'],
  ])('%j is compared as %j', (text, folded) => {
    expect(fold(text)).toBe(folded)
  })
})

describe('clean', () => {
  test.each([
    ['line ends of Windows', 'a\r\nb\rc', 'a\nb\nc'],
    ['line ends of word processors', 'a\u000bb\u000cc\u0085d\u2028e\u2029f', 'a\nb\nc\nd\ne\nf'],
    ['control characters', 'a\u0000b\u0007c\u001b[0m\u007f\u009f', 'abc[0m'],
    ['marks that turn the direction', '\u202eabc\u202c\u2066d\u2069\u200e\u200f\u061c', 'abcd'],
    ['private-use characters', '\ue000caf\ue001x\ue002\uf8ff\u{f0000}\u{10fffd}', 'cafx'],
    ['invisible characters', 'a\u200bb\u00adc\u2060d\ufeffe\u180ef\u{e0041}', 'abcdef'],
    ['halves of a surrogate pair', '\ud800a\udc00', 'a'],
    ['pairs that would form once something between is gone', '\ud83d\u202e\ude00', ''],
    ['accents in two signs', 'e\u0301', 'é'],
  ])('takes care of %s', (_what, text, cleaned) => {
    expect(clean(text)).toBe(cleaned)
  })

  test.each([['a\tb\nc'], ['12\u00a0345\u202f€'], ['👨\u200d👩\u200d👧 ☎\ufe0f'], ['« œuvre »']])(
    'keeps %j',
    (text) => {
      expect(clean(text)).toBe(text)
    },
  )

  test('cleaning twice changes nothing more, and the result can be stored as UTF-8', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const once = clean(text)
        expect(clean(once)).toBe(once)
        expect(Buffer.from(once).toString()).toBe(once)
      }),
    )
  })
})

describe('cleanLine', () => {
  test.each([
    ['  a \t b\n c  ', 'a b c'],
    ['\u00a0a\u202f', 'a'],
    ['Tél.\u00a0: 3', 'Tél.\u00a0: 3'],
    [' \n ', ''],
  ])('%j becomes %j', (text, line) => {
    expect(cleanLine(text)).toBe(line)
  })

  test('a long run of spaces that never ends the line costs nothing', () => {
    expect(cleanLine(`a${'\u00a0'.repeat(2_000_000)}b`)).toHaveLength(2_000_002)
  })
})

test.each([
  ['L’Éveil (Lens)', 'l eveil lens'],
  ['  Œuvre d’aide — 62', 'oeuvre d aide 62'],
])('%j is sorted as %j', (title, key) => {
  expect(sortKey(title)).toBe(key)
})
