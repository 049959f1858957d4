import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Document } from '../../server/domain/document/document.ts'
import { joinParagraphs, paragraphsOf } from '../../server/domain/document/paragraphs.ts'
import { cutSegments } from '../../server/domain/document/segments.ts'
import { mergeDocuments, settleConflicts } from '../../server/domain/merge.ts'

const titleOf = (_to: string, slug: string) => slug
const doc = (body: string) => ({ kind: 'help', fields: { titre: 'Aide' }, body }) as unknown as Document
const merge = (base: Document, theirs: Document, mine: Document) =>
  mergeDocuments({ base, theirs, mine }, titleOf)

/** Paragraphs are written « a/b/c ». */
const text = (body: string) => body.replaceAll('/', '\n\n')

describe('bodies are merged by paragraph', () => {
  test.each([
    ['two paragraphs apart', 'a/b/c', 'A/b/c', 'a/b/C', 'A/b/C'],
    ['two neighbours', 'a/b', 'A/b', 'a/B', 'A/B'],
    ['one added at each end', 'a', 'z/a', 'a/b', 'z/a/b'],
    ['one added beside one that changed', 'a/b', 'a/x/b', 'a/B', 'a/x/B'],
    ['one that went, one that changed', 'a/b/c', 'b/c', 'a/b/C', 'b/C'],
    ['the same change', 'a/b', 'A/b', 'A/b', 'A/b'],
    ['the same change, and another', 'a/b/c', 'A/b/c', 'A/b/C', 'A/b/C'],
    ['blank lines', 'a\n\n\nb/c', 'a/b/c', 'a\n\n\nb/C', 'a/b/C'],
    [
      'a whole block',
      'a/::: astuce\nb/c\n:::/d',
      'a/::: astuce\nb/C\n:::/d',
      'A/::: astuce\nb/c\n:::/d',
      'A/::: astuce\nb/C\n:::/d',
    ],
    ['blocks without blank lines', 'a\n::: astuce\nb\n:::\nc', 'a/c', 'a\n::: astuce\nb\n:::\nC', 'a/C'],
    [
      'a block of code',
      '```\na/::: astuce\n```/b',
      '```\na/::: astuce\n```/B',
      '```\nA/::: astuce\n```/b',
      '```\nA/::: astuce\n```/B',
    ],
  ])('%s', (_what, base, theirs, mine, merged) => {
    const { document, conflicts } = merge(doc(text(base)), doc(text(theirs)), doc(text(mine)))
    expect(conflicts).toEqual([])
    expect(document.body).toBe(text(merged))
  })

  test.each([
    ['one paragraph', 'a/b', 'A/b', 'α/b', [['a', 'A', 'α']], 'A/b', 'α/b'],
    ['two additions in one place', 'a', 'a/b', 'a/c', [['', 'b', 'c']], 'a/b', 'a/c'],
    ['one that one took away', 'a/b', 'b', 'A/b', [['a', '', 'A']], 'b', 'A/b'],
    [
      'an addition inside what went',
      'a/b/c/d',
      'a/d',
      'a/b/x/c/d',
      [['b|c', '', 'b|x|c']],
      'a/d',
      'a/b/x/c/d',
    ],
    [
      'a block, always whole',
      '::: astuce\na/b\n:::',
      '::: astuce\nA/b\n:::',
      '::: astuce\na/B\n:::',
      [['::: astuce\na\n\nb\n:::', '::: astuce\nA\n\nb\n:::', '::: astuce\na\n\nB\n:::']],
      '::: astuce\nA/b\n:::',
      '::: astuce\na/B\n:::',
    ],
    [
      'two places',
      'a/b/c',
      'A/b/C',
      'α/b/γ',
      [
        ['a', 'A', 'α'],
        ['c', 'C', 'γ'],
      ],
      'A/b/C',
      'α/b/γ',
    ],
  ])('%s is asked', (_what, base, theirs, mine, texts, withTheirs, withMine) => {
    const versions = {
      base: doc(text(base)),
      theirs: doc(text(theirs)),
      mine: doc(text(mine)),
    }
    const { document, conflicts } = mergeDocuments(versions, titleOf)
    expect(
      conflicts.map((each) => [each.base.join('|'), each.theirs.join('|'), each.mine.join('|')]),
    ).toEqual(texts)
    expect(new Set(conflicts.map(({ key, label }) => `${key} ${label}`))).toEqual(new Set(['corps Texte']))
    expect(document.body).toBe(text(withTheirs))
    const choices = Object.fromEntries(conflicts.map(({ id }) => [id, 'mine' as const]))
    expect(settleConflicts(versions, choices).body).toBe(text(withMine))
  })

  test('each place is settled by itself', () => {
    const versions = {
      base: doc(text('a/b/c')),
      theirs: doc(text('A/b/C')),
      mine: doc(text('α/b/γ')),
    }
    expect(settleConflicts(versions, { 'corps-2': 'mine' }).body).toBe(text('A/b/γ'))
    expect(settleConflicts(versions, { 'corps-1': 'base' }).body).toBe(text('a/b/C'))
  })

  test('D06 two bodies of 64 KB without a paragraph in common are one place to settle', () => {
    const long = (letter: string) =>
      Array.from({ length: 15_000 }, (_, i) => `${letter}${i % 7}`).join('\n\n')
    const [base, theirs, mine] = ['b', 't', 'm'].map((letter) => doc(`début\n\n${long(letter)}\n\nfin`)) as [
      Document,
      Document,
      Document,
    ]
    const { document, conflicts } = merge(base, theirs, mine)
    expect(document.body).toBe(theirs.body)
    expect(conflicts.map(({ id, mine: lines }) => [id, lines.length])).toEqual([['corps-1', 15_000]])
  })
})

/** The capitals are what an edit changes. */
const paragraph = fc.constantFrom(
  ...['A', 'B', 'C', '- D\n- E', '## F', '    K'],
  ...['::: attention\nG\n\nH\n:::', '::: astuce\nI\n:::', '```\n:::\n\nJ\n```'],
)
const bodyEdit = fc.array(
  fc.record({
    at: fc.nat(6),
    cut: fc.nat(2),
    put: fc.array(fc.tuple(paragraph, fc.nat(9)), { maxLength: 2 }),
  }),
  { maxLength: 2 },
)

test('1,000 concurrent edits of a body lose no paragraph and keep blocks whole', () => {
  fc.assert(
    fc.property(
      fc.array(paragraph, { maxLength: 6 }),
      fc.constantFrom('\n\n', '\n\n\n'),
      bodyEdit,
      bodyEdit,
      (paragraphs, gap, theirEdits, myEdits) => {
        const edited = (edits: typeof theirEdits, side: string) => {
          const result = [...paragraphs]
          for (const { at, cut, put } of edits)
            result.splice(
              at,
              cut,
              ...put.map(([each, n]) => each.replace(/[A-K]/, (letter) => `${letter}${side}${n}`)),
            )
          return result.join('\n\n')
        }
        const base = doc(paragraphs.join(gap))
        const [theirs, mine] = [doc(edited(theirEdits, 't')), doc(edited(myEdits, 'm'))]
        const { document, conflicts } = merge(base, theirs, mine)
        expect(cutSegments(document.body).problems).toEqual([])
        expect(joinParagraphs(paragraphsOf(base.body))).toBe(base.body)
        const textsIn = ({ body }: Document) => paragraphsOf(body).map((each) => each.text)
        const merged = new Set([
          ...textsIn(document),
          ...conflicts.flatMap((each) => [...each.theirs, ...each.mine]),
        ])
        const old = new Set(textsIn(base))
        for (const added of [...textsIn(theirs), ...textsIn(mine)])
          if (!old.has(added)) expect(merged).toContain(added)
        for (const choice of ['base', 'mine'] as const) {
          const choices = Object.fromEntries(
            conflicts.map(({ id }, index) => [id, index % 2 === 0 ? choice : 'theirs'] as const),
          )
          expect(cutSegments(settleConflicts({ base, theirs, mine }, choices).body).problems).toEqual([])
        }
      },
    ),
    { numRuns: 1_000 },
  )
})
